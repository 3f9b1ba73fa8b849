package search

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A posting records that a unit occurs in a bulletin: the two runes that follow it in the squeezed text, the bulletin's number
// in its segment, and the field. Sorted as numbers, postings are in the order of term and bulletin.
type posting uint64

const (
	fieldBits = 2
	docBits   = 17
	runeBits  = 18

	docShift  = fieldBits
	termShift = docShift + docBits
	termBits  = 2 * runeBits
)

// wordMost is how many runes of a word count. Longer words are data, not language.
const wordMost = 40

func newPosting(first, second rune, doc int, f field) posting {
	return (posting(first)<<runeBits|posting(second))<<termShift | posting(doc)<<docShift | posting(f)
}

func (p posting) term() uint64 { return uint64(p >> termShift) }
func (p posting) first() rune  { return rune(p.term() >> runeBits) }
func (p posting) second() rune { return rune(p.term() & (1<<runeBits - 1)) }
func (p posting) doc() int     { return int(p >> docShift & (1<<docBits - 1)) }
func (p posting) field() field { return field(p & (1<<fieldBits - 1)) }

// field is the part of a bulletin in which a term occurs.
type field uint8

const (
	inBody    field = iota
	inSummary       // and subtitle
	inAgencies
	inTitle // and number
)

// A collector collects postings by unit: a sign, or a word. It holds up to 60 million of them, so they are packed: the distance
// from the last bulletin and the field as a varint, then the two runes in UTF-16. That takes 5.3 bytes each. They are in chunks of
// a few large slabs, which cost the garbage collector nothing.
type collector struct {
	signs  [runeLimit]uint32 // by rune: 1 + index in lists
	words  map[string]uint32
	lists  []list
	slabs  [][]byte
	free   uint32 // address after the last chunk
	buffer []rune
	word   []byte
	packed []byte
}

// A list is a chain of chunks with the postings of one unit, in order of bulletins. A chunk begins with the address of the next.
type list struct {
	head  uint32 // address of the first chunk
	chunk uint32 // address of the last
	at    uint32 // bytes used in the last chunk
	size  uint32 // of the last chunk, in bytes
	doc   int32  // last bulletin
	n     uint32 // postings
}

const (
	slabSize   = 1 << 20
	place      = 16 // bytes; addresses are in places
	linkSize   = 4
	chunkLeast = 2 * place
	chunkMost  = 1024
)

func newCollector() *collector { return &collector{words: map[string]uint32{}} }

// at returns the bytes from an address to the end of its slab.
func (c *collector) at(address uint32) []byte {
	const places = slabSize / place
	return c.slabs[address/places][address%places*place:]
}

// add adds a posting to a list. Its bulletin must not come before that of the last posting.
func (c *collector) add(list uint32, first, second rune, doc int, f field) {
	l := &c.lists[list]
	b := binary.AppendUvarint(c.packed[:0], uint64(doc-int(l.doc))<<fieldBits|uint64(f))
	b = appendUTF16(appendUTF16(b, first), second)
	c.packed = b
	l.doc = int32(doc)
	l.n++
	for len(b) > 0 {
		if l.at == l.size {
			c.grow(l)
		}
		n := copy(c.at(l.chunk)[l.at:l.size], b)
		l.at += uint32(n)
		b = b[n:]
	}
}

func appendUTF16(b []byte, r rune) []byte {
	if r < 1<<16 {
		return append(b, byte(r>>8), byte(r))
	}
	high, low := utf16.EncodeRune(r)
	return append(b, byte(high>>8), byte(high), byte(low>>8), byte(low))
}

// grow adds a chunk to a list, twice the size of the last.
func (c *collector) grow(l *list) {
	size := min(max(2*l.size, chunkLeast), chunkMost)
	left := uint32(len(c.slabs))*(slabSize/place) - c.free // places in the last slab
	if left*place < size {
		c.free += left
		c.slabs = append(c.slabs, make([]byte, slabSize))
	}
	chunk := c.free
	c.free += size / place
	if l.size == 0 {
		l.head = chunk
	} else {
		binary.LittleEndian.PutUint32(c.at(l.chunk), chunk)
	}
	l.chunk, l.at, l.size = chunk, linkSize, size
}

// appendTo appends the postings of a list. It unpacks them in a buffer, which it returns for the next call.
func (c *collector) appendTo(dst []posting, list uint32, buffer []byte) ([]posting, []byte) {
	l := &c.lists[list]
	b := buffer[:0]
	for chunk, size := l.head, uint32(chunkLeast); ; size = min(2*size, chunkMost) {
		data := c.at(chunk)
		if chunk == l.chunk {
			b = append(b, data[linkSize:l.at]...)
			break
		}
		b = append(b, data[linkSize:size]...)
		chunk = binary.LittleEndian.Uint32(data)
	}
	buffer = b
	doc := uint64(0)
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		doc += v >> fieldBits
		b = b[n:]
		var first, second rune
		first, b = takeUTF16(b)
		second, b = takeUTF16(b)
		dst = append(dst, newPosting(first, second, int(doc), field(v&(1<<fieldBits-1))))
	}
	return dst, buffer
}

// takeUTF16 returns the rune at the start of b, and the rest.
func takeUTF16(b []byte) (rune, []byte) {
	r := rune(b[0])<<8 | rune(b[1])
	if !utf16.IsSurrogate(r) {
		return r, b[2:]
	}
	return utf16.DecodeRune(r, rune(b[2])<<8|rune(b[3])), b[4:]
}

// scan adds the terms of a text, and returns the number of its units.
//
// The term of a sign is the sign and the next two runes of the same run, so that one term finds a phrase of three, and overlapping
// terms find a longer one. The last sign of a run has none. The term of a word is the word and what follows: a sign directly
// after it, or else a space and the first rune of another word.
func (c *collector) scan(text string, doc int, f field) int {
	c.buffer = squeeze(c.buffer[:0], text)
	t := c.buffer
	units := 0
	for i := 0; i < len(t); {
		units++
		if classOf(t[i]) == sign {
			if i+1 < len(t) && t[i+1] != ' ' {
				var second rune
				if i+2 < len(t) && t[i+2] != ' ' {
					second = t[i+2]
				}
				c.add(c.signList(t[i]), t[i+1], second, doc, f)
			}
			i++
		} else {
			end := i + 1
			for end < len(t) && inWord(t[end]) {
				end++
			}
			var first, second rune
			if end < len(t) {
				first = t[end]
				if first == ' ' && inWord(t[end+1]) {
					second = t[end+1]
				}
			}
			c.add(c.wordList(t[i:min(end, i+wordMost)]), first, second, doc, f)
			i = end
		}
		if i < len(t) && t[i] == ' ' {
			i++
		}
	}
	return units
}

// addSigns adds the single signs of a title. A query of one sign finds only titles.
func (c *collector) addSigns(title string, doc int) {
	c.buffer = squeeze(c.buffer[:0], title)
	for _, r := range c.buffer {
		if classOf(r) == sign {
			c.add(c.signList(r), 0, 0, doc, inTitle)
		}
	}
}

// signList returns the list of a sign.
func (c *collector) signList(r rune) uint32 {
	if c.signs[r] == 0 {
		c.lists = append(c.lists, list{})
		c.signs[r] = uint32(len(c.lists))
	}
	return c.signs[r] - 1
}

// wordList returns the list of a word.
func (c *collector) wordList(w []rune) uint32 {
	c.word = c.word[:0]
	for _, r := range w {
		c.word = utf8.AppendRune(c.word, r)
	}
	id, ok := c.words[string(c.word)]
	if !ok {
		id = uint32(len(c.lists))
		c.lists = append(c.lists, list{})
		c.words[string(c.word)] = id
	}
	return id
}

// A group holds all units that begin with the same rune: a sign, or words. A term is in only one group.
type group struct {
	first rune
	words []string // in order; nil for a sign
}

// groups returns the groups of all units, in order of the first rune.
func groups(collectors []*collector) []group {
	var signs [runeLimit]bool
	var words []string
	for _, c := range collectors {
		for r, id := range c.signs {
			signs[r] = signs[r] || id != 0
		}
		for w := range c.words {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	var all []group
	for r, found := range signs {
		if found {
			all = append(all, group{first: rune(r)})
		}
	}
	for len(words) > 0 {
		first, size := utf8.DecodeRuneInString(words[0])
		n := 1
		for n < len(words) && strings.HasPrefix(words[n], words[0][:size]) {
			n++
		}
		all = append(all, group{first, words[:n]})
		words = words[n:]
	}
	return all
}

// sortPostings sorts postings by term, and by bulletin within a term; they come sorted by bulletin. It uses a spare slice, which it
// returns for the next call.
func sortPostings(ps, spare []posting) []posting {
	const digit = 12
	if len(ps) < 1<<digit {
		slices.Sort(ps)
		return spare
	}
	spare = slices.Grow(spare[:0], len(ps))[:len(ps)]
	from, to := ps, spare
	for shift := termShift; shift < termShift+termBits; shift += digit {
		var starts [1 << digit]int
		for _, p := range from {
			starts[p>>shift&(1<<digit-1)]++
		}
		at := 0
		for i, n := range starts {
			starts[i] = at
			at += n
		}
		for _, p := range from {
			i := p >> shift & (1<<digit - 1)
			to[starts[i]] = p
			starts[i]++
		}
		from, to = to, from
	}
	copy(ps, from) // after an odd number of passes they are in the spare slice
	return spare
}
