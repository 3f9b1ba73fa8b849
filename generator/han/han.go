// Package han handles Chinese text: it folds characters that a search treats as equal, recognises and converts scripts, spells
// names in pinyin, and sorts them by sound or strokes.
//
// Its functions are pure and safe for concurrent use. They take any bytes; what is not UTF-8 counts as U+FFFD. Folding turns
// each rune into one rune and is idempotent, so callers can mark in a text what they found in its folded form, and compare folded
// texts.
//
// The data is in tables/, written by gentables.go from public sources (tables/NOTICE.md lists them with their licences). The
// folding table is prepared when a program starts, the others at their first use.
package han

import "unicode"

// IsHan reports whether r is a character of Unicode's Han script (UAX #24), which includes radicals, 々 and 〇.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}
