package check

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// leftovers warns of placeholders, and of characters that are invisible or not what they seem.
func (p *passage) leftovers() {
	var holders, odd pieces
	scan(p.record.Title.Value, &holders, &odd)
	p.reportLeftovers(p.record.Title.Value, holders, odd, func(int, int) problem.Pos { return p.record.Title.Pos })
	holders, odd = pieces{}, pieces{}
	scan(p.text, &holders, &odd)
	p.reportLeftovers(p.text, holders, odd, p.place)
}

func (p *passage) reportLeftovers(text string, holders, odd pieces, place func(from, to int) problem.Pos) {
	if holders.count > 0 && !(p.bare && text[holders.from] == '*') {
		piece := text[holders.from:holders.to]
		p.warn(problem.Placeholder, place(holders.from, holders.to), fmt.Sprintf("%q looks like a placeholder%s", piece, holders.more()),
			"fill it in, or set `draft: true` while the text is unfinished")
	}
	if odd.count > 0 {
		r, _ := utf8.DecodeRuneInString(text[odd.from:])
		kind, usual := unusual(r)
		hint := "retype or delete it"
		if usual != "" {
			hint = "write " + usual
		}
		p.warn(problem.UnusualCharacter, place(odd.from, odd.to), fmt.Sprintf("%U is %s%s", r, kind, odd.more()), hint)
	}
}

// maskedNames warns of asterisks that mask a name (张**、李**) where markdown takes two pairs for emphasis and shows neither. A comma or a
// closing bracket after the opening pair gives them away, because no one emphasises that.
func (p *passage) maskedNames() {
	if !bytes.Contains(p.source, []byte("**")) {
		return
	}
	p.parse()
	at := 0
	for block := range strings.SplitAfterSeq(p.body, "\n\n") {
		opens := true
		for i := 0; i < len(block); {
			n := strings.Index(block[i:], "**")
			if n < 0 {
				break
			}
			i += n
			run := len(block[i:]) - len(strings.TrimLeft(block[i:], "*"))
			after, _ := utf8.DecodeRuneInString(block[i+run:])
			if opens && strings.Contains(block[i+run:], "**") && strings.ContainsRune("、，。；：！？）】」》”,;:!?)", after) {
				pos := placeIn(p.body, at+i, p.line)
				p.warn(problem.Placeholder, pos, fmt.Sprintf("%q looks like a placeholder, but markdown reads it as emphasis and does not show it", block[i:i+run]),
					"fill it in, or write \\*\\* to show the asterisks")
				return
			}
			i += run
			opens = !opens
		}
		at += len(block)
	}
}

// pieces counts the pieces of one kind in a text and remembers the place of the first.
type pieces struct{ from, to, count int }

func (f *pieces) add(from, to int) {
	if f.count++; f.count == 1 {
		f.from, f.to = from, to
	}
}

func (f *pieces) more() string {
	if f.count == 1 {
		return ""
	}
	return fmt.Sprintf(" (and %d more in this text)", f.count-1)
}

// scan looks for placeholders and unusual characters in one pass. Every text of the archive comes through here, so the most
// frequent characters are tested first.
func scan(text string, holders, odd *pieces) {
	before, skip := ' ', 0
	for i, r := range text {
		switch {
		case i < skip:
		case r < 0x80:
			if r == '*' || r == 'x' || r == 'X' || r == 'T' || r == 'F' || r == 'L' || r == 'l' {
				skip = holders.holder(text, i, before)
			}
		case r >= 0x3000 && r < 0xA000 || r < 0x0E00 && r != 0xD7 && r != 0xAD:
			if r == '待' || r == '此' {
				skip = holders.holder(text, i, before)
			}
		case isCross(r):
			skip = holders.holder(text, i, before)
		default:
			if kind, _ := unusual(r); kind != "" && !belongs(r, before) {
				odd.add(i, i+utf8.RuneLen(r))
			}
		}
		before = r
	}
}

// holder adds the placeholder that starts at byte i, if there is one, and returns its end or 0.
func (f *pieces) holder(text string, i int, before rune) int {
	to := holderAt(text, i, before)
	if to > 0 {
		f.add(i, to)
	}
	return to
}

const loremIpsum = "lorem ipsum"

var unfinished = []string{"TODO", "TBD", "FIXME", "待定", "待补充", "此处填写"}

// holderAt returns the end of the placeholder that starts at byte i, or 0. Crosses next to a letter are part of a word, and crosses
// or asterisks next to a digit are a number masked on purpose. 待定 followed by more Chinese is another word (待定向).
func holderAt(text string, i int, before rune) int {
	rest := text[i:]
	to := i
	switch r, _ := utf8.DecodeRuneInString(rest); {
	case r == '*':
		to += len(rest) - len(strings.TrimLeft(rest, "*"))
		after, _ := utf8.DecodeRuneInString(text[to:])
		if to < i+2 || unicode.IsDigit(before) || unicode.IsDigit(after) {
			return 0
		}
		return to
	case isCross(r):
		to += len(rest) - len(strings.TrimLeftFunc(rest, isCross))
		if utf8.RuneCountInString(text[i:to]) < 2 {
			return 0
		}
	case len(rest) >= len(loremIpsum) && strings.EqualFold(rest[:len(loremIpsum)], loremIpsum):
		to += len(loremIpsum)
	default:
		for _, word := range unfinished {
			if strings.HasPrefix(rest, word) {
				to += len(word)
				break
			}
		}
		if to == i {
			return 0
		}
	}
	after, _ := utf8.DecodeRuneInString(text[to:])
	if text[i] < 0x80 && (isWord(before) || isWord(after)) || unicode.IsDigit(before) || unicode.IsDigit(after) {
		return 0
	}
	if strings.HasSuffix(text[i:to], "待定") && (unicode.Is(unicode.Han, after) || before == '等' || before == '期') {
		return 0
	}
	return to
}

func isCross(r rune) bool {
	switch r {
	case 'x', 'X', '×', 'ｘ', 'Ｘ', '✕', '╳':
		return true
	}
	return false
}

func isWord(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != '×'
}
