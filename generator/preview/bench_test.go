package preview

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gongbao/generator"
	"gongbao/generator/corpus"
	"gongbao/generator/internal/browser"
)

// BenchmarkSaveToPage is the time from the save of a bulletin to the new page in Chromium, the median of 50, in archives of
// 10 000 and 100 000 bulletins; and the time of the start, and the heap after it all.
//
//	go test ./generator/preview -run - -bench SaveToPage -benchtime 1x -timeout 30m
func BenchmarkSaveToPage(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx := browser.Start(b)
			dir := b.TempDir()
			content := filepath.Join(dir, "content")
			o := corpus.Options{Bulletins: n}
			if err := corpus.Write(content, o); err != nil {
				b.Fatal(err)
			}
			site := generator.Options{Content: content, Cache: filepath.Join(dir, "cache"), Now: time.Now()}
			for range b.N {
				cold := start(b, site)
				cold.stop()
				warm := start(b, site)
				b.ReportMetric(float64(cold.took.Milliseconds()), "ms/cold-start")
				b.ReportMetric(float64(warm.took.Milliseconds()), "ms/warm-start")
				saves := saveOften(b, ctx, warm.server, content, corpus.Bulletin(17, corpus.Options{Least: 1000, Most: 6000}))
				slices.Sort(saves)
				b.ReportMetric(float64(saves[len(saves)/2].Microseconds())/1000, "ms/save")
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB/heap")
				warm.stop()
			}
		})
	}
}

type started struct {
	server *Server
	took   time.Duration // to the first page
	stop   func()
}

func start(b *testing.B, o generator.Options) started {
	b.Helper()
	at := time.Now()
	s, err := Listen(context.Background(), Options{Site: o, Addr: "127.0.0.1:0"})
	if err != nil {
		b.Fatal(err)
	}
	f, ok := s.good.Find("index.html")
	if !ok {
		b.Fatal("no home page")
	}
	if _, err := f.Render(nil); err != nil {
		b.Fatal(err)
	}
	took := time.Since(at)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	return started{s, took, func() {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
	}}
}

func saveOften(b *testing.B, ctx context.Context, s *Server, content string, of corpus.Source) []time.Duration {
	b.Helper()
	page := of.Folder[len("bulletins/"):]
	var path string
	for _, r := range s.good.Archive.Records {
		if filepath.Base(r.Source) == of.Name {
			path = r.Path
		}
	}
	if path == "" {
		b.Fatal(page, " has no such bulletin")
	}
	browser.Do(b, ctx, chromedp.Navigate(s.URL()+path))
	browser.Eval[any](b, ctx, `new Promise(done => setTimeout(done, 500))`)
	var took []time.Duration
	for i := range 50 {
		mark := fmt.Sprintf("第%d次保存。", i)
		at := time.Now()
		if err := os.WriteFile(filepath.Join(content, filepath.FromSlash(of.Folder), of.Name), append(slices.Clone(of.Source), "\n"+mark+"\n"...), 0o644); err != nil {
			b.Fatal(err)
		}
		for !sees(ctx, `document.body?.textContent.includes("`+mark+`") ?? false`) {
			if time.Since(at) > 30*time.Second {
				b.Fatal("the page does not change")
			}
		}
		took = append(took, time.Since(at))
		time.Sleep(150 * time.Millisecond)
	}
	return took
}
