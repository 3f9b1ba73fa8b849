package search

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/corpus"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// BenchmarkIndex builds the index of an archive of synthetic bulletins of 600 Han characters, and prints what it costs:
//
//	go test ./generator/search -run '^$' -bench Index -benchtime 1x -timeout 0
//
// GONGBAO_BENCH_BULLETINS says of how many; 100000 if it is not set.
func BenchmarkIndex(b *testing.B) {
	n := 100_000
	if s := os.Getenv("GONGBAO_BENCH_BULLETINS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	a, text := synthetic(b, n, n)
	runtime.GC()
	debug.FreeOSMemory()
	before := memory()
	for b.Loop() {
		peak, stop := watch()
		start, used := time.Now(), processor()
		files := Plan(a, text, Options{})
		planned := time.Since(start)
		rendered, size, largest := render(b, files)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(time.Since(start).Seconds(), "s")
		stop()
		b.ReportMetric((processor() - used).Seconds(), "s/processor")
		b.ReportMetric(planned.Seconds(), "s/plan")
		b.ReportMetric(float64(peak()-before)/(1<<20), "MiB")
		b.ReportMetric(float64(peak())/(1<<20), "MiB/process")
		b.ReportMetric(float64(size)/1e6, "MB")
		b.ReportMetric(float64(len(rendered)), "files")
		b.ReportMetric(float64(largest)/1e3, "kB/largest")
		more, text := synthetic(b, n+1, n)
		b.ReportMetric(100*float64(rewritten(b, rendered, Plan(more, text, Options{})))/float64(size), "%rewritten")
		queries(b, rendered)
	}
}

// synthetic makes an archive without its files. The texts lie in a file, as those of a build do, so that they take no memory. The
// bulletin with the number newest is the newest.
func synthetic(b *testing.B, n, newest int) (*archive.Archive, func(*archive.Record) (string, error)) {
	file, err := os.Create(filepath.Join(b.TempDir(), "texts"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	out := bufio.NewWriter(file)
	type span struct{ at, size int }
	spans := make(map[*bulletin.Bulletin]span, n)
	at := 0
	all := make([]*bulletin.Bulletin, n)
	plain := strings.NewReplacer("**", "", "| --- | --- | ---: |", "", "## ", "", "- ", "")
	for i := range all {
		s := corpus.Bulletin(i, corpus.Options{Least: 1800, Most: 1801})
		front, body, _ := strings.Cut(string(s.Source[4:]), "\n---\n")
		m := &bulletin.Bulletin{Source: s.Folder + "/" + s.Name, Hash: bulletin.Hash(key.Of(string(s.Source))), Slug: bulletin.Text{Value: strings.TrimSuffix(s.Name, ".md")}}
		for line := range strings.SplitSeq(front, "\n") {
			name, value, _ := strings.Cut(line, ": ")
			value = strings.Clone(value)
			switch name {
			case "title":
				m.Title.Value = value
			case "publisher":
				m.Publishers = []bulletin.Text{{Value: value}}
			case "date":
				m.Date.Time, _ = time.Parse(time.DateOnly, value)
			case "region":
				m.Region.Value = value
			case "topics":
				for t := range strings.SplitSeq(strings.Trim(value, "[]"), ", ") {
					m.Topics = append(m.Topics, bulletin.Text{Value: t})
				}
			case "number":
				m.Number.Value = value
			case "summary":
				m.Summary = value
			}
		}
		if i == newest {
			m.Date.Time = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		all[i] = m
		if body = plain.Replace(body); i%3 != 0 { // a phrase that most bulletins have
			body += "\n特此统筹公示。"
		}
		out.WriteString(body)
		spans[m] = span{at, len(body)}
		at += len(body)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	a, _ := archive.New(all, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}})
	return a, func(r *archive.Record) (string, error) {
		s := spans[r.Bulletin]
		data := make([]byte, s.size)
		_, err := file.ReadAt(data, int64(s.at))
		return string(data), err
	}
}

// render renders files as a build does: on all processors, one after the other.
func render(b testing.TB, files []publish.File) (rendered map[string][]byte, size, largest int) {
	rendered = make(map[string][]byte, len(files))
	var mu sync.Mutex
	side(runtime.GOMAXPROCS(0), len(files), func(_, i int) {
		data, err := files[i].Render(nil)
		if err != nil {
			b.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		rendered[files[i].Path] = data
		size += len(data)
		largest = max(largest, len(data))
	})
	return rendered, size, largest
}

// rewritten gives the bytes of the files that a second plan would write anew.
func rewritten(b testing.TB, old map[string][]byte, files []publish.File) int {
	n := 0
	for _, f := range files {
		if strings.HasPrefix(f.Path, Folder+"0/terms/") || strings.HasPrefix(f.Path, Folder+"0/common/") { // of the same key: asserted by a test
			continue
		}
		data, err := f.Render(nil)
		if err != nil {
			b.Error(err)
		}
		if string(data) != string(old[f.Path]) {
			n += len(data)
		}
	}
	return n
}

func queries(b testing.TB, files map[string][]byte) {
	total, most := 0, 0
	for _, query := range strings.Fields("审计公报 统筹公示 预算执行 政府采购 财政资金 整改落实 社区扶贫 督察整改 督查落实 公开招标 医疗保障 稳岗就业 审计 公报 审计厅 预算 审通〔2013〕6号 procurement 2013 特此统筹公示") {
		moved, parts := 0, 0
		r, err := Open(func(path string) ([]byte, error) {
			moved += len(files[path])
			parts++
			return files[path], nil
		})
		if err != nil {
			b.Fatal(err)
		}
		r.file(r.manifest.Text)
		found, _, err := r.Find(Search{Query: query})
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range found[:min(len(found), 10)] {
			if _, err := r.document(c.Number); err != nil {
				b.Fatal(err)
			}
		}
		fmt.Printf("%-20s %6d candidates, %2d parts, %6d bytes\n", query, len(found), parts, moved)
		total += moved
		most = max(most, moved)
	}
	fmt.Printf("at most %d bytes, on average %d\n", most, total/20)
}

// watch follows how much memory the process has.
func watch() (peak func() int64, stop func()) {
	var most atomic.Int64
	done := make(chan bool)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				most.Store(max(most.Load(), memory()))
			}
		}
	}()
	return most.Load, func() { close(done) }
}

// memory is what the operating system has given the process, in bytes.
func memory() int64 {
	data, _ := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// processor is the time that all processors have spent on this process.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
