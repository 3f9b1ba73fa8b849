package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/han"
	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Headings: their attributes, their ids, and the outline.
//
// The page's title is its h1, so the highest headings of a text become h2, whether the author wrote one # or two, and the others
// keep their distance from them.
//
// An id is made of the heading's words: letters and digits of any script, in lower case, with a hyphen for anything
// between them: `## 三项制度` is #三项制度. The same words a second time get -2, then -3 and so on. Ids that begin with
// page- are reserved for the theme, and fn- and fnref- for notes: a heading with such words gets h- before them. So a theme
// whose ids all begin with page- never clashes with a text.
//
// A heading may end with attributes: `## 三项制度 {#systems .wide lang=zh agency=jinan-audit}`. An id stays as
// written; a class gets the prefix user-, so that a text cannot imitate a part of the theme; agency names the agency for which
// the section speaks, and is not part of the HTML.

const maxID = 60 // characters of an id made from a heading

// outline is the state of the headings of a text.
type outline struct {
	headings   []Heading
	levels     []headingTag
	attributes map[ast.Node]attributes
	ids        map[string]int // ids in use, with how many headings wanted each
	section    string         // the id of the heading above the current block
}

// headingTag holds where the two digits of a heading's tags are in the HTML, and its level in the text.
type headingTag struct {
	open, close, level, pos int
	listed                  bool
}

// attributes holds those that an author wrote on a heading.
type attributes struct{ id, class, lang, agency string }

// headingParser is one of goldmark's two heading parsers, with this package's attributes. goldmark's parser of attributes
// recurses for each { in a {, so that a line could exhaust the stack, and it needs quotes around Chinese values.
type headingParser struct {
	parser.BlockParser
	setext bool // its words are known only when it closes
}

func (p headingParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil && !p.setext {
		writerOf(pc).readAttributes(n)
	}
	return n, state
}

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if p.setext && n.Parent() != nil {
		writerOf(pc).readAttributes(n)
	}
}

// readAttributes takes the attributes off the end of a heading's last line.
func (w *writer) readAttributes(n ast.Node) {
	lines := n.Lines()
	last := lines.Len() - 1
	if last < 0 {
		return
	}
	at := lines.At(last)
	at = at.TrimRightSpace(w.src)
	line := w.src[at.Start:at.Stop]
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' || open > 0 && line[open-1] == '\\' {
		return
	}
	pairs, ok := splitAttributes(string(line[open+1 : len(line)-1]))
	if !ok {
		return // the braces are just text
	}
	if w.attributes == nil {
		w.attributes = map[ast.Node]attributes{}
	}
	w.attributes[n] = w.checkAttributes(pairs, at.Start+open)
	at.Stop = at.Start + open
	lines.Set(last, at.TrimRightSpace(w.src))
}

// splitAttributes reads #id, .class, name=value and name="value", with spaces between.
func splitAttributes(s string) (pairs [][2]string, ok bool) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var name, value string
		switch s[0] {
		case '#':
			name, s = "id", s[1:]
		case '.':
			name, s = "class", s[1:]
		default:
			if name, s, ok = strings.Cut(s, "="); !ok || strings.IndexFunc(name, isNotName) >= 0 {
				return nil, false
			}
		}
		if strings.HasPrefix(s, `"`) {
			value, s, ok = strings.Cut(s[1:], `"`)
			if !ok {
				return nil, false
			}
		} else if end := strings.IndexAny(s, " \t"); end >= 0 {
			value, s = s[:end], s[end:]
		} else {
			value, s = s, ""
		}
		if name == "" || value == "" {
			return nil, false
		}
		pairs = append(pairs, [2]string{name, value})
	}
	return pairs, len(pairs) > 0
}

// checkAttributes returns the attributes that a heading may have, and reports the others.
func (w *writer) checkAttributes(pairs [][2]string, pos int) (a attributes) {
	for i, pair := range pairs {
		name, value := pair[0], pair[1]
		switch {
		case name != "class" && slices.ContainsFunc(pairs[:i], func(p [2]string) bool { return p[0] == name }):
			w.report(problem.DuplicateAttribute, pos, "the attribute %s is given twice", name)
		case name == "id" && !isID(value):
			w.report(problem.HeadingID, pos, "the id %q cannot be used; expected letters, digits, - and _", value)
		case name == "id" && isReserved(value):
			w.report(problem.HeadingID, pos, "the id %q cannot be used: page-, fn- and fnref- are reserved for ids of the page itself", value)
		case name == "id" && w.ids[value] > 0:
			w.report(problem.HeadingIDTaken, pos, "two headings have the id %q", value)
		case name == "id":
			a.id = value
			w.reserve(value)
		case name == "class":
			for class := range strings.FieldsSeq(value) {
				if !isID(class) {
					w.report(problem.HeadingClass, pos, "the class %q cannot be used; expected letters, digits, - and _", class)
					continue
				}
				a.class = strings.TrimSpace(a.class + " user-" + class)
			}
		case name == "lang" && strings.IndexFunc(value, isNotName) >= 0:
			w.report(problem.HeadingLanguage, pos, "%q is not a language; expected a tag such as zh-Hant or en", value)
		case name == "lang":
			a.lang = value
		case name == "agency":
			a.agency = value
		default:
			w.report(problem.UnknownAttribute, pos, "a heading has no attribute %q; expected #id, .class, lang or agency", name)
		}
	}
	return a
}

func isNotName(r rune) bool {
	return r != '-' && (r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r))
}

func isID(s string) bool {
	for _, r := range s {
		if r != '-' && r != '_' && !isIDRune(r) {
			return false
		}
	}
	return s != "" && s[0] != '-'
}

func isIDRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return han.IsHan(r) || unicode.In(r, unicode.L, unicode.N, unicode.M)
}

func isReserved(id string) bool {
	return strings.HasPrefix(id, "page-") || strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "fnref-")
}

// reserve marks an id as used.
func (w *writer) reserve(id string) {
	if w.ids == nil {
		w.ids = map[string]int{}
	}
	w.ids[id]++
}

// newID returns an unused id made of a heading's words.
func (w *writer) newID(words string) string {
	var buf [4 * maxID]byte
	b := buf[:0]
	gap, n := false, 0
	for _, r := range words {
		if !isIDRune(r) {
			gap = true
			continue
		}
		if n++; n > maxID {
			break
		}
		if gap && len(b) > 0 {
			b = append(b, '-')
		}
		gap = false
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	id := string(b)
	if id == "" {
		id = "section"
	}
	if isReserved(id) {
		id = "h-" + id
	}
	unique := id
	for w.ids[unique] > 0 {
		w.ids[id]++
		unique = id + "-" + strconv.Itoa(w.ids[id])
	}
	w.reserve(unique)
	return unique
}

func (w *writer) heading(n *ast.Heading) {
	pos := n.Pos()
	if n.FirstChild() == nil {
		w.report(problem.EmptyHeading, pos, "a heading without text").Hint = "it is left out"
		return
	}
	w.endLine()
	start := len(w.text)
	a := w.attributes[n]
	listed := w.nesting == 0
	if !listed && a.agency != "" {
		w.report(problem.NestedSection, pos, "a heading inside a quotation, list or note cannot open the section of an agency").Hint =
			"write the heading on a line of its own, without > or - before it"
	}

	// The id is made of the words, but comes before them.
	words := strings.TrimSpace(strings.ReplaceAll(w.plainOf(n), "\n", " "))
	if a.id == "" {
		a.id = w.newID(words)
	}
	w.tag("<h")
	tag := headingTag{open: len(w.html), level: n.Level, pos: pos, listed: listed}
	w.tag(`2 id="`)
	w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: SlotID})
	w.html = append(w.html, a.id...)
	w.attribute("class", a.class)
	w.attribute("lang", a.lang)
	w.tag(`">`)
	w.inlines(n)
	w.tag("</h")
	tag.close = len(w.html)
	w.tag("2>\n")
	w.levels = append(w.levels, tag)

	if len(w.text) > start {
		w.endLine()
	}
	if listed {
		w.section = a.id
		line, column := w.place(pos)
		w.headings = append(w.headings, Heading{Level: n.Level, ID: a.id, Text: words, Agency: a.agency, Line: line, Column: column})
	}
}

// attribute adds an attribute to a tag whose last attribute is still open.
func (w *writer) attribute(name, value string) {
	if value != "" {
		w.tag(`" `)
		w.tag(name)
		w.tag(`="`)
		w.html = appendEscaped(w.html, []byte(value))
	}
}

// setLevels writes the levels of all headings, now that the highest is known.
func (w *writer) setLevels() {
	highest := 6
	for _, h := range w.levels {
		if h.listed || len(w.headings) == 0 {
			highest = min(highest, h.level)
		}
	}
	level := func(l int) int { return min(max(l-highest+2, 2), 6) }
	for i := range w.headings {
		w.headings[i].Level = level(w.headings[i].Level)
	}
	before := highest - 1
	for _, h := range w.levels {
		l := level(h.level)
		w.html[h.open], w.html[h.close] = byte('0'+l), byte('0'+l)
		if !h.listed {
			continue
		}
		if h.level > before+1 {
			above := strings.Repeat("#", before)
			if before < highest {
				above = "only the title"
			}
			w.report(problem.HeadingLevel, h.pos, "this heading has %s, but above it is %s", strings.Repeat("#", h.level), above).Hint =
				"a heading is at most one level below the one above it: write " + strings.Repeat("#", before+1)
		}
		before = h.level
	}
}
