package archive

const (
	relatedMost   = 5 // bulletins shown
	relatedWindow = 6 // bulletins looked at, each way in time, in each list that the bulletin is in
)

// relation holds what decides how close a bulletin is to another. The relations of all bulletins are in one table, because each
// bulletin is compared with its neighbours in every list, and the records themselves are far apart in memory.
type relation struct {
	day   int32
	first int32            // of its terms in relations.terms
	count [kindCount]uint8 // of its terms, by kind
	past  bool             // superseded, withdrawn or expired: never recommended
	text  int32            // number of its translation key; 0: none
}

// relations holds those of all bulletins, in order.
type relations struct {
	all   []relation
	terms []int32          // Node.Index of the terms, by bulletin and kind
	texts map[string]int32 // numbers of the translation keys
}

func newRelations(records int) relations {
	return relations{all: make([]relation, 0, records), terms: make([]int32, 0, 4*records), texts: map[string]int32{}}
}

// add adds the next bulletin. Only its first 255 terms of each kind count.
func (k *relations) add(r *Record) {
	x := relation{day: int32(r.day), first: int32(len(k.terms)), past: r.Status >= Superseded || r.Expired}
	for _, n := range r.terms {
		if x.count[n.Kind] < 255 {
			x.count[n.Kind]++
			k.terms = append(k.terms, int32(n.Index))
		}
	}
	if key := r.TranslationKey.Value; key != "" {
		if k.texts[key] == 0 {
			k.texts[key] = int32(len(k.texts) + 1)
		}
		x.text = k.texts[key]
	}
	k.all = append(k.all, x)
}

// Related returns at most five bulletins that a reader may want next, the best first. It looks at a few neighbours in time in
// each list of the bulletin, so its cost does not grow with the archive. Later bulletins are used only if there are fewer than
// five earlier ones, so that a new bulletin does not change an old page with five.
func (r *Record) Related() []*Record {
	if r.archive.unrelated {
		return nil
	}
	k := &r.archive.relations
	var buffer [16 * relatedWindow]candidate // enough, unless a bulletin is in very many lists
	found := buffer[:0]
	for i, at := range r.places {
		found = k.consider(found, r.Index, r.terms[i].own[max(0, int(at)-relatedWindow):at])
	}
	related := r.archive.best(found, make([]*Record, 0, relatedMost))
	if len(related) < relatedMost {
		found = buffer[:0]
		for i, at := range r.places {
			own := r.terms[i].own
			found = k.consider(found, r.Index, own[at+1:min(int(at)+1+relatedWindow, len(own))])
		}
		related = r.archive.best(found, related)
	}
	return related
}

// candidate is a bulletin that may be shown as related to another.
type candidate struct {
	index int32 // in Archive.Records
	rank  uint64
}

// consider adds bulletins to the candidates for the one with the index of.
func (k *relations) consider(found []candidate, of int, near []int32) []candidate {
	r := &k.all[of]
next:
	for _, i := range near {
		x := &k.all[i]
		if x.past || x.text != 0 && x.text == r.text {
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

// rank returns a number that is highest for the bulletin that shares most, then for the nearest in time, then for the later one.
// Shared terms count by their kind.
func (k *relations) rank(r, x *relation, index int32) uint64 {
	common := uint64(0)
	a, b := k.terms[r.first:], k.terms[x.first:]
	for kind := range kindCount {
		common += kinds[kind].relation * shared(a[:r.count[kind]], b[:x.count[kind]])
		a, b = a[r.count[kind]:], b[x.count[kind]:]
	}
	const farthest = 1<<24 - 1 // days
	days := min(max(r.day-x.day, x.day-r.day), farthest)
	return common<<56 | uint64(farthest-days)<<32 | uint64(index)
}

// shared returns how many elements are in both lists, at most 15.
func shared(a, b []int32) (n uint64) {
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

// best moves the best candidates to a list until that is full.
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
