// Package fields reads YAML, TOML and JSON into values that know where they stand, so that every rule above it can
// answer with line and column. It is strict: a repeated key is a problem, and nothing is converted in silence.
package fields

import "gongbao/generator/problem"

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
