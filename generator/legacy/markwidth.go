package legacy

import (
	"slices"
	"strings"

	"gongbao/generator/han"
)

// Chinese punctuation is full width (GB/T 15834—2011 §5.1.8). Some programs folded it to ASCII in whole pages or archives. Punctuation
// next to a Han character is widened again if the page has hardly any full-width punctuation. If it has both, the author may have
// meant it.

// foldable is the punctuation with a narrow form in ASCII.
const foldable = ",;:!?()"

func widened(r rune) rune { return r + 0xFEE0 }

func findNarrowMarks(d *draft) (edits []edit) {
	wide := 0
	for i, r := range d.text {
		switch {
		case narrowForm(r) != r && strings.ContainsRune(foldable, narrowForm(r)) && (han.IsHan(d.char(i-1)) || han.IsHan(d.char(i+1))):
			wide++
		case r == '(':
			if end := closing(d, i); end > 0 && (touchesHan(d, i) || touchesHan(d, end)) {
				edits = append(edits, widen(d, i), widen(d, end))
			}
		case strings.ContainsRune(foldable, r) && isNarrowStop(d, i):
			edits = append(edits, widen(d, i))
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	edits = slices.CompactFunc(edits, func(a, b edit) bool { return a.from == b.from })
	const few = 3
	confidence := 0.98 * float64(len(edits)) / float64(len(edits)+wide)
	if len(edits) < few {
		confidence = min(confidence, 0.5)
	}
	if confidence < proposable {
		return nil
	}
	for i := range edits {
		edits[i].Confidence = confidence
	}
	return edits
}

func widen(d *draft, i int) edit {
	return edit{Repair{After: string(widened(d.text[i]))}, i, i + 1}
}

// isNarrowStop reports whether an ASCII stop is where a full-width one belongs: next to a Han character, and not in a number, a time or
// an address.
func isNarrowStop(d *draft, i int) bool {
	before, after := d.char(i-1), d.char(i+1)
	if d.at[i] < 0 || isStop(after) || isStop(before) { // "??" is damage and not a question
		return false
	}
	wideAfter := han.IsHan(after) || isWideMark(after)
	switch {
	case han.IsHan(before) || isWideMark(before):
		return true
	case isDigit(before):
		return han.IsHan(after) && d.text[i] != ':'
	case narrowForm(before) == ')' || before == '%':
		return wideAfter || isDigit(after)
	}
	return wideAfter && before > ' '
}

// closing returns the index of the bracket that closes the one at i on the same line, or 0 if there is none nearby.
func closing(d *draft, i int) int {
	const longest = 100
	depth := 0
	for j := i; j < min(len(d.text), i+longest) && d.text[j] != '\n'; j++ {
		switch d.text[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				if d.at[i] < 0 || d.at[j] < 0 {
					return 0
				}
				return j
			}
		}
	}
	return 0
}

// touchesHan reports whether a bracket is next to Chinese text, inside or outside.
func touchesHan(d *draft, i int) bool {
	for _, r := range [...]rune{d.char(i - 1), d.char(i + 1)} {
		if han.IsHan(r) || isWideMark(r) && r != '。' {
			return true
		}
	}
	return false
}

// isWideMark reports whether r is Chinese punctuation without an ASCII form.
func isWideMark(r rune) bool {
	return strings.ContainsRune("。、“”‘’《》〈〉【】〔〕「」『』…—·", r)
}
