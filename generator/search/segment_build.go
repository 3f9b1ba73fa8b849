package search

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"gongbao/generator/archive"
	"gongbao/generator/parallel"
)

// built holds the terms of a segment, ready to be written.
type built struct {
	terms  [][]entry // by part
	common [][]entry
	split  []string // keys, in order
}

// A builder builds a segment's terms when one of its parts is rendered, and drops them when they are no longer needed: in a build
// when each part has been taken once, in a preview when none has been taken for a while.
type builder struct {
	segment  *segment
	text     func(*archive.Record) (string, error)
	jobs     int
	hold     time.Duration // Options.Hold
	building *sync.Mutex   // planner.building

	mu    sync.Mutex
	built *built
	err   error
	taken int         // parts since the terms were built
	timer *time.Timer // drops the terms, if hold is set
}

// take returns the terms of the segment, for one part.
func (b *builder) take() (*built, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken == 0 {
		b.building.Lock()
		b.built, b.err = build(b.segment, b.text, b.jobs)
		b.building.Unlock()
	}
	built, err := b.built, b.err
	b.taken++
	switch {
	case b.hold <= 0:
		if b.taken == b.segment.terms+b.segment.common+1 { // and the list of split keys
			b.drop()
		}
	case err != nil: // the next request tries again
		b.drop()
	case b.timer == nil:
		b.timer = time.AfterFunc(b.hold, func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.drop()
		})
	default:
		b.timer.Reset(b.hold)
	}
	return built, err
}

func (b *builder) drop() { b.built, b.err, b.taken = nil, nil, 0 }

// build reads the bulletins of a segment and makes its terms.
func build(s *segment, text func(*archive.Record) (string, error), jobs int) (*built, error) {
	lengths := make([]uint32, len(s.records))
	collectors := make([]*collector, min(parallel.Jobs(jobs), len(s.records)))
	failed := make([]error, len(collectors))
	parallel.Each(len(collectors), jobs, func(i int) { // each collects a run of bulletins, in order
		c := newCollector()
		collectors[i] = c
		for doc := i * len(s.records) / len(collectors); doc < (i+1)*len(s.records)/len(collectors); doc++ {
			n, err := c.addDocument(s.records[doc], doc, text)
			if err != nil {
				failed[i] = err
				return
			}
			lengths[doc] = uint32(n)
		}
	})
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var terms, common []entry
	all := groups(collectors)
	parallel.Workers(len(all), jobs, func(next func() (int, bool)) {
		w := &termWriter{collectors: collectors, lengths: lengths, tallies: make([]tally, len(lengths))}
		for i, ok := next(); ok; i, ok = next() {
			w.group(all[i])
		}
		mu.Lock()
		defer mu.Unlock()
		terms, common = append(terms, w.entries...), append(common, w.common...)
	})
	slices.SortFunc(common, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	b := &built{terms: distribute(terms, s.terms), common: make([][]entry, s.common)}
	for i, e := range common {
		b.split = append(b.split, e.key)
		b.common[i%s.common] = append(b.common[i%s.common], e)
	}
	return b, nil
}

// addDocument adds all texts by which searches find a bulletin, and returns the number of units of its body.
func (c *collector) addDocument(r *archive.Record, doc int, text func(*archive.Record) (string, error)) (int, error) {
	body, err := text(r)
	if err != nil {
		return 0, err
	}
	c.addSigns(r.Title.Value, doc)
	c.scan(r.Title.Value, doc, inTitle)
	c.scan(r.Number.Value, doc, inTitle)
	c.scan(r.Subtitle, doc, inSummary)
	for _, p := range r.Publishers {
		for _, name := range agencyNames(p) {
			c.scan(name, doc, inAgencies)
		}
	}
	c.scan(r.Abstract(), doc, inSummary)
	return c.scan(body, doc, inBody), nil
}

// agencyNames returns the names of an agency in all languages. It leaves out aliases that are codes, since readers do
// not search for them.
func agencyNames(n *archive.Node) []string {
	names := make([]string, 0, len(n.Names)+len(n.Aliases))
	for _, name := range n.Names {
		names = append(names, name.Text)
	}
	for _, alias := range n.Aliases {
		if strings.ContainsFunc(alias, func(r rune) bool { return !unicode.IsDigit(r) }) {
			names = append(names, alias)
		}
	}
	return names
}
