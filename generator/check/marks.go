package check

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongbao/generator/problem"
)

// marks warns of what was left in a text by mistake: placeholders, and characters that do not show or are not what they seem.
func (p *passage) marks() {
	var holders, odd found
	scan(p.record.Title.Value, &holders, &odd)
	p.tell(p.record.Title.Value, holders, odd, func(int, int) problem.Pos { return p.record.Title.Pos })
	holders, odd = found{}, found{}
	scan(p.text, &holders, &odd)
	p.tell(p.text, holders, odd, p.place)
}

func (p *passage) tell(text string, holders, odd found, place func(from, to int) problem.Pos) {
	if holders.count > 0 {
		piece := text[holders.from:holders.to]
		p.warn(rulePlaceholder, p.record.Source, place(holders.from, holders.to), fmt.Sprintf("%q looks like a placeholder%s", piece, holders.more()),
			"write what belongs here; `draft: true` keeps an unfinished text back")
	}
	if odd.count > 0 {
		r, _ := utf8.DecodeRuneInString(text[odd.from:])
		kind, usual := unusual(r)
		hint := "type it anew, or delete it"
		if usual != "" {
			hint = "write " + usual
		}
		p.warn(ruleCharacter, p.record.Source, place(odd.from, odd.to), fmt.Sprintf("%U is %s%s", r, kind, odd.more()), hint)
	}
}

// stars warns of asterisks that stand for something (张**、李**) where markdown takes a pair of them for emphasis and shows neither.
// Emphasis does not begin with a comma or a closing bracket; what does is no emphasis.
func (p *passage) stars() {
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
				p.warn(rulePlaceholder, p.record.Source, pos, fmt.Sprintf("%q looks like a placeholder, but is read as emphasis and not shown", block[i:i+run]),
					"write what belongs here, or \\*\\* to show the asterisks")
				return
			}
			i += run
			opens = !opens
		}
		at += len(block)
	}
}

// found is the first piece of its kind in a text, and how many there are.
type found struct{ from, to, count int }

func (f *found) add(from, to int) {
	if f.count++; f.count == 1 {
		f.from, f.to = from, to
	}
}

func (f *found) more() string {
	if f.count == 1 {
		return ""
	}
	return fmt.Sprintf(" (and %d more in this text)", f.count-1)
}

// scan goes through a text once. Every text of the archive passes here, so that what nearly all characters are is asked first.
func scan(text string, holders, odd *found) {
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

// holder adds the placeholder that starts at a byte of the text, if one does, and gives its end.
func (f *found) holder(text string, i int, before rune) int {
	to := holderAt(text, i, before)
	if to > 0 {
		f.add(i, to)
	}
	return to
}

var unfinished = []string{"TODO", "TBD", "FIXME", "待定", "待补充", "此处填写"}

// holderAt gives the end of the placeholder that starts at a byte of the text, or 0. A run of crosses beside a letter is a part of
// a word, and beside a digit a number that was masked on purpose. 待定 followed by more Chinese is another word (待定向).
func holderAt(text string, i int, before rune) int {
	rest := text[i:]
	to := i
	switch r, _ := utf8.DecodeRuneInString(rest); {
	case r == '*':
		to += len(rest) - len(strings.TrimLeft(rest, "*"))
		if to < i+2 {
			return 0
		}
		return to
	case isCross(r):
		to += len(rest) - len(strings.TrimLeftFunc(rest, isCross))
		if utf8.RuneCountInString(text[i:to]) < 2 {
			return 0
		}
	case len(rest) >= 11 && strings.EqualFold(rest[:11], "lorem ipsum"):
		to += 11
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

// unified are the twelve characters between the compatibility ideographs that are none (Unicode Standard §18.1).
const unified = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"

// unusual says what is wrong with a character, and what is usually written instead; kind is empty where nothing is.
func unusual(r rune) (kind, usual string) {
	switch {
	case r == utf8.RuneError:
		return "the sign that a character was lost", ""
	case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
		return "a private-use character, which shows as a box where its font is missing", ""
	case r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F:
		if strings.ContainsRune(unified, r) {
			return "", ""
		}
		return "a compatibility ideograph, which a search does not find", norm.NFC.String(string(r))
	case r >= 0x2E80 && r <= 0x2FDF:
		if usual = norm.NFKC.String(string(r)); usual == string(r) {
			usual = ""
		}
		return "a radical, which stands in dictionaries and not in words", usual
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x2060 && r <= 0x2064, r == 0xFEFF:
		return "a character that does not show", ""
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "a mark that changes the direction of what follows, and does not show", ""
	case r >= 0xFFF9 && r <= 0xFFFC:
		return "a mark of another program, and does not show", ""
	}
	return "", ""
}

// belongs says whether a character that does not show has a use after the one before it: joiners in Arabic, Mongolian or Indic
// words and between pictures, marks of direction in what runs from right to left.
func belongs(r, before rune) bool {
	return r >= 0x200C && r <= 0x200F && before >= 0x0590 && !unicode.Is(unicode.Han, before) && !unicode.IsPunct(before)
}
