package han

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// conversions holds six lines: traditional characters and, aligned with them, their simplified forms; the same the other way;
// and the characters that only simplified text, or only traditional text, is written with.
//
//go:embed tables/convert.txt
var conversions string

type scriptTables struct {
	toSimplified, toTraditional map[rune]rune
	tells                       map[rune]Script
}

var scripts = sync.OnceValue(func() scriptTables {
	lines := strings.Split(conversions, "\n")
	tells := map[rune]Script{}
	for _, r := range lines[4] {
		tells[r] = Simplified
	}
	for _, r := range lines[5] {
		tells[r] = Traditional
	}
	return scriptTables{align(lines[0], lines[1]), align(lines[2], lines[3]), tells}
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

// Script is the form of Chinese writing that a text is in.
type Script uint8

const (
	Neutral     Script = iota // no character tells
	Simplified                // BCP 47 zh-Hans
	Traditional               // BCP 47 zh-Hant
	Mixed                     // both, neither by far the more frequent
)

// ScriptOf tells the script of s by the characters that are used in one script alone. A few strays, a quoted name perhaps, do
// not make a text Mixed: the rarer script has to have a tenth of the characters that tell.
func ScriptOf(s string) Script {
	tells := scripts().tells
	var seen [Mixed]int
	for _, r := range s {
		if r >= 0x3400 {
			seen[tells[r]]++
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

// ToSimplified writes s in simplified characters, one for one. What is one character in context and another out of it (乾 in
// 乾隆 and 乾燥) takes the most usual form: good for comparing texts, not for publishing them.
func ToSimplified(s string) string { return convert(s, scripts().toSimplified) }

// ToTraditional writes s in traditional characters, one for one; see ToSimplified. Where a simplified character stands for
// several (发 for 發 and 髮) it takes the most usual, so it is wrong more often.
func ToTraditional(s string) string { return convert(s, scripts().toTraditional) }

func convert(s string, table map[rune]rune) string {
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok {
			return to
		}
		return r
	}, s)
}
