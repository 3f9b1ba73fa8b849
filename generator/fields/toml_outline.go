package fields

import (
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// tomlNode is a value as written in the source, before its text is decoded.
type tomlNode struct {
	kind  Kind // Map, List, or Null for any scalar
	raw   string
	pos   problem.Pos
	keys  []Key
	items []*tomlNode
}

func (n *tomlNode) child(name string) (*tomlNode, Key) {
	for i, k := range n.keys {
		if k.Name == name {
			return n.items[i], k
		}
	}
	return nil, Key{}
}

// outline scans TOML and records the place of everything. It checks only what it needs for that (brackets, quotes, keys, depth) and
// leaves the rest to the library.
func (b *builder) outline(text string, firstLine int) (root *tomlNode, ok bool) {
	o := outliner{builder: b, text: text, firstLine: firstLine, places: newPlaces(text, firstLine)}
	root = &tomlNode{kind: Map, pos: problem.Pos{Line: int32(firstLine), Column: 1}}
	table, depth := root, 0
	for {
		o.skip(" \t\r\n")
		if o.i == len(text) {
			return root, true
		}
		if text[o.i] == '[' {
			table, depth, ok = o.header(root)
		} else {
			ok = o.pair(table, depth)
		}
		if !ok {
			return nil, false
		}
		if o.skip(" \t\r"); o.i < len(text) && text[o.i] != '\n' {
			_, size := utf8.DecodeRuneInString(text[o.i:])
			return nil, o.fail(o.i, "found %s; expected the end of the line", Quote(text[o.i:o.i+size]))
		}
	}
}

type outliner struct {
	*builder
	text      string
	i         int
	firstLine int
	places    places
	brackets  int    // that are open
	key       string // whose value is read
}

// fail reports a problem at an offset. It returns false, for a caller's return statement.
func (o *outliner) fail(at int, format string, args ...any) bool {
	o.add(placeOf([]byte(o.text), at, o.firstLine), problem.BadTOML, format, args...)
	return false
}

// skip skips white space and comments.
func (o *outliner) skip(space string) {
	for o.i < len(o.text) {
		switch c := o.text[o.i]; {
		case strings.IndexByte(space, c) >= 0:
			o.i++
		case c == '#':
			if n := strings.IndexByte(o.text[o.i:], '\n'); n >= 0 {
				o.i += n
			} else {
				o.i = len(o.text)
			}
		default:
			return
		}
	}
}

// take steps over a token, if it comes next.
func (o *outliner) take(token string) bool {
	if !strings.HasPrefix(o.text[o.i:], token) {
		return false
	}
	o.i += len(token)
	return true
}

// header reads `[table]` or `[[list of tables]]` and returns the table that the lines below it fill.
func (o *outliner) header(root *tomlNode) (table *tomlNode, depth int, ok bool) {
	start, closing := o.i, "]]"
	if !o.take("[[") {
		closing = "]"
		o.take("[")
	}
	path, ok := o.path()
	if !ok {
		return nil, 0, false
	}
	if !o.take(closing) {
		return nil, 0, o.fail(start, "the bracket that opens here is not closed")
	}
	if len(path) > MaxDepth {
		o.tooDeep(path[0].Pos)
		return nil, 0, false
	}
	table = root
	for i, key := range path {
		if closing == "]]" && i == len(path)-1 {
			list, ok := o.enter(table, key, List)
			if !ok {
				return nil, 0, false
			}
			table = &tomlNode{kind: Map, pos: key.Pos}
			list.items = append(list.items, table)
			return table, len(path) + 1, true
		}
		if table, ok = o.enter(table, key, Map); !ok {
			return nil, 0, false
		}
		if n := len(table.items); table.kind == List && n > 0 {
			table = table.items[n-1]
		}
	}
	return table, len(path), true
}

// enter returns the table or list below a key, and adds it if it is new.
func (o *outliner) enter(table *tomlNode, key Key, kind Kind) (node *tomlNode, ok bool) {
	node, first := table.child(key.Name)
	if node == nil {
		node = &tomlNode{kind: kind, pos: key.Pos}
		return node, o.put(table, key, node)
	}
	if node.kind == kind || kind == Map && node.kind == List && len(node.items) > 0 && node.items[0].kind == Map {
		return node, true
	}
	o.repeated(key, first)
	return nil, false
}

func (o *outliner) put(table *tomlNode, key Key, node *tomlNode) bool {
	if len(table.keys) == MaxKeys {
		o.tooMany(key.Pos)
		return false
	}
	table.keys = append(table.keys, key)
	table.items = append(table.items, node)
	return true
}

// pair reads `key = value`, or `a.b.c = value`, into a table.
func (o *outliner) pair(table *tomlNode, depth int) bool {
	path, ok := o.path()
	if !ok {
		return false
	}
	if !o.take("=") {
		return o.noEquals(path[len(path)-1].Name)
	}
	o.key = path[len(path)-1].Name
	o.skipSpace()
	if depth+len(path) > MaxDepth {
		o.tooDeep(path[0].Pos)
		return false
	}
	last := len(path) - 1
	for _, key := range path[:last] {
		if table, ok = o.enter(table, key, Map); !ok {
			return false
		}
	}
	value, ok := o.value(depth + len(path))
	if !ok {
		return false
	}
	if node, first := table.child(path[last].Name); node != nil {
		o.repeated(path[last], first)
		return true
	}
	return o.put(table, path[last], value)
}

func (o *outliner) skipSpace() {
	for o.i < len(o.text) && (o.text[o.i] == ' ' || o.text[o.i] == '\t') {
		o.i++
	}
}

// path reads a key and its dotted parts.
func (o *outliner) path() (path []Key, ok bool) {
	for {
		o.skipSpace()
		start, pos := o.i, o.places.at(o.i)
		name := ""
		if o.i < len(o.text) && (o.text[o.i] == '"' || o.text[o.i] == '\'') {
			if !o.quoted() {
				return nil, false
			}
			name = o.text[start+1 : o.i-1]
			if strings.Contains(name, `\`) || strings.HasPrefix(name, `"`) || strings.HasPrefix(name, `'`) {
				return nil, o.fail(start, "found %s; expected a key of letters, digits, hyphens and underscores", Quote(name))
			}
		} else {
			for o.i < len(o.text) && isBare(o.text[o.i]) {
				o.i++
			}
			if name = o.text[start:o.i]; name == "" {
				return nil, o.fail(start, "expected `key = value`, with a key of the letters a-z, digits, - and _")
			}
		}
		path = append(path, Key{Name: name, Pos: pos})
		o.skipSpace()
		if !o.take(".") {
			return path, true
		}
	}
}

func isBare(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// value reads what follows `=`, or an entry of a list.
func (o *outliner) value(depth int) (n *tomlNode, ok bool) {
	start := o.i
	n = &tomlNode{pos: o.places.at(start)}
	if depth > MaxDepth {
		o.tooDeep(n.pos)
		return nil, false
	}
	switch {
	case o.i < len(o.text) && (o.text[o.i] == '"' || o.text[o.i] == '\''):
		ok = o.quoted()
	case o.take("["):
		n.kind = List
		return n, o.entries(n, start, "]", func() bool {
			item, ok := o.value(depth + 1)
			n.items = append(n.items, item)
			return ok
		})
	case o.take("{"):
		n.kind = Map
		return n, o.entries(n, start, "}", func() bool { return o.pair(n, depth) })
	default:
		end := strings.IndexAny(o.text[o.i:], ",]}#\n")
		if end < 0 {
			end = len(o.text) - o.i
		}
		o.i += end
		raw := strings.TrimSpace(o.text[start:o.i])
		if raw == "" {
			return nil, o.fail(start, "expected a value")
		}
		if !isTOMLWord(raw) && (o.brackets == 0 || !strings.Contains(raw, "=")) {
			o.bareText(n.pos, start)
		}
		ok = true
	}
	n.raw = strings.TrimSpace(o.text[start:o.i])
	return n, ok
}

// entries reads what is between brackets, separated by commas.
func (o *outliner) entries(n *tomlNode, start int, closing string, entry func() bool) bool {
	o.brackets++
	defer func() { o.brackets-- }()
	for {
		if o.skip(" \t\r\n"); o.take(closing) {
			return true
		}
		if o.i == len(o.text) {
			return o.fail(start, "the bracket that opens here is not closed")
		}
		if !entry() {
			return false
		}
		o.skip(" \t\r\n")
		if !o.take(",") && !strings.HasPrefix(o.text[o.i:], closing) {
			return o.fail(o.i, "expected a comma or %s", closing)
		}
	}
}

// quoted steps over a text in quotes: one line, or several between triple quotes.
func (o *outliner) quoted() bool {
	start, quote := o.i, o.text[o.i:o.i+1]
	long := strings.Repeat(quote, 3)
	if !o.take(long) {
		long = quote
		o.i++
	}
	for o.i < len(o.text) {
		switch {
		case o.take(long):
			for n := 0; n < 2 && len(long) == 3 && o.take(quote); n++ { // """ may have two quotes of the text before it
			}
			return true
		case o.text[o.i] == '\\' && quote == `"`:
			o.i = min(o.i+2, len(o.text))
		case o.text[o.i] == '\n' && len(long) == 1:
			return o.fail(start, "the quote that opens here is never closed")
		default:
			o.i++
		}
	}
	return o.fail(start, "the quote that opens here is never closed")
}
