package search

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gongbao/generator/han"
)

// A text is searched in its squeezed form: folded (han.FoldRune), without what has no form of its own (marks of direction,
// variation selectors), and with each run of whatever is neither letter nor digit as one space. So a bracket matches any other
// bracket, and the end of a table's cell any other break, while 疫情，防控 is still not 疫情防控.

// A class says what part a folded rune plays.
type class uint8

const (
	gap    class = iota // punctuation, spaces, symbols, emoji: whatever is not text
	letter              // of a word, which ends where another class begins
	digit               // of a number; letters and digits side by side are one word
	sign                // stands alone: Han, kana, Thai and others that are written without spaces
	mute                // takes no part
)

// No rune from runeLimit on is anything but a gap, except tags and variation selectors, which are mute.
const runeLimit = 0x33480

// runes holds for each rune its folded form and, above classShift, the class of that. The browser folds by the same table,
// which is a part of the index (textPart), so that the two sides cannot differ.
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

// classOf gives the class of a rune of a squeezed text.
func classOf(r rune) class { return class(runes()[r] >> classShift) }

// inWord says whether a rune of a squeezed text is part of a word.
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

// mayCompose says whether NFC could do something with r. Of the blocks that bulletins are made of, it could not.
func mayCompose(r rune) bool {
	return r >= 0x300 && (r < 0x2010 || r >= 0x2040 && r < 0x3000 || r >= 0x3030 && r < 0x4E00 || r >= 0xA000 && r < 0xFF00 || r >= 0xFFF0)
}
