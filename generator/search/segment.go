package search

import (
	"encoding/binary"
	"math/bits"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// A segment is a run of bulletins in the archive's order that are indexed together. The parts of its index number them from 0.
//
// A segment that is full, by its bulletins or by the bytes of their texts, never changes again. The newest bulletins, up to a
// twentieth of the last segment, have a small segment of their own, so that one more bulletin changes only that. When there are
// enough of them, they all move to the segment before. The cuts depend only on the sizes of the texts.
type segment struct {
	number  int // from the oldest segment
	first   int // number of its first bulletin in the archive
	records []*archive.Record

	// terms is the number of parts with terms, and common that of parts with split keys, whose lists are few and long.
	terms, common int

	identities []identity // of the records

	stamp     stamp
	numbering key.Key // of the bulletins' order and the number of parts
	index     key.Key // of everything that the terms are made of
}

// newSegment returns a segment of bulletins whose texts have the given sizes. recent is true for the small segment.
func newSegment(number, first int, records []*archive.Record, sizes []int64, recent bool, names nameHashes) *segment {
	s := &segment{number: number, first: first, records: records}
	s.terms, s.common = countParts(sizes, recent)
	s.identities = make([]identity, len(records))
	paths := make([]byte, 0, 32*len(records))
	all := make([]byte, 0, 24*len(records))
	for i, r := range records {
		paths = append(append(paths, r.Path...), 0)
		s.identities[i].hash = r.Hash
		if r.EraseTitle { // its title is not from its source
			k := key.Of(r.Title.Value)
			s.identities[i].names = binary.LittleEndian.Uint64(k[:])
		}
		for _, n := range r.Publishers {
			s.identities[i].names = s.identities[i].names*31 + names.of(n)
		}
		all = binary.LittleEndian.AppendUint64(append(all, r.Hash[:]...), s.identities[i].names)
	}
	s.numbering = key.Of(format, number, s.terms, paths)
	copy(s.stamp[:], s.numbering[:])
	s.index = key.Of(s.numbering, all)
	return s
}

// nameHashes holds a hash of the names of each agency.
type nameHashes map[*archive.Node]uint64

func (h nameHashes) of(n *archive.Node) uint64 {
	sum, ok := h[n]
	if !ok {
		k := key.Of(agencyNames(n))
		sum = binary.LittleEndian.Uint64(k[:])
		h[n] = sum
	}
	return sum
}

// countParts returns the numbers of parts of a segment, given the sizes of its texts. Smaller parts cost a reader less and the host
// more files. Those of the small segment are smaller, since every query reads from both segments.
func countParts(sizes []int64, recent bool) (terms, common int) {
	var bytes int64
	for _, size := range sizes {
		bytes += size
	}
	size := int64(96 << 10)
	if recent || bytes < 64*size {
		size = 24 << 10
	}
	terms = partsFor(bytes, size)
	return terms, (terms + commonShare - 1) / commonShare
}

// commonShare is the number of parts with terms per part with split keys.
const commonShare = 4

const (
	// A full segment takes 1 GiB to build, and its longest lists fit in a file of 64 kB.
	segmentMost  = 1 << docBits
	segmentBytes = 320 << 20
)

// cutLeast is the number of bulletins from which the newest have a segment of their own. Only tests change it.
var cutLeast = 4096

// cut returns where the segments end, given the sizes of the texts in bytes. recent reports whether the last is the small one.
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
