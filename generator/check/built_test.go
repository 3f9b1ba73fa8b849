package check

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// publishFiles publishes files into a new folder. It returns options to check them with a bulletin at 2020/02/21/a.html.
func publishFiles(t testing.TB, files map[string]string) Options {
	t.Helper()
	o := sources(t, map[string]string{"a.md": bulletinText("见[附件](/附件.html)和[网站](https://example.com/?a=1&b=2)。")})
	o.Output, o.BaseURL = filepath.Join(t.TempDir(), "public"), "https://example.org/"
	republish(t, o, files)
	return o
}

func republish(t testing.TB, o Options, files map[string]string) {
	t.Helper()
	var plan []publish.File
	for path, text := range files {
		plan = append(plan, publish.File{Path: path, Render: func(dst []byte) ([]byte, error) { return append(dst, text...), nil }})
	}
	if _, err := publish.Publish(context.Background(), o.Output, plan, publish.Options{Clean: true}); err != nil {
		t.Fatal(err)
	}
}

func htmlPage(body string) string {
	return "<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n<head><title>题</title></head>\n<body>" + body + "</body>\n</html>\n"
}

func TestLinksOfBuiltPagesAreChecked(t *testing.T) {
	o := publishFiles(t, map[string]string{
		"index.html":              htmlPage(`<main id="top-part"><a href="2020/02/21/a.html#三">一</a> <a href="2020/02/21/a.html#四">二</a> <a href="#top">三</a> <a href="#nowhere">四</a></main>`),
		"2020/02/21/a.html":       htmlPage(`<h2 id="三">三</h2><a href="../../../">首页</a><img src="a/x.png" alt=""><a href="a/表.xlsx">表</a><a href="/附件.html">附件</a>`),
		"2020/02/21/a/表.xlsx":     "xlsx",
		"2020/02/21/a.print.html": htmlPage(`<a href="/附件.html">附件</a><a href="../../../../x">上</a><a href="../../02">夹</a>`),
		"2020/02/index.html":      htmlPage(`<a href="https://example.org/gone/">远</a><form action="/search/"></form>`),
		"2019/old.html":           htmlPage(`<meta http-equiv="refresh" content="0; url=../2020/none.html">`),
		"sitemap.xml":             `<?xml version="1.0"?><urlset><url><loc>https://example.org/2020/02/21/a.html</loc></url><url><loc>https://example.org/b.html</loc></url></urlset>`,
		"feed.xml":                `<feed><link href="https://example.org/a&amp;b.html"/><link href="https://example.com/"/></feed>`,
	})
	equalLines(t, run(t, o, problem.DeadLink, problem.DeadAnchor),
		"bulletins/a.md:7:7 dead-link: link to /附件.html leads to no file of the archive (2)", // where its author wrote it
		"2019/old.html:4:34 dead-link: link to /2020/none.html leads to no file of the archive",
		"2020/02/21/a.html:4:55 dead-link: link to /2020/02/21/a/x.png leads to no file of the archive",
		"2020/02/21/a.print.html:4:35 dead-link: link to ../../../../x leads out of the archive",
		"2020/02/21/a.print.html:4:64 dead-link: link to /2020/02 leads to no file of the archive",
		"2020/02/index.html:4:10 dead-link: link to /gone/ leads to no file of the archive",
		"2020/02/index.html:4:54 dead-link: link to /search/ leads to no file of the archive",
		"feed.xml:1:13 dead-link: link to /a&b.html leads to no file of the archive",
		"index.html:4:66 dead-anchor: link to /2020/02/21/a.html leads to no element \"四\"",
		"index.html:4:123 dead-anchor: link to #nowhere leads to no element of this page",
		"sitemap.xml:1:99 dead-link: link to /b.html leads to no file of the archive")
}

func TestEachAuthorsFormOfADeadLinkIsFoundInTheirSource(t *testing.T) {
	o := sources(t, map[string]string{
		"a.md": bulletinText("见[附件](../../../附件.html)。"),
		"b.md": bulletinText("见[附件](/附件.html)。"),
	})
	o.Output, o.BaseURL = filepath.Join(t.TempDir(), "public"), "https://example.org/"
	republish(t, o, map[string]string{
		"2020/02/21/a.html": htmlPage(`<a href="../../../附件.html">附件</a>`),
		"2020/02/21/b.html": htmlPage(`<a href="/附件.html">附件</a>`),
	})
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || len(r.Findings[0].Also) != 1 {
		t.Fatalf("%+v", r.Findings)
	}
	first, also := r.Findings[0], r.Findings[0].Also[0]
	if !strings.HasSuffix(first.File, "bulletins/a.md") || first.Line != 7 || first.Column != 7 {
		t.Errorf("first place %s; want a.md:7:7", first.Place())
	}
	if !strings.HasSuffix(also.File, "bulletins/b.md") || also.Line != 7 || also.Column != 7 {
		t.Errorf("other place %+v; want b.md:7:7", also)
	}
}

func TestHTMLErrorsAreReported(t *testing.T) {
	o := publishFiles(t, map[string]string{
		"fine.html": htmlPage(`<p>一<p>二<ul><li>三<li>四</ul><br><img src="/fine.html" alt=""><svg><title></title><path/></svg><script>"<b>"</script><table><tr><td>五</table>`),
		"a.html":    htmlPage(`<div><span>一</div></em>`),
		"b.html":    htmlPage(`<i id="x"></i><b id="x"></b><u id="y"></u><img src="fine.html">`),
		"c.html":    "<html><head><title> </title></head><body></body></html>",
		"d.html":    htmlPage("") + "<p",
	})
	equalLines(t, run(t, o),
		"a.html:4:12 open-element: <span> is not closed",
		"a.html:4:25 open-element: </em> closes nothing",
		"b.html:4:21 duplicate-id: the id \"x\" is used twice on the page",
		"b.html:4:49 image-alt: the image fine.html has no alt attribute",
		"c.html:1:1 page-language: the page has no lang attribute on its html element",
		"c.html:1:1 page-title: the page has no title, or an empty one",
		"d.html:6:1 open-element: the file ends inside a tag")
}

func TestErrorInATemplateIsOneFinding(t *testing.T) {
	files := map[string]string{}
	for i := range 500 {
		files[fmt.Sprintf("p/%03d.html", i)] = htmlPage(`<a href="../gone.html">一</a>`)
	}
	o := publishFiles(t, files)
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Count != 500 || len(r.Findings[0].Also) != 9 {
		t.Fatalf("%+v", r.Findings)
	}
	if f := r.Findings[0]; !strings.HasSuffix(f.File, "p/000.html") || !strings.HasSuffix(f.Also[8].File, "p/009.html") {
		t.Errorf("%+v", f)
	}
}

func TestMissingOrChangedPublishedFileIsReported(t *testing.T) {
	o := publishFiles(t, map[string]string{"index.html": htmlPage(""), "a.pdf": "pdf", "b.pdf": "pdf"})
	if err := os.Remove(filepath.Join(o.Output, "a.pdf")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Output, "b.pdf"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	equalLines(t, run(t, o),
		"a.pdf changed-file: was published, but is missing",
		"b.pdf changed-file: has 5 bytes, but was published with 3")
}
