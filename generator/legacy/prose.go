package legacy

import (
	"regexp"
	"strings"
)

// Markdown of plain text: each line is a paragraph, and no character of it is taken for markup, so that all of the text
// is on the page again.

var (
	markupChars = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `&`, `\&`,
		`~`, `\~`, `|`, `\|`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `^`, `\^`)
	lineOpening = regexp.MustCompile(`^(?:([#>+:=-])|(\d{1,9})([.)]))`)
)

// escape gives Markdown that reads as the text.
func escape(text string) string {
	text = markupChars.Replace(strings.Join(strings.Fields(text), " "))
	return lineOpening.ReplaceAllString(text, `$2\$1$3`)
}

// writeProse gives the Markdown of a text page's lines.
func writeProse(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		if l.text == "" || l.role != body && l.role != heading {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if l.role == heading {
			b.WriteString(strings.Repeat("#", l.level) + " ")
			b.WriteString(markupChars.Replace(strings.TrimRight(l.text, ":\uff1a")))
		} else {
			b.WriteString(escape(l.text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
