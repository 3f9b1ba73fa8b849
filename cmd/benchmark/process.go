package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A cost is the time and memory that one process used.
type cost struct {
	wall, cpu time.Duration // cpu: user and system, of all its threads
	peak      int64         // bytes of the largest resident set; 0: unknown
}

// command runs a program that is not measured.
func (b *bench) command(dir string, args ...string) error {
	_, err := b.process(dir, nil, args...)
	return err
}

// process runs a program to its end and sends its standard output to out. Go programs that it builds do not use C, and are installed
// in the work folder. Variables that would change Hugo's settings are removed. An error contains the end of the program's output.
func (b *bench) process(dir string, out *os.File, args ...string) (cost, error) {
	c := exec.CommandContext(b.ctx, args[0], args[1:]...)
	c.Dir = dir
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "HUGO") })
	c.Env = append(c.Env, "CGO_ENABLED=0", "GOBIN="+b.work)
	var output bytes.Buffer
	c.Stdout, c.Stderr = &output, &output
	if out != nil {
		c.Stdout = out
	}
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), errors.Join(b.ctx.Err(), err), tail(output.String(), 2000))
	}
	return cost{wall: wall, cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak: peakMemory(c.ProcessState)}, nil
}

func tail(s string, n int) string {
	if len(s) > n {
		s = "…" + strings.ToValidUTF8(s[len(s)-n:], "")
	}
	return strings.TrimSpace(s)
}

// median returns the run with the median wall time. Of an even number of runs, it is the slower of the two in the middle.
func median(rows []row) row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b row) int { return int(a.wall - b.wall) })
	return rows[len(rows)/2]
}
