package han

import (
	"fmt"
	"hash/fnv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the maximum length of a slug in bytes. File systems allow names of 255 bytes.
const maxSlug = 80

// Slug spells s in a-z, 0-9 and single hyphens, for an id or an address: Latin letters in lower case and without
// diacritics, each Han character as one syllable of pinyin without tone (ü as v, as people type it), and a hyphen for
// anything else. 济南市审计局 becomes ji-nan-shi-shen-ji-ju. The hyphens distinguish 西安 (xi-an) from 先 (xian).
//
// A slug has at most 80 bytes. A longer one is cut at a hyphen and ends with a hash of s, so that names with a long common
// beginning differ. If nothing in the text can be spelt, the slug is the hash; only empty text has an empty slug. Different texts
// may have the same slug (济南 and 暨南), so callers that need unique ones must check.
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
		case '\'', '’', '\u034F': // people's is one word, and a letter with a mark is one letter
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

// PathSlugs returns the slug of each path that begins like a path of names: of 山东, 济南 those are shan-dong and shan-dong-ji-nan. The
// slug of a path is those of its names, joined by hyphens and cut as Slug cuts that of one long name.
func PathSlugs(names []string) []string {
	slugs := make([]string, len(names))
	joined := ""
	for i, name := range names {
		slug := Slug(name)
		if i > 0 {
			slug = joined + "-" + slug
		}
		joined = slug
		slugs[i] = fit(slug, strings.Join(names[:i+1], "/"))
	}
	return slugs
}

// untoned returns a syllable in a-z.
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

// fit makes the slug of s between 1 and maxSlug bytes long.
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
