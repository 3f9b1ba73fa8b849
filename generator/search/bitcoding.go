package search

import (
	"math/bits"
	"slices"
)

// bitWriter appends numbers to bytes, the highest bit first.
type bitWriter struct {
	bytes []byte
	acc   uint64 // the n lowest bits are not yet in bytes
	n     uint
}

// put writes the lowest width bits of v; width is at most 32.
func (w *bitWriter) put(v uint64, width uint) {
	w.acc = w.acc<<width | v&(1<<width-1)
	w.n += width
	for w.n >= 8 {
		w.n -= 8
		w.bytes = append(w.bytes, byte(w.acc>>w.n))
	}
}

// unary writes n ones and a zero; n is at most 31.
func (w *bitWriter) unary(n uint) { w.put(1<<(n+1)-2, n+1) }

// gamma writes v ≥ 1 in Elias's gamma code: the number of its bits less one in unary, then those below the highest.
func (w *bitWriter) gamma(v uint32) {
	n := uint(bits.Len32(v)) - 1
	w.unary(n)
	w.put(uint64(v), n)
}

// rice writes v in Rice's code with parameter k: v>>k in unary, then the k lowest bits. If that would take riceLongest ones or
// more, it writes riceLongest ones and then v in 32 bits, so that no gap takes much space.
func (w *bitWriter) rice(v uint32, k uint) {
	if q := v >> k; q < riceLongest {
		w.unary(uint(q))
		w.put(uint64(v), k)
		return
	}
	w.put(1<<riceLongest-1, riceLongest)
	w.put(uint64(v), 32)
}

const riceLongest = 24

// char writes a rune in 9 bits if it is a Latin letter, and in 23 if it is Han: an exponential Golomb code of order 6.
func (w *bitWriter) char(r uint32) {
	w.gamma(r>>6 + 1)
	w.put(uint64(r), 6)
}

// list writes a list of bulletins: their number, the usual level if the list is long, and for each bulletin its distance from the one
// before and its level. documents is the number of bulletins of the segment.
func (w *bitWriter) list(h hits, documents int) {
	w.gamma(uint32(len(h.docs)))
	usual := usualLevel
	if len(h.docs) >= longList {
		var n [levels]int
		for _, level := range h.levels {
			n[level]++
		}
		usual = slices.Index(n[:], slices.Max(n[:]))
		w.put(uint64(usual), 3)
	}
	k := riceParameter(len(h.docs), documents)
	next := 0
	for i, doc := range h.docs {
		w.rice(uint32(doc-next), k)
		next = doc + 1
		w.unary(uint(slices.Index(levelOrder[usual], uint(h.levels[i]))))
	}
}

// leaf writes n terms: the rest of each after their common key, in order, and the list of its bulletins.
func (w *bitWriter) leaf(n int, rest func(i int) []rune, list func(i int)) {
	w.gamma(uint32(n))
	last := rune(0)
	if span := rest(n - 1); len(span) > 0 {
		last = span[0]
	}
	k := riceParameter(n, int(last)+1)
	w.put(uint64(k), 5)
	var before []rune
	for i := range n {
		rest := rest(i)
		shared := 0
		for shared < len(before) && shared < len(rest) && before[shared] == rest[shared] {
			shared++
		}
		w.gamma(uint32(shared) + 1)
		w.gamma(uint32(len(rest)-shared) + 1)
		for i, r := range rest[shared:] {
			switch {
			case i > 0:
				w.char(uint32(r))
			case shared < len(before):
				w.rice(uint32(r-before[shared]), k)
			default:
				w.rice(uint32(r), k)
			}
		}
		before = rest
		list(i)
	}
}

// close pads the last byte with zeros and returns all bytes.
func (w *bitWriter) close() []byte {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
	return w.bytes
}

// bitReader reads what bitWriter wrote. It sets failed past the end, where it reads zeros, and for what bitWriter never writes.
type bitReader struct {
	bytes  []byte
	at     uint // in bits
	failed bool
}

func (r *bitReader) bit() uint32 {
	i := r.at >> 3
	if i >= uint(len(r.bytes)) {
		r.failed = true
		return 0
	}
	b := r.bytes[i] >> (7 - r.at&7) & 1
	r.at++
	return uint32(b)
}

func (r *bitReader) take(width uint) uint32 {
	var v uint32
	for range width {
		v = v<<1 | r.bit()
	}
	return v
}

func (r *bitReader) unary(most uint) uint {
	n := uint(0)
	for n < most && r.bit() == 1 {
		n++
	}
	return n
}

func (r *bitReader) gamma() uint32 {
	n := r.unary(32)
	if n == 32 { // more bits than a number has
		r.failed = true
		return 1
	}
	return 1<<n | r.take(n)
}

func (r *bitReader) rice(k uint) uint32 {
	q := r.unary(riceLongest)
	if q == riceLongest {
		return r.take(32)
	}
	return uint32(q)<<k | r.take(k)
}

func (r *bitReader) char() uint32 {
	high := r.gamma() - 1
	return high<<6 | r.take(6)
}

// riceParameter returns the best parameter for n ≥ 1 random gaps that add up to total: ⌊log₂(0.69 · total/n)⌋. It is not stored,
// since both sides can compute it.
func riceParameter(n, total int) uint {
	return uint(max(bits.Len64(uint64(total)*11/(uint64(n)*16)), 1)) - 1
}
