package fields

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"gongbao/generator/problem"
)

// YAML reads one YAML 1.2 document. firstLine is the number of data's first line in its file, for positions.
//
// The value is a Map, a List, or Null if the document is empty or cannot be understood. A plain scalar is Null, Bool or
// Number as YAML's core schema says (§10.3.2), otherwise a String, even if it is a date; Text is as written.
func YAML(file string, data []byte, firstLine int) (Value, []problem.Problem) {
	data = bytes.TrimPrefix(data, bom)
	if p, _, bad := Unreadable(file, data, firstLine); bad {
		return Value{}, []problem.Problem{p}
	}
	text := string(data)
	// YAML 1.1 breaks lines at these characters and YAML 1.2 does not, so line numbers would be wrong for some readers.
	if i := strings.Index(text, "\u2028"); i >= 0 {
		return Value{}, separator(file, data, i, firstLine, "U+2028 (line separator)")
	}
	if i := strings.Index(text, "\u2029"); i >= 0 {
		return Value{}, separator(file, data, i, firstLine, "U+2029 (paragraph separator)")
	}
	b := builder{file: file}
	if v, ok := b.flat(text, firstLine); ok {
		return v, b.problems
	}
	b.problems = nil
	v, problems := b.yaml(data, firstLine)
	if isSlip(problems) {
		return withoutSlips(file, text, firstLine, v, problems)
	}
	return v, problems
}

func separator(file string, data []byte, offset, firstLine int, name string) []problem.Problem {
	return []problem.Problem{problem.New(problem.ControlCharacter, file, placeOf(data, offset, firstLine), "the invisible character %s", name).WithHint("delete it")}
}

// yaml reads the whole language, through the library's nodes.
func (b *builder) yaml(data []byte, firstLine int) (Value, []problem.Problem) {
	b.lines = sourceLines{all: strings.Split(string(data), "\n")}
	var first, second yaml.Node
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return b.yamlError(err, data, firstLine)
	}
	switch err := guard(func() error { return loader.Load(&first) }); {
	case errors.Is(err, io.EOF):
		return Value{}, nil
	case err != nil:
		return b.yamlError(err, data, firstLine)
	}
	switch err := guard(func() error { return loader.Load(&second) }); {
	case err == nil:
		b.add(nodePos(&second, firstLine), problem.SecondDocument, "a second YAML document starts here; expected one")
		return Value{}, b.problems
	case !errors.Is(err, io.EOF):
		return b.yamlError(err, data, firstLine)
	}
	v, ok := b.node(&first, firstLine, 0)
	if !ok {
		return Value{}, b.problems
	}
	return b.root(v)
}

// guard turns a panic of a library into an error, so that bad input never ends the program.
func guard(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return read()
}

func nodePos(n *yaml.Node, firstLine int) problem.Pos {
	return problem.Pos{Line: int32(n.Line + firstLine - 1), Column: int32(n.Column)}
}

// node converts one node of the library's tree. ok is false if the document cannot be used.
func (b *builder) node(n *yaml.Node, firstLine, depth int) (v Value, ok bool) {
	pos := nodePos(n, firstLine)
	switch {
	case n.Kind == yaml.DocumentNode:
		return b.node(n.Content[0], firstLine, depth)
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		b.add(pos, problem.YAMLAnchor, "YAML anchors (&name) and aliases (*name) are not supported")
		b.hint("write the value out")
		return Value{}, false
	case n.Style&yaml.TaggedStyle != 0 || n.Tag == "!":
		b.add(pos, problem.YAMLTag, "YAML tags such as %s are not supported", n.Tag)
		b.hint("put the value in quotes if it starts with an exclamation mark")
		return Value{}, false
	case depth > MaxDepth:
		b.tooDeep(pos)
		return Value{}, false
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			return b.scalar(String, n.Value, pos), true
		}
		v = b.scalar(plainKind(n.Value), n.Value, pos)
		v.Comment = b.comment(n, firstLine)
		return v, true
	case yaml.SequenceNode:
		v = Value{Kind: List, Pos: pos, Items: make([]Value, 0, len(n.Content))}
		for _, c := range n.Content {
			item, ok := b.node(c, firstLine, depth+1)
			if !ok {
				return Value{}, false
			}
			v.Items = append(v.Items, item)
		}
		return v, true
	}
	v = Value{Kind: Map, Pos: pos}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, ok := b.node(n.Content[i], firstLine, depth+1)
		if !ok {
			return Value{}, false
		}
		if key.Text == "" {
			b.add(key.Pos, problem.EmptyKey, "found no name; expected a key before the colon")
			return Value{}, false
		}
		b.below = ""
		item, ok := b.node(n.Content[i+1], firstLine, depth+1)
		if !ok {
			return Value{}, false
		}
		if n.Content[i+1].Kind == yaml.ScalarNode && item.Comment == "" {
			item.Comment = commentBelow(b.below)
		}
		if !b.entry(&v, Key{Name: key.Text, Pos: key.Pos}, item) {
			return Value{}, false
		}
	}
	return v, true
}

// plainKind returns the kind of a scalar without quotes: YAML 1.2.2 §10.3.2, with `_` between digits as in YAML 1.1.
func plainKind(s string) Kind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	if isNumber(s) {
		return Number
	}
	return String
}

func isNumber(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	if s == ".inf" || s == ".Inf" || s == ".INF" || s == ".nan" || s == ".NaN" || s == ".NAN" {
		return true
	}
	if len(s) > 2 && s[0] == '0' {
		switch s[1] {
		case 'x', 'X':
			return all(s[2:], "0123456789abcdefABCDEF_")
		case 'o', 'O':
			return all(s[2:], "01234567_")
		case 'b', 'B':
			return all(s[2:], "01_")
		}
	}
	whole, rest := digits(s)
	fraction := 0
	if rest != "" && rest[0] == '.' {
		fraction, rest = digits(rest[1:])
	}
	if whole+fraction == 0 {
		return false
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		rest = rest[1:]
		if rest != "" && (rest[0] == '-' || rest[0] == '+') {
			rest = rest[1:]
		}
		exponent, after := digits(rest)
		return exponent > 0 && after == ""
	}
	return rest == ""
}

// digits counts the leading digits of a text and returns what follows them.
func digits(s string) (n int, rest string) {
	i := 0
	for ; i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '_' && i > 0); i++ {
		if s[i] != '_' {
			n++
		}
	}
	return n, s[i:]
}

func all(s, allowed string) bool {
	return strings.Trim(s, allowed) == "" && strings.Trim(s, "_") != ""
}

// yamlError reports what the library found, in words for editors. They are shown if the document is not one with a slip that withoutSlips
// can put right.
func (b *builder) yamlError(err error, data []byte, firstLine int) (Value, []problem.Problem) {
	load, ok := loadError(err)
	if !ok {
		b.add(problem.Pos{Line: int32(firstLine)}, problem.BadYAML, "cannot be read as YAML: %s", err)
		return Value{}, b.problems
	}
	place := func(m yaml.Mark) problem.Pos {
		return problem.Pos{Line: int32(max(m.Line, 1) + firstLine - 1), Column: int32(m.Column)}
	}
	at, opened := place(load.Mark), place(load.ContextMark)
	f, found := yamlFault(load), character(data, load.Mark)
	if f != colonInValue && found == "\t" {
		f = tabInIndent
	}
	add := func(pos problem.Pos, format string, args ...any) { b.add(pos, problem.BadYAML, format, args...) }
	switch m := yamlMessages[f]; {
	case f == keyWithoutColon:
		add(opened, "expected `key: value`")
	case f == reservedStart:
		add(at, "a value without quotes starts with %s", found)
		b.hint("put the value in quotes")
	case f == missingValue:
		add(at, "found %s; expected a value", Quote(found))
		b.hint("put the value in quotes")
	case f == nestedTooDeep:
		b.tooDeep(at)
	case f == otherFault:
		add(at, "cannot be read as YAML: %s", load.Message)
	case m.opened:
		add(opened, "%s", m.message)
	default:
		add(at, "%s", m.message)
		if m.hint != "" {
			b.hint("%s", m.hint)
		}
	}
	return Value{}, b.problems
}

// yamlMessages are the messages that quote nothing from the source.
var yamlMessages = [...]struct {
	message, hint string
	opened        bool // points to where the construct opens
}{
	colonInValue:   {message: "a colon and a space inside a value without quotes", hint: "put the whole value in quotes, or fix the indentation of this line"},
	tabInIndent:    {message: "a tab is used for indentation; expected spaces"},
	starStart:      {message: "a value without quotes starts with *", hint: "put the value in quotes"},
	openQuote:      {message: "the quote that opens here is never closed", opened: true},
	unknownEscape:  {message: `unknown escape; expected \n, \" or \\ after a backslash in double quotes`, hint: "in single quotes a backslash is an ordinary character"},
	openList:       {message: "the list that [ opens here is not closed, or two entries have no comma between them", opened: true},
	openMap:        {message: "the map that { opens here is not closed, or two entries have no comma between them", opened: true},
	listOnKeyLine:  {message: "a list starts on the line of its key; expected it on the lines below", hint: "a value that starts with a hyphen goes in quotes"},
	lesserIndent:   {message: "the indentation of this line is not that of the lines above"},
	unexpectedLine: {message: "expected a key or an entry as on the lines above", hint: "fix the indentation of this line; a value in quotes ends with its quote"},

	openEnd: {}, // the last fault, so that every fault has an entry
}

// line returns one line of a document, counted from 1.
func line(data []byte, number int) string {
	for range number - 1 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	text, _, _ := bytes.Cut(data, []byte("\n"))
	return string(text)
}

// character returns the character at a mark, or "" at the end of a line.
func character(data []byte, m yaml.Mark) string {
	column := 1
	for _, r := range line(data, m.Line) {
		if column == m.Column {
			return string(r)
		}
		column++
	}
	return ""
}
