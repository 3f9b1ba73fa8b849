package legacy

import (
	"slices"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// longestSyllable is the length of "zhuāng", "chuáng" and "shuāng" in characters.
const longestSyllable = 6

var dropTones = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ǖ", "ü", "ǘ", "ü", "ǚ", "ü", "ǜ", "ü", "ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
)

// toneless removes the tone mark from a pinyin syllable.
func toneless(syllable string) string { return dropTones.Replace(syllable) }

// readings returns the readings of a Han character in pinyin with tone marks.
func readings(r rune) []string {
	if s := pinyin.PinyinDict[int(r)]; s != "" {
		return strings.Split(s, ",")
	}
	return nil
}

// reads reports whether a character has a reading, with its tone or in the neutral tone.
func reads(r rune, syllable string) bool {
	return slices.ContainsFunc(readings(r), func(s string) bool { return s == syllable || toneless(s) == syllable })
}

// readAs returns the common characters with a reading, in any tone.
func (b *byteGuesses) readAs(syllable string) []char { return charsBySyllable()[toneless(syllable)] }

var charsBySyllable = sync.OnceValue(func() map[string][]char {
	all := map[string][]char{}
	for _, chars := range guesses().byLead {
		for _, c := range chars {
			var seen []string
			for _, s := range readings(c.rune) {
				if s = toneless(s); !slices.Contains(seen, s) {
					seen = append(seen, s)
					all[s] = append(all[s], c)
				}
			}
		}
	}
	return all
})

// allSyllables is the set of all readings, without tones.
var allSyllables = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for r := range pinyin.PinyinDict {
		for _, s := range readings(rune(r)) {
			all[toneless(s)] = true
		}
	}
	return all
})

// syllableAt returns the length, in characters, of the syllable at the beginning of a text, or 0 if there is none. toned reports
// whether it has a tone mark.
func syllableAt(text []rune) (length int, toned bool) {
	for length < len(text) && length <= longestSyllable && isPinyinLetter(text[length]) {
		length++
	}
	if length == 0 || length > longestSyllable {
		return 0, false
	}
	s := string(text[:length])
	t := toneless(s)
	if !allSyllables()[t] {
		return 0, false
	}
	return length, s != t
}

func isPinyinLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r > 0x7F && strings.ContainsRune("āáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹḿ", r)
}
