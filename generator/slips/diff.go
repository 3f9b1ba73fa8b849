package slips

import (
	"fmt"
	"strings"

	"gongbao/generator/problem"
)

// op is a line of a diff.
type op struct {
	sign byte // ' ', '-' or '+'
	line line
}

// context is the number of lines around a change.
const context = 3

// Diff returns the correction as a unified diff of the named file. A correction never removes a line, so each line before it is known
// after it, and nothing need be searched. Names and lines are shown as problems show them, but keep their tabs.
func (c *Correction) Diff(name string) string {
	var ops []op
	before, at := split(c.Before), 0
	for _, old := range before {
		from := at
		for at < len(c.lines) && c.lines[at].origin == old.origin {
			at++
		}
		ops = append(ops, changes(old, c.lines[from:at])...)
	}
	for i := range ops { // of lines that change together, those that go come first
		for k := i; k > 0 && ops[k].sign == '-' && ops[k-1].sign == '+'; k-- {
			ops[k], ops[k-1] = ops[k-1], ops[k]
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %[1]s\n", problem.Visible(name))
	was, is := 1, 1 // the numbers of the next lines
	for i := 0; i < len(ops); {
		if ops[i].sign == ' ' && !near(ops, i) {
			was, is, i = was+1, is+1, i+1
			continue
		}
		start := i
		removed, added := 0, 0
		for i < len(ops) && (ops[i].sign != ' ' || near(ops, i)) {
			if ops[i].sign != '+' {
				removed++
			}
			if ops[i].sign != '-' {
				added++
			}
			i++
		}
		fmt.Fprintf(&b, "@@ -%d,%d +%d,%d @@\n", was, removed, is, added)
		for _, o := range ops[start:i] {
			fmt.Fprintf(&b, "%c%s\n", o.sign, problem.VisibleCells(o.line.text))
			if o.line.end == "" {
				b.WriteString("\\ No newline at end of file\n")
			}
		}
		was, is = was+removed, is+added
	}
	return b.String()
}

// changes returns how a line became others.
func changes(old line, now []line) (ops []op) {
	kept := -1
	for i, l := range now {
		if l.text == old.text && l.end == old.end {
			kept = i
		}
	}
	if kept < 0 {
		ops = append(ops, op{'-', old})
	}
	for i, l := range now {
		sign := byte('+')
		if i == kept {
			sign = ' '
		}
		ops = append(ops, op{sign, l})
	}
	return ops
}

// near reports whether a line is close enough to a change to be shown with it.
func near(ops []op, i int) bool {
	for k := max(0, i-context); k <= min(len(ops)-1, i+context); k++ {
		if ops[k].sign != ' ' {
			return true
		}
	}
	return false
}
