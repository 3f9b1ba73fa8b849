package search

// The weight of a term in a bulletin is computed at build time, so that a browser needs neither the frequencies of terms nor the
// lengths of bulletins. It is BM25 with weighted fields (Robertson, Zaragoza and Taylor 2004), in eight levels.
//
// The average length is a constant, since the true one would change every file whenever a bulletin is added.
const (
	usualLength = 600 // units of a body that is neither long nor short
	weightUnit  = 600 // weight of one occurrence in a body of the usual length
)

// fieldWeight is how many occurrences in the body count as much as one in the field.
var fieldWeight = [...]uint32{inBody: 0, inSummary: 4, inAgencies: 6, inTitle: 12}

const levels = 8

// levelAbove holds the least weight of each level from 1 on. Each is twice the one before.
var levelAbove = [levels - 1]uint32{weightUnit * 3 / 4, weightUnit * 3 / 2, weightUnit * 3, weightUnit * 6, weightUnit * 12, weightUnit * 24, weightUnit * 48}

// A tally counts a term in one bulletin: its occurrences in the body, and the weight of those in other fields.
type tally struct{ body, fields uint32 }

func (t *tally) add(f field) {
	if f == inBody {
		t.body++
	} else {
		t.fields += fieldWeight[f]
	}
}

// level returns the level of a tally in a bulletin of length units. Long bulletins have more of everything; half of that
// is deducted (b = 0.5, since most long bulletins are long for a reason).
func (t tally) level(length uint32) uint {
	weight := t.fields*weightUnit + uint32(uint64(t.body)*weightUnit*2*usualLength/uint64(usualLength+length))
	for i, least := range levelAbove {
		if weight < least {
			return uint(i)
		}
	}
	return uint(len(levelAbove))
}

// usualLevel is the level of one occurrence in a body of the usual length. Lists of at least longList bulletins store their own.
const (
	usualLevel = 1
	longList   = 64
)

// levelOrder lists the levels in the order of their codes, by the usual level: that one first, then its neighbours, and so on.
var levelOrder = func() (order [levels][]uint) {
	for usual := range levels {
		order[usual] = []uint{uint(usual)}
		for distance := 1; distance < levels; distance++ {
			if usual >= distance {
				order[usual] = append(order[usual], uint(usual-distance))
			}
			if usual+distance < levels {
				order[usual] = append(order[usual], uint(usual+distance))
			}
		}
	}
	return order
}()
