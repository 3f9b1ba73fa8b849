package pages

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"gongbao/generator/pages/template"
	"gongbao/generator/problem"
)

// A Theme decides how a site looks and how its interface is worded: templates, styles, scripts, images and messages. It does
// not change, except for the faults that it collects, and is safe for use by many goroutines.
type Theme struct {
	assets   []Asset
	messages *catalog
	sets     map[string]*set // by language
	chromes  atomic.Pointer[chromeCache]
}

// set holds the templates for one language. Their texts are the same in all sets; their functions differ.
type set struct {
	templates *template.Set
	programs  map[string]func() (*template.Program, error)
	keys      map[string][16]byte
}

// LoadTheme reads a theme from several folders, its layers. The first is the site's own: its files replace those of the same
// name in the layers after it. The last is a complete theme. Messages are merged key by key. Layers that are nil are ignored.
//
// Every mistake is a problem whose file is relative to the theme's folder: syntax of templates, styles, scripts and messages,
// a field that a view does not have, a message or an asset that does not exist. The theme is nil if any of them is an error.
func LoadTheme(from ...fs.FS) (*Theme, []problem.Problem) {
	var l layers
	for _, f := range from {
		if f != nil {
			l = append(l, layer{f})
		}
	}
	messages, ps := readMessages(l)
	files, found := l.files("templates", ".html")
	ps = append(ps, found...)
	refs, found := readReferences(files)
	ps = append(ps, found...)
	ps = append(ps, refs.check(files, messages)...)
	t := &Theme{messages: messages, sets: map[string]*set{}}
	assets, names, found := bundle(l, refs.assets)
	ps = append(ps, found...)
	t.assets = assets
	if problem.Errors(ps) == 0 {
		for tag, m := range messages.languages {
			s, found := newSet(files, functions(m, names))
			ps = append(ps, found...)
			t.sets[tag] = s
		}
	}
	if problem.Errors(ps) == 0 {
		ps = append(ps, t.compile()...)
	}
	if ps = problem.Sort(ps); problem.Errors(ps) > 0 {
		return nil, ps
	}
	t.makeKeys(files)
	return t, ps
}

// newSet reads the templates for one language. A page's program is compiled when it is first used.
func newSet(files []themeFile, functions template.FuncMap) (*set, []problem.Problem) {
	s := &set{
		templates: template.New(functions, slices.Sorted(maps.Keys(functions))...),
		programs:  map[string]func() (*template.Program, error){},
		keys:      map[string][16]byte{},
	}
	s.templates.Compact = true
	var ps []problem.Problem
	for _, f := range files {
		if err := s.templates.Parse(f.name, f.text); err != nil {
			ps = append(ps, templateProblems(err)...)
		}
	}
	for name, view := range pageViews {
		s.programs[name] = sync.OnceValues(func() (*template.Program, error) { return s.templates.Program(name, view) })
	}
	return s, ps
}

// compile compiles the programs of one language, to report the mistakes of a theme before any page is rendered. Those of the
// other languages differ only in their messages.
func (t *Theme) compile() []problem.Problem {
	s := t.sets[Interface[0]]
	var ps []problem.Problem
	for _, name := range slices.Sorted(maps.Keys(pageViews)) {
		p, err := s.programs[name]()
		switch {
		case err != nil:
			ps = append(ps, templateProblems(err)...)
		case !p.Compiled():
			why := p.Fallback()
			ps = append(ps, problem.New(problem.TemplateNotCompiled, path.Join("templates", why.File), position(why),
				"%s cannot be compiled, so its pages take some twenty times as long to render: %s", name, why.Message))
		}
	}
	return ps
}

// Problems returns a warning for each template whose compiled code has failed so far, on pages that html/template then
// rendered. A build calls it when all pages are rendered, a preview at any time.
func (t *Theme) Problems() []problem.Problem {
	byTemplate := map[string]template.Fault{}
	for _, s := range t.sets {
		for _, f := range s.templates.Faults() {
			if earlier, ok := byTemplate[f.Template]; ok {
				f.Pages += earlier.Pages
				f.Cause = min(f.Cause, earlier.Cause)
			}
			byTemplate[f.Template] = f
		}
	}
	var ps []problem.Problem
	for _, name := range slices.Sorted(maps.Keys(byTemplate)) {
		f := byTemplate[name]
		ps = append(ps, problem.New(problem.TemplateFallback, path.Join("templates", name), problem.Pos{},
			"the compiled template failed (%d times), and html/template rendered the page instead: %s", f.Pages, f.Cause))
	}
	return ps
}

// Append renders a view with the template of that name in a language of the interface, appends the page to dst and returns
// the extended slice. view is a pointer to the template's view struct; nothing of it is kept. An error names the template's
// file and line, and dst is then returned unchanged.
func (t *Theme) Append(dst []byte, template, language string, view any) ([]byte, error) {
	if f, ok := view.(Framed); ok && f.GetFrame().Chrome.err != nil {
		return dst, f.GetFrame().Chrome.err
	}
	program := t.setIn(language).programs[template]
	if program == nil {
		return dst, fmt.Errorf("%s: no page is made from this template", template)
	}
	p, err := program()
	if err != nil {
		return dst, err
	}
	return p.Append(dst, view)
}

// setIn returns the templates for a language, or else for the first language of the interface.
func (t *Theme) setIn(language string) *set {
	if s := t.sets[language]; s != nil {
		return s
	}
	return t.sets[Interface[0]]
}

// Assets returns the files that pages ask for, sorted by path.
func (t *Theme) Assets() []Asset { return t.assets }

// Message returns a text of the interface with the arguments at its placeholders {0}, {1} …, or the key if there is no such
// message.
func (t *Theme) Message(language, key string, args ...any) string {
	return t.messages.in(language).format(key, args...)
}

// Key returns a hash of everything that decides a page's bytes except its view: its template and those that it calls, the
// chrome's templates, the messages of the language, and the names of the assets.
func (t *Theme) Key(template, language string) [16]byte { return t.setIn(language).keys[template] }

func (t *Theme) makeKeys(files []themeFile) {
	texts := map[string]string{}
	for _, f := range files {
		texts[f.name] = f.text
	}
	for tag, s := range t.sets {
		shared := t.messages.languages[tag].appendKey(nil)
		for _, a := range t.assets {
			shared = append(append(shared, a.Path...), 0)
		}
		for name := range pageViews {
			h := sha256.New()
			h.Write(shared)
			for _, root := range append(slices.Clone(chromeTemplates), name) {
				for _, used := range s.templates.Uses(root) {
					fmt.Fprintf(h, "%s\x00%d\x00%s", used, len(texts[used]), texts[used])
				}
			}
			s.keys[name] = [16]byte(h.Sum(nil))
		}
	}
}

// Same reports whether both themes make the same pages and assets.
func (t *Theme) Same(other *Theme) bool {
	if t == nil || other == nil || len(t.assets) != len(other.assets) {
		return t == other
	}
	for i, a := range t.assets {
		if a.Path != other.assets[i].Path {
			return false
		}
	}
	for language, s := range t.sets {
		o := other.sets[language]
		if o == nil || !maps.Equal(s.keys, o.keys) {
			return false
		}
	}
	return true
}

// templateProblems returns the mistakes of templates as problems.
func templateProblems(err error) []problem.Problem {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var ps []problem.Problem
		for _, e := range joined.Unwrap() {
			ps = append(ps, templateProblems(e)...)
		}
		return ps
	}
	var e *template.Error
	if !errors.As(err, &e) {
		return []problem.Problem{problem.New(problem.BadTemplate, "templates", problem.Pos{}, "%v", err)}
	}
	return []problem.Problem{problem.New(problem.BadTemplate, path.Join("templates", e.File), position(e), "%s", e.Message)}
}

func position(e *template.Error) problem.Pos {
	return problem.Pos{Line: int32(e.Line), Column: int32(e.Column)}
}
