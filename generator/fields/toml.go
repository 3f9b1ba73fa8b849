package fields

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"gongbao/generator/problem"
)

// TOML reads a TOML document. firstLine is the number of data's first line in its file, for positions.
//
// Two readers share the work. The outline (toml_outline.go) finds the place of each key and value, and limits the depth; the library
// then decodes the values. The result is a Map, or Null if the document is empty or cannot be understood.
func TOML(file string, data []byte, firstLine int) (Value, []problem.Problem) {
	data = bytes.TrimPrefix(data, bom)
	if p, _, bad := Unreadable(file, data, firstLine); bad {
		return Value{}, []problem.Problem{p}
	}
	text := string(data)
	b := builder{file: file}
	root, ok := b.outline(text, firstLine)
	if !ok || len(b.problems) > 0 {
		return Value{}, b.problems
	}
	var decoded map[string]any
	err := guard(func() error { _, err := toml.Decode(text, &decoded); return err })
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		at := placeOf(data, parse.Position.Start, firstLine)
		if f, date := tomlFault(parse); f == impossibleDate {
			b.add(at, problem.BadDate, "%s is a date or time that does not exist", date)
		} else {
			b.add(at, problem.BadTOML, "cannot be read as TOML: %s", strings.TrimSuffix(parse.Message, "."))
		}
		return Value{}, b.problems
	case err != nil:
		b.add(problem.Pos{Line: int32(firstLine)}, problem.BadTOML, "cannot be read as TOML: %s", err)
		return Value{}, b.problems
	}
	if len(root.keys) == 0 {
		return Value{}, nil
	}
	v, ok := b.filled(root, decoded)
	if !ok {
		return Value{}, b.problems
	}
	return v, b.problems
}

// filled puts what the library decoded into the places of the outline.
func (b *builder) filled(n *tomlNode, decoded any) (v Value, ok bool) {
	switch d := decoded.(type) {
	case string:
		return b.scalar(String, d, n.pos), true
	case bool:
		return b.scalar(Bool, n.raw, n.pos), true
	case int64, float64:
		return b.scalar(Number, n.raw, n.pos), true
	case time.Time:
		return b.scalar(Time, n.raw, n.pos), true
	case []any:
		return b.filledList(n, len(d), func(i int) any { return d[i] })
	case []map[string]any:
		return b.filledList(n, len(d), func(i int) any { return d[i] })
	case map[string]any:
		v = Value{Kind: Map, Pos: n.pos}
		ok = len(d) == len(n.keys)
		for i, key := range n.keys {
			item, known := d[key.Name]
			if !ok || !known {
				return b.mismatch(n)
			}
			filled, ok := b.filled(n.items[i], item)
			if !ok || !b.entry(&v, key, filled) {
				return Value{}, false
			}
		}
		return v, ok
	}
	return b.mismatch(n)
}

func (b *builder) filledList(n *tomlNode, length int, item func(int) any) (v Value, ok bool) {
	if length != len(n.items) {
		return b.mismatch(n)
	}
	v = Value{Kind: List, Pos: n.pos, Items: make([]Value, 0, length)}
	for i := range n.items {
		filled, ok := b.filled(n.items[i], item(i))
		if !ok {
			return Value{}, false
		}
		v.Items = append(v.Items, filled)
	}
	return v, true
}

// mismatch reports that the two readers disagree about the document.
func (b *builder) mismatch(n *tomlNode) (Value, bool) {
	b.add(n.pos, problem.BadTOML, "cannot be read as TOML from here on")
	b.hint("write the value in a simpler form")
	return Value{}, false
}
