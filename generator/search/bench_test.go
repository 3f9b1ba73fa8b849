package search_test

import (
	"context"
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

	"gongbao/generator"
	"gongbao/generator/corpus"
	"gongbao/generator/publish"
	"gongbao/generator/search"
)

// BenchmarkIndex builds the index of synthetic bulletins of 600 Han characters each, and prints what it costs to build it, to
// add one bulletin, and to search it:
//
//	go test ./generator/search -run '^$' -bench Index -benchtime 1x -timeout 0
//
// GONGBAO_BENCH_BULLETINS says how many bulletins there are; 100000 if it is not set. What a search moves is counted up to its
// first ten results: the parts of the index, and the print views from which the results are checked and their excerpts cut.
func BenchmarkIndex(b *testing.B) {
	n := 100_000
	if s := os.Getenv("GONGBAO_BENCH_BULLETINS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	content := b.TempDir()
	if err := corpus.Write(content, corpus.Options{}); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		writeBulletin(b, content, i, "")
	}
	cache := b.TempDir()
	load := func() *generator.Site {
		site, err := generator.Load(context.Background(), generator.Options{Content: content, Cache: cache, Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			b.Fatal(err)
		}
		if len(site.Problems) > 0 {
			b.Fatal(site.Problems[0])
		}
		return site
	}
	site := load()
	for b.Loop() {
		b.ReportMetric(0, "ns/op")
		files := indexOf(site)
		debug.FreeOSMemory()
		b.ReportMetric(float64(memory())/(1<<20), "MiB-before")
		peak, stop := watch()
		start, used := time.Now(), processor()
		host, size, largest := render(b, files)
		b.ReportMetric(time.Since(start).Seconds(), "s")
		b.ReportMetric((processor() - used).Seconds(), "s-processor")
		stop()
		b.ReportMetric(float64(peak())/(1<<20), "MiB")
		b.ReportMetric(float64(size)/1e6, "MB")
		b.ReportMetric(float64(len(host)), "files")
		b.ReportMetric(float64(largest)/1e3, "kB-largest")
		queries(b, site, host)

		old := map[string]publish.Key{}
		for _, f := range files {
			old[f.Path] = f.Key
		}
		writeBulletin(b, content, n, "2026-01-01")
		more := load()
		start = time.Now()
		written := 0
		for _, f := range indexOf(more) {
			if f.Key == old[f.Path] {
				continue
			}
			data, err := f.Render(nil)
			if err != nil {
				b.Fatal(err)
			}
			if string(data) != string(host[f.Path]) {
				written += len(data)
			}
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-adding")
		b.ReportMetric(100*float64(written)/float64(size), "%-adding")
		more.Close()
	}
	site.Close()
}

// writeBulletin writes a synthetic bulletin. Two in three have a phrase in common.
func writeBulletin(b *testing.B, content string, i int, date string) {
	s := corpus.Bulletin(i, corpus.Options{Least: 1800, Most: 1801})
	text := string(s.Source)
	if i%3 != 0 {
		text += "特此统筹公示。\n"
	}
	if date != "" {
		before, after, _ := strings.Cut(text, "\ndate: ")
		text = before + "\ndate: " + date + after[len(date):]
	}
	name := filepath.Join(content, filepath.FromSlash(s.Folder), s.Name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

func indexOf(site *generator.Site) []publish.File {
	var files []publish.File
	for _, f := range site.Plan() {
		if strings.HasPrefix(f.Path, search.Folder) {
			files = append(files, f)
		}
	}
	return files
}

// render renders files as a build does: on all processors, one after the other. They are kept on the disk.
func render(b *testing.B, files []publish.File) (host map[string]string, size, largest int) {
	host = make(map[string]string, len(files))
	var mu sync.Mutex
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			var data []byte
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				var err error
				if data, err = files[i].Render(data[:0]); err != nil {
					b.Error(err)
				}
				mu.Lock()
				host[files[i].Path] = string(data)
				size += len(data)
				largest = max(largest, len(data))
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return host, size, largest
}

// queries prints what twenty searches move: most of four Han characters, among them the most common phrase.
func queries(b *testing.B, site *generator.Site, host map[string]string) {
	total, most := 0, 0
	all := []string{"统筹公示", "审计公报", "预算执行", "财政资金", "整改落实", "社区扶贫", "公开招标", "医疗保障", "稳岗就业", "物资捐赠", "問題線索", "督查落实",
		"审计", "公报", "监督检查预算", "特此统筹公示", "审通〔2013〕6号", "procurement", "9306", "审计 公报"}
	for _, query := range all {
		moved, parts, pages, shown := 0, 0, 0, 0
		reader, err := search.Open(func(path string) ([]byte, error) {
			moved += len(host[path])
			parts++
			return []byte(host[path]), nil
		})
		if err != nil {
			b.Fatal(err)
		}
		found, exact, err := reader.Find(search.Search{Query: query})
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range found {
			if shown == 10 {
				break
			}
			r := site.Archive.Records[c.Number]
			if _, err := reader.Document(c.Number); err != nil {
				b.Fatal(err)
			}
			page, ok := site.Find(strings.TrimSuffix(r.Path, ".html") + ".print.html")
			if !ok {
				b.Fatal("a bulletin has no print view")
			}
			data, err := page.Render(nil)
			if err != nil {
				b.Fatal(err)
			}
			moved += len(data)
			pages++
			text, err := site.Text(r)
			if err != nil {
				b.Fatal(err)
			}
			if search.Has(query, r.Title.Value, r.Number.Value, r.Summary, text) {
				shown++
			}
		}
		about := "about"
		if exact {
			about = "     "
		}
		fmt.Printf("%-16s %s %6d found, %2d parts and %2d print views, %6d bytes\n", query, about, len(found), parts, pages, moved)
		total += moved
		most = max(most, moved)
	}
	fmt.Printf("at most %d bytes, %d on average\n", most, total/len(all))
}

// watch follows how much memory the process has, until it is stopped.
func watch() (peak func() int64, stop func()) {
	var most atomic.Int64
	done := make(chan bool)
	go func() {
		for {
			most.Store(max(most.Load(), memory()))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return most.Load, func() { close(done) }
}

// memory is what the process holds of the machine's memory, in bytes; 0 where /proc does not tell.
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
