package problem

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Names from outside never speak for the program. What a file is called, what a value says and what another program reports may
// hold anything: a line end that starts a line of its own, an escape that moves the cursor, a mark that turns the order of the
// letters round, a command to the machine that runs the build. Everything that is printed for people goes through Visible.

// Visible returns a text as one line that shows what it holds and does nothing. Line ends, tabs and other controls, bytes that are
// not UTF-8, and characters that are invisible or change the order of others (Unicode's bidirectional controls, among others)
// become escapes, as in Go: \n, \x1b, \u202e. So does a character of the marks that CI services take for commands: `::` at the start
// of a line, and `##[` or `##vso[` anywhere. It changes nothing that it returned.
func Visible(s string) string {
	if i := firstHidden(s); i < len(s) {
		var b strings.Builder
		for ; i < len(s); i = firstHidden(s) {
			b.WriteString(s[:i])
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1, r >= utf8.RuneSelf:
				b.WriteString(escaped(s[i:i+size], r))
			case r == '#':
				b.WriteString(`\x23`)
			default:
				quoted := fmt.Sprintf("%q", r) // '\n', '\x1b'
				b.WriteString(quoted[1 : len(quoted)-1])
			}
			s = s[i+size:]
		}
		s = b.String() + s
	}
	if start := strings.TrimLeft(s, " "); strings.HasPrefix(start, "::") {
		return s[:len(s)-len(start)] + `\x3a` + start[1:]
	}
	return s
}

// VisibleCells is Visible for a line of a source, whose tabs stay.
func VisibleCells(line string) string {
	cells := strings.Split(line, "\t")
	for i, cell := range cells {
		cells[i] = Visible(cell)
	}
	return strings.Join(cells, "\t")
}

func escaped(bytes string, r rune) string {
	switch {
	case r == utf8.RuneError:
		return fmt.Sprintf(`\x%02x`, bytes[0])
	case r > 0xFFFF:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// firstHidden returns the offset of the first character that Visible escapes everywhere, or the length of the text.
func firstHidden(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7F || c == '#' && isCommand(s[i:]) {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || Hidden(r) {
			return i
		}
		i += size
	}
	return len(s)
}

// Hidden reports whether a character cannot be seen, or changes how others are shown: controls, line and paragraph separators,
// bidirectional controls (UAX #9), marks of annotation and byte order, tags. Joiners are none of them: scripts need them.
func Hidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r < 0xA0,
		r == 0x061C, r == 0x200E, r == 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2066 && r <= 0x2069,
		r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// isCommand reports whether a text starts with ##[ or ##word[, which Azure Pipelines, GitHub's runner and TeamCity read as a command
// to them.
func isCommand(s string) bool {
	if !strings.HasPrefix(s, "##") {
		return false
	}
	rest := strings.TrimLeft(s[2:min(len(s), 22)], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return strings.HasPrefix(rest, "[")
}

// Cut shortens a text to at most most characters: it leaves out the middle, because a message begins with what was found and ends
// with what was expected.
func Cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := []rune(s)
	head := most * 2 / 3
	return string(runes[:head]) + "…" + string(runes[len(runes)-(most-head-1):])
}
