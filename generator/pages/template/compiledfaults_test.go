package template

import (
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestPanicsOfCompiledCodeAreRecordedOncePerTemplate(t *testing.T) {
	set := newSet(t, map[string]string{"a.html": "<p>{{.Title}}", "b.html": "{{.Count}}", "c.html": "{{.Yes}}"})
	programs := map[string]*Program{}
	for _, name := range []string{"a.html", "b.html", "c.html"} {
		p, err := set.Program(name, view{})
		if err != nil {
			t.Fatal(err)
		}
		programs[name] = p
	}
	bug := 0
	broken := func(m *machine, dot reflect.Value) flow {
		m.out = append(m.out, "half a page"...)
		_ = []int{}[bug]
		return flowNext
	}
	for _, name := range []string{"b.html", "a.html"} {
		programs[name].code.instructions = append(programs[name].code.instructions, instruction{do: broken})
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				for name, want := range map[string]string{"a.html": "<p>x &amp; y", "b.html": "3", "c.html": "true"} {
					if page, err := programs[name].Append(nil, &view{Title: "x & y", Count: 3, Yes: true}); string(page) != want || err != nil {
						t.Errorf("%s: %q, %v; expected %q", name, page, err, want)
					}
				}
				set.Faults()
			}
		})
	}
	wg.Wait()
	const cause = "runtime error: index out of range [0] with length 0"
	if got, want := set.Faults(), []Fault{{"a.html", 40, cause}, {"b.html", 40, cause}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the faults are %v; expected %v", got, want)
	}
}

func TestFunctionThatPanicsOnceIsRecorded(t *testing.T) {
	calls := 0
	set := New(FuncMap{"flaky": func(s string) string {
		if calls++; calls == 1 {
			panic("not yet: " + s)
		}
		return s
	}})
	if err := set.Parse("x.html", "{{flaky .}}"); err != nil {
		t.Fatal(err)
	}
	p, err := set.Program("x.html", "")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if page, err := p.Append(nil, "v"); string(page) != "v" || err != nil {
			t.Errorf("%q, %v", page, err)
		}
	}
	if got := set.Faults(); len(got) != 1 || got[0] != (Fault{"x.html", 1, "not yet: v"}) {
		t.Errorf("the faults are %v", got)
	}
}

// An error that html/template reports too, and a template that is not compiled, are not faults of the compiled code.
func TestErrorsAndTemplatesThatAreNotCompiledAreNotFaults(t *testing.T) {
	for _, text := range []string{"{{.Nobody.Name}}", "{{panics .Title}}", "{{fails .Title}}", "{{call .Func .Title}}"} {
		set := newSet(t, map[string]string{"x.html": text})
		p, err := set.Program("x.html", view{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Append(nil, sample())
		if got := set.Faults(); got != nil || (err == nil) != strings.Contains(text, "call") {
			t.Errorf("%s: faults %v, error %v", text, got, err)
		}
	}
}
