package markdown

import (
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestHighestHeadingsOfATextComeBelowTheTitle(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# 甲\n\n## 乙\n\n# 丙", "h2 h3 h2"},
		{"## 甲\n\n### 乙\n\n## 丙", "h2 h3 h2"},
		{"甲\n===\n\n乙\n---", "h2 h3"},
		{"> # 甲\n\n## 乙\n\n> ### 丙", "h2 h2 h3"},
		{"# 甲\n## 乙\n### 丙\n#### 丁\n##### 戊\n###### 己", "h2 h3 h4 h5 h6 h6"},
	} {
		p := clean(t, c.text)
		var got []string
		for _, n := range p.all("h1, h2, h3, h4, h5, h6") {
			got = append(got, n.Data)
		}
		equal(t, c.text, strings.Join(got, " "), c.want)
	}
}

func TestOutlineGivesWordsIDAndPlace(t *testing.T) {
	p := render(t, Options{}, Source{Text: []byte("前言\n\n## 济南市 **审计局**[^1]\n\n> ## 引用\n\n  ### `a` [b](https://c.cn) &amp;\nx\n\n[^1]: 注"), Line: 5})
	equal(t, "problems", p.problems, []problem.Problem(nil))
	equal(t, "outline", p.Headings, []Heading{
		{Level: 2, ID: "济南市-审计局", Text: "济南市 审计局", Line: 7, Column: 1},
		{Level: 3, ID: "a-b", Text: "a b &", Line: 11, Column: 3},
	})
}

func TestIDsAreTheHeadingsWordsAndUnique(t *testing.T) {
	p := clean(t, `
# 三项制度
# 三项制度
# 三项制度-2
# 三项制度
# 一、（一）工作 Report 2020
# ！！
# ÀB _c_
# page-main
# fn-1
# Fnref 1
# 甲 {#三项制度-4}
# 三项制度
`)
	equal(t, "ids", strings.Split(p.attr("h2", "id"), "|"), []string{"三项制度", "三项制度-2", "三项制度-2-2", "三项制度-3",
		"一-一-工作-report-2020", "section", "àb-c", "h-page-main", "h-fn-1", "h-fnref-1", "三项制度-4", "三项制度-5"})
	if id := clean(t, "# "+strings.Repeat("长", 500)).Headings[0].ID; id != strings.Repeat("长", maxID) {
		t.Errorf("a long heading has the id %q", id)
	}
}

func TestHeadingAttributesAreReadAndOnlySomeComeOut(t *testing.T) {
	p := clean(t, "## 三项制度 {#systems .wide .x lang=zh-Hans agency=济南市审计局}\n\nBureau\nOffice {agency=\"Jinan Audit\"}\n------\n")
	equal(t, "agency", p.Headings[0].Agency, "济南市审计局")
	equal(t, "agency of a setext heading", p.Headings[1].Agency, "Jinan Audit")
	equal(t, "html", p.filled, `<h2 id="systems" class="user-wide user-x" lang="zh-Hans">三项制度</h2>`+"\n"+
		`<h2 id="bureau-office">Bureau`+"\n"+`Office</h2>`+"\n")
}

func TestBracesThatAreNotAttributesStayText(t *testing.T) {
	for _, text := range []string{"集合 {1, 2}", "a {}", "a {b}", "a {=b}", "a \\{#b}", "a {#b", "a {b=\"c}", "a {#}", "{x y=z}"} {
		p := clean(t, "# "+text)
		equal(t, text, p.Headings[0].Text, strings.ReplaceAll(text, "\\", ""))
	}
}

func TestAttributesThatAHeadingCannotHaveAreReported(t *testing.T) {
	for attributes, message := range map[string]string{
		"onclick=x":            `no attribute "onclick"`,
		"style=\"color: red\"": `no attribute "style"`,
		"#a&b":                 `id "a&b" cannot be used`,
		"#page-main":           "reserved for ids of the page",
		"#fn-1":                "reserved for ids of the page",
		"#a #b":                "id is given twice",
		"agency=a agency=b":    "agency is given twice",
		".a\"b":                `class "a\"b"`,
		"lang=中文":              "not a language",
	} {
		p := render(t, Options{}, Source{Text: []byte("a\n\n## 甲 {" + attributes + "}")})
		p.found(t, 3, 6, message, "", false)
	}
	p := render(t, Options{}, Source{Text: []byte("# a {#x}\n\n# b {#x}")})
	p.found(t, 3, 5, `two headings have the id "x"`, "", false)
	equal(t, "ids", p.attr("h2", "id"), "x|b")
	p = render(t, Options{}, Source{Text: []byte("- # a {agency=b}")})
	p.found(t, 1, 3, "cannot open the section", "on a line of its own", false)
}

func TestHeadingsThatSkipALevelOrHaveNoWordsGetAWarning(t *testing.T) {
	render(t, Options{}, Source{Text: []byte("# a\n\n### b\n\n## c")}).found(t, 3, 1, "has ###, but above it is #", "write ##", true)
	render(t, Options{}, Source{Text: []byte("## a\n\n# b")}).found(t, 1, 1, "only the title", "write #", true)
	p := render(t, Options{}, Source{Text: []byte("# a\n\n##\n")})
	p.found(t, 3, 1, "without text", "", true)
	equal(t, "headings", len(p.all("h2, h3")), 1)
}
