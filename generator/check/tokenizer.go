package check

import (
	"bytes"
	"html"
)

// tokenizer finds the tags of a page about as fast as a search for "<", because it skips text. It reads the HTML and XML that
// programs write, and it is as lenient as browsers are (HTML Living Standard §13.2.5).
type tokenizer struct {
	data []byte // the tokenizer changes names to lower case in place
	pos  int
	tag  tag
	cut  int // start of a tag cut off by the end of the file, or -1
}

// tag is a start or an end tag.
type tag struct {
	name  []byte // in lower case
	at    int    // of its "<"
	end   bool   // </name>
	empty bool   // <name/>
	attrs []attribute
}

type attribute struct {
	name, value []byte // value as written, with character references
	at          int    // of the name
}

func newTokenizer(data []byte) tokenizer { return tokenizer{data: data, cut: -1} }

// next advances to the next tag and reports whether there is one.
func (t *tokenizer) next() bool {
	for {
		i := bytes.IndexByte(t.data[t.pos:], '<')
		if i < 0 || t.pos+i+1 >= len(t.data) {
			return false
		}
		at := t.pos + i
		switch c := t.data[at+1]; {
		case isAlpha(c):
			return t.read(at, at+1, false)
		case c == '/' && at+2 < len(t.data) && isAlpha(t.data[at+2]):
			return t.read(at, at+2, true)
		case bytes.HasPrefix(t.data[at:], []byte("<!--")):
			t.skipTo(at+4, "-->")
		case bytes.HasPrefix(t.data[at:], []byte("<![CDATA[")):
			t.skipTo(at+9, "]]>")
		case c == '!' || c == '?' || c == '/':
			t.skipTo(at+2, ">")
		default:
			t.pos = at + 1
		}
	}
}

func (t *tokenizer) skipTo(from int, end string) {
	if i := bytes.Index(t.data[from:], []byte(end)); i >= 0 {
		t.pos = from + i + len(end)
		return
	}
	t.pos = len(t.data)
}

// read reads a tag, starting at its name.
func (t *tokenizer) read(at, name int, end bool) bool {
	d, i := t.data, name
	for i < len(d) && !isSpace(d[i]) && d[i] != '>' && d[i] != '/' {
		d[i] = lower(d[i])
		i++
	}
	t.tag = tag{name: d[name:i], at: at, end: end, attrs: t.tag.attrs[:0]}
	for i < len(d) {
		switch {
		case d[i] == '>':
			t.pos = i + 1
			return true
		case isSpace(d[i]):
			i++
		case d[i] == '/':
			i++
			t.tag.empty = i < len(d) && d[i] == '>'
		default:
			i = t.attribute(i)
		}
	}
	t.cut, t.pos = at, len(d)
	return false
}

// attribute reads an attribute and returns its end.
func (t *tokenizer) attribute(i int) int {
	d, a := t.data, attribute{at: i}
	for start := i; i < len(d) && !isSpace(d[i]) && d[i] != '>' && d[i] != '/' && (d[i] != '=' || i == start); i++ {
		d[i] = lower(d[i])
	}
	a.name = d[a.at:i]
	next := i
	for next < len(d) && isSpace(d[next]) {
		next++
	}
	if next < len(d) && d[next] == '=' {
		i = next + 1
		for i < len(d) && isSpace(d[i]) {
			i++
		}
		start := i
		switch {
		case i < len(d) && (d[i] == '"' || d[i] == '\''):
			quote := d[i]
			start++
			n := bytes.IndexByte(d[start:], quote)
			if n < 0 {
				return len(d)
			}
			a.value, i = d[start:start+n], start+n+1
		default:
			for i < len(d) && !isSpace(d[i]) && d[i] != '>' {
				i++
			}
			a.value = d[start:i]
		}
	}
	t.tag.attrs = append(t.tag.attrs, a)
	return i
}

// raw advances to the end tag of an element whose content is not markup, and returns that content.
func (t *tokenizer) raw(name string) []byte {
	start := t.pos
	for i := start; ; {
		n := bytes.Index(t.data[i:], []byte("</"))
		if n < 0 {
			t.pos = len(t.data)
			return t.data[start:]
		}
		i += n + 2
		if len(t.data)-i >= len(name) && bytes.EqualFold(t.data[i:i+len(name)], []byte(name)) {
			t.pos = i - 2
			return t.data[start:t.pos]
		}
	}
}

// get returns the value of an attribute, and whether the tag has it.
func (t *tag) get(name string) ([]byte, bool) {
	for i := range t.attrs {
		if string(t.attrs[i].name) == name {
			return t.attrs[i].value, true
		}
	}
	return nil, false
}

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// unescaped decodes the character references of a text or an attribute value.
func unescaped(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return []byte(html.UnescapeString(string(b)))
}

// void reports whether an element has no end tag (HTML Living Standard §13.1.2).
func void(name []byte) bool {
	switch string(name) {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}

// optional reports whether an element's end tag may be omitted (HTML Living Standard §13.1.2.4).
func optional(name []byte) bool {
	switch string(name) {
	case "html", "head", "body", "p", "li", "dt", "dd", "rt", "rp", "optgroup", "option", "colgroup", "caption", "thead", "tbody", "tfoot", "tr", "td", "th":
		return true
	}
	return false
}
