package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unified are the twelve unified ideographs in the block of compatibility ideographs (Unicode Standard §18.1).
const unified = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"

// unusual returns the kind of an unusual character, or "" for any other, and what is usually written instead.
func unusual(r rune) (kind, usual string) {
	switch {
	case r == utf8.RuneError:
		return "the replacement for a character that was lost", ""
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
		return "a radical, which belongs in dictionaries and not in words", usual
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x2060 && r <= 0x2064, r == 0xFEFF:
		return "an invisible character", ""
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return "an invisible mark that changes the direction of the text after it", ""
	case r >= 0xFFF9 && r <= 0xFFFC:
		return "an invisible mark left by another program", ""
	}
	return "", ""
}

// belongs reports whether an invisible character has a use after the one before it: joiners in Arabic, Mongolian and Indic words and
// between emoji, direction marks in right-to-left text.
func belongs(r, before rune) bool {
	return r >= 0x200C && r <= 0x200F && before >= 0x0590 && !unicode.Is(unicode.Han, before) && !unicode.IsPunct(before)
}
