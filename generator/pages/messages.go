package pages

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// Everything that visitors read and no author wrote comes from a theme's message files, one for each language. So do the
// formats of numbers and dates: the code knows no language.

// messages are the texts of the interface in one language.
type messages struct {
	language language.Tag
	texts    map[string]pattern // by key; the keys of nested maps are joined by dots
	months   []string           // full names
	short    []string           // short names of the months
	units    []string
	group    string // between each three digits of a number
}

// pattern is a text with placeholders: the text before each placeholder, and the placeholder's name.
type pattern []fragment

type fragment struct{ text, placeholder string }

// catalog holds all messages of a theme, in all languages.
type catalog struct {
	languages map[string]*messages
	known     map[string]bool      // every key
	own       map[string]reference // where the keys of the first layer are
}

// readMessages merges the message files of a theme's layers, key by key: a site's file holds only what it changes.
func readMessages(l layers) (*catalog, []problem.Problem) {
	c := &catalog{languages: map[string]*messages{}, known: map[string]bool{}, own: map[string]reference{}}
	var ps []problem.Problem
	for _, tag := range Interface {
		c.languages[tag] = &messages{language: language.Make(tag), texts: map[string]pattern{}}
	}
	for i := len(l) - 1; i >= 0; i-- {
		files, found := l[i].files("messages", ".yaml")
		ps = append(ps, found...)
		for _, f := range files {
			tag := strings.TrimSuffix(f.name, ".yaml")
			m := c.languages[tag]
			if m == nil {
				ps = append(ps, problem.New(problem.UnknownMessageLanguage, f.path, problem.Pos{}, "found messages in %q; expected one of %s", tag, strings.Join(Interface, ", ")))
				continue
			}
			value, found := fields.YAML(f.path, []byte(f.text), 1)
			ps = append(ps, found...)
			ps = append(ps, c.add(m, f.path, "", &value, i == 0)...)
		}
	}
	for _, m := range c.languages {
		m.months, m.short = m.words("months"), m.words("short_months")
		m.units, m.group = m.words("units"), m.format("number")
	}
	return c, ps
}

// add adds the messages below a key of a file. A message that replaces another must not have other placeholders: nothing would
// fill them.
func (c *catalog) add(m *messages, file, key string, v *fields.Value, own bool) (ps []problem.Problem) {
	switch v.Kind {
	case fields.Map:
		for i, k := range v.Keys {
			below := k.Name
			if key != "" {
				below = key + "." + k.Name
			}
			ps = append(ps, c.add(m, file, below, &v.Items[i], own)...)
		}
		return ps
	case fields.List:
		return []problem.Problem{problem.New(problem.BadMessage, file, v.Pos, "%q is a list; expected a text, or a map of texts", key)}
	}
	p := parsePattern(v.Text)
	if base, ok := m.texts[key]; ok {
		for _, part := range p {
			if part.placeholder != "" && !base.has(part.placeholder) {
				ps = append(ps, problem.New(problem.UnknownPlaceholder, file, v.Pos, "%q has no value for {%s}", key, part.placeholder).WithHint("it has %s", base.placeholders()))
			}
		}
	}
	m.texts[key] = p
	c.known[key] = true
	if own {
		c.own[key] = reference{key, file, v.Pos}
	}
	return ps
}

// has reports whether any language has the message, in any plural form.
func (c *catalog) has(key string) bool {
	for _, m := range c.languages {
		if _, ok := m.find(key, nil); ok {
			return true
		}
	}
	return false
}

// under reports whether there are messages below a key.
func (c *catalog) under(group string) bool {
	for key := range c.known {
		if strings.HasPrefix(key, group+".") {
			return true
		}
	}
	return false
}

// keys returns the keys of all messages, without plural forms.
func (c *catalog) keys() []string {
	return stems(maps.Keys(c.known))
}

// stems returns keys without plural forms, sorted, each once.
func stems(of iter.Seq[string]) []string {
	var keys []string
	for key := range of {
		if stem, form, ok := cutLast(key, "."); ok && slices.Contains(pluralForms[:], form) {
			key = stem
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// in returns the messages of a language, or else of the first language of the interface.
func (c *catalog) in(tag string) *messages {
	if m := c.languages[tag]; m != nil {
		return m
	}
	return c.languages[Interface[0]]
}

func parsePattern(text string) (p pattern) {
	for {
		before, after, found := strings.Cut(text, "}")
		if !found {
			return append(p, fragment{text: text})
		}
		open := strings.LastIndexByte(before, '{')
		if open < 0 || open+1 == len(before) { // this bracket ends no placeholder
			p = append(p, fragment{text: before + "}"})
		} else {
			p = append(p, fragment{before[:open], before[open+1:]})
		}
		text = after
	}
}

func (p pattern) has(placeholder string) bool {
	return slices.ContainsFunc(p, func(f fragment) bool { return f.placeholder == placeholder })
}

func (p pattern) placeholders() string {
	var names []string
	for _, part := range p {
		if part.placeholder != "" {
			names = append(names, "{"+part.placeholder+"}")
		}
	}
	if names == nil {
		return "no placeholders"
	}
	return strings.Join(names, " ")
}

// pluralForms are the names of CLDR's plural categories (UTS #35 part 3, §5) in message files.
var pluralForms = [...]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// find returns the message of a key. If it has plural forms, find chooses the one for the first argument that is a number.
func (m *messages) find(key string, args []any) (pattern, bool) {
	if p, ok := m.texts[key]; ok {
		return p, true
	}
	for _, a := range args {
		if n, ok := a.(int); ok {
			form := pluralForms[plural.Cardinal.MatchPlural(m.language, n, 0, 0, 0, 0)]
			if p, ok := m.texts[key+"."+form]; ok {
				return p, true
			}
		}
	}
	p, ok := m.texts[key+".other"]
	return p, ok
}

// format returns the message of a key with the arguments at {0}, {1} …, or the key itself if there is no such message.
func (m *messages) format(key string, args ...any) string {
	p, ok := m.find(key, args)
	if !ok {
		return key
	}
	var b []byte
	for _, part := range p {
		b = append(b, part.text...)
		if part.placeholder == "" {
			continue
		}
		if i, err := strconv.Atoi(part.placeholder); err == nil && i >= 0 && i < len(args) {
			b = m.append(b, args[i])
		}
	}
	return string(b)
}

func (m *messages) append(b []byte, arg any) []byte {
	switch a := arg.(type) {
	case string:
		return append(b, a...)
	case int:
		return m.appendNumber(b, a)
	}
	return fmt.Append(b, arg)
}

func (m *messages) appendNumber(b []byte, n int) []byte {
	s := strconv.Itoa(n)
	if m.group == "" {
		return append(b, s...)
	}
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b = append(b, m.group...)
		}
		b = append(b, s[i])
	}
	return b
}

// date formats a day, a month or a year by the message of key. Unknown parts of d are 0.
func (m *messages) date(key string, d Date) string {
	b := make([]byte, 0, 24)
	for _, part := range m.texts[key] {
		b = append(b, part.text...)
		switch part.placeholder {
		case "year":
			b = strconv.AppendInt(b, int64(d.Year), 10)
		case "month":
			b = strconv.AppendInt(b, int64(d.Month), 10)
		case "day":
			b = strconv.AppendInt(b, int64(d.Day), 10)
		case "name":
			b = append(b, nth(m.months, d.Month)...)
		case "short":
			b = append(b, nth(m.short, d.Month)...)
		}
	}
	return string(b)
}

// words returns the words of a message that is a list.
func (m *messages) words(key string) []string {
	var text string
	for _, part := range m.texts[key] {
		text += part.text
	}
	return strings.Fields(text)
}

// nth returns word n, counted from 1, or "" if there is none.
func nth(words []string, n int) string {
	if n < 1 || n > len(words) {
		return ""
	}
	return words[n-1]
}

// size formats a number of bytes, rounded, with one decimal below ten; 1 kB is 1000 bytes (IEC 80000-13).
func (m *messages) size(bytes int64) string {
	value, unit := float64(bytes), 0
	for value >= 999.5 && unit+1 < len(m.units) {
		value, unit = value/1000, unit+1
	}
	digits := 0
	if unit > 0 && value < 9.95 {
		digits = 1
	}
	name := ""
	if unit < len(m.units) {
		name = m.units[unit]
	}
	return m.format("size", strconv.FormatFloat(value, 'f', digits, 64), name)
}

// appendKey appends all messages to the key of a page.
func (m *messages) appendKey(b []byte) []byte {
	for _, key := range slices.Sorted(maps.Keys(m.texts)) {
		b = append(append(b, key...), 0)
		for _, part := range m.texts[key] {
			b = append(append(append(append(b, part.text...), 0), part.placeholder...), 0)
		}
	}
	return b
}
