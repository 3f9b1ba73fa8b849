package template

import (
	"strings"
	"testing"
)

func TestDirectFunctionDoesWhatThePlainOneDoes(t *testing.T) {
	type labelled struct{ Label, Name string }
	label := func(label string, a agency) labelled { return labelled{label, a.Name} }
	plain := FuncMap{"shout": strings.ToUpper, "name": func(a *agency) string { return a.Name }, "label": label,
		"first": func(ws []string) string { return ws[0] }, "half": func(n int) int { return n / 2 }}
	direct := FuncMap{"shout": Direct1(strings.ToUpper), "name": Direct1(func(a *agency) string { return a.Name }), "label": Direct2(label),
		"first": Direct1(func(ws []string) string { return ws[0] }), "half": Direct1(func(n int) int { return n / 2 })}
	for _, text := range []string{
		`{{shout .Title}} {{shout "x"}} {{.Title | shout | shout}} {{if shout ""}}a{{else}}b{{end}}`,
		`{{name .Publisher}} {{name .Agency}}`, `{{(label "x" .Agency).Name}} {{with label .Title .Publisher}}{{.Label}} {{.Name}}{{end}}`,
		`{{range .Related}}{{(label .Path .).Name}}{{name .}}{{end}}`, `{{first .Words}}`, `{{half .Count}} {{half 7}} {{half (half 9)}}`,
		`{{first .Empty}}`, `{{name .Nobody}}`, `{{shout .Labels.none}}`, `{{shout .Any}}`, `{{(label "x" .Nobody).Name}}`, // these fail
	} {
		var pages, errs [2]string
		for i, funcs := range []FuncMap{plain, direct} {
			set := New(funcs, "shout")
			if err := set.Parse("x.html", text); err != nil {
				t.Fatal(err)
			}
			p, err := set.Program("x.html", sample())
			if err != nil {
				t.Fatal(text, err)
			}
			if !p.Compiled() {
				t.Error(p.Fallback())
			}
			page, err := p.Append(nil, sample())
			if pages[i] = string(page); err != nil {
				errs[i] = err.Error()
			}
		}
		if pages[0] != pages[1] || errs[0] != errs[1] {
			t.Errorf("%s: %q %q; expected %q %q", text, pages[1], errs[1], pages[0], errs[0])
		}
	}
}
