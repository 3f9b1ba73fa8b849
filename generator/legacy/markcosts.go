package legacy

import (
	"strings"
	"unicode"

	"gongbao/generator/han"
)

// Punctuation is not in word lists. These costs are rounded frequencies in administrative prose, in nats.
var markCosts = map[rune]float32{
	'。': 3.4, '、': 3.6, '“': 4.8, '”': 4.8, '《': 6, '》': 6, '—': 8, '…': 8, '·': 8, '‘': 8, '’': 8, '〔': 9, '〕': 9,
	'【': 8, '】': 8, '\n': 4, ' ': 7, '%': 7, '.': 6, '-': 8, '/': 9,
	',': 3, ';': 5.5, ':': 5.5, '(': 5.5, ')': 5.5, '?': 7, '!': 7,
}

// Words that need a word after them do not end a clause, and suffixes do not begin one (in simplified script).
const (
	neverLast  = "可能会应该把被将从向与和及或在对以为使让给由很更最又也就才而且但并不未已正各每第"
	neverFirst = "化性们者着了过的地得之率型式"
)

// signCost returns the cost of a character that is not part of a word.
func signCost(r, before rune) float32 {
	const (
		rareHan  = 18
		rareSign = 16
		letter   = 9
	)
	if n := narrowForm(r); n != r && (isDigit(n) || unicode.IsLetter(n)) {
		return rareSign // full-width
	}
	r = narrowForm(r)
	if c, ok := markCosts[r]; ok {
		return c
	}
	switch {
	case isDigit(r) && before == '第':
		return 1
	case isDigit(r) && isDigit(before):
		return 3
	case isDigit(r):
		return 5
	case isLatin(r) && isLatin(before):
		return 3
	case isLatin(r):
		return letter
	case han.IsHan(r):
		return rareHan
	}
	return rareSign
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// jarring returns the cost of punctuation in an impossible place: a bracket without its partner or around a stop, a stop after a
// stop, a clause of one character. It updates the open brackets.
func jarring(next *reading) (cost float32) {
	const odd = 6
	r := rune(uint16(next.last))
	before, beforeThat := rune(uint16(next.last>>16)), rune(uint16(next.last>>32))
	for i, brackets := range [...][2]rune{{'“', '”'}, {'《', '》'}} {
		switch {
		case r == brackets[0]:
			if next.open[i] > 0 {
				cost += odd
			}
			next.open[i]++
		case r == brackets[1] && next.open[i] <= 0:
			cost += odd
		case r == brackets[1]:
			next.open[i]--
		}
	}
	if strings.ContainsRune("“《(", before) && !han.IsHan(r) && !isDigit(r) && r != '“' && r != '《' {
		cost += odd
	}
	if isStop(r) && isStop(before) {
		cost += odd + odd
	}
	if isStop(r) && isStop(beforeThat) && r != '、' && beforeThat != '、' {
		cost += odd
	}
	return cost
}

// isStop reports whether a character ends a clause or an item, in either width.
func isStop(r rune) bool {
	switch narrowForm(r) {
	case ',', ';', ':', '?', '!', '。', '、':
		return true
	}
	return false
}

// narrowForm returns the ASCII form of a full-width character (U+FF01–U+FF5E), and other characters unchanged.
func narrowForm(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		return r - 0xFEE0
	}
	return r
}
