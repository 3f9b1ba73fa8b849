package search

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"gongbao/generator/archive"
)

// built is the terms of a segment, ready to be written.
type built struct {
	terms  [][]entry // by part
	common [][]entry
	split  []string // keys, in order
}

// A builder builds a segment's terms when one of its parts is asked for, and drops them when so many parts have been taken as
// there are, since one build writes each once. Whoever asks again later has them built again.
type builder struct {
	segment *segment
	text    func(*archive.Record) (string, error)
	one     *sync.Mutex // held while a segment is built

	mu    sync.Mutex
	built *built
	err   error
	taken int
}

func (b *builder) take() (*built, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken == 0 {
		b.one.Lock()
		b.built, b.err = build(b.segment, b.text)
		b.one.Unlock()
	}
	built, err := b.built, b.err
	if b.taken++; b.taken == b.segment.terms+b.segment.common+1 { // and the list of split keys
		b.built, b.err, b.taken = nil, nil, 0
	}
	return built, err
}

// build reads the bulletins of a segment and makes its terms, on all processors.
func build(s *segment, text func(*archive.Record) (string, error)) (*built, error) {
	workers := runtime.GOMAXPROCS(0)
	lengths := make([]uint32, len(s.records))
	collectors := make([]*collector, min(workers, len(s.records)))
	failed := make([]error, len(collectors))
	side(len(collectors), len(collectors), func(_, i int) { // each the bulletins of one stretch, in order
		c := newCollector()
		collectors[i] = c
		for doc := i * len(s.records) / len(collectors); doc < (i+1)*len(s.records)/len(collectors); doc++ {
			n, err := c.document(s.records[doc], doc, text)
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
	writers := make([]*termWriter, workers)
	all := groups(collectors)
	side(workers, len(all), func(worker, i int) {
		if writers[worker] == nil {
			writers[worker] = &termWriter{collectors: collectors, lengths: lengths, tallies: make([]tally, len(lengths))}
		}
		writers[worker].group(all[i])
	})
	var terms, common []entry
	b := new(built)
	for _, w := range writers {
		if w != nil {
			terms, common = append(terms, w.entries...), append(common, w.common...)
		}
	}
	slices.SortFunc(common, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	b.terms, b.common = distribute(terms, s.terms), make([][]entry, s.common)
	for i, e := range common {
		b.split = append(b.split, e.key)
		b.common[i%s.common] = append(b.common[i%s.common], e)
	}
	return b, nil
}

// side calls do for 0 … n-1 on several goroutines, each of which has a number.
func side(workers, n int, do func(worker, i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(worker, i)
			}
		})
	}
	wait.Wait()
}

// document adds all that a bulletin is found by, and gives the units of its body.
func (c *collector) document(r *archive.Record, doc int, text func(*archive.Record) (string, error)) (int, error) {
	body, err := text(r)
	if err != nil {
		return 0, err
	}
	c.alone(r.Title.Value, doc)
	c.scan(r.Title.Value, doc, inTitle)
	c.scan(r.Number.Value, doc, inTitle)
	c.scan(r.Subtitle, doc, inSummary)
	for _, p := range r.Publishers {
		for _, name := range agencyNames(p) {
			c.scan(name, doc, inAgencies)
		}
	}
	c.scan(r.Summary, doc, inSummary)
	return c.scan(body, doc, inBody), nil
}

// agencyNames gives what an agency is called, in any language; codes, which are aliases too, help no reader.
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
