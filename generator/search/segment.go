package search

import (
	"math/bits"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// A segment is bulletins that follow one another in the archive's order, and are indexed together. Of each it knows a number
// from 0, by which the parts of the index speak of it.
//
// A segment that is full never changes again. The newest bulletins, up to a twentieth of the archive, are in a small segment of
// their own, so that one more changes that alone; when enough of them have gathered, those go over to the segment before, all
// at once. Where the cuts are depends on the number of bulletins and nothing else.
type segment struct {
	number  int // from the oldest segment
	first   int // number of its first bulletin in the archive
	records []*archive.Record
	recent  bool // the small one at the end

	stamp stamp
	index key.Key // of all that the terms are made of
	// Number of parts with terms, and of those with split keys. The lists of the latter are long, and there are few of them.
	terms, common int
}

// commonShare is how many parts with terms there are for each part with split keys.
const commonShare = 6

// cut gives the ends of the segments of an archive of n bulletins.
func cut(n int) (ends []int, recent bool) {
	end := 0
	for n-end > segmentMost {
		end += segmentMost
		ends = append(ends, end)
	}
	rest := n - end
	if rest == 0 {
		return ends, false
	}
	if rest >= cutLeast {
		step := 1 << (bits.Len(uint(rest/32)) - 1) // a thirty-second of it, as a power of two
		ends = append(ends, end+(rest-step/2)/step*step)
	}
	return append(ends, n), rest >= cutLeast
}

// cutLeast is how many bulletins make it worthwhile to keep the newest apart.
const cutLeast = 4096
