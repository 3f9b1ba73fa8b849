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

	"gongbao/generator"
	"gongbao/generator/site"
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
	o := Options{Site: generator.Options{Content: d.dir, Now: site.Moment{Time: time.Now()}}, Addr: "127.0.0.1:0", Log: d.log}
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

// until waits for something that the server does in the background.
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

func TestSavedBulletinIsServedAtOnce(t *testing.T) {
	d := open(t)
	if _, body := d.get(pageOfA); !strings.Contains(body, "正文甲。") || !strings.Contains(body, ownFolder+"client.js") {
		t.Fatalf("the page is\n%s", body)
	}
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	d.until("a line in the log", func() bool { return strings.Contains(d.log.String(), "bulletins: 1 source read in ") })
}

func TestWhatWasReadIsRememberedForTheNextStart(t *testing.T) {
	dir := t.TempDir()
	content, cache := filepath.Join(dir, "content"), filepath.Join(dir, "cache")
	file := filepath.Join(content, "bulletins", "a.md")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(notice("第一份", "正文。")), 0o644); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().Add(-24 * time.Hour) // what is new is read twice, since it may have changed without a new time
	if err := os.Chtimes(file, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		s, err := Listen(t.Context(), Options{Site: generator.Options{Content: content, Cache: cache}, Addr: "127.0.0.1:0"})
		if err != nil {
			t.Fatal(err)
		}
		if n := s.current.Parsed(); n != want {
			t.Errorf("%d sources read; want %d", n, want)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := s.Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(cache, "bodies-*"))
	if err != nil || len(left) != 1 {
		t.Errorf("left in the cache: %v, %v; want one file of bodies", left, err)
	}
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

func TestLastGoodPageStaysWhenTheSettingsChangeToo(t *testing.T) {
	d := open(t)
	d.save("bulletins/b.md", "---\ntitle: 坏\n---\n")
	d.until("the mistake in the log", func() bool { return strings.Contains(d.log.String(), "the last good page stays") })
	d.save("site.yaml", "title: 公报\ntime_zone: Asia/Tokyo\n")
	d.until("the settings in the log", func() bool { return strings.Count(d.log.String(), "the last good page stays") == 2 })
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the change in the log", func() bool { return strings.Count(d.log.String(), "the last good page stays") == 3 })
	if status, body := d.get(pageOfA); status != http.StatusOK || !strings.Contains(body, "正文甲。") {
		t.Errorf("status %d\n%s", status, body)
	}
	d.save("bulletins/b.md", notice("第二份", "正文乙。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
}

func TestMovedFoldersAreStillWatched(t *testing.T) {
	d := open(t)
	d.save("bulletins/x/deep/c.md", notice("第三份", "正文丙。"))
	d.until("the bulletin", d.shows("/2020/02/21/c.html", "正文丙。"))
	for _, move := range [][3]string{{"x", "y", "一"}, {"y", "z", "二"}, {"z/deep", "x", "三"}, {"x", "z/deep", "四"}} {
		if err := os.Rename(filepath.Join(d.dir, "bulletins", move[0]), filepath.Join(d.dir, "bulletins", move[1])); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond) // two turns of the watcher
		found, err := filepath.Glob(filepath.Join(d.dir, "bulletins", move[1], "*", "c.md"))
		if err != nil || len(found) == 0 {
			found = []string{filepath.Join(d.dir, "bulletins", move[1], "c.md")}
		}
		if err := os.WriteFile(found[0], []byte(notice("第三份", "搬家之"+move[2])), 0o644); err != nil {
			t.Fatal(err)
		}
		d.until("a change after the move from "+move[0]+" to "+move[1], d.shows("/2020/02/21/c.html", "搬家之"+move[2]))
	}
}

func TestContentBehindALinkIsWatched(t *testing.T) {
	d := open(t, func(o *Options) {
		link := o.Site.Content + "-link"
		if err := os.Symlink(o.Site.Content, link); err != nil {
			t.Skip("no links here: ", err)
		}
		o.Site.Content = link
	})
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	d.until("its folder in the log", func() bool { return strings.Contains(d.log.String(), "\nbulletins: 1 source read") })
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
	d.save("bulletins/a.md", strings.Replace(notice("第一份", "正文。"), "date:", "dat:", 1))
	m := <-news
	if m.Kind != "problems" || len(m.Problems) != 1 {
		t.Fatalf("message %+v", m)
	}
	if p := m.Problems[0]; p.Line != 4 || p.Hint != `did you mean "date"?` || len(p.Lines) == 0 || !strings.HasPrefix(p.Lines[len(p.Lines)-3].Found, "dat:") {
		t.Errorf("problem %+v", p)
	}
	if status, body := d.get(pageOfA); status != http.StatusOK || !strings.Contains(body, "正文甲。") {
		t.Errorf("status %d\n%s", status, body)
	}
	d.save("bulletins/a.md", notice("第一份", "修好了。"))
	if m := <-news; m.Kind != "page" || !strings.Contains(m.Page, "修好了。") {
		t.Errorf("after the repair: %+v", m)
	}
	if m := <-news; m.Kind != "problems" || len(m.Problems) != 0 {
		t.Errorf("after the repair: %+v", m)
	}
}

// A save is seldom one step: many editors empty the file and write it, others move it away and write another.
func TestSaveInStepsReportsNoMistake(t *testing.T) {
	d := open(t, func(o *Options) { o.patience = 10 * time.Second })
	file := filepath.Join(d.dir, "bulletins", "a.md")
	const pause = 50 * time.Millisecond // enough for the server to see the file as it is between the steps
	for name, step := range map[string]func() error{
		"emptied":    func() error { return os.Truncate(file, 0) },
		"moved away": func() error { return os.Rename(file, file+"~") },
		"half written": func() error {
			return os.WriteFile(file, []byte(notice("第一份", "正文")[:20]), 0o644)
		},
	} {
		news := d.listen(pageOfA)
		if err := step(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		if err := os.WriteFile(file, []byte(notice("第一份", name)), 0o644); err != nil {
			t.Fatal(err)
		}
		if m := <-news; m.Kind != "page" || !strings.Contains(m.Page, name) {
			t.Errorf("a file %s and written again: sent %+v", name, m)
		}
	}
	if log := d.log.String(); strings.Contains(log, "problem") {
		t.Errorf("the terminal reports mistakes that no one made:\n%s", log)
	}
}

func TestFileThatStaysEmptyIsAMistake(t *testing.T) {
	d := open(t)
	news := d.listen(pageOfA)
	if err := os.Truncate(filepath.Join(d.dir, "bulletins", "a.md"), 0); err != nil {
		t.Fatal(err)
	}
	if m := <-news; m.Kind != "problems" || len(m.Problems) == 0 {
		t.Errorf("message %+v", m)
	}
}

// listen reads the events of a page that was just opened, after the first two: the page, and that there are no problems.
func (d *desk) listen(page string) <-chan event {
	d.Helper()
	news := d.listenOnly(page)
	_, body := d.get(page)
	if m := <-news; m.Kind != "page" || m.Page == "" || !strings.Contains(body, "client.js?seen="+m.Seen+`"`) {
		d.Fatalf("the first message is %+v", m)
	}
	if m := <-news; m.Kind != "problems" || len(m.Problems) != 0 {
		d.Fatalf("the second message is %+v", m)
	}
	return news
}

// listenOnly reads all events of a page.
func (d *desk) listenOnly(page string) <-chan event {
	d.Helper()
	ctx, stop := context.WithCancel(context.Background())
	d.Cleanup(stop)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.server.URL()+"_gongbao/events?page="+page, nil)
	if err != nil {
		d.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	news := make(chan event, 16)
	go func() {
		defer resp.Body.Close()
		defer close(news)
		lines := bufio.NewScanner(resp.Body)
		for lines.Buffer(nil, 1<<20); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m event
				if json.Unmarshal([]byte(data), &m) == nil {
					news <- m
				}
			}
		}
	}()
	return news
}

func TestSaveOfAnotherPageLeavesThisOneAlone(t *testing.T) {
	d := open(t)
	news := d.listen("/nowhere.html")
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	select {
	case m := <-news:
		t.Errorf("a page that looks as before was sent %+v", m)
	case <-time.After(100 * time.Millisecond):
	}
}

func TestTabThatStopsReadingIsDropped(t *testing.T) {
	d := open(t)
	stuck := &tab{path: pageOfA, events: make(chan []byte, 1)}
	d.server.mu.Lock()
	d.server.tabs[stuck] = true
	d.server.mu.Unlock()
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("a line in the log", func() bool { return strings.Contains(d.log.String(), "1 source read") })
	<-stuck.events
	select {
	case _, open := <-stuck.events:
		if open {
			t.Error("the buffer holds one event, and there are two")
		}
	case <-time.After(time.Second):
		t.Error("the stream does not end, so the page would miss an event")
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
		t.Errorf("the server reports changes where there are none:\n%s", d.log)
	}
}

// The terminal of an editor may be closed at any time, so the text must not wait in the cache until the server ends.
func TestErasedTextLeavesTheCacheWhileTheServerRuns(t *testing.T) {
	cache := t.TempDir()
	d := open(t, func(o *Options) { o.Site.Cache = cache })
	holds := func(text string) bool {
		files, err := os.ReadDir(cache)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if data, err := os.ReadFile(filepath.Join(cache, f.Name())); err == nil && bytes.Contains(data, []byte(text)) {
				return true
			}
		}
		return false
	}
	d.save("bulletins/a.md", notice("第一份", "秘密的全文。"))
	d.until("the text is in the cache", func() bool { return holds("秘密的全文") })
	erased := strings.Replace(notice("第一份", "秘密的全文。"), "\n---\n\n", "\nerased: 2026-03-01\nlegal_ground: 某法\nerase_title: true\n---\n\n", 1)
	d.save("bulletins/a.md", erased)
	d.until("the cache forgets the text", func() bool { return !holds("秘密") && !holds("第一份") && holds("正文乙") })
	if _, page := d.get("2020/02/21/a.html"); !strings.Contains(page, "已删除的公报") || strings.Contains(page, "秘密") || strings.Contains(page, "第一份") {
		t.Errorf("the page says\n%s", page)
	}
	if _, page := d.get("2020/02/21/b.html"); !strings.Contains(page, "正文乙") {
		t.Errorf("the other page says\n%s", page)
	}
}
