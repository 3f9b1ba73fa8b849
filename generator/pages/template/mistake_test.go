package template

import (
	"errors"
	"strings"
	"testing"
)

func TestMistakeIsFoundWhenTheProgramIsMade(t *testing.T) {
	for text, want := range map[string]string{
		`{{.Titel}}`:                        `x.html:2:3: template.view has no field or method Titel; did you mean Title?`,
		`{{.Agency.Nmae}}`:                  `has no field or method Nmae; did you mean Name?`,
		`{{range .Related}}{{.Nam}}{{end}}`: `template.agency has no field or method Nam; did you mean Name?`,
		`{{.Zzzzzzzzz}}`:                    `has no field or method Zzzzzzzzz`,
		`{{.private}}`:                      `private of template.view is not exported`,
		`{{.Title.Length}}`:                 `string has no field or method Length`,
		`{{.ByYear.x}}`:                     `map[int]string has no field or method x`,
		`{{index .Nested "x" "y" | names | upper | year}}`: `found a value of type string; expected int`,
		`{{.Nested.one.two.Upper}}`:                        `has no field or method Upper`, // needs an address, and a value in a map has none
		`{{upper .Count}}`:                                 `found a value of type int; expected string`,
		`{{upper 1}}`:                                      `found 1; expected a value of type string`,
		`{{year "x"}}`:                                     `found "x"; expected a value of type int`,
		`{{upper}}`:                                        `upper takes 1 arguments; found 0`,
		`{{join .Title}}`:                                  `join takes 2 arguments; found 1`,
		`{{.Title | join "a" "b"}}`:                        `join takes 2 arguments; found 3`,
		`{{say}}`:                                          `say takes 1 arguments; found 0`,
		`{{isTrue nil}}`:                                   `found nil; expected a value of type bool`,
		`{{.Title "x"}}`:                                   `.Title is not a function, so it takes no argument`,
		`{{"x" | .Title}}`:                                 `.Title is not a function, so it takes no argument`,
		`{{$x := 1}}{{$x 2}}`:                              `$x is not a function`,
		`{{range .Title}}{{end}}`:                          `range over a string; expected a slice`,
		`{{range .Agency}}{{end}}`:                         `range over a template.agency; expected a slice`,
		`{{eq .Title 1}}`:                                  `eq cannot compare a string with a int`,
		`{{eq .Title "x" 1}}`:                              `eq cannot compare a string with a int`,
		`{{lt .Yes .No}}`:                                  `lt cannot compare booleans`,
		`{{eq .Title}}`:                                    `eq cannot take 1 arguments`,
		`{{len .Count}}`:                                   `len of a int`,
		`{{index .Count 1}}`:                               `index of a int`,
		`{{t "missing"}}`:                                  `t: no message <missing>`,
		`<a title="{{t "missing"}}">`:                      `t: no message <missing>`,
		`{{9223372036854775808}}`:                          `9223372036854775808 is too large for an int`,
		`{{.Agency.With}}`:                                 `With takes 1 arguments; found 0`,
	} {
		t.Run(text, func(t *testing.T) {
			files := map[string]string{"x.html": "\n" + text}
			_, err := newSet(t, files).Program("x.html", view{})
			if err == nil || !strings.HasPrefix(err.Error(), "x.html:2:") || !strings.Contains(err.Error(), want) {
				t.Errorf("got error %v\nwant one at x.html:2 with %q", err, want)
			}
			if _, err := reference(t, files, "x.html", sample()); err == nil {
				t.Error("html/template executes it without an error")
			}
		})
	}
}

func TestAllMistakesAreFoundAtOnce(t *testing.T) {
	set := newSet(t, map[string]string{
		"x.html": "{{.One}}\n{{if .Two}}{{upper 3}}{{end}}{{template \"y.html\" .Related}}",
		"y.html": "{{range .}}\n\n{{.Four}}{{end}}",
	})
	_, err := set.Program("x.html", view{})
	for _, place := range []string{"x.html:1:3: ", "x.html:2:6: ", "x.html:2:20: ", "y.html:3:3: "} {
		if err == nil || !strings.Contains(err.Error(), place) {
			t.Errorf("no mistake at %s in:\n%v", place, err)
		}
	}
}

// The standard library words these errors. The test fails if a release of Go changes the wording.
func TestSyntaxErrorsOfTheStandardLibraryHaveAPlace(t *testing.T) {
	for text, want := range map[string]Error{
		"\n\n标题{{nofunction}}":       {Line: 3, Column: 5, Message: `function "nofunction" not defined`},
		"a\n{{if .Yes}}x":            {Line: 2, Message: "unexpected EOF"},
		"a\n{{.Title":                {Line: 2, Message: "unclosed action"},
		"\n{{$x}}":                   {Line: 2, Message: `undefined variable "$x"`, Column: 3},
		"{{.Title}}\n {{end}}":       {Line: 2, Message: "unexpected {{end}}"},
		"{{template x}}":             {Line: 1, Column: 12, Message: `unexpected "x" in template clause`},
		"{{if }}{{end}}":             {Line: 1, Message: "missing value for if"},
		`{{"x}}`:                     {Line: 1, Message: "unterminated quoted string"},
		"{{define \"x\"}}a{{break}}": {Line: 1, Message: "{{break}} outside {{range}}"},
		"{{define \"x\"}}a{{end}}\n{{define \"x\"}}b{{end}}": {Line: 2, Column: 11, Message: `template: multiple definition of template "x"`},
	} {
		want.File = "x.html"
		err := New(testFuncs).Parse("x.html", text)
		checkError(t, text, err, want)
		if _, err := Trees("x.html", text); !strings.Contains(text, "nofunction") {
			checkError(t, text, err, want)
		}
	}
}

func TestErrorsOfTheEscaperHaveAPlace(t *testing.T) {
	for text, want := range map[string]Error{
		"\n标<a href='{{if .Yes}}/{{else}}?{{end}}{{.Title}}'>": {Line: 2, Column: 41, Message: "{{.Title}} appears in an ambiguous context within a URL"},
		"\n{{if .Yes}}<a{{end}}":                               {Line: 2, Column: 6, Message: "{{if}} branches end in different contexts"},
		"\n{{template \"none.html\"}}":                         {Line: 2, Column: 12, Message: `no such template "none.html"`},
		"\n<p>{{.Title | html | upper}}":                       {Line: 2, Column: 6, Message: `predefined escaper "html" disallowed in template`},
		"<a title='":                                           {Message: "ends in a non-text context"},
		"<p>\n<a x=y`z>":                                       {Message: "\"`\" in unquoted attr: \"y`z\""},
	} {
		want.File = "x.html"
		_, err := newSet(t, map[string]string{"x.html": text}).Program("x.html", view{})
		checkError(t, text, err, want)
	}
	_, err := newSet(t, map[string]string{"x.html": "{{template \"y\"}}", "y.html": "a\n{{define \"y\"}}\n标{{if .}}<a{{end}}{{end}}"}).Program("x.html", view{})
	var found *Error
	if !errors.As(err, &found) || found.place() != "y.html:3:7" {
		t.Errorf("an error in a defined template is at %v; expected y.html:3:7", err)
	}
}

func checkError(t *testing.T, text string, err error, want Error) {
	t.Helper()
	var found *Error
	if !errors.As(err, &found) || errors.Unwrap(found) == nil {
		t.Errorf("%q: found %v; expected an *Error of the standard library", text, err)
		return
	}
	if found.File != want.File || found.Line != want.Line || found.Column != want.Column || !strings.HasPrefix(found.Message, want.Message) {
		t.Errorf("%q: found\n%v; expected\n%v", text, found, &want)
	}
}

func TestErrorOfAPageStartsWithFileAndLine(t *testing.T) {
	p, err := newSet(t, map[string]string{"x.html": "\n{{.Nobody.Name}}"}).Program("x.html", view{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Append(nil, view{}); err == nil || !strings.HasPrefix(err.Error(), "x.html:2:") {
		t.Errorf("Append: %v", err)
	}
}

func TestTemplateThatDoesNotExistIsNamedWithTheNearestOne(t *testing.T) {
	_, err := newSet(t, map[string]string{"bulletin.html": "x"}).Program("buletin.html", nil)
	if err == nil || err.Error() != "buletin.html: there is no such template; did you mean bulletin.html?" {
		t.Errorf("got %v", err)
	}
}

func TestDataOfAnotherTypeIsAnError(t *testing.T) {
	p, err := newSet(t, map[string]string{"x.html": "{{.Name}}"}).Program("x.html", agency{})
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []any{nil, "x", view{}, &view{}, new(*agency)} {
		if page, err := p.Append(nil, data); err == nil || len(page) > 0 || !strings.Contains(err.Error(), "expected *template.agency") {
			t.Errorf("%T: page %q, error %v", data, page, err)
		}
	}
}
