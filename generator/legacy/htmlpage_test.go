package legacy

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func readTestPage(t testing.TB, name string) string {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestPageOfAnOldSiteBecomesABulletin(t *testing.T) {
	// As it was on the server: in GBK, with the markup of such sites.
	data := encode(t, simplifiedchinese.GBK, readTestPage(t, "gazette.html"))
	p, problems := Import("old/t20200221_1.html", data, Options{URL: "http://old.example/gz/2020/t20200221_1.html"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := readTestPage(t, "gazette.md")
	if got := string(p.Source()); got != want {
		t.Errorf("got\n%s", got)
		if os.Getenv("UPDATE") != "" {
			os.WriteFile("testdata/gazette.md", []byte(got), 0o644)
		}
	}
	var removed []string
	for _, r := range p.Removed {
		removed = append(removed, r.Text)
	}
	for _, text := range []string{"责任编辑：张三", "【打印】【关闭】"} {
		if !slices.Contains(removed, text) {
			t.Errorf("%s is not named among what was left out: %q", text, removed)
		}
	}
	if p.Encoding != "gb18030" {
		t.Errorf("read as %s", p.Encoding)
	}
}

func TestDamageInMarkupIsRepairedAcrossItsNodes(t *testing.T) {
	page := `<html><body><div><h1>工作通報</h1>` +
		strings.Repeat("<p>縣紀委監委認真落實各項要求,嚴格執紀問責,為復工復產提供保障,工作取得成效。</p>\n", 4) +
		`<p>全力以赴打贏疫情防控阻擊戰?<b>?h</b>紀<i>委監</i>委嚴格執紀,組織實(shí)施專(zhuān)項(xiàng)檢(jiǎn)查,發(fā)現(xiàn)問(wèn)題(tí)及時(shí)整改。</p></div></body></html>`
	p, _ := Import("a.html", []byte(page), hints)
	if want := "全力以赴打贏疫情防控阻擊戰。縣紀*委監*委嚴格執紀，組織實施專項檢查，發現問題及時整改。"; !strings.Contains(p.Markdown, want) {
		t.Errorf("got\n%s", p.Markdown)
	}
}

func TestScriptsAndHiddenTextNeverReachTheBulletin(t *testing.T) {
	page := `<body><div id=c><p>正文第一段，认真落实各项工作。</p><script>alert(1)</script><div style="display: none">买药加微信，包治百病。</div>
<p onclick="x()">正文第二段，<a href="javascript:alert(2)">点击</a>查看，<a href="data:text/html,x">数据</a>。</p><iframe src="http://evil.example/"></iframe></div></body>`
	p, _ := Import("a.html", []byte(page), hints)
	for _, bad := range []string{"alert", "微信", "javascript", "data:", "evil", "onclick"} {
		if strings.Contains(p.Markdown, bad) {
			t.Errorf("%s is in\n%s", bad, p.Markdown)
		}
	}
	if !strings.Contains(p.Markdown, "点击查看") {
		t.Errorf("the text of a link is gone:\n%s", p.Markdown)
	}
}

func TestTextIsDistinguishedFromHTML(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"a.html": {"x", true}, "a.shtml": {"", true}, "a.txt": {"第一段。\n/p>\n第二段<br>。", false}, "b.txt": {" <!DOCTYPE html><p>x", true}, "c": {"<div><p>一</p><p>二</p></div><p>三", true},
	} {
		if got := isHTML(name, c.text); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
