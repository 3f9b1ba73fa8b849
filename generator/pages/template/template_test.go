package template

import (
	"bytes"
	"errors"
	"fmt"
	std "html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// The data of the tests is a view with every kind of member that a template can name.

type base struct {
	Site string
	Lang string
}

type Meta struct {
	Number string
	Editor *string
}

type agency struct {
	ID, Name string
	Parent   *agency
}

func (a agency) Path() string         { return "/agencies/" + a.ID + "/" }
func (a *agency) Upper() string       { return strings.ToUpper(a.Name) }
func (a agency) With(s string) string { return a.Name + s }
func (a agency) Broken() (string, error) {
	if a.ID == "" {
		return "", errors.New("an agency without an id")
	}
	return a.ID, nil
}

type status string

func (s status) String() string { return "<status " + string(s) + ">" }

type slug string

type node struct {
	Title    string
	Children []node
}

type view struct {
	base
	*Meta
	Title     string
	Body      std.HTML
	URL       string
	Trusted   std.URL
	Script    std.JS
	Quoted    std.JSStr
	Style     std.CSS
	Attr      std.HTMLAttr
	Sources   std.Srcset
	Slug      slug
	Status    status
	Count     int
	Small     int8
	Unsigned  uint
	Ratio     float64
	Yes, No   bool
	Date      time.Time
	Agency    agency
	Publisher *agency
	Nobody    *agency
	Related   []agency
	Pointers  []*agency
	Empty     []string
	Words     []string
	Array     [2]string
	Labels    map[string]string
	ByYear    map[int]string
	Lists     map[string][]string
	Less      int
	Nested    map[string]map[string]agency
	Any       any
	Nil       any
	Number_   any
	Stringer  fmt.Stringer
	Err       error
	Text      *string
	Bytes     []byte
	Tree      node
	private   string
	Func      func(string) string
	Complex   complex128
}

func (v view) Hello() string           { return "hello <" + v.Title + ">" }
func (v *view) Count2() int            { return v.Count * 2 }
func (v *view) Find(id string) *agency { return v.Publisher }

func text(s string) *string { return &s }

func sample() *view {
	return &view{
		base: base{Site: "公报 & 档案", Lang: "zh-Hans"}, Meta: &Meta{Number: "济政发〔2024〕1号", Editor: text("a\"b'c")},
		Title: `关于"公开" <b>工作</b> & 'more' + =` + "`\x00\u2028", Body: "<p class=\"a\">正文 &amp; <em>more</em></p>",
		URL: "https://example.org/a b?q=1&r=公报#x'\"<>+", Trusted: "javascript:alert('1')&x=+", Script: "f(1) + '<b>'",
		Quoted: `it\u0027s "x"`, Style: "color: red", Attr: `data-x="1"`, Sources: "a.png 1x, b.png 2x",
		Slug: "a b<c>", Status: "current", Count: 300, Small: -3, Unsigned: 7, Ratio: 1.5e30, Yes: true,
		Date:   time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC),
		Agency: agency{ID: "jinan", Name: "济南市", Parent: &agency{ID: "sd", Name: "山东 <省>"}}, Publisher: &agency{ID: "audit", Name: "Audit & co"},
		Related:  []agency{{ID: "a", Name: "A"}, {ID: "b", Name: "<B>"}, {ID: "c"}, {}},
		Pointers: []*agency{{ID: "p", Name: "P"}, {ID: "q", Name: "Q"}},
		Words:    []string{"一", "two", "<three>", ""}, Array: [2]string{"x", "y&"},
		Labels: map[string]string{"print": "打印 & more", "b": "", "a": "1"}, ByYear: map[int]string{2024: "x", -3: "y", 100: "z"},
		Lists: map[string][]string{"one": {"<1>"}}, Less: -1,
		Nested: map[string]map[string]agency{"one": {"two": {ID: "deep", Name: "Deep"}}},
		Any:    "any <text>", Number_: 12, Stringer: status("s"), Err: errors.New("an <error>"), Text: text("pointed <at>"),
		Bytes: []byte("hi"), Tree: node{"root", []node{{"one", []node{{"one.one", nil}}}, {"two", nil}}},
		private: "p", Func: strings.ToUpper, Complex: 1i,
	}
}

var testFuncs = FuncMap{
	"t": func(key string) (string, error) {
		if key == "missing" {
			return "", errors.New("no message <missing>")
		}
		return "«" + key + " & 公报»", nil
	},
	"upper":     strings.ToUpper,
	"bold":      func(s string) std.HTML { return std.HTML("<b>" + std.HTMLEscapeString(s) + "</b>") },
	"link":      func(s string) std.URL { return std.URL("tel:" + s) },
	"year":      func(n int) string { return fmt.Sprintf("%d<年>", n) },
	"join":      func(a, b string) string { return a + "/" + b },
	"site":      func() string { return "<site>" },
	"say":       func(key string, args ...any) string { return key + fmt.Sprint(args...) },
	"date":      func(d time.Time, layout string) string { return d.Format(layout) },
	"add":       func(a, b int) int { return a + b },
	"isTrue":    func(b bool) bool { return b },
	"fails":     func(s string) (string, error) { return "", errors.New("it fails: " + s) },
	"panics":    func(s string) string { panic("it panics: " + s) },
	"same":      func(v any) any { return v },
	"name":      func(a *agency) string { return a.Name },
	"names":     func(a agency) string { return a.Name },
	"words":     func(s ...string) string { return strings.Join(s, "|") },
	"nilly":     func(v *agency) bool { return v == nil },
	"big":       func(n int64, u uint8, f float32) string { return fmt.Sprint(n, u, f) },
	"reflected": func(v reflect.Value) string { return v.Kind().String() },
}

var pureFuncs = []string{"t", "upper", "bold", "link", "year", "join", "say", "add", "fails"}

// reference executes a template with html/template.
func reference(t testing.TB, files map[string]string, root string, data any) (string, error) {
	t.Helper()
	set := std.New("").Funcs(testFuncs)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := set.New(name).Parse(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	var page bytes.Buffer
	err := set.ExecuteTemplate(&page, root, data)
	return page.String(), err
}

func newSet(t testing.TB, files map[string]string) *Set {
	t.Helper()
	set := New(testFuncs, pureFuncs...)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := set.Parse(name, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

// expectation is the way in which a page should be rendered.
type expectation int

const (
	compiled expectation = iota // by the compiled program, to the end
	dropped                     // by html/template, after the compiled program gave up
	fallback                    // by html/template, since the program is not compiled
)

// sameAsStandard executes a template in both ways and compares pages and errors.
func sameAsStandard(t *testing.T, files map[string]string, root string, data any, want expectation) {
	t.Helper()
	page, wantErr := reference(t, files, root, data)
	p, err := newSet(t, files).Program(root, data)
	if err != nil {
		t.Fatalf("Program: %v", err)
	}
	got, err := p.Append([]byte("before"), data)
	if rest, ok := bytes.CutPrefix(got, []byte("before")); !ok {
		t.Errorf("what was in the slice is gone: %q", got)
	} else if wantErr == nil && string(rest) != page {
		t.Errorf("the page differs\n got %q\nwant %q", rest, page)
	} else if wantErr != nil && len(rest) > 0 {
		t.Errorf("half a page came with the error: %q", rest)
	}
	if (err == nil) != (wantErr == nil) || err != nil && !strings.HasSuffix(wantErr.Error(), err.Error()) {
		t.Errorf("the error differs\n got %v\nwant %v", err, wantErr)
	}
	if p.Compiled() != (want != fallback) {
		t.Errorf("Compiled() is %v: %s", p.Compiled(), p.Fallback())
	}
	if _, failure := p.run(nil, reflect.ValueOf(data)); (failure == nil) != (want == compiled) {
		t.Errorf("the compiled program failed with %v", failure)
	}
}
