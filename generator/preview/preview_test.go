package preview

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gongbao/generator"
	"gongbao/generator/internal/browser"
)

// desk is an editor's content folder with a preview of it.
type desk struct {
	*testing.T
	dir    string
	server *Server
	log    *logged
}

// logged is a log that a test reads while the server writes it.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func open(t *testing.T, change ...func(*Options)) *desk {
	t.Helper()
	d := &desk{T: t, dir: filepath.Join(t.TempDir(), "content"), log: &logged{}}
	d.save("bulletins/a.md", notice("第一份", "正文甲。"))
	d.save("bulletins/b.md", notice("第二份", "正文乙。"))
	o := Options{Site: generator.Options{Content: d.dir, Now: time.Now()}, Addr: "127.0.0.1:0", Log: d.log}
	for _, c := range change {
		c(&o)
	}
	s, err := Listen(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	d.server = s
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the server does not stop")
		}
	})
	return d
}

func notice(title, body string) string {
	return "---\ntitle: " + title + "\npublisher: 济南市审计局\ndate: 2020-02-21\n---\n\n" + body + "\n"
}

func (d *desk) save(name, text string) {
	d.Helper()
	full := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		d.Fatal(err)
	}
	// as careful editors do: write beside, then rename
	if err := os.WriteFile(full+"~", []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
	if err := os.Rename(full+"~", full); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) get(path string, host ...string) (int, string) {
	d.Helper()
	r, err := http.NewRequest(http.MethodGet, d.server.URL()+strings.TrimPrefix(path, "/"), nil)
	if err != nil {
		d.Fatal(err)
	}
	if len(host) > 0 {
		r.Host = host[0]
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		d.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// until waits for something that the server does on its own.
func (d *desk) until(what string, ok func() bool) {
	d.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			d.Fatalf("waited in vain: %s\n%s", what, d.log)
		}
	}
}

const pageOfA = "/2020/02/21/a.html"

func (d *desk) shows(path, text string) func() bool {
	return func() bool {
		_, body := d.get(path)
		return strings.Contains(body, text)
	}
}

func TestSavedBulletinIsServedAnew(t *testing.T) {
	d := open(t)
	if _, body := d.get(pageOfA); !strings.Contains(body, "正文甲。") || !strings.Contains(body, ownFolder+"client.js") {
		t.Fatalf("the page is\n%s", body)
	}
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	d.until("a line in the log", func() bool { return strings.Contains(d.log.String(), "bulletins: 1 source read in ") })
}

func TestNewAndVanishedFolders(t *testing.T) {
	d := open(t)
	d.save("bulletins/2021/deep/c.md", notice("第三份", "正文丙。"))
	d.until("a bulletin in new folders", d.shows("/2020/02/21/c.html", "正文丙。"))
	d.save("bulletins/2021/deep/c.md", notice("第三份", "正文丙二。"))
	d.until("a change in a new folder", d.shows("/2020/02/21/c.html", "正文丙二。"))
	if err := os.RemoveAll(filepath.Join(d.dir, "bulletins", "2021")); err != nil {
		t.Fatal(err)
	}
	d.until("the page gone", func() bool { status, _ := d.get("/2020/02/21/c.html"); return status == http.StatusNotFound })
}

func TestBulletinFolderIsReadAsAWhole(t *testing.T) {
	d := open(t)
	d.save("bulletins/f/index.md", notice("带附件", "见[表](t.csv)。"))
	d.save("bulletins/f/t.csv", "a,b\n")
	d.until("the attachment", func() bool {
		status, body := d.get("/2020/02/21/f/t.csv")
		return status == http.StatusOK && body == "a,b\n"
	})
	d.save("bulletins/f/t.csv", "a,b,c\n")
	d.until("the changed attachment", d.shows("/2020/02/21/f/t.csv", "a,b,c\n"))
}

func TestSettingsAreWatchedToo(t *testing.T) {
	d := open(t)
	d.save("site.yaml", "title: 新的标题\n")
	d.until("the new title", d.shows("/", "新的标题"))
	d.save("agencies.yaml", "- {id: jinan, name: 济南市审计局}\n")
	d.until("the declared agency", func() bool { status, _ := d.get("/agencies/jinan/"); return status == http.StatusOK })
}

func TestMistakeKeepsTheLastGoodPage(t *testing.T) {
	d := open(t)
	news := d.listen(pageOfA)
	if m := <-news; m.Kind != "problems" || len(m.Problems) != 0 {
		t.Fatalf("first message %+v", m)
	}
	d.save("bulletins/a.md", strings.Replace(notice("第一份", "正文。"), "date:", "dat:", 1))
	m := <-news
	if m.Kind != "problems" || len(m.Problems) != 1 {
		t.Fatalf("message %+v", m)
	}
	if p := m.Problems[0]; p.Line != 4 || p.Hint != `did you mean "date"?` || len(p.Lines) == 0 || !strings.HasPrefix(p.Lines[len(p.Lines)-3].Text, "dat:") {
		t.Errorf("problem %+v", p)
	}
	if status, body := d.get(pageOfA); status != http.StatusOK || !strings.Contains(body, "正文甲。") {
		t.Errorf("status %d\n%s", status, body)
	}
	d.save("bulletins/a.md", notice("第一份", "修好了。"))
	for m = range news {
		if m.Kind == "problems" && len(m.Problems) == 0 {
			break
		}
	}
	if m := <-news; m.Kind != "reload" {
		t.Errorf("after the mending: %+v", m)
	}
}

// listen reads the events of a page.
func (d *desk) listen(page string) <-chan message {
	d.Helper()
	ctx, stop := context.WithCancel(context.Background())
	d.Cleanup(stop)
	_, body := d.get(page)
	_, seen, _ := strings.Cut(body, "client.js?seen=")
	seen, _, _ = strings.Cut(seen, `"`)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.server.URL()+"_gongbao/events?page="+page+"&seen="+seen, nil)
	if err != nil {
		d.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	news := make(chan message, 16)
	go func() {
		defer resp.Body.Close()
		defer close(news)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m message
				if json.Unmarshal([]byte(data), &m) == nil {
					news <- m
				}
			}
		}
	}()
	return news
}

func TestPageThatChangedWhileItWasLoadingIsReloaded(t *testing.T) {
	d := open(t)
	resp, err := http.Get(d.server.URL() + "_gongbao/events?page=" + pageOfA + "&seen=1234")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if strings.Contains(lines.Text(), "reload") {
			return
		}
	}
	t.Error("the page is not told to reload")
}

func TestSaveOfAnotherPageDoesNotReloadThisOne(t *testing.T) {
	d := open(t)
	news := d.listen("/nowhere.html")
	<-news
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	if m := <-news; m.Kind != "problems" {
		t.Fatalf("message %+v", m)
	}
	select {
	case m := <-news:
		t.Errorf("a page that looks as before was told %+v", m)
	case <-time.After(100 * time.Millisecond):
	}
}

func TestStartWithProblemsShowsThem(t *testing.T) {
	d := open(t, func(o *Options) {
		if err := os.WriteFile(filepath.Join(o.Site.Content, "bulletins", "bad.md"), []byte("---\ntitle: <b>x\n---\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	status, body := d.get("/")
	if status != http.StatusInternalServerError || !strings.Contains(body, "publisher is missing") || !strings.Contains(body, "&lt;b&gt;x") {
		t.Errorf("status %d\n%s", status, body)
	}
	os.Remove(filepath.Join(d.dir, "bulletins", "bad.md"))
	d.until("the site", func() bool { status, _ := d.get("/"); return status == http.StatusOK })
}

func TestForeignHostsAreRefused(t *testing.T) {
	d := open(t, func(o *Options) { o.Hosts = []string{"desk.example"} })
	_, port, _ := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(d.server.URL(), "http://"), "/"))
	for host, want := range map[string]int{
		"localhost:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "desk.example": 200, "DESK.example:80": 200,
		"evil.example": 403, "evil.example:" + port: 403, "localhost.evil.example": 403, "10.1.2.3": 403,
	} {
		if status, _ := d.get("/", host); status != want {
			t.Errorf("%s: status %d; want %d", host, status, want)
		}
	}
}

func TestPagesHaveTheStrictPolicy(t *testing.T) {
	d := open(t)
	for _, path := range []string{"/", pageOfA, "/nowhere", "/_gongbao/client.js"} {
		resp, err := http.Get(d.server.URL() + strings.TrimPrefix(path, "/"))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Content-Security-Policy"); got != Policy {
			t.Errorf("%s: policy %q", path, got)
		}
	}
	resp, err := http.Post(d.server.URL(), "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", resp.StatusCode)
	}
}

func TestPollingFindsWhatWatchingWould(t *testing.T) {
	d := open(t, func(o *Options) { o.Poll = 20 * time.Millisecond })
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	d.save("site.yaml", "title: 新的标题\n")
	d.until("the new title", d.shows("/", "新的标题"))
	before := strings.Count(d.log.String(), "\n")
	time.Sleep(200 * time.Millisecond)
	if after := strings.Count(d.log.String(), "\n"); after != before {
		t.Errorf("the server tells of changes where there are none:\n%s", d.log)
	}
}

// sees asks the page; while it is being reloaded there is no answer, which counts as no.
func sees(ctx context.Context, script string) bool {
	yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
	return err == nil && yes
}

func TestOpenPageFollowsTheEditor(t *testing.T) {
	ctx := browser.Start(t)
	d := open(t)
	d.save("site.yaml", "title: 公报\ntheme: own\n")
	d.save("themes/own/styles/extra.css", "/* */")
	d.save("bulletins/a.md", notice("第一份", strings.Repeat("很长的一段。\n\n", 200)))
	d.until("the long text", d.shows(pageOfA, "很长的一段。"))
	browser.Look(t, ctx, 1000, "light")
	browser.Do(t, ctx, chromedp.Navigate(d.server.URL()+strings.TrimPrefix(pageOfA, "/")))
	sees := func(script string) func() bool { return func() bool { return sees(ctx, script) } }

	browser.Eval[any](t, ctx, `window.mark = 1; scrollTo({top: 900, behavior: "instant"}); new Promise(done => setTimeout(done, 300))`)
	d.save("bulletins/a.md", notice("第一份", strings.Repeat("很长的一段，改过。\n\n", 200)))
	d.until("the page reloaded", sees(`document.body.innerText.includes("改过") && window.mark === undefined`))
	d.until("the place kept", sees(`Math.abs(scrollY - 900) < 50`))

	d.save("bulletins/a.md", strings.Replace(notice("第一份", "文。"), "publisher", "publsher", 1))
	d.until("the overlay", sees(`document.querySelector("aside.gongbao-problems")?.innerText.includes("did you mean") ?? false`))
	if !browser.Eval[bool](t, ctx, `document.body.innerText.includes("改过") && getComputedStyle(document.querySelector("aside.gongbao-problems")).position === "fixed"`) {
		t.Error("the last good page is gone, or the overlay has no style")
	}
	d.save("bulletins/a.md", notice("第一份", "修好了。"))
	d.until("the overlay gone", sees(`!document.querySelector(".gongbao-problems") && document.body.innerText.includes("修好了")`))
}

func TestStylesAreSwappedInPlace(t *testing.T) {
	ctx := browser.Start(t)
	d := open(t)
	d.save("themes/own/styles/tokens.css", ":root { --probe: 1px }")
	d.save("site.yaml", "title: 公报\ntheme: own\n")
	d.until("the theme", d.shows("/", "/gazette."))
	browser.Do(t, ctx, chromedp.Navigate(d.server.URL()))
	sees := func(script string) func() bool { return func() bool { return sees(ctx, script) } }
	d.until("the first style", sees(`getComputedStyle(document.documentElement).getPropertyValue("--probe") === "1px"`))
	browser.Eval[any](t, ctx, `window.mark = 1; new Promise(done => setTimeout(done, 300))`)
	d.save("themes/own/styles/tokens.css", ":root { --probe: 2px }")
	d.until("the second style", sees(`getComputedStyle(document.documentElement).getPropertyValue("--probe") === "2px"`))
	if !browser.Eval[bool](t, ctx, `window.mark === 1`) {
		t.Error("the page was reloaded for a change of styles")
	}
}
