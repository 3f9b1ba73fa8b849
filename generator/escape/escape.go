// Package escape writes text into formats with special characters: XML, JSON, YAML, CSV and addresses. Every author is untrusted, so
// these functions are the only way to put text into a file that no template writes.
//
// The Append functions extend dst and return it, as append does. They accept any bytes: what is not UTF-8, or what the format
// cannot express, becomes U+FFFD.
package escape

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// AppendXML appends text for an element, or for an attribute in double quotes. Characters that XML 1.0 §2.2 excludes, even
// escaped, become U+FFFD.
func AppendXML(dst []byte, s string) []byte {
	for {
		n := plainRun(s, &specialInXML)
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
		case r == '>': // for "]]>", which must not occur in text (XML 1.0 §2.4)
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&#34;"...)
		case r == '\r': // a parser would turn it into a newline (XML 1.0 §2.11)
			dst = append(dst, "&#13;"...)
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			dst = append(dst, "\uFFFD"...)
		default:
			dst = utf8.AppendRune(dst, r)
		}
		s = s[width:]
	}
}

// AppendJSON appends a string with its quotes (RFC 8259 §7). Beyond what JSON requires, it escapes "</" and "<!", so that the
// result is safe in a script element, and U+2028 and U+2029, which old JavaScript takes for line ends.
func AppendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for {
		n := plainRun(s, &specialInJSON)
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

// AppendScriptJSON appends a string as encoding/json writes it: it escapes "<", ">" and "&" everywhere, which AppendJSON does only
// where it must. The structured data of published pages have this form, and must not change.
func AppendScriptJSON(dst []byte, s string) []byte {
	if strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
	}) < 0 {
		return append(append(append(dst, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // which cannot fail for a string
	return append(dst, quoted...)
}

// The ASCII characters that each format needs escaped.
var (
	specialInXML  = asciiSet("&<>\"", " \t\n")
	specialInJSON = asciiSet("<\\\"\x7f", " ")
)

// asciiSet returns the set of chars and of all control characters except those in allowed.
func asciiSet(chars, allowed string) (set [utf8.RuneSelf]bool) {
	for c := range byte(' ') {
		set[c] = strings.IndexByte(allowed, c) < 0
	}
	for _, c := range []byte(chars) {
		set[c] = true
	}
	return set
}

// plainRun returns the length of the start of s that can be copied as it is: it ends before a special ASCII character, U+2028, U+2029,
// U+FFFE, U+FFFF, or a byte that is not UTF-8. It steps over Chinese a character at a time.
func plainRun(s string, special *[utf8.RuneSelf]bool) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if special[c] {
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

// AppendCSV appends a cell (RFC 4180 §2). Text that a spreadsheet would run as a formula gets a leading apostrophe, as OWASP's
// page on CSV injection advises; so does text that starts with a full-width form of the same characters.
func AppendCSV(dst []byte, s string) []byte {
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

// plainInCSV reports whether s needs no escaping, which is usual. It may return false when it need not; that costs only time.
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
