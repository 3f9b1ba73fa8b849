package legacy

import (
	"math"
	"slices"
	"strings"

	"gongbao/generator/han"
)

// lexicon is the lexicon for one page: the general list and what the page adds to it.
type lexicon struct {
	*general
	page    wordList
	pairs   map[wordKey]bool   // adjacent characters that occur on the page
	written map[uint16][]rune  // the forms in which the page writes a character, by its folded form
	starts  map[uint16]float32 // cost of a character right after a stop, relative to the average
	ends    map[uint16]float32 // cost of a character right before a stop

	traditional bool // the script of the page
}

// pageRun is the last characters of a run, with zeros before the first.
type pageRun [longestWord + 1]uint16

// word returns the characters of a run, which share its memory.
func (r *pageRun) word() []uint16 {
	return r[slices.IndexFunc(r[:], func(c uint16) bool { return c != 0 }):]
}

// lastRun returns the run of the last n characters.
func (r *pageRun) lastRun(n int) (last pageRun) {
	copy(last[len(r)-n:], r[len(r)-n:])
	return last
}

func runOf(c uint16) pageRun { return pageRun{longestWord: c} }

// pageCounts are the numbers of occurrences on a page.
type pageCounts struct {
	runs         map[pageRun]int
	starts, ends map[uint16]int // characters right after and right before a stop
	total, stops int            // characters
	script       int            // traditional characters minus simplified ones
}

// newLexicon learns the words of a page.
func newLexicon(page []rune) *lexicon {
	l := &lexicon{general: generalWords(), page: wordList{}, pairs: map[wordKey]bool{}, written: map[uint16][]rune{},
		starts: map[uint16]float32{}, ends: map[uint16]float32{}}
	counts := l.count(page)
	l.learnWords(counts)
	l.learnStops(counts)
	l.traditional = counts.script > 0
	return l
}

// count counts the runs of a page. It leaves out the text after a mark of damage, because damage is repeated as well.
func (l *lexicon) count(page []rune) *pageCounts {
	const (
		sample        = 1 << 17 // characters: more would not add much
		longestDamage = 24
	)
	counts := &pageCounts{runs: map[pageRun]int{}, starts: map[uint16]int{}, ends: map[uint16]int{}}
	var recent pageRun
	length, skip := 0, 0
	for _, r := range page[:min(len(page), sample)] {
		if isLostMark(r) {
			skip = longestDamage
		}
		if r == '\n' {
			skip = 0
		}
		if skip > 0 || r > 0xFFFF || r < 0x80 && !isStop(r) {
			skip--
			length, recent = 0, pageRun{}
			continue
		}
		counts.total++
		length++
		f := l.fold[r]
		if !slices.Contains(l.written[f], r) {
			l.written[f] = append(l.written[f], r)
			if rune(f) != narrowForm(r) {
				counts.script++
			} else if l.simplified[f] {
				counts.script--
			}
		}
		before := recent[longestWord]
		switch {
		case isStop(r):
			counts.stops++
			counts.ends[before]++
		case isStop(rune(before)):
			counts.starts[f]++
		}
		copy(recent[:], recent[1:])
		recent[longestWord] = f
		for n := 1; n <= min(length, len(recent)); n++ {
			counts.runs[recent.lastRun(n)]++
		}
	}
	return counts
}

// learnWords adds the runs that the page has more than once. A run that is always part of the same longer run is a piece of a word
// and not a word.
func (l *lexicon) learnWords(counts *pageCounts) {
	const pageShare = 0.2 // weight of the page against the general list
	inLonger := map[pageRun]int{}
	for run, n := range counts.runs {
		var head pageRun
		copy(head[1:], run[:longestWord])
		tail := run
		tail.word()[0] = 0
		inLonger[head] = max(inLonger[head], n)
		inLonger[tail] = max(inLonger[tail], n)
	}
	for run, n := range counts.runs {
		if run[longestWord-1] != 0 {
			l.pairs[wordKey(run[longestWord-1])<<16|wordKey(run[longestWord])] = true
		}
		word := run.word()
		if n -= inLonger[run]; n > 1 && len(word) > 1 && len(word) <= longestWord {
			l.page.set(word, float32(-math.Log(pageShare*float64(n)/float64(counts.total))))
		}
	}
}

// learnStops learns which characters are next to stops more or less often than average on the page.
func (l *lexicon) learnStops(counts *pageCounts) {
	share := float64(counts.stops) / float64(max(1, counts.total))
	for run, n := range counts.runs {
		c := run[longestWord]
		if !han.IsHan(rune(c)) || run != runOf(c) {
			continue
		}
		cost := func(nextToStop int) float32 {
			expected := share * float64(n)
			return float32(math.Log((expected + 1) / (float64(nextToStop) + 1)))
		}
		l.starts[c], l.ends[c] = cost(counts.starts[c]), cost(counts.ends[c])
	}
}

// foreign returns the cost of a character in a form that the page does not use elsewhere.
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

// familiar returns the negative cost of two last characters that are adjacent elsewhere on the page.
func (l *lexicon) familiar(next *reading) float32 {
	if l.pairs[lastOf(next.last, 2)] {
		return -1
	}
	return 0
}

// nextToStop returns the cost of the last character and a stop next to each other, if one of the last two is a stop.
func (l *lexicon) nextToStop(next *reading) (cost float32) {
	const misplaced = 4
	before, c := uint16(next.last>>16), uint16(next.last)
	switch {
	case isStop(rune(c)):
		cost = l.ends[before]
		if strings.ContainsRune(neverLast, rune(before)) {
			cost += misplaced
		}
	case isStop(rune(before)):
		cost = l.starts[c]
		if strings.ContainsRune(neverFirst, rune(c)) {
			cost += misplaced
		}
	}
	return cost
}
