package search

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gongbao/generator/han"
)

// A text is searched in its squeezed form: folded (han.FoldRune), without runes that have no form of their own (marks of direction,
// variation selectors), and with a single space for each run of anything but letters and digits. So a bracket matches any other
// bracket, and the end of a table's cell matches any other break, while 疫情，防控 still differs from 疫情防控.

// A class is the role of a folded rune.
type class uint8

const (
	gap    class = iota // punctuation, spaces, symbols, emoji: anything but text
	letter              // of a word, which ends where another class begins
	digit               // of a number; adjacent letters and digits are one word
	sign                // a unit: Han, kana, Thai and others that are written without spaces
	mute                // ignored
)

// runeLimit is the first of the runes that are all gaps, except tags and variation selectors, which are mute.
const runeLimit = 0x33480

// runes holds the folded form of each rune and, from bit classShift on, the class of that form. The browser uses the same table,
// which is in the index (textPart), so that the two cannot differ.
var runes = sync.OnceValue(func() *[runeLimit]uint32 {
	var t [runeLimit]uint32
	for r := range rune(runeLimit) {
		folded := han.FoldRune(r)
		t[r] = uint32(folded) | uint32(classify(folded))<<classShift
	}
	return &t
})

const classShift = 24

var unspaced = []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func classify(r rune) class {
	switch {
	case 'a' <= r && r <= 'z':
		return letter
	case '0' <= r && r <= '9':
		return digit
	case r < 0x80:
		return gap
	case r == 0x034F, r >= 0xFE00 && r <= 0xFE0F, unicode.Is(unicode.Cf, r): // U+034F is what han folds combining marks to
		return mute
	case han.IsHan(r), r == 'ー', unicode.In(r, unspaced...) && unicode.In(r, unicode.L, unicode.M):
		return sign
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.In(r, unicode.L, unicode.M, unicode.N):
		return letter
	}
	return gap
}

// classOf returns the class of a rune of a squeezed text.
func classOf(r rune) class { return class(runes()[r] >> classShift) }

// inWord reports whether a rune of a squeezed text is part of a word.
func inWord(r rune) bool { c := classOf(r); return c == letter || c == digit }

// squeeze appends the squeezed form of s, which neither begins nor ends with a space.
func squeeze(dst []rune, s string) []rune {
	for _, r := range s {
		if mayCompose(r) {
			s = norm.NFC.String(s)
			break
		}
	}
	table := runes()
	start, open := len(dst), false
	for _, r := range s {
		var to uint32
		if r < runeLimit {
			to = table[r]
		} else if r >= 0xE0000 && r < 0xE1000 {
			to = uint32(mute) << classShift
		}
		switch class(to >> classShift) {
		case mute:
			continue
		case gap:
			open = true
			continue
		}
		if open && len(dst) > start {
			dst = append(dst, ' ')
		}
		open = false
		dst = append(dst, rune(to&(1<<classShift-1)))
	}
	return dst
}

// mayCompose reports whether NFC might change r. It is false for the most common blocks.
func mayCompose(r rune) bool {
	return r >= 0x300 && (r < 0x2010 || r >= 0x2040 && r < 0x3000 || r >= 0x3030 && r < 0x4E00 || r >= 0xA000 && r < 0xFF00 || r >= 0xFFF0)
}
