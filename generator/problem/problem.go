// Package problem defines how gongbao reports what is wrong: where it is, what was found, what was expected, and a hint of what to
// do.
//
// Every problem has a Code. Codes are stable: reports, tools and tests identify a problem by its code and never by its message, which
// may be reworded or translated. Each code is declared once, in Rules.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Problem is something wrong in a source, described so that an editor can fix it: what was found, what was expected, and a hint of
// what to do.
type Problem struct {
	Code    Code   `json:"code"`             // the kind of problem, one of Rules
	File    string `json:"file"`             // as the editor would name it
	Line    int    `json:"line,omitempty"`   // from 1; 0: the file as a whole
	Column  int    `json:"column,omitempty"` // in characters from 1; 0: the line as a whole
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`    // lines after the first are to be copied
	Warning bool   `json:"warning,omitempty"` // worth a look, but no reason to stop

	cause uint64 // problems of one code and level with the same cause are one to an editor; 0: alone
}

const (
	// MaxMessage is the length of the longest message, in characters.
	MaxMessage = 300

	maxHintLine  = 1000 // characters: it may hold a line to paste
	maxHintLines = 20
)

// Pos is a place in a source file: line and column in characters, both from 1. The zero Pos is the file as a whole.
type Pos struct{ Line, Column int32 }

// New returns a problem at a place in a file. Its code decides whether it is a warning, and the code and args are its cause: see
// Because. The message becomes Visible, one line of at most MaxMessage characters.
func New(code Code, file string, pos Pos, format string, args ...any) Problem {
	return Problem{Code: code, File: file, Line: int(pos.Line), Column: int(pos.Column), Message: Cut(Visible(fmt.Sprintf(format, args...)), MaxMessage),
		Warning: RuleOf(code).Warning}.Because(args...)
}

// WithHint returns the problem with a hint of what to do. Each line of the format is a line of the hint; line ends in args are not.
func (p Problem) WithHint(format string, args ...any) Problem {
	const lineEnd = "\x00" // stands for a line end of the format: no name holds it
	lines := strings.Split(fmt.Sprintf(strings.ReplaceAll(format, "\n", lineEnd), args...), lineEnd)
	lines = lines[:min(len(lines), maxHintLines)]
	for i, line := range lines {
		lines[i] = Cut(Visible(line), maxHintLine)
	}
	p.Hint = strings.Join(lines, "\n")
	return p
}

// Place returns `file:line:column`, the form that editors and terminals turn into a link, as Visible.
func (p Problem) Place() string {
	return Place(p.File, Pos{int32(p.Line), int32(p.Column)})
}

// Place returns `file:line:column`, or only `file:line` or `file` if the position is less exact, as Visible.
func Place(file string, pos Pos) string {
	file = Visible(file)
	if pos.Line > 0 {
		file += ":" + strconv.Itoa(int(pos.Line))
		if pos.Column > 0 {
			file += ":" + strconv.Itoa(int(pos.Column))
		}
	}
	return file
}

// Error returns `file:line:column: message` on one line.
func (p Problem) Error() string {
	if p.Warning {
		return p.Place() + ": warning: " + Visible(p.Message)
	}
	return p.Place() + ": " + Visible(p.Message)
}

// HintLines returns the lines of the hint, as Visible; none if there is no hint.
func (p Problem) HintLines() []string {
	if p.Hint == "" {
		return nil
	}
	lines := strings.Split(p.Hint, "\n")
	for i, line := range lines {
		lines[i] = Visible(line)
	}
	return lines
}

// Sort sorts problems by file and place and drops repetitions, so that every run reports in the same order.
func Sort(ps []Problem) []Problem {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}

// Errors counts the problems that are not warnings.
func Errors(ps []Problem) int {
	n := 0
	for _, p := range ps {
		if !p.Warning {
			n++
		}
	}
	return n
}
