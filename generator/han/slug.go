package han

import (
	"fmt"
	"hash/fnv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the most bytes that a slug has, so that a path of several stays below the 255 bytes that file systems allow.
const maxSlug = 80

// Slug spells s in a-z, 0-9 and single hyphens, for an id or an address: Latin letters in lower case and without
// diacritics, each Han character as its own syllable of pinyin without tone (ü as v, the way it is typed), a hyphen for all
// else. 济南市审计局 gives ji-nan-shi-shen-ji-ju: a hyphen for each syllable keeps 西安 (xi-an) apart from 先 (xian).
//
// A slug has at most 80 bytes. What is longer is cut at a hyphen and closed with a hash of s, so that names with a long
// beginning in common stay apart. Text that nothing can be spelt of gives the hash alone; only empty text gives an empty slug.
// Different texts can have one slug (济南 and 暨南): whoever needs it unique has to look.
func Slug(s string) string {
	t := readings()
	runes := []rune(norm.NFC.String(s))
	var parts []string
	var word strings.Builder
	endWord := func() {
		if word.Len() > 0 {
			parts = append(parts, word.String())
			word.Reset()
		}
	}
	for i, reading := range t.of(runes) {
		if reading != 0 {
			endWord()
			word.WriteString(untoned(t.syllables[reading.line()]))
			endWord()
			continue
		}
		switch folded := FoldRune(runes[i]); folded {
		case 'ß':
			word.WriteString("ss")
		case 'æ':
			word.WriteString("ae")
		case 'œ':
			word.WriteString("oe")
		case '\'', '’', '\u034F': // people's is one word, and so is a letter with a mark
		default:
			if folded >= 'a' && folded <= 'z' || folded >= '0' && folded <= '9' {
				word.WriteRune(folded)
			} else {
				endWord()
			}
		}
	}
	endWord()
	return fit(strings.Join(parts, "-"), s)
}

// untoned gives the letters of a syllable.
func untoned(syllable string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("üǖǘǚǜ", r) {
			return 'v'
		}
		if r = FoldRune(r); r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, syllable)
}

// fit gives the slug of s a length between 1 and maxSlug.
func fit(slug, s string) string {
	if s == "" || slug != "" && len(slug) <= maxSlug {
		return slug
	}
	hash := fnv.New32a()
	hash.Write([]byte(s))
	end := fmt.Sprintf("%08x", hash.Sum32())
	if slug == "" {
		return end
	}
	slug = slug[:maxSlug-len(end)]
	if cut := strings.LastIndexByte(slug, '-'); cut > 0 {
		slug = slug[:cut]
	} else {
		slug = slug[:len(slug)-1]
	}
	return slug + "-" + end
}
