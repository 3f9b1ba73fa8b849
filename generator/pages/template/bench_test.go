package template

import (
	"bytes"
	std "html/template"
	"io"
	"strings"
	"testing"
	"text/template"
)

// A bulletin's page and a list, as large and with as many fields as real ones.

type crumb struct{ Name, URL string }

type entry struct {
	Title, URL, Date, Agency, AgencyURL string
	Topics                              []crumb
	Withdrawn                           bool
}

type page struct {
	Lang, Title, Subtitle, Summary, URL, PrintURL, Canonical, Site, SiteURL   string
	Number, IndexNumber, Date, Updated, Source, SourceURL, Editor             string
	Agency, AgencyURL, Region, RegionURL, Status, Reason, Stylesheet, License string
	Withdrawn                                                                 bool
	Body                                                                      std.HTML
	Breadcrumb, Topics                                                        []crumb
	Related                                                                   []entry
}

var benchFuncs = FuncMap{"t": func(key string) string { return "〔" + key + "〕" }}

const benchLayout = `<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
  <meta charset="utf-8">
  <title>{{.Title}} - {{.Site}}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  {{with .Summary}}<meta name="description" content="{{.}}">{{end}}
  <link rel="canonical" href="{{.Canonical}}">
  <link rel="stylesheet" href="{{.Stylesheet}}">
  <script type="application/ld+json">{"@context": "https://schema.org", "@type": "GovernmentPermit", "name": {{.Title}}, "url": {{.Canonical}}, "datePublished": {{.Date}}}</script>
</head>
<body>
<a class="skip" href="#main">{{t "skip to the text"}}</a>
<header><a href="{{.SiteURL}}">{{.Site}}</a>
  <nav aria-label="{{t "breadcrumb"}}"><ol>{{range .Breadcrumb}}<li><a href="{{.URL}}">{{.Name}}</a></li>{{end}}</ol></nav>
</header>
<main id="main">{{template "main" .}}</main>
<footer>{{t "footer"}} {{.License}} <a href="/about.html">{{t "about"}}</a></footer>
</body>
</html>
{{define "entry"}}<li{{if .Withdrawn}} class="withdrawn"{{end}}>
  <a href="{{.URL}}">{{.Title}}</a> <time datetime="{{.Date}}">{{.Date}}</time>
  {{if .Agency}}<a class="agency" href="{{.AgencyURL}}">{{.Agency}}</a>{{end}}
  {{range $i, $t := .Topics}}{{if $i}}, {{end}}<a href="{{$t.URL}}">{{$t.Name}}</a>{{end}}
</li>{{end}}
`

const benchBulletin = `{{define "main"}}<article>
  {{if .Withdrawn}}<p class="notice">{{t "withdrawn"}}: {{.Reason}}</p>{{end}}
  <h1>{{.Title}}</h1>{{with .Subtitle}}<p>{{.}}</p>{{end}}
  <dl>
    <dt>{{t "agency"}}</dt><dd><a href="{{.AgencyURL}}">{{.Agency}}</a></dd>
    <dt>{{t "region"}}</dt><dd><a href="{{.RegionURL}}">{{.Region}}</a></dd>
    <dt>{{t "date"}}</dt><dd><time datetime="{{.Date}}">{{.Date}}</time></dd>
    {{with .Updated}}<dt>{{t "updated"}}</dt><dd>{{.}}</dd>{{end}}
    {{with .Number}}<dt>{{t "number"}}</dt><dd>{{.}}</dd>{{end}}
    {{with .IndexNumber}}<dt>{{t "index number"}}</dt><dd>{{.}}</dd>{{end}}
    {{if .Source}}<dt>{{t "source"}}</dt><dd><a href="{{.SourceURL}}">{{.Source}}</a></dd>{{end}}
    {{with .Editor}}<dt>{{t "editor"}}</dt><dd>{{.}}</dd>{{end}}
    <dt>{{t "topics"}}</dt><dd>{{range .Topics}}<a href="{{.URL}}">{{.Name}}</a> {{end}}</dd>
  </dl>
  {{.Body}}
  <p><a href="{{.PrintURL}}">{{t "print"}}</a> {{.Status}}</p>
</article>
{{if .Related}}<aside><h2>{{t "related"}}</h2><ul>{{range .Related}}{{template "entry" .}}{{end}}</ul></aside>{{end}}{{end}}
`

const benchList = `{{define "main"}}<h1>{{.Title}}</h1><ol>{{range .Related}}{{template "entry" .}}{{end}}</ol>{{end}}`

func benchPage(entries int) *page {
	p := &page{
		Lang: "zh-Hans", Title: "济南市人民政府关于印发济南市城市更新行动方案的通知", Summary: strings.Repeat("为深入贯彻落实,推动城市更新。", 6),
		URL: "/2024/03/01/urban-renewal.html", PrintURL: "/2024/03/01/urban-renewal.print.html", Canonical: "https://gazette.example.org/2024/03/01/urban-renewal.html",
		Site: "山东省政府公报", SiteURL: "/", Number: "济政发〔2024〕1号", IndexNumber: "11370100MB2857354T/2024-00012", Date: "2024-03-01", Updated: "2024-03-05",
		Source: "济南市人民政府办公厅", SourceURL: "https://www.example.org/art/2024/3/1/art_1_1.html?a=1&b=2", Editor: "李明", Agency: "济南市人民政府", AgencyURL: "/agencies/jinan/",
		Region: "济南市", RegionURL: "/regions/jinan/", Status: "现行有效", Stylesheet: "/assets/gazette.0f3c.css", License: "CC BY 4.0",
		Body:       std.HTML(strings.Repeat("<p>各区县人民政府,市政府各部门:现将方案印发给你们。</p>\n", 6000/80)),
		Breadcrumb: []crumb{{"首页", "/"}, {"济南市", "/regions/jinan/"}, {"2024年", "/2024/"}}, Topics: []crumb{{"城市建设", "/topics/urban/"}, {"规划", "/topics/plan/"}},
	}
	for range entries {
		p.Related = append(p.Related, entry{
			Title: "济南市人民政府办公厅关于加强 2024 年度城市更新项目管理工作的意见", URL: "/2024/02/11/opinion-on-management.html", Date: "2024-02-11",
			Agency: "济南市人民政府办公厅", AgencyURL: "/agencies/jinan-office/", Topics: []crumb{{"城市建设", "/topics/urban/"}, {"Plans & budgets", "/topics/plan/"}},
		})
	}
	return p
}

func BenchmarkBulletin(b *testing.B) { benchmarkPage(b, benchBulletin, benchPage(10)) }
func BenchmarkList(b *testing.B)     { benchmarkPage(b, benchList, benchPage(500)) }

func benchmarkPage(b *testing.B, main string, data *page) {
	set := New(benchFuncs, "t")
	html := std.New("page").Funcs(benchFuncs)
	plain := template.New("page").Funcs(template.FuncMap(benchFuncs))
	for _, text := range []string{benchLayout, main} {
		std.Must(html.Parse(text))
		template.Must(plain.Parse(text))
	}
	for _, err := range []error{set.Parse("page", benchLayout), set.Parse("main", main)} {
		if err != nil {
			b.Fatal(err)
		}
	}
	program, err := set.Program("page", page{})
	if err != nil {
		b.Fatal(err)
	}
	var want bytes.Buffer
	if err := html.Execute(&want, data); err != nil {
		b.Fatal(err)
	}
	got, err := program.Append(nil, data)
	if err != nil || !bytes.Equal(got, want.Bytes()) || !program.Compiled() {
		b.Fatalf("the page is not that of html/template: %v %s", err, program.Fallback())
	}
	b.Logf("%d bytes", len(got))
	b.Run("compiled", func(b *testing.B) {
		b.SetBytes(int64(len(got)))
		b.ReportAllocs()
		for b.Loop() {
			got, _ = program.Append(got[:0], data)
		}
	})
	b.Run("html-template", func(b *testing.B) {
		b.SetBytes(int64(len(got)))
		b.ReportAllocs()
		for b.Loop() {
			_ = html.Execute(io.Discard, data)
		}
	})
	b.Run("text-template", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = plain.Execute(io.Discard, data)
		}
	})
}
