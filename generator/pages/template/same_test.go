package template

import (
	"fmt"
	"testing"
)

// Each of these is executed as a separate template, with sample() as its data.
var alike = map[string][]string{
	"text": {
		``, `plain`, `{{.Title}}`, `<p>{{.Title}}</p><p>{{.Body}}</p>`, `{{.Slug}} {{.Status}} {{.Date}} {{.Text}} {{.Bytes}}`,
		`{{.Count}} {{.Small}} {{.Unsigned}} {{.Ratio}} {{.Complex}} {{.Yes}}{{.No}}`, `{{.Any}} {{.Nil}} {{.Number_}} {{.Stringer}} {{.Err}}`,
		`{{.Trusted}} {{.Script}} {{.Quoted}} {{.Style}} {{.Attr}} {{.Sources}}`, `{{.Words}} {{.Array}} {{.Labels}} {{.Agency}}`,
		`a < b {{"<lit>"}} {{1}} {{1.5}} {{'x'}} {{0x1F}} {{1e3}} {{1i}} {{true}} {{printf "%q" "x"}}`, `<!-- {{.Title}} -->x`,
		"{{- .Title -}}  \n  x {{/* a comment */}} y", `<!DOCTYPE html><html lang="{{.Lang}}"><body>{{.Site}}`, `{{.Nobody}} {{.Publisher}}`,
	},
	"quoted attributes": {
		`<a title="{{.Title}}">`, `<a title='{{.Title}}'>`, `<a title="{{.Body}}">`, `<a title="{{.Slug}} {{.Count}} {{.Yes}} {{.Ratio}}">`,
		`<a title="x {{.Trusted}} {{.Script}} {{.Attr}} {{.Style}}">`, `<a title="{{.Any}} {{.Nil}} {{.Status}} {{.Labels.print}}">`,
		`<a class="a{{if .Yes}} b{{end}}" {{if .No}}hidden{{end}}>`, `<meta content="{{.Title}}">`, `<input value="{{.Words}}">`,
	},
	"unquoted attributes": {
		`<a title={{.Title}}>`, `<a title={{.Body}}>`, `<a title=x{{.Slug}}>`, `<a title={{.Count}} b={{.Yes}}>`, `<a title={{.Text}}>`,
		`<a title={{index .Words 3}}>`, `<a title={{.Labels.none}}>`, `<a href={{.URL}}>`, `<a {{.Title}}=1>`, `<a {{.Attr}}>`, `<a {{"checked"}}>`,
		`<a {{.Slug}}="x">`, `<a data-{{.Title}}="x">`,
	},
	"addresses": {
		`<a href="{{.URL}}">`, `<a href='{{.URL}}'>`, `<a href="{{.Trusted}}">`, `<a href="/a/{{.URL}}">`, `<a href="/a/{{.Trusted}}?x">`,
		`<a href="?q={{.URL}}">`, `<a href="?q={{.Trusted}}&r={{.Title}}">`, `<a href="#{{.Slug}}">`, `<img src="{{.Title}}">`, `<a href="{{.Title}}">`,
		`<a href="{{.Count}}">`, `<a href="/{{.Small}}?{{.Yes}}">`, `<a href="{{.Any}}{{.Nil}}{{.Status}}">`, `<form action="{{.Body}}">`,
		`<a href="{{"http://a/%41%zz%4"}}">`, `<a href="{{"HTTPS:x"}}">`, `<a href="{{"mailto:x"}}">`, `<a href="{{"data:x"}}">`, `<a href="{{"a/b:c"}}">`,
		`<img srcset="{{.URL}}, {{.Title}} 2x">`, `<img srcset="{{.Sources}}">`, `<img srcset="{{.Trusted}}">`, `<img srcset="{{.Words}}">`,
		`<meta http-equiv="refresh" content="0; url={{.URL}}">`, `<a href="/x/{{.Slug}}.html" title="{{.Slug}}">`, `<a data-href="{{.URL}}">`,
	},
	"scripts": {
		`<script>var a = {{.Title}};</script>`, `<script>var a = {{.Body}} + {{.Script}} + {{.Slug}} + {{.Trusted}};</script>`,
		`<script>var a = [{{.Count}}, {{.Small}}, {{.Yes}}, {{.Ratio}}, {{.Unsigned}}, {{.Nil}}, {{.Any}}];</script>`,
		`<script>var a = {{.Words}} + {{.Labels}} + {{.Agency}} + {{.Date}} + {{.Status}} + {{.Text}} + {{.Labels.none}};</script>`,
		`<script>var a = "{{.Title}}" + '{{.Body}}' + "{{.Quoted}}" + "{{.Count}}{{.Yes}}";</script>`, `<script>var a = {{.Quoted}};</script>`,
		"<script>var a = `{{.Title}}`;</script>", `<script>var a = /{{.Title}}/;</script>`, `<a onclick="f({{.Title}}, '{{.Title}}')">`,
		`<script type="application/ld+json">{"@type": "Report", "name": {{.Title}}, "url": "{{.URL}}", "n": {{.Count}}, "k": {{.Words}}}</script>`,
		`<script type="text/x-template">{{.Title}}</script>`, "<script>// {{.Title}}\n/* {{.Title}} */ 1</script>", `<script>{{.Func}}</script>`,
	},
	"styles": {
		`<style>p { color: {{.Title}}; background: url("{{.URL}}"); }</style>`, `<p style="color: {{.Style}}; width: {{.Count}}px">`,
		`<style>p { background: url({{.URL}}) } q:before { content: "{{.Title}}" }</style>`, `<p style="{{.Style}}">`, `<style>/* {{.Title}} */</style>`,
	},
	"text without tags": {
		`<title>{{.Title}}</title>`, `<textarea>{{.Title}} {{.Body}} {{.Count}}</textarea>`, `<title>{{.Body}} | {{.Nil}}{{.Slug}}</title>`,
	},
	"fields and methods": {
		`{{.Site}} {{.Lang}} {{.Number}} {{.Meta.Number}} {{.Editor}}`, `{{.Agency.Name}} {{.Agency.Parent.Name}} {{.Publisher.ID}}`,
		`{{.Agency.Path}} {{.Publisher.Path}} {{.Agency.Upper}} {{.Publisher.Upper}}`, `{{.Hello}} {{.Count2}} {{(.Find "x").Name}} {{.Find "x"}}`,
		`{{.Agency.With "<x>"}} {{"y" | .Agency.With}} {{.Agency.Broken}} {{(.Find .Title).Upper}}`, `{{$.Title}} {{with .Agency}}{{.Name}} {{$.Title}}{{end}}`,
		`{{(index .Related 1).Name}} {{(index .Pointers 0).Upper}} {{(index .Related 0).Upper}}`, `{{.Labels.print}} {{.Labels.none}}|{{.Labels.b}}`,
		`{{.Nested.one.two.Name}} {{index .Nested "one" "two"}} {{(index .Nested "x" "y").Path}}`, `{{.Slug | printf "%s-%s" .Title}}`,
		`{{.}}`,
	},
	"if": {
		`{{if .Yes}}a{{else}}b{{end}}`, `{{if .No}}a{{else if .Count}}b{{else}}c{{end}}`, `{{if .Nil}}a{{else}}b{{end}}{{if .Any}}c{{end}}`,
		`{{if .Nobody}}a{{else}}b{{end}}{{if .Publisher}}c{{end}}`, `{{if .Empty}}a{{end}}{{if .Words}}b{{end}}{{if .Labels.none}}c{{end}}{{if .Labels.b}}d{{end}}`,
		`{{if .Ratio}}a{{end}}{{if .Complex}}b{{end}}{{if .Agency}}c{{end}}{{if .Func}}d{{end}}{{if .Stringer}}e{{end}}{{if .Text}}f{{end}}`,
		`{{if $x := .Title}}{{$x}}{{else}}{{$x}}{{end}}`, `{{if "x"}}a{{end}}{{if 0}}b{{end}}`, `{{if upper .Title}}a{{end}}{{if upper ""}}b{{end}}`,
	},
	"with": {
		`{{with .Title}}{{.}}{{end}}`, `{{with .Nobody}}a{{else}}b{{$.Title}}{{end}}`, `{{with .Publisher}}{{.Name}}{{.Upper}}{{end}}`,
		`{{with $a := .Agency}}{{$a.Name}}{{.ID}}{{.Upper}}{{end}}`, `{{with .Nil}}a{{else with .Any}}{{.}}{{end}}`, `{{with .Labels.print}}{{.}}{{end}}`,
		`{{with upper .Title}}{{.}} {{len .}}{{end}}`, `{{with .Labels.none}}a{{else}}b{{end}}`, `{{with 3}}{{.}}{{end}}`, `{{with $x := .Text}}{{$x}}{{end}}`,
	},
	"range": {
		`{{range .Words}}<li>{{.}}{{end}}`, `{{range $i, $w := .Words}}{{$i}}:{{$w}}={{.}} {{end}}`, `{{range $w := .Words}}{{$w}}{{else}}none{{end}}`,
		`{{range .Empty}}x{{else}}none {{.Title}}{{end}}`, `{{range .Related}}{{.Name}} {{.Path}} {{.Upper}} {{$.Title}}{{end}}`,
		`{{range .Pointers}}{{.Name}}{{.Upper}}{{end}}`, `{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}`, `{{range .ByYear}}{{.}}{{end}}`,
		`{{range $k, $v := .ByYear}}{{$k}}{{$v}}{{end}}`, `{{range 3}}{{.}}{{end}}`, `{{range $i := 2}}{{$i}}{{end}}`, `{{range .Array}}{{.}}{{end}}`,
		`{{range $i, $w := .Words}}{{if eq $i 1}}{{continue}}{{end}}{{if eq $w "<three>"}}{{break}}{{end}}{{$w}}{{end}}`,
		`{{range .Related}}{{range $.Words}}{{if eq . "two"}}{{break}}{{end}}{{.}}{{end}};{{end}}`, `{{range 0}}x{{else}}y{{end}}`,
		`{{range .Words}}{{range $.Empty}}{{else}}{{break}}{{end}}{{.}}{{end}}`, `{{range .Words}}{{range $.Empty}}{{else}}{{continue}}{{end}}{{.}}{{end}}`,
		`{{range .Lists.none}}x{{else}}y{{end}}{{range .Lists.one}}{{.}}{{end}}`, `{{range .Less}}x{{else}}y{{end}}`, `{{range $.Nested.one}}{{.Name}}{{end}}`,
		`{{range .Tree.Children}}{{.Title}}{{range .Children}}{{.Title}}{{end}}{{end}}`, `{{range .Words}}{{break}}{{.}}<a href="{{.}}">{{end}}`,
	},
	"variables": {
		`{{$x := .Title}}{{$x}}`, `{{$s := ""}}{{range .Words}}{{$s}}{{.}}{{$s = ", "}}{{end}}`, `{{$n := 0}}{{range $i, $w := .Words}}{{$n = $i}}{{end}}{{$n}}`,
		`{{$n := 0}}{{range $i, $w := .Words}}{{$n}}{{$j := $i}}{{$n = $j}}{{end}}`, `{{$a := .Agency}}{{$a.Name}}{{$a.Upper}}{{$a = index .Related 0}}{{$a.Upper}}`,
		`{{$x := 1}}{{with .Title}}{{$x := .}}{{$x}}{{end}}{{$x}}`, `{{$m := .Labels}}{{$m.print}}{{range $k, $v := $m}}{{$k}}{{end}}`,
		`{{$x := .Any}}{{$x}}{{if $x}}y{{end}}`, `{{$x := .Labels.none}}{{$x}}|`, `{{$x := add .Count 1}}{{$x}}`, `{{$x := .Labels.a}}{{$x = .Title}}{{$x}}`,
	},
	"comparisons": {
		`{{eq .Title "x"}} {{ne .Title "x"}} {{lt "a" .Title}} {{le .Title .Title}} {{gt .Title "a"}} {{ge .Title "z"}}`,
		`{{eq .Count 300}} {{ne .Count .Small}} {{lt .Count 5}} {{le .Count 300}} {{gt .Count 1}} {{ge .Small -3}}`,
		`{{eq .Unsigned .Unsigned}} {{lt .Ratio 2.0}} {{ge .Ratio .Ratio}} {{eq .Yes .No}} {{ne .Yes false}} {{eq .Yes true}}`,
		`{{eq .Title "a" "b" "c"}} {{eq "b" "a" "b"}} {{if eq .Slug "a b<c>"}}x{{end}} {{eq .Status "current"}}`,
		`{{if and .Yes .No}}a{{end}}{{if or .No .Yes}}b{{end}}{{if not .No}}c{{end}}`, `{{or .Labels.b .Title "x"}} {{and .Title .Labels.print}}`,
		`{{if and (eq .Count 300) (not .No) (gt (len .Words) 2)}}x{{end}}`, `{{or .Title (fails .Title)}}`, `{{and .No (isTrue .Yes)}}`, `{{not .Title}} {{not 0}}`,
		`{{eq 1 1}} {{lt 1.5 2.5}} {{eq "a" "b"}} {{not true}} {{and "a" "b"}} {{or "" "b"}}`, `{{.Count | eq 300}} {{"x" | or .Labels.b}}`,
		`{{or .Title .Count}} {{and .Yes .Title .Nobody}} {{if and .Yes .Title (gt .Count 1)}}a{{end}} {{upper (or .Nobody .Title)}} {{or .Labels.none 1}}`,
		`{{with or .Nil .Agency}}<a title="{{.}}">{{end}}{{$x := and .Yes .Body}}{{$x}}`, `{{(or .Agency.Parent .Publisher).Name}}`, `{{(or .Nobody .Publisher).Upper}}`, `{{or .Nobody .Publisher | names}}`,
	},
	"built-in functions": {
		`{{len .Words}} {{len .Title}} {{len .Labels}} {{len .Array}} {{len "abc"}} {{.Words | len}} {{len .Text}}`,
		`{{index .Words 1}} {{index .Labels "print"}} {{index .Labels "none"}}| {{index .ByYear 2024}} {{index .Array 1}} {{index .Title 0}} {{index .Words}}`,
		`{{slice .Title 0 3}} {{slice .Words 1 3}} {{slice .Title 2}} {{slice "abc"}} {{slice .Slug 1 2}}`, `{{print .Title .Count .Nil}} {{println "x" .Yes}}`,
		`{{printf "%05d %s %v %q" .Count .Title .Words .Slug}} {{printf "%d" (len .Words)}} {{.Count | printf "%d"}}`, `{{.Title | html}}`,
		`<a href="?{{.Title | urlquery}}"></a> {{js .Title}}`, `<a title="{{.Title | html}}">`, `{{.Title | print | html}}`,
	},
	"functions": {
		`{{t "print"}} <a title="{{t "a"}}" href="{{t "b"}}">{{t "c" | upper}}</a> {{t .Title}}`, `{{upper .Title}} {{.Title | upper | bold}} {{bold "x<"}}`,
		`{{year .Count}} {{year 7}} {{join .Title "x"}} {{join .Title .URL}} {{site}} {{say "k"}} {{say "k" .Count .Title .Nil}} {{say "k" 1}}`,
		`{{date .Date "2006-01-02"}} {{add .Count 1}} {{add 1 2 | year}} {{isTrue .Yes}} {{words "a" .Title}} {{words}}`,
		`{{name .Publisher}} {{name .Agency}} {{names .Publisher}} {{names .Agency}} {{nilly nil}} {{nilly .Nobody}} {{big 1 2 3}} {{big -1 2 3.5}}`,
		`{{same .Title}} {{same nil}} {{same .Labels.none}}| {{same 3}} {{same .Any}}`, `<a href="{{link .Title}}">{{link "1"}}</a>`, `{{upper .Any}}`,
		`{{with same .Title}}{{.}}{{end}}`, `{{t (print "a" "b")}}`, `{{upper .Labels.print}}`, `{{.Func | printf "%T"}}`,
	},
}

func TestPageIsTheSameAsThatOfHTMLTemplate(t *testing.T) {
	for group, templates := range alike {
		for i, text := range templates {
			t.Run(fmt.Sprintf("%s %d", group, i), func(t *testing.T) {
				t.Log(text)
				sameAsStandard(t, map[string]string{"x.html": text}, "x.html", sample(), compiled)
			})
		}
	}
}

// These compile, but the data leads the compiled code to something that only html/template can handle.
func TestPageThatCompiledCodeAbandonsIsRenderedByHTMLTemplate(t *testing.T) {
	for _, text := range []string{
		`a{{.Nobody.Name}}`, `a{{.Agency.Parent.Parent.Name}}`, `{{with .Title}}{{$.Nobody.Upper}}{{end}}`, `{{index .Words 9}}`, `{{index .Words -1}}`,
		`{{slice .Title 5 2}}`, `{{slice .Words 0 99}}`, `{{fails .Title}}`, `{{panics .Title}}`, `{{.Nobody.Broken}}`, `{{(index .Related 3).Broken}}`,
		`{{names .Nobody}}`, `{{upper .Number_}}`, `{{upper .Nil}}`, `{{len .Nobody.Name}}`, `{{eq .Labels.none "x"}}`, `{{index .Labels.none}}`, `{{upper .Labels.none}}`,
		`{{.Nested.one.none.Name}}`, `{{.Nested.none.two.Name}}`, `{{if eq .Title .Title .Nobody.Name}}x{{end}}`, `<a href="{{.URL}}">{{.Nobody.ID}}`,
		`<script>{{.Nobody.ID}}</script>`, `{{t .Labels.none}}`, `{{range .Related}}{{.Broken}}{{.Parent.Name}}{{end}}`,
	} {
		t.Run(text, func(t *testing.T) {
			sameAsStandard(t, map[string]string{"x.html": text}, "x.html", sample(), dropped)
		})
	}
	t.Run("embedded pointer that is nil", func(t *testing.T) {
		data := sample()
		data.Meta = nil
		sameAsStandard(t, map[string]string{"x.html": "x{{.Number}}"}, "x.html", data, dropped)
	})
	t.Run("no data", func(t *testing.T) {
		sameAsStandard(t, map[string]string{"x.html": "x{{.Title}}"}, "x.html", (*view)(nil), dropped)
	})
	t.Run("endless recursion", func(t *testing.T) {
		sameAsStandard(t, map[string]string{"x.html": `{{template "x.html" .}}`}, "x.html", sample(), dropped)
	})
}

func TestWhatTheCompilerDoesNotSupportIsLeftToHTMLTemplate(t *testing.T) {
	for _, text := range []string{
		`{{.Any.Name}}`, `{{.Err.Error}}`, `{{eq .Any "x"}}`, `{{eq .Publisher nil}}`, `{{eq .Unsigned 7}}`, `{{lt .Count .Unsigned}}`, `{{call .Func "x"}}`,
		`{{$x := 1}}{{$x = "s"}}{{$x}}`, `{{range $i, $w := .Any}}x{{end}}`, `{{len .Any}}`, `{{(or .Title .Publisher).Name}}`, `{{index .Any 1}}`, `{{slice .Array 0 1}}`,
		`{{reflected .Title}}`, `{{$i := 0}}{{$w := ""}}{{range $i, $w = .Words}}{{$w}}{{end}}`, `{{range .Empty}}{{else}}{{end}}{{range $i, $w := .Empty}}{{else}}{{$w}}{{end}}`,
		`{{(same .Agency).Name}}`, `{{range .Any}}{{end}}`, `{{range .Unsigned}}{{.}}{{end}}`, `{{$x = .Title}}`, `{{range $w := .Words}}{{range $w := $.Empty}}{{else}}{{$w}}{{end}}{{end}}`, `{{range $x := .Empty}}{{else}}{{$x = .Title}}{{end}}`, `{{html .Title "x"}}`, `{{html .Title}}`, `<a href="?{{urlquery .Title "x"}}">`,
	} {
		t.Run(text, func(t *testing.T) {
			sameAsStandard(t, map[string]string{"x.html": text}, "x.html", sample(), fallback)
		})
	}
}

func TestTemplatesThatCallOneAnother(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"a layout":                   {"root.html": `{{template "layout.html" .}}{{define "main"}}<h1>{{.Title}}</h1>{{end}}`, "layout.html": `<title>{{block "title" .}}{{.Site}}{{end}}</title>{{block "main" .}}none{{end}}`},
		"recursion":                  {"root.html": `<ul>{{template "node" .Tree}}</ul>{{define "node"}}<li>{{.Title}}{{with .Children}}<ul>{{range .}}{{template "node" .}}{{end}}</ul>{{end}}{{end}}`},
		"one dot of several types":   {"root.html": `{{template "x" .Title}}{{template "x" .Count}}{{template "x" .Body}}{{template "x" .Any}}{{template "x"}}{{define "x"}}[{{.}}]{{end}}`},
		"one name in three contexts": {"root.html": `<title>{{template "x" .}}</title><a title="{{template "x" .}}" href="{{template "x" .}}">{{template "x" .}}</a><script>f({{template "x" .}})</script>{{define "x"}}{{.Title}}{{end}}`},
		"contexts below contexts":    {"root.html": `<title>{{template "x" .}}</title>{{define "x"}}{{template "y" .}}{{range .Words}}{{template "z" .}}{{end}}{{end}}{{define "y"}}{{.Body}}{{end}}{{define "z"}}{{.}}{{end}}`},
		"variables of their own":     {"root.html": `{{$x := .Title}}{{range $i, $w := .Words}}{{template "x" $w}}{{$x}}{{$i}}{{end}}{{define "x"}}{{$x := .}}{{$y := len $x}}{{$}}{{$x}}{{$y}}{{end}}`},
		"an attribute left open":     {"root.html": `{{template "open"}}{{.URL}}">x</a>{{define "open"}}<a href="{{end}}`},
		"attributes":                 {"root.html": `<a {{template "attrs" .}}>x</a>{{define "attrs"}}href="{{.URL}}" title={{.Title}}{{end}}`},
		"empty":                      {"root.html": `a{{template "x" .}}b{{define "x"}}{{end}}`},
		"a break does not cross":     {"root.html": `{{range .Words}}{{template "x" .}}{{end}}{{define "x"}}{{range 3}}{{if eq . 1}}{{break}}{{end}}{{.}}{{end}}{{end}}`},
		"never executed":             {"root.html": `{{range .Words}}{{.}}{{break}}{{template "nowhere" .}}{{end}}`},
	} {
		t.Run(name, func(t *testing.T) { sameAsStandard(t, files, "root.html", sample(), compiled) })
	}
}

func TestDataMayBeAnything(t *testing.T) {
	for _, data := range []any{
		nil, "text <b>", 7, []string{"a", "<b>"}, map[string]string{"a": "<b>"}, &agency{Name: "A"}, []any{1, "<x>", nil}, new("x"),
	} {
		t.Run(fmt.Sprintf("%T", data), func(t *testing.T) {
			sameAsStandard(t, map[string]string{"x.html": `<p title="{{.}}">{{.}}{{if .}}y{{end}}</p>`}, "x.html", data, compiled)
		})
	}
	t.Run("a list of anything", func(t *testing.T) {
		sameAsStandard(t, map[string]string{"x.html": `{{range $i, $x := .}}{{$i}}{{$x}}<a href="{{.}}">{{with .}}{{.}}{{end}}{{end}}`}, "x.html", []any{1, "<x>", nil, 2.5}, compiled)
	})
}

func TestProgramReportsWhyItIsNotCompiled(t *testing.T) {
	p, err := newSet(t, map[string]string{"x.html": "\n<p>{{.Any.Name}}"}).Program("x.html", view{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Compiled() || p.Fallback().place() != "x.html:2:10" {
		t.Errorf("Compiled() is %v and Fallback() %v", p.Compiled(), p.Fallback())
	}
}
