// Package han knows Chinese text: which characters count as the same in a search, which script a text is written in, and how
// names are spelt and sorted by sound or by strokes.
//
// Everything it knows stands in tables/, made by gen.go from public data (tables/NOTICE.md names sources and licences). Only
// the folding table is made ready when a program starts; the others when they are first used.
package han

import "unicode"

// IsHan reports whether r is a character of Unicode's Han script (UAX #24), radicals, 々 and 〇 among them.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}
