package legacy

import (
	"regexp"
	"slices"
	"strings"
)

// A heading of an old page is a short line that is not a sentence and has text below it. Three kinds are certain: the name of an
// agency, which opens its section; a numbered line (一、 or （一）) with text below it; and a short line between paragraphs.
// Everything else stays text.

// headingKind is a kind of heading, in the order of nesting: a heading never belongs to one of a later kind.
type headingKind int

const (
	agencySection headingKind = iota
	hanNumbered               // 一、
	bracketed                 // （一）
	unnumbered
)

var (
	hanItem     = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)
	bracketItem = regexp.MustCompile(`^\([一二三四五六七八九十]{1,3}\)`)
	digitItem   = regexp.MustCompile(`^\(?\d{1,3}(?:[.、)]|\.\s)`)
)

// findHeadings marks headings and assigns levels from 2 on, without gaps.
func (r *recognition) findHeadings() {
	var open []headingKind
	for i := range r.lines {
		l := &r.lines[i]
		if l.role != body || l.text == "" {
			continue
		}
		kind, ok := r.headingAt(i)
		if !ok {
			continue
		}
		if at := slices.Index(open, kind); at >= 0 {
			open = open[:at]
		} else if kind != unnumbered {
			for len(open) > 0 && open[len(open)-1] > kind {
				open = open[:len(open)-1]
			}
		}
		open = append(open, kind)
		l.role, l.level = heading, min(1+len(open), 6)
	}
}

// headingAt decides whether a line is a heading.
func (r *recognition) headingAt(i int) (headingKind, bool) {
	const (
		longestNumbered = 26
		longestPlain    = 30
	)
	l := r.lines[i]
	next, ok := r.nextText(i)
	if !ok {
		return 0, false
	}
	below := r.lines[next]
	if name := strings.TrimRight(l.plain, ": "); isAgency(name) || r.agencies.knows(name) {
		return agencySection, true
	}
	if l.marked {
		switch {
		case hanItem.MatchString(l.plain):
			return hanNumbered, true
		case bracketItem.MatchString(l.plain):
			return bracketed, true
		}
		return unnumbered, true
	}
	numbered := func(pattern *regexp.Regexp, kind headingKind) (headingKind, bool) {
		inner := strings.TrimRight(pattern.ReplaceAllString(l.plain, ""), "。")
		ok := inner != "" && l.length() <= longestNumbered && !strings.ContainsAny(inner, ";:。!?") && strings.Count(inner, ",") <= 1
		above, any := r.textBefore(i) // a list item has another one above or below
		listed := pattern.MatchString(below.plain) || any && above.role == body && pattern.MatchString(above.plain)
		return kind, ok && !listed && isParagraph(below)
	}
	switch {
	case hanItem.MatchString(l.plain):
		if bracketItem.MatchString(below.plain) || digitItem.MatchString(below.plain) { // a lower level follows immediately
			return hanNumbered, l.length() <= longestNumbered && !strings.ContainsAny(l.plain, ",;:!?")
		}
		return numbered(hanItem, hanNumbered)
	case bracketItem.MatchString(l.plain):
		return numbered(bracketItem, bracketed)
	case digitItem.MatchString(l.plain):
		return 0, false
	}
	short := l.length() <= longestPlain && l.length() >= 4 && !l.endsInStop() && !strings.ContainsAny(l.plain, "。;!?:(“")
	return unnumbered, short && isParagraph(below) && !dateAlone.MatchString(l.plain)
}

// nextText returns the index of the next line of text.
func (r *recognition) nextText(i int) (int, bool) {
	for i++; i < len(r.lines); i++ {
		if l := r.lines[i]; l.text != "" && l.role == body {
			return i, true
		}
	}
	return 0, false
}

// textBefore returns the previous line of text.
func (r *recognition) textBefore(i int) (line, bool) {
	for i--; i >= 0; i-- {
		if l := r.lines[i]; l.text != "" && (l.role == body || l.role == heading) {
			return l, true
		}
	}
	return line{}, false
}

// isParagraph reports whether a line consists of sentences.
func isParagraph(l line) bool {
	const shortest = 24
	return l.length() >= shortest && l.endsInStop() || l.length() > 2*shortest
}
