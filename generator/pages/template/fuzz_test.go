package template

import (
	"bytes"
	std "html/template"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzEscapers compares every escaper, alone and followed by another, with html/template's own, for strings of every type that
// html/template trusts.
func FuzzEscapers(f *testing.F) {
	v := sample()
	for _, s := range []string{
		"", v.Title, v.URL, string(v.Trusted), string(v.Body), string(v.Script), "a\xffb\xc3", "\u2028\u2029\ufffd\ufdd0\uffff", "%41%zz%4", "javascript:x",
		"HTTP://a", "mailto:a", "a/b:c", "\x00\x01\b\t\n\v\f\r\x7f", "</script><!--", "&amp;&#39;", "a, b 2x, c:d 3x", "<b title='1>2'>x</b>", "${x}`", "𠮷",
	} {
		f.Add(s)
	}
	types := []reflect.Type{plainType, attrType, cssType, htmlType, jsType, jsStrType, srcsetType, urlType, reflect.TypeFor[slug]()}
	f.Fuzz(func(t *testing.T, s string) {
		for _, typ := range types {
			value := reflect.ValueOf(s).Convert(typ).Interface()
			for _, first := range escapers {
				want := standardEscape(first, value)
				if got := chain([]string{first}, typ)([]byte("x"), s); string(got) != "x"+want {
					t.Errorf("%s of %s(%q)\n got %q\nwant %q", first, typ, s, got[1:], want)
				}
				if got := chainAny([]string{first})(nil, value); string(got) != want {
					t.Errorf("%s of any %s(%q)\n got %q\nwant %q", first, typ, s, got, want)
				}
				for _, second := range []string{"attrescaper", "nospaceescaper", "urlnormalizer", "cssescaper"} {
					want := standardEscape(second, want)
					if got := chain([]string{first, second}, typ)(nil, s); string(got) != want {
						t.Errorf("%s, then %s of %s(%q)\n got %q\nwant %q", first, second, typ, s, got, want)
					}
				}
			}
		}
	})
}

// FuzzData compares pages with the same string in every context, as several types.
func FuzzData(f *testing.F) {
	files := map[string]string{"x.html": `<title>{{.S}}{{.A}}</title><p title="{{.S}}{{.A}}" class={{.S}} id='{{.A}}'>{{.S}}{{.A}}{{.M.k}}{{len .S}}{{if eq .S .M.k}}=</p>{{else}}</p>{{end}}` +
		`<a href="{{.S}}">{{.N}}</a><a href="/x/{{.A}}?a={{.S}}#{{.A}}"><a href={{.A}} data-n="{{.N}}"><img srcset="{{.A}} 2x, {{.S}}"><textarea>{{.A}}</textarea>` +
		`<script>var a = {{.S}} + {{.A}} + "{{.S}}" + '{{.A}}' + {{.N}} + {{.M}};</script><style>p { color: {{.A}}; background: url("{{.S}}") }</style>` +
		`{{range $k, $v := .M}}<a href="/{{$k}}">{{$v}}</a>{{end}}{{with .A}}{{.}}{{end}}{{range .L}}<li{{if .}} title="{{.}}"{{end}}>{{.}}{{end}}{{printf "%s %v" .S .A}}{{or .M.none .S}}`}
	type data struct {
		S string
		A any
		N int
		M map[string]string
		L []string
	}
	p, err := newSet(f, files).Program("x.html", data{})
	if err != nil || !p.Compiled() {
		f.Fatalf("%v %s", err, p.Fallback())
	}
	standard := std.Must(std.New("x.html").Funcs(testFuncs).Parse(files["x.html"]))
	for i, s := range []string{"", "plain", sample().Title, string(sample().Body), sample().URL, "a\xff\u2028", "x:y", "k"} {
		f.Add(s, i, byte(i))
	}
	f.Fuzz(func(t *testing.T, s string, n int, pick byte) {
		d := data{S: s, N: n, M: map[string]string{"k": s, s: "v", "\n": ""}, L: []string{s, "", "b"}}
		d.A = []any{s, std.HTML(s), std.URL(s), std.JS(s), std.JSStr(s), std.CSS(s), std.HTMLAttr(s), std.Srcset(s), slug(s), status(s), &s, n, nil, []string{s}, s == ""}[int(pick)%15]
		var want bytes.Buffer
		if err := standard.Execute(&want, &d); err != nil {
			t.Skip()
		}
		if got, failure := p.run(nil, reflect.ValueOf(&d)); failure != nil || !bytes.Equal(got, want.Bytes()) {
			t.Errorf("failure %v\n got %q\nwant %q", failure, got, want.Bytes())
		}
	})
}

// FuzzTemplates compares arbitrary templates: one that html/template rejects is rejected here, and any other makes the same page
// or the same error.
func FuzzTemplates(f *testing.F) {
	for _, group := range alike {
		for _, text := range group {
			f.Add(text)
		}
	}
	f.Add(`<title>{{template "x" .}}</title>{{template "x" .Agency}}{{define "x"}}{{.Name}}{{end}}`)
	data := sample()
	endless := regexp.MustCompile(`[0-9]{3}|range[^}]*range|template[^}]*\}.*template|e[0-9]|0[xXbBoO]`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 || endless.MatchString(text) {
			t.Skip()
		}
		standard := std.New("").Funcs(testFuncs)
		set := New(testFuncs, pureFuncs...)
		_, wantErr := standard.New("x.html").Parse(text)
		if err := set.Parse("x.html", text); (err == nil) != (wantErr == nil) {
			t.Fatalf("Parse: %v\nhtml/template: %v", err, wantErr)
		}
		if wantErr != nil || standard.Lookup("x.html").Tree == nil {
			t.Skip()
		}
		var want bytes.Buffer
		wantErr = standard.ExecuteTemplate(&want, "x.html", data)
		p, err := set.Program("x.html", view{})
		if err != nil {
			return // this package may be stricter
		}
		got, err := p.Append(nil, data)
		if (err == nil) != (wantErr == nil) || err == nil && !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s\n got %q %v\nwant %q %v", p.Fallback(), got, err, want.Bytes(), wantErr)
		}
		set.Compact = true
		if p, err = set.Program("x.html", view{}); err != nil {
			t.Fatal(err)
		}
		compact, err := p.Append(nil, data)
		want.Reset()
		if wantErr := executeStandard(t, p, &want, data); (err == nil) != (wantErr == nil) || err == nil && !bytes.Equal(compact, want.Bytes()) {
			t.Errorf("compact\n got %q %v\nwant %q %v", compact, err, want.Bytes(), wantErr)
		}
		if err == nil && !slices.Equal(strings.Fields(string(got)), strings.Fields(string(compact))) {
			t.Errorf("more than white space is gone\n got %q\nwant %q", compact, got)
		}
	})
}
