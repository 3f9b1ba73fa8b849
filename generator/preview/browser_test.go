package preview

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gongbao/generator/internal/browser"
)

// sees evaluates a condition in the page. While the page is being reloaded there is no answer, which counts as false.
func sees(ctx context.Context, script string) bool {
	holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
	return err == nil && holds
}

// reader is a browser that shows a page of the desk. The page carries a mark, which it loses when it is reloaded.
type reader struct {
	*desk
	ctx context.Context
}

func (d *desk) read(path string) reader {
	d.Helper()
	r := reader{d, browser.Start(d.T)}
	browser.Look(d, r.ctx, 1000, "light")
	r.load(path)
	return r
}

func (r reader) load(path string) {
	r.Helper()
	browser.Do(r, r.ctx, chromedp.Navigate(r.server.URL()+strings.TrimPrefix(path, "/")))
	r.until("the page listening", func() bool {
		return sees(r.ctx, `document.readyState === "complete" && !!document.querySelector(".gongbao-status")`)
	})
	time.Sleep(100 * time.Millisecond)
	r.run(`window.mark = 1`)
}

func (r reader) run(script string) {
	r.Helper()
	browser.Eval[any](r, r.ctx, script)
}

// gets waits for something on the page, and reports whether the page was reloaded for it.
func (r reader) gets(what, script string) (loaded bool) {
	r.Helper()
	r.until(what, func() bool { return sees(r.ctx, script) })
	return browser.Eval[bool](r, r.ctx, `window.mark !== 1`)
}

func (r reader) keeps(what, script string) {
	r.Helper()
	if loaded := r.gets(what, script); loaded {
		r.Errorf("%s: the page was reloaded", what)
	}
}

func (r reader) reloads(what, script string) {
	r.Helper()
	if loaded := r.gets(what, script+" && window.mark !== 1"); !loaded {
		r.Errorf("%s: the page was not reloaded", what)
	}
}

func TestOpenPageFollowsTheEditor(t *testing.T) {
	d := open(t)
	long := func(text string) string {
		return "[先](https://example.org/a) [后](https://example.org/b)\n\n" + strings.Repeat(text+"\n\n", 200)
	}
	d.save("bulletins/a.md", notice("第一份", long("很长的一段。")))
	d.until("the long text", d.shows(pageOfA, "很长的一段。"))
	r := d.read(pageOfA)

	r.run(`document.querySelector(".text a:last-child").focus(); scrollTo({top: 900, behavior: "instant"})`)
	d.save("bulletins/a.md", notice("新的题目", long("很长的一段，改过。")))
	r.keeps("the text", `document.body.innerText.includes("改过") && document.querySelector("h1").innerText === "新的题目"`)
	r.keeps("the title", `document.title.startsWith("新的题目") && document.querySelector("meta[name=ArticleTitle]").content === "新的题目"`)
	r.keeps("the place", `Math.abs(scrollY - 900) < 50`)
	r.keeps("the focus", `document.activeElement?.innerText === "后"`)
	r.keeps("the status for screen readers", `document.querySelector("[role=status].gongbao-status").innerText.startsWith("Updated at ")`)

	d.save("bulletins/a.md", notice("新的题目", strings.Replace(long("很长的一段，改过。"), "[后](https://example.org/b)", "**[后](https://example.org/b)**", 1)))
	r.keeps("the focus on a link that was replaced", `document.activeElement?.matches("strong a") ?? false`)

	d.save("bulletins/a.md", notice("新的题目", "新的一段。\n\n| 表 |\n|---|\n| 格 |\n\n"+long("很长的一段，改过。")))
	r.keeps("what is new in the text", `document.querySelector(".text td")?.innerText === "格" && document.body.innerText.includes("新的一段")`)
	r.run(`document.querySelector(".size button[value=large]").click()`)
	r.keeps("the scripts of the page", `document.documentElement.classList.contains("large")`)

	d.save("bulletins/a.md", strings.Replace(notice("第一份", "文。"), "publisher", "publsher", 1))
	r.keeps("the overlay", `document.querySelector("aside.gongbao-problems")?.innerText.includes("did you mean") ?? false`)
	r.keeps("the last good page below it", `document.body.innerText.includes("改过") && getComputedStyle(document.querySelector("aside.gongbao-problems")).position === "fixed"`)
	d.save("bulletins/a.md", notice("第一份", "修好了。"))
	r.keeps("the repaired text", `!document.querySelector(".gongbao-problems") && document.body.innerText.includes("修好了")`)
}

func TestPageIsReloadedWhereItsScriptsMatter(t *testing.T) {
	d := open(t)
	d.save("site.yaml", "title: 公报\ntheme: own\n")
	d.save("themes/own/scripts/gazette.js", "document.title = document.title;")
	d.save("bulletins/f/index.md", notice("带附件", "![图](t.svg)"))
	d.save("bulletins/f/t.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>`)
	d.until("the picture", d.shows("/2020/02/21/f.html", "t.svg"))
	r := d.read("/2020/02/21/f.html")
	d.save("bulletins/f/t.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"/>`)
	r.reloads("another picture", `document.querySelector(".text img")?.naturalWidth === 30`)

	r.load(pageOfA)
	d.save("themes/own/scripts/gazette.js", `document.documentElement.classList.add("scripted")`)
	r.reloads("another script", `document.documentElement.classList.contains("scripted")`)

	r.load(pageOfA)
	r.run(`document.querySelector(".text p").title = "by a script"`)
	d.save("bulletins/a.md", notice("第一份", "1. 一\n2. 二"))
	r.reloads("another text that a script has changed", `document.querySelectorAll(".text li").length === 2`)

	r.load("/search/")
	d.save("bulletins/b.md", strings.Replace(notice("第二份", "文。"), "2020", "2021", 1))
	r.reloads("another year to search", `!!document.querySelector("select[name=year] option[value='2021']")`)
}

func TestPageOfAServerThatWasStartedAgainFollows(t *testing.T) {
	d := open(t)
	r := d.read(pageOfA)
	r.run(`new Promise(done => setTimeout(done, 100))`)
	d.server.dropTabs()
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	r.keeps("the text", `document.body.innerText.includes("改过的正文。")`)
}

func TestHiddenPageDoesNotListen(t *testing.T) {
	d := open(t)
	r := d.read(pageOfA)
	listeners := func() int {
		d.server.mu.RLock()
		defer d.server.mu.RUnlock()
		return len(d.server.tabs)
	}
	look := func(hidden string) {
		r.run(`Object.defineProperty(document, "hidden", { value: ` + hidden + `, configurable: true }); document.dispatchEvent(new Event("visibilitychange"))`)
	}
	d.until("a listener", func() bool { return listeners() == 1 })
	look("true")
	d.until("no listener", func() bool { return listeners() == 0 })
	d.save("bulletins/a.md", notice("第一份", "改过的正文。"))
	d.until("the changed text", d.shows(pageOfA, "改过的正文。"))
	look("false")
	r.keeps("the text", `document.body.innerText.includes("改过的正文。")`)
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

func TestOpenPageFollowsItsBulletinToANewAddress(t *testing.T) {
	d := open(t)
	long := strings.Repeat("很长的一段。\n\n", 200)
	d.save("bulletins/a.md", notice("第一份", long))
	r := d.read(pageOfA)
	r.run(`scrollTo(0, 800)`)
	d.save("bulletins/a.md", strings.Replace(notice("第一份", long), "title:", "slug: other\ntitle:", 1))
	r.reloads("the new address", `location.pathname === "/2020/02/21/other.html"`)
	r.until("the place on the page", func() bool { return sees(r.ctx, `Math.abs(scrollY - 800) < 50`) })
	d.save("bulletins/a.md", strings.Replace(notice("第一份", "短。"), "title:", "slug: other\ntitle:", 1))
	r.until("the new text at the new address", func() bool { return sees(r.ctx, `document.body.textContent.includes("短。")`) })
}
