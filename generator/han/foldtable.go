package han

import "strings"

// vlqDigits are the digits of Base64 VLQ, the number format of source maps (ECMA-426): five bits in a digit, the lowest first;
// the highest bit of a digit is set if another follows; the lowest bit of a number is its sign.
const vlqDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// FoldTable returns FoldRune's mapping in a form for the browser: ASCII, two lines of Base64 VLQ numbers. The first line holds the
// runes that change, in order, each as the difference from the one before; the second holds their representatives, also as
// differences. Both start from 0. To fold as Fold does, convert the text to NFC first.
func FoldTable() string {
	var from, to strings.Builder
	var lastFrom, lastTo rune
	for r, folded := range foldsTo {
		if folded != 0 {
			writeVLQ(&from, rune(r)-lastFrom)
			writeVLQ(&to, folded-lastTo)
			lastFrom, lastTo = rune(r), folded
		}
	}
	return from.String() + "\n" + to.String()
}

func writeVLQ(w *strings.Builder, n rune) {
	bits := n << 1
	if n < 0 {
		bits = -n<<1 | 1
	}
	for bits >= 32 {
		w.WriteByte(vlqDigits[bits&31|32])
		bits >>= 5
	}
	w.WriteByte(vlqDigits[bits])
}
