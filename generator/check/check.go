// Package check reads an archive as a careful colleague does before it is published: first the sources, for what a build lets pass
// but an editor should look at, then the built pages, for every link that leads nowhere and every address that was promised and is
// gone.
//
// An error is what a reader would meet as a fault; a warning is what only an editor can judge. Each finding follows one of the
// Rules, which say once why it matters. Findings come in one order, whatever the number of goroutines.
package check

import (
	"cmp"
	"context"
	"net/http"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// Options say what to check, and where it is.
type Options struct {
	Content  string // folder of the sources
	Archive  *archive.Archive
	Problems []problem.Problem                     // those that reading the sources found
	Text     func(*archive.Record) (string, error) // the plain text of a bulletin's body, as a reader reads it

	Output    string                 // folder of the built archive; empty: it is not checked
	BaseURL   string                 // absolute address of the site, with a slash at its end; empty: not known
	Languages []string               // of the site
	Planned   func(path string) bool // whether the sources give a file at a path below Output; nil: not known

	Web  http.RoundTripper // carries the questions to other sites; nil: they are not asked
	Pace time.Duration     // between two questions to one host; 0: a second

	Jobs     int                                // goroutines; 0: one a core
	Progress func(stage Stage, done, total int) // called often, by one goroutine at a time; may be nil
}

// Stage is what a check is at.
type Stage string

const (
	Texts Stage = "texts"
	Pages Stage = "pages"
	Web   Stage = "web"
)

// A Finding is one thing to look at.
type Finding struct {
	Rule string `json:"rule"` // the ID of one of Rules
	problem.Problem
	Count int     `json:"count,omitempty"` // where the same is found on several built pages: how often in all
	Also  []Place `json:"also,omitempty"`  // and some of the other places
}

// A Place is one more place of a finding.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// A Report is what was checked, and what was found.
type Report struct {
	Bulletins int       `json:"bulletins"`
	Pages     int       `json:"pages"`     // built pages that were read
	Addresses int       `json:"addresses"` // of other sites that were asked for
	Findings  []Finding `json:"findings"`  // by file and place
}

// Errors counts the findings that are not warnings.
func (r *Report) Errors() int {
	n := 0
	for i := range r.Findings {
		if !r.Findings[i].Warning {
			n++
		}
	}
	return n
}

// Run checks the sources and, where Output is given, the built archive. It fails where something cannot be read or ctx ends;
// whatever is wrong with the archive itself is in the report.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.Pace == 0 {
		o.Pace = time.Second
	}
	c := &checker{Options: o}
	report := &Report{Bulletins: len(o.Archive.Records)}
	c.problems()
	c.topics()
	c.numbers()
	if err := c.texts(ctx); err != nil {
		return nil, err
	}
	if o.Output != "" {
		if err := c.built(ctx, report); err != nil {
			return nil, err
		}
	}
	report.Findings = sorted(c.findings)
	return report, nil
}

// checker gathers findings.
type checker struct {
	Options
	mu       sync.Mutex
	findings []Finding
}

func (c *checker) add(rule string, p problem.Problem) { c.put(Finding{Rule: rule, Problem: p}) }

// warn adds a warning about a source.
func (c *checker) warn(rule, source string, pos problem.Pos, message, hint string) {
	c.add(rule, problem.Problem{File: c.file(source), Line: int(pos.Line), Column: int(pos.Column), Message: message, Hint: hint, Warning: true})
}

func (c *checker) put(f Finding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings = append(c.findings, f)
}

// file is the name of a source as problems show it.
func (c *checker) file(source string) string { return path.Join(filepath.ToSlash(c.Content), source) }

func sorted(all []Finding) []Finding {
	slices.SortFunc(all, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	if all == nil {
		all = []Finding{}
	}
	return all
}

// problems takes over what reading the sources found.
func (c *checker) problems() {
	for _, p := range c.Problems {
		c.add(ruleOf(p), p)
	}
}

// batches calls do for the numbers 0 … n-1, a batch at a time, on several goroutines. The first error ends it.
func (c *checker) batches(ctx context.Context, stage Stage, n int, worker func() func(i int) error) error {
	const batch = 64
	var next atomic.Int64
	var busy sync.WaitGroup
	var mu sync.Mutex
	var failure error
	done := 0
	for range min(c.Jobs, (n+batch-1)/batch) {
		busy.Go(func() {
			do := worker()
			for {
				from := int(next.Add(batch)) - batch
				to := min(from+batch, n)
				err := ctx.Err()
				for i := from; i < to && err == nil; i++ {
					err = do(i)
				}
				mu.Lock()
				if failure == nil {
					failure = err
				}
				ended := failure != nil || from >= n
				if !ended {
					done += to - from
					if c.Progress != nil {
						c.Progress(stage, done, n)
					}
				}
				mu.Unlock()
				if ended {
					return
				}
			}
		})
	}
	busy.Wait()
	return failure
}
