package han

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// readingLines holds a line for each syllable, in dictionary order (letters, then tone): the syllable with its tone mark, a space,
// and the characters that usually have this reading, in order of strokes.
//
//go:embed tables/readings.txt
var readingLines string

// phraseLines holds a phrase in each line, followed by its syllables: place names in which a character does not have its usual
// reading, and common words in which it is spelt differently.
//
//go:embed tables/phrases.txt
var phraseLines string

// A reading is the position of a character in readingLines: the line, from 1, in the upper 16 bits, and the position in the line
// in the lower 16. So readings sort as the characters do. 0 is no reading.
type reading uint32

func (r reading) line() int { return int(r >> 16) }

// onLine returns the reading for the same character with another syllable.
func (r reading) onLine(line int) reading { return r&0xFFFF | reading(line)<<16 }

type readingTables struct {
	syllables []string          // by line
	usual     []reading         // by rune
	phrases   map[rune][]phrase // by first rune, the longest first
}

type phrase struct {
	folded []rune
	lines  []int // of its syllables
}

var readings = sync.OnceValue(makeReadings)

func makeReadings() *readingTables {
	const afterLastHan = 0x33480
	t := &readingTables{[]string{""}, make([]reading, afterLastHan), map[rune][]phrase{}}
	lineOf := map[string]int{}
	for entry := range strings.SplitSeq(readingLines, "\n") {
		syllable, characters, _ := strings.Cut(entry, " ")
		line, place := len(t.syllables), 0
		for _, r := range characters {
			t.usual[r] = reading(line<<16 | place)
			place++
		}
		lineOf[syllable] = line
		t.syllables = append(t.syllables, syllable)
	}
	for entry := range strings.Lines(phraseLines) {
		words := strings.Fields(entry)
		p := phrase{folded: []rune(Fold(words[0]))}
		for _, syllable := range words[1:] {
			p.lines = append(p.lines, lineOf[syllable])
		}
		t.phrases[p.folded[0]] = append(t.phrases[p.folded[0]], p)
	}
	for _, all := range t.phrases {
		slices.SortFunc(all, func(a, b phrase) int { return len(b.folded) - len(a.folded) })
	}
	return t
}

// of returns the reading of each rune, or 0 if it has none. The longest phrase at each position decides, or else the rune.
func (t *readingTables) of(runes []rune) []reading {
	folded, all := make([]rune, len(runes)), make([]reading, len(runes))
	for i, r := range runes {
		folded[i] = FoldRune(r)
		all[i] = t.usualOf(r)
		if all[i] == 0 {
			all[i] = t.usualOf(folded[i])
		}
	}
	for i := 0; i < len(folded); {
		lines := t.phraseAt(folded[i:])
		for j, line := range lines {
			all[i+j] = all[i+j].onLine(line)
		}
		i += max(1, len(lines))
	}
	return all
}

func (t *readingTables) usualOf(r rune) reading {
	if int(r) < len(t.usual) {
		return t.usual[r]
	}
	return 0
}

// phraseAt returns the lines of the longest phrase at the start of folded, or nil.
func (t *readingTables) phraseAt(folded []rune) (lines []int) {
	for _, p := range t.phrases[folded[0]] {
		if len(folded) >= len(p.folded) && slices.Equal(folded[:len(p.folded)], p.folded) {
			return p.lines
		}
	}
	return nil
}

// Pinyin spells s in Hanyu Pinyin (ISO 7098) with tone marks: a syllable for each rune of the NFC form of s, empty for runes
// without a reading. Characters with several readings get the most common one, unless a known phrase decides otherwise.
func Pinyin(s string) []string {
	t := readings()
	var syllables []string
	for _, r := range t.of([]rune(norm.NFC.String(s))) {
		syllables = append(syllables, t.syllables[r.line()])
	}
	return syllables
}
