package archive

const (
	relatedMost   = 5 // bulletins shown
	relatedWindow = 6 // looked at, each way in time, in each list that the bulletin stands in
)

// kin is what decides how near a bulletin is to another. Those of all bulletins lie in one table, since each is looked at by
// its neighbours in every list, and the bulletins themselves lie far apart.
type kin struct {
	day                int32
	region             int32 // place of the region in its tree; -1: none
	names              int32 // where its publishers and topics start in relatives.names
	publishers, topics uint8
	text               int32 // number of its translation key; 0: none
	dead               bool  // superseded, withdrawn or expired: not to be recommended
}

// relatives are the kin of all bulletins, in their order.
type relatives struct {
	kin   []kin
	names []int32 // places of agencies and topics in their trees
	texts map[string]int32
}

// add takes the next bulletin. Only the first 255 of its publishers and topics count.
func (k *relatives) add(r *Record) {
	x := kin{day: int32(r.day), region: -1, names: int32(len(k.names)), dead: r.Status >= Superseded || r.Expired,
		publishers: uint8(min(len(r.Publishers), 255)), topics: uint8(min(len(r.Topics), 255))}
	for _, n := range r.Publishers[:x.publishers] {
		k.names = append(k.names, int32(n.Index))
	}
	for _, n := range r.Topics[:x.topics] {
		k.names = append(k.names, int32(n.Index))
	}
	if r.Region != nil {
		x.region = int32(r.Region.Index)
	}
	if key := r.TranslationKey.Value; key != "" {
		if k.texts[key] == 0 {
			k.texts[key] = int32(len(k.texts) + 1)
		}
		x.text = k.texts[key]
	}
	k.kin = append(k.kin, x)
}

// Related finds bulletins that a reader may want next, the best first. It looks at a few neighbours in time in each list of the
// bulletin, so its cost does not grow with the archive. Earlier bulletins come first and later ones only fill up: a new
// bulletin then changes no old page that has its five.
func (r *Record) Related() []*Record {
	if r.archive.unrelated {
		return nil
	}
	var room [16 * relatedWindow]candidate // enough for all but the rare bulletin that stands in more lists
	c := search{&r.archive.relatives, int32(r.Index), room[:0]}
	i := 0
	for n := range r.nodes() {
		at := int(r.places[i])
		c.consider(n.own[max(0, at-relatedWindow):at])
		i++
	}
	related := c.best(r.archive, make([]*Record, 0, relatedMost))
	if len(related) < relatedMost {
		c.found, i = c.found[:0], 0
		for n := range r.nodes() {
			at := int(r.places[i]) + 1
			c.consider(n.own[at:min(at+relatedWindow, len(n.own))])
			i++
		}
		related = c.best(r.archive, related)
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

// search gathers candidates for one bulletin.
type search struct {
	*relatives
	of    int32 // its place in the archive
	found []candidate
}

type candidate struct {
	index int32
	rank  uint64
}

func (s *search) consider(near []int32) {
	r := &s.kin[s.of]
next:
	for _, i := range near {
		x := &s.kin[i]
		if x.dead || x.text != 0 && x.text == r.text {
			continue
		}
		for k := range s.found {
			if s.found[k].index == i {
				continue next
			}
		}
		s.found = append(s.found, candidate{i, s.rank(r, x, i)})
	}
}

// rank puts those that share most first, then the nearest in time, then the later ones. A topic weighs more than the agency,
// the agency more than the region.
func (s *search) rank(r, x *kin, index int32) uint64 {
	publishers := func(k *kin) []int32 { return s.names[k.names:][:k.publishers] }
	topics := func(k *kin) []int32 { return s.names[k.names+int32(k.publishers):][:k.topics] }
	kinship := 4*shared(topics(r), topics(x)) + 2*shared(publishers(r), publishers(x))
	if r.region >= 0 && r.region == x.region {
		kinship++
	}
	const farthest = 1<<24 - 1 // days
	days := min(max(r.day-x.day, x.day-r.day), farthest)
	return uint64(kinship)<<56 | uint64(farthest-days)<<32 | uint64(index)
}

// shared counts what stands in both lists.
func shared(a, b []int32) (n int) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				n++
				break
			}
		}
	}
	return min(n, 15)
}

// best adds the best to a list until that is full.
func (s *search) best(a *Archive, list []*Record) []*Record {
	for c := s.found; len(list) < cap(list) && len(c) > 0; {
		first := 0
		for i := range c {
			if c[i].rank > c[first].rank {
				first = i
			}
		}
		list = append(list, a.Records[c[first].index])
		c[first] = c[len(c)-1]
		c = c[:len(c)-1]
	}
	return list
}
