package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/han"
)

// line is one paragraph of a page: a line of a text, or a block of HTML.
type line struct {
	text   string // repaired, without surrounding space
	plain  string // text in simplified script with narrow punctuation, for patterns; it has the same number of characters
	number int    // in Page.Text, from 1

	role    role
	level   int  // of a heading
	marked  bool // the page marks it as a heading
	outside bool // it is outside the main text of an HTML page
}

// role is the function of a line on its page.
type role uint8

const (
	body role = iota
	heading
	title     // now in the front matter
	label     // "来源：…", now in the front matter
	furniture // part of the site, not of the text
)

func newLine(text string, number int) line {
	text = strings.TrimFunc(text, unicode.IsSpace)
	return line{text: text, plain: simple(text), number: number}
}

// simple converts a text to simplified script and ASCII punctuation, and keeps the number of characters.
func simple(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u00a0' || r == '\u3000' {
			return ' '
		}
		return narrowForm(r)
	}, han.ToSimplified(s))
}

func (l line) length() int { return utf8.RuneCountInString(l.text) }

// original returns the part of the line's text that corresponds to some bytes of its plain form.
func (l line) original(from, to int) string {
	start := utf8.RuneCountInString(l.plain[:from])
	runes := []rune(l.text)
	return string(runes[start : start+utf8.RuneCountInString(l.plain[from:to])])
}

// endsInStop reports whether a line ends like a sentence or a list item.
func (l line) endsInStop() bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.plain, `"'”’)》】`))
	return isStop(r) || r == '…' || r == '.'
}
