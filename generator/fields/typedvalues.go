package fields

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"gongbao/generator/problem"
)

// A Reader turns values into what an editor meant by them, strictly: a value of the wrong kind becomes a problem that says what was
// found and what was expected, and the result is empty.
type Reader struct {
	File     string
	Problems []problem.Problem

	Instead map[string]string // names that editors use for keys, in lower case, and the keys
	Help    string            // the command that lists all keys, if they are too many for a message
}

// Text is a text and its place in the source. An empty Value means that it was absent or empty.
type Text struct {
	Value string
	Pos   problem.Pos
}

// Translated is one of a text's versions in several languages. A version without a language has the Language "".
type Translated struct {
	Language string // canonical BCP 47 tag
	Text
}

// Report adds a problem.
func (r *Reader) Report(pos problem.Pos, code problem.Code, format string, args ...any) {
	r.Problems = append(r.Problems, problem.New(code, r.File, pos, format, args...))
}

// Hint adds to the last problem what to do about it.
func (r *Reader) Hint(format string, args ...any) {
	last := &r.Problems[len(r.Problems)-1]
	*last = last.WithHint(format, args...)
}

// DidYouMean adds to the last problem the hint of the nearest known name, if one is near. The search is slow if many names are known,
// and nobody reads the hundredth hint, so it stops after a hundred problems.
func (r *Reader) DidYouMean(written string, known []string) {
	if len(r.Problems) > 100 {
		return
	}
	if near := problem.Nearest(written, known); near != "" {
		r.Hint("did you mean %q?", near)
	}
}

// Unknown reports a key that is not among the known ones.
func (r *Reader) Unknown(key Key, known []string) {
	const few = 12
	near := r.meant(key.Name, known)
	if near == "" && (len(known) <= few || r.Help == "") {
		r.Report(key.Pos, problem.UnknownKey, "unknown key %s; expected one of %s", Quote(key.Name), strings.Join(known, ", "))
		return
	}
	r.Report(key.Pos, problem.UnknownKey, "unknown key %s", Quote(key.Name))
	if near != "" {
		r.Hint("did you mean %q?", near)
	} else {
		r.Hint("%s lists all keys", r.Help)
	}
}

// meant returns the known key that an unknown one was most likely meant as, or "".
func (r *Reader) meant(name string, known []string) string {
	plain := func(s string) string {
		return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
	}
	for _, k := range known {
		if plain(k) == plain(name) {
			return k
		}
	}
	if k := r.Instead[strings.ToLower(name)]; slices.Contains(known, k) {
		return k
	}
	return problem.Nearest(name, known)
}

// Wrong reports a value of the wrong kind.
func (r *Reader) Wrong(key string, v *Value, expected string) {
	if v.Kind == Bool {
		r.Report(v.Pos, problem.WrongType, "%s is %s; expected %s", key, v.Text, expected)
		return
	}
	r.Report(v.Pos, problem.WrongType, "%s is %s; expected %s", key, v.Kind, expected)
}

// Map reports whether a value is a map. An absent value counts as an empty map.
func (r *Reader) Map(key string, v *Value) bool {
	if v.Kind != Map && v.Kind != Null {
		r.Wrong(key, v, "keys and values")
		return false
	}
	return true
}

// Text reads a text of any number of lines, without white space around it. Numbers and dates count as the text that was written, so
// `number: 2020-02` and `id: 370100` need no quotes. Lists, true and false are of the wrong type.
func (r *Reader) Text(key string, v *Value) Text {
	if v.Comment != "" && v.LosesText() {
		r.cut(key, v)
	}
	switch v.Kind {
	case String, Number, Time:
		return Text{Value: strings.TrimSpace(v.Text), Pos: v.Pos}
	case Null:
		return Text{Pos: v.Pos}
	}
	r.Wrong(key, v, "a text")
	if v.Kind == Bool {
		r.Hint("put the text in quotes: %s: %q", key, v.Text)
	}
	r.hintBrackets(key, v)
	return Text{}
}

// Line reads a text of one line.
func (r *Reader) Line(key string, v *Value) Text {
	t := r.Text(key, v)
	if strings.IndexByte(t.Value, '\n') >= 0 {
		r.Report(v.Pos, problem.SeveralLines, "%s runs over several lines; expected one", key)
		return Text{}
	}
	return t
}

// Name reads a text of one line that names something.
func (r *Reader) Name(key string, v *Value) Text { return r.name(key, r.Line(key, v)) }

// Names is Lines for texts that name something.
func (r *Reader) Names(key string, v *Value) []Text {
	texts := r.Lines(key, v)
	for i := range texts {
		texts[i] = r.name(key, texts[i])
	}
	return texts
}

// Lines reads one text, or a list of texts. An empty entry is a problem; an empty field is not.
func (r *Reader) Lines(key string, v *Value) []Text {
	if v.Kind == Null {
		return nil
	}
	if v.Kind != List {
		if v.Kind == Map || v.Kind == Bool {
			r.Wrong(key, v, "a text or a list of texts")
			return nil
		}
		if t := r.Line(key, v); t.Value != "" && !r.listMarks(key, v, t.Value) {
			return []Text{t}
		}
		return nil
	}
	if len(v.Items) > MaxEntries {
		r.Report(v.Items[MaxEntries].Pos, problem.TooManyEntries, "%s has %d entries; expected at most %d", key, len(v.Items), MaxEntries)
		return nil
	}
	texts := make([]Text, 0, len(v.Items))
	for i := range v.Items {
		item := &v.Items[i]
		if item.Kind == List || item.Kind == Map || item.Kind == Bool {
			r.Wrong("an entry of "+key, item, "a text")
			continue
		}
		before := len(r.Problems)
		t := r.Line("an entry of "+key, item)
		switch {
		case t.Value != "":
			texts = append(texts, t)
		case len(r.Problems) == before:
			r.Report(item.Pos, problem.EmptyEntry, "an entry of %s is empty", key)
		}
	}
	return texts
}

// truth are other words for true and false.
var truth = map[string]string{"yes": "true", "on": "true", "y": "true", "1": "true", "true": "true", "ture": "true", "treu": "true", "是": "true", "真": "true", "“true”": "true", "ｔｒｕｅ": "true",
	"no": "false", "off": "false", "n": "false", "0": "false", "false": "false", "flase": "false", "fasle": "false", "否": "false", "假": "false", "“false”": "false", "ｆａｌｓｅ": "false"}

// Bool reads true or false.
func (r *Reader) Bool(key string, v *Value) bool {
	switch v.Kind {
	case Bool:
		return v.Text[0] == 't' || v.Text[0] == 'T'
	case Null:
		return false
	case String, Number:
		r.Report(v.Pos, problem.WrongType, "%s is %s; expected true or false", key, Quote(v.Text))
		if meant := truth[strings.ToLower(v.Text)]; meant != "" {
			if strings.EqualFold(meant, v.Text) {
				meant += ", without quotes"
			}
			r.Hint("did you mean %s?", meant)
		}
	default:
		r.Wrong(key, v, "true or false")
	}
	return false
}

// Choice reads one of several words and returns its index, or -1 if it is none of them.
func (r *Reader) Choice(key string, v *Value, words []string) int {
	if v.Kind == List || v.Kind == Map || v.Kind == Bool {
		r.Wrong(key, v, OneOf(words))
		return -1
	}
	return r.choose(key, r.Line(key, v), words)
}

// Choices reads one word or a list of words, and returns the indexes of those that are known.
func (r *Reader) Choices(key string, v *Value, words []string) (chosen []int) {
	for _, t := range r.Lines(key, v) {
		if i := r.choose("an entry of "+key, t, words); i >= 0 {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

func (r *Reader) choose(key string, t Text, words []string) int {
	if t = r.name(key, t); t.Value == "" {
		return -1
	}
	for i, w := range words {
		if w == t.Value {
			return i
		}
	}
	r.Report(t.Pos, problem.UnknownValue, "%s is %s; expected %s", key, Quote(t.Value), OneOf(words))
	r.DidYouMean(strings.ToLower(t.Value), words)
	return -1
}

// OneOf returns words as a choice: "a, b or c".
func OneOf(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// URL reads a web address: absolute, http or https (RFC 3986, RFC 9110 §4.2), without a user name or password.
func (r *Reader) URL(key string, v *Value) Text {
	t := r.name(key, r.Line(key, v))
	if t.Value == "" {
		return t
	}
	u, err := url.Parse(t.Value)
	switch {
	case err != nil || strings.ContainsAny(t.Value, " \t<>\"\\"):
		r.Report(v.Pos, problem.BadURL, "%s is %s, which is not a web address; expected one such as https://www.example.org/", key, Quote(t.Value))
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		r.Report(v.Pos, problem.BadURL, "%s is %s; expected an address that starts with https:// or http://", key, Quote(t.Value))
		if u.Scheme == "" && strings.HasPrefix(t.Value, "www.") {
			r.Hint("did you mean %q?", "https://"+t.Value)
		}
	case u.User != nil:
		r.Report(v.Pos, problem.URLWithPassword, "%s holds a user's name or password; expected an address that anyone may see", key)
	default:
		return t
	}
	return Text{}
}

// Language reads a language tag (BCP 47) and returns it in its canonical spelling: zh-Hans for zh-hans.
func (r *Reader) Language(key string, v *Value) Text {
	t := r.name(key, r.Line(key, v))
	if t.Value == "" {
		return t
	}
	tag, ok := r.tag(key, t)
	if !ok {
		return Text{}
	}
	return Text{Value: tag, Pos: t.Pos}
}

// languageTags are the tags of nearly all bulletins. Other tags are parsed, which is slower.
var languageTags = []string{"zh-Hans", "zh-Hant", "en", "zh", "zh-CN", "zh-TW", "zh-HK"}

func (r *Reader) tag(key string, t Text) (canonical string, ok bool) {
	for _, known := range languageTags {
		if t.Value == known {
			return known, true
		}
	}
	if tag, err := language.Raw.Parse(t.Value); err == nil && !strings.Contains(t.Value, "_") {
		return tag.String(), true
	}
	r.Report(t.Pos, problem.BadLanguage, "%s is %s; expected a language tag such as zh-Hans, zh-Hant or en", key, Quote(t.Value))
	if tag, err := language.Raw.Parse(strings.ReplaceAll(t.Value, "_", "-")); err == nil {
		r.Hint("did you mean %q?", tag.String())
	} else {
		r.DidYouMean(t.Value, languageTags)
	}
	return "", false
}

// Translated reads a text, or a map of language to text: `name: 济南市`, `name: {zh-Hans: 济南市, en: Jinan}`.
func (r *Reader) Translated(key string, v *Value) []Translated {
	if v.Kind != Map {
		if v.Kind == List || v.Kind == Bool {
			r.Wrong(key, v, "a text, or a map of languages and texts")
			r.hintBrackets(key, v)
			return nil
		}
		r.Prose(key, v)
		if t := r.Line(key, v); t.Value != "" {
			return []Translated{{Text: t}}
		}
		return nil
	}
	var all []Translated
	for i, k := range v.Keys {
		tag, ok := r.tag("a key of "+key, Text{Value: k.Name, Pos: k.Pos})
		if !ok {
			continue
		}
		r.Prose(key+"."+k.Name, &v.Items[i])
		t := r.Line(key+"."+k.Name, &v.Items[i])
		switch {
		case t.Value == "":
		case slices.ContainsFunc(all, func(other Translated) bool { return other.Language == tag }):
			r.Report(k.Pos, problem.RepeatedLanguage, "%s has two texts in the language %s", key, tag)
		default:
			all = append(all, Translated{Language: tag, Text: t})
		}
	}
	return all
}
