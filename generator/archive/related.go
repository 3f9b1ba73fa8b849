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
	k := &r.archive.relatives
	var room [16 * relatedWindow]candidate // enough for all but the rare bulletin that stands in more lists
	found := room[:0]
	for i, at := range r.places {
		found = k.consider(found, r.Index, r.node(i).own[max(0, int(at)-relatedWindow):at])
	}
	related := r.archive.best(found, make([]*Record, 0, relatedMost))
	if len(related) < relatedMost {
		found = room[:0]
		for i, at := range r.places {
			own := r.node(i).own
			found = k.consider(found, r.Index, own[at+1:min(int(at)+1+relatedWindow, len(own))])
		}
		related = r.archive.best(found, related)
	}
	return related
}

// node gives the i-th of the nodes that the bulletin itself names, as many as nodes says: publishers, topics, region.
func (r *Record) node(i int) *Node {
	if i < len(r.Publishers) {
		return r.Publishers[i]
	}
	if i -= len(r.Publishers); i < len(r.Topics) {
		return r.Topics[i]
	}
	return r.Region
}

func (r *Record) nodes() int {
	n := len(r.Publishers) + len(r.Topics)
	if r.Region != nil {
		n++
	}
	return n
}

// candidate is a bulletin, by its place in the archive, that may be shown beside another.
type candidate struct {
	index int32
	rank  uint64
}

// consider adds the neighbours of a bulletin to those that were found before.
func (k *relatives) consider(found []candidate, of int, near []int32) []candidate {
	r := &k.kin[of]
next:
	for _, i := range near {
		x := &k.kin[i]
		if x.dead || x.text != 0 && x.text == r.text {
			continue
		}
		for f := range found {
			if found[f].index == i {
				continue next
			}
		}
		found = append(found, candidate{i, k.rank(r, x, i)})
	}
	return found
}

// rank puts those that share most first, then the nearest in time, then the later ones. A topic weighs more than the agency,
// the agency more than the region.
func (k *relatives) rank(r, x *kin, index int32) uint64 {
	publishers := func(x *kin) []int32 { return k.names[x.names:][:x.publishers] }
	topics := func(x *kin) []int32 { return k.names[x.names+int32(x.publishers):][:x.topics] }
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

// best adds the best of those found to a list until that is full.
func (a *Archive) best(found []candidate, list []*Record) []*Record {
	for len(list) < cap(list) && len(found) > 0 {
		first := 0
		for i := range found {
			if found[i].rank > found[first].rank {
				first = i
			}
		}
		list = append(list, a.Records[found[first].index])
		found[first] = found[len(found)-1]
		found = found[:len(found)-1]
	}
	return list
}
