package legacy

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
	"unicode/utf8"

	"gongbao/generator/han"
)

// The lexicon answers one question: how likely is it that someone wrote this? It reads a text as words, each as likely as it is
// frequent. The cost of a text is that of its cheapest reading, in nats (minus the natural logarithm of its likelihood). Damaged
// bytes become rare characters that do not form words, and cost several nats a character more than the original text.
//
// Two lists are used together: a general one in simplified script, and the words that the current page uses more than once, because
// a page is the best evidence of its own names and phrases.

//go:embed lexicon/words.gz
var wordsGz []byte

const longestWord = 4

// wordKey packs up to four characters of the Basic Multilingual Plane, the last one in the lowest bits.
type wordKey uint64

// entry is the costs of a run of characters, in nats.
type entry struct {
	cost  float32 // as a word
	ahead float32 // of the most frequent longer word that begins with it
}

const never = 1e6

type wordList map[wordKey]entry

func (w wordList) set(word []uint16, cost float32) {
	var key wordKey
	for i, c := range word {
		key = key<<16 | wordKey(c)
		e, known := w[key]
		if !known {
			e = entry{never, never}
		}
		if i == len(word)-1 {
			e.cost = min(e.cost, cost)
		} else {
			e.ahead = min(e.ahead, cost)
		}
		w[key] = e
	}
}

// general is the built-in list, with the table that folds characters to its script.
type general struct {
	words      wordList
	fold       [1 << 16]uint16
	known      [1 << 16]float32 // cost of the most frequent word with the character
	simplified map[uint16]bool  // characters that differ from their traditional form
}

var generalWords = sync.OnceValue(func() *general {
	z, err := gzip.NewReader(bytes.NewReader(wordsGz))
	if err != nil {
		panic(err) // words.gz is embedded, so this is a fault of the build
	}
	data, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	g := &general{words: make(wordList, 180000), simplified: map[uint16]bool{}}
	for c := range g.known {
		g.known[c] = never
	}
	word := make([]uint16, longestWord)
	for len(data) >= 2 {
		shared, length, cost := int(data[0]>>4), int(data[0]>>4+data[0]&15), float32(data[1])/10
		data = data[2:]
		for i := shared; i < length; i++ {
			word[i] = uint16(data[0])<<8 | uint16(data[1])
			data = data[2:]
		}
		g.words.set(word[:length], cost)
		for _, c := range word[:length] {
			g.known[c] = min(g.known[c], cost)
		}
	}
	var all []rune
	for r := range rune(len(g.fold)) {
		if utf8.ValidRune(r) {
			all = append(all, r)
		}
	}
	for i, to := range []rune(han.ToSimplified(string(all))) { // the conversion keeps the number of characters
		r := all[i]
		g.fold[r] = uint16(narrowForm(to))
		if to != r {
			g.simplified[uint16(to)] = true
		}
	}
	return g
})

// lastOf returns the last n characters of a key.
func lastOf(key wordKey, n int) wordKey {
	if n < longestWord {
		key &= 1<<(16*n) - 1
	}
	return key
}

// reading is the state after reading some text: its cost, and what is needed to read on.
type reading struct {
	last   wordKey              // the last four characters, folded
	words  [longestWord]float32 // words[i]: the cost of the cheapest words up to i characters ago
	begun  float32              // the same if the last characters begin a longer word; at most words[0]
	begins uint8                // bit n is set if the last n+1 characters begin a word
	odd    float32              // cost of the positions of characters, independent of words
	open   [2]int8              // unclosed “ and 《
}

// cost is the cost of the text so far. promise is what it may become when its last word is complete.
func (r *reading) cost() float32    { return r.words[0] + r.odd }
func (r *reading) promise() float32 { return r.begun + r.odd }

func startReading(openQuotes int) reading {
	return reading{words: [longestWord]float32{0, never, never, never}, open: [2]int8{int8(min(openQuotes, 100))}}
}

// add reads a character.
func (l *lexicon) add(p reading, r rune) reading {
	folded := uint16(0xFFFD)
	if r <= 0xFFFF {
		folded = l.fold[r]
	}
	next := reading{last: p.last<<16 | wordKey(folded), open: p.open}
	copy(next.words[1:], p.words[:])
	words, begun := p.words[0]+signCost(r, rune(uint16(p.last))), float32(never)
	for n := range longestWord {
		if n > 0 && p.begins&(1<<(n-1)) == 0 {
			continue // no word begins like this
		}
		key := lastOf(next.last, n+1)
		for _, list := range [...]wordList{l.words, l.page} {
			if e, ok := list[key]; ok {
				words = min(words, p.words[n]+e.cost)
				begun = min(begun, p.words[n]+e.ahead)
				next.begins |= 1 << n
			}
		}
	}
	next.words[0], next.begun = words, min(words, begun)
	next.odd = p.odd + l.foreign(r, folded) + l.familiar(&next) + l.nextToStop(&next) + jarring(&next)
	return next
}

// isFluent reports whether a text costs no more than undamaged text.
func (l *lexicon) isFluent(text []rune) bool {
	const fluent = 6 // nats a character
	r := startReading(1)
	for _, c := range text {
		r = l.add(r, c)
	}
	return r.cost() <= fluent*float32(len(text))
}

// isCommon reports whether a character is frequent enough to guess.
func (g *general) isCommon(r rune) bool {
	const rare = 13 // nats: a word of about 130 uses in 60 million
	return r <= 0xFFFF && min(g.known[g.fold[r]], signCost(r, 0)) < rare
}
