package preview

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gongbao/generator"
	"gongbao/generator/corpus"
	"gongbao/generator/internal/browser"
)

// BenchmarkSaveToPage is the time from the save of a bulletin to the frame in which Chromium shows it, the median of 50, in
// archives of 10 000 and 100 000 bulletins.
//
//	TMPDIR=/dev/shm go test ./generator/preview -run '^$' -bench SaveToPage -benchtime 1x -timeout 30m
//
// The page itself notes when it has the new text and when it has drawn it, so that nothing of what asks it is measured. The
// phases, one after the other, each a median as well: until the server begins to read what changed; the reading, the new model
// and the page made of it; until the text stands in the document; until the frame with it is drawn.
func BenchmarkSaveToPage(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx := browser.Start(b)
			dir := b.TempDir()
			content := filepath.Join(dir, "content")
			if err := corpus.Write(content, corpus.Options{Bulletins: n}); err != nil {
				b.Fatal(err)
			}
			for range b.N {
				log := &stamped{}
				s := start(b, Options{Site: generator.Options{Content: content, Cache: filepath.Join(dir, "cache"), Now: time.Now()}, Log: log})
				saves := saveOften(b, ctx, s.server, log, content, 50)
				report := func(name string, of func(save) time.Duration) {
					var all []time.Duration
					for _, s := range saves {
						all = append(all, of(s))
					}
					slices.Sort(all)
					b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms/"+name)
				}
				report("save", func(s save) time.Duration { return s.drawn.Sub(s.at) })
				report("1-notice", func(s save) time.Duration { return s.begun.Sub(s.at) })
				report("2-read", func(s save) time.Duration { return s.told.Sub(s.begun) })
				report("3-show", func(s save) time.Duration { return s.there.Sub(s.told) })
				report("4-draw", func(s save) time.Duration { return s.drawn.Sub(s.there) })
				s.stop()
			}
		})
	}
}

// A save is the moments of one save.
type save struct {
	at, begun, told, there, drawn time.Time
}

type started struct {
	server *Server
	stop   func()
}

func start(b *testing.B, o Options) started {
	b.Helper()
	o.Addr = "127.0.0.1:0"
	s, err := Listen(context.Background(), o)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	return started{s, func() {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
	}}
}

// watchMarks is what the page itself notes: which save it shows, since when it has its text, and since when it shows it.
const watchMarks = `
const now = () => performance.timeOrigin + performance.now();
const look = () => {
  const mark = document.body?.textContent.match(/第(\d+)次保存/)?.[1];
  if (mark === undefined || mark === window.shown?.mark) return;
  const shown = window.shown = { mark, there: now() };
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { shown.drawn = now(); };
    port2.postMessage(0);
  });
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });`

// saveOften saves a bulletin again and again while a browser shows it.
func saveOften(b *testing.B, ctx context.Context, s *Server, log *stamped, content string, times int) []save {
	b.Helper()
	of := corpus.Bulletin(17, corpus.Options{Least: 1000, Most: 6000})
	path := ""
	for _, r := range s.good.Archive.Records {
		if filepath.Base(r.Source) == of.Name {
			path = r.Path
		}
	}
	if path == "" {
		b.Fatal("no such bulletin")
	}
	browser.Do(b, ctx, func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchMarks})
		return chromedp.Void{}, err
	})
	browser.Do(b, ctx, chromedp.Navigate(s.URL()+path))
	time.Sleep(500 * time.Millisecond)
	var saves []save
	for i := range times {
		text := append(slices.Clone(of.Source), fmt.Sprintf("\n第%d次保存。\n", i)...)
		v := save{at: time.Now()}
		if err := os.WriteFile(filepath.Join(content, filepath.FromSlash(of.Folder), of.Name), text, 0o644); err != nil {
			b.Fatal(err)
		}
		for !sees(ctx, fmt.Sprintf(`window.shown?.mark === "%d" && !!window.shown.drawn`, i)) {
			if time.Since(v.at) > 30*time.Second {
				b.Fatal("the page does not change")
			}
			time.Sleep(20 * time.Millisecond)
		}
		moment := func(name string) time.Time {
			return time.UnixMicro(int64(1000 * browser.Eval[float64](b, ctx, "window.shown."+name)))
		}
		v.there, v.drawn = moment("there"), moment("drawn")
		time.Sleep(100 * time.Millisecond)
		v.begun, v.told = log.last()
		saves = append(saves, v)
	}
	return saves
}

// stamped is a log that knows when its last line of a rebuild was written, and how long that took.
type stamped struct {
	mu    sync.Mutex
	begun time.Time
	told  time.Time
}

func (l *stamped) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, took, ok := bytes.Cut(line, []byte("source read in ")); ok {
		if d, err := time.ParseDuration(strings.TrimSpace(string(took))); err == nil {
			l.told = time.Now()
			l.begun = l.told.Add(-d)
		}
	}
	return len(line), nil
}

func (l *stamped) last() (begun, told time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.begun, l.told
}
