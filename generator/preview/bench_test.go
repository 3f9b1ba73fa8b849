package preview

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gongbao/generator/corpus"
	"gongbao/generator/internal/browser"
)

// BenchmarkServe is an editor's day in archives of 10 000 and 100 000 bulletins, with the program that the editor has: the start
// to the last byte of the home page, cold and warm; the save of a bulletin to the frame in which Chromium shows it, the median
// of 50; and the largest resident set until then.
//
//	TMPDIR=/dev/shm go test ./generator/preview -run '^$' -bench Serve -benchtime 1x -timeout 30m
//
// The page itself notes when it has the new text and when it has drawn it, so that nothing of what asks it is measured. The
// phases of a save, each a median as well: until the server begins to read what changed; the reading, the new model and the
// page made of it; until the text is in the document; until the frame with it is drawn.
func BenchmarkServe(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx := browser.Start(b)
			dir := b.TempDir()
			program, content := filepath.Join(dir, "gongbao"), filepath.Join(dir, "content")
			if out, err := exec.Command("go", "build", "-o", program, "gongbao/cmd/gongbao").CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			if err := corpus.Write(content, corpus.Options{Bulletins: n}); err != nil {
				b.Fatal(err)
			}
			for i := range b.N {
				cache := filepath.Join(dir, fmt.Sprint("cache", i))
				cold := serve(b, program, content, cache)
				b.ReportMetric(milliseconds(cold.start), "ms/start-cold")
				b.ReportMetric(cold.stop(b), "MiB/peak-cold")
				warm := serve(b, program, content, cache)
				b.ReportMetric(milliseconds(warm.start), "ms/start-warm")
				saves := saveOften(b, ctx, warm, content, 50)
				b.ReportMetric(warm.stop(b), "MiB/peak-warm")
				for name, phase := range map[string]func(save) time.Duration{
					"save":     func(s save) time.Duration { return s.drawn.Sub(s.at) },
					"1-notice": func(s save) time.Duration { return s.begun.Sub(s.at) },
					"2-read":   func(s save) time.Duration { return s.announced.Sub(s.begun) },
					"3-show":   func(s save) time.Duration { return s.inserted.Sub(s.announced) },
					"4-draw":   func(s save) time.Duration { return s.drawn.Sub(s.inserted) },
				} {
					var all []time.Duration
					for _, s := range saves {
						all = append(all, phase(s))
					}
					slices.Sort(all)
					b.ReportMetric(milliseconds(all[len(all)/2]), "ms/"+name)
				}
			}
		})
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// A session is a running `gongbao serve`.
type session struct {
	command *exec.Cmd
	url     string
	log     *stamped
	start   time.Duration // to the first page
}

func serve(b *testing.B, program, content, cache string) *session {
	b.Helper()
	s := &session{command: exec.Command(program, "serve", "--addr", "127.0.0.1:0", "--content", content, "--cache", cache), log: &stamped{}}
	s.command.Stderr = s.log
	out, err := s.command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if err := s.command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.command.Process.Kill() }) // where the benchmark fails before it stops
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal("the program prints no address: ", err)
	}
	s.url = strings.TrimSpace(line)
	home, err := http.Get(s.url)
	if err != nil {
		b.Fatal(err)
	}
	defer home.Body.Close()
	if _, err := io.Copy(io.Discard, home.Body); err != nil || home.StatusCode != http.StatusOK {
		b.Fatal(home.Status, err)
	}
	s.start = time.Since(began)
	return s
}

// stop ends the program as Ctrl-C does, and returns the largest resident set it had, in MiB; 0 if the system does not
// report it.
func (s *session) stop(b *testing.B) float64 {
	b.Helper()
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	s.command.Process.Signal(os.Interrupt)
	if err := s.command.Wait(); err != nil {
		b.Fatal(err)
	}
	peak := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if peak == nil {
		return 0
	}
	kib, _ := strconv.ParseFloat(string(peak[1]), 64)
	return kib / 1024
}

// A save is the moments of one save.
type save struct {
	at, begun, announced, inserted, drawn time.Time
}

// watchMarks is what the page itself notes: which save it shows, since when it has its text, and since when it shows it.
const watchMarks = `
const now = () => performance.timeOrigin + performance.now();
const look = () => {
  const mark = document.body?.textContent.match(/第(\d+)次保存/)?.[1];
  if (mark === undefined || mark === window.shown?.mark) return;
  const shown = window.shown = { mark, inserted: now() };
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { shown.drawn = now(); };
    port2.postMessage(0);
  });
};
new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });`

// saveOften saves a bulletin again and again while a browser shows it.
func saveOften(b *testing.B, ctx context.Context, s *session, content string, times int) []save {
	b.Helper()
	of := corpus.Bulletin(17, corpus.Options{Least: 1000, Most: 6000})
	file := filepath.Join(content, filepath.FromSlash(of.Folder), of.Name)
	date := regexp.MustCompile(`(?m)^date: (\d+)-(\d+)-(\d+)$`).FindSubmatch(of.Source)
	address := fmt.Sprintf("%s%s/%s/%s/%s.html", s.url, date[1], date[2], date[3], strings.TrimSuffix(of.Name, ".md"))
	browser.Do(b, ctx, func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchMarks})
		return chromedp.Void{}, err
	})
	browser.Do(b, ctx, chromedp.Navigate(address))
	time.Sleep(2 * time.Second) // what the start left to do
	var saves []save
	for i := range times {
		text := append(slices.Clone(of.Source), fmt.Sprintf("\n第%d次保存。\n", i)...)
		v := save{at: time.Now()}
		if err := os.WriteFile(file, text, 0o644); err != nil {
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
		v.inserted, v.drawn = moment("inserted"), moment("drawn")
		time.Sleep(200 * time.Millisecond)
		v.begun, v.announced = s.log.last()
		saves = append(saves, v)
	}
	return saves
}

// stamped is a log that knows when its last line of a rebuild was written, and how long that took.
type stamped struct {
	mu               sync.Mutex
	begun, announced time.Time
}

func (l *stamped) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, took, ok := bytes.Cut(line, []byte("source read in ")); ok {
		if d, err := time.ParseDuration(strings.TrimSpace(string(took))); err == nil {
			l.announced = time.Now()
			l.begun = l.announced.Add(-d)
		}
	}
	return len(line), nil
}

func (l *stamped) last() (begun, announced time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.begun, l.announced
}
