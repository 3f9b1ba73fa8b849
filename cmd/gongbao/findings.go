package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gongbao/generator/problem"
)

// Everything that is printed here is problem.Visible, since files and values may have any name.

// maxShown is the number of causes of one code that are printed. Reports for machines have every problem.
const maxShown = 50

// findings says how problems are printed.
type findings struct {
	all     bool // each by itself; otherwise each cause once, and of one code only the first causes
	reasons bool // with the first of each code, why it matters
}

// showAll is how to see what was left out.
const showAll = "--all shows them"

// print prints problems, each as a line with its hint below.
func (f findings) print(w io.Writer, problems []problem.Problem) {
	count := map[problem.Code]int{}
	for _, c := range f.causes(problems) {
		if count[c.Code]++; count[c.Code] > maxShown && !f.all {
			continue
		}
		printCause(w, &c)
		if count[c.Code] == 1 && f.reasons {
			fmt.Fprintf(w, "    %s\n", paint(w, dim, string(c.Code)+": "+problem.RuleOf(c.Code).Why))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(count)) {
		if n := count[code] - maxShown; n > 0 && !f.all {
			fmt.Fprintf(w, "%s: %d more; %s\n", code, n, showAll)
		}
	}
}

func (f findings) causes(problems []problem.Problem) []problem.Cause {
	if !f.all {
		return problem.Causes(problems)
	}
	each := make([]problem.Cause, len(problems))
	for i, p := range problems {
		each[i].Problem = p
	}
	return each
}

func printCause(w io.Writer, c *problem.Cause) {
	mark := paint(w, red, "error: ")
	if c.Warning {
		mark = paint(w, yellow, "warning: ")
	} else if !isTerminal(w) {
		mark = ""
	}
	fmt.Fprintf(w, "%s: %s%s\n", paint(w, bold, c.Place()), mark, c.Text())
	for _, line := range c.HintLines() {
		fmt.Fprintf(w, "    %s\n", paint(w, dim, line))
	}
	if others := c.Others(showAll); others != "" {
		fmt.Fprintf(w, "    %s\n", others)
	}
}

const maxErrorLine = 1000 // characters: it may hold a path

// printError prints the error that ended a command. Of the errors about files, only those that say so have several lines: a line end
// in the name of a file is none. typed says that the error is about the command line; its lines are cobra's own.
func printError(w io.Writer, err error, typed bool) {
	lines := []string{err.Error()}
	var several interface{ Lines() []string }
	if errors.As(err, &several) {
		lines = several.Lines()
	} else if typed {
		lines = strings.Split(strings.ReplaceAll(strings.TrimSpace(lines[0]), "\t", "  "), "\n")
	}
	for i, line := range lines {
		if line = problem.Cut(problem.Visible(line), maxErrorLine); i == 0 {
			line = "gongbao: " + line
		} else if typed && several == nil && line != "" {
			line = "    " + line
		}
		fmt.Fprintln(w, line)
	}
}

// advised is an error with lines of advice.
type advised struct {
	error
	advice []string
}

func (a advised) Unwrap() error { return a.error }

// Lines returns the lines to print: the advice is indented, as the hint of a problem is.
func (a advised) Lines() []string {
	lines := []string{a.Error()}
	for _, line := range a.advice {
		lines = append(lines, "    "+line)
	}
	return lines
}
