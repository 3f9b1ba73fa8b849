package legacy

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// state is what a guess expects next.
type state uint8

const (
	aligned state = iota // the next character is undamaged
	lost                 // a lead byte was lost and is not guessed yet
	pending              // a lead byte is known; its trail byte comes next
	gap                  // a lead byte is unknown: it was the second byte of a dropped pair whose first byte is known
)

// guess is a hypothesis about the original text, up to some character.
type guess struct {
	reading
	state   state
	byte    byte // pending: the lead byte; gap: the first byte of the dropped pair
	text    *restored
	end     int // number of seen characters to replace; 0: not known yet; -1: none, because the text is not damaged
	holes   int // characters that are lost for good
	known   int // characters with both bytes known
	guessed int // bytes that are guessed
}

// guessing returns the guess with more bytes guessed.
func (g guess) guessing(bytes int) guess {
	g.guessed += bytes
	return g
}

// restored is a text as a linked list, last character first.
type restored struct {
	char   rune
	before *restored
}

func (t *restored) runes() (text []rune) {
	for ; t != nil; t = t.before {
		text = append(text, t.char)
	}
	slices.Reverse(text)
	return text
}

// byteGuesses lists the common characters by the byte that is known.
type byteGuesses struct {
	*gbkTable
	byLead, byTrail [256][]char
	intoGap         [256][]char // by lead byte: characters whose trail byte may begin a dropped pair
	acrossGap       []char      // characters that may end one dropped pair and begin the next
	afterGap        [256][]char // by first byte of a dropped pair: characters that may end it
}

type char struct {
	pair
	rune rune
}

var guesses = sync.OnceValue(func() *byteGuesses {
	b := &byteGuesses{gbkTable: gbk()}
	general := generalWords()
	for lead := firstLead; lead <= lastLead; lead++ {
		for trail := firstTrail; trail <= lastTrail; trail++ {
			c := char{pair{byte(lead), byte(trail)}, b.char(byte(lead), byte(trail))}
			if c.rune == 0 || !general.isCommon(c.rune) {
				continue
			}
			b.byLead[lead] = append(b.byLead[lead], c)
			b.byTrail[trail] = append(b.byTrail[trail], c)
			if b.drops[trail] != nil {
				b.intoGap[lead] = append(b.intoGap[lead], c)
				b.acrossGap = append(b.acrossGap, c)
			}
			for first := firstLead; first <= lastLead; first++ {
				if b.drops[first] != nil && b.drops[first][lead] {
					b.afterGap[first] = append(b.afterGap[first], c)
				}
			}
		}
	}
	return b
})

// narrow keeps the most promising guesses: a few of those with the same ending, and always the text as it is.
func narrow(all []guess, beam int) []guess {
	type rank struct {
		promise float32
		index   int
	}
	best := float32(never)
	for i := range all {
		if all[i].end >= 0 {
			best = min(best, all[i].promise())
		}
	}
	var ranks []rank
	for i := range all {
		if p := all[i].promise(); all[i].end < 0 || p <= best+shiftHope {
			ranks = append(ranks, rank{p, i})
		}
	}
	slices.SortFunc(ranks, func(a, b rank) int {
		return cmp.Or(cmp.Compare(a.promise, b.promise), cmp.Compare(a.index, b.index))
	})
	type ending struct {
		last  wordKey
		state state
		byte  byte
	}
	alike := map[ending]int{}
	var kept []guess
	for _, r := range ranks {
		g := all[r.index]
		if g.end >= 0 {
			e := ending{lastOf(g.last, longestWord-1), g.state, g.byte}
			if alike[e]++; alike[e] > sameEnding || len(kept) >= beam {
				continue
			}
		}
		kept = append(kept, g)
	}
	return kept
}

// judge picks the most likely guess and weighs it against the others and against the text as it is.
func judge(all []guess, caution float64) (site shiftSite, ok bool) {
	const (
		temperature  = 1.2 // the lexicon is a little overconfident
		soundGuesses = 5   // bytes; each further one may be wrong independently
	)
	best, asIs := -1, float32(never)
	for i, g := range all {
		if g.end < 0 {
			asIs = g.cost()
		} else if best < 0 || g.cost() < all[best].cost() {
			best = i
		}
	}
	if best < 0 {
		return site, false
	}
	b := all[best]
	odds := func(cost float32) float64 { return math.Exp(float64(b.cost()-cost) / temperature) }
	sum := odds(asIs - float32(caution))
	for _, g := range all {
		if g.end >= 0 {
			sum += odds(g.cost())
		}
	}
	return shiftSite{length: b.end, text: b.text.runes(), confidence: math.Pow(0.95, max(0, float64(b.guessed-soundGuesses))) / sum, holes: b.holes}, true
}
