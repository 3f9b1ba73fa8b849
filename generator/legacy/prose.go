package legacy

import (
	"regexp"
	"strings"
)

// Plain text as Markdown: each line becomes a paragraph, and every character that could be markup is escaped, so the page shows the
// whole text.

var (
	markupChars = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `&`, `\&`,
		`~`, `\~`, `|`, `\|`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `^`, `\^`)
	lineOpening = regexp.MustCompile(`^(?:([#>+:=-])|(\d{1,9})([.)]))`)
)

// escapeMarkdown returns Markdown that shows a text unchanged.
func escapeMarkdown(text string) string {
	text = markupChars.Replace(strings.Join(strings.Fields(text), " "))
	return lineOpening.ReplaceAllString(text, `$2\$1$3`)
}

// writeProse returns the lines of a page as Markdown.
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
			b.WriteString(escapeMarkdown(l.text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
