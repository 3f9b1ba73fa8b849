package data

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Titles come from untrusted authors, and each format has its own characters that mean something. The functions here
// are the only ways by which text gets into a file.

// appendXML appends text to an element or to an attribute in double quotes. Characters that XML 1.0 §2.2 does not know
// at all, not even escaped, become U+FFFD.
func appendXML(dst []byte, s string) []byte {
	s = validText(s)
	from := 0
	for i := 0; i < len(s); i++ {
		instead, width := "", 1
		switch c := s[i]; {
		case c == '&':
			instead = "&amp;"
		case c == '<':
			instead = "&lt;"
		case c == '>': // for "]]>", which ends nothing but may not stand in text (XML 1.0 §2.4)
			instead = "&gt;"
		case c == '"':
			instead = "&#34;"
		case c == '\r': // or a reader takes it for a newline (XML 1.0 §2.11)
			instead = "&#13;"
		case c < ' ' && c != '\t' && c != '\n':
			instead = "\uFFFD"
		case c == 0xEF && s[i+1] == 0xBF && s[i+2] >= 0xBE: // U+FFFE and U+FFFF
			instead, width = "\uFFFD", 3
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), instead...)
		i += width - 1
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// appendJSON appends a string with its quotes (RFC 8259 §7). Beyond what JSON asks, "</" and "<!" are written so that the
// file can be pasted into a script element, and U+2028 and U+2029 so that old JavaScript reads it.
func appendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	s = validText(s)
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(append(dst, s[from:i]...), '\\', c)
		case c == '\n':
			dst = append(append(dst, s[from:i]...), `\n`...)
		case c < ' ' || c == 0x7f:
			dst = append(append(dst, s[from:i]...), '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c == '<' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!'):
			dst = append(append(dst, s[from:i]...), `\u003c`...)
		case c == 0xE2 && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8:
			dst = append(append(dst, s[from:i]...), '\\', 'u', '2', '0', '2', '8'+s[i+2]&1)
			i += 2
		default:
			continue
		}
		from = i + 1
	}
	return append(append(dst, s[from:]...), '"')
}

// appendCSV appends a cell (RFC 4180 §2). A text that a spreadsheet would take for a formula gets an apostrophe in front,
// as the OWASP page on CSV injection advises; so do those that start with the wide forms of the same characters.
func appendCSV(dst []byte, s string) []byte {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, validText(s))
	formula := false
	for _, start := range [...]string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		formula = formula || strings.HasPrefix(s, start)
	}
	if !formula && !strings.ContainsAny(s, ",\"\r\n;'") {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	if formula {
		dst = append(dst, '\'')
	}
	for i := range len(s) {
		if s[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// appendTime appends a moment as RFC 3339 §5.6 writes it.
func appendTime(dst []byte, t time.Time) []byte { return t.AppendFormat(dst, time.RFC3339) }

// jsonWriter writes JSON from left to right and knows by the byte before whether a comma is due.
type jsonWriter struct {
	b     []byte
	start int // of the document in b
}

func newJSON(dst []byte) *jsonWriter { return &jsonWriter{dst, len(dst)} }

func (w *jsonWriter) comma() {
	if len(w.b) == w.start {
		return
	}
	switch w.b[len(w.b)-1] {
	case '{', '[', ':', '\n':
	default:
		w.b = append(w.b, ',')
	}
}

// name starts a member of an object.
func (w *jsonWriter) name(s string) *jsonWriter {
	w.comma()
	w.b = append(append(append(w.b, '"'), s...), '"', ':')
	return w
}

func (w *jsonWriter) open(c byte) {
	w.comma()
	w.b = append(w.b, c)
}

func (w *jsonWriter) close(c byte) { w.b = append(w.b, c) }

// line starts a line for the next value, so that a difference between two versions shows what it is about.
func (w *jsonWriter) line() {
	w.comma()
	w.b = append(w.b, '\n')
}

func (w *jsonWriter) text(s string) {
	w.comma()
	w.b = appendJSON(w.b, s)
}

func (w *jsonWriter) int(n int64) {
	w.comma()
	w.b = strconv.AppendInt(w.b, n, 10)
}

// quoted writes a string that add appends and that needs no escape.
func (w *jsonWriter) quoted(add func(dst []byte) []byte) {
	w.comma()
	w.b = append(add(append(w.b, '"')), '"')
}

func (w *jsonWriter) time(t time.Time) {
	w.quoted(func(dst []byte) []byte { return appendTime(dst, t) })
}

// given writes a member unless it is empty.
func (w *jsonWriter) given(name, value string) {
	if value != "" {
		w.name(name).text(value)
	}
}

// address writes a member that is a path below the root as it stands in an address.
func (w *jsonWriter) address(name, base, path string) {
	w.name(name).quoted(func(dst []byte) []byte { return appendPath(append(dst, base...), path) })
}
