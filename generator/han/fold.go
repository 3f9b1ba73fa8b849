package han

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A search for 发展 must find 發展, and so 发 髮, abc ＡＢＣ and lu Lü. Finding too much is better than too little: runes that some
// writers use for one another form a class, one-to-many cases included, and two texts match if the classes of their runes do. One
// rune always becomes one rune, so a position in the folded text is the same position in the text.

// foldClasses holds a class in each line: its representative, then all other members.
//
//go:embed tables/fold.txt
var foldClasses string

// foldsTo holds the representative of each rune, or 0 if that is the rune itself. An array is fast, and most of its pages are never
// touched, so they take no memory. Runes beyond its end fold to themselves.
var foldsTo [0x33480]rune

func init() {
	for class := range strings.SplitSeq(foldClasses, "\n") {
		representative, size := utf8.DecodeRuneInString(class)
		for _, r := range class[size:] {
			foldsTo[r] = representative
		}
	}
}

// FoldRune returns the representative of the class of r: the usual simplified form for traditional, simplified and variant forms
// of a character (OpenCC's tables); lower case for letters (Unicode's simple case folding), without diacritics for Latin ones;
// the plain form for half-width, full-width and vertical ones; the ordinary character for radicals and compatibility
// characters. A combining mark becomes U+034F, which has no meaning and composes with nothing. FoldRune is idempotent.
func FoldRune(r rune) rune {
	if uint32(r) < uint32(len(foldsTo)) {
		if to := foldsTo[r]; to != 0 {
			return to
		}
	}
	return r
}

// Fold applies FoldRune to each rune of the NFC form of s; the result has as many runes as that form. Each byte that is not
// UTF-8 becomes U+FFFD. Fold is idempotent, and returns s itself if nothing changes.
func Fold(s string) string {
	same := 0 // bytes at the start of s that are already folded
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

// foldFrom folds s, whose first same bytes are already folded.
func foldFrom(s string, same int) string {
	var folded strings.Builder
	folded.Grow(len(s) + len(s)/8)
	folded.WriteString(s[:same])
	for _, r := range s[same:] {
		folded.WriteRune(FoldRune(r))
	}
	return folded.String()
}

// composed reports whether r is in one of the common blocks in which NFC changes nothing that FoldRune does not change as well:
// none of their runes composes with the one before it.
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
