package search_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongbao/generator/site"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/evanw/esbuild/pkg/api"

	"gongbao/generator"
	"gongbao/generator/internal/browser"
	"gongbao/generator/internal/need"
)

// sample builds the sample archive.
func sample(t *testing.T) (dir string, options generator.Options) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	options = generator.Options{Content: filepath.Join(need.Root(t), "content"), Output: dir, Now: site.Moment{Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}}
	if _, err := generator.Build(context.Background(), options); err != nil {
		t.Fatal(err)
	}
	return dir, options
}

// A tab is a page of the sample in a browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// openTab opens the search page with a query in its address. The test fails for whatever the page should not do.
func openTab(t *testing.T, ctx context.Context, base, address string) *tab {
	t.Helper()
	b := &tab{t, ctx, base}
	b.leave()
	browser.Do(t, ctx, chromedp.Navigate(base+address))
	b.arrive()
	return b
}

// leave marks the page that is open, so that arrive recognises the next one.
func (b *tab) leave() {
	b.t.Helper()
	browser.Eval[bool](b.t, b.ctx, `document.leaving = true`)
}

// arrive waits until the new page has taken the place of the one before. Navigate may return earlier, if the page that is left still
// changes its own address.
func (b *tab) arrive() {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 10*time.Second)
	defer stop()
	const ready = `document.readyState === "complete" && document.querySelector("input[name=q]") !== null && !document.leaving`
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](ready))
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			b.t.Fatalf("the page never came: %v", err)
		}
	}
}

// wait waits until a condition holds in the page.
func (b *tab) wait(condition string) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 10*time.Second)
	defer stop()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition)); err != nil {
		b.t.Fatalf("never came: %s; the page says %q: %v", condition, b.status(), err)
	}
}

// enter types a query, given as a string of JavaScript.
func (b *tab) enter(query string) {
	b.t.Helper()
	b.text(`(() => { const q = document.querySelector("input[name=q]"); q.value = ` + query + `; q.dispatchEvent(new Event("input")); return "" })()`)
}

func (b *tab) text(script string) string {
	b.t.Helper()
	return browser.Eval[string](b.t, b.ctx, script)
}

func (b *tab) status() string {
	return b.text(`document.querySelector("#search [role=status]").textContent`)
}

// titles returns the titles of the results, in order.
func (b *tab) titles() []string {
	b.t.Helper()
	return browser.Eval[[]string](b.t, b.ctx, `[...document.querySelectorAll("#search ol [data-field=title]")].map((a) => a.textContent)`)
}

// found waits for results, and returns their titles.
func (b *tab) found(status string) []string {
	b.t.Helper()
	quoted, _ := json.Marshal(status)
	b.wait(`document.querySelector("#search [role=status]").textContent.includes(` + string(quoted) + `)`)
	return b.titles()
}

func (b *tab) keys(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		browser.Do(b.t, b.ctx, chromedp.KeyEvent(k))
	}
}

const focus = `(document.activeElement.name || document.activeElement.dataset.field || document.activeElement.tagName)`

func TestTheSearchPage(t *testing.T) {
	ctx := browser.Start(t)
	dir, _ := sample(t)
	base := browser.Serve(t, dir)
	errors := complaints(ctx)

	t.Run("finds traditional text by simplified words, and marks it", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?q="+"审计署太原特派办")
		titles := b.found("找到")
		if len(titles) == 0 || !strings.Contains(titles[0], "太原特派办") {
			t.Fatalf("found %q", titles)
		}
		b = openTab(t, ctx, base, "search/?q="+"防疫監督")
		b.found("找到")
		marked := browser.Eval[[]string](t, ctx, `[...document.querySelectorAll("#search mark")].map((m) => m.textContent)`)
		if !slices.Contains(marked, "防疫监督") || !slices.Contains(marked, "防疫監督") {
			t.Errorf("marked is %q; expected both scripts", marked)
		}
	})

	t.Run("shows title, publisher, date and number, each linked where it leads", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?q="+"示县审公告〔2019〕1号")
		if titles := b.found("找到 1 份"); len(titles) != 1 || titles[0] != "2018年度审计发现问题整改情况" {
			t.Fatalf("found %q", titles)
		}
		got := b.text(`(() => { const l = document.querySelector("#search li"); return [l.querySelector("time").textContent, l.querySelector("[data-field=number]").textContent,
			l.querySelector("[data-field=publishers] a").textContent, l.querySelector("[data-field=publishers] a").href, l.querySelector("[data-field=title]").href].join("|") })()`)
		want := "2019-09-17|示县审公告〔2019〕1号|示例县审计局|" + base + "agencies/sample-county-audit/|" + base + "2019/09/17/rectification-2018.html"
		if got != want {
			t.Errorf("the result shows %q; expected %q", got, want)
		}
		browser.Do(t, ctx, chromedp.Click(`#search [data-field=title]`), chromedp.WaitVisible(`main.read h1`))
		if got := b.text(`document.querySelector("h1").textContent`); got != "2018年度审计发现问题整改情况" {
			t.Errorf("the result leads to %q", got)
		}
	})

	t.Run("works with only the keyboard", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/")
		b.wait(focus + ` === "q"`)
		browser.Do(t, ctx, chromedp.Blur(`input[name=q]`))
		browser.Do(t, ctx, func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) { // as a keyboard does: the letter comes if nobody takes the key
			_, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: "/", Code: "Slash", Text: "/"})
			return chromedp.Void{}, err
		})
		b.wait(focus + ` === "q"`)
		b.keys("整改率", kb.Enter)
		titles := b.found("找到")
		if !strings.HasSuffix(b.text(`decodeURIComponent(location.href)`), "search/?q=整改率") {
			t.Errorf("the address is %s", b.text(`decodeURIComponent(location.href)`))
		}
		b.keys(kb.ArrowDown)
		if b.text(`document.activeElement.textContent`) != titles[0] {
			t.Errorf("arrow down leads to %q; expected the first result", b.text(`document.activeElement.textContent`))
		}
		b.keys(kb.ArrowUp, kb.Escape)
		b.wait(`!document.querySelector("#search li") && document.querySelector("input[name=q]").value === ""`)
		if b.text(focus) != "q" {
			t.Errorf("after Escape the focus is on %s", b.text(focus))
		}
	})

	t.Run("narrows by filters with counts, keeps them in the address, and goes back", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?q="+"审计")
		all := b.found("找到")
		browser.Do(t, ctx, chromedp.Click(`#search summary`))
		b.wait(`document.querySelector("select[name=agency] option:not([value=''])").text.includes("（")`)
		label := b.text(`document.querySelector("select[name=agency] [value=shandong-audit]").text.trim()`)
		b.text(`(() => { const s = document.querySelector("select[name=agency]"); s.value = "shandong-audit"; s.dispatchEvent(new Event("change", {bubbles: true})); return "" })()`)
		b.wait(`location.search.includes("agency=shandong-audit")`)
		n := browser.Eval[string](t, ctx, `new Promise((done) => setTimeout(() => done(document.querySelector("#search [role=status]").textContent.match(/\d+/)[0]), 500))`)
		if !strings.HasSuffix(label, "（"+n+"）") {
			t.Errorf("the filter says %q; it leaves %s", label, n)
		}
		publishers := b.text(`[...document.querySelectorAll("#search [data-field=publishers]")].map((p) => p.textContent).join("|")`)
		if !strings.Contains(publishers, "淄博市审计局") {
			t.Errorf("an agency's filter leaves out those below it: %s", publishers)
		}
		narrowed := b.titles()
		browser.Do(t, ctx, chromedp.NavigateBack())
		b.wait(`!location.search.includes("agency") && document.querySelector("select[name=agency]").value === ""`)
		b.wait(`document.querySelector("#search [data-field=title]").textContent === ` + quote(all[0]))
		shared := openTab(t, ctx, base, "search/?q="+"审计"+"&agency=shandong-audit")
		if titles := shared.found("找到 " + n + " 份"); !slices.Equal(titles, narrowed) {
			t.Errorf("the shared address shows %q; expected %q", titles, narrowed)
		}
	})

	t.Run("goes back through what was searched for, and not through what was typed", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/")
		b.wait(focus + ` === "q"`)
		back := func() string {
			browser.Do(t, ctx, chromedp.NavigateBack())
			return b.text(`decodeURIComponent(location.search)`)
		}
		b.keys("审计", kb.Enter)
		first := b.found("找到")
		b.keys("整", "改", kb.Enter)
		b.wait(`decodeURIComponent(location.search) === "?q=审计整改"`)
		b.text(`(() => { const s = document.querySelector("select[name=status]"); s.value = "current"; s.dispatchEvent(new Event("change", {bubbles: true})); return "" })()`)
		b.wait(`location.search.endsWith("&status=current") && document.querySelector("#search summary").textContent === "筛选（1）"`)
		if got := back(); got != "?q=审计整改" {
			t.Errorf("back from a filter leads to %s", got)
		}
		if got := back(); got != "?q=审计" {
			t.Errorf("back from a search leads to %s", got)
		}
		b.wait(`document.querySelector("input[name=q]").value === "审计" && document.querySelector("#search [data-field=title]").textContent === ` + quote(first[0]))
	})

	t.Run("leaves the keys to an input method while it composes", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?q="+"审计")
		b.found("找到")
		b.text(`(() => { const q = document.querySelector("input[name=q]"); q.focus();
			for (const key of ["ArrowDown", "Escape"]) q.dispatchEvent(new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true})); return "" })()`)
		if got := b.text(focus + ` + "," + document.querySelector("input[name=q]").value`); got != "q,审计" {
			t.Errorf("focus and box are %s", got)
		}
	})

	t.Run("shows each result once, however often more are asked for", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?q="+"审计")
		b.found("找到")
		b.text(`(() => { const more = document.querySelector("#search .more"); more.click(); more.click(); more.click(); return "" })()`)
		b.wait(`document.querySelectorAll("#search li").length === 20 && ` + focus + ` === "title"`)
		titles := browser.Eval[[]string](t, ctx, `[...document.querySelectorAll("#search ol [data-field=title]")].map((a) => a.href)`)
		slices.Sort(titles)
		if unique := len(slices.Compact(titles)); unique != 20 {
			t.Errorf("20 results, %d of them different", unique)
		}
	})

	t.Run("keeps an address that a host takes, and one with what the archive has", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?agency=no-such-agency&q="+"审计整改")
		b.found("找到")
		if got := b.text(`document.querySelector("select[name=agency]").selectedOptions[0]?.text ?? "nothing"`); got != "不限" {
			t.Errorf("the filter shows %q", got)
		}
		b = openTab(t, ctx, base, "search/")
		b.text(`(() => { const q = document.querySelector("input[name=q]"); q.value = "审计".repeat(5000); q.dispatchEvent(new Event("input")); return "" })()`)
		b.found("只用了前 200 个字")
		b.wait(`location.search !== ""`)
		if n := browser.Eval[int](t, ctx, `new URLSearchParams(location.search).get("q").length`); n != 200 {
			t.Errorf("the address holds %d characters", n)
		}
	})

	t.Run("keeps the results in sight on a small screen", func(t *testing.T) {
		browser.Look(t, ctx, 360, "light")
		defer browser.Look(t, ctx, 1280, "light")
		b := openTab(t, ctx, base, "search/?status=current&q="+"审计整改")
		b.found("找到")
		if browser.Eval[bool](t, ctx, `document.querySelector("#search details").open`) || b.text(`document.querySelector("#search summary").textContent`) != "筛选（1）" {
			t.Error("the filters come before the results, or do not say that there is one")
		}
	})

	t.Run("narrows by year, days and status, without words too, and sorts by date", func(t *testing.T) {
		b := openTab(t, ctx, base, "search/?from=2020-02-21&to=2020-02-21&sort=date")
		b.found("找到")
		dates := browser.Eval[[]string](t, ctx, `[...document.querySelectorAll("#search time")].map((d) => d.textContent)`)
		if len(dates) != 10 || slices.ContainsFunc(dates, func(d string) bool { return d != "2020-02-21" }) {
			t.Errorf("the days are %q", dates)
		}
		browser.Do(t, ctx, chromedp.Click(`#search .more`))
		b.wait(`document.querySelectorAll("#search li").length > 10 && ` + focus + ` === "title"`)
		b = openTab(t, ctx, base, "search/?status=superseded")
		if titles := b.found("找到 2 份"); len(titles) != 2 || titles[1] != "关于政府采购常见问题的提醒" {
			t.Errorf("superseded are %q", titles)
		}
		if got := b.text(`document.querySelector("#search [data-field=status]").textContent`); got != "已被取代" {
			t.Errorf("the result is marked %q", got)
		}
		b.text(`(() => { const f = document.querySelector("#search form"); f.elements.status.value = ""; f.elements.year.value = "2022"; f.elements.year.dispatchEvent(new Event("change", {bubbles: true})); return "" })()`)
		b.wait(`location.search === "?from=2022-01-01&to=2022-12-31"`)
		b.found("找到 4 份")
	})

	t.Run("speaks the page's language", func(t *testing.T) {
		b := openTab(t, ctx, base, "en/search/?q=procurement")
		b.found("Bulletins found")
		b = openTab(t, ctx, base, "zh-Hant/search/?q="+"审计整改")
		b.found("找到")
		if got := b.text(`document.querySelector("#search li [data-field=publishers]").textContent`); !strings.Contains(got, "審計") {
			t.Errorf("the publisher is %q", got)
		}
	})

	t.Run("takes whatever is typed", func(t *testing.T) {
		for _, typed := range []string{
			strings.Repeat("审计工作", 2500), `<img src=x onerror="document.title='broken'">`, `.*+?^${}()|[\]\\`, "😀😀👩‍👩‍👧", "\u202e\u200f\u2066", "审\u202e计\u200f整改",
			"\ufffd\u0000审计", "]]></script><script>document.title='broken'</script>", "a", "的", "=cmd()", "\u2028审计\u2029",
		} {
			b := openTab(t, ctx, base, "search/")
			b.enter(quote(typed))
			b.wait(`document.querySelector("#search [role=status]").textContent.length > 3 && !document.querySelector("#search [role=status]").textContent.includes("……")`)
			if b.text(`document.title`) == "broken" || browser.Eval[int](t, ctx, `document.querySelectorAll("#search img, #search script").length`) > 0 {
				t.Fatalf("%q got into the page", typed)
			}
		}
		b := openTab(t, ctx, base, "search/")
		b.enter(`"\ud83d审计\udc00"`)
		b.found("找到")
	})

	if all := errors(); len(all) > 0 {
		t.Errorf("the browser complains: %q", all)
	}
}

func TestTheSearchPageIsAccessible(t *testing.T) {
	axe, err := os.ReadFile(need.NPM(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser.Start(t)
	dir, _ := sample(t)
	base := browser.Serve(t, dir)
	for _, look := range []struct {
		scheme  string
		width   int64
		address string
	}{{"light", 1280, "search/?q=审计整改"}, {"dark", 1280, "zh-Hant/search/?q=審計&agency=shandong-audit"}, {"light", 360, "en/search/?q=audit&from=2020-01-01"}, {"light", 360, "search/"}} {
		browser.Look(t, ctx, look.width, look.scheme)
		b := openTab(t, ctx, base, look.address)
		if strings.Contains(look.address, "?") {
			b.wait(`!!document.querySelector("#search li")`)
		}
		b.text(`(document.querySelector("#search details").open = true, "")`)
		browser.Eval[any](t, ctx, string(axe)+"; 0")
		report := b.text(`axe.run({runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
			.then((r) => r.violations.map((v) => v.id + ": " + v.help + " " + v.nodes.slice(0, 2).map((n) => n.html.slice(0, 200))).join("\n"))`)
		if report != "" {
			t.Errorf("%s, %s, %d px: %s", look.address, look.scheme, look.width, report)
		}
		if browser.Eval[bool](t, ctx, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("%s: the page is wider than a screen of %d px", look.address, look.width)
		}
	}
}

// Without a server there is nothing to search, and the page says so instead of failing.
func TestTheSearchPageOpenedFromADiskSaysWhatToDo(t *testing.T) {
	ctx := browser.Start(t)
	dir, _ := sample(t)
	b := &tab{t, ctx, ""}
	browser.Do(t, ctx, chromedp.Navigate("file://"+filepath.ToSlash(dir)+"/search/index.html?q=x"))
	b.found("从磁盘打开时，请从目录查找")
	if !browser.Eval[bool](t, ctx, `document.querySelector("#search form").hidden`) {
		t.Error("filters that do nothing are shown")
	}
}

func TestTheScriptIsLight(t *testing.T) {
	dir, _ := sample(t)
	scripts, err := filepath.Glob(filepath.Join(dir, "assets", "search.*.js"))
	if err != nil || len(scripts) != 1 {
		t.Fatalf("the site has %q as its script for searching: %v", scripts, err)
	}
	data, err := os.ReadFile(scripts[0])
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(data)
	w.Close()
	if packed.Len() > 12_000 {
		t.Errorf("the script has %d bytes with gzip; expected at most 12000", packed.Len())
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestWithoutAScriptTheSearchPageOffersTheIndexes(t *testing.T) {
	ctx := browser.Start(t)
	dir, _ := sample(t)
	base := browser.Serve(t, dir)
	browser.Scripts(t, ctx, false)
	browser.Do(t, ctx, chromedp.Navigate(base+"search/?q=x"))
	shown, err := chromedp.Run(ctx, chromedp.Text("main"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"搜索需要浏览器运行脚本", "2020年", "审计署", "政府采购", "山东"} {
		if !strings.Contains(shown, want) {
			t.Errorf("without a script there is no %q", want)
		}
	}
	for _, hidden := range []string{"筛选", "更多结果", "快捷"} {
		if strings.Contains(shown, hidden) {
			t.Errorf("without a script %q is shown, and does nothing", hidden)
		}
	}
}

// A part of the index may be missing, or from a different state of the archive.
func TestTheSearchPageTriesAgainWhereAPartIsMissingOrStale(t *testing.T) {
	ctx := browser.Start(t)
	dir, _ := sample(t)
	var mu sync.Mutex
	asked := map[string]int{}
	var answer func(path string, n int, w http.ResponseWriter) bool
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		done := answer(r.URL.Path, asked[r.URL.Path], w)
		mu.Unlock()
		if !done {
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
			files.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	part := func(path string) bool { return strings.Contains(path, "/terms/") }
	say := func(f func(path string, n int, w http.ResponseWriter) bool) {
		mu.Lock()
		defer mu.Unlock()
		asked, answer = map[string]int{}, f
	}

	var b *tab
	for _, missing := range []string{"/terms/", "/index/manifest.json", "/split.bin", "/documents/", ".print.html"} {
		say(func(path string, n int, w http.ResponseWriter) bool {
			if !strings.Contains(path, missing) {
				return false
			}
			w.WriteHeader(http.StatusNotFound)
			return true
		})
		b = openTab(t, ctx, server.URL+"/", "search/?q="+"市审计局")
		b.found("重试后仍读不到")
		if titles := b.titles(); len(titles) > 0 {
			t.Errorf("without %s there are results: %q", missing, titles)
		}
		// The first part that is missing ends an attempt while others are still being asked for.
		twice := func() (wrong []string) {
			mu.Lock()
			defer mu.Unlock()
			some := false
			for path, n := range asked {
				if strings.Contains(path, missing) {
					if some = true; n != 2 {
						wrong = append(wrong, fmt.Sprintf("%s was asked for %d times; expected twice", path, n))
					}
				}
			}
			if !some {
				wrong = append(wrong, "nobody asked for "+missing)
			}
			return wrong
		}
		for end := time.Now().Add(10 * time.Second); len(twice()) > 0 && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		}
		for _, wrong := range twice() {
			t.Error(wrong)
		}
	}

	// What more results need may go while somebody reads the first: that is tried again too.
	gone := false
	say(func(path string, n int, w http.ResponseWriter) bool {
		if gone && n == 1 && strings.HasSuffix(path, ".print.html") {
			w.WriteHeader(http.StatusNotFound)
			return true
		}
		return false
	})
	b = openTab(t, ctx, server.URL+"/", "search/?q="+"市审计局")
	b.found("找到")
	mu.Lock()
	gone = true
	mu.Unlock()
	b.text(`(() => { window.said = []; new MutationObserver(() => said.push(document.querySelector("#search [role=status]").textContent))
		.observe(document.querySelector("#search [role=status]"), {childList: true}); document.querySelector("#search .more").click(); return "" })()`)
	b.wait(`said.some((s) => s.includes("正在重试"))`)
	if titles := b.found("找到"); len(titles) == 0 {
		t.Error("after a failure there are no results")
	}

	for name, bad := range map[string][]byte{"of another state": []byte("\x01\x02\x03\x04\x00"), "cut off": []byte("\x01"), "empty": nil} {
		say(func(path string, n int, w http.ResponseWriter) bool {
			if !part(path) || n > 1 {
				return false
			}
			w.Write(bad)
			return true
		})
		b = openTab(t, ctx, server.URL+"/", "search/?q="+"审计整改")
		if titles := b.found("找到"); len(titles) == 0 {
			t.Errorf("a part that is %s is not asked for again", name)
		}
	}
}

// The script reads from a print view what was indexed. Otherwise it would miss matches.
func TestThePrintViewHasTheTextThatIsIndexed(t *testing.T) {
	ctx := browser.Start(t)
	t.Run("of the sample", func(t *testing.T) {
		dir, options := sample(t)
		comparePrintViews(t, ctx, dir, options)
	})
	t.Run("of everything that markdown has", func(t *testing.T) {
		content := t.TempDir()
		for name, text := range map[string]string{
			"site.yaml": "title: 示例\nunsafe_html: sanitized\n",
			"bulletins/a/index.md": "---\ntitle: 全\npublisher: 局\ndate: 2020-02-21\nsummary: 自己写的\"摘要\"\n---\n" +
				"第一**段**落[^注]，*强\n调*和`代码`\nLatin text\nhere，[链接](https://example.org)。  \n换行[^a b]\n\n3. 三\n4. 四\n\n   段\n   - 内\n\n1) 一\n\n- [x] 做了\n- [ ] 没做\n\n" +
				"> 引\n> 文\n\n| 甲 | 乙 |\n|---|---:|\n| 一 | 2 |\n\n```go\na := 1\n\nb\n```\n\n词\n: 释义\n\n![图](p.png)文 ![](q.png)\n\n![单图](p.png \"标题\")\n\n" +
				"---\n\n~~删~~ <ruby>字<rt>zì</rt></ruby> H<sub>2</sub>O<br>行 <!-- 注 --> &amp; \\* 脚注[^2]\n\n## 标题 {#id}\n\n<details><summary>概</summary>细</details>\n\n[文件](f.csv)\n\n[^注]: 注文\n[^2]: 二\n\n    又一段\n",
			"bulletins/a/p.png": "\x89PNG\r\n\x1a\n", "bulletins/a/q.png": "\x89PNG\r\n\x1a\n", "bulletins/a/f.csv": "a,b\n",
		} {
			name = filepath.Join(content, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		options := generator.Options{Content: content, Output: filepath.Join(t.TempDir(), "public"), Now: site.Moment{Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}}
		if report, err := generator.Build(context.Background(), options); err != nil {
			t.Fatal(err, report.Problems)
		}
		comparePrintViews(t, ctx, options.Output, options)
	})
}

func comparePrintViews(t *testing.T, ctx context.Context, dir string, options generator.Options) {
	loaded, err := generator.Load(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer loaded.Sources.Close()
	made := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: `import { read, printPath } from "./page.js"; globalThis.read = read; globalThis.printPath = printPath;`, ResolveDir: filepath.Join(need.Root(t), "themes/gazette/scripts/search")},
		Bundle: true, Format: api.FormatIIFE,
	})
	if len(made.Errors) > 0 {
		t.Fatal(made.Errors[0].Text)
	}
	browser.Do(t, ctx, chromedp.Navigate(browser.Serve(t, dir)+"search/"))
	browser.Eval[any](t, ctx, string(bytes.TrimSpace(made.OutputFiles[0].Contents))+"; 0")
	for _, r := range loaded.Archive.Records {
		want, err := loaded.Text(r)
		if r.Withheld() { // results show the reason
			want = ""
		}
		if err != nil {
			t.Fatal(err)
		}
		page := browser.Eval[struct{ Body, Summary string }](t, ctx, `fetch("/" + printPath(`+quote(r.Path)+`)).then((a) => a.text()).then(read)`)
		if got, want := strings.Join(strings.Fields(page.Body), " "), strings.Join(strings.Fields(want), " "); got != want {
			n := 0
			for n < min(len(got), len(want)) && got[n] == want[n] {
				n++
			}
			t.Errorf("%s: the print view has %.90q; expected %.90q", r.Path, got[max(0, n-30):], want[max(0, n-30):])
		}
		if page.Summary != r.Abstract() {
			t.Errorf("%s: the print view has the summary %q; expected %q", r.Path, page.Summary, r.Abstract())
		}
	}
}

// complaints collects exceptions of the page, and what its policy forbids.
func complaints(ctx context.Context) func() []string {
	var mu sync.Mutex
	var all []string
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			mu.Lock()
			all = append(all, string(m.Type)+": "+m.Text)
			mu.Unlock()
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}
