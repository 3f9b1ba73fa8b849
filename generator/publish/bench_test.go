package publish

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"gongbao/generator/parallel"
)

// BenchmarkPublish times a first publication, one that changes nothing and one that changes one file, and the floor:
// the same bytes written from memory by as many workers, into folders that are made once. Set GONGBAO_BENCH_DIR to choose
// the disk; /dev/shm is a memory file system.
//
//	GONGBAO_BENCH_DIR=/dev/shm go test ./generator/publish -run - -bench Publish -benchtime 5x
func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 215_000} {
		plan := benchPlan(n)
		changed := append([]File(nil), plan...)
		changed[n/2].Key[15]++
		changed[n/2].Render = func(dst []byte) ([]byte, error) { return append(dst, "corrected"...), nil }

		b.Run(fmt.Sprintf("files=%d/floor", n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				dir := benchDir(b)
				b.StartTimer()
				floor(b, dir, plan)
				b.StopTimer()
				os.RemoveAll(dir)
				b.StartTimer()
			}
		})
		b.Run(fmt.Sprintf("files=%d/first", n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				dir := benchDir(b)
				b.StartTimer()
				benchPublish(b, dir, plan)
				b.StopTimer()
				os.RemoveAll(dir)
				b.StartTimer()
			}
		})
		dir := benchDir(b)
		benchPublish(b, dir, plan)
		b.Run(fmt.Sprintf("files=%d/nothing-changed", n), func(b *testing.B) {
			for b.Loop() {
				benchPublish(b, dir, plan)
			}
		})
		b.Run(fmt.Sprintf("files=%d/one-changed", n), func(b *testing.B) {
			now, other := plan, changed
			for b.Loop() {
				now, other = other, now
				benchPublish(b, dir, now)
			}
		})
		b.Run(fmt.Sprintf("files=%d/all-changed", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				for j := range plan {
					plan[j].Key[14]++
				}
				b.StartTimer()
				benchPublish(b, dir, benchEdit(plan, i))
			}
		})
		os.RemoveAll(dir)
	}
}

func benchDir(b *testing.B) string {
	dir, err := os.MkdirTemp(os.Getenv("GONGBAO_BENCH_DIR"), "gongbao-bench-")
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

// benchPlan is a site of n files of 3 to 9 kB, two for each bulletin, in folders by date.
func benchPlan(n int) []File {
	text := make([]byte, 9000)
	for i := range text {
		text[i] = 'a' + byte(i*7919%26)
	}
	var plan []File
	for i := range n {
		day := i / 2 * 3650 / (n / 2)
		name := fmt.Sprintf("%04d/%02d/%02d/notice-of-the-agency-%06d", 2010+day/365, day%365/31+1, day%31+1, i/2)
		f := File{Path: name + ".html"}
		if i%2 == 1 {
			f.Path = name + ".print.html"
		}
		binary.LittleEndian.PutUint64(f.Key[:], uint64(i))
		body := text[:3000+i*7919%6000]
		f.Render = func(dst []byte) ([]byte, error) { return append(dst, body...), nil }
		plan = append(plan, f)
	}
	return plan
}

// benchEdit makes each file differ, in one byte.
func benchEdit(plan []File, round int) []File {
	edited := append([]File(nil), plan...)
	for i := range edited {
		render := edited[i].Render
		edited[i].Render = func(dst []byte) ([]byte, error) {
			dst, err := render(dst)
			dst[0] = byte(round)
			return dst, err
		}
	}
	return edited
}

func benchPublish(b *testing.B, dir string, plan []File) {
	if _, err := Publish(context.Background(), dir, plan, Options{}); err != nil {
		b.Fatal(err)
	}
}

// floor writes the files of a plan with as many workers as Publish has, and nothing else.
func floor(b *testing.B, dir string, plan []File) {
	const batch = 128
	var made sync.Map
	parallel.Workers((len(plan)+batch-1)/batch, 0, func(next func() (int, bool)) {
		var buf []byte
		for i, ok := next(); ok; i, ok = next() {
			for _, f := range plan[i*batch : min((i+1)*batch, len(plan))] {
				name := dir + "/" + f.Path
				folder := filepath.Dir(name)
				if _, ok := made.Load(folder); !ok {
					os.MkdirAll(folder, 0o777)
					made.Store(folder, true)
				}
				buf, _ = f.Render(buf[:0])
				if err := writeFile(Disk{}, name, buf, false); err != nil {
					b.Error(err)
				}
			}
		}
	})
}
