package markdown

import (
	"testing"

	"gongbao/generator/problem"
)

func TestLinesOfAParagraphJoinAsTheirLanguageDoes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"三项\n制度", "三项制度"},
		{"三项，\n制度", "三项，制度"},
		{"三项\n（制度）", "三项（制度）"},
		{"三项\n**制度**", "三项制度"},
		{"**三项**\n制度", "三项制度"},
		{"三项[制度](https://a.cn)\n落实", "三项制度落实"},
		{"他说：\n“好”\n然后", "他说：“好”然后"},
		{"制度——\n落实", "制度——落实"},
		{"使用\nGo 语言", "使用\nGo 语言"},
		{"25\n个", "25\n个"},
		{"hello\n**world**", "hello\nworld"},
		{"**hello**\nworld", "hello\nworld"},
		{"hello\n`world`", "hello\nworld"},
		{"he said “yes”\nand left", "he said “yes”\nand left"},
		{"“yes”\n“no”", "“yes”\n“no”"},
		{"한국\n어", "한국\n어"},
		{"かな\nカナ", "かなカナ"},
		{"a  \nb", "a\nb"},
		{"三  \n项", "三\n项"},
	} {
		equal(t, c.text, clean(t, c.text).text("p"), c.want)
	}
}

func TestEmphasisWorksBesideChinesePunctuation(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"**注意：**本公告", "<strong>注意：</strong>本公告"},
		{"建立**“三项制度”**的", "建立<strong>“三项制度”</strong>的"},
		{"按**《办法》**执行", "按<strong>《办法》</strong>执行"},
		{"**第一条**为了", "<strong>第一条</strong>为了"},
		{"共**25%**的", "共<strong>25%</strong>的"},
		{"*（试行）*印发", "<em>（试行）</em>印发"},
		{"**[通知](https://a.cn)**的", `<strong><a href="https://a.cn">通知</a></strong>的`},
		{"a**\"b\"**c", "a**&quot;b&quot;**c"}, // as CommonMark says
		{"文件_名_称", "文件_名_称"},
		{"~~删去~~增加", "<del>删去</del>增加"},
		{"3~5人、7~9人", "3~5人、7~9人"},
		{"~a~ ~~~b~~~", "~a~ ~~~b~~~"},
	} {
		equal(t, c.text, clean(t, c.text).filled, "<p>"+c.want+"</p>\n")
	}
}

func TestBareAddressesAreLinks(t *testing.T) {
	for _, c := range []struct{ text, addresses string }{
		{"详见https://example.org/a。然后", "https://example.org/a"},
		{"网址:http://example.org:8080/a?b=c&d=e#f，", "http://example.org:8080/a?b=c&d=e#f"},
		{"（www.example.org）", "http://www.example.org"},
		{"see www.example.org/a_(b), and HTTPS://EXAMPLE.ORG.", "http://www.example.org/a_(b)|HTTPS://EXAMPLE.ORG"},
		{"(https://example.org/a)", "https://example.org/a"},
		{"**https://example.org/a**", "https://example.org/a"},
		{"_https://example.org/a_b_", "https://example.org/a_b"},
		{"https://example.org/?q=a&hl;", "https://example.org/?q=a"},
		{"http://10.1.2.3/x", "http://10.1.2.3/x"},
		{"信箱:shen_ji.office@example.org.cn，", "mailto:shen_ji.office@example.org.cn"},
		{"a@b", ""},
		{"http://localhost", ""},
		{"xhttp://example.org", ""},
		{"file.www.example.org", ""},
		{"[a https://example.org/b](https://example.org/c)", "https://example.org/c"},
		{"`https://example.org`", ""},
		{"\\https://example.org", ""},
		{"10:30 至 11:30", ""},
		{"www.", ""},
		{"://", ""},
		{"@", ""},
	} {
		equal(t, c.text, clean(t, c.text).attr("a", "href"), c.addresses)
	}
	equal(t, "text", clean(t, "详见https://example.org/a。又a_b@example.org").Text, "详见https://example.org/a。又a_b@example.org")
}

func TestFootnotesLeadThereAndBack(t *testing.T) {
	p := clean(t, "一[^b]二[^a]三[^b]\n\n[^a]: 甲\n[^b]: 乙\n\n    乙二\n")
	equal(t, "marks", p.text("sup.note-mark > a"), "1|2|1")
	equal(t, "there", p.attr("sup > a", "href"), "#fn-1|#fn-2|#fn-1")
	equal(t, "marks' ids", p.attr("sup > a", "id"), "fnref-1|fnref-2|fnref-1-2")
	equal(t, "notes", p.attr("section.notes > ol > li", "id"), "fn-1|fn-2")
	equal(t, "back", p.attr("section li:first-child a", "href"), "#fnref-1|#fnref-1-2")
	equal(t, "text", p.Text, "一二三\n1. 乙\n乙二\n2. 甲")
	equal(t, "slots", len(p.Slots), 3*2+2+3)
}

func TestNotesAreNeverLost(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("一[^1]\n\n[^1]: 甲\n\n[^2]: 乙")})
	p.found(t, 5, 1, "mentions the note [^2]", "", true)
	equal(t, "notes", p.text("section li p"), "甲 ↩\uFE0E|乙")
	p = render(t, Options{}, Source{Text: []byte("一\n二[^注]")})
	p.found(t, 2, 2, "note [^注] does not exist", "[^1]:", false)
	equal(t, "text", p.Text, "一二[^注]")
}

func TestMarksInsideALinkOrImageAreNotLinks(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("[一[^1] <https://a.cn>](https://b.cn) ![图[^1] [x](y)](/c.png) 二[^1]\n\n[^1]: 甲")})
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "links", p.attr("p > a, sup > a", "href"), "https://b.cn|#fn-1|#fnref-1")
	equal(t, "alt", p.attr("img", "alt"), "图 x")
}

func TestTablesScrollAndAreNamed(t *testing.T) {
	table := "|区县|人数||\n|:--|--:|:-:|\n|历下|25|`a\\|b`|\n"
	p := clean(t, "## 各区 {#q}\n\n"+table)
	equal(t, "name", p.attr("div.table-scroll[tabindex='0'][role=group]", "aria-labelledby"), "q")
	equal(t, "header", p.text("thead th[scope=col]"), "区县|人数")
	equal(t, "empty header", len(p.all("thead td")), 1)
	equal(t, "alignment", p.text("tbody td.align-left")+p.text("tbody td.align-right")+p.text("tbody td.align-center"), "历下25a|b")
	equal(t, "inline style", len(p.all("[style],[align]")), 0)
	equal(t, "code with a bar", p.text("tbody td code"), "a|b")
	equal(t, "text", p.Text, "各区\n区县\t人数\t\n历下\t25\ta|b")
	p = clean(t, table)
	equal(t, "name without a heading", p.attr("div.table-scroll[role=group]", "aria-label"), "区县, 人数")
	p = clean(t, "||\n|-|\n|a|\n")
	equal(t, "without any name", p.attr("div.table-scroll[tabindex='0']", "role"), "")
}

func TestCellsBeyondTheHeaderAreReported(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n|1\\|2|\n1|2\n")})
	p.found(t, 4, 1, "3 cells, but the table has 2", `\|`, false)
}

func TestLineBreaksInACellKeepItsRow(t *testing.T) {
	p := clean(t, "|a|\n|-|\n|一<br>二<BR />三|\n")
	equal(t, "breaks", len(p.all("td > br")), 2)
	equal(t, "text", p.Text, "a\n一 二 三")
}
