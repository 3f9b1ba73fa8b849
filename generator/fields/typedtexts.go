package fields

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// What an editor typed as a text, and YAML reads as something else. A text without quotes ends at ` #`; what follows is a comment.
// In most fields that is what editors use it for: `publisher: shuiwu # id, name or alias`. So a comment is taken for a part of the
// text only
//
//   - in a field of prose, such as a title, which people write as they speak (Prose), or
//   - if its # is followed by a letter or a digit without a space, as in `水务局 #2 所`, which no one writes before a comment.

// Prose reports a comment behind a text that people write as they speak: it is more likely a part of the text. Line or Text reads
// the value.
func (r *Reader) Prose(key string, v *Value) {
	if v.Kind != Null && v.Comment != "" && !v.LosesText() {
		r.cut(key, v)
	}
}

// LosesText reports whether the comment behind a value looks like a part of the value.
func (v *Value) LosesText() bool {
	if len(v.Comment) < 2 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(v.Comment[1:])
	return !unicode.IsSpace(next) && next != '#' && next != '-' && next != '='
}

// cut reports that a comment cuts a text.
func (r *Reader) cut(key string, v *Value) {
	whole := v.Comment
	if v.Kind == Null {
		r.Report(v.Pos, problem.CommentCutsText, "%s is empty: # starts a comment, so %s is left out", key, Quote(v.Comment))
	} else {
		whole = v.Text + " " + v.Comment
		r.Report(v.Pos, problem.CommentCutsText, "%s is %s: a space and # start a comment, so %s is left out", key, Quote(v.Text), Quote(v.Comment))
	}
	r.Hint("quote it: %s", inField(key, whole))
}

// HintQuote adds to the last problem the line of a field whose whole text is a comment, in quotes.
func (r *Reader) HintQuote(key string, v *Value) { r.Hint("quote it: %s", inField(key, v.Comment)) }

// inField returns the line of a field with a text in quotes, or only the text if key is no single key.
func inField(key, text string) string {
	key = key[strings.LastIndexByte(key, '.')+1:]
	if !isName(key) {
		return inQuotes(text)
	}
	return key + ": " + inQuotes(text)
}

// inBrackets returns what a text in brackets without quotes looks like, if a value is one: `[通知]` is a list, and `{通知}` a map.
func inBrackets(v *Value) (text string, ok bool) {
	var entries []string
	switch v.Kind {
	case List:
		for _, item := range v.Items {
			if item.Kind == List || item.Kind == Map || item.Pos.Line != v.Pos.Line {
				return "", false
			}
			entries = append(entries, item.Text)
		}
		return "[" + strings.Join(entries, ", ") + "]", len(entries) > 0
	case Map:
		for i, key := range v.Keys {
			if v.Items[i].Kind != Null || v.Items[i].Text != "" || key.Pos.Line != v.Pos.Line {
				return "", false
			}
			entries = append(entries, key.Name)
		}
		return "{" + strings.Join(entries, ", ") + "}", len(entries) > 0
	}
	return "", false
}

// hintBrackets adds to the last problem that a list or a map may be a text in brackets.
func (r *Reader) hintBrackets(key string, v *Value) {
	if text, ok := inBrackets(v); ok {
		r.Hint("if it is a text, put it in quotes: %s", inField(key, text))
	}
}

// typedQuotes are quotation marks of Chinese and of typesetting. YAML does not know them, so they are part of the text.
var typedQuotes = map[rune]rune{'“': '”', '”': '“', '‘': '’', '「': '」', '『': '』', '＂': '＂', '＇': '＇', '«': '»'}

// withoutTypedQuotes returns what is between the two marks if a text is wholly in one pair of them.
func withoutTypedQuotes(text string) (inside string, ok bool) {
	first, size := utf8.DecodeRuneInString(text)
	closing := typedQuotes[first]
	last, lastSize := utf8.DecodeLastRuneInString(text)
	if closing == 0 || len(text) < size+lastSize || last != closing && last != first {
		return "", false
	}
	inside = strings.TrimSpace(text[size : len(text)-lastSize])
	return inside, inside != "" && !strings.ContainsRune(inside, first) && !strings.ContainsRune(inside, last)
}

// name reads the text of a name or a word, such as that of an agency or another bulletin. Marks of quotation are not part of it. (They may
// be of a topic: “三农”.)
func (r *Reader) name(key string, t Text) Text {
	inside, ok := withoutTypedQuotes(t.Value)
	if !ok {
		return t
	}
	r.Report(t.Pos, problem.TypedQuotes, "%s is %s; expected it without the quotation marks", key, Quote(t.Value))
	r.Hint("write %s, or use the straight marks: \"%s\"", inside, inside)
	return Text{Value: inside, Pos: t.Pos}
}

// listMarks reports a list that was typed with hyphens but without the spaces after them, which makes one text of it.
func (r *Reader) listMarks(key string, v *Value, text string) bool {
	mark, size := utf8.DecodeRuneInString(text)
	if v.Kind != String || !strings.ContainsRune("-－—–•·", mark) || len(text) == size {
		return false
	}
	r.Report(v.Pos, problem.ListMark, "%s is the text %s; expected a list: on each line a hyphen, a space and a text", key, Quote(text))
	lines := []any{}
	format := "write\n%s:"
	lines = append(lines, key)
	for _, entry := range strings.Split(" "+text, " "+string(mark)) {
		if entry = strings.TrimSpace(entry); entry != "" && len(lines) < 12 {
			format += "\n  - %s"
			lines = append(lines, quoteIfNeeded(entry))
		}
	}
	r.Hint(format, lines...)
	return true
}
