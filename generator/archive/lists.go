package archive

// lists puts each bulletin under its agencies, topics and regions and all above them, once each, and ties it to the previous
// and the next of its publisher.
func (b *builder) lists() {
	var places []int32 // of many records in one piece
	for _, r := range b.archive.Records {
		if cap(places)-len(places) < len(r.Publishers)+len(r.Topics)+1 {
			places = make([]int32, 0, 4096+len(r.Publishers)+len(r.Topics))
		}
		first := len(places)
		for n := range r.nodes() {
			enlist(n, r, nil)
			places = append(places, int32(len(n.own)))
			n.own = append(n.own, r)
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
				previous := own[len(own)-2]
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
			n.Listings = append(n.Listings, Listing{Record: r, Section: s})
		}
		s = nil
	}
}
