package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A part of the index is a file of entries. A hash of the key decides in which part an entry is, so no list of keys is needed, and
// keys do not move when others are added.

// A stamp identifies a numbering of bulletins. Every part of a segment begins with it, so that readers recognise a part that a cache
// kept from a different state of the archive.
type stamp [4]byte

// partOf returns the part of a key: FNV-1a over runes, with a final mix of the bits.
func partOf(key string, parts int) int {
	h := uint32(2166136261)
	for _, r := range key {
		h = (h ^ uint32(r)) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	return int(h % uint32(parts))
}

// partsFor returns into how many parts of about size bytes to divide so many bytes. It is one of 1, 2, 3, 4, 6, 8, 12 …, so that it
// rarely changes as an archive grows: when it does, every key moves.
func partsFor(bytes, size int64) int {
	n := int64(1)
	for n*size < bytes {
		if n&(n-1) != 0 {
			n += n / 3 // 3, 6, 12 …
		} else {
			n += max(n/2, 1)
		}
	}
	return int(n)
}

// distribute divides entries into parts, each in order of keys.
func distribute(entries []entry, parts int) [][]entry {
	all := make([][]entry, parts)
	counts := make([]int, parts)
	for _, e := range entries {
		counts[partOf(e.key, parts)]++
	}
	for i, n := range counts {
		all[i] = make([]entry, 0, n)
	}
	for _, e := range entries {
		i := partOf(e.key, parts)
		all[i] = append(all[i], e)
	}
	for _, es := range all {
		slices.SortFunc(es, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	}
	return all
}

// appendPart writes a part: the stamp, the number of entries, and then for each the number of runes of its key, the first rune as
// the difference from the entry before, the other runes, and the size of its data; then the data of all.
func appendPart(dst []byte, s stamp, entries []entry) []byte {
	dst = append(dst, s[:]...)
	dst = binary.AppendUvarint(dst, uint64(len(entries)))
	last := rune(0)
	for _, e := range entries {
		key := []rune(e.key)
		dst = binary.AppendUvarint(dst, uint64(len(key)))
		dst = binary.AppendUvarint(dst, uint64(key[0]-last))
		last = key[0]
		for _, r := range key[1:] {
			dst = binary.AppendUvarint(dst, uint64(r))
		}
		dst = binary.AppendUvarint(dst, uint64(len(e.data)))
	}
	for _, e := range entries {
		dst = append(dst, e.data...)
	}
	return dst
}
