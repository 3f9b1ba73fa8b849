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
	for {
		n := plainRun(s, &liveInXML)
		dst, s = append(dst, s[:n]...), s[n:]
		if s == "" {
			return dst
		}
		r, width := utf8.DecodeRuneInString(s)
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>': // for "]]>", which ends nothing but may not stand in text (XML 1.0 §2.4)
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&#34;"...)
		case r == '\r': // or a reader takes it for a newline (XML 1.0 §2.11)
			dst = append(dst, "&#13;"...)
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			dst = append(dst, "\uFFFD"...)
		default:
			dst = utf8.AppendRune(dst, r)
		}
		s = s[width:]
	}
}

// appendJSON appends a string with its quotes (RFC 8259 §7). Beyond what JSON asks, "</" and "<!" are written so that the
// file can be pasted into a script element, and U+2028 and U+2029 so that old JavaScript reads it.
func appendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for {
		n := plainRun(s, &liveInJSON)
		dst, s = append(dst, s[:n]...), s[n:]
		if s == "" {
			return append(dst, '"')
		}
		r, width := utf8.DecodeRuneInString(s)
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r < ' ' || r == 0x7f || r == '<' && len(s) > 1 && (s[1] == '/' || s[1] == '!'):
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		case r == '\u2028' || r == '\u2029':
			dst = append(dst, `\u202`...)
			dst = append(dst, '8'+byte(r&1))
		default:
			dst = utf8.AppendRune(dst, r)
		}
		s = s[width:]
	}
}

// The ASCII characters that the two formats cannot take as they are.
var (
	liveInXML  = asciiSet("&<>\"", " \t\n")
	liveInJSON = asciiSet("<\\\"\x7f", " ")
)

// asciiSet has the characters of a string and all control characters but the allowed ones.
func asciiSet(chars, allowed string) (set [utf8.RuneSelf]bool) {
	for c := range byte(' ') {
		set[c] = strings.IndexByte(allowed, c) < 0
	}
	for _, c := range []byte(chars) {
		set[c] = true
	}
	return set
}

// plainRun is the length of what can be copied as it is: up to an ASCII character of the set, U+2028 or U+2029, U+FFFE or
// U+FFFF, or bytes that are not UTF-8. It goes over Chinese in steps of a character.
func plainRun(s string, live *[utf8.RuneSelf]bool) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if live[c] {
				return i
			}
			i++
			continue
		}
		if i+2 < len(s) && 0xE1 <= c && c != 0xED && c <= 0xEF && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 { // U+1000 to U+FFFF
			if c == 0xE2 && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8 || c == 0xEF && s[i+1] == 0xBF && s[i+2] >= 0xBE {
				return i
			}
			i += 3
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && width == 1 {
			return i
		}
		i += width
	}
	return len(s)
}

// appendCSV appends a cell (RFC 4180 §2). A text that a spreadsheet would take for a formula gets an apostrophe in front,
// as the OWASP page on CSV injection advises; so do those that start with the wide forms of the same characters.
func appendCSV(dst []byte, s string) []byte {
	if plainInCSV(s) {
		return append(dst, s...)
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return utf8.RuneError
		}
		return r // bytes that are not UTF-8 come as utf8.RuneError
	}, s)
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

// plainInCSV says that a text is written as it is, which nearly all are. It may say no where it could say yes.
func plainInCSV(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == 0x7f, c == ',', c == '"', c == ';', c == '\'':
			return false
		case i == 0 && (c == '=' || c == '+' || c == '-' || c == '@' || c == 0xEF): // the first byte of ＝ too
			return false
		}
	}
	return utf8.ValidString(s)
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
