package search

import (
	"slices"
	"strings"
)

// A query is what a reader typed, cut at its spaces into pieces. A bulletin must contain all of them.
type query struct {
	pieces []piece
	pairs  []lookup // for each piece but the last: the term that occurs where it directly precedes the next
}

// A piece matches where its squeezed form occurs in a squeezed text. If it begins with a word, a word of the text must begin there.
// If it ends with letters, the word of the text may go on; if it ends with a number, the number of the text must end there.
type piece struct {
	text    []rune
	lookups []lookup
	exact   bool // its one lookup finds exactly the bulletins that contain it
}

// A lookup finds the bulletins of all terms that begin with a key.
type lookup struct {
	key   string
	whole bool // only terms whose unit is the key
}

const (
	// queryMost is how many runes of a query count, far more than people type.
	queryMost = 200
	// Each lookup may cost a file, so a query has at most lookupsMost, and a piece pieceLookupsMost. Bulletins that they find but
	// that do not contain the piece are dropped before they are shown.
	lookupsMost      = 8
	pieceLookupsMost = 3
)

// parse parses a query. A query without lookups finds nothing: it is too short, or has no letters.
func parse(s string) query {
	var q query
	for _, part := range splitSpaces(s) {
		if text := squeeze(nil, part); len(text) > 0 {
			q.pieces = append(q.pieces, newPiece(text))
		}
	}
	left := lookupsMost
	for i := range q.pieces {
		p := &q.pieces[i]
		p.lookups = spread(p.lookups, max(1, min(pieceLookupsMost, lookupsMost/len(q.pieces))))
		p.lookups = p.lookups[:min(len(p.lookups), left)]
		left -= len(p.lookups)
	}
	if len(q.pieces) == 1 && len(q.pieces[0].text) == 1 && classOf(q.pieces[0].text[0]) == sign {
		q.pieces[0].lookups = []lookup{{key: string(q.pieces[0].text)}} // in titles only
	}
	for i := 1; i < len(q.pieces); i++ {
		q.pairs = append(q.pairs, pairLookup(q.pieces[i-1].text, q.pieces[i].text))
	}
	return q
}

// splitSpaces cuts the first queryMost runes of s at its spaces.
func splitSpaces(s string) []string {
	n := 0
	for i := range s {
		if n++; n > queryMost {
			s = s[:i]
			break
		}
	}
	return strings.Fields(s)
}

func newPiece(t []rune) piece {
	p := piece{text: t}
	for i := 0; i < len(t); {
		if classOf(t[i]) == sign {
			end := min(i+3, len(t))
			if gap := slices.Index(t[i:end], ' '); gap >= 0 {
				end = i + gap
			}
			covered := i > 0 && classOf(t[i-1]) == sign // by the term of the previous sign
			if end-i == 3 || end-i == 2 && !covered {
				p.lookups = append(p.lookups, lookup{key: string(t[i:end])})
			}
			i++
		} else {
			end := wordEnd(t, i)
			look := lookup{key: string(t[i:min(end, i+wordMost)])}
			switch {
			case end == len(t):
				look.whole = isNumber(t[i:end])
			case end-i > wordMost:
			case t[end] == ' ' && inWord(t[end+1]):
				look.key = string(t[i : end+2])
			default:
				look.key = string(t[i : end+1])
			}
			if len([]rune(look.key)) > 1 {
				p.lookups = append(p.lookups, look)
			}
			i = end
		}
		if i < len(t) && t[i] == ' ' {
			i++
		}
	}
	if len(p.lookups) == 1 && p.lookups[0].key == string(t) {
		p.exact = p.lookups[0].whole || classOf(t[len(t)-1]) != digit || !isNumber(t[lastWord(t):])
	}
	return p
}

// wordEnd returns where the word that begins at i ends.
func wordEnd(t []rune, i int) int {
	for i < len(t) && inWord(t[i]) {
		i++
	}
	return i
}

// lastWord returns where the word at the end of t begins: len(t) if there is none.
func lastWord(t []rune) int {
	i := len(t)
	for i > 0 && inWord(t[i-1]) {
		i--
	}
	return i
}

func isNumber(word []rune) bool {
	return !slices.ContainsFunc(word, func(r rune) bool { return classOf(r) != digit })
}

// spread returns at most n lookups, evenly spread.
func spread(all []lookup, n int) []lookup {
	if len(all) <= n {
		return all
	}
	if n == 1 {
		return all[:1]
	}
	some := make([]lookup, n)
	for i := range some {
		some[i] = all[i*(len(all)-1)/(n-1)]
	}
	return some
}

// pairLookup returns a lookup of the term that occurs where piece b directly follows piece a.
func pairLookup(a, b []rune) lookup {
	if last := len(a) - 1; classOf(a[last]) == sign {
		key := []rune{a[last], b[0]}
		switch {
		case last > 0 && classOf(a[last-1]) == sign:
			key = []rune{a[last-1], a[last], b[0]}
		case len(b) > 1 && b[1] != ' ':
			key = append(key, b[1])
		}
		return lookup{key: string(key)}
	}
	word := slices.Clone(a[lastWord(a):])
	if classOf(b[0]) != sign {
		word = append(word, ' ')
	}
	return lookup{key: string(append(word, b[0]))}
}

// find returns where the piece first matches in a squeezed text, at from or later, or -1.
func (p *piece) find(text []rune, from int) int {
	n := len(p.text)
	starts := inWord(p.text[0])
	ends := classOf(p.text[n-1]) == digit && isNumber(p.text[lastWord(p.text):])
	for at := from; at+n <= len(text); at++ {
		if text[at] == p.text[0] && slices.Equal(text[at:at+n], p.text) &&
			!(starts && at > 0 && inWord(text[at-1])) && !(ends && at+n < len(text) && inWord(text[at+n])) {
			return at
		}
	}
	return -1
}
