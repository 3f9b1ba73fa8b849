package generator

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gongbao/generator/internal/browser"
	"gongbao/generator/internal/need"
)

// sampleFolder writes the sample archive to a folder.
func sampleFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, Options{Content: filepath.Join(need.Root(t), "content"), Output: dir, Now: testNow})
	return dir
}

// onePageOfEachKind names pages of the sample that together show everything the theme can show.
var onePageOfEachKind = []string{
	"index.html", "en/index.html", "zh-Hant/index.html",
	"2020/02/21/shandong-audit-roundup.html", "2020/02/19/county-inspection.html", "2021/02/22/shandong-figures.html",
	"2020/02/21/shandong-audit-roundup.print.html", "2020/02/print.html",
	"2020/index.html", "2020/02/index.html", "agencies/index.html", "agencies/shandong-audit/index.html", "agencies/jinan-audit/2020/index.html",
	"topics/index.html", "regions/shandong/index.html", "en/regions/index.html", "about.html", "404.html",
	"search/index.html", "data/index.html", "changes/index.html", "en/changes/2025/index.html", "zh-Hant/data/index.html", "2022/03/14/bridge-audit-notice.html",
}

func TestNuHTMLCheckerFindsNoErrors(t *testing.T) {
	java := need.Program(t, "install a Java runtime", "java")
	jar := need.NPM(t, "vnu-jar/build/dist/vnu.jar")
	dir := sampleFolder(t)
	out, err := exec.Command(java, "-jar", jar, "--errors-only", "--skip-non-html", "--format", "gnu", dir).CombinedOutput()
	if err != nil {
		lines := strings.Split(strings.ReplaceAll(string(out), "file:"+dir+"/", ""), "\n")
		t.Fatalf("%d errors:\n%s", len(lines)-1, strings.Join(lines[:min(len(lines), 20)], "\n"))
	}
}

func TestPagesAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(need.NPM(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser.Start(t)
	base := browser.Serve(t, sampleFolder(t))
	for _, look := range []struct {
		scheme string
		width  int64
	}{{"light", 1280}, {"dark", 1280}, {"light", 360}} {
		browser.Look(t, ctx, look.width, look.scheme)
		for _, name := range onePageOfEachKind {
			browser.Do(t, ctx, chromedp.Navigate(base+name))
			browser.Eval[any](t, ctx, string(axe)+"; 0")
			report := browser.Eval[string](t, ctx, `axe.run({runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
				.then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + (n.any[0]?.message ?? ""))}))))`)
			if report != "[]" {
				t.Errorf("%s, %s, %d px: %s", name, look.scheme, look.width, report)
			}
			if browser.Eval[bool](t, ctx, `document.documentElement.scrollWidth > innerWidth`) {
				t.Errorf("%s: the page is wider than a screen of %d px", name, look.width)
			}
		}
	}
}

// Without scripts a reader can read everything; with them the text has sizes, and the choice is remembered.
func TestBulletinWithAndWithoutScript(t *testing.T) {
	ctx := browser.Start(t)
	address := browser.Serve(t, sampleFolder(t)) + "2020/02/21/shandong-audit-roundup.html"
	browser.Scripts(t, ctx, false)
	browser.Do(t, ctx, chromedp.Navigate(address))
	shown, err := chromedp.Run(ctx, chromedp.Text("main"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"发布时间", "济南市审计局", "打印", "关闭"} {
		if !strings.Contains(shown, want) {
			t.Errorf("without a script there is no %q", want)
		}
	}
	browser.Scripts(t, ctx, true)
	browser.Do(t, ctx, chromedp.Navigate(address), chromedp.WaitVisible(`button[aria-pressed]`))
	size := func() string {
		return browser.Eval[string](t, ctx, `getComputedStyle(document.querySelector(".body p, main p")).fontSize`)
	}
	before := size()
	browser.Do(t, ctx, chromedp.Focus(`button[aria-pressed="false"]`), chromedp.KeyEvent("\r"))
	after := size()
	browser.Do(t, ctx, chromedp.Reload(), chromedp.WaitVisible(`button[aria-pressed]`))
	if kept := size(); before == after || after != kept {
		t.Errorf("text size %s, then %s by the keyboard, then %s after a reload", before, after, kept)
	}
}

// Print has the whole text, in order, on A4.
func TestPrintedPages(t *testing.T) {
	pdftotext := need.Program(t, "install Debian's package poppler-utils", "pdftotext")
	pdfinfo := need.Program(t, "install Debian's package poppler-utils", "pdfinfo")
	ctx := browser.Start(t)
	base := browser.Serve(t, sampleFolder(t))
	for _, c := range []struct {
		path  string
		least int // pages
		order []string
	}{
		{"2020/02/21/shandong-audit-roundup.print.html", 2, []string{"山东省审计厅", "山东审计机关疫情防控工作综述", "济南市审计局", "淄博市审计局", "临沂市审计局", "https://bulletin.example.org/2020/02/21/shandong-audit-roundup.html"}},
		{"2020/02/print.html", 10, []string{"2020年2月", "德州市审计局", "济宁市"}},
	} {
		browser.Do(t, ctx, chromedp.Navigate(base+c.path))
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(p *cdppage.PrintToPDFParams) {
			yes := true
			p.PreferCSSPageSize, p.PrintBackground = &yes, &yes
		}))
		if err != nil {
			t.Fatalf("%s: %v", c.path, err)
		}
		file := filepath.Join(t.TempDir(), "print.pdf")
		if err := os.WriteFile(file, pdf, 0o644); err != nil {
			t.Fatal(err)
		}
		info, err := exec.Command(pdfinfo, file).Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := 0
		for line := range strings.Lines(string(info)) {
			if n, ok := strings.CutPrefix(line, "Pages:"); ok {
				fmt.Sscan(n, &pages)
			}
		}
		if pages < c.least || !strings.Contains(string(info), "(A4)") {
			t.Errorf("%s: %d pages; want at least %d, on A4:\n%s", c.path, pages, c.least, info)
		}
		out, err := exec.Command(pdftotext, "-layout", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text, at := letters(string(out)), 0
		for _, want := range c.order {
			i := strings.Index(text[at:], letters(want))
			if i < 0 {
				t.Errorf("%s: %q is not printed, or not in its place", c.path, want)
				continue
			}
			at += i
		}
	}
}

// A typical bulletin's page with everything it loads is at most 25 kB over the wire, its script 5 kB.
func TestBulletinPageIsLight(t *testing.T) {
	dir := sampleFolder(t)
	var total, script int
	files, err := filepath.Glob(filepath.Join(dir, "assets", "gazette.*"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	icons, _ := filepath.Glob(filepath.Join(dir, "assets", "favicon.*"))
	for _, name := range append(append(files, icons...), filepath.Join(dir, "2020/02/21/shandong-audit-roundup.html")) {
		n := gzipped(t, name)
		total += n
		if filepath.Ext(name) == ".js" {
			script += n
		}
	}
	if total > 25_000 || script > 5_000 {
		t.Errorf("the page weighs %d bytes, its script %d", total, script)
	}
}

func gzipped(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// The JSON-LD of every page can be parsed.
func TestStructuredDataParses(t *testing.T) {
	for name, data := range sample(t) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for n := range parse(t, data).Descendants() {
			if n.Data == "script" && n.FirstChild != nil {
				var v any
				if err := json.Unmarshal([]byte(n.FirstChild.Data), &v); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}
