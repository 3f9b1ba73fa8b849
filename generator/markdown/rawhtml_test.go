package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/problem"

	"golang.org/x/net/html"
)

func TestHTMLIsShownAsTextAndReportedOnce(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("正<u>文</u>\n\n<div align=\"center\">\n甲\n</div>\n\n- <script>alert(1)</script>"), Line: 9})
	p.found(t, 9, 2, `HTML here and further on is shown as text: "<u>"`, "unsafe_html: sanitized", false)
	equal(t, "text", p.Text, "正<u>文</u>\n<div align=\"center\">\n甲\n</div>\n<script>alert(1)</script>")
	equal(t, "elements", len(p.all("u, script, [align]")), 0)
}

func TestCommentsAreTheAuthorsOwn(t *testing.T) {
	for _, o := range []Options{{HTML: HTMLOff}, {HTML: HTMLSanitized}} {
		p := render(t, o, Source{Text: []byte("一<!-- 内部 -->二\n\n<!-- 内部\n\n内部 -->\n\n三")})
		equal(t, "problems", p.problems, []problem.Problem(nil))
		equal(t, "text", p.Text, "一二\n三")
		equal(t, "html", p.filled, "<p>一二</p>\n<p>三</p>\n")
	}
	q := clean(t, "<!-- 待补 -->正文，共3项。")
	equal(t, "words on the line of a comment", q.HTML, "<p>正文，共3项。</p>\n")
	p := render(t, Options{}, Source{Text: []byte("一\n\n<!-- 没有结束\n\n二")})
	equal(t, "a comment without an end", strings.Contains(p.Text, "二"), true)
	equal(t, "problems", len(p.problems), 1)
}

func sanitized(t *testing.T, text string) page {
	t.Helper()
	return render(t, Options{HTML: HTMLSanitized}, Source{Text: []byte(text), Files: beside})
}

func TestHarmlessHTMLIsKept(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"H<sub>2</sub>O 和 <ruby>漢<rt>hàn</rt></ruby>", "<p>H<sub>2</sub>O 和 <ruby>漢<rt>hàn</rt></ruby></p>\n"},
		{"<kbd lang=en title='a \"b\"'>x</kbd>", "<p><kbd lang=\"en\" title=\"a &quot;b&quot;\">x</kbd></p>\n"},
		{"<div>\n\n**甲**\n\n</div>", "<div>\n<p><strong>甲</strong></p>\n</div>\n"},
		{"<details><summary>甲</summary>\n\n乙\n\n</details>", "<details><summary>甲</summary>\n<p>乙</p>\n</details>\n"},
		{"<ul><li>一<li>二</ul>", "<ul><li>一</li><li>二</li></ul>\n"},
		{"<ol start=\"3\"><li value=\"5\">一</ol>", "<ol start=\"3\"><li value=\"5\">一</li></ol>\n"},
		{"一<wbr>二<br>\n\n<hr>", "<p>一<wbr>二<br>\n</p>\n<hr>\n"},
	} {
		p := sanitized(t, c.text)
		equal(t, c.text+" problems", p.problems, []problem.Problem(nil))
		equal(t, c.text, p.filled, c.want)
	}
}

func TestTablesOfTheAuthorScrollToo(t *testing.T) {
	p := sanitized(t, "## 甲\n\n<table>\n<caption>表</caption>\n<tr><th scope=\"col\" colspan=\"2\">区县<td>人\n<tr><td rowspan=\"2\">历下<td>25\n</table>\n\n后")
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "table", p.text("div.table-scroll[aria-labelledby=甲] > table tr > *"), "区县|人\n|历下|25\n")
	equal(t, "spans", p.attr("th", "colspan")+p.attr("td", "rowspan"), "22")
	equal(t, "after", p.text("body > p"), "后")
	equal(t, "text", strings.Fields(p.Text), []string{"甲", "表", "区县", "人", "历下", "25", "后"})
}

func TestHTMLThatMayBeHarmfulIsLeftOutAndReported(t *testing.T) {
	for _, text := range []string{
		"<script>alert(1)</script>", "a <script>alert(1)</script>", "<style>p{}</style>", "<iframe src=\"https://a.cn\"></iframe>",
		"<form><input></form>", "<object data=x></object>", "<svg><script>1</script></svg>", "<h1>甲</h1>", "<main>甲</main>",
		"a <div>b</div>", "<td>甲</td>", "<a href=\"javascript:alert(1)\">甲</a>", "<title>甲</title>", "<textarea>甲</textarea>", "<a>甲</a>",
	} {
		p := sanitized(t, text)
		if len(p.problems) == 0 || slices.ContainsFunc(p.problems, func(p problem.Problem) bool { return p.Code != problem.HTMLLeftOut || !p.Warning }) {
			t.Errorf("%q: problems %+v, want warnings", text, p.problems)
		}
		equal(t, text, len(p.all("script, style, iframe, form, input, object, svg, h1, main, td, title, textarea, p div, a")), 0)
	}
	p := sanitized(t, "<p id=\"page-main\" class=\"x\" style=\"color:red\" onclick=\"alert(1)\" role=\"main\" aria-label=\"x\" align=\"center\">甲</p>")
	equal(t, "attributes", p.filled, "<p id=\"user_page-main\">甲</p>\n")
}

func TestWhatIsLeftOutIsReportedByNameOnce(t *testing.T) {
	p := sanitized(t, "甲 <font color=red>乙</font> 和 <font>丙</font>\n\n<p align=center class=x>\n<b onclick=\"f()\" style=\"color: red; Font-Size: 9px\">丁</b></p>\n\n> <script>\n> 戊\n> </script>\n\n<h1>己</h1>\n\n庚 <div>辛</div>")
	var got []string
	for _, p := range p.problems {
		equal(t, "code", p.Code, problem.HTMLLeftOut)
		got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Message))
	}
	equal(t, "problems", strings.Join(got, "\n"), strings.Join([]string{
		"1:3 <font> of the HTML is not allowed; its text stays (here and in one more place)",
		"3:1 the attribute align of the HTML is not allowed",
		"3:1 the attribute class of the HTML is not allowed",
		"4:1 the attribute onclick of the HTML is not allowed",
		"4:1 the style color of the HTML is not allowed",
		"4:1 the style font-size of the HTML is not allowed",
		"6:3 <script> of the HTML is not allowed, and was left out with its content",
		"10:1 <h1> of the HTML is not allowed; its text stays",
		"12:3 <div> of the HTML cannot be at this place; its text stays",
	}, "\n"))
}

func TestListsOfTheAuthorKeepTheirNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`<ol type="a"><li>甲</ol>`, `<ol type="a"><li>甲</li></ol>`},
		{`<OL TYPE=I><li>甲</ol>`, `<ol type="I"><li>甲</li></ol>`},
		{`<ol start="-3" reversed><li value="7">甲</ol>`, `<ol start="-3" reversed=""><li value="7">甲</li></ol>`},
		{`<ol style="list-style-type: lower-roman"><li>甲</ol>`, `<ol type="i"><li>甲</li></ol>`},
		{`<ol type="1" style="LIST-STYLE-TYPE:upper-latin !important;"><li>甲</ol>`, `<ol type="A"><li>甲</li></ol>`},
		{`<ol style="list-style: cjk-ideographic inside"><li>甲</ol>`, `<ol class="list-cjk-ideographic"><li>甲</li></ol>`},
		{`<ol style="list-style-type:simp-chinese-formal"><li>甲</ol>`, `<ol class="list-simp-chinese-formal"><li>甲</li></ol>`},
		{`<ul type="square"><li>甲</ul>`, `<ul class="list-square"><li>甲</li></ul>`},
		{`<ul style="list-style-type:none"><li style="list-style-type:upper-roman">甲</ul>`, `<ul class="list-none"><li class="list-upper-roman">甲</li></ul>`},
		{`<ol><li type="A">甲</ol>`, `<ol><li class="list-upper-alpha">甲</li></ol>`},
	} {
		p := sanitized(t, c.text)
		equal(t, c.text+" problems", p.problems, []problem.Problem(nil))
		equal(t, c.text, p.filled, c.want+"\n")
	}
	for text, want := range map[string]string{
		`<ol type="x"><li>甲</ol>`:                                       "the attribute type of the HTML is not allowed",
		`<ol start="三"><li>甲</ol>`:                                      "the attribute start of the HTML is not allowed",
		`<ol style="list-style-type:url(javascript:x)"><li>甲</ol>`:      "the style list-style-type of the HTML is not allowed",
		`<ol style="list-style-type:'&quot;><script>'"><li>甲</ol>`:      "the style list-style-type of the HTML is not allowed",
		`<p type="a" style="list-style-type:lower-roman">甲</p>`:         "the attribute type of the HTML is not allowed",
		`<ol style="background:url(x);list-style-type:none"><li>甲</ol>`: "the style background of the HTML is not allowed",
	} {
		p := sanitized(t, text)
		if len(p.problems) == 0 || p.problems[0].Message != want {
			t.Errorf("%s: %v", text, p.problems)
		}
		equal(t, text, len(p.all("[style], script")), 0)
	}
}

func TestIDsOfTheAuthorLeadToTheirPlaces(t *testing.T) {
	p := sanitized(t, "## fn1\n\n<p>见<a href=\"#fn1\" id=\"ref1\">1</a>、<a href=\"#_ftn2\" name=\"_ftnref2\">[2]</a>，另见 [乙](#fn1)。</p>\n\n另见 [甲](#fn1)、[题](#题)。\n\n## 题\n\n"+
		"<p id=\"fn1\">注一<a href=\"#ref1\">↩</a></p>\n<p><a name=\"_ftn2\"></a>注二 <a name=x>无<b>链</b></a><a href=\"#_ftnref2\">↩</a></p>")
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "links", len(p.all(`a[href="#user_fn1"]`))+len(p.all(`a[href="#user__ftn2"]`))+len(p.all(`a[href="#user_ref1"]`))+len(p.all(`a[href="#user__ftnref2"]`)), 5)
	equal(t, "places", p.text(`p#user_fn1`)+p.text(`span#user_x`)+p.attr("a#user_ref1", "href"), "注一↩无链#user_fn1")
	equal(t, "the heading keeps its id", p.text("h2#fn1")+p.text("h2#题"), "fn1题")
	for _, s := range p.Slots {
		equal(t, "kind of slot", s.Kind, SlotID)
	}

	p = sanitized(t, "<p>见<a href=\"#nowhere\">1</a></p>\n\n<p id=\"a\">甲</p>\n<p id=\"a\">乙</p>\n\n<p id=\"a b\">丙</p>\n\n<font id=f>丁</font> [戊](#f)")
	var got []string
	for _, p := range p.problems {
		got = append(got, fmt.Sprint(p.Line, " ", p.Code, " ", p.Message))
	}
	equal(t, "problems", strings.Join(got, "\n"), strings.Join([]string{
		`1 unknown-heading no heading has the id "nowhere"`,
		"4 html-left-out the id a of the HTML is used a second time",
		"6 html-left-out the attribute id of the HTML is not allowed",
		"8 html-left-out <font> of the HTML is not allowed; its text stays",
		`8 unknown-heading no heading has the id "user_f"`,
	}, "\n"))
}

func TestAuthorsCanNeitherCloseNorLeaveOpenWhatIsNotTheirs(t *testing.T) {
	for _, text := range []string{
		"</div></main></body></html>", "<div>", "<div><div>\n\n甲", "<b>甲\n\n乙", "*<b>甲*乙</b>", "> <div>\n\n乙", "- <div>\n- 乙</div>",
		"<table><tr><td>\n\n甲", "<table>", "<table><div>甲</div>", "<a href=\"https://a.cn\">甲\n\n乙 [丙](https://b.cn)", "<details>", "<p><div></p>",
		"[<a href='https://a.cn'>甲</a>](https://b.cn)", "<a href='https://a.cn'>[甲](https://b.cn) <https://c.cn></a>", "|a|\n|-|\n|</td></table>|",
		"|a|\n|-|\n|<b>|", "<ul>", "<li>", "<div title=\"\n\n</div>\n\n\">", "<b", "<ruby><rt>", "<h2>甲\n\n<h3>乙", "<blockquote><p>", "<q><blockquote>",
		"</p>", "a </p> b", "<pre>\n\n\n</pre>", "<dl><dd><dl><dd>", "<table><tr><td><table><tr><td>", "[^1]<b>\n\n[^1]: <div>",
	} {
		contained(t, sanitized(t, text).filled, text)
	}
}

var linkInLink = regexp.MustCompile(`(?s)<a [^>]*>(?:[^<]|<[^/a]|<a[^ ]|</[^a])*<a `)

// contained fails if a fragment changes what is around it, or has a link in a link.
func contained(t testing.TB, fragment, text string) {
	t.Helper()
	tree, err := html.Parse(strings.NewReader("<body><main><div id=in>" + fragment + "</div><footer id=out>end</footer></main>"))
	if err != nil {
		t.Fatal(err)
	}
	p := page{tree: tree}
	if got := p.text("body > main > div#in + footer#out:last-child"); got != "end" {
		t.Errorf("%q breaks out of its container:\n%s", text, fragment)
	}
	if n := len(p.all("body > *")) + len(p.all("main > *")); n != 3 {
		t.Errorf("%q adds to what is around its container:\n%s", text, fragment)
	}
	// A browser repairs a link in a link before it shows in the tree.
	if len(p.all("p p, p div")) > 0 || linkInLink.MatchString(fragment) {
		t.Errorf("%q nests what cannot be nested:\n%s", text, fragment)
	}
}

func TestLinksAndImagesInHTMLAreTreatedLikeOthers(t *testing.T) {
	p := sanitized(t, "<a href=\"report.pdf\">报告</a> <a href=\"../x.md#y\">乙</a> <img src=\"图%201.png\" alt=\"图\">\n\n<p><a href=\"nein.pdf\">丙</a></p>")
	p.found(t, 3, 4, `file "nein.pdf" does not exist`, "", false)
	equal(t, "slots", [3]string{p.Slots[0].Target, p.Slots[1].Target + p.Slots[1].Fragment, p.Slots[2].Target}, [3]string{"report.pdf", "../x.md#y", "图 1.png"})
	equal(t, "links", p.text("a"), "报告 (PDF, 120 kB)|乙")
	equal(t, "image", p.attr("img", "width"), "640")
	equal(t, "first image", p.FirstImage, "图 1.png")
	equal(t, "text", p.Text, "报告 乙 图\n丙")
}

func TestSanitizingChangesNothingWhereThereIsNoHTML(t *testing.T) {
	text := string(bulletin(5000)) + "\n\n[a](report.pdf) ![b](<图 1.png> \"c\")[^1]\n\n[^1]: d\n"
	off, on := render(t, Options{}, Source{Text: []byte(text), Files: beside}), sanitized(t, text)
	equal(t, "document", on.Document, off.Document)
}
