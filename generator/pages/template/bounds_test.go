package template

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// endless are templates that would take a lifetime, or all memory, and the bound that ends each.
var endless = map[string]struct {
	files map[string]string
	bound error
	file  string // that is named
}{
	"a number":                     {map[string]string{"x.html": "{{range 100000000000}}x{{end}}"}, errEndless, "x.html"},
	"without output":               {map[string]string{"x.html": "{{range 100000000000}}{{end}}"}, errEndless, "x.html"},
	"loops in loops":               {map[string]string{"x.html": strings.Repeat("{{range $.Words}}", 2) + strings.Repeat("{{range 2000}}", 4) + strings.Repeat("{{end}}", 6)}, errEndless, "x.html"},
	"a long body":                  {map[string]string{"x.html": "{{range 100000000000}}" + strings.Repeat("0123456789", 1000) + "{{end}}"}, errTooLong, "x.html"},
	"calls of calls":               {map[string]string{"x.html": `{{template "a" "0123456789012345678901234567890123456789"}}`, "y.html": `{{define "a"}}{{if .}}{{template "a" (slice . 1)}}{{template "a" (slice . 1)}}{{end}}{{end}}`}, errEndless, "y.html"},
	"a template that is called":    {map[string]string{"x.html": `<p>{{template "part.html" .}}`, "part.html": "{{range 100000000000}}x{{end}}"}, errEndless, "part.html"},
	"in an attribute":              {map[string]string{"x.html": `<p title="{{template "part.html" .}}">`, "part.html": "{{range 100000000000}}x{{end}}"}, errEndless, "part.html"},
	"wide numbers":                 {map[string]string{"x.html": `{{range 100000000000}}{{printf "%0900000d" 1}}{{end}}`}, errTooLong, "x.html"},
	"wide numbers in a row":        {map[string]string{"x.html": strings.Repeat(`{{printf "%0900000d" .Count}}`, 200)}, errTooLong, "x.html"},
	"one wide text":                {map[string]string{"x.html": `{{printf "` + strings.Repeat("%0900000d", 200) + `" .Count}}`}, errText, "x.html"},
	"a width of a view":            {map[string]string{"x.html": `{{printf "` + strings.Repeat("%[1]*[1]d", 200) + `" .Count}}`}, errText, "x.html"},
	"a text that doubles":          {map[string]string{"x.html": `{{$a := .Title}}{{range 60}}{{$a = print $a $a}}{{end}}`}, errText, "x.html"},
	"a text that is printed often": {map[string]string{"x.html": `{{$a := .Title}}{{range 60}}{{$a = printf "%s%s" $a $a}}{{end}}`}, errText, "x.html"},
	"a text that is escaped often": {map[string]string{"x.html": `{{$a := "\\"}}{{range 60}}{{$a = js $a}}{{end}}`}, errText, "x.html"},
	"a function that doubles":      {map[string]string{"x.html": `{{$a := .Title}}{{range 60}}{{$a = twice $a}}{{end}}`}, errText, "x.html"},
	"texts that nobody sees":       {map[string]string{"x.html": `{{range 100000000000}}{{$a := printf "%0900000d" 1}}{{end}}`}, errEndless, "x.html"},
}

var doubling = FuncMap{"twice": func(s string) string { return s + s }, "fail": func() (string, error) { return "", errors.New("no") }}

// lower sets bounds that a test reaches soon.
func lower(t *testing.T) {
	page, text, steps, spend := maxPage, maxText, maxSteps, maxTime
	t.Cleanup(func() { maxPage, maxText, maxSteps, maxTime = page, text, steps, spend })
	maxPage, maxText, maxSteps, maxTime = 2<<20, 1<<20, 300_000, 500*time.Millisecond
}

func TestPageThatDoesNotEndIsEnded(t *testing.T) {
	lower(t)
	for name, c := range endless {
		for _, compiled := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, compiled %v", name, compiled), func(t *testing.T) {
				set := New(doubling)
				for file, text := range c.files {
					if !compiled && file == "x.html" {
						text = "{{with .Any}}{{.Name}}{{end}}" + text // a field of an interface: left to html/template
					}
					if err := set.Parse(file, text); err != nil {
						t.Fatal(err)
					}
				}
				p, err := set.Program("x.html", view{})
				if err != nil {
					t.Fatal(err)
				}
				if p.Compiled() != compiled {
					t.Fatalf("compiled is %v: %v", p.Compiled(), p.Fallback())
				}
				started := time.Now()
				page, err := p.Append([]byte("before"), &view{Title: "title", Yes: true, Count: 900000, Words: []string{"a", "b", "c"}})
				if !errors.Is(err, c.bound) || string(page) != "before" {
					t.Fatalf("%d bytes, %v; expected %v", len(page), err, c.bound)
				}
				if took := time.Since(started); took > 20*maxTime {
					t.Errorf("it took %v", took)
				}
				if e := (*Error)(nil); !errors.As(err, &e) || e.File != c.file || !strings.HasPrefix(err.Error(), c.file+": ") {
					t.Errorf("found %q; expected the name of %s", err, c.file)
				}
			})
		}
	}
}

func TestAfterAPageThatDoesNotEndOthersFailAtOnce(t *testing.T) {
	lower(t)
	set := newSet(t, map[string]string{"a.html": `{{template "part.html"}}`, "b.html": `b{{template "part.html"}}`, "c.html": "c", "part.html": "{{range 100000000000}}{{end}}"})
	var took [3]time.Duration
	for i, name := range []string{"a.html", "b.html", "c.html"} {
		p, err := set.Program(name, view{})
		if err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		if _, err := p.Append(nil, view{}); (err != nil) != (name != "c.html") {
			t.Errorf("%s: %v", name, err)
		}
		took[i] = time.Since(started)
	}
	if took[1] > took[0]/2 {
		t.Errorf("the second page took %v, the first one %v", took[1], took[0])
	}
}

func TestTextsOfConstantsHaveABoundWhenTheyAreCompiled(t *testing.T) {
	text := `"x"`
	for range 40 {
		text = `(printf "%[1]s%[1]s" ` + text + `)`
	}
	set := newSet(t, map[string]string{"x.html": "{{" + text + "}}"})
	if _, err := set.Program("x.html", view{}); err == nil || !strings.Contains(err.Error(), "x.html:1:") {
		t.Errorf("found %v", err)
	}
}

func TestManyPagesAtOnceShareNoBudget(t *testing.T) {
	set := newSet(t, map[string]string{"x.html": "{{with .Any}}{{.Name}}{{end}}{{range .Words}}{{range 30000}}{{end}}{{.}}{{end}}"})
	p, err := set.Program("x.html", view{})
	if err != nil || p.Compiled() {
		t.Fatal(p.Compiled(), err)
	}
	var busy sync.WaitGroup
	for i := range 6 {
		busy.Go(func() {
			for range 4 {
				word := fmt.Sprint("w", i)
				if page, err := p.Append(nil, &view{Words: []string{word, word}}); string(page) != word+word || err != nil {
					t.Errorf("%q, %v", page, err)
				}
			}
		})
	}
	busy.Wait()
}

func TestSizesThatAreEstimatedAreNotTooSmall(t *testing.T) {
	nasty := "&'\"<>\\\x00\n＜ü"
	for name, f := range map[string]struct {
		got  string
		most int
	}{
		"html":     {builtins["html"].(func(...any) string)(nasty), 6 * sizeOf([]any{nasty})},
		"js":       {builtins["js"].(func(...any) string)(nasty), 6 * sizeOf([]any{nasty})},
		"urlquery": {builtins["urlquery"].(func(...any) string)(nasty), 3 * sizeOf([]any{nasty})},
	} {
		if len(f.got) > f.most {
			t.Errorf("%s: %d bytes; estimated %d", name, len(f.got), f.most)
		}
	}
	if got := boundedPrintf("%5d|%-8s|%s", 1, "a", bytes.Repeat([]byte("x"), 3)); got != "    1|a       |xxx" {
		t.Errorf("%q", got)
	}
}
