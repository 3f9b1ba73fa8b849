package markdown

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"gongbao/generator/problem"

	"github.com/andybalholm/cascadia"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// page is a rendered text with its local targets filled in, and its tree.
type page struct {
	Document
	filled   string
	tree     *html.Node
	problems []problem.Problem
}

func render(t testing.TB, o Options, s Source) page {
	t.Helper()
	d, problems := New(o).Render(s)
	p := page{Document: d, filled: filled(d), problems: problems}
	tree, err := html.Parse(strings.NewReader("<body>" + p.filled))
	if err != nil {
		t.Fatal(err)
	}
	p.tree = tree
	return p
}

// clean renders a text that must have no problem.
func clean(t testing.TB, text string) page {
	t.Helper()
	p := render(t, Options{}, Source{Text: []byte(text)})
	for _, found := range p.problems {
		t.Errorf("%.200q: unexpected problem: %+v", text, found)
	}
	return p
}

func (p page) all(selector string) []*html.Node {
	return cascadia.QueryAll(p.tree, cascadia.MustCompile(selector))
}

// text returns the texts of the elements of a selector, joined by |.
func (p page) text(selector string) string {
	var words []string
	for _, n := range p.all(selector) {
		words = append(words, textOf(n))
	}
	return strings.Join(words, "|")
}

// attr returns an attribute of the elements of a selector, joined by |.
func (p page) attr(selector, name string) string {
	var values []string
	for _, n := range p.all(selector) {
		for _, a := range n.Attr {
			if a.Key == name {
				values = append(values, a.Val)
			}
		}
	}
	return strings.Join(values, "|")
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\ngot  %q\nwant %q", what, got, want)
	}
}

// found fails unless the text has exactly this problem.
func (p page) found(t testing.TB, line, column int, message, hint string, warning bool) {
	t.Helper()
	if len(p.problems) != 1 {
		t.Fatalf("%d problems instead of one: %+v", len(p.problems), p.problems)
	}
	f := p.problems[0]
	if f.Line != line || f.Column != column || !strings.Contains(f.Message, message) || !strings.Contains(f.Hint, hint) || f.Warning != warning {
		t.Errorf("problem %+v\nwant %d:%d %q, hint %q, warning %v", f, line, column, message, hint, warning)
	}
}

func TestPlainTextHasABlockToALineAndLosesNothing(t *testing.T) {
	p := clean(t, strings.TrimSpace(`
# 通知

全市**25个**社区，
逐日汇报[情况](https://example.org/)。See `+"`a < b`"+` &amp; \*c\*.

> 引用
> 第二行

3. 三
4. four

   五
- [x] 完成
- 未完成

| 市 | 人 |
|----|---|
| 济南 | 25 |

`+"```go\nx := 1\n\ny\n```"+`

术语
: 解释

末行  
另行
`))
	equal(t, "text", p.Text, strings.TrimSpace(`
通知
全市25个社区，逐日汇报情况。See a < b & *c*.
引用第二行
3. 三
4. four
五
☑ 完成
未完成
市	人
济南	25
x := 1

y
术语
解释
末行
另行
`))
}

func TestTextOfChineseTypistsIsNotIndentedTwice(t *testing.T) {
	p := clean(t, "　　各单位：\n\n　　\n\n　　现通知如下。\n")
	equal(t, "paragraphs", p.text("p"), "各单位：|现通知如下。")
	equal(t, "text", p.Text, "各单位：\n现通知如下。")
}

func TestDefinitionListsAndTasksNeedNoForm(t *testing.T) {
	p := clean(t, "统计口径\n: 按日\n: 按周\n\n- [ ] 一\n- [x] 二\n")
	equal(t, "terms", p.text("dl > dt"), "统计口径")
	equal(t, "definitions", p.text("dl > dd"), "按日|按周")
	equal(t, "tasks", p.text("li.task > .task-mark"), "☐|☑")
	equal(t, "inputs", len(p.all("input")), 0)
}

func TestCodeIsPlainWithItsLanguage(t *testing.T) {
	p := clean(t, "```go\nif a < b && c {\n\t*x*\n}\n```\n")
	equal(t, "code", p.text("pre > code.language-go"), "if a < b && c {\n\t*x*\n}\n")
}

func TestCharactersThatHTMLForbidsAreReplaced(t *testing.T) {
	p := clean(t, "a\x00b&#0;c&#x1F;d `\x01`\n\n    \x7f")
	equal(t, "html", p.filled, "<p>a\uFFFDb\uFFFDc\uFFFDd <code>\uFFFD</code></p>\n<pre><code>\uFFFD\n</code></pre>\n")
	equal(t, "text", p.Text, "a\uFFFDb\uFFFDc\uFFFDd \uFFFD\n\uFFFD")
}

// broken is a parser with a bug.
type broken struct{ parser.Parser }

func (broken) Parse(text.Reader, ...parser.ParseOption) ast.Node { panic("index out of range") }

func TestABugInTheParserIsAProblemOfItsText(t *testing.T) {
	r := New(Options{})
	working := r.parser
	r.parser = broken{working}
	d, problems := r.Render(Source{Text: []byte("甲"), Line: 3})
	equal(t, "document", d, Document{})
	page{problems: problems}.found(t, 3, 1, "index out of range", "remove parts of it", false)
	r.parser = working
	d, problems = r.Render(Source{Text: []byte("乙")})
	equal(t, "the next text", d.Text, "乙")
	equal(t, "its problems", len(problems), 0)
}

func TestAnyLineEndIsALineEnd(t *testing.T) {
	want := clean(t, "# a\n\nb\nc\n")
	for _, end := range []string{"\r\n", "\r"} {
		equal(t, "HTML", clean(t, strings.ReplaceAll("# a\n\nb\nc\n", "\n", end)).HTML, want.HTML)
	}
}

func TestTextThatIsNotUTF8IsReportedWhereItBegins(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("一\n二\xb9\xab"), Line: 7})
	p.found(t, 8, 2, "0xB9", "UTF-8", false)
	equal(t, "text", p.Text, "一二\uFFFD")
}

func TestSummaryIsTheFirstParagraphCutAtASentence(t *testing.T) {
	long := strings.Repeat("全市审计机关落实防控部署，逐日汇报情况。", 9) // 20 characters a sentence
	for _, c := range []struct{ text, want string }{
		{"# 题\n\n> 引\n\n- 项\n\n正文**第一**段。\n\n第二段。", "正文第一段。"},
		{"# 题\n\n![图](a.png)\n\n正文。", "正文。"},
		{"各区县：\n\n各单位：\n\n现通知如下。\n\n一、", "现通知如下。"},
		{"各区县：\n\n- 一", "各区县："},
		{"# 题\n\n- 项目一\n- 二", "题"},
		{"", ""},
		{long, strings.Repeat("全市审计机关落实防控部署，逐日汇报情况。", 7)},
		{"他说：“" + long[:len(long)-len("。")] + "。”又" + long, "他说：“" + strings.Repeat("全市审计机关落实防控部署，逐日汇报情况。", 7)},
		{strings.Repeat("无句号", 60), strings.Repeat("无句号", 50)[:len("无")*149] + "…"},
		{strings.Repeat("audit office ", 20), strings.TrimSpace(strings.Repeat("audit office ", 11)+"audit") + "…"},
		{strings.Repeat("x", 200), strings.Repeat("x", 150) + "…"},
	} {
		equal(t, "summary of "+c.text, render(t, Options{}, Source{Text: []byte(c.text)}).Summary, c.want)
	}
}

func TestRendererIsSafeForConcurrentUseAndForgetsWhatCameBefore(t *testing.T) {
	r := New(Options{})
	texts := []string{
		"# a {#x agency=b}\n\n[y](#x)[^1]\n\n[^1]: n\n\n<b>",
		"# a\n\n|b|\n|-|\n|c|\n\n![d](e.png)[^1]\n\n[^1]: m",
		string(bulletin(3000)),
		strings.Repeat("> ", 200) + "[a][b]\n\n[b]: c",
	}
	type result struct {
		Document
		problems []problem.Problem
	}
	want := make([]result, len(texts))
	for i, text := range texts {
		want[i].Document, want[i].problems = New(Options{}).Render(Source{Text: []byte(text)})
	}
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range 40 {
				n := (i*(g+1) + g) % len(texts)
				var got result
				got.Document, got.problems = r.Render(Source{Text: []byte(texts[n])})
				if !reflect.DeepEqual(got, want[n]) {
					t.Errorf("text %d came out differently the second time\ngot  %+v\nwant %+v", n, got, want[n])
					return
				}
			}
		})
	}
	wait.Wait()
}
