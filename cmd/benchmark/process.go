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

// A cost is what one process took.
type cost struct {
	wall, cpu time.Duration // cpu: user and system, of all its threads
	peak      int64         // bytes of the largest resident set; 0 where the system does not tell
}

// command runs a program whose time does not matter.
func (b *bench) command(dir string, args ...string) error {
	_, err := b.process(dir, nil, args...)
	return err
}

// process runs a program to its end; its standard output goes to out. What it builds is plain Go and lands in the work
// folder; Hugo meets no settings but those of its site. An error holds the end of what it said.
func (b *bench) process(dir string, out *os.File, args ...string) (cost, error) {
	c := exec.CommandContext(b.ctx, args[0], args[1:]...)
	c.Dir = dir
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "HUGO") })
	c.Env = append(c.Env, "CGO_ENABLED=0", "GOBIN="+b.work)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if out != nil {
		c.Stdout = out
	}
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), errors.Join(b.ctx.Err(), err), tail(said.String(), 2000))
	}
	return cost{wall: wall, cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak: peakMemory(c.ProcessState)}, nil
}

func tail(s string, n int) string {
	if len(s) > n {
		s = "…" + strings.ToValidUTF8(s[len(s)-n:], "")
	}
	return strings.TrimSpace(s)
}

// median gives the run whose wall time is the median; of an even number, the slower of the two in the middle.
func median(rows []row) row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b row) int { return int(a.wall - b.wall) })
	return rows[len(rows)/2]
}
