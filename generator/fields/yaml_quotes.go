package fields

import (
	"strings"
)

// inQuotes returns a text as a YAML value in quotes.
func inQuotes(text string) string {
	if strings.ContainsAny(text, "\"\\") {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + text + `"`
}

// quoteIfNeeded returns a value as an editor wrote it, in quotes if YAML would misread it without them.
func quoteIfNeeded(value string) string {
	if fixed, _, wrong := withQuotes(value); wrong {
		return fixed
	}
	if strings.Contains(value, " #") || strings.HasPrefix(value, "#") {
		return inQuotes(value)
	}
	return value
}

// withQuotes returns a value on one line as it should be, and what is wrong with it. wrong is false if nothing is.
func withQuotes(value string) (fixed, message string, wrong bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", "", false
	}
	switch c := value[0]; c {
	case '"', '\'':
		end := closingQuote(value)
		switch rest := strings.TrimLeft(value[end:], " "); {
		case end == 0 && len(value) > 1:
			return inQuotes(value[1:]), "the quote that opens here is never closed", true
		case end == 0:
			return inQuotes(value), "the quote that opens here is never closed", true
		case rest != "" && rest[0] != '#':
			return inQuotes(value), "text follows the quote that closes here; a value in quotes ends with its quote", true
		}
		return "", "", false
	case '[', '{':
		return bracketed(value)
	case '*', '&', '!', '%', '@', '`', ',', ']', '}':
		return inQuotes(value), "a value without quotes starts with " + value[:1], true
	case '|', '>':
		header := strings.TrimLeft(value[1:], "+-123456789")
		if header == "" || strings.HasPrefix(strings.TrimLeft(header, " "), "#") && header[0] == ' ' {
			return "", "", false
		}
		return inQuotes(value), "a value without quotes starts with " + value[:1], true
	case '-', '?':
		if value == value[:1] || value[1] == ' ' {
			return inQuotes(value), "a value without quotes starts with " + value[:1] + " and a space, as the entry of a list does", true
		}
	}
	if strings.Contains(value, ": ") || strings.HasSuffix(value, ":") {
		return inQuotes(value), "a colon and a space inside a value without quotes", true
	}
	return "", "", false
}

// closingQuote returns the offset after the quote that closes a value in quotes, or 0.
func closingQuote(value string) int {
	for i := 1; i < len(value); i++ {
		switch {
		case value[i] == '\\' && value[0] == '"':
			i++
		case value[i] != value[0]:
		case value[0] == '\'' && strings.HasPrefix(value[i+1:], "'"):
			i++
		default:
			return i + 1
		}
	}
	return 0
}

// bracketed is withQuotes for a value that starts with a bracket: it is the beginning of a text, or a list whose entries need quotes.
func bracketed(value string) (fixed, message string, wrong bool) {
	closing := map[byte]byte{'[': ']', '{': '}'}[value[0]]
	depth, quote, end := 0, byte(0), 0
	for i := 0; i < len(value) && end == 0; i++ {
		switch c := value[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.IndexByte("[{, ", value[i-1]) >= 0:
			quote = c
		case c == value[0]:
			depth++
		case c == closing:
			if depth--; depth == 0 {
				end = i + 1
			}
		}
	}
	if end == 0 {
		return value + string(closing), "the bracket that opens here is not closed", quote == 0
	}
	if rest := strings.TrimLeft(value[end:], " "); rest != "" && rest[0] != '#' {
		return inQuotes(value), "a value without quotes starts with " + value[:1], true
	}
	return entriesQuoted(value[:1], value[1:end-1], value[end-1:])
}

// entriesQuoted is withQuotes for a list or map on one line: what is between its brackets, and the brackets.
func entriesQuoted(opening, inside, closing string) (fixed, message string, wrong bool) {
	var entries []string
	for entry := range strings.SplitSeq(inside, ",") {
		entry = strings.TrimSpace(entry)
		key, text := "", entry
		if opening == "{" {
			name, after, ok := strings.Cut(entry, ": ")
			if !ok {
				return inQuotes(opening + inside + closing), "a value without quotes starts with {", true
			}
			key, text = name+": ", strings.TrimSpace(after)
		}
		quoted := quoteIfNeeded(text)
		if strings.ContainsAny(text, "{}[]") && quoted == text {
			quoted = inQuotes(text)
		}
		wrong = wrong || quoted != text
		entries = append(entries, key+quoted)
	}
	return opening + strings.Join(entries, ", ") + closing, "an entry in these brackets needs quotes", wrong
}
