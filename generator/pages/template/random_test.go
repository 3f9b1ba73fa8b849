package template

import (
	"bytes"
	"fmt"
	std "html/template"
	"math/rand/v2"
	"strings"
	"testing"
)

// writer writes random templates that html/template takes: actions of all kinds, nested, in all contexts.
type writer struct {
	*rand.Rand
	out   strings.Builder
	vars  []string
	loops int
}

func (w *writer) one(of ...string) string { return of[w.IntN(len(of))] }

func (w *writer) value(depth int) string {
	if len(w.vars) > 0 && w.IntN(4) == 0 {
		return w.one(w.vars...)
	}
	if depth > 0 {
		switch w.IntN(8) {
		case 0:
			return fmt.Sprintf("(or %s %s)", w.value(depth-1), w.value(depth-1))
		case 1:
			return fmt.Sprintf("(and %s %s)", w.value(depth-1), w.value(depth-1))
		case 2:
			return fmt.Sprintf("(%s %s)", w.one("print", "printf \"%v\"", "same", "not", "len", "upper", "html"), w.value(depth-1))
		case 3:
			return fmt.Sprintf("(%s %s %s)", w.one("eq", "ne", "lt", "ge", "join", "print", "say"), w.value(depth-1), w.value(depth-1))
		}
	}
	return w.one(".", "$", "$.Title", "$.Body", "$.URL", "$.Trusted", "$.Slug", "$.Status", "$.Count", "$.Yes", "$.No", "$.Ratio", "$.Any", "$.Nil", "$.Text",
		"$.Labels.print", "$.Labels.none", "$.Publisher", "$.Nobody", "$.Agency.Name", "$.Agency.Path", "$.Publisher.Upper", "$.Words", "$.Number", "$.Less",
		"$.Nested.one.two.Name", "(index $.Words 1)", "(index $.Related 0).Upper", "(slice $.Title 0 6)", `"<lit>"`, "12", "true", `(t "x")`, "$.Script", "$.Nobody.Name")
}

func (w *writer) action() string {
	return "{{" + w.value(2) + w.one("", "", "", " | print", " | printf \"%s\"", " | html") + "}}"
}

func (w *writer) nodes(depth int) {
	declared := len(w.vars)
	for range 1 + w.IntN(4) {
		w.node(depth)
	}
	w.vars = w.vars[:declared]
}

func (w *writer) node(depth int) {
	kind := w.IntN(14)
	if depth == 0 {
		kind = w.IntN(8)
	}
	switch kind {
	case 0, 1:
		w.out.WriteString(w.action())
	case 2:
		w.out.WriteString(w.one("<p>", "</p>", "\n\n  ", "text ", "<br>\n", "<pre>\n\n  x</pre>", "<!-- c -->", "\n"))
	case 3:
		fmt.Fprintf(&w.out, w.one(`<a href="%s">`, `<a href="/x/%s">`, `<a href="?q=%s">`, `<p title="%s">`, `<p title='a %s'>`, `<p title=x%s>`, `<p class="a{{if $}} %s{{end}}">`), w.action())
	case 4:
		fmt.Fprintf(&w.out, w.one("<script>f(%s)</script>", `<script>"%s"</script>`, "<title>%s</title>", "<textarea>\n\n%s</textarea>", "<style>p{color:%s}</style>"), w.action())
	case 5:
		name := fmt.Sprintf("$v%d", w.IntN(3))
		fmt.Fprintf(&w.out, "{{%s := %s}}", name, w.value(1))
		w.vars = append(w.vars, name)
	case 6:
		if len(w.vars) > 0 {
			fmt.Fprintf(&w.out, "{{%s = %s}}", w.one(w.vars...), w.value(1))
		}
	case 7:
		if w.loops > 0 {
			fmt.Fprintf(&w.out, "{{if %s}}{{%s}}{{end}}", w.value(1), w.one("break", "continue"))
		}
	case 8, 9:
		w.branch("if "+w.value(2), depth)
	case 10:
		w.branch("with "+w.value(1), depth)
	case 11, 12:
		declared := len(w.vars)
		head := "range "
		if w.IntN(2) == 0 {
			w.vars, head = append(w.vars, "$i", "$e"), "range $i, $e := "
		}
		w.branch(head+w.one("$.Words", "$.Related", "$.Pointers", "$.Empty", "$.Labels", "$.ByYear", "$.Array", "$.Lists.one", "$.Lists.none"), depth)
		w.vars = w.vars[:declared]
	case 13:
		fmt.Fprintf(&w.out, w.one(`{{template "y" %s}}`, `<title>{{template "y" %s}}</title>`, `<a title="{{template "y" %s}}">`), w.value(1))
	}
}

func (w *writer) branch(head string, depth int) {
	w.out.WriteString("{{" + head + "}}")
	outer := w.loops
	if strings.HasPrefix(head, "range") {
		w.loops++
	}
	w.nodes(depth - 1)
	w.loops = outer
	if w.IntN(3) == 0 {
		w.out.WriteString("{{else}}")
		w.nodes(depth - 1)
	}
	w.out.WriteString("{{end}}")
}

func TestRandomTemplatesMakeTheSamePages(t *testing.T) {
	data := sample()
	made, finished := 0, 0
	for seed := range uint64(1000) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 1))}
		w.nodes(3)
		text := w.out.String() + `{{define "y"}}[{{.}} {{if .}}{{print $}}{{end}}]{{end}}`
		standard, err := std.New("x.html").Funcs(testFuncs).Parse(text)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		set := newSet(t, map[string]string{"x.html": text})
		p, err := set.Program("x.html", data)
		if err != nil {
			continue
		}
		var want bytes.Buffer
		wantErr := standard.Execute(&want, data)
		got, err := p.Append(nil, data)
		if (err == nil) != (wantErr == nil) || err == nil && !bytes.Equal(got, want.Bytes()) {
			t.Errorf("seed %d %s\n%s\n got %q %v\nwant %q %v", seed, p.Fallback(), text, got, err, want.Bytes(), wantErr)
		}
		if err == nil {
			made++
			if p.Compiled() {
				finished++
			}
		}
	}
	t.Logf("%d pages, of which %d by compiled programs", made, finished)
	if finished < 200 {
		t.Errorf("only %d pages were compared with compiled ones; the random templates are too simple", finished)
	}
}
