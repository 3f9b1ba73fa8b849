package legacy

import (
	"regexp"
	"slices"
	"strings"

	"gongbao/generator/problem"
)

var (
	compiled = regexp.MustCompile(`(?:整理|收集|准备|带来)的([^。,!:“”]{4,40}?)\((?:通用|精选|共|最新|汇总)\d+篇\)`)
	clause   = regexp.MustCompile(`^[^,。;:!?]+`)
)

const longestTitle = 60 // characters

// findTitle finds the title: from markup or a label, or the first line if it looks like a title.
func (r *recognition) findTitle() {
	m := &r.FrontMatter
	first := slices.IndexFunc(r.lines, func(l line) bool { return l.text != "" && l.role == body })
	if m.Title == "" && first >= 0 {
		l := &r.lines[first]
		if d := dayOfTitle.FindStringSubmatch(l.plain); d != nil {
			if _, ok := day("2000", d[1], d[2]); ok {
				r.month, r.day = d[1], d[2]
				*l = newLineFrom(*l, l.text[len(d[0]):])
			}
		}
		if l.length() <= longestTitle && !l.endsInStop() {
			m.Title = l.text
			l.role = title
			return
		}
	}
	if m.Title != "" {
		for i := range r.lines { // the page repeats the title above its text
			if l := &r.lines[i]; l.role == body && l.plain == simple(m.Title) {
				l.role = title
				break
			}
		}
		return
	}
	for _, l := range r.lines {
		if c := compiled.FindStringSubmatchIndex(l.plain); c != nil {
			m.Title = l.original(c[2], c[3])
			r.doubt(problem.DoubtfulField, l.number, "title", "the page has no title; the name of the collection is used")
			return
		}
	}
	if first >= 0 {
		l := r.lines[first]
		m.Title = cutTitle(l.original(0, len(clause.FindString(l.plain))))
		r.doubt(problem.DoubtfulField, l.number, "title", "the page has no title; the beginning of its text is used")
	}
}

func newLineFrom(l line, text string) line {
	n := newLine(text, l.number)
	n.role, n.marked, n.outside = l.role, l.marked, l.outside
	return n
}

// cutTitle shortens a text to the length of a title.
func cutTitle(s string) string {
	const longest = 40
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}

// readDatelines reads the source and date in the text itself, at its beginning and end: "某某网2月28日讯", "（某某厅）", a date below it.
func (r *recognition) readDatelines() {
	m := &r.FrontMatter
	last := -1
	seen := false
	for i, l := range r.lines {
		if l.role != body || l.text == "" {
			continue
		}
		last = i
		if !seen {
			seen = true
			if d := dateline.FindStringSubmatchIndex(l.plain); d != nil {
				if m.Source == "" {
					m.Source = l.original(d[2], d[3])
					r.doubt(problem.DoubtfulField, l.number, "source", "the page does not name its source; the one in its dateline is used")
				}
				if r.month == "" {
					r.month, r.day = l.plain[d[4]:d[5]], l.plain[d[6]:d[7]]
				}
			}
		}
		if dateAlone.MatchString(l.plain) {
			r.signed, _ = parseDate(l.plain)
		}
	}
	if last < 0 {
		return
	}
	l := r.lines[last]
	if a := attribution.FindStringSubmatchIndex(l.plain); a != nil {
		name := strings.TrimSpace(l.original(a[2], a[3]))
		if m.Source == "" {
			m.Source = name
		}
		if r.publisher == "" && (isAgency(simple(name)) || r.agencies.knows(name)) {
			r.publisher = name
		}
	}
}

var attribution = regexp.MustCompile(`\(\s*(?:供稿:|来源:|作者:)?([\p{Han}A-Za-z0-9 ·、]{2,24})\s*\)$`)
