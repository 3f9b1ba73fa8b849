package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"gongbao/generator/problem"
)

const maxProblems = 100 // errors reported for a text, and as many warnings

// reporter collects the problems of a text.
type reporter struct {
	problems []problem.Problem
	errors   int // found so far, reported or not; counted apart from warnings, so that neither crowds out the other
	warnings int
	counted  int // bytes of the text in which lines have been counted
	lines    int // in those bytes
}

// place returns the line and column of a byte of the text. It continues from the last place, so that places in order cost one
// pass in all.
func (w *writer) place(pos int) (line, column int) {
	pos = min(max(pos, 0), len(w.src))
	if pos < w.counted {
		w.counted, w.lines = 0, 0
	}
	w.lines += bytes.Count(w.src[w.counted:pos], []byte{'\n'})
	w.counted = pos
	start := bytes.LastIndexByte(w.src[:pos], '\n') + 1
	return w.firstLine + w.lines, utf8.RuneCount(w.src[start:pos]) + 1
}

// report adds a problem at a byte of the text. The caller may add a hint to the result.
func (w *writer) report(code problem.Code, pos int, format string, args ...any) *problem.Problem {
	n := &w.errors
	if problem.RuleOf(code).Warning {
		n = &w.warnings
	}
	if *n++; *n > maxProblems {
		return new(problem.Problem) // only counted
	}
	line, column := w.place(pos)
	w.problems = append(w.problems, problem.New(code, w.file, problem.Pos{Line: int32(line), Column: int32(column)}, format, args...))
	return &w.problems[len(w.problems)-1]
}

// reported returns the problems in the order of the text. The last says how many more there are.
func (w *writer) reported() []problem.Problem {
	slices.SortStableFunc(w.problems, func(a, b problem.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if n := w.errors + w.warnings - len(w.problems); n > 0 {
		w.problems[len(w.problems)-1].Hint = fmt.Sprintf("there are %d more problems in this text", n)
	}
	return w.problems
}
