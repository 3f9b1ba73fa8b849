package fields

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"gongbao/generator/problem"
)

// A plain scalar is a text without quotes. Two things end it or make it longer without a word: ` #`, which starts a comment, and a
// line below it that is indented.

// comment returns the comment that follows a plain scalar on its last line. It reports a line of the scalar that looks like a key.
func (b *builder) comment(n *yaml.Node, firstLine int) string {
	b.below = ""
	number := n.Line - 1 // of the line, from 0
	if number < 0 || number >= len(b.lines.all) {
		return ""
	}
	line := b.lines.after(number, n.Column)
	for i, word := range strings.FieldsFunc(n.Value, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }) {
		text := strings.TrimLeft(line, " \t\r")
		for ; text == "" && i > 0 && number+1 < len(b.lines.all); text = strings.TrimLeft(line, " \t\r") {
			number++
			line = b.lines.all[number]
			b.swallowed(line, number+firstLine)
		}
		rest, ok := strings.CutPrefix(text, word)
		if !ok {
			return ""
		}
		line = rest
	}
	text := strings.TrimLeft(line, " \t")
	if strings.TrimSuffix(text, "\r") == "" && n.Value != "" && number+1 < len(b.lines.all) {
		b.below = strings.TrimSuffix(b.lines.all[number+1], "\r")
	}
	if !strings.HasPrefix(text, "#") || len(text) == len(line) {
		return ""
	}
	return strings.TrimSuffix(text, "\r")
}

// commentBelow returns the comment on the line below a text, if it looks like the text's second line: it is indented, and a letter
// or a digit follows its # directly.
func commentBelow(line string) string {
	text := strings.TrimLeft(line, " ")
	if v := (Value{Comment: text}); len(text) < len(line) && strings.HasPrefix(text, "#") && v.LosesText() {
		return text
	}
	return ""
}

// sourceLines are the lines of a document. Places are asked for in the order of the document, so a long line is read once.
type sourceLines struct {
	all    []string
	number int // of the line that was asked for last, from 0
	column int // in characters from 1, of offset in it
	offset int
}

// after returns a line from a column on.
func (l *sourceLines) after(number, column int) string {
	if number != l.number || column < l.column || l.column == 0 {
		l.number, l.column, l.offset = number, 1, 0
	}
	line := l.all[number]
	for ; l.column < column && l.offset < len(line); l.column++ {
		_, size := utf8.DecodeRuneInString(line[l.offset:])
		l.offset += size
	}
	return line[l.offset:]
}

// swallowed reports a line that continues the text above it, though it looks like a key without a space after its colon.
func (b *builder) swallowed(line string, number int) {
	text := strings.TrimLeft(line, " ")
	key, value, ok := cutKey(text)
	if !ok || len(key) < 3 || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") != "" || strings.HasPrefix(value, "//") {
		return
	}
	b.add(problem.Pos{Line: int32(number), Column: int32(len(line) - len(text) + 1)}, problem.BadYAML, "this line is a part of the text above it; expected a key at the start of a line")
	b.hint("%s", key+": "+quoteIfNeeded(value))
}
