package template

import (
	"reflect"
	"slices"
	"sync"
	"testing"
)

func TestStructIsTakenInPlaceOfAPointerToIt(t *testing.T) {
	p, err := newSet(t, map[string]string{"x.html": "{{.Name}} {{.Upper}}"}).Program("x.html", agency{})
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []any{agency{Name: "a"}, &agency{Name: "a"}} {
		if page, err := p.Append(nil, data); string(page) != "a A" || err != nil {
			t.Errorf("%T: page %q, error %v", data, page, err)
		}
	}
}

func TestPureFunctionOfConstantsIsCalledOnlyOnce(t *testing.T) {
	calls := map[string]int{}
	set := New(FuncMap{
		"pure":   func(s string) string { calls["pure "+s]++; return "<" + s + ">" },
		"impure": func(s string) string { calls["impure "+s]++; return s },
	}, "pure")
	text := `{{pure "a"}}<a title="{{pure "b" | printf "%s!"}}">{{pure .}}{{impure "c"}}{{range 5}}{{pure "d"}}{{end}}`
	if err := set.Parse("x.html", text); err != nil {
		t.Fatal(err)
	}
	p, err := set.Program("x.html", "")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		page, err := p.Append(nil, "v")
		want := `&lt;a&gt;<a title="&lt;b&gt;!">&lt;v&gt;c&lt;d&gt;&lt;d&gt;&lt;d&gt;&lt;d&gt;&lt;d&gt;`
		if string(page) != want || err != nil {
			t.Fatalf("page %s, error %v", page, err)
		}
	}
	for call, want := range map[string]int{"pure a": 1, "pure b": 1, "pure d": 1, "pure v": 3, "impure c": 3} {
		if calls[call] != want {
			t.Errorf("%s was called %d times; expected %d", call, calls[call], want)
		}
	}
	if text := p.code.instructions[0].text; text != `&lt;a&gt;<a title="&lt;b&gt;!">` {
		t.Errorf("the results are not part of the text: %q", text)
	}
}

func TestPureFunctionMustExist(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New accepts a pure function that does not exist")
		}
	}()
	New(FuncMap{}, "t")
}

func TestOneProgramMakesManyPagesAtOnce(t *testing.T) {
	p, err := newSet(t, map[string]string{"x.html": `{{template "main" .}}{{define "main"}}{{range $i, $w := .Words}}{{$i}}{{$w}}{{$.Title}}{{end}}{{end}}`}).Program("x.html", view{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]string{}
	views := map[int]*view{}
	for i := range 8 {
		v := sample()
		v.Words = slices.Repeat([]string{v.Title, "b"}, i+1)
		page, err := p.Append(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		want[i], views[i] = string(page), v
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				if page, err := p.Append(nil, views[i]); err != nil || string(page) != want[i] {
					t.Errorf("page %d is %q, error %v", i, page, err)
				}
			}
		})
	}
	wg.Wait()
}

// The test has a machine to itself: under the race detector, a sync.Pool forgets what it holds at random.
func TestPageIsMadeWithoutAllocation(t *testing.T) {
	p, err := newSet(t, map[string]string{
		"x.html": `{{.Title}}<a href="{{.URL}}">{{t "x"}}{{upper ""}}{{range .Related}}{{template "y.html" .}}{{end}}{{if eq .Count 300}}{{len .Words}}{{end}}`,
		"y.html": `<a title="{{.Name}}" href="{{.ID}}">{{with .Name}}{{.}}{{end}}`,
	}).Program("x.html", view{})
	if err != nil {
		t.Fatal(err)
	}
	m, data := new(machine), reflect.ValueOf(sample())
	page, failure := m.run(p.code, nil, data)
	if failure != nil || len(page) == 0 {
		t.Fatalf("%q, %v", page, failure)
	}
	if n := testing.AllocsPerRun(100, func() { page, _ = m.run(p.code, page[:0], data) }); n > 0 {
		t.Errorf("%v allocations a page", n)
	}
}

func TestUsesNamesTheFilesThatDecideAPage(t *testing.T) {
	set := newSet(t, map[string]string{
		"bulletin.html": `{{template "layout.html" .}}{{define "main"}}{{range .}}{{template "entry.html" .}}{{else}}{{template "none.html"}}{{end}}{{end}}`,
		"entry.html":    `{{with .}}{{template "topic.html" .}}{{end}}`,
		"layout.html":   `{{if .}}{{block "main" .}}{{end}}{{end}}`,
		"list.html":     `{{template "layout.html" .}}`,
		"none.html":     `none`,
		"topic.html":    `{{template "topic.html"}}`,
	})
	for name, want := range map[string][]string{
		"bulletin.html": {"bulletin.html", "entry.html", "layout.html", "none.html", "topic.html"},
		"entry.html":    {"entry.html", "topic.html"},
		"nothing.html":  nil,
	} {
		if got := set.Uses(name); !slices.Equal(got, want) {
			t.Errorf("Uses(%q) is %q; expected %q", name, got, want)
		}
	}
}
