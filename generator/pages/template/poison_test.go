package template

import (
	"strings"
	"testing"
	"unsafe"
)

// reuse appends a text to memory that is overwritten later, and returns it as a string that shares this memory.
func reuse(memory *[]byte, text string) string {
	start := len(*memory)
	*memory = append(*memory, text...)
	return unsafe.String(unsafe.SliceData((*memory)[start:]), len(text))
}

// The caller reuses the memory of a view as soon as its page is rendered.
func TestNothingOfTheDataIsKeptAfterAPage(t *testing.T) {
	const text = `{{$t := .Title}}{{$t}}{{with .Agency}}{{.Name}}{{end}}{{range $i, $w := .Words}}{{$w}}{{end}}<a href="{{.URL}}">{{template "y" .Publisher}}` +
		`{{upper .Title | printf "%s%s" .Slug}}{{if or .Nil .Title}}{{.Body}}{{end}}{{define "y"}}{{$x := .}}{{$x.Name}}{{end}}`
	set := newSet(t, map[string]string{"x.html": text})
	p, err := set.Program("x.html", view{})
	if err != nil || !p.Compiled() {
		t.Fatal(err, p.Fallback())
	}
	memory := make([]byte, 0, 1<<10)
	view := func(word string) (*view, string) {
		memory = memory[:0]
		s := func(w string) string { return reuse(&memory, w+word) }
		v := sample()
		v.Title, v.URL, v.Slug, v.Words = s("title"), s("/url"), slug(s("slug")), []string{s("one"), s("two")}
		v.Agency.Name, v.Publisher = s("agency"), &agency{Name: s("publisher")}
		page, err := p.Append(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		return v, string(page)
	}
	_, first := view("A")
	for i := range memory[:cap(memory)] {
		memory[:cap(memory)][i] = '!' // poison
	}
	for range 10 {
		m := machines.Get().(*machine)
		for _, v := range m.vars[:cap(m.vars)] {
			if v.IsValid() {
				t.Fatalf("a machine at rest holds %v", v)
			}
		}
		if m.out != nil {
			t.Fatal("a machine at rest holds a page")
		}
	}
	_, second := view("B")
	if want := strings.NewReplacer("A", "B").Replace(first); second != want || strings.Contains(second, "!") {
		t.Errorf("the second page holds something of the first:\n%s\nexpected\n%s", second, want)
	}
}
