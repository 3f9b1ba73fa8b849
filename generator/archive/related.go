package archive

import "slices"

const (
	relatedMost   = 5 // bulletins shown
	relatedWindow = 6 // looked at, each way in time, in each list that the bulletin stands in
)

// Related finds bulletins that a reader may want next, the best first. It looks at a few neighbours in time in each list of the
// bulletin, so its cost does not grow with the archive. Earlier bulletins come first and later ones only fill up: a new
// bulletin then changes no old page that has its five.
func (r *Record) Related() []*Record {
	if r.unrelated {
		return nil
	}
	var room [16 * relatedWindow]candidate // enough for all but the rare bulletin that stands in more lists
	c := candidates(room[:0])
	i := 0
	for n := range r.nodes() {
		at := int(r.places[i])
		c = c.consider(r, n.own[max(0, at-relatedWindow):at])
		i++
	}
	related := c.best(make([]*Record, 0, relatedMost))
	if len(related) < relatedMost {
		c, i = c[:0], 0
		for n := range r.nodes() {
			at := int(r.places[i]) + 1
			c = c.consider(r, n.own[at:min(at+relatedWindow, len(n.own))])
			i++
		}
		related = c.best(related)
	}
	return related
}

// nodes yields the nodes that the bulletin itself names.
func (r *Record) nodes() func(yield func(*Node) bool) {
	return func(yield func(*Node) bool) {
		for _, n := range r.Publishers {
			if !yield(n) {
				return
			}
		}
		for _, n := range r.Topics {
			if !yield(n) {
				return
			}
		}
		if r.Region != nil {
			yield(r.Region)
		}
	}
}

type candidate struct {
	*Record
	rank uint64
}

type candidates []candidate

func (c candidates) consider(r *Record, near []*Record) candidates {
	for _, x := range near {
		known := slices.ContainsFunc(c, func(have candidate) bool { return have.Record == x })
		sameText := x.TranslationKey.Value != "" && x.TranslationKey.Value == r.TranslationKey.Value
		if !known && !sameText && x.Status < Superseded && !x.Expired {
			c = append(c, candidate{x, rank(r, x)})
		}
	}
	return c
}

// rank puts those that share most first, then the nearest in time, then the later ones.
func rank(r, x *Record) uint64 {
	const farthest = 1<<24 - 1 // days
	days := min(max(r.day-x.day, x.day-r.day), farthest)
	return uint64(min(kinship(r, x), 255))<<56 | uint64(farthest-days)<<32 | uint64(x.Index)
}

// best adds the best to a list until that is full.
func (c candidates) best(list []*Record) []*Record {
	for len(list) < cap(list) && len(c) > 0 {
		first := 0
		for i := range c {
			if c[i].rank > c[first].rank {
				first = i
			}
		}
		list = append(list, c[first].Record)
		c[first] = c[len(c)-1]
		c = c[:len(c)-1]
	}
	return list
}

// kinship weighs what two bulletins share: a topic more than the agency, the agency more than the region.
func kinship(a, c *Record) int {
	k := 0
	for _, t := range a.Topics {
		if slices.Contains(c.Topics, t) {
			k += 4
		}
	}
	for _, p := range a.Publishers {
		if slices.Contains(c.Publishers, p) {
			k += 2
		}
	}
	if a.Region != nil && a.Region == c.Region {
		k++
	}
	return k
}
