package han

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// conversions holds six lines: traditional characters and, aligned with them, their simplified forms; the same the other way
// round; the characters that occur only in simplified text, and those that occur only in traditional text.
//
//go:embed tables/convert.txt
var conversions string

type scriptTables struct {
	toSimplified, toTraditional map[rune]rune
	exclusive                   []Script // the only script in which a character occurs, from firstHan on
}

// firstHan is the first Han character of Unicode in order of code points (U+3400, Extension A).
const firstHan = 0x3400

var scripts = sync.OnceValue(func() scriptTables {
	lines := strings.Split(conversions, "\n")
	var exclusive []Script // a list, since texts are looked up character by character
	for i, script := range []Script{Simplified, Traditional} {
		for _, r := range lines[4+i] {
			if missing := int(r-firstHan) + 1 - len(exclusive); missing > 0 {
				exclusive = append(exclusive, make([]Script, missing)...)
			}
			exclusive[r-firstHan] = script
		}
	}
	return scriptTables{align(lines[0], lines[1]), align(lines[2], lines[3]), exclusive}
})

func align(from, to string) map[rune]rune {
	pairs := make(map[rune]rune, len(from)/3)
	for _, r := range from {
		target, size := utf8.DecodeRuneInString(to)
		pairs[r] = target
		to = to[size:]
	}
	return pairs
}

// Script is the form of Chinese writing in which a text is.
type Script uint8

const (
	Neutral     Script = iota // without characters that only one script has
	Simplified                // BCP 47 zh-Hans
	Traditional               // BCP 47 zh-Hant
	Mixed                     // both, neither much more frequent than the other
)

// ScriptOf returns the script of s, judged by the characters that only one script has. A few exceptions, such as a quoted name, do
// not make a text Mixed: the rarer script must have a tenth of those characters.
func ScriptOf(s string) Script {
	exclusive := scripts().exclusive
	var seen [Mixed]int
	for _, r := range s {
		if i := uint(r - firstHan); i < uint(len(exclusive)) {
			seen[exclusive[i]]++
		}
	}
	simplified, traditional := seen[Simplified], seen[Traditional]
	switch {
	case simplified+traditional == 0:
		return Neutral
	case traditional*9 < simplified:
		return Simplified
	case simplified*9 < traditional:
		return Traditional
	}
	return Mixed
}

// ToSimplified converts s to simplified characters, one for one. A character whose form depends on its context (乾 in 乾隆 and
// 乾燥) gets its most common form. That is good enough for comparing texts, but not for publishing them.
func ToSimplified(s string) string { return convert(s, scripts().toSimplified) }

// ToTraditional converts s to traditional characters, one for one; see ToSimplified. It is wrong more often, since one
// simplified character may correspond to several traditional ones (发 to 發 and 髮).
func ToTraditional(s string) string { return convert(s, scripts().toTraditional) }

func convert(s string, table map[rune]rune) string {
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok {
			return to
		}
		return r
	}, s)
}
