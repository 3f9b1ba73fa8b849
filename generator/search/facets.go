package search

import (
	"encoding/binary"
	"sort"

	"gongbao/generator/archive"
)

// A facet is a way to narrow a search: by agency, topic and so on, or by the state of a bulletin. It has a list of bulletins for each
// of its values; that of a term includes the bulletins of all terms below it. The lists are made from metadata.
type facet struct {
	name   string
	values []facetValue
}

type facetValue struct {
	id   string
	docs []int // numbers in the archive, in order
}

// facetsOf returns the facets of an archive: one for each kind of term, and the state.
func facetsOf(a *archive.Archive) []facet {
	states := map[string][]int{}
	for i, r := range a.Records {
		state := r.State()
		if state == "" {
			state = archive.Current.String()
		}
		states[state] = append(states[state], i)
	}
	var all []facet
	for _, t := range a.Trees {
		f := facet{name: t.Kind.String()}
		for _, n := range t.Nodes {
			v := facetValue{id: n.ID, docs: make([]int, len(n.Listings))}
			for i, l := range n.Listings {
				v.docs[i] = int(l.Index)
			}
			f.values = append(f.values, v)
		}
		all = append(all, f)
	}
	f := facet{name: "status"}
	for state, docs := range states {
		f.values = append(f.values, facetValue{state, docs})
	}
	all = append(all, f)
	for _, f := range all {
		sort.Slice(f.values, func(i, j int) bool { return f.values[i].id < f.values[j].id })
	}
	return all
}

// within returns the facet of a segment, in which bulletins are numbered from its first. It leaves out values without bulletins.
func (f facet) within(first, n int) facet {
	in := facet{name: f.name}
	for _, v := range f.values {
		from := sort.SearchInts(v.docs, first)
		to := from + sort.SearchInts(v.docs[from:], first+n)
		if from == to {
			continue
		}
		docs := make([]int, to-from)
		for i, d := range v.docs[from:to] {
			docs[i] = d - first
		}
		in.values = append(in.values, facetValue{v.id, docs})
	}
	return in
}

// size returns roughly the bytes of the facet's lists.
func (f facet) size() int64 {
	n := 0
	for _, v := range f.values {
		n += len(v.docs)
	}
	return int64(n)
}

// AppendKey appends the lists to the bytes of a key.
func (f facet) AppendKey(dst []byte) []byte {
	for _, v := range f.values {
		dst = append(binary.AppendUvarint(dst, uint64(len(v.id))), v.id...)
		dst = appendUvarints(dst, len(v.docs))
		dst = appendUvarints(dst, v.docs...)
	}
	return dst
}

// entries returns an entry for each value: the length of its list, and the gaps between its bulletins.
func (f facet) entries(docs int) []entry {
	es := make([]entry, len(f.values))
	for i, v := range f.values {
		var w bitWriter
		w.gamma(uint32(len(v.docs)))
		k := riceParameter(len(v.docs), docs)
		next := 0
		for _, d := range v.docs {
			w.rice(uint32(d-next), k)
			next = d + 1
		}
		es[i] = entry{key: v.id, data: w.close()}
	}
	return es
}

func appendUvarints(dst []byte, ns ...int) []byte {
	for _, n := range ns {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return dst
}
