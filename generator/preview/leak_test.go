package preview

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator"
	"gongbao/generator/corpus"
)

var minutes = flag.Int("minutes", 10, "how long BenchmarkSaveEachSecond saves")

// BenchmarkSaveEachSecond saves a bulletin each second, and each minute reports what is left of the heap after a collection: it must not
// grow. It does so in the sample archive and in one of 10 000 bulletins, while a page is open and another is asked for after
// each save.
//
//	go test ./generator/preview -run '^$' -bench SaveEachSecond -benchtime 1x -timeout 60m -minutes 10
func BenchmarkSaveEachSecond(b *testing.B) {
	b.Run("sample", func(b *testing.B) {
		content := filepath.Join(b.TempDir(), "content")
		if err := os.CopyFS(content, os.DirFS("../../content")); err != nil {
			b.Fatal(err)
		}
		saveEachSecond(b, content)
	})
	b.Run("10000", func(b *testing.B) {
		content := filepath.Join(b.TempDir(), "content")
		if err := corpus.Write(content, corpus.Options{Bulletins: 10_000}); err != nil {
			b.Fatal(err)
		}
		saveEachSecond(b, content)
	})
}

func saveEachSecond(b *testing.B, content string) {
	ctx, stop := context.WithCancel(context.Background())
	s, err := Listen(ctx, Options{Addr: "127.0.0.1:0", Site: generator.Options{Content: content, Cache: filepath.Join(b.TempDir(), "cache")}})
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	record := s.current.Archive().Records[len(s.current.Archive().Records)/2]
	file := filepath.Join(content, filepath.FromSlash(record.Source))
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	news, err := http.Get(s.URL() + ownFolder[1:] + "events?page=/" + record.Path)
	if err != nil {
		b.Fatal(err)
	}
	defer news.Body.Close()
	sent := make(chan string)
	go func() {
		buf := make([]byte, 1<<20)
		for {
			n, err := news.Body.Read(buf)
			if err != nil {
				close(sent)
				return
			}
			if i := bytes.LastIndex(buf[:n], []byte("[save ")); i >= 0 {
				sent <- string(buf[i:min(n, i+12)])
			}
		}
	}()
	began := time.Now()
	for i := range 60**minutes + 1 {
		if i%60 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			open, _ := os.ReadDir("/proc/self/fd")
			fmt.Fprintf(os.Stderr, "%s: after %2d min, %3d saves: %.2f MiB live, %.2f MiB in use, %d goroutines, %d files open\n",
				b.Name(), i/60, i, float64(m.HeapAlloc)/(1<<20), float64(m.HeapInuse)/(1<<20), runtime.NumGoroutine(), len(open))
		}
		mark := fmt.Sprintf("[save %d]", i)
		if err := os.WriteFile(file, append(slices.Clone(text), "\n\n"+mark+"\n"...), 0o644); err != nil {
			b.Fatal(err)
		}
		select {
		case got := <-sent:
			if !strings.HasPrefix(got, mark) {
				b.Fatalf("sent %q; want %q", got, mark)
			}
		case <-time.After(30 * time.Second):
			b.Fatal("the page gets no event")
		}
		if home, err := http.Get(s.URL()); err != nil {
			b.Fatal(err)
		} else {
			io.Copy(io.Discard, home.Body)
			home.Body.Close()
		}
		time.Sleep(time.Until(began.Add(time.Duration(i+1) * time.Second)))
	}
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
}
