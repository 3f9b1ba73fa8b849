package pages

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"gongbao/generator/problem"
	"gongbao/themes"
)

// These tests render the examples with the default theme. To look at the pages: go test ./generator/pages -examples=FOLDER

var examplesFolder = flag.String("examples", "", "also write the example pages into this folder")

// gazette returns the default theme, loaded once for all tests.
func gazette(t testing.TB) *Theme {
	t.Helper()
	theme, problems := loadGazette()
	for _, p := range problems {
		t.Errorf("%v\n\t%s", p, p.Hint)
	}
	if theme == nil {
		t.FailNow()
	}
	return theme
}

var loadGazette = sync.OnceValues(func() (*Theme, []problem.Problem) { return LoadTheme(themes.Gazette()) })

func render(t testing.TB, theme *Theme, e example) []byte {
	t.Helper()
	f := e.view.GetFrame()
	f.Chrome = theme.Chrome(f)
	page, err := theme.Append(nil, e.template, e.language, e.view)
	if err != nil {
		t.Fatalf("%s: %v", e.name, err)
	}
	return page
}

// page is an example, parsed as a browser does.
type page struct {
	*testing.T
	example
	root *html.Node
}

func (p page) all(selector string) []*html.Node {
	return cascadia.QueryAll(p.root, cascadia.MustCompile(selector))
}

// text returns the text of the elements that match.
func (p page) text(selector string) string {
	var b strings.Builder
	for _, n := range p.all(selector) {
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

func (p page) count(selector string, want int) {
	p.Helper()
	if got := len(p.all(selector)); got != want {
		p.Errorf("%s: found %d of %s; expected %d", p.name, got, selector, want)
	}
}

func (p page) says(selector, want string) {
	p.Helper()
	if got := p.text(selector); !strings.Contains(got, want) {
		p.Errorf("%s: %s says %q; expected %q", p.name, selector, got, want)
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func examplePages(t *testing.T) map[string]page {
	theme := gazette(t)
	pages := map[string]page{}
	for _, e := range examples() {
		root, err := html.Parse(bytes.NewReader(render(t, theme, e)))
		if err != nil {
			t.Fatal(err)
		}
		pages[e.name] = page{t, e, root}
	}
	return pages
}

func TestDefaultThemeHasNoProblems(t *testing.T) { gazette(t) }

func TestEveryTemplateOfTheDefaultThemeIsCompiled(t *testing.T) {
	for language, set := range gazette(t).sets {
		for name, program := range set.programs {
			if p, err := program(); err != nil || !p.Compiled() {
				t.Errorf("%s in %s: %v %s", name, language, err, p.Fallback())
			}
		}
	}
}

func TestExamplesReachEveryPageTemplate(t *testing.T) {
	shown := map[string]bool{}
	for _, e := range examples() {
		shown[e.template] = true
	}
	for name := range pageViews {
		if !shown[name] && !strings.HasPrefix(name, "site-") {
			t.Errorf("no example is made from %s", name)
		}
	}
	if *examplesFolder == "" {
		return
	}
	theme := gazette(t)
	for _, a := range theme.Assets() {
		write(t, a.Path, a.Bytes)
	}
	for _, e := range examples() {
		e.view.GetFrame().Root = "./"
		write(t, e.name+".html", render(t, theme, e))
	}
}

func write(t *testing.T, name string, data []byte) {
	name = filepath.Join(*examplesFolder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPagesHaveNothingThatAStrictPolicyForbids(t *testing.T) {
	for _, p := range examplePages(t) {
		for n := range p.root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "style" || n.Data == "iframe" || n.Data == "object" || n.Data == "base" {
				t.Errorf("%s: found an element %s", p.name, n.Data)
			}
			if kind, _ := attribute(n, "type"); n.Data == "script" && kind != "application/ld+json" {
				if src, ok := attribute(n, "src"); !ok || n.FirstChild != nil || !strings.HasPrefix(src, p.view.GetFrame().Root+"assets/") {
					t.Errorf("%s: found a script that is not an asset: %q", p.name, src)
				}
			}
			for _, a := range n.Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				switch {
				case a.Key == "style", strings.HasPrefix(a.Key, "on"), strings.HasPrefix(value, "javascript:"), strings.HasPrefix(value, "data:"):
					t.Errorf("%s: found %s=%q on %s", p.name, a.Key, a.Val, n.Data)
				}
			}
		}
	}
}

func TestHostileTextIsShownAsText(t *testing.T) {
	pages := examplePages(t)
	for name, selectors := range map[string][]string{
		"hostile":       {"title", "h1", ".subtitle", ".catalogue", ".facts", ".outline", ".files", ".changes", ".pager", ".entries", ".credit"},
		"hostile.print": {"title", "h1", ".mark", ".number", ".signed", "footer dl"},
		"hostile.list":  {"title", "h1", ".entries"},
	} {
		for _, selector := range selectors {
			pages[name].says(selector, hostile)
		}
	}
	description, _ := attribute(pages["hostile"].all(`meta[name="Description"]`)[0], "content")
	if description != hostile {
		t.Errorf("the description is %q; expected %q", description, hostile)
	}
}

func TestIdsAreUniqueAndLinksWithinAPageWork(t *testing.T) {
	for _, p := range examplePages(t) {
		ids := map[string]bool{}
		for _, n := range p.all("[id]") {
			id, _ := attribute(n, "id")
			if ids[id] {
				t.Errorf("%s: two elements have the id %q", p.name, id)
			}
			ids[id] = true
		}
		for _, n := range p.all(`a[href^="#"]`) {
			if href, _ := attribute(n, "href"); !ids[strings.TrimPrefix(href, "#")] && href != "#ZgotmplZ" { // what html/template makes of a harmful address
				t.Errorf("%s: %s has no target", p.name, href)
			}
		}
		for _, n := range p.all("[aria-labelledby]") {
			if id, _ := attribute(n, "aria-labelledby"); !ids[id] {
				t.Errorf("%s: nothing has the id %q that names a part", p.name, id)
			}
		}
	}
}

func TestEveryLinkOfAPageIsRelativeToTheRoot(t *testing.T) {
	for _, p := range examplePages(t) {
		root := p.view.GetFrame().Root
		for _, n := range p.all("a[href], link[href], script[src], form[action]") {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" && a.Key != "action" {
					continue
				}
				if !strings.HasPrefix(a.Val, root) && !strings.HasPrefix(a.Val, "#") && !strings.Contains(a.Val, ":") && a.Val != "./" {
					t.Errorf("%s: %q is not below the root %q", p.name, a.Val, root)
				}
			}
		}
	}
}

func TestPagesHaveLandmarksAndASkipLink(t *testing.T) {
	for _, p := range examplePages(t) {
		p.count("main", 1)
		if p.template != "issue.html" { // there each bulletin keeps its own
			p.count("h1", 1)
		}
		if p.template == "print.html" || p.template == "issue.html" {
			p.count("script[src]", 0)
			continue
		}
		p.count(`body > a.skip:first-child[href="#page-main"]`, 1)
		p.count("body > header", 1)
		p.count("body > footer", 1)
		names := map[string]bool{}
		for _, n := range p.all("nav") {
			name, ok := attribute(n, "aria-label")
			if !ok {
				name, ok = attribute(n, "aria-labelledby")
			}
			if !ok || names[name] {
				p.Errorf("%s: two navs have the name %q, or one has none", p.name, name)
			}
			names[name] = true
		}
	}
}

func TestBulletinShowsEverythingInItsSource(t *testing.T) {
	p := examplePages(t)["zh-Hans.bulletin"]
	p.says(".facts", "发布时间2020年2月21日 09:30")
	p.says(".facts", "来源山东省审计厅")
	p.count(`.facts time[datetime="2020-02-21T09:30"]`, 1)
	p.says(".tools", "打印")
	p.count(`.tools a[href$="2020/02/21/roundup.print.html"]`, 1)
	p.count(`.tools a.close[href$="2020/02/"]`, 1)
	p.count(".size[hidden] button[aria-pressed]", 3)
	p.says(".credit", "责任编辑：蔡波涛")
	p.says(".notice.corrected", "最近更正：2020年3月2日")
	p.says(".changes", "第三节的批次由“5批次”改为“6批次”。")
	for _, row := range []string{"索引号SL-2020-0012", "主题分类疫情防控、财政审计", "发文机关山东省审计厅", "成文日期2020年2月20日", "发文字号鲁审通〔2020〕3号", "发布日期2020年2月21日", "有效性有效（已更正）"} {
		if !strings.Contains(p.text(".catalogue tr"), row) {
			t.Errorf("the catalogue lacks %q: %s", row, p.text(".catalogue tr"))
		}
	}
	p.count(`aside .outline a[href="#zibo"]`, 2) // as a section and as a heading
	p.says(".files", "防疫款物明细表（PDF，1.2 MB）")
	p.says(".files", "data.csv（CSV，812 字节）")
	p.says(`.pager a[rel="prev"]`, "上一篇")
	p.count(`main > footer .entries li`, 5)
	p.says(".cite", "本文地址：https://gazette.example.org/2020/02/21/roundup.html")
	p.says(".cite", "版权说明：本站公报可自由转载")
	p.count(`.share button[hidden]`, 2)
	p.count(`.share a[href^="mailto:?subject="]`, 1)
	p.count(`.share a[href$=".print.html#page-address"]`, 1)
	p.count(`link[rel="alternate"][hreflang="en"]`, 1)
	p.count(`.facts a[hreflang="zh-Hant"][lang="zh-Hant"]`, 1)
	for _, meta := range []string{"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Url"} {
		p.count(`meta[name="`+meta+`"]:not([content=""])`, 1)
	}
	for _, property := range []string{"og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:description"} {
		p.count(`meta[property="`+property+`"]:not([content=""])`, 1)
	}
}

func TestWithdrawnBulletinSaysWhyAndWhatToReadInstead(t *testing.T) {
	p := examplePages(t)["zh-Hans.withdrawn"]
	p.says(".notice.withdrawn", "本公报已撤回")
	p.says(".notice.withdrawn", "原因：所引数据有误")
	p.count(".notice.withdrawn li a", 1)
	p.says(".text", "泰安市审计局组织35名志愿者")
	p.count(`h1[lang="ja"]`, 1)
	p.count(`.text[lang="ja"]`, 1)
}

func TestShortBulletinHasNoEmptyParts(t *testing.T) {
	p := examplePages(t)["en.short"]
	for _, selector := range []string{"aside", ".catalogue", ".notice", ".files", ".changes", ".pager", "main > footer section"} {
		p.count(selector, 0)
	}
	for _, n := range p.all("p, dd, li, ul, dl, td") {
		if n.FirstChild == nil {
			t.Errorf("an element %s is empty", n.Data)
		}
	}
}

func TestEveryBarOfAChartIsNamedAndInTheTable(t *testing.T) {
	for _, name := range []string{"zh-Hans.home", "zh-Hans.term", "en.year"} {
		p := examplePages(t)[name]
		var links, rows []string
		for _, n := range p.all("svg a") {
			href, _ := attribute(n, "href")
			links = append(links, href)
		}
		for _, n := range p.all(".chart tbody a") {
			href, _ := attribute(n, "href")
			rows = append(rows, href)
		}
		if len(links) == 0 || !slices.Equal(links, rows) {
			t.Errorf("%s: the bars lead to %v, the table to %v", name, links, rows)
		}
		p.count("svg a > title", len(links))
	}
	p := examplePages(t)["en.year"]
	p.says("svg title", "July 2020: 15")
	p.says("svg text", "Jul")
}

func TestIndexPagesOfferTheOtherLanguages(t *testing.T) {
	p := examplePages(t)["en.terms"]
	p.count(`.trail a[hreflang="zh-Hant"][lang="zh-Hant"][rel="alternate"][href="../../zh-Hant/agencies/"]`, 1)
	p.count(`.trail [aria-current][lang="en"]`, 1)
	p.count(`link[rel="alternate"][hreflang]`, 3)
	p.says(".total", "Sorted alphabetically")
}

func TestIssueHasItsBulletinsAndAContentsList(t *testing.T) {
	p := examplePages(t)["zh-Hans.issue"]
	p.says("h1", "2020年2月公报合订本")
	p.count(".contents li a", 3)
	p.count("main > article[id]", 3)
	p.count(`main > article > .text[lang="ja"]`, 1)
	p.count(`main > article > .text[lang="zh-Hans"]`, 2)
}

func TestRedirectWorksWithoutAScript(t *testing.T) {
	p := examplePages(t)["zh-Hans.redirect"]
	p.count(`meta[http-equiv="refresh"][content="0; url=../../../../2020/02/28/bulletin-0.html"]`, 1)
	p.count(`main a[href="../../../../2020/02/28/bulletin-0.html"]`, 1)
	p.count(`meta[name="robots"][content="noindex"]`, 1)
}
