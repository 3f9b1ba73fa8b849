package markdown

import (
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

var beside = map[string]File{
	"report.pdf":      {Size: 119_600},
	"图 1.png":         {Size: 2000, Width: 640, Height: 480},
	"sub/data.xlsx":   {Size: 2_340_000},
	"README":          {Size: 999},
	"a&b\"<c>.tar.gz": {Size: 999_600},
}

func TestAttachmentsShowTypeAndSize(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("[报告](report.pdf#page=2)、[数据](./sub/data.xlsx \"年度\")、[说明](README)、[包](<a&amp;b\"\\<c\\>.tar.gz>)"), Files: beside})
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "links", p.text("a"), "报告 (PDF, 120 kB)|数据 (XLSX, 2.3 MB)|说明 (999 B)|包 (GZ, 1.0 MB)")
	equal(t, "title", p.attr("a", "title"), "年度")
	equal(t, "slots", p.Slots, []Slot{
		{Offset: strings.Index(p.HTML, `">报`), Kind: SlotFile, Target: "report.pdf", Fragment: "#page=2", Line: 1, Column: 1},
		{Offset: strings.Index(p.HTML, `" title=`), Kind: SlotFile, Target: "sub/data.xlsx", Line: 1, Column: 25},
		{Offset: strings.Index(p.HTML, `">说`), Kind: SlotFile, Target: "README", Line: 1, Column: 52},
		{Offset: strings.Index(p.HTML, `">包`), Kind: SlotFile, Target: "a&b\"<c>.tar.gz", Line: 1, Column: 65},
	})
	equal(t, "text", p.Text, "报告、数据、说明、包")
}

func TestSizesAreReadable(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 kB", 1499: "1 kB", 999_499: "999 kB", 999_500: "1.0 MB",
		9_949_999: "9.9 MB", 9_950_000: "10 MB", 1_200_000_000: "1.2 GB", 5_000_000_000_000: "5000 GB"} {
		equal(t, fmt.Sprint(n), humanSize(n), want)
	}
}

func TestLinksToOtherSourcesAreLeftToTheCaller(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("见[甲](../2020/x.md#三项 \"制\")\n[乙](y%20z.MD)"), Line: 3, Files: beside})
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "first", [4]any{p.Slots[0].Kind, p.Slots[0].Target, p.Slots[0].Fragment, p.Slots[0].Column}, [4]any{SlotSource, "../2020/x.md", "#三项", 2})
	equal(t, "second", [4]any{p.Slots[1].Kind, p.Slots[1].Target, p.Slots[1].Line, p.Slots[1].Column}, [4]any{SlotSource, "y z.MD", 4, 1})
}

func TestFragmentsAreReadyForAnAttribute(t *testing.T) {
	p := clean(t, `[a](b.md#c"d'<e>&f)`)
	equal(t, "fragment", p.Slots[0].Fragment, "#c%22d%27%3Ce%3E%26f")
}

func TestMissingFilesAreReportedWithTheNearestName(t *testing.T) {
	for _, c := range []struct{ text, message, hint string }{
		{"见[报告](reprot.pdf)", `file "reprot.pdf" does not exist`, `"report.pdf"`},
		{"见![图](图1.png)", `file "图1.png" does not exist`, `"图 1.png"`},
		{"见[表](sub/dta.xlsx)", `file "sub/dta.xlsx" does not exist`, `"sub/data.xlsx"`},
		{"见[x](../report.pdf)", "outside the bulletin's own folder", "copy it"},
		{"见[x](../2020/a.html#b)", "outside the bulletin's own folder", "link to its source: ../2020/a.md"},
		{"见[x](../a)", "outside the bulletin's own folder", "link to its source: ../a.md"},
		{"见[x](sub/)", `file "sub" does not exist`, ""},
		{"见[x](www.example.org)", `file "www.example.org" does not exist`, "https://www.example.org"},
		{"见[x](https：//example.org/a)", "does not exist", "half-width marks: https://example.org/a"},
		{"见[x](＜http：／／example.org＞)", "does not exist", "half-width marks: http://example.org"},
		{"见[x](mailto：a@example.org)", "does not exist", "half-width marks: mailto:a@example.org"},
		{"见[x](a@example.org)", "does not exist", "mailto:a@example.org"},
		{"见[x](0355-3333333)", "does not exist", "tel:0355-3333333"},
		{"见[x](\\\\\\\\srv\\a.pdf)", "does not exist", "your own computer"},
		{"见[x](file:///home/a.pdf)", "cannot begin with file:", "your own computer"},
		{"见[x](C:\\a.pdf)", "cannot begin with c:", "your own computer"},
	} {
		p := render(t, Options{}, Source{Text: []byte("\n\n" + c.text), Line: 4, Files: beside})
		p.found(t, 6, 2, c.message, c.hint, false)
		equal(t, "dead links", len(p.all("a, img")), 0)
	}
	clean(t, "[x](y.pdf)") // the files beside it are unknown
}

func TestLinksWithinTheTextMustArrive(t *testing.T) {
	p := clean(t, "[一](#三项制度) [二](#%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6) [三](#fn-1) [顶](#)\n\n# 三项制度[^1]\n\n[^1]: 注")
	equal(t, "links", p.attr("p > a", "href"), "#三项制度|#三项制度|#fn-1|#|#fnref-1")
	p = render(t, Options{}, Source{Text: []byte("# 三项制度\n\n见[一](#三项制渡)")})
	p.found(t, 3, 2, `no heading has the id "三项制渡"`, "#三项制度", false)
}

func TestLinksThatRunOrHideSomethingAreRefused(t *testing.T) {
	for _, address := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&#58;alert(1)", "javascript&colon;alert(1)", "java\\\nscript:alert(1)",
		"&#1;javascript:alert(1)", "&#9;javascript:alert(1)", "java&#9;script:alert(1)", "java&Tab;script&NewLine;:alert(1)", "\\javascript:alert(1)",
		"vbscript:x", "data:text/html,<script>", "data:image/png;base64,AAAA", "file:///etc/passwd", "blob:x", "made-up:x",
	} {
		for _, form := range []string{"[a](<%s>)", "![a](<%s>)", "[a][b]\n\n[b]: <%s>\n", "<%s>"} {
			text := fmt.Sprintf(form, address)
			for _, o := range []Options{{HTML: HTMLOff}, {HTML: HTMLSanitized}} {
				p := render(t, o, Source{Text: []byte(text)})
				for _, href := range strings.Split(p.attr("a, img", "href")+"|"+p.attr("a, img", "src"), "|") {
					if !harmless(href) {
						t.Errorf("%q becomes a live %q", text, href)
					}
				}
			}
		}
	}
	for _, address := range []string{"javascript:c", "JavaScript:c", "java&#9;script:c", "javascript&colon;c"} {
		p := render(t, Options{}, Source{Text: []byte("a [b](" + address + ")")})
		p.found(t, 1, 3, "cannot begin with javascript:", "", false)
		equal(t, "words", p.Text, "a b")
		equal(t, "links", len(p.all("a")), 0)
	}
}

func TestAddressesOfTheWebStayAsTheyAre(t *testing.T) {
	p := clean(t, `[a](https://example.org/?a=b&c="d"&amp;e=中) [b](/x/y.html) [c](//example.org/) [d](mailto:a@b.cn) [e](tel:+86-10) <ftp://example.org>`)
	equal(t, "links", p.attr("a", "href"), "https://example.org/?a=b&c=%22d%22&e=%E4%B8%AD|/x/y.html|//example.org/|mailto:a@b.cn|tel:+86-10|ftp://example.org")
	equal(t, "slots", p.Slots, []Slot{{Offset: strings.Index(p.HTML, `x/y.html`), Kind: SlotRoot, Line: 1, Column: 45}})
}

func TestAddressesBelowTheRootOfTheSiteNeverBecomeSchemes(t *testing.T) {
	p := clean(t, "[a](/javascript:alert(1)) [b](/%5C/example.org) ![c](/d.png)")
	equal(t, "links", p.attr("a", "href")+"|"+p.attr("img", "src"), "/javascript:alert(1)|/%5C/example.org|/d.png")
	equal(t, "slots", [3]SlotKind{p.Slots[0].Kind, p.Slots[1].Kind, p.Slots[2].Kind}, [3]SlotKind{SlotRoot, SlotRoot, SlotRoot})
}

func TestLinksWithoutAddressOrWordsGetAWarning(t *testing.T) {
	render(t, Options{}, Source{Text: []byte("a [b]()")}).found(t, 1, 3, "without an address", "round brackets", true)
	render(t, Options{}, Source{Text: []byte("a [](https://b.cn)")}).found(t, 1, 3, "without text", "", true)
}

func TestDefinitionsThatNothingUsesAreReported(t *testing.T) {
	clean(t, "[甲][a] [B] [c][]\n\n[A]: https://a.cn\n[b]: https://b.cn\n[C]: https://c.cn")
	p := render(t, Options{}, Source{Text: []byte("正文\n\n[注]: 本通知自发布之日起施行。")})
	p.found(t, 3, 1, "[注] that nothing uses", `\[`, false)
}

func TestImagesHaveSizesAndWords(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("文![一 *图*](图%201.png \"甲 & 乙\")字\n\n![二](<图 1.png> \"图 1：*人数*\")"), Files: beside})
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "alt", p.attr("img", "alt"), "一 图|二")
	equal(t, "title", p.attr("img", "title"), "甲 & 乙")
	equal(t, "size", p.attr("img[loading=lazy][decoding=async]", "width")+p.attr("img", "height"), "640|640480|480")
	equal(t, "caption", p.text("figure > figcaption"), "图 1：*人数*")
	equal(t, "first", p.FirstImage, "图 1.png")
	equal(t, "text", p.Text, "文一 图字\n二\n图 1：*人数*")
}

func TestImagesWithoutWordsOrFromOtherSitesGetAWarning(t *testing.T) {
	render(t, Options{}, Source{Text: []byte("![](/a.png)")}).found(t, 1, 1, "without alternative text", "square brackets", true)
	p := render(t, Options{}, Source{Text: []byte("![图](https://example.org/a.png)")})
	p.found(t, 1, 1, "on another site is linked", "next to the bulletin", true)
	equal(t, "images", len(p.all("img")), 0)
	equal(t, "link instead", p.attr("a", "href")+p.text("a"), "https://example.org/a.png图")
	render(t, Options{}, Source{Text: []byte("![图](a.md)")}).found(t, 1, 1, "not an image", "", false)
}
