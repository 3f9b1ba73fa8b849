package search

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"gongbao/generator/archive"
	"gongbao/generator/key"
	"gongbao/generator/parallel"
)

// built holds the terms of a segment, ready to be written.
type built struct {
	terms  [][]entry // by part
	common [][]entry
	split  []string // keys, in order
}

// parts returns the number of parts: those with terms, those with split keys, and the list of split keys.
func (b *built) parts() int { return len(b.terms) + len(b.common) + 1 }

// appendPart appends a part.
func (b *built) appendPart(dst []byte, i int, s stamp) []byte {
	switch n := len(b.terms); {
	case i < n:
		return appendPart(dst, s, b.terms[i])
	case i < n+len(b.common):
		return appendPart(dst, s, b.common[i-n])
	}
	return appendCompressed(append(dst, s[:]...), []byte(strings.Join(b.split, "\n")))
}

// A builder makes the parts of a segment's terms: from the base that an earlier build left, if there is one that can be revised.
// Otherwise it builds all terms when one of the parts is rendered, and drops them when they are no longer needed: in a build when
// each part has been taken once, in a preview when none has been taken for a while.
type builder struct {
	segment  *segment
	text     func(*archive.Record) (string, error)
	options  *Options
	building *sync.Mutex // planner.building

	base     *base // nil: build all terms
	revision *revision

	mu    sync.Mutex
	built *built
	err   error
	taken int         // parts since the terms were built
	timer *time.Timer // drops the terms, if Options.Hold is set
}

// key returns the key of a part.
func (b *builder) key(i int) key.Key {
	if b.base == nil {
		return key.Of(b.segment.index, i)
	}
	if k, ok := b.revision.keys[i]; ok {
		return k
	}
	return key.Of(b.base.index, i)
}

// part appends a part to dst.
func (b *builder) part(dst []byte, i int) ([]byte, error) {
	if b.base != nil {
		var made []byte
		var err error
		if _, ok := b.revision.parts[i]; ok {
			made, err = b.revision.apply(dst, b.base, i, b.segment)
		} else {
			made, err = b.base.part(dst, i)
		}
		if err == nil {
			return made, nil
		}
		// Another build may have replaced the base.
	}
	built, err := b.take()
	if err != nil {
		return nil, err
	}
	return built.appendPart(dst, i, b.segment.stamp), nil
}

// take returns the terms of the segment, for one part.
func (b *builder) take() (*built, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.taken == 0 {
		b.building.Lock()
		b.built, b.err = build(b.segment, b.text, b.options.Jobs)
		if b.err == nil && b.options.Cache != "" {
			_ = writeBase(b.options.Cache, b.options.Key, b.segment, b.built) // without it, the next build takes longer
		}
		b.building.Unlock()
	}
	built, err := b.built, b.err
	b.taken++
	switch {
	case b.options.Hold <= 0:
		if b.taken == b.segment.terms+b.segment.common+1 { // and the list of split keys
			b.drop()
		}
	case err != nil: // the next request tries again
		b.drop()
	case b.timer == nil:
		b.timer = time.AfterFunc(b.options.Hold, func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.drop()
		})
	default:
		b.timer.Reset(b.options.Hold)
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
			words, err := wordsOf(s.records[doc], text)
			if err != nil {
				failed[i] = err
				return
			}
			lengths[doc] = uint32(c.addDocument(&words, doc))
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
