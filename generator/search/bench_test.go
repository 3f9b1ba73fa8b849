package search_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongbao/generator/site"

	"github.com/chromedp/chromedp"

	"gongbao/generator"
	"gongbao/generator/corpus"
	"gongbao/generator/internal/browser"
	"gongbao/generator/publish"
	"gongbao/generator/search"
)

// BenchmarkIndex builds the index of synthetic bulletins of 600 Han characters each, and prints what it costs to build it, to
// add one bulletin, and to search it:
//
//	go test ./generator/search -run '^$' -bench Index -benchtime 1x -timeout 0
//
// GONGBAO_BENCH_BULLETINS is the number of bulletins, 100000 by default. The bytes that a search moves are counted up to its first
// ten results: the parts of the index, and the print views that the results are checked against and their excerpts cut from.
func BenchmarkIndex(b *testing.B) {
	n := bulletins(b)
	content, load := synthetic(b, n)
	built := load()
	for b.Loop() {
		b.ReportMetric(0, "ns/op")
		files := indexOf(built)
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
		queries(b, built, host)

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
		more.Sources.Close()
	}
	built.Sources.Close()
}

func bulletins(b *testing.B) int {
	s := os.Getenv("GONGBAO_BENCH_BULLETINS")
	if s == "" {
		return 100_000
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// synthetic writes an archive, and returns its folder and a function that reads it.
func synthetic(b *testing.B, n int) (content string, load func() *site.Site) {
	content = b.TempDir()
	if err := corpus.Write(content, corpus.Options{}); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		writeBulletin(b, content, i, "")
	}
	cache := b.TempDir()
	return content, func() *site.Site {
		built, err := generator.Load(context.Background(), generator.Options{Content: content, Cache: cache, Now: site.Moment{Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}})
		if err != nil {
			b.Fatal(err)
		}
		if len(built.Problems) > 0 {
			b.Fatal(built.Problems[0])
		}
		return built
	}
}

// BenchmarkBrowser measures how long a search takes in Chromium, from the key to the results, over the loopback network and
// without a cache:
//
//	go test ./generator/search -run '^$' -bench Browser -benchtime 1x -timeout 0
func BenchmarkBrowser(b *testing.B) {
	_, load := synthetic(b, bulletins(b))
	built := load()
	defer built.Sources.Close()
	host, _, _ := render(b, indexOf(built))
	finder := built.Finder()
	var moved atomic.Int64
	var pages sync.Map // rendered when first asked for
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		path := strings.TrimPrefix(r.URL.Path, "/")
		data := []byte(host[path])
		if page, ok := pages.Load(path); ok {
			data = page.([]byte)
		} else if page, ok := finder.Find(path); ok && len(data) == 0 {
			var err error
			if data, err = page.Render(nil); err != nil {
				b.Error(err)
			}
			pages.Store(path, data)
		}
		if len(data) == 0 {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		if ext := filepath.Ext(path); ext == "" || ext == ".html" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		moved.Add(int64(len(data)))
		w.Write(data)
	}))
	defer server.Close()
	ctx := browser.Start(b)
	for b.Loop() {
		searchAll(b, ctx, server.URL, &moved) // so that the server has what will be asked for
		times := searchAll(b, ctx, server.URL, &moved)
		for i, ms := range times {
			fmt.Printf("%-16s %5.0f ms\n", sampleQueries[i], ms)
		}
		slices.Sort(times)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(times[len(times)/2], "ms-median")
		b.ReportMetric(times[len(times)-1], "ms-most")
	}
}

// searchAll opens the search page again, and returns the milliseconds of each search.
func searchAll(b *testing.B, ctx context.Context, base string, moved *atomic.Int64) (times []float64) {
	moved.Store(0)
	browser.Do(b, ctx, chromedp.Navigate(base+"/search/"))
	browser.Eval[any](b, ctx, `new Promise((done) => setTimeout(done, 1000))`)
	fmt.Printf("the page and what every search needs: %d bytes\n", moved.Load())
	for _, query := range sampleQueries {
		times = append(times, browser.Eval[float64](b, ctx, `new Promise((done) => {
			const box = document.querySelector("input[name=q]"), status = document.querySelector("#search [role=status]"), start = performance.now();
			new MutationObserver((_, observer) => {
				if (status.textContent.includes("……")) return;
				observer.disconnect();
				done(performance.now() - start);
			}).observe(status, { childList: true });
			box.value = `+quote(query)+`;
			box.form.requestSubmit();
		})`))
	}
	return times
}

// sampleQueries are searches of many kinds: most of four Han characters, among them the most common phrase.
var sampleQueries = []string{"统筹公示", "审计公报", "预算执行", "财政资金", "整改落实", "社区扶贫", "公开招标", "医疗保障", "稳岗就业", "物资捐赠", "問題線索", "督查落实",
	"审计", "公报", "监督检查预算", "特此统筹公示", "审通〔2013〕6号", "procurement", "9306", "审计 公报"}

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

func indexOf(built *site.Site) []publish.File {
	var files []publish.File
	for _, f := range built.Plan() {
		if strings.HasPrefix(f.Path, search.Folder) {
			files = append(files, f)
		}
	}
	return files
}

// render renders files as a build does, on all processors, and keeps them on the disk.
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

// queries prints what the searches move.
func queries(b *testing.B, built *site.Site, host map[string]string) {
	finder := built.Finder()
	total, most := 0, 0
	for _, query := range sampleQueries {
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
			r := built.Archive.Records[c.Number]
			if _, err := reader.Document(c.Number); err != nil {
				b.Fatal(err)
			}
			page, ok := finder.Find(strings.TrimSuffix(r.Path, ".html") + ".print.html")
			if !ok {
				b.Fatal("a bulletin has no print view")
			}
			data, err := page.Render(nil)
			if err != nil {
				b.Fatal(err)
			}
			moved += len(data)
			pages++
			text, err := built.Text(r)
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
	fmt.Printf("at most %d bytes, %d on average\n", most, total/len(sampleQueries))
}

// watch records the peak memory of the process until it is stopped.
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

// memory returns the resident memory of the process in bytes, or 0 without /proc.
func memory() int64 {
	data, _ := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
