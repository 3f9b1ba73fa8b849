package search

// How much a term says of a bulletin is worked out at build, so that a browser need not know how often each term stands where,
// nor how long each bulletin is. It is BM25 with weighted fields (Robertson, Zaragoza and Taylor 2004), in eight levels.
//
// The average length is a constant: the true one would change every file whenever one bulletin is added.
const (
	usualLength = 600 // units of a body that is neither long nor short
	weightUnit  = 600 // what one occurrence in a body of the usual length weighs
)

// fieldWeight is how many occurrences in the body one in the field is worth.
var fieldWeight = [...]uint32{inBody: 0, inSummary: 3, inAgencies: 4, inTitle: 8}

// levelAbove holds the least weight of each level from 1 on: each is twice the one before.
var levelAbove = [7]uint32{weightUnit * 3 / 4, weightUnit * 3 / 2, weightUnit * 3, weightUnit * 6, weightUnit * 12, weightUnit * 24, weightUnit * 48}

// A tally counts a term in one bulletin: occurrences in the body, and the weight of those in other fields.
type tally struct{ body, fields uint32 }

func (t *tally) add(f field) {
	if f == inBody {
		t.body++
	} else {
		t.fields += fieldWeight[f]
	}
}

// level weighs a tally in a bulletin of so many units. Long bulletins have more of everything: half of that is taken off
// (b = 0.5, since what is long in an archive of record is mostly long for a reason).
func (t tally) level(length uint32) uint {
	weight := t.fields*weightUnit + uint32(uint64(t.body)*weightUnit*2*usualLength/uint64(usualLength+length))
	for i, least := range levelAbove {
		if weight < least {
			return uint(i)
		}
	}
	return uint(len(levelAbove))
}

// Levels are written in unary by how frequent they are: one occurrence in a body of the usual length makes level 1.
var levelCode = [8]uint{1, 0, 2, 3, 4, 5, 6, 7}
