package fields

import (
	"strings"

	"gongbao/generator/problem"
)

// Slips in TOML. Each is reported with the line as it should be, and reading goes on where it can.

// isTOMLWord reports whether a value without quotes has the form of a word, number, date or time of TOML. The library says whether it
// is one.
func isTOMLWord(raw string) bool {
	switch strings.TrimLeft(raw, "+-") {
	case "true", "false", "inf", "nan":
		return true
	}
	first := strings.TrimLeft(raw, "+-.")
	return first != "" && first[0] >= '0' && first[0] <= '9' && strings.Trim(raw, "0123456789abcdefABCDEFxoTtZz+-.:_ ") == ""
}

// restOfLine returns what is between an offset and the end of its line, without white space around it.
func (o *outliner) restOfLine(from int) string {
	line, _, _ := strings.Cut(o.text[from:], "\n")
	return strings.TrimSpace(line)
}

// bareText reports a text without quotes, and steps over it.
func (o *outliner) bareText(at problem.Pos, start int) {
	text := strings.TrimSpace(o.text[start:o.i])
	if o.brackets == 0 {
		text = o.restOfLine(start)
		if end := strings.IndexByte(o.text[start:], '\n'); end >= 0 {
			o.i = start + end
		} else {
			o.i = len(o.text)
		}
	}
	if word := strings.ToLower(text); word == "true" || word == "false" {
		o.add(at, problem.BadTOML, "found %s; expected %s", text, word)
		return
	}
	o.add(at, problem.BadTOML, "%s is a text without quotes", Quote(text))
	if inside, ok := withoutTypedQuotes(text); ok {
		text = inside
	}
	if o.brackets == 0 {
		o.hint("put it in straight quotes: %s = %s", o.key, tomlQuotes(text))
	} else {
		o.hint("put it in straight quotes: %s", tomlQuotes(text))
	}
}

// tomlQuotes returns a text as a TOML value.
func tomlQuotes(text string) string {
	if strings.ContainsAny(text, "\"\\") && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// noEquals reports a key that no equals sign follows.
func (o *outliner) noEquals(key string) bool {
	o.fail(o.i, "expected `key = value`")
	for _, sign := range []string{":", "：", "＝"} {
		if !o.take(sign) {
			continue
		}
		value := o.restOfLine(o.i)
		if inside, ok := withoutTypedQuotes(value); ok {
			value = tomlQuotes(inside)
		} else if value == "" || !isTOMLWord(value) && strings.IndexByte(`"'[{`, value[0]) < 0 {
			value = tomlQuotes(value)
		}
		o.hint("in TOML the key is followed by an equals sign: %s = %s", key, value)
	}
	return false
}
