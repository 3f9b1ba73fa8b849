package archive

// lists puts each bulletin under its agencies, topics and regions and all above them, once each, and ties it to the previous
// and the next of its publisher.
func (b *builder) lists() {
	records := b.archive.Records
	k := &b.archive.relatives
	*k = relatives{kin: make([]kin, 0, len(records)), names: make([]int32, 0, 3*len(records)), texts: map[string]int32{}}
	b.makeRoom()
	var places []int32 // of many records in one piece
	for _, r := range records {
		k.add(r)
		if cap(places)-len(places) < r.nodes() {
			places = make([]int32, 0, 4096+r.nodes())
		}
		first := len(places)
		for i := range r.nodes() {
			n := r.node(i)
			enlist(n, r, nil)
			places = append(places, int32(len(n.own)))
			n.own = append(n.own, int32(r.Index))
		}
		r.places = places[first:len(places):len(places)]
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
				previous := records[own[len(own)-2]]
				r.Previous = previous
				if previous.Publishers[0] == r.Publishers[0] {
					previous.Next = r
				}
			}
		}
	}
}

// enlist adds a bulletin to a node and to those above it. Above, the whole bulletin is listed, not the section.
func enlist(n *Node, r *Record, s *Section) {
	for ; n != nil; n = n.Parent {
		if last := len(n.Listings) - 1; last < 0 || n.Listings[last].Record != r {
			n.Listings = append(n.Listings, Listing{Record: r, Index: int32(r.Index), Section: s})
		}
		s = nil
	}
}

// makeRoom makes room for the listings, which would else be copied again and again while they grow.
func (b *builder) makeRoom() {
	var counts [3][]int
	for kind, t := range []*treeBuilder{b.agencies, b.topics, b.regions} {
		counts[kind] = make([]int, len(t.nodes))
	}
	for _, r := range b.archive.Records {
		for i := range r.nodes() {
			for n := r.node(i); n != nil; n = n.Parent {
				counts[n.Kind][n.Index]++
			}
		}
	}
	for kind, t := range []*treeBuilder{b.agencies, b.topics, b.regions} {
		for i, n := range t.nodes {
			n.Listings = make([]Listing, 0, counts[kind][i])
		}
	}
}
