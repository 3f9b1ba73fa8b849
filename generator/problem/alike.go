package problem

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// likenesses are the ways in which two names can look the same and be different, each with a function that removes the difference.
var likenesses = []struct {
	words string
	fold  func(string) string
}{
	{"in the case of letters", func(s string) string { return cases.Fold().String(s) }},
	{"in how accents are stored (Unicode NFC or NFD)", norm.NFC.String},
	{"in full-width and half-width characters", width.Fold.String},
	{"in spaces", withoutSpaces},
}

// Alike returns the known name that looks the same as what was written, and how the two differ, such as "only in the case of letters".
// It returns two empty strings if no other name looks the same.
func Alike(written string, known []string) (name, how string) {
	all := foldAll(written)
	for _, k := range known {
		if k == written || !closeInSize(k, written) || foldAll(k) != all {
			continue
		}
		var ways []string
		for i := range likenesses {
			if foldAllBut(i, k) != foldAllBut(i, written) {
				ways = append(ways, likenesses[i].words)
			}
		}
		for i := len(likenesses) - 1; i >= 0 && ways == nil; i-- { // two of the foldings remove the same difference
			if likenesses[i].fold(k) == likenesses[i].fold(written) {
				ways = []string{likenesses[i].words}
			}
		}
		if ways == nil {
			ways = []string{"in characters that look the same"}
		}
		return k, "only " + strings.Join(ways, " and ")
	}
	return "", ""
}

// closeInSize saves folding most names: no folding makes a name more than three times as long.
func closeInSize(a, b string) bool { return len(a) <= 3*len(b)+8 && len(b) <= 3*len(a)+8 }

func foldAll(s string) string { return foldAllBut(-1, s) }

// foldAllBut removes all differences except those of one likeness.
func foldAllBut(except int, s string) string {
	for i := range likenesses {
		if i != except {
			s = likenesses[i].fold(s)
		}
	}
	return s
}

// withoutSpaces removes spaces, also those that are invisible or as wide as a Chinese character.
func withoutSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u2009', '\u202f':
			return -1
		}
		return r
	}, s)
}
