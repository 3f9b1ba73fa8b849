package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"gongbao/generator"
)

// Output to a terminal may move and have colour. Output to a pipe or a file is plain lines.

// isTerminal reports whether w is a terminal that understands escape sequences.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

const (
	red    = "31"
	yellow = "33"
	dim    = "2"
	bold   = "1"
)

// paint colours s on a terminal, unless NO_COLOR is set (no-color.org).
func paint(w io.Writer, color, s string) string {
	if !isTerminal(w) || os.Getenv("NO_COLOR") != "" {
		return s
	}
	return "\x1b[" + color + "m" + s + "\x1b[0m"
}

// progress is a bar with counts and a rate. It appears on a terminal only, when the work takes more than a second.
type progress struct {
	w       io.Writer
	on      bool
	mu      sync.Mutex
	started time.Time
	stage   generator.Stage
	since   time.Time
	drawn   time.Time
	visible bool
}

func newProgress(w io.Writer, quiet bool) *progress {
	return &progress{w: w, on: isTerminal(w) && !quiet, started: time.Now()}
}

func (p *progress) show(stage generator.Stage, done, total int) {
	if !p.on {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if stage != p.stage {
		p.stage, p.since = stage, now
	}
	if now.Sub(p.started) < time.Second || now.Sub(p.drawn) < 100*time.Millisecond || total == 0 {
		return
	}
	p.drawn, p.visible = now, true
	const width = 24
	full := width * done / total
	rate := float64(done) / max(now.Sub(p.since).Seconds(), 0.001)
	fmt.Fprintf(p.w, "\r\x1b[K%-10s [%s%s] %d of %d, %.0f/s", stage, strings.Repeat("#", full), strings.Repeat(".", width-full), done, total, rate)
}

// clear removes the bar.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.visible {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.visible = false
	}
}
