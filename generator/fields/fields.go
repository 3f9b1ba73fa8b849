// Package fields reads YAML, TOML and JSON into values with their places, so that every problem points to the exact line and column.
// A caller may rely on this:
//
//   - Nothing is ignored or converted silently: a repeated key is a problem, and a scalar's text is as written.
//   - A document that cannot be understood becomes a Null value and at least one problem.
//   - No document, however hostile, panics, or takes time or memory out of proportion to its size. Lists and maps may be nested
//     MaxDepth deep, a map may hold MaxKeys keys, and YAML's anchors, aliases and tags are refused.
//   - No text holds a control character, not even one that was written as an escape.
//
// A Reader then turns values into what the editor meant: a line, a list, a web address, one of several words. The formats' own
// libraries parse TOML, JSON and unusual YAML. Plain YAML, which is nearly all front matter, has a faster reader (flat.go).
package fields

import (
	"fmt"

	"gongbao/generator/problem"
)

const (
	MaxDepth = 32  // levels of lists and maps
	MaxKeys  = 256 // keys in one map; lists have no limit of their own

	MaxEntries = 2000 // texts in a list; each topic of a bulletin makes pages
)

// Kind is the kind of a value, as its source writes it.
type Kind uint8

const (
	Null Kind = iota
	String
	Number // integer or decimal; Text is as written
	Bool
	Time // a native date or time of TOML; Text is as written
	List
	Map
)

// String returns words for messages such as "date is a list".
func (k Kind) String() string {
	return [...]string{"empty", "a text", "a number", "true or false", "a date", "a list", "a map of keys"}[k]
}

// A Value is one node of a document.
type Value struct {
	Kind  Kind
	Text  string // of a scalar
	Items []Value
	Keys  []Key // of a map, in source order; the value of Keys[i] is Items[i]
	Pos   problem.Pos

	// Comment is the YAML comment that follows a text without quotes, or nothing at all, on its line, from its `#` on. An editor
	// may have meant it as a part of the text.
	Comment string
}

// A Key is the name of a map's entry and its place.
type Key struct {
	Name string
	Pos  problem.Pos
}

// Get returns the value of a map's key. ok is false if the key is absent.
func (v *Value) Get(name string) (item *Value, ok bool) {
	for i := range v.Keys {
		if v.Keys[i].Name == name {
			return &v.Items[i], true
		}
	}
	return nil, false
}

// A builder holds what all formats have in common. After a repeated key or a bad text, reading goes on, so that one run reports
// all of them; it stops when the document can no longer be understood.
type builder struct {
	file     string
	problems []problem.Problem
	lines    sourceLines // of a YAML document that the library reads
	below    string      // the line below the plain scalar that was read last, if that ends its line
}

func (b *builder) add(pos problem.Pos, code problem.Code, format string, args ...any) {
	b.problems = append(b.problems, problem.New(code, b.file, pos, format, args...))
}

func (b *builder) hint(format string, args ...any) {
	last := &b.problems[len(b.problems)-1]
	*last = last.WithHint(format, args...)
}

// entry adds a key and its value to a map. If the map has the key already, it reports that and keeps the first value. ok is false
// if the map has grown past MaxKeys.
func (b *builder) entry(m *Value, key Key, item Value) (ok bool) {
	for _, k := range m.Keys {
		if k.Name == key.Name {
			b.repeated(key, k)
			return true
		}
	}
	if len(m.Keys) == MaxKeys {
		b.tooMany(key.Pos)
		return false
	}
	m.Keys = append(m.Keys, key)
	m.Items = append(m.Items, item)
	return true
}

func (b *builder) repeated(key, first Key) {
	b.add(key.Pos, problem.RepeatedKey, "key %q is given twice; it is already on line %d", key.Name, first.Pos.Line)
	b.hint("delete one of the two")
}

func (b *builder) tooMany(pos problem.Pos) {
	b.add(pos, problem.TooManyKeys, "a map holds more than %d keys", MaxKeys)
}

// scalar returns a scalar's value. A text that hides a control character is reported and becomes Null.
func (b *builder) scalar(kind Kind, text string, pos problem.Pos) Value {
	if r, bad := hidden(text); bad {
		b.add(pos, problem.ControlCharacter, "the text holds the control character %s behind an escape", codePoint(r))
		b.hint("delete the escape")
		return Value{Kind: Null, Pos: pos}
	}
	return Value{Kind: kind, Text: text, Pos: pos}
}

func (b *builder) tooDeep(pos problem.Pos) {
	b.add(pos, problem.TooDeep, "lists and maps are nested more than %d deep", MaxDepth)
}

// root reports a document that is a single scalar. An empty document is Null.
func (b *builder) root(v Value) (Value, []problem.Problem) {
	switch v.Kind {
	case Map, List:
		return v, b.problems
	case Null:
		return Value{}, b.problems
	}
	b.add(v.Pos, problem.ExpectedKeys, "found %s; expected `key: value` lines", Quote(v.Text))
	return Value{}, b.problems
}

// Quote returns what an editor wrote, in quotes, cut to a length that fits into a message.
func Quote(text string) string {
	const most = 60
	n := 0
	for i := range text {
		if n++; n > most {
			return fmt.Sprintf("%q…", text[:i])
		}
	}
	return fmt.Sprintf("%q", text)
}
