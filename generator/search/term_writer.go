package search

import "slices"

// A term is a unit with the runes that follow it, and its postings.
type term struct {
	text     []rune
	unit     int // runes of the unit
	from, to int // in termWriter.postings
}

// An entry is the data for all terms that begin with a key.
//
// A key has two runes, unless more than splitAbove postings begin with them. Then the key is split: its entry is one list of all
// bulletins below it, and the terms are under keys of one more rune. So the term and the list of all split keys, a short file of the
// index, decide in which entry a term is. The entries of split keys are few and long. They have separate parts, and are assigned to
// them in turn.
type entry struct {
	key  string
	data []byte
	size int // postings of its terms, which decide whether it is split
}

// splitAbove is chosen so that the entry of a key is smaller than its file. Only tests change it.
var splitAbove = 12288

// A termWriter makes the entries of one group after another.
type termWriter struct {
	collectors []*collector
	lengths    []uint32 // by bulletin: units of its body

	entries []entry
	common  []entry // of split keys

	postings []posting
	spare    []posting
	packed   []byte
	terms    []term
	runes    []rune // of the terms
	bits     bitWriter
	tallies  []tally // by bulletin; all zero between lists
	docs     []int
	levels   []uint8
	slab     []byte
}

// collect collects the terms of a group, in order.
func (w *termWriter) collect(g group) {
	w.postings, w.terms, w.runes = w.postings[:0], w.terms[:0], w.runes[:0]
	if g.words == nil {
		w.unit([]rune{g.first}, "")
	} else {
		for _, word := range g.words {
			w.unit([]rune(word), word)
		}
		slices.SortFunc(w.terms, func(a, b term) int { return slices.Compare(a.text, b.text) })
	}
}

// group makes the entries of one group.
func (w *termWriter) group(g group) {
	w.collect(g)
	terms := w.terms
	if len(terms) > 0 && len(terms[0].text) == 1 {
		if g.words == nil {
			w.leaf(1, terms[:1], terms[0].to-terms[0].from)
		}
		terms = terms[1:]
	}
	w.below(2, terms)
}

// unit collects the terms of one unit.
func (w *termWriter) unit(unit []rune, word string) {
	at := len(w.postings)
	for _, c := range w.collectors { // in order of their bulletins
		if id := c.signs[unit[0]]; word == "" && id != 0 {
			w.postings, w.packed = c.appendTo(w.postings, id-1, w.packed)
		} else if id, ok := c.words[word]; ok {
			w.postings, w.packed = c.appendTo(w.postings, id, w.packed)
		}
	}
	w.spare = sortPostings(w.postings[at:], w.spare)
	for at < len(w.postings) {
		t := term{unit: len(unit), from: at}
		p := w.postings[at]
		for at++; at < len(w.postings) && w.postings[at].term() == p.term(); at++ {
		}
		t.to = at
		start := len(w.runes)
		w.runes = append(w.runes, unit...)
		if r := p.first(); r != 0 {
			w.runes = append(w.runes, r)
		}
		if r := p.second(); r != 0 {
			w.runes = append(w.runes, r)
		}
		t.text = w.runes[start:len(w.runes):len(w.runes)]
		w.terms = append(w.terms, t)
	}
}

// below makes the entries of sorted terms, a node for each n runes with which they begin.
func (w *termWriter) below(n int, terms []term) {
	for len(terms) > 0 {
		key := terms[0].text[:n]
		same, size := 0, 0
		for ; same < len(terms) && len(terms[same].text) >= n && slices.Equal(terms[same].text[:n], key); same++ {
			size += terms[same].to - terms[same].from
		}
		w.node(n, terms[:same], size)
		terms = terms[same:]
	}
}

// node makes the entries of sorted terms that begin with the same n runes.
func (w *termWriter) node(n int, terms []term, size int) {
	if size <= splitAbove {
		w.leaf(n, terms, size)
		return
	}
	w.union(terms, func(term) bool { return true })
	whole := func(t term) bool { return t.unit == n }
	if slices.ContainsFunc(terms, whole) {
		w.bits.put(1, 1)
		w.union(terms, whole)
	} else {
		w.bits.put(0, 1)
	}
	w.common = append(w.common, entry{string(terms[0].text[:n]), w.finish(), size})
	if len(terms[0].text) == n {
		terms = terms[1:]
	}
	w.below(n+1, terms)
}

// leaf makes the entry of a key that is not split: the rest of each term after the key, and its bulletins.
func (w *termWriter) leaf(n int, terms []term, size int) {
	rest := func(i int) []rune { return terms[i].text[n:] }
	w.bits.leaf(len(terms), rest, func(i int) { w.list(terms[i]) })
	w.entries = append(w.entries, entry{string(terms[0].text[:n]), w.finish(), size})
}

// list writes the list of one term.
func (w *termWriter) list(t term) {
	ps := w.postings[t.from:t.to]
	w.docs = w.docs[:0]
	for _, p := range ps {
		w.count(p)
	}
	w.flush()
}

// union writes one list for all terms that satisfy of.
func (w *termWriter) union(terms []term, of func(term) bool) {
	w.docs = w.docs[:0]
	for _, t := range terms {
		if of(t) {
			for _, p := range w.postings[t.from:t.to] {
				w.count(p)
			}
		}
	}
	slices.Sort(w.docs)
	w.flush()
}

// count adds a posting to the list that flush will write.
func (w *termWriter) count(p posting) {
	doc := p.doc()
	t := &w.tallies[doc]
	if *t == (tally{}) {
		w.docs = append(w.docs, doc)
	}
	t.add(p.field())
}

// flush writes the list of the bulletins that were counted.
func (w *termWriter) flush() {
	w.levels = w.levels[:0]
	for _, doc := range w.docs {
		w.levels = append(w.levels, uint8(w.tallies[doc].level(w.lengths[doc])))
		w.tallies[doc] = tally{}
	}
	w.bits.list(hits{w.docs, w.levels}, len(w.lengths))
}

// finish returns the data of an entry. There are many, so they share slabs.
func (w *termWriter) finish() []byte {
	data := w.bits.close()
	if cap(w.slab)-len(w.slab) < len(data) {
		w.slab = make([]byte, 0, max(1<<20, len(data)))
	}
	start := len(w.slab)
	w.slab = append(w.slab, data...)
	w.bits = bitWriter{bytes: data[:0]}
	return w.slab[start:len(w.slab):len(w.slab)]
}
