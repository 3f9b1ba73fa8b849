package archive

// fillLists puts each bulletin once under its terms and all terms above them, and collects what related bulletins are ranked by.
func (b *builder) fillLists() {
	records := b.archive.Records
	k := &b.archive.relations
	*k = newRelations(len(records))
	b.allocateListings()
	var places []int32 // one array for many records
	for _, r := range records {
		k.add(r)
		if cap(places)-len(places) < len(r.terms) {
			places = make([]int32, 0, 4096+len(r.terms))
		}
		first := len(places)
		for _, n := range r.terms {
			addListing(n, r, nil)
			places = append(places, int32(len(n.own)))
			n.own = append(n.own, int32(r.Index))
		}
		r.places = places[first:len(places):len(places)]
		for i := range r.Sections {
			s := &r.Sections[i]
			addListing(s.Agency, r, s)
			if region := s.Agency.served(); region != nil {
				addListing(region, r, s)
			}
		}
	}
}

// addListing adds a bulletin to a node and to those above it. Only the node itself links to the section; those above link to the whole
// bulletin.
func addListing(n *Node, r *Record, s *Section) {
	for ; n != nil; n = n.Parent {
		if last := len(n.Listings) - 1; last < 0 || n.Listings[last].Record != r {
			n.Listings = append(n.Listings, Listing{Record: r, Index: int32(r.Index), Section: s})
		}
		s = nil
	}
}

// allocateListings allocates the lists at about their final size. Growing them instead would copy them again and again.
func (b *builder) allocateListings() {
	var counts [kindCount][]int
	for kind, t := range b.trees {
		counts[kind] = make([]int, len(t.nodes))
	}
	for _, r := range b.archive.Records {
		for _, n := range r.terms {
			for ; n != nil; n = n.Parent {
				counts[n.Kind][n.Index]++
			}
		}
	}
	for kind, t := range b.trees {
		for i, n := range t.nodes {
			n.Listings = make([]Listing, 0, counts[kind][i])
		}
	}
}

// Neighbours are the bulletins just before and after a bulletin among those of a publisher.
type Neighbours struct {
	Publisher      *Node   // nil: all publishers of the bulletin have the same neighbours
	Previous, Next *Record // by date; nil at the ends
}

// AppendNeighbours appends the neighbours of a bulletin. A publisher's bulletins form one chain, in which every bulletin that names
// the publisher takes part: following Next from its oldest reaches its newest, and Previous leads back. So a bulletin of
// several publishers has neighbours for each of them, unless they are the same. Publishers without any are left out
// (TestNextLeadsFromTheOldestBulletinOfEachPublisherToItsNewestAndPreviousBack).
func (r *Record) AppendNeighbours(dst []Neighbours) []Neighbours {
	first := len(dst)
	same := true
	for i, n := range r.Publishers { // r.terms and r.places begin with them
		var next Neighbours
		at := int(r.places[i])
		if at > 0 {
			next.Previous = r.archive.Records[n.own[at-1]]
		}
		if at+1 < len(n.own) {
			next.Next = r.archive.Records[n.own[at+1]]
		}
		next.Publisher = n
		dst = append(dst, next)
		same = same && next.Previous == dst[first].Previous && next.Next == dst[first].Next
	}
	if same && len(dst) > first {
		dst = dst[:first+1]
		dst[first].Publisher = nil
	}
	kept := dst[:first]
	for _, n := range dst[first:] {
		if n.Previous != nil || n.Next != nil {
			kept = append(kept, n)
		}
	}
	return kept
}
