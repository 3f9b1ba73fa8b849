package legacy

import (
	"math"
	"slices"
	"strings"

	"gongbao/generator/han"
)

// lexicon reads a page.
type lexicon struct {
	*general
	page    wordList
	pairs   map[wordKey]bool   // characters that stand side by side somewhere on it
	written map[uint16][]rune  // the ways in which the page writes a character, by its folded form
	starts  map[uint16]float32 // what it costs that a character stands just after a stop, against the average
	ends    map[uint16]float32 // and just before one

	traditional bool // the script of the page
}

// newLexicon counts what the page says more than once, leaving out what follows a mark of damage: damage is repeated
// too.
func newLexicon(page []rune) *lexicon {
	const (
		sample        = 1 << 17 // characters: more would teach nothing new
		longestDamage = 24
		pageShare     = 0.2 // how far the page is believed against the general list
		longest       = longestWord + 1
	)
	type run [longest]uint16 // the last characters; zero before the first
	var (
		counts        = map[run]int{}
		starts, ends  = map[uint16]int{}, map[uint16]int{}
		recent        run
		length, total int
		stops, skip   int
		script        int // traditional characters less simplified ones
		l             = &lexicon{general: generalWords(), page: wordList{}, pairs: map[wordKey]bool{}, written: map[uint16][]rune{}}
	)
	for _, r := range page[:min(len(page), sample)] {
		if isLostMark(r) {
			skip = longestDamage
		}
		if r == '\n' {
			skip = 0
		}
		if skip > 0 || r > 0xFFFF || r < 0x80 && !isStop(r) {
			skip--
			length, recent = 0, run{}
			continue
		}
		total++
		length++
		f := l.fold[r]
		if !slices.Contains(l.written[f], r) {
			l.written[f] = append(l.written[f], r)
			if rune(f) != narrowForm(r) {
				script++
			} else if l.simplified[f] {
				script--
			}
		}
		before := recent[longest-1]
		switch {
		case isStop(r):
			stops++
			ends[before]++
		case isStop(rune(before)):
			starts[f]++
		}
		copy(recent[:], recent[1:])
		recent[longest-1] = f
		for n := 1; n <= min(length, longest); n++ {
			var key run
			copy(key[longest-n:], recent[longest-n:])
			counts[key]++
		}
	}
	// A run that always stands in a longer one is a piece of a word, and no word.
	inLonger := map[run]int{}
	for key, n := range counts {
		var head run
		copy(head[1:], key[:longest-1])
		tail := key
		tail[slices.IndexFunc(key[:], isSet)] = 0
		inLonger[head] = max(inLonger[head], n)
		inLonger[tail] = max(inLonger[tail], n)
	}
	for key, n := range counts {
		if key[longest-2] != 0 {
			l.pairs[wordKey(key[longest-2])<<16|wordKey(key[longest-1])] = true
		}
		word := key[slices.IndexFunc(key[:], isSet):]
		if n -= inLonger[key]; n > 1 && len(word) > 1 && len(word) <= longestWord {
			l.page.set(word, float32(-math.Log(pageShare*float64(n)/float64(total))))
		}
	}
	l.traditional = script > 0
	share := float64(stops) / float64(max(1, total))
	beside := func(c uint16, n int) float32 {
		expected := share * float64(counts[run{longest - 1: c}])
		return float32(math.Log((expected + 1) / (float64(n) + 1)))
	}
	l.starts, l.ends = map[uint16]float32{}, map[uint16]float32{}
	for key := range counts {
		if c := key[longest-1]; han.IsHan(rune(c)) && key == (run{longest - 1: c}) {
			l.starts[c], l.ends[c] = beside(c, starts[c]), beside(c, ends[c])
		}
	}
	return l
}

func isSet(c uint16) bool { return c != 0 }

// foreign is what it costs that a character is written as the page would not write it.
func (l *lexicon) foreign(r rune, folded uint16) float32 {
	ways := l.written[folded]
	switch {
	case slices.Contains(ways, r):
		return 0
	case len(ways) > 0:
		return 8
	case l.traditional && l.simplified[uint16(r)], !l.traditional && rune(folded) != narrowForm(r):
		return 4
	}
	return 0
}

// familiar is what it saves that the page has the last two characters side by side elsewhere.
func (l *lexicon) familiar(next *reading) float32 {
	if l.pairs[lastOf(next.last, 2)] {
		return -1
	}
	return 0
}

// besideStop is what it costs that the last two characters stand beside each other, if one of them is a stop.
func (l *lexicon) besideStop(next *reading) (cost float32) {
	const never = 4
	before, c := uint16(next.last>>16), uint16(next.last)
	switch {
	case isStop(rune(c)):
		cost = l.ends[before]
		if strings.ContainsRune(neverLast, rune(before)) {
			cost += never
		}
	case isStop(rune(before)):
		cost = l.starts[c]
		if strings.ContainsRune(neverFirst, rune(c)) {
			cost += never
		}
	}
	return cost
}
