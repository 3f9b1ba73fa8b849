package search

import (
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/publish"
)

// termParts returns the planned files that are made of a segment's terms.
func termParts(files []publish.File) (parts []publish.File) {
	for _, f := range files {
		if strings.Contains(f.Path, "/terms/") || strings.Contains(f.Path, "/common/") || strings.HasSuffix(f.Path, "/split.bin") {
			parts = append(parts, f)
		}
	}
	return parts
}

func renderOne(t *testing.T, f publish.File) []byte {
	t.Helper()
	data, err := f.Render(nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSearchInAPreviewBuildsASegmentOnceAndDropsItAfterwards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, many(60)...)
		var read atomic.Int64
		text := func(r *archive.Record) (string, error) { read.Add(1); return s.text(r) }
		parts := termParts(Plan(s.archive, text, Options{Hold: 10 * time.Second}))
		want := termParts(Plan(s.archive, s.text, Options{}))
		if len(parts) < 3 || len(parts) != len(want) {
			t.Fatalf("%d parts, in a build %d", len(parts), len(want))
		}
		request := func(i, texts int) {
			t.Helper()
			if got := string(renderOne(t, parts[i])); got != string(renderOne(t, want[i])) {
				t.Errorf("%s differs from that of a build", parts[i].Path)
			}
			if got := int(read.Load()); got != texts {
				t.Errorf("after %s: %d texts were read so far, want %d", parts[i].Path, got, texts)
			}
		}
		request(0, 60)
		time.Sleep(9 * time.Second)
		request(1, 60) // the same search
		time.Sleep(9 * time.Second)
		for i := range parts { // as many requests as parts must not cause another build
			request(i, 60)
		}
		time.Sleep(11 * time.Second)
		synctest.Wait()
		request(0, 120) // the terms were dropped
		time.Sleep(11 * time.Second)
	})
}

func TestBuildReadsEachTextOnce(t *testing.T) {
	s := newSite(t, many(60)...)
	var read atomic.Int64
	for _, f := range Plan(s.archive, func(r *archive.Record) (string, error) { read.Add(1); return s.text(r) }, Options{}) {
		renderOne(t, f)
	}
	if read.Load() != 60 {
		t.Errorf("%d texts were read, want 60", read.Load())
	}
}

func TestPreviewTriesAgainAfterATextCouldNotBeRead(t *testing.T) {
	s := newSite(t, many(6)...)
	broken := errors.New("the disk is gone")
	fail := true
	parts := termParts(Plan(s.archive, func(r *archive.Record) (string, error) {
		if fail {
			return "", broken
		}
		return s.text(r)
	}, Options{Hold: time.Millisecond, Jobs: 1}))
	if _, err := parts[0].Render(nil); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	fail = false
	renderOne(t, parts[0])
}

func TestSearchesInAPreviewDoNotKeepTheIndexInMemory(t *testing.T) {
	s := newSite(t, many(3000)...)
	parts := termParts(Plan(s.archive, s.text, Options{Hold: time.Millisecond}))
	size := int64(0)
	for _, f := range termParts(Plan(s.archive, s.text, Options{})) {
		size += int64(len(renderOne(t, f)))
	}
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	for range 3 {
		renderOne(t, parts[0])
	}
	grown := heap() - before
	for wait := 0; wait < 500 && grown > size/2; wait++ {
		time.Sleep(10 * time.Millisecond)
		grown = heap() - before
	}
	if grown > size/2 {
		t.Errorf("%d bytes stay in memory after three searches; the whole index has %d", grown, size)
	}
	runtime.KeepAlive(parts)
}
