package problem

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// One cause is one problem. A thousand sources with the same unknown key are one mistake to an editor, and a thousand lines would
// hide the others. What people read shows each cause once, with its first places. Reports for programs hold every problem.

const (
	single    = 3 // a cause with at most so many problems is shown as that many problems
	alsoShown = 3 // places that a cause shows besides the first
)

// Because returns the problem with another cause than New gave it: problems of the same code and level that have equal subjects
// are one to an editor. New takes all arguments of the message, so the subject must be given if they differ from place to place
// although the cause is the same. Without a subject, the code alone is the cause.
func (p Problem) Because(subject ...any) Problem {
	h := fnv.New64a()
	fmt.Fprint(h, p.Code, p.Warning, len(subject))
	for _, s := range subject {
		fmt.Fprintf(h, "\x00%v", s)
	}
	p.cause = h.Sum64()
	return p
}

// A Cause is a problem with all others that have the same cause.
type Cause struct {
	Problem           // the first
	Also    []Problem // the others; empty if they are shown by themselves
}

// Causes groups problems by cause. The order is that of the first problem of each; so few problems that they can be read one by
// one stay apart.
func Causes(ps []Problem) []Cause {
	number := make(map[uint64]int, len(ps))
	for i := range ps {
		number[ps[i].cause]++
	}
	all := make([]Cause, 0, len(number))
	index := map[uint64]int{}
	for _, p := range ps {
		if p.cause != 0 && number[p.cause] > single {
			if i, known := index[p.cause]; known {
				all[i].Also = append(all[i].Also, p)
				continue
			}
			index[p.cause] = len(all)
		}
		all = append(all, Cause{Problem: p})
	}
	return all
}

// Text returns the message, with the number of places if there are several.
func (c *Cause) Text() string {
	if len(c.Also) == 0 {
		return Visible(c.Message)
	}
	return fmt.Sprintf("%s (in %d places)", Visible(c.Message), len(c.Also)+1)
}

// Others returns a line with the first of the other places, or "" if there are none. all says how to see them all.
func (c *Cause) Others(all string) string {
	if len(c.Also) == 0 {
		return ""
	}
	places := make([]string, 0, alsoShown)
	for _, p := range c.Also[:min(alsoShown, len(c.Also))] {
		places = append(places, p.Place())
	}
	line := "also " + strings.Join(places, ", ")
	if more := len(c.Also) - len(places); more > 0 {
		line += fmt.Sprintf(" and %d more; %s", more, all)
	}
	return line
}
