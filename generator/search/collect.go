package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A posting says that a unit stands in a bulletin: the two runes that follow it in the squeezed text, the bulletin's number
// in its segment, and the field. Sorted as a number it comes in the order of term and bulletin.
type posting uint64

const (
	fieldBits = 2
	docBits   = 17
	runeBits  = 18

	docShift    = fieldBits
	secondShift = docShift + docBits
	firstShift  = secondShift + runeBits
)

// segmentMost is the most bulletins of a segment.
const segmentMost = 1 << docBits

// Of a word no more than wordMost runes are looked at; longer ones are data, not language.
const wordMost = 40

func newPosting(first, second rune, doc int, f field) posting {
	return posting(first)<<firstShift | posting(second)<<secondShift | posting(doc)<<docShift | posting(f)
}

func (p posting) first() rune   { return rune(p >> firstShift) }
func (p posting) second() rune  { return rune(p >> secondShift & (1<<runeBits - 1)) }
func (p posting) doc() int      { return int(p >> docShift & (1<<docBits - 1)) }
func (p posting) field() field  { return field(p & (1<<fieldBits - 1)) }
func (p posting) term() posting { return p >> secondShift }

// field is the part of a bulletin in which a term stands.
type field uint8

const (
	inBody    field = iota
	inSummary       // and subtitle
	inAgencies
	inTitle // and number
)

// A collector gathers postings by unit: a sign, or a word. They lie in chunks of a few large slabs, so that 60 million
// of them cost 8 bytes each and the garbage collector nothing.
type collector struct {
	signs  [runeLimit]uint32 // by rune: 1 + place in lists
	words  map[string]uint32
	lists  []list
	slabs  [][]posting
	free   uint32 // address after the last chunk
	buffer []rune
	word   []byte
}

// A list is the chunks of one unit. The first place of a chunk holds the address of the next.
type list struct {
	head, at, end uint32 // addresses; at and end are of the last chunk
	size          uint32 // of the last chunk
	n             uint32 // postings
}

const (
	slabBits   = 17
	chunkLeast = 4
	chunkMost  = 256
)

func newCollector() *collector { return &collector{words: map[string]uint32{}} }

func (c *collector) place(address uint32) *posting {
	return &c.slabs[address>>slabBits][address&(1<<slabBits-1)]
}

func (c *collector) add(list uint32, p posting) {
	l := &c.lists[list]
	if l.at == l.end {
		c.grow(l)
	}
	*c.place(l.at) = p
	l.at++
	l.n++
}

// grow gives a list another chunk, twice the size of the last.
func (c *collector) grow(l *list) {
	size := min(max(2*l.size, chunkLeast), chunkMost)
	if room := uint32(len(c.slabs))<<slabBits - c.free; room < size {
		c.free += room
		c.slabs = append(c.slabs, make([]posting, 1<<slabBits))
	}
	chunk := c.free
	c.free += size
	if l.n == 0 {
		l.head = chunk
	} else {
		*c.place(l.end - l.size) = posting(chunk)
	}
	l.at, l.end, l.size = chunk+1, chunk+size, size
}

// appendTo appends the postings of a list.
func (c *collector) appendTo(dst []posting, list uint32) []posting {
	l := &c.lists[list]
	chunk, size, left := l.head, uint32(chunkLeast), l.n
	for left > 0 {
		n := min(size-1, left)
		from := chunk & (1<<slabBits - 1)
		slab := c.slabs[chunk>>slabBits][from : from+1+n]
		dst = append(dst, slab[1:]...)
		left -= n
		chunk, size = uint32(slab[0]), min(2*size, chunkMost)
	}
	return dst
}

// scan adds the terms of a text, and gives the number of its units.
//
// The term of a sign is itself and the next two runes of the same run, so that a phrase of three is found by one term and a
// longer one by those that overlap; the last sign of a run has none. The term of a word is the word and what follows: a sign
// close by, or else a space, and after that the first rune of another word.
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
				c.add(c.sign(t[i]), newPosting(t[i+1], second, doc, f))
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
			c.add(c.wordList(t[i:min(end, i+wordMost)]), newPosting(first, second, doc, f))
			i = end
		}
		if i < len(t) && t[i] == ' ' {
			i++
		}
	}
	return units
}

// alone adds the signs of a title by themselves: a single one is looked for in titles alone.
func (c *collector) alone(title string, doc int) {
	c.buffer = squeeze(c.buffer[:0], title)
	for _, r := range c.buffer {
		if classOf(r) == sign {
			c.add(c.sign(r), newPosting(0, 0, doc, inTitle))
		}
	}
}

func (c *collector) sign(r rune) uint32 {
	if c.signs[r] == 0 {
		c.lists = append(c.lists, list{})
		c.signs[r] = uint32(len(c.lists))
	}
	return c.signs[r] - 1
}

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

// A group is all units that begin with one rune: a sign, or the words with one first letter. No term belongs to two groups.
type group struct {
	first rune
	words []string // in order; nil for a sign
}

// groups lists what the collectors have, in order of the first rune.
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
	for r, there := range signs {
		if there {
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

// postings gives the sorted postings of a unit.
func postings(dst []posting, collectors []*collector, sign rune, word string) []posting {
	start := len(dst)
	for _, c := range collectors {
		if word == "" {
			if id := c.signs[sign]; id != 0 {
				dst = c.appendTo(dst, id-1)
			}
		} else if id, ok := c.words[word]; ok {
			dst = c.appendTo(dst, id)
		}
	}
	slices.Sort(dst[start:])
	return dst
}
