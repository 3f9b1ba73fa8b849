package search

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"gongbao/generator/key"
)

// A revision is the difference between a base and the present words of its bulletins: what changes in which entries. It is found
// from the words of the bulletins that differ, so its cost is theirs.
type revision struct {
	entries map[string]*entryRevision // by key
	parts   map[int][]string          // the keys of each part that changes, in order
	keys    map[int]key.Key           // of these parts
}

// entryRevision is what changes in one entry.
type entryRevision struct {
	split    bool
	postings int                    // more than in the base
	terms    map[string]map[int]int // levels by bulletin, for the terms of a leaf; gone: not there any more
	union    map[int]int            // the same for the list of a split key
	whole    map[int]int            // and for that of the words that are the key
}

const gone = -1

// A revised document is a bulletin whose words differ from those in the base.
type revisedDocument struct {
	number   int
	identity identity
	old, new Words
}

// revise finds what differs between the base and the present words. It returns nil if the base cannot be revised, because a key
// would have to be split, or not be split any more.
func (b *base) revise(s *segment, documents []revisedDocument) (*revision, error) {
	split, err := b.splitKeys()
	if err != nil {
		return nil, err
	}
	r := &revision{entries: map[string]*entryRevision{}, parts: map[int][]string{}, keys: map[int]key.Key{}}
	for i := range documents {
		r.document(&documents[i], split)
	}
	for k, e := range r.entries {
		size, near := b.near[k]
		switch {
		case utf8.RuneCountInString(k) == 1: // never split
		case near && (size+e.postings > splitAbove) != e.split, !near && (e.postings > margin() || e.postings < -margin()):
			return nil, nil
		}
		if len(e.terms)+len(e.union)+len(e.whole) == 0 {
			continue
		}
		part := partOf(k, s.terms)
		if e.split {
			part = s.terms + split[k]%s.common
		}
		r.parts[part] = append(r.parts[part], k)
	}
	for part, keys := range r.parts {
		slices.Sort(keys)
		state := append([]byte(nil), b.index[:]...)
		for _, k := range keys {
			for _, d := range documents {
				if r.entries[k].touches(d.number) {
					state = binary.LittleEndian.AppendUint64(append(binary.AppendUvarint(state, uint64(d.number)), d.identity.hash[:]...), d.identity.names)
				}
			}
		}
		r.keys[part] = key.Of(part, state)
	}
	return r, nil
}

// touches reports whether the lists of a bulletin change.
func (e *entryRevision) touches(doc int) bool {
	for _, levels := range e.terms {
		if _, ok := levels[doc]; ok {
			return true
		}
	}
	_, union := e.union[doc]
	_, whole := e.whole[doc]
	return union || whole
}

// entry returns the revision of a key.
func (r *revision) entry(k string, split bool) *entryRevision {
	e := r.entries[k]
	if e == nil {
		e = &entryRevision{split: split, terms: map[string]map[int]int{}, union: map[int]int{}, whole: map[int]int{}}
		r.entries[k] = e
	}
	return e
}

// document adds what changes with one bulletin.
func (r *revision) document(d *revisedDocument, split map[string]int) {
	before, lengthBefore := documentTerms(&d.old)
	after, lengthAfter := documentTerms(&d.new)
	r.terms(d.number, before, after, lengthBefore, lengthAfter, split)
	r.unions(d.number, before, after, lengthBefore, lengthAfter, split)
}

// terms adds the terms of leaves.
func (r *revision) terms(doc int, before, after map[string]documentTerm, lengthBefore, lengthAfter uint32, split map[string]int) {
	for text, t := range before {
		k, leaf := leafOf(t.runes, split)
		if !leaf {
			continue
		}
		e := r.entry(k, false)
		now, ok := after[text]
		e.postings += now.postings - t.postings
		switch {
		case !ok:
			e.set(text, doc, gone)
		case now.tally.level(lengthAfter) != t.tally.level(lengthBefore):
			e.set(text, doc, int(now.tally.level(lengthAfter)))
		}
	}
	for text, t := range after {
		if _, ok := before[text]; ok {
			continue
		}
		if k, leaf := leafOf(t.runes, split); leaf {
			e := r.entry(k, false)
			e.postings += t.postings
			e.set(text, doc, int(t.tally.level(lengthAfter)))
		}
	}
}

func (e *entryRevision) set(text string, doc, level int) {
	if e.terms[text] == nil {
		e.terms[text] = map[int]int{}
	}
	e.terms[text][doc] = level
}

// leafOf returns the key of the entry that holds a term, or false if the term is itself a split key, which has no entry below.
func leafOf(text []rune, split map[string]int) (string, bool) {
	for n := min(2, len(text)); n <= len(text); n++ {
		k := string(text[:n])
		if _, ok := split[k]; !ok {
			return k, true
		}
	}
	return "", false
}

// sums are the tallies of a bulletin for a split key.
type sums struct{ union, whole tally }

// unions adds the lists of split keys.
func (r *revision) unions(doc int, before, after map[string]documentTerm, lengthBefore, lengthAfter uint32, split map[string]int) {
	old, postingsBefore := sumsOf(before, split)
	now, postingsAfter := sumsOf(after, split)
	for _, keys := range []map[string]sums{old, now} {
		for k := range keys {
			e := r.entry(k, true)
			e.postings += postingsAfter[k] - postingsBefore[k]
			delete(postingsAfter, k)
			delete(postingsBefore, k)
			change(e.union, doc, old[k].union, now[k].union, lengthBefore, lengthAfter)
			change(e.whole, doc, old[k].whole, now[k].whole, lengthBefore, lengthAfter)
		}
	}
}

// change notes the new level of a bulletin in a list, if it differs.
func change(list map[int]int, doc int, before, after tally, lengthBefore, lengthAfter uint32) {
	levelOf := func(t tally, length uint32) int {
		if t == (tally{}) {
			return gone
		}
		return int(t.level(length))
	}
	if level := levelOf(after, lengthAfter); level != levelOf(before, lengthBefore) {
		list[doc] = level
	}
}

// sumsOf adds up the terms of a bulletin below each split key.
func sumsOf(terms map[string]documentTerm, split map[string]int) (all map[string]sums, postings map[string]int) {
	all, postings = map[string]sums{}, map[string]int{}
	for _, t := range terms {
		for n := 2; n <= len(t.runes); n++ {
			k := string(t.runes[:n])
			if _, ok := split[k]; !ok {
				break
			}
			s := all[k]
			s.union.body, s.union.fields = s.union.body+t.tally.body, s.union.fields+t.tally.fields
			if t.unit == n {
				s.whole.body, s.whole.fields = s.whole.body+t.tally.body, s.whole.fields+t.tally.fields
			}
			all[k] = s
			postings[k] += t.postings
		}
	}
	return all, postings
}

// apply returns a part of the base with its revised entries.
func (r *revision) apply(dst []byte, b *base, part int, s *segment) ([]byte, error) {
	data, err := b.part(nil, part)
	if err != nil {
		return dst, err
	}
	entries, err := parsePart(data[len(stamp{}):])
	if err != nil {
		return dst, err
	}
	for _, k := range r.parts[part] {
		i, found := slices.BinarySearchFunc(entries, k, func(e entry, k string) int { return strings.Compare(e.key, k) })
		e := entry{key: k}
		if found {
			e = entries[i]
		}
		if e.data, err = r.entries[k].apply(e, len(s.records)); err != nil {
			return dst, err
		}
		switch {
		case e.data == nil && found:
			entries = slices.Delete(entries, i, i+1)
		case e.data != nil && found:
			entries[i] = e
		case e.data != nil:
			entries = slices.Insert(entries, i, e)
		}
	}
	return appendPart(dst, s.stamp, entries), nil
}

// apply returns the data of an entry with its revised lists, or nil if nothing is left.
func (e *entryRevision) apply(old entry, documents int) ([]byte, error) {
	in := &bitReader{bytes: old.data}
	out := bitWriter{}
	if e.split {
		union := in.list(documents)
		var whole hits
		if in.bit() == 1 {
			whole = in.list(documents)
		}
		union, whole = revised(union, e.union), revised(whole, e.whole)
		out.list(union, documents)
		if out.put(uint64(min(len(whole.docs), 1)), 1); len(whole.docs) > 0 {
			out.list(whole, documents)
		}
	} else {
		var terms []leafTerm
		if old.data != nil {
			terms = in.terms(documents)
		}
		terms = e.revisedTerms(terms, len([]rune(old.key)))
		if len(terms) == 0 {
			return nil, nil
		}
		out.leaf(len(terms), func(i int) []rune { return terms[i].rest }, func(i int) { out.list(terms[i].hits, documents) })
	}
	if in.failed {
		return nil, errNoBase
	}
	return out.close(), nil
}

// revisedTerms returns the terms of a leaf with their revised lists, in order. The first n runes of their texts are the key.
func (e *entryRevision) revisedTerms(terms []leafTerm, n int) []leafTerm {
	for text, levels := range e.terms {
		rest := []rune(text)[n:]
		i, found := slices.BinarySearchFunc(terms, rest, func(t leafTerm, rest []rune) int { return slices.Compare(t.rest, rest) })
		if !found {
			terms = slices.Insert(terms, i, leafTerm{rest: rest})
		}
		if terms[i].hits = revised(terms[i].hits, levels); len(terms[i].docs) == 0 {
			terms = slices.Delete(terms, i, i+1)
		}
	}
	return terms
}

// revised returns a list with new levels of some bulletins.
func revised(h hits, levels map[int]int) hits {
	for doc, level := range levels {
		i, found := slices.BinarySearch(h.docs, doc)
		switch {
		case level == gone && found:
			h.docs, h.levels = slices.Delete(h.docs, i, i+1), slices.Delete(h.levels, i, i+1)
		case level == gone:
		case found:
			h.levels[i] = uint8(level)
		default:
			h.docs, h.levels = slices.Insert(h.docs, i, doc), slices.Insert(h.levels, i, uint8(level))
		}
	}
	return h
}

// A leafTerm is a term of a leaf: what follows the key, and its bulletins.
type leafTerm struct {
	rest []rune
	hits
}

// terms reads what bitWriter.leaf wrote.
func (b *bitReader) terms(documents int) []leafTerm {
	var all []leafTerm
	b.eachTerm(documents, func(rest []rune, h hits) { all = append(all, leafTerm{slices.Clone(rest), h}) })
	return all
}
