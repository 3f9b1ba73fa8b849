package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

const maxProblems = 100 // errors of a text, and as many warnings: more help nobody

// report gathers the problems of a text.
type report struct {
	problems []Problem
	errors   int // of the problems found, and warnings: neither must crowd out the other
	warnings int
	seen     int // a place up to which lines have been counted
	lines    int // the lines before it
}

// place gives the line and column of a byte of the text. Places that are asked for in order cost one pass in all.
func (w *writer) place(pos int) (line, column int) {
	pos = min(max(pos, 0), len(w.src))
	if pos < w.seen {
		w.seen, w.lines = 0, 0
	}
	w.lines += bytes.Count(w.src[w.seen:pos], []byte{'\n'})
	w.seen = pos
	start := bytes.LastIndexByte(w.src[:pos], '\n') + 1
	return w.firstLine + w.lines, utf8.RuneCount(w.src[start:pos]) + 1
}

// fail reports what the author must mend, at a byte of the text. The caller may add a hint.
func (w *writer) fail(pos int, format string, args ...any) *Problem {
	if w.errors++; w.errors > maxProblems {
		return new(Problem)
	}
	return w.add(pos, format, args)
}

// warn reports what the author should look at.
func (w *writer) warn(pos int, format string, args ...any) *Problem {
	if w.warnings++; w.warnings > maxProblems {
		return new(Problem)
	}
	p := w.add(pos, format, args)
	p.Warning = true
	return p
}

func (w *writer) add(pos int, format string, args []any) *Problem {
	line, column := w.place(pos)
	w.problems = append(w.problems, Problem{Line: line, Column: column, Message: fmt.Sprintf(format, args...)})
	return &w.problems[len(w.problems)-1]
}

// reported gives the problems in the order of the text.
func (w *writer) reported() []Problem {
	slices.SortStableFunc(w.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if n := w.errors + w.warnings - len(w.problems); n > 0 {
		w.problems[len(w.problems)-1].Hint = fmt.Sprintf("there are %d more problems in this text", n)
	}
	return w.problems
}

// nearest is the known name that a mistyped one most likely means, or "" if none is within a third of its length in
// edits (insertions, deletions, replacements).
func nearest(written string, known []string) string {
	a := []rune(written)
	best, least := "", len(a)/3+1
	row := make([]int, 0, 64)
	for _, k := range known {
		b := []rune(k)
		if n := len(b) - len(a); n > least || -n > least {
			continue
		}
		row = row[:0]
		for j := range len(b) + 1 {
			row = append(row, j)
		}
		for i, x := range a {
			diagonal := row[0]
			row[0] = i + 1
			for j, y := range b {
				cost := diagonal + 1
				if x == y {
					cost = diagonal
				}
				diagonal = row[j+1]
				row[j+1] = min(cost, diagonal+1, row[j]+1)
			}
		}
		if d := row[len(b)]; d < least || d == least && best != "" && k < best {
			best, least = k, d
		}
	}
	return best
}
