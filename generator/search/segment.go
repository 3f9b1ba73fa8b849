package search

import (
	"math/bits"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// A segment is bulletins that follow one another in the archive's order, and are indexed together. Of each it knows a number
// from 0, by which the parts of the index speak of it.
//
// A segment that is full, by its bulletins or by the bytes of their texts, never changes again. The newest bulletins, up to a
// twentieth of the last segment, are in a small one of their own, so that one more changes that alone; when enough of them have
// gathered, those go over to the segment before, all at once. Where the cuts are depends on the sizes of the texts and nothing
// else.
type segment struct {
	number  int // from the oldest segment
	first   int // number of its first bulletin in the archive
	records []*archive.Record

	stamp stamp
	index key.Key // of all that the terms are made of
	// Number of parts with terms, and of those with split keys. The lists of the latter are long, and there are few of them.
	terms, common int
}

// parts says into how many parts a segment is cut whose texts have these sizes. A smaller part costs a reader less, and the host
// one file more; those of the small segment are smaller, since each query reads of both.
func (s *segment) parts(sizes []int64, recent bool) {
	var bytes int64
	for _, size := range sizes {
		bytes += size
	}
	size := int64(96 << 10)
	if recent || bytes < 64*size {
		size = 24 << 10
	}
	s.terms = partsFor(bytes, size)
	s.common = (s.terms + commonShare - 1) / commonShare
}

// commonShare is how many parts with terms there are for each part with split keys.
const commonShare = 4

const (
	// A full segment takes 1 GiB to build, and its longest lists fit in a file of 64 kB.
	segmentMost  = 1 << docBits
	segmentBytes = 320 << 20
)

// cutLeast is how many bulletins make it worthwhile to keep the newest apart. Only tests change it.
var cutLeast = 4096

// cut gives the ends of the segments of bulletins whose texts have these sizes in bytes, and whether the last is the small one.
func cut(sizes []int64) (ends []int, recent bool) {
	first, bytes := 0, int64(0)
	for i, size := range sizes {
		if i-first == segmentMost || i > first && bytes+size > segmentBytes {
			ends = append(ends, i)
			first, bytes = i, 0
		}
		bytes += size
	}
	n := len(sizes) - first
	if n >= cutLeast {
		step := 1 << (bits.Len(uint(n/32)) - 1) // a thirty-second, as a power of two
		ends = append(ends, first+(n-step/2)/step*step)
	}
	if n > 0 {
		ends = append(ends, len(sizes))
	}
	return ends, n >= cutLeast
}
