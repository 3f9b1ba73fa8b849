package han

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A search has to find 發展 for 发展, 髮 for 发, ＡＢＣ for abc and Lü for lu. It prefers to find too much: each rune stands for
// the whole class of runes that some writer uses in its place, one-to-many cases included, and two texts match when the
// representatives of their runes do. One rune always becomes one rune, so a place in the folded text is the same place in
// the text, and what was found can be marked.

// foldClasses holds a class to a line: its representative, then every other member.
//
//go:embed tables/fold.txt
var foldClasses string

// foldsTo holds what each rune becomes, 0 standing for itself: text is folded at the speed of an array. Most of its pages
// are never touched, so they take no memory. No rune from foldsTo's end on folds.
var foldsTo [0x33480]rune

func init() {
	for class := range strings.SplitSeq(foldClasses, "\n") {
		representative, size := utf8.DecodeRuneInString(class)
		for _, r := range class[size:] {
			foldsTo[r] = representative
		}
	}
}

// FoldRune gives the representative of the class of r: of the traditional, simplified and variant forms of a character
// (OpenCC's tables) the usual simplified form; of letters the lower case (Unicode's simple case folding), Latin ones without
// diacritics; of half-width, full-width and vertical forms the plain one; of radicals and compatibility characters the
// ordinary character. A combining mark becomes U+034F, which means nothing and composes with nothing.
// FoldRune(FoldRune(r)) is FoldRune(r).
func FoldRune(r rune) rune {
	if uint32(r) < uint32(len(foldsTo)) {
		if to := foldsTo[r]; to != 0 {
			return to
		}
	}
	return r
}

// Fold applies FoldRune to each rune of the NFC form of s; the result has as many runes as that form. Each byte that is not
// UTF-8 becomes U+FFFD. Fold(Fold(s)) is Fold(s), and where nothing changes s itself is given back.
func Fold(s string) string {
	same := 0 // so many bytes of s are folded already
	for i, r := range s {
		if !composed(r) {
			return foldFrom(norm.NFC.String(s), 0)
		}
		if same == i && FoldRune(r) == r && r != utf8.RuneError {
			same += utf8.RuneLen(r)
		}
	}
	if same == len(s) {
		return s
	}
	return foldFrom(s, same)
}

// foldFrom folds s, whose first bytes, so many as same says, are known to stay as they are.
func foldFrom(s string, same int) string {
	var folded strings.Builder
	folded.Grow(len(s) + len(s)/8)
	folded.WriteString(s[:same])
	for _, r := range s[same:] {
		folded.WriteRune(FoldRune(r))
	}
	return folded.String()
}

// composed reports whether r is of the blocks that bulletins are made of, where NFC changes nothing that FoldRune does not
// change too: no rune of theirs joins with the one before it.
func composed(r rune) bool {
	switch {
	case r < 0x0300, r >= 0x4E00 && r < 0xA000:
		return true
	case r < 0x2000:
		return false
	case r < 0x20D0, r >= 0x2100 && r < 0x2ADC, r >= 0x2E80 && r < 0x302A, r >= 0x3030 && r < 0x3099, r >= 0x309B && r < 0x4E00,
		r >= 0xE000 && r < 0xFB00, r >= 0xFF00 && r < 0x10000, r >= 0x20000:
		return true
	}
	return false
}
