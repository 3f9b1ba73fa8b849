package slips

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"gongbao/generator/markdown"
	"gongbao/generator/problem"

	"golang.org/x/text/unicode/norm"
)

// A Correction is a source before and after its certain slips are corrected.
type Correction struct {
	Before, After []byte
	Slips         int // that are corrected
	lines         []line
}

// line is a line of the source with its end, and the line that it comes from.
type line struct {
	text, end string
	origin    int // from 0
}

// maxRounds bounds the rounds of Correct. A text needs a second one if two slips are in one line, or if the first round shows others.
const (
	maxRounds  = 50
	maxInRound = 10_000 // slips
)

// Correct corrects the slips of a source that have edits, and returns nil if there are none. text is the body of source.
//
// The letters and digits of the source stay as they are, and so does every line without a slip, with its end. A correction after
// which the text has more errors than before, such as a link to a file that does not exist, is not made.
func (f *Finder) Correct(source []byte, text Text) *Correction {
	c := &Correction{Before: source, lines: split(source)}
	errors := f.errors(text)
	for range maxRounds {
		certain := slices.DeleteFunc(f.find(text, maxInRound), func(s Slip) bool { return len(s.Edits) == 0 })
		if len(certain) == 0 {
			break
		}
		next, after, ok := f.try(c.lines, text, errors, certain)
		made := len(certain)
		for i := 0; !ok && i < len(certain); i++ { // one of them makes it worse
			next, after, ok = f.try(c.lines, text, errors, certain[i:i+1])
			made = 1
		}
		if !ok {
			break
		}
		c.lines, text = next, after
		c.Slips += made
	}
	if c.Slips == 0 {
		return nil
	}
	c.After = join(c.lines)
	return c
}

// try makes the edits of some slips, and reports whether the text is still sound.
func (f *Finder) try(lines []line, text Text, errors int, some []Slip) (next []line, after Text, ok bool) {
	var edits []Edit
	for _, s := range some {
		edits = append(edits, s.Edits...)
	}
	next = edited(lines, edits)
	after = text
	first := slices.IndexFunc(next, func(l line) bool { return l.origin >= text.Line-1 })
	after.Body = join(next[max(first, 0):])
	same := slices.Equal(next, lines)
	return next, after, !same && words(after.Body) == words(text.Body) && f.errors(after) <= errors
}

// errors returns the number of errors of a text.
func (f *Finder) errors(t Text) int {
	return problem.Errors(f.markdown.Use(markdown.Source{Text: t.Body, File: t.File, Line: t.Line, Files: t.Files}, func(*markdown.Document) {}))
}

// words returns the letters and digits of a text.
func words(b []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(string(b)))
}

// edited returns lines with edits made. Places of edits are lines as they are now.
func edited(lines []line, edits []Edit) (next []line) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for i, l := range lines {
		n := 0
		for n < len(edits) && edits[n].Line <= i+1 {
			n++
		}
		if n == 0 {
			next = append(next, l)
			continue
		}
		end := l.end
		if end == "" && i > 0 {
			end = lines[i-1].end
		}
		all := apply(l.text, i+1, edits[:n])
		for k, text := range all {
			made := line{text, end, l.origin}
			if k == len(all)-1 {
				made.end = l.end
			}
			next = append(next, made)
		}
		edits = edits[n:]
	}
	return next
}

// split splits a source into lines.
func split(source []byte) (lines []line) {
	for text := range bytes.SplitAfterSeq(source, []byte{'\n'}) {
		if len(text) == 0 {
			break
		}
		plain := bytes.TrimSuffix(text, []byte{'\n'})
		plain = bytes.TrimSuffix(plain, []byte{'\r'})
		lines = append(lines, line{string(plain), string(text[len(plain):]), len(lines)})
	}
	return lines
}

func join(lines []line) []byte {
	var b bytes.Buffer
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteString(l.end)
	}
	return b.Bytes()
}
