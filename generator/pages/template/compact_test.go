package template

import (
	"bytes"
	"io"
	"testing"
)

func TestCompactDropsTheLayoutOfTheTemplates(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"runs with a line break": {map[string]string{"x.html": "<ul>\n\n   <li>a  b</li>\r\n\t<li> c\n  d </li>  \n</ul>"}, "<ul>\n<li>a  b</li>\n<li> c\nd </li>\n</ul>"},
		"tags and attributes":    {map[string]string{"x.html": "<a\n  title=\"a\n  > b\"\n  class='\n\n'>\n  x</a\n\n>"}, "<a\n  title=\"a\n  > b\"\n  class='\n\n'>\nx</a\n\n>"},
		"what must stay": {map[string]string{"x.html": "<PRE>\n\n a <b title='</pre>'>\n  </b><pre>\n\n</pre>\n\n</pre>\n\n<textarea>\n\n  <p>\n\n</textarea>\n\n<script>\n\n f()\n\n</script>\n\n<style>\n\n p {}\n\n</style>\n\n<title>\n\n</title>\n\n"},
			"<PRE>\n\n a <b title='</pre>'>\n  </b><pre>\n\n</pre>\n\n</pre>\n<textarea>\n\n  &lt;p>\n\n</textarea>\n<script>\n\n f()\n\n</script>\n<style>\n\n p {}\n\n</style>\n<title>\n\n</title>\n"},
		"around actions":                        {map[string]string{"x.html": "<ul>\n  {{range .Words}}\n    <li>{{.}}</li>\n  {{end}}\n</ul>\n\n{{if .Yes}}\n\n  <p>\n  {{end}}\n</p>\n  {{/* nothing */}}  \n{{$x := 1}}  \n<p>"}, "<ul>\n<li>一</li>\n<li>two</li>\n<li>&lt;three&gt;</li>\n<li></li>\n</ul>\n<p>\n</p>\n<p>"},
		"a loop on one line":                    {map[string]string{"x.html": "\n  {{range .Words}}{{.}}\n\n{{else}}none{{end}}\n  <p>"}, "\n一\ntwo\n&lt;three&gt;\n\n\n<p>"},
		"a loop without white space at its end": {map[string]string{"x.html": "<ul>\n{{range .Array}}\n <li>{{end}}\n</ul>"}, "<ul>\n\n<li>\n<li>\n</ul>"},
		"a loop that is left":                   {map[string]string{"x.html": "<ul>\n{{range .Words}}\n  <li>{{if eq . \"two\"}}{{break}}{{end}}\n\n{{end}}\n\n</ul>"}, "<ul>\n\n<li>\n\n<li>\n</ul>"},
		"values":                                {map[string]string{"x.html": "<p>\n  {{\"a\\n\\n  b\"}}\n  </p>"}, "<p>\na\n\n  b\n</p>"},
		"other templates":                       {map[string]string{"x.html": "<div>\n\n{{template \"y\"}}\n\n</div>", "y": "\n\n  <p>\n\n  y</p>\n\n"}, "<div>\n\n<p>\ny</p>\n\n</div>"},
		"one inside and outside of pre": {map[string]string{"x.html": "<div>\n\n{{template \"y\"}}</div><pre>\n\n{{template \"y\"}}</pre>", "y": "\n\n<b>\n\n</b>"},
			"<div>\n\n\n<b>\n\n</b></div><pre>\n\n\n\n<b>\n\n</b></pre>"},
		"an attribute by a template":       {map[string]string{"x.html": "<p title=\"{{template \"y\"}}\">\n\n{{template \"y\"}}", "y": "\n\n  a\n\n"}, "<p title=\"\n\n  a\n\n\">\n\na\n"},
		"branches that cannot be followed": {map[string]string{"x.html": "<div>\n\n{{if .Yes}}<pre>{{else}}<div>{{end}}\n\n x"}, "<div>\n\n<pre>\n\n x"},
		"recursion":                        {map[string]string{"x.html": "{{template \"y\" .Tree}}\n\n", "y": "<li>\n\n{{.Title}}{{range .Children}}\n\n  {{template \"y\" .}}{{end}}</li>\n\n"}, "<li>\nroot\n<li>\none\n<li>\none.one</li>\n</li>\n\n<li>\ntwo</li>\n</li>\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			set := newSet(t, c.files)
			set.Compact = true
			p, err := set.Program("x.html", view{})
			if err != nil {
				t.Fatal(err)
			}
			page, err := p.Append(nil, sample())
			if err != nil || string(page) != c.want {
				t.Errorf("error %v\n got %q\nwant %q", err, page, c.want)
			}
			var same bytes.Buffer
			if err := executeStandard(t, p, &same, sample()); err != nil || same.String() != string(page) {
				t.Errorf("html/template makes another page of it: error %v\n%q", err, same.String())
			}
		})
	}
}

// executeStandard lets html/template execute the template of a program.
func executeStandard(t *testing.T, p *Program, to io.Writer, data any) error {
	t.Helper()
	standard, trees, err := p.set.escape(p.name, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.set.Compact {
		compact(trees, p.name)
	}
	return standard.Lookup(p.name).Execute(to, data)
}
