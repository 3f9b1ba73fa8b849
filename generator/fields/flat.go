package fields

import (
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// flat reads the part of YAML that nearly all front matter uses, about ten times faster than the library:
//
//	key: a plain text, 'a quoted one', or "one without a backslash"   # a comment
//	key: [lists, 'of', "such texts"]
//	key:
//	  - or as a block
//
// with each key at the start of its line. It leaves everything else, right or wrong, to the library (ok is false), so it has no
// errors. The two agree on values, kinds and places: FuzzFastReaderAgreesWithTheLibrary compares them.
func (b *builder) flat(text string, firstLine int) (v Value, ok bool) {
	s := flatReader{rest: text, number: firstLine - 1}
	v = Value{Kind: Map, Keys: make([]Key, 0, 12), Items: make([]Value, 0, 12)}
	if !s.next() {
		return Value{}, s.end // nothing but comments: an empty document
	}
	v.Pos = s.pos(0)
	for more := true; more; {
		name := keyLength(s.line)
		if name == 0 {
			return Value{}, false
		}
		key := Key{Name: s.line[:name], Pos: s.pos(0)}
		var item Value
		if item, ok = s.value(name + 1); !ok {
			return Value{}, false
		}
		if item.Kind == Null && item.Text == "" {
			if more, ok = s.block(&item); !ok {
				return Value{}, false
			}
		} else {
			plain := item.Kind != List && s.line[s.counted] != '"' && s.line[s.counted] != '\''
			more = s.next()
			if s.below != "" && plain && item.Comment == "" {
				item.Comment = commentBelow(s.below)
			}
		}
		if !b.entry(&v, key, item) {
			return Value{}, true
		}
	}
	return v, s.end
}

// flatReader reads a document line by line.
type flatReader struct {
	rest   string
	line   string
	number int
	below  string // the comment line that next passed over first, if it came right after the line before
	end    bool   // the whole text has been read and understood

	counted, column int // the column of byte counted of the line
}

// next moves to the next line that is neither blank nor a comment. It returns false at the end, or at a tab, which YAML allows in
// some places only.
func (s *flatReader) next() bool {
	s.below = ""
	for first := true; s.rest != ""; first = false {
		s.number++
		if i := strings.IndexByte(s.rest, '\n'); i >= 0 {
			s.line, s.rest = s.rest[:i], s.rest[i+1:]
		} else {
			s.line, s.rest = s.rest, ""
		}
		s.counted, s.column = 0, 1
		if n := len(s.line); n > 0 && s.line[n-1] == '\r' {
			s.line = s.line[:n-1]
		}
		if strings.IndexByte(s.line, '\t') >= 0 {
			return false
		}
		i := indent(s.line)
		if i < len(s.line) && s.line[i] != '#' {
			return true
		}
		if first && i < len(s.line) {
			s.below = s.line
		}
	}
	s.end = true
	return false
}

// pos returns the place of a byte of the line. Offsets must not decrease within a line.
func (s *flatReader) pos(offset int) problem.Pos {
	s.column += utf8.RuneCountInString(s.line[s.counted:offset])
	s.counted = offset
	return problem.Pos{Line: int32(s.number), Column: int32(s.column)}
}

func indent(line string) int {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	return i
}

// keyLength returns the length of the name at the start of a line, before a colon and a space or the line's end, or 0.
func keyLength(line string) int {
	i := 0
	for i < len(line) && (line[i]|0x20 >= 'a' && line[i]|0x20 <= 'z' || line[i] == '_' ||
		i > 0 && (line[i] >= '0' && line[i] <= '9' || line[i] == '-')) {
		i++
	}
	if i < len(line) && line[i] == ':' && (i+1 == len(line) || line[i+1] == ' ') {
		return i
	}
	return 0
}

// value reads what follows a key's colon on its line.
func (s *flatReader) value(from int) (v Value, ok bool) {
	i := from + indent(s.line[from:])
	if i == len(s.line) || s.line[i] == '#' {
		if i < len(s.line) && i == from {
			return Value{}, false
		}
		return Value{Kind: Null, Pos: s.pos(from), Comment: s.line[i:]}, true
	}
	if s.line[i] == '[' {
		return s.list(i)
	}
	v, after, ok := s.scalar(i, false)
	return v, ok && s.blank(after)
}

// blank reports whether the rest of the line is empty or a comment.
func (s *flatReader) blank(from int) bool {
	i := from + indent(s.line[from:])
	return i == len(s.line) || s.line[i] == '#' && i > from
}

// scalar reads a text and returns the offset after it. In a flow list a text also ends before `,` and `]`.
func (s *flatReader) scalar(from int, flow bool) (v Value, after int, ok bool) {
	line := s.line
	switch c := line[from]; c {
	case '"', '\'':
		n := strings.IndexByte(line[from+1:], c)
		if n < 0 {
			return Value{}, 0, false
		}
		after = from + 1 + n + 1
		text := line[from+1 : after-1]
		if c == '"' && strings.IndexByte(text, '\\') >= 0 || c == '\'' && after < len(line) && line[after] == '\'' {
			return Value{}, 0, false
		}
		return Value{Kind: String, Text: text, Pos: s.pos(from)}, after, true
	case '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`':
		return Value{}, 0, false
	}
	after = len(line)
	comment := ""
scan:
	for i := from; i < len(line); i++ {
		switch line[i] {
		case ':':
			if flow || i+1 == len(line) || line[i+1] == ' ' {
				return Value{}, 0, false
			}
		case '#':
			if flow {
				return Value{}, 0, false
			}
			if line[i-1] == ' ' {
				after, comment = i-1, line[i:]
				break scan
			}
		case ',', ']':
			if flow {
				after = i
				break scan
			}
		case '[', '{', '}', '"', '\'':
			if flow {
				return Value{}, 0, false
			}
		}
	}
	text := strings.TrimRight(line[from:after], " ")
	kind := String
	if line[from] < 0x80 {
		kind = plainKind(text)
	}
	return Value{Kind: kind, Text: text, Pos: s.pos(from), Comment: comment}, after, true
}

// list reads a list in brackets that ends on its line.
func (s *flatReader) list(from int) (v Value, ok bool) {
	v = Value{Kind: List, Pos: s.pos(from), Items: make([]Value, 0, 4)}
	i := from + 1 + indent(s.line[from+1:])
	if i < len(s.line) && s.line[i] == ']' {
		return v, s.blank(i + 1)
	}
	for i < len(s.line) {
		item, after, ok := s.scalar(i, true)
		if !ok {
			return Value{}, false
		}
		v.Items = append(v.Items, item)
		after += indent(s.line[after:])
		switch {
		case after == len(s.line):
			return Value{}, false
		case s.line[after] == ']':
			return v, s.blank(after + 1)
		case s.line[after] != ',':
			return Value{}, false
		}
		i = after + 1 + indent(s.line[after+1:])
	}
	return Value{}, false
}

// block turns an empty value into the list on the lines below it, if there is one. It leaves the reader on the line after the
// value; more is false at the end of the text.
func (s *flatReader) block(v *Value) (more, ok bool) {
	if !s.next() {
		return false, s.end
	}
	depth := indent(s.line)
	if s.line[depth] != '-' {
		return true, depth == 0
	}
	*v = Value{Kind: List, Pos: s.pos(depth), Items: make([]Value, 0, 4)}
	for {
		at := indent(s.line)
		if at != depth || s.line[at] != '-' {
			return true, at == 0 // a key follows, or something else at the start of a line
		}
		i := at + 1 + indent(s.line[at+1:])
		if i == at+1 || i == len(s.line) {
			return false, false
		}
		item, after, ok := s.scalar(i, false)
		if !ok || !s.blank(after) {
			return false, false
		}
		v.Items = append(v.Items, item)
		if !s.next() {
			return false, s.end
		}
	}
}
