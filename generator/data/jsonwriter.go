package data

import (
	"strconv"
	"time"

	"gongbao/generator/escape"
)

// appendTime appends a time in the form of RFC 3339 §5.6.
func appendTime(dst []byte, t time.Time) []byte { return t.AppendFormat(dst, time.RFC3339) }

// jsonWriter writes JSON from left to right. The byte before decides whether a comma is needed.
type jsonWriter struct {
	b     []byte
	start int // of the document in b
}

func newJSON(dst []byte) *jsonWriter { return &jsonWriter{dst, len(dst)} }

func (w *jsonWriter) comma() {
	if len(w.b) == w.start {
		return
	}
	switch w.b[len(w.b)-1] {
	case '{', '[', ':', '\n':
	default:
		w.b = append(w.b, ',')
	}
}

// name starts a member of an object.
func (w *jsonWriter) name(s string) *jsonWriter {
	w.comma()
	w.b = append(append(append(w.b, '"'), s...), '"', ':')
	return w
}

func (w *jsonWriter) open(c byte) {
	w.comma()
	w.b = append(w.b, c)
}

func (w *jsonWriter) close(c byte) { w.b = append(w.b, c) }

// line starts a new line for the next value, so that a diff of two versions shows which values changed.
func (w *jsonWriter) line() {
	w.comma()
	w.b = append(w.b, '\n')
}

func (w *jsonWriter) text(s string) {
	w.comma()
	w.b = escape.AppendJSON(w.b, s)
}

func (w *jsonWriter) int(n int64) {
	w.comma()
	w.b = strconv.AppendInt(w.b, n, 10)
}

// raw writes a value that is JSON already.
func (w *jsonWriter) raw(s string) {
	w.comma()
	w.b = append(w.b, s...)
}

// quoted writes a string that add appends and that needs no escaping.
func (w *jsonWriter) quoted(add func(dst []byte) []byte) {
	w.comma()
	w.b = append(add(append(w.b, '"')), '"')
}

func (w *jsonWriter) time(t time.Time) {
	w.quoted(func(dst []byte) []byte { return appendTime(dst, t) })
}

// given writes a member, unless its value is empty.
func (w *jsonWriter) given(name, value string) {
	if value != "" {
		w.name(name).text(value)
	}
}

// address writes a member that is a path below the root, percent-encoded.
func (w *jsonWriter) address(name, base, path string) {
	w.name(name).quoted(func(dst []byte) []byte { return escape.AppendPath(append(dst, base...), path) })
}
