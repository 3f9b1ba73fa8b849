package escape

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AppendYAML appends a string as a YAML value on one line: plain if YAML can read it only as this text or as a date, and
// otherwise as a JSON string, which YAML accepts (YAML 1.2.2 §1.2).
func AppendYAML(dst []byte, s string) []byte {
	if isPlainYAML(s) {
		return append(dst, s...)
	}
	return AppendJSON(dst, s)
}

func isPlainYAML(s string) bool {
	if isDate(s) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || first < utf8.RuneSelf && !isLetterOrDigit(first) || strings.HasSuffix(s, " ") || slices.Contains(yamlWords, strings.ToLower(s)) {
		return false
	}
	letters := false // besides those of a number: 0x1F, 1e3
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && !isLetterOrDigit(r) && !strings.ContainsRune(" -._/+()", r):
			return false
		case r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r), r == utf8.RuneError:
			return false
		}
		letters = letters || unicode.IsLetter(r) && (r >= utf8.RuneSelf || first > '9')
	}
	return letters
}

func isLetterOrDigit(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// isDate reports whether s has the form of 2020-02-21.
func isDate(s string) bool {
	if len(s) != len("2020-02-21") {
		return false
	}
	for i := range len(s) {
		if hyphen := i == 4 || i == 7; hyphen != (s[i] == '-') || !hyphen && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// yamlWords are keywords of YAML 1.1 or 1.2.
var yamlWords = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
