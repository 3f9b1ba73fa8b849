package template

// The escapers of html/template for script elements. Even a page without inline scripts has JSON-LD.

import (
	"fmt"
	"unicode/utf8"
)

// appendJSON is jsvalescaper for a string: a JSON string that is safe inside a script element.
func appendJSON(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = appendScript(dst, s, &jsonEscapes, `\ufffd`)
	return append(dst, '"')
}

// appendJSString is jsstrescaper for a string; the template has the quotes around it.
func appendJSString(dst []byte, s string) []byte {
	return appendScript(dst, s, &jsStringEscapes, "")
}

// appendScript escapes the ASCII characters that have an entry in escapes, and the two line separators of JavaScript. If broken
// is not empty, it replaces each byte that is not UTF-8.
func appendScript(dst []byte, s string, escapes *[utf8.RuneSelf]string, broken string) []byte {
	start := 0
	for i := 0; i < len(s); {
		escaped, width := "", 1
		if s[i] < utf8.RuneSelf {
			escaped = escapes[s[i]]
		} else {
			var r rune
			r, width = utf8.DecodeRuneInString(s[i:])
			switch {
			case r == '\u2028':
				escaped = `\u2028`
			case r == '\u2029':
				escaped = `\u2029`
			case r == utf8.RuneError && width == 1:
				escaped = broken
			}
		}
		if escaped != "" {
			dst = append(dst, s[start:i]...)
			dst = append(dst, escaped...)
			start = i + width
		}
		i += width
	}
	return append(dst, s[start:]...)
}

var (
	jsonEscapes     = scriptEscapes(`<>&`, map[byte]string{'\b': `\b`, '"': `\"`, '\\': `\\`})
	jsStringEscapes = scriptEscapes("\"`&'+<>", map[byte]string{'/': `\/`, '\\': `\\`})
)

// scriptEscapes returns escapes of \u and four digits for the control characters and those in numbered, except those with a
// usual short form or an entry in short.
func scriptEscapes(numbered string, short map[byte]string) (escapes [utf8.RuneSelf]string) {
	for c := range ' ' {
		escapes[c] = fmt.Sprintf(`\u%04x`, c)
	}
	for _, c := range numbered {
		escapes[c] = fmt.Sprintf(`\u%04x`, c)
	}
	escapes['\t'], escapes['\n'], escapes['\f'], escapes['\r'] = `\t`, `\n`, `\f`, `\r`
	for c, s := range short {
		escapes[c] = s
	}
	return escapes
}
