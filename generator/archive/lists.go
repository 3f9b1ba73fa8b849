package archive

import (
	"cmp"
	"slices"
)

// lists puts each bulletin under its agencies, topics and regions and all above them, once each, and ties it to its
// neighbours: the previous and the next of its publisher, and related bulletins.
func (b *builder) lists() {
	var rel related
	for _, r := range b.archive.Records {
		if !b.options.Unrelated {
			rel.earlier(r)
		}
		for _, p := range r.Publishers {
			enlist(p, r, nil)
			p.own = append(p.own, r)
		}
		if r.Region != nil {
			enlist(r.Region, r, nil)
			r.Region.own = append(r.Region.own, r)
		}
		for _, t := range r.Topics {
			enlist(t, r, nil)
			t.own = append(t.own, r)
		}
		for i := range r.Sections {
			s := &r.Sections[i]
			enlist(s.Agency, r, s)
			if region := s.Agency.served(); region != nil {
				enlist(region, r, s)
			}
		}
		if len(r.Publishers) > 0 {
			own := r.Publishers[0].own
			if len(own) > 1 {
				previous := own[len(own)-2]
				r.Previous = previous
				if previous.Publishers[0] == r.Publishers[0] {
					previous.Next = r
				}
			}
		}
	}
	for i := len(b.archive.Records) - 1; i >= 0 && !b.options.Unrelated; i-- {
		rel.later(b.archive.Records[i])
	}
}

// enlist adds a bulletin to a node and to those above it. Above, the whole bulletin is listed, not the section.
func enlist(n *Node, r *Record, s *Section) {
	for ; n != nil; n = n.Parent {
		if last := len(n.Listings) - 1; last < 0 || n.Listings[last].Record != r {
			n.Listings = append(n.Listings, Listing{Record: r, Section: s})
		}
		s = nil
	}
}

const (
	relatedMost   = 5 // bulletins shown
	relatedWindow = 6 // looked at, back in time, in each list that the bulletin stands in
)

// related finds bulletins that a reader may want next. It looks at a few neighbours in time in each list of the
// bulletin, so its cost does not grow with the archive. Earlier bulletins come first and later ones only fill up: a new
// bulletin then changes no old page that has its five.
type related struct {
	candidates []candidate
}

type candidate struct {
	*Record
	kinship, days int
}

func (x *related) earlier(r *Record) {
	x.gather(r, func(n *Node) []*Record { return n.own })
	x.take(r)
}

// later runs from the newest to the oldest and fills up those that had too few before them.
func (x *related) later(r *Record) {
	if len(r.Related) < relatedMost {
		x.gather(r, func(n *Node) []*Record { return n.recent })
		x.take(r)
	}
	for n := range r.nodes() {
		if len(n.recent) == 4*relatedWindow {
			n.recent = append(n.recent[:0], n.recent[3*relatedWindow:]...)
		}
		n.recent = append(n.recent, r)
	}
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

func (x *related) gather(r *Record, list func(*Node) []*Record) {
	x.candidates = x.candidates[:0]
	for n := range r.nodes() {
		near := list(n)
		for _, c := range near[max(0, len(near)-relatedWindow):] {
			if c != r && c.Status < Superseded && !c.Expired && !x.has(c) &&
				!(c.TranslationKey.Value != "" && c.TranslationKey.Value == r.TranslationKey.Value) {
				x.candidates = append(x.candidates, candidate{c, kinship(r, c), max(r.day-c.day, c.day-r.day)})
			}
		}
	}
}

func (x *related) has(r *Record) bool {
	for i := range x.candidates {
		if x.candidates[i].Record == r {
			return true
		}
	}
	return false
}

// take keeps the best candidates: those that share most, then the nearest in time.
func (x *related) take(r *Record) {
	n := min(len(x.candidates), relatedMost-len(r.Related))
	if n == 0 {
		return
	}
	slices.SortFunc(x.candidates, func(a, c candidate) int {
		return cmp.Or(cmp.Compare(c.kinship, a.kinship), cmp.Compare(a.days, c.days), cmp.Compare(c.Index, a.Index))
	})
	if r.Related == nil {
		r.Related = make([]*Record, 0, n)
	}
	for _, c := range x.candidates[:n] {
		r.Related = append(r.Related, c.Record)
	}
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
