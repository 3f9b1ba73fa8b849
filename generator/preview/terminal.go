package preview

import (
	"fmt"
	"time"

	"gongbao/generator/problem"
)

// logProblems prints problems as a build does, each cause once.
func (s *Server) logProblems(problems []problem.Problem) {
	for _, c := range problem.Causes(problems) {
		level := ""
		if c.Warning {
			level = "warning: "
		}
		fmt.Fprintf(s.options.Log, "%s: %s%s\n", c.Place(), level, c.Text())
		for _, line := range c.HintLines() {
			fmt.Fprintln(s.options.Log, "    "+line)
		}
		if others := c.Others("gongbao check --all shows them"); others != "" {
			fmt.Fprintln(s.options.Log, "    "+others)
		}
	}
}

// logFaults prints each template that failed while a page was rendered, once.
func (s *Server) logFaults(of pageSource) {
	for _, p := range of.Faults() {
		if _, known := s.faults.LoadOrStore(p.File, true); !known {
			s.logProblems([]problem.Problem{p})
		}
	}
}

// count returns a number of things in words.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// human returns a duration rounded to what people want to know.
func human(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Millisecond).String()
}

func parsedSources(n int) string {
	if n == 0 {
		return "read"
	}
	return count(n, "source") + " read"
}

// outcome describes what happened to the problems.
func outcome(before, after int) string {
	switch {
	case after > 0:
		return "; " + count(after, "problem") + ", the last good page stays"
	case before > 0:
		return "; no more problems"
	}
	return ""
}
