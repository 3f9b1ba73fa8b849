package han

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// SortKey returns a key for sorting s among texts in a language; keys are compared byte by byte. Different texts have
// different keys, so that the order is always the same. lang is a BCP 47 tag:
//
//   - Simplified Chinese, and empty or invalid tags: by pinyin, character by character as in a dictionary: letters, tone,
//     strokes. Digits come first, then Latin letters, then Han.
//   - Traditional Chinese (zh-Hant, zh-TW, zh-HK …): by number of strokes (Unicode CLDR's stroke collation).
//   - Any other: Unicode CLDR's root collation, with Han last, by radical and strokes.
func SortKey(s, lang string) string {
	var key []byte
	switch orderOf(lang) {
	case strokeOrder:
		key = collationKey(&strokeCollators, s)
	case rootOrder:
		key = collationKey(&rootCollators, s)
	default:
		key = pinyinKey(s)
	}
	return string(append(append(key, 0), s...))
}

type order int

const (
	pinyinOrder order = iota
	strokeOrder
	rootOrder
)

func orderOf(lang string) order {
	switch lang { // nearly all calls: parsing a tag costs as much as making a key
	case "", "zh-Hans":
		return pinyinOrder
	case "zh-Hant":
		return strokeOrder
	}
	tag, err := language.Parse(lang)
	if err != nil || tag == language.Und {
		return pinyinOrder
	}
	switch script, _ := tag.Script(); script.String() {
	case "Hans":
		return pinyinOrder
	case "Hant":
		return strokeOrder
	}
	return rootOrder
}

// pinyinKey returns a key in which a reading has four bytes, the first greater than any byte of UTF-8 (at most 0xF4), and any other
// rune is its folded form in UTF-8.
func pinyinKey(s string) []byte {
	runes := []rune(norm.NFC.String(s))
	t := readings()
	var key []byte
	for i, r := range t.of(runes) {
		if r == 0 {
			key = utf8.AppendRune(key, FoldRune(runes[i]))
		} else {
			key = append(key, 0xF8|byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
		}
	}
	return key
}

// Pools, since only one goroutine at a time can use a collator.
var (
	strokeCollators = sync.Pool{New: func() any { return collate.New(language.TraditionalChinese) }}
	rootCollators   = sync.Pool{New: func() any { return collate.New(language.Und) }}
)

func collationKey(collators *sync.Pool, s string) []byte {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	return c.KeyFromString(&collate.Buffer{}, s)
}
