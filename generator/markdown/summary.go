package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxSummary = 150 // characters
	minSummary = 50  // of a summary that ends with a sentence
)

// summarize cuts the first paragraph to the length of a summary: at the end of a sentence if one ends late enough, otherwise
// after a whole word, with …. Without a paragraph it takes the first line.
func summarize(text string, first span) string {
	if first.stop == 0 {
		first.stop = strings.IndexByte(text, '\n')
	}
	if first.stop >= 0 && first.stop < len(text) {
		text = text[:first.stop]
	}
	s := strings.TrimSpace(text[first.start:])
	n, sentence, word := 0, 0, 0
	var before rune
	for i, r := range s {
		if n++; n > maxSummary {
			if sentence > 0 {
				s = s[:sentence]
			} else if word > 0 {
				s = trimEnd(s[:word]) + "…"
			} else {
				s = s[:i] + "…"
			}
			break
		}
		if n > minSummary {
			switch r {
			case '。', '！', '？', '；':
				sentence = i + utf8.RuneLen(r)
			case '”', '’', '」', '』', '）', '"': // a closing mark belongs to its sentence
				if sentence == i {
					sentence += utf8.RuneLen(r)
				}
			case ' ', '\n':
				word = i
				if before == '.' || before == '!' || before == '?' || before == ';' {
					sentence = i
				}
			default:
				if isWide(before) || isWide(r) {
					word = i
				}
			}
		}
		before = r
	}
	return strings.ReplaceAll(s, "\n", " ")
}

// trimEnd removes blanks and punctuation from the end.
func trimEnd(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
}
