package legacy

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongbao/generator/han"
)

// Old texts contain remains of the pages they were taken from: the end of a tag whose first byte was lost, a full stop that a program
// added to every line, a keyword that was a link and became a separate line, and the names that copying sites insert to recognise
// their copies.

func findLeftovers(d *draft) []edit {
	edits := slices.Concat(findMarkup(d), findAddedStops(d), findBrokenLines(d), findWatermarks(d))
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	last := 0
	return slices.DeleteFunc(edits, func(e edit) bool {
		if e.from < last || !d.untouched(e.from, e.to) {
			return true
		}
		last = e.to
		return false
	})
}

// removal returns an edit that removes characters.
func removal(from, to int, confidence float64) edit {
	return edit{Repair{Confidence: confidence}, from, to}
}

var (
	markup  = regexp.MustCompile(`(?i)</?(?:p|br|div|span|font|strong|b|i|u|em|a|img|td|tr|table|center|h[1-6])(?:\s[^<>\n]{0,200})?/?>|/(?:p|div|span|font|strong|td|tr|table|center|h[1-6])>`)
	channel = regexp.MustCompile(`^[^微信]{3,8}公[眾众][號号]$`)
	entity  = regexp.MustCompile(`&(?:nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|#\d{2,5}|#x[0-9a-fA-F]{2,4});`)
)

// findMarkup finds tags, ends of tags and character references that became text.
func findMarkup(d *draft) (edits []edit) {
	text := d.String()
	if !strings.ContainsAny(text, "<>&") {
		return nil
	}
	index := newRuneIndex(text)
	for _, m := range markup.FindAllStringIndex(text, -1) {
		edits = append(edits, removal(index.of(m[0]), index.of(m[1]), 0.9))
	}
	for _, m := range entity.FindAllStringIndex(text, -1) {
		after := strings.ReplaceAll(html.UnescapeString(text[m[0]:m[1]]), "\u00a0", " ")
		edits = append(edits, edit{Repair{Confidence: 0.9, After: after}, index.of(m[0]), index.of(m[1])})
	}
	return edits
}

// findAddedStops finds full stops that are the only character of a line, or follow a lesser stop at its end.
func findAddedStops(d *draft) (edits []edit) {
	for i, r := range d.text {
		if r != '。' || d.char(i+1) != '\n' && d.char(i+1) != 0 {
			continue
		}
		switch before := d.char(i - 1); {
		case before == '\n' || before == 0:
			edits = append(edits, removal(i, i+1, 0.95))
		case strings.ContainsRune(";:,、", narrowForm(before)):
			edits = append(edits, removal(i, i+1, 0.9))
		}
	}
	return edits
}

// findBrokenLines finds words that were links: a short line between two that belong together. A word of the lexicon crosses one of
// the line ends.
//
//	…局、縣。        …局、縣扶貧開發局…
//	扶貧。      →
//	開發局…
func findBrokenLines(d *draft) (edits []edit) {
	const shortest, longest = 2, 4
	for i, r := range d.text {
		if r != '\n' || d.char(i-1) != '。' || !han.IsHan(d.char(i-2)) {
			continue
		}
		end := i + 1
		for han.IsHan(d.char(end)) {
			end++
		}
		if n := end - i - 1; n < shortest || n > longest || d.char(end) != '。' || d.char(end+1) != '\n' || !han.IsHan(d.char(end+2)) {
			continue
		}
		word := d.text[i+1 : end]
		after := d.text[end+2 : min(len(d.text), end+2+longestWord)]
		start, _ := d.lineAround(i-1, longestWord)
		if crosses(d.text[start:i-1], word) || crosses(word, after) {
			edits = append(edits, edit{Repair{Confidence: 0.8, After: string(word)}, i - 1, end + 2})
		}
	}
	return edits
}

// crosses reports whether a known word of three or four characters begins in one text and ends in the next.
func crosses(left, right []rune) bool {
	g := generalWords()
	for n := 3; n <= longestWord; n++ {
		for fromLeft := 1; fromLeft < n; fromLeft++ {
			fromRight := n - fromLeft
			if fromLeft > len(left) || fromRight > len(right) {
				continue
			}
			var key wordKey
			for _, r := range slices.Concat(left[len(left)-fromLeft:], right[:fromRight]) {
				key = key<<16 | wordKey(g.fold[r&0xFFFF])
			}
			if e, ok := g.words[key]; ok && e.cost < never {
				return true
			}
		}
	}
	return false
}

// findWatermarks finds names that were inserted into the text: Han characters followed by their pinyin (尺寸分厘chicunfenli), further
// clauses with the same characters, and names of channels.
func findWatermarks(d *draft) (edits []edit) {
	const shortest = 5 // letters
	var names []string
	for i := 0; i < len(d.text); i++ {
		if !isLatin(d.text[i]) || !han.IsHan(d.char(i-1)) {
			continue
		}
		end := i
		for isLatin(d.char(end)) {
			end++
		}
		if end-i >= shortest {
			if from := spelledFrom(d.text[:i], strings.ToLower(string(d.text[i:end]))); from >= 0 {
				names = append(names, string(d.text[from:i]))
				edits = append(edits, clauseRemoval(d, from, end, 0.95, 0.5))
			}
		}
		i = end
	}
	for from, to := range clauses(d.text) {
		clause := string(d.text[from:to])
		switch {
		case slices.Contains(names, clause):
			edits = append(edits, clauseRemoval(d, from, to, 0.85, 0))
		case channel.MatchString(clause):
			edits = append(edits, clauseRemoval(d, from, to, 0.4, 0)) // the text may be about it
		}
	}
	return edits
}

func isLatin(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

// spelledFrom returns the index from which the readings of the Han characters are the given letters, or -1. It takes at least two
// characters.
func spelledFrom(before []rune, letters string) int {
	const longest = 8
	for from := len(before) - 2; from >= 0 && from >= len(before)-longest && han.IsHan(before[from]); from-- {
		if spells(before[from:], letters) {
			return from
		}
	}
	return -1
}

func spells(han []rune, letters string) bool {
	if len(han) == 0 {
		return letters == ""
	}
	return slices.ContainsFunc(readings(han[0]), func(s string) bool {
		rest, ok := strings.CutPrefix(letters, strings.ReplaceAll(toneless(s), "ü", "v"))
		return ok && spells(han[1:], rest)
	})
}

// clauses iterates over the text between stops and line ends.
func clauses(text []rune) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		from := 0
		for i := 0; i <= len(text); i++ {
			if i == len(text) || isStop(text[i]) || text[i] == '\n' {
				if i > from && !yield(from, i) {
					return
				}
				from = i + 1
			}
		}
	}
}

// clauseRemoval returns an edit that removes a clause and the stop after it. It has less confidence if the text is not a whole clause.
func clauseRemoval(d *draft, from, to int, whole, part float64) edit {
	begins := from == 0 || isStop(d.text[from-1]) || d.text[from-1] == '\n'
	if begins && isStop(d.char(to)) {
		return removal(from, to+1, whole)
	}
	return removal(from, to, part)
}

// runeIndex converts byte offsets to character indices. It is fast for ascending offsets.
type runeIndex struct {
	text        string
	bytes, rune int
}

func newRuneIndex(text string) *runeIndex { return &runeIndex{text: text} }

func (x *runeIndex) of(offset int) int {
	if offset < x.bytes {
		x.bytes, x.rune = 0, 0
	}
	for range x.text[x.bytes:offset] {
		x.rune++
	}
	x.bytes = offset
	return x.rune
}
