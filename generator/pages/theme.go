package pages

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"gongbao/generator/pages/template"
	"gongbao/generator/problem"
)

// A Theme is how a site looks and what its interface says: templates, styles, scripts, images and messages. It is
// immutable, and safe for use by many goroutines.
type Theme struct {
	assets   []Asset
	messages *catalog
	sets     map[string]*set // by language
	chromes  atomic.Pointer[chromes]
}

// set is the templates in one language: the same texts, whose functions speak that language.
type set struct {
	templates *template.Set
	programs  map[string]func() (*template.Program, error)
	keys      map[string][16]byte
}

// pageViews are the templates that pages and their shared parts are made from, each with the view that it gets.
var pageViews = map[string]any{
	"home.html":        &Home{},
	"bulletin.html":    &Bulletin{},
	"print.html":       &Bulletin{},
	"year.html":        &Year{},
	"list.html":        &List{},
	"issue.html":       &Issue{},
	"terms.html":       &Terms{},
	"term.html":        &Term{},
	"plain.html":       &Plain{},
	"notfound.html":    &NotFound{},
	"redirect.html":    &Redirect{},
	"search.html":      &Search{},
	"data.html":        &OpenData{},
	"site-head.html":   &chromeView{},
	"site-header.html": &chromeView{},
	"site-footer.html": &chromeView{},
}

// LoadTheme reads a theme that may lie in several folders: the first layer is the site's own, whose files take the place of
// those of the same name in the layers after it; the last is a whole theme. Messages are joined key by key. Layers that
// are nil are left out.
//
// Every mistake is a problem, whose file is relative to the theme's folder: syntax of templates, styles, scripts and messages,
// a field that a view does not have, a message or an asset that is not there. The theme is nil if any of them is
// more than a warning.
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
			s, found := newSet(files, m, t.functions(m, names))
			ps = append(ps, found...)
			t.sets[tag] = s
		}
	}
	if problem.Errors(ps) == 0 {
		ps = append(ps, t.compile(files)...)
	}
	if ps = problem.Sort(ps); problem.Errors(ps) > 0 {
		return nil, ps
	}
	t.makeKeys(files, l)
	return t, ps
}

// newSet reads the templates for one language. A page's program is made when it is first asked for.
func newSet(files []themeFile, m *messages, functions template.FuncMap) (*set, []problem.Problem) {
	s := &set{
		templates: template.New(functions, slices.Sorted(maps.Keys(functions))...),
		programs:  map[string]func() (*template.Program, error){},
		keys:      map[string][16]byte{},
	}
	s.templates.Compact = true
	var ps []problem.Problem
	for _, f := range files {
		if err := s.templates.Parse(f.name, f.text); err != nil {
			ps = append(ps, templateProblems(err, files)...)
		}
	}
	for name, view := range pageViews {
		s.programs[name] = sync.OnceValues(func() (*template.Program, error) { return s.templates.Program(name, view) })
	}
	return s, ps
}

// compile makes the programs of one language, to tell what is wrong in a theme before a page is made. The others differ in
// words alone.
func (t *Theme) compile(files []themeFile) []problem.Problem {
	s := t.sets[Interface[0]]
	var ps []problem.Problem
	for _, name := range slices.Sorted(maps.Keys(pageViews)) {
		if _, err := s.programs[name](); err != nil {
			ps = append(ps, templateProblems(err, files)...)
		}
	}
	return ps
}

// Append appends a page to dst: what the template of that name makes of the view in a language of the interface. view is a
// pointer to the template's view struct. An error names the template's file and line; dst then comes back as it was.
func (t *Theme) Append(dst []byte, template, language string, view any) ([]byte, error) {
	if f, ok := view.(Framed); ok && f.GetFrame().Chrome.err != nil {
		return dst, f.GetFrame().Chrome.err
	}
	program := t.speaks(language).programs[template]
	if program == nil {
		return dst, fmt.Errorf("%s: no page is made from a template of this name", template)
	}
	p, err := program()
	if err != nil {
		return dst, err
	}
	return p.Append(dst, view)
}

func (t *Theme) speaks(language string) *set {
	if s := t.sets[language]; s != nil {
		return s
	}
	return t.sets[Interface[0]]
}

// Key is a hash of all that decides a page's bytes but its view: its template, those that it calls, those of the chrome, the
// messages of the language, and the names of the assets.
func (t *Theme) Key(template, language string) [16]byte { return t.speaks(language).keys[template] }

func (t *Theme) makeKeys(files []themeFile, l layers) {
	texts := map[string]string{}
	for _, f := range files {
		texts[f.name] = f.text
	}
	for tag, s := range t.sets {
		words := t.messages.languages[tag].appendKey(nil)
		for _, a := range t.assets {
			words = append(append(words, a.Path...), 0)
		}
		chrome := []string{"site-head.html", "site-header.html", "site-footer.html"}
		for name := range pageViews {
			h := sha256.New()
			h.Write(words)
			for _, root := range append(chrome, name) {
				for _, used := range s.templates.Uses(root) {
					fmt.Fprintf(h, "%s\x00%d\x00%s", used, len(texts[used]), texts[used])
				}
			}
			s.keys[name] = [16]byte(h.Sum(nil))
		}
	}
}

// Assets are the files that pages ask for, in the order of their paths.
func (t *Theme) Assets() []Asset { return t.assets }

// Message gives a text of the interface, with arguments at its places {0}, {1} …; or the key where there is no such message.
func (t *Theme) Message(language, key string, args ...any) string {
	return t.messages.speaker(language).say(key, args...)
}

// functions are what templates can call, in one language. All are pure: what they give depends on their arguments alone.
func (t *Theme) functions(m *messages, assets map[string]string) template.FuncMap {
	return template.FuncMap{
		"t":          m.say,
		"label":      func(group, name string) string { return m.say(group + "." + name) },
		"date":       template.Direct1(func(d Date) string { return m.date("date", d) }),
		"month":      func(year, month int) string { return m.date("month", Date{Year: year, Month: month}) },
		"year":       func(year int) string { return m.date("year", Date{Year: year}) },
		"monthName":  func(month int) string { return m.date("month_of_year", Date{Month: month}) },
		"monthShort": func(month int) string { return m.date("month_short", Date{Month: month}) },
		"iso":        template.Direct1(Date.ISO),
		"bytes":      m.size,
		"asset":      func(name string) string { return assets[name] },
		"add":        func(a, b int) int { return a + b },
		"head":       template.Direct2(head),
		"entries":    template.Direct2(func(root string, es Entries) rootedEntries { return rootedEntries{root, es} }),
		"branches":   template.Direct2(func(root string, bs []Branch) rootedBranches { return rootedBranches{root, bs} }),
		"links":      template.Direct2(func(root string, ls []Link) rootedLinks { return rootedLinks{root, ls} }),
	}
}

// A template that is called gets one value; these are for those that need the way to the root as well.
type (
	rootedEntries struct {
		Root    string
		Entries Entries
	}
	rootedBranches struct {
		Root     string
		Branches []Branch
	}
	rootedLinks struct {
		Root  string
		Links []Link
	}
)

// headed is a page's frame with the title that its template gives it.
type headed struct {
	*Frame
	Heading   string
	SiteTitle string
}

func head(f *Frame, heading string) headed {
	return headed{f, heading, f.Site.In(f.Site.Title, f.Language)}
}

// errorPlace is how html/template says where a mistake is.
var errorPlace = regexp.MustCompile(`^(?:html/)?(?:template: ?)?([^:\s]+\.html):(\d+)(?::(\d+))?: (.*)$`)

var quoted = regexp.MustCompile(`"([^"]+)"|<([^>]+)>`)

// templateProblems turns the errors of one template into problems with line and column. Errors of syntax come without a
// column; it is then that of the first quoted word that stands in the line.
func templateProblems(err error, files []themeFile) (ps []problem.Problem) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			ps = append(ps, templateProblems(e, files)...)
		}
		return ps
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	found := errorPlace.FindStringSubmatch(text)
	if found == nil {
		return []problem.Problem{problem.At("templates", problem.Pos{}, "%s", text)}
	}
	name, message := found[1], found[4]
	line, _ := strconv.Atoi(found[2])
	column, _ := strconv.Atoi(found[3])
	source := lineOf(files, name, line)
	if column == 0 {
		for _, q := range quoted.FindAllStringSubmatch(message, -1) {
			if i := strings.Index(source, q[1]+q[2]); i >= 0 {
				column = i + 1
				break
			}
		}
	}
	if column > 0 {
		column = utf8.RuneCountInString(source[:min(column-1, len(source))]) + 1
	}
	return []problem.Problem{problem.At(path.Join("templates", name), problem.Pos{Line: int32(line), Column: int32(column)}, "%s", message)}
}

func lineOf(files []themeFile, name string, line int) string {
	for _, f := range files {
		if f.name == name {
			if lines := strings.SplitN(f.text, "\n", line+1); line > 0 && line <= len(lines) {
				return lines[line-1]
			}
		}
	}
	return ""
}
