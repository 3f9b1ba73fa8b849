// Package check reads an archive as a careful colleague does before publication: first the sources, for things that a build accepts
// but an editor should look at, then the built pages, for links that lead nowhere and files that are not what was published.
//
// What a caller can rely on:
//
//   - Nothing is written (Corrections only says what to write), and other sites are contacted only if Options.Web is set.
//   - An error is a fault that readers would meet. A warning is a matter for an editor to judge.
//   - Each finding has a code that problem.Rules declares, with the reason why it matters. The rules of this package are
//     problem.CheckRules, and problem.SlipRules are those of package slips; findings with other codes are problems that reading the
//     sources reported.
//   - A finding points to the line in the source where the author can fix it, or else to the built page.
//   - The report is sorted by file and place, and is the same for any number of workers.
//
// The sources are checked through the archive's model and the plain text of each bulletin. Built pages are read once, by a
// tokenizer that skips text (tokenizer.go). Links to other pages are collected during that pass and resolved after it, when the
// ids of every page are known.
package check

import (
	"cmp"
	"context"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/parallel"
	"gongbao/generator/problem"
)

// Options select what to check.
type Options struct {
	Content  string // content folder
	Archive  *archive.Archive
	Problems []problem.Problem                     // reported while reading the sources
	Text     func(*archive.Record) (string, error) // returns the plain text of a bulletin's body, as readers see it
	Plain    []*bulletin.Page                      // pages that are not bulletins
	Markdown markdown.Options                      // how texts are rendered
	Allow    []string                              // numbers and files that may hold personal data

	Output  string                 // folder of the built archive; "": do not check it
	BaseURL string                 // absolute URL of the site, ending in a slash; "": unknown
	Copied  func(path string) bool // reports whether a built file is a copy of one of the content, so that it is not judged as a page; nil: none is

	Web  http.RoundTripper // sends requests to other sites; nil: send none
	Pace time.Duration     // minimum time between two requests to one host; 0: one second

	Jobs     int                                // parallel workers; 0: the number of CPUs
	Progress func(stage Stage, done, total int) // called often, never by two goroutines at once; may be nil
}

// A Stage is a part of the work, for progress reports.
type Stage string

const (
	Texts Stage = "texts"
	Pages Stage = "pages"
	Web   Stage = "web"
)

// A Finding is a problem together with the other places that have it.
type Finding struct {
	problem.Problem
	Count   int     `json:"count,omitempty"`   // number of occurrences, if several built places have the same problem
	Also    []Place `json:"also,omitempty"`    // some of the other places
	Fixable bool    `json:"fixable,omitempty"` // Corrections corrects it
}

// A Place is another place of a finding.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// A Report lists what was checked and what was found.
type Report struct {
	Bulletins int       `json:"bulletins"`
	Pages     int       `json:"pages"`     // built pages that were read
	Addresses int       `json:"addresses"` // addresses of other sites that were requested
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

// Run checks the sources and, if Output is set, the built archive. It returns an error if a file cannot be read or ctx is cancelled.
// What is wrong with the archive itself is in the report.
func Run(ctx context.Context, o Options) (*Report, error) {
	if o.Pace == 0 {
		o.Pace = time.Second
	}
	c := &checker{Options: o, allowed: allowedNumbers(o.Allow)}
	report := &Report{Bulletins: len(o.Archive.Records)}
	c.sourceProblems()
	c.singleTopics()
	c.numberGaps()
	if err := c.texts(ctx); err != nil {
		return nil, err
	}
	if err := c.pages(); err != nil {
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

// checker collects findings.
type checker struct {
	Options
	allowed  []string // numbers
	mu       sync.Mutex
	findings []Finding
}

func (c *checker) add(f Finding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings = append(c.findings, f)
}

// inSource adds a finding about a source.
func (c *checker) inSource(code problem.Code, source string, pos problem.Pos, message, hint string) {
	p := problem.New(code, c.file(source), pos, "%s", message)
	p.Hint = hint
	c.add(Finding{Problem: p})
}

// inOutput adds a finding about a file of the built archive as a whole.
func (c *checker) inOutput(code problem.Code, path, message, hint string) {
	p := problem.New(code, c.outputFile(path), problem.Pos{}, "%s", message)
	p.Hint = hint
	c.add(Finding{Problem: p})
}

// file returns the name of a source as problems show it.
func (c *checker) file(source string) string { return path.Join(filepath.ToSlash(c.Content), source) }

// outputFile returns the name of a built file as problems show it.
func (c *checker) outputFile(p string) string { return path.Join(filepath.ToSlash(c.Output), p) }

func sorted(all []Finding) []Finding {
	slices.SortFunc(all, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, cmp.Compare(a.Code, b.Code), strings.Compare(a.Message, b.Message))
	})
	if all == nil {
		all = []Finding{} // so that JSON has an empty list and not null
	}
	return all
}

// sourceProblems adds the problems that reading the sources reported.
func (c *checker) sourceProblems() {
	for _, p := range c.Problems {
		c.add(Finding{Problem: p})
	}
}

// batches calls do for the numbers 0 … n-1 on parallel workers. Each worker gets its do from start, so that it can reuse its buffers.
// Once per batch, batches reports progress and checks ctx. The first error ends the work.
func (c *checker) batches(ctx context.Context, stage Stage, n int, start func() (do func(i int) error)) error {
	const size = 64
	var mu sync.Mutex
	var failure error
	done := 0
	parallel.Workers((n+size-1)/size, c.Jobs, func(next func() (int, bool)) {
		do := start()
		for batch, ok := next(); ok; batch, ok = next() {
			from, to := batch*size, min((batch+1)*size, n)
			err := ctx.Err()
			for i := from; i < to && err == nil; i++ {
				err = do(i)
			}
			mu.Lock()
			if failure == nil {
				failure = err
			}
			failed := failure != nil
			if done += to - from; c.Progress != nil && !failed {
				c.Progress(stage, done, n)
			}
			mu.Unlock()
			if failed {
				return
			}
		}
	})
	return failure
}
