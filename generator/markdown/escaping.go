package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// escapes holds the HTML for each byte of plain text that needs escaping. HTML does not allow control characters, not even as
// references (HTML Living Standard §13.2.3.5).
var escapes = func() (t [256]string) {
	for c := range 0x20 {
		t[c] = replacement
	}
	t['\t'], t['\n'], t[0x7f] = "", "", replacement
	t['&'], t['<'], t['>'], t['"'] = "&amp;", "&lt;", "&gt;", "&quot;"
	return t
}()

// special marks those bytes, and the backslash, which begins an escape in markdown.
var special = func() (t [256]bool) {
	for c, e := range escapes {
		t[c] = e != "" || c == '\\'
	}
	return t
}()

const replacement = "\uFFFD"

// tag writes markup, which is not part of the plain text.
func (w *writer) tag(s string) { w.html = append(w.html, s...) }

// prose writes text in which a backslash escapes punctuation and & begins a reference (CommonMark 0.31.2 §2.4, §2.5).
func (w *writer) prose(b []byte) {
	for {
		i := unmarked(b, &special)
		w.html = append(w.html, b[:i]...)
		w.text = append(w.text, b[:i]...)
		if i == len(b) {
			return
		}
		n, plain := unescape(b[i:])
		w.verbatim(plain)
		b = b[i+n:]
	}
}

// verbatim writes text that has no escapes and references.
func (w *writer) verbatim(b []byte) {
	w.html = appendEscaped(w.html, b)
	start := len(w.text)
	w.text = append(w.text, b...)
	if i := bytes.IndexFunc(b, isControl); i >= 0 {
		w.text = append(w.text[:start], bytes.Map(replaceControl, b)...)
	}
}

func isControl(r rune) bool { return r < 0x80 && escapes[r] == replacement }

func replaceControl(r rune) rune {
	if isControl(r) {
		return utf8.RuneError
	}
	return r
}

// appendEscaped appends plain text as the content of an element or of a quoted attribute.
func appendEscaped(dst, b []byte) []byte {
	start := 0
	for i, c := range b {
		if e := escapes[c]; e != "" {
			dst = append(append(dst, b[start:i]...), e...)
			start = i + 1
		}
	}
	return append(dst, b[start:]...)
}

// unescape reads the special byte at the start of b. It returns how many bytes belong to it, and what they mean.
func unescape(b []byte) (int, []byte) {
	if b[0] == '\\' && len(b) > 1 && util.IsPunct(b[1]) {
		return 2, b[1:2]
	}
	if b[0] == '&' {
		if n, plain := reference(b); n > 0 {
			return n, plain
		}
	}
	return 1, b[:1]
}

// reference reads a character reference: &amp; &#35; or &#x22;. It returns 0 if there is none.
func reference(b []byte) (int, []byte) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';') // the longest name has 31 letters
	if end < 2 {
		return 0, nil
	}
	name := b[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return end + 1, e.Characters
		}
		return 0, nil
	}
	digits, base, most := name[1:], 10, 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base, most = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || len(digits) > most {
		return 0, nil
	}
	if !utf8.ValidRune(rune(v)) {
		v = utf8.RuneError
	}
	return end + 1, utf8.AppendRune(nil, rune(v))
}

// resolve decodes the escapes and references of an address or title.
func resolve(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	var plain []byte
	for i := 0; i < len(b); {
		n, s := 1, b[i:i+1]
		if special[b[i]] {
			n, s = unescape(b[i:])
		}
		plain = append(plain, s...)
		i += n
	}
	return plain
}

// endLine ends the current line of the plain text, unless it is empty.
func (w *writer) endLine() {
	if n := len(w.text); n > 0 && w.text[n-1] != '\n' {
		w.text = append(w.text, '\n')
	}
}

func appendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }
