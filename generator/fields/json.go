package fields

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// JSON reads one JSON document (RFC 8259). firstLine is the number of data's first line in its file, for positions. The value
// is a Map, a List, or Null if the document is empty or cannot be understood. Numbers keep their digits as written.
func JSON(file string, data []byte, firstLine int) (Value, []problem.Problem) {
	data = bytes.TrimPrefix(data, bom)
	if p, _, bad := Unreadable(file, data, firstLine); bad {
		return Value{}, []problem.Problem{p}
	}
	b := builder{file: file}
	if len(bytes.TrimSpace(data)) == 0 {
		return Value{}, nil
	}
	var whole json.RawMessage
	var syntax *json.SyntaxError
	switch err := json.Unmarshal(data, &whole); {
	case errors.As(err, &syntax):
		b.jsonError(data, syntax, firstLine)
		return Value{}, b.problems
	case err != nil:
		b.add(problem.Pos{Line: int32(firstLine)}, problem.BadJSON, "cannot be read as JSON: %s", err)
		return Value{}, b.problems
	}
	r := jsonReader{builder: &b, text: string(data), places: newPlaces(string(data), firstLine), decoder: json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	v, ok := r.value(0)
	if !ok {
		return Value{}, b.problems
	}
	return b.root(v)
}

// jsonHints say what to do about the faults of JSON.
var jsonHints = map[fault]string{
	quotesOrLastComma: "put keys and texts in double quotes, and no comma after the last entry",
	missingComma:      "put a comma between two entries",
	missingColon:      "put a colon between a key and its value",
	brokenText:        "end the text with a double quote on its line",
	openEnd:           "close what is open: a text with \", a list with ], a map with }",
}

// typedMarks are marks of Chinese and of typesetting, and those of JSON that are meant.
var typedMarks = map[rune]string{'“': `"`, '”': `"`, '‘': `"`, '’': `"`, '＂': `"`, '「': `"`, '」': `"`, '，': ",", '、': ",", '：': ":", '｛': "{", '｝': "}", '［': "[", '］': "]", '【': "[", '】': "]"}

// jsonError reports what the library found, in words for editors.
func (b *builder) jsonError(data []byte, e *json.SyntaxError, firstLine int) {
	offset := max(int(e.Offset)-1, 0)
	at := placeOf(data, offset, firstLine)
	if offset < len(data) {
		if r, _ := utf8.DecodeRune(data[offset:]); typedMarks[r] != "" {
			b.add(at, problem.BadJSON, "found %c; expected %s", r, typedMarks[r])
			b.hint("JSON knows only the marks of ASCII: \" , : { } [ ]")
			return
		}
	}
	b.add(at, problem.BadJSON, "cannot be read as JSON: %s", e)
	if hint := jsonHints[jsonFault(e)]; hint != "" {
		b.hint("%s", hint)
	}
}

// jsonReader walks over the tokens of a document that was found to be well formed.
type jsonReader struct {
	*builder
	text    string
	places  places
	decoder *json.Decoder
}

// token returns the next token, its text as written, and its place. (The decoder only says where a token ends.)
func (r *jsonReader) token() (token json.Token, raw string, pos problem.Pos) {
	start := int(r.decoder.InputOffset())
	for start < len(r.text) && strings.IndexByte(" \t\r\n,:", r.text[start]) >= 0 {
		start++
	}
	token, err := r.decoder.Token()
	if err != nil {
		return nil, "", r.places.at(start)
	}
	return token, r.text[start:r.decoder.InputOffset()], r.places.at(start)
}

func (r *jsonReader) value(depth int) (v Value, ok bool) {
	token, raw, pos := r.token()
	if depth > MaxDepth {
		r.tooDeep(pos)
		return Value{}, false
	}
	switch t := token.(type) {
	case string:
		if r.loneSurrogate(raw, t, pos) {
			return Value{Pos: pos}, true
		}
		return r.scalar(String, t, pos), true
	case json.Number:
		return r.scalar(Number, raw, pos), true
	case bool:
		return r.scalar(Bool, raw, pos), true
	case json.Delim:
		v = Value{Kind: List, Pos: pos}
		if t == '{' {
			v.Kind = Map
		}
		for r.decoder.More() {
			if v.Kind == List {
				item, ok := r.value(depth + 1)
				if !ok {
					return Value{}, false
				}
				v.Items = append(v.Items, item)
				continue
			}
			name, raw, pos := r.token()
			key := Key{Pos: pos}
			key.Name, _ = name.(string)
			if r.loneSurrogate(raw, key.Name, pos) {
				return Value{}, false
			}
			item, ok := r.value(depth + 1)
			if !ok || !r.entry(&v, key, item) {
				return Value{}, false
			}
		}
		r.token() // the closing bracket
		return v, true
	}
	return Value{Pos: pos}, true
}

// loneSurrogate reports half of a surrogate pair, which the decoder silently replaces by U+FFFD (RFC 8259 §8.2).
func (r *jsonReader) loneSurrogate(raw, text string, pos problem.Pos) bool {
	const replacement = "\uFFFD"
	written := strings.Count(raw, replacement) + strings.Count(strings.ToLower(raw), `\ufffd`)
	if strings.Count(text, replacement) <= written {
		return false
	}
	r.add(pos, problem.LoneSurrogate, `the text holds half of a \u pair`)
	r.hint("write the character itself")
	return true
}
