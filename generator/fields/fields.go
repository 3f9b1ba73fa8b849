// Package fields reads YAML, TOML and JSON into values that know where they stand, so that every rule above it can
// answer with line and column. It is strict: a repeated key is a problem, and nothing is converted in silence.
//
// Authors are not trusted: a document may hold MaxDepth levels of lists and maps, a map MaxKeys keys, YAML's anchors, aliases and tags are
// refused, and a text that hides a control character behind an escape is a problem.
package fields

import (
	"fmt"

	"gongbao/generator/problem"
)

const (
	MaxDepth = 32  // lists and maps may lie inside one another so deep
	MaxKeys  = 256 // keys in one map; lists have no limit
)

// Kind is what a value is in its source.
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

// String gives the words that fill "date is …".
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
}

// A Key is the name of a map's entry and its place.
type Key struct {
	Name string
	Pos  problem.Pos
}

// Get gives the value of a map's key; ok is false where the key is absent.
func (v *Value) Get(name string) (item *Value, ok bool) {
	for i := range v.Keys {
		if v.Keys[i].Name == name {
			return &v.Items[i], true
		}
	}
	return nil, false
}

// A builder gathers what every format has to say alike. Reading goes on after a repeated key or a bad text, so that one
// run tells all of them; it stops where the document can no longer be understood.
type builder struct {
	file     string
	problems []problem.Problem
}

func (b *builder) add(pos problem.Pos, format string, args ...any) {
	b.problems = append(b.problems, problem.At(b.file, pos, format, args...))
}

func (b *builder) hint(format string, args ...any) {
	last := &b.problems[len(b.problems)-1]
	*last = last.WithHint(format, args...)
}

// entry adds a key and its value to a map, or tells that the key is there already: the first one stays. ok is false where the
// map has grown past MaxKeys.
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
	b.add(key.Pos, "key %q is given twice; it is already on line %d", key.Name, first.Pos.Line)
	b.hint("delete one of the two")
}

func (b *builder) tooMany(pos problem.Pos) {
	b.add(pos, "a map holds more than %d keys", MaxKeys)
}

// scalar gives a scalar's value; a text that hides a control character is told and made empty.
func (b *builder) scalar(kind Kind, text string, pos problem.Pos) Value {
	if r, bad := hidden(text); bad {
		b.add(pos, "the text holds the control character %s behind an escape", codePoint(r))
		b.hint("delete the escape")
		return Value{Kind: Null, Pos: pos}
	}
	return Value{Kind: kind, Text: text, Pos: pos}
}

func (b *builder) tooDeep(pos problem.Pos) {
	b.add(pos, "lists and maps are nested more than %d deep", MaxDepth)
}

// root tells what stands in a document's place where keys and values are expected. An empty document is Null.
func (b *builder) root(v Value) (Value, []problem.Problem) {
	switch v.Kind {
	case Map, List:
		return v, b.problems
	case Null:
		return Value{}, b.problems
	}
	b.add(v.Pos, "found %s; expected `key: value` lines", Quote(v.Text))
	return Value{}, b.problems
}

// Quote puts what an editor wrote in quotes, cut to a length that fits a message.
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
