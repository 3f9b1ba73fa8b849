package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/han"
)

// line is one paragraph of a page: a line of a text, or a block of HTML.
type line struct {
	text   string // repaired, without space around it
	plain  string // the same in simplified script with narrow marks, character for character: what patterns are matched on
	number int    // in the text as it was read, from 1

	role    role
	level   int  // of a heading
	marked  bool // the page marks it as a heading
	outside bool // it stands outside the part of an HTML page that holds the text
}

// role is what a line is on its page.
type role uint8

const (
	body role = iota
	heading
	title     // said in the front matter
	label     // "来源：…": said in the front matter
	furniture // of the site, not of the text
)

func newLine(text string, number int) line {
	text = strings.TrimFunc(text, unicode.IsSpace)
	return line{text: text, plain: simple(text), number: number}
}

// simple folds a text to simplified script and ASCII marks, one character for one.
func simple(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u00a0' || r == '\u3000' {
			return ' '
		}
		return narrowForm(r)
	}, han.ToSimplified(s))
}

func (l line) length() int { return utf8.RuneCountInString(l.text) }

// original gives the part of a line that stands at some bytes of its plain form.
func (l line) original(from, to int) string {
	start := utf8.RuneCountInString(l.plain[:from])
	runes := []rune(l.text)
	return string(runes[start : start+utf8.RuneCountInString(l.plain[from:to])])
}

// endsInStop reports whether a line ends as a sentence or an item does.
func (l line) endsInStop() bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.plain, `"'”’)》】`))
	return isStop(r) || r == '…' || r == '.'
}
