// Package slips finds what a typist meant as markdown and markdown does not read: `#总体情况`, `[通知]（https://…）`, a table without
// its second line, lines that run together. Such a text is published without an error, and readers see bare marks.
//
// What a caller can rely on:
//
//   - A slip is found in the tree of the text, as the build reads it: a mark counts only if it would be published, so never in code,
//     in an address or after a backslash. A first look at the bytes decides whether the tree is needed at all (scan.go,
//     scanline.go); nearly no correct text gets further.
//   - Legitimate text stays quiet: C#, 1.5, -5℃, #话题#, 张**, ____. Where a mark alone proves nothing, two lines that count on, or a
//     neighbour, must agree. TestCorrectTextsAreLeftAlone holds the cases.
//   - A slip has edits only if what was meant is certain. They stay within lines, and the words of the page stay the same
//     (TestCorrectionsKeepTheWords). Correct makes them until none is left.
//
// Found are: marks at the start of a line (marks.go), lines that run together (joined.go), tables (unreadtables.go), links (unreadlinks.go),
// emphasis (bareemphasis.go), syntax of other programs (foreign.go), and blocks that became something else (blocks.go).
package slips

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"gongbao/generator/markdown"
	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
)

// Text is the text of a source.
type Text struct {
	Body  []byte                   // the markdown
	File  string                   // its name in problems
	Line  int                      // of the file, where Body begins
	Files map[string]markdown.File // beside the source, by name
}

// A Slip is a place that was probably meant as something else.
type Slip struct {
	problem.Problem
	Edits []Edit // correct it; none: only the author knows what was meant
}

// An Edit replaces a part of a line. New line ends in With become those of the file.
type Edit struct {
	Line     int // of the file
	From, To int // bytes of the line
	With     string
}

// maxSlips is the number of slips that are reported for one text.
const maxSlips = 100

// A Finder looks for slips in one text after the other and reuses its memory.
type Finder struct {
	markdown *markdown.Renderer
	text     Text
	src      []byte
	shown    []byte // src, with a zero for each byte that a reader does not see as it was typed
	found    []Slip
	first    bool // no paragraph has been looked at yet

	setext int // headings that are made by a line below them

	limit          int // slips that are reported
	counted, lines int // bytes in which lines have been counted, and their number
}

// New returns a Finder for texts that are rendered with the given options.
func New(o markdown.Options) *Finder { return &Finder{markdown: markdown.New(o)} }

// Find returns the slips of a text, by place.
func (f *Finder) Find(t Text) []Slip {
	if !MayHold(t.Body) {
		return nil
	}
	return f.find(t, maxSlips)
}

// find returns the slips of a text without the first look, up to a limit.
func (f *Finder) find(t Text, limit int) []Slip {
	f.text, f.found, f.first, f.setext, f.limit, f.counted, f.lines = t, nil, true, 0, limit, 0, 0
	f.markdown.Tree(markdown.Source{Text: t.Body, File: t.File, Line: t.Line, Files: t.Files}, f.look)
	slices.SortStableFunc(f.found, func(a, b Slip) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
	return f.found
}

// look looks at the whole tree.
func (f *Finder) look(root ast.Node, src []byte) {
	f.src = src
	f.show(root)
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering && f.underline(h).stop > 0 {
			f.setext++
		}
		return ast.WalkContinue, nil
	})
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() != ast.TypeInline {
			f.block(n)
			return ast.WalkContinue, nil
		}
		return ast.WalkSkipChildren, nil
	})
}

// A place where something begins and ends in the text.
type span struct{ start, stop int }

// lineAt returns the line around a byte of the text, without its end.
func (f *Finder) lineAt(at int) span {
	start := bytes.LastIndexByte(f.src[:at], '\n') + 1
	if end := bytes.IndexByte(f.src[at:], '\n'); end >= 0 {
		return span{start, at + end}
	}
	return span{start, len(f.src)}
}

// after returns the line after one, or an empty span at the end of the text.
func (f *Finder) after(line span) span {
	if line.stop >= len(f.src) {
		return span{len(f.src), len(f.src)}
	}
	return f.lineAt(line.stop + 1)
}

// value returns a part of the text, and visible what readers see of it; the rest is zeros. Neither copies, so what is kept of them in a
// slip must be a copy.
func (f *Finder) value(s span) string   { return asString(f.src[s.start:s.stop]) }
func (f *Finder) visible(s span) string { return asString(f.shown[s.start:s.stop]) }

func asString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// edit returns an edit of a part of the text that does not cross lines.
func (f *Finder) edit(from, to int, with string) Edit {
	line := f.lineAt(from)
	return Edit{Line: f.lineNumber(from), From: from - line.start, To: to - line.start, With: with}
}

// apart returns an edit that puts a blank line before the line at a place.
func (f *Finder) apart(at int) Edit {
	start := f.lineAt(at).start
	return f.edit(start, start, "\n")
}

// lineNumber returns the line of the file that a byte of the text is on. It continues from the last place, so that places in order
// cost one pass in all.
func (f *Finder) lineNumber(at int) int {
	if at < f.counted {
		f.counted, f.lines = 0, 0
	}
	f.lines += bytes.Count(f.src[f.counted:at], []byte{'\n'})
	f.counted = at
	return max(f.text.Line, 1) + f.lines
}

// full reports whether enough slips have been found. A loop within a line asks, since what it would report costs as much as the line.
func (f *Finder) full() bool { return len(f.found) >= f.limit }

// report adds a slip. Without a hint, the hint is the line as the edits make it.
func (f *Finder) report(code problem.Code, at int, message, hint string, edits ...Edit) {
	if f.full() {
		return
	}
	line := f.lineAt(at)
	pos := problem.Pos{Line: int32(f.lineNumber(at)), Column: int32(utf8.RuneCount(f.src[line.start:at]) + 1)}
	p := problem.New(code, f.text.File, pos, "%s", message)
	if hint != "" {
		p = p.WithHint("%s", hint)
	} else {
		p = f.withLines(p, line, edits)
	}
	f.found = append(f.found, Slip{Problem: p, Edits: edits})
}

// withLines adds the lines as edits make them to a problem: one, or the first few.
func (f *Finder) withLines(p problem.Problem, first span, edits []Edit) problem.Problem {
	const most = 5
	if len(edits) == 0 {
		return p
	}
	format, args := "write:", []any{}
	for line, left := first, edits; len(args) < most; line = f.after(line) {
		number := f.lineNumber(line.start)
		n := slices.IndexFunc(left, func(e Edit) bool { return e.Line > number })
		if n < 0 {
			n = len(left)
		}
		if n == 0 { // a line between that stays as it is
			format, args = format+"\n%s", append(args, excerpt(strings.TrimSpace(f.value(line)), 160))
			continue
		}
		if n == len(edits) && strings.IndexByte(edits[0].With, '\n') < 0 {
			return p.WithHint("write: %s", f.corrected(line, edits))
		}
		for _, made := range apply(f.value(line), number, left[:n]) {
			format, args = format+"\n%s", append(args, excerpt(strings.TrimSpace(made), 160))
		}
		if left = left[n:]; len(left) == 0 {
			break
		}
		if len(args) >= most {
			format, args = format+"\n%s", append(args, "… (--fix shows all lines)")
		}
	}
	return p.WithHint(format, args...)
}

// corrected returns a line as edits make it, or the part of a long line around the first of them.
func (f *Finder) corrected(line span, edits []Edit) string {
	number := f.lineNumber(line.start)
	lines := apply(f.value(line), number, edits)
	made := lines[len(lines)-1]
	const most, before = 160, 20
	if i := slices.IndexFunc(edits, func(e Edit) bool { return e.Line == number }); i >= 0 && utf8.RuneCountInString(made) > most {
		head := made[:min(edits[i].From, len(made))]
		if n := utf8.RuneCountInString(head) - before; n > 0 {
			return "…" + excerpt(string([]rune(made)[n:]), most)
		}
	}
	return excerpt(strings.TrimSpace(made), most)
}

// apply returns what edits make of a line.
func apply(line string, number int, edits []Edit) []string {
	mine := slices.DeleteFunc(slices.Clone(edits), func(e Edit) bool { return e.Line != number })
	slices.SortStableFunc(mine, func(a, b Edit) int { return cmp.Compare(a.From, b.From) })
	var b strings.Builder
	at := 0
	for _, e := range slices.Compact(mine) { // two slips may need the same blank line
		if e.From < at || e.To > len(line) || e.From > e.To {
			continue // it overlaps the one before, and is made in the next round
		}
		b.WriteString(line[at:e.From])
		b.WriteString(e.With)
		at = e.To
	}
	b.WriteString(line[at:])
	return strings.Split(b.String(), "\n")
}

// quoted returns a line as messages show it.
func quoted(s string) string { return fmt.Sprintf("%q", excerpt(strings.TrimSpace(s), 40)) }

// excerpt cuts a text to a number of characters.
func excerpt(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
