package archive

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// A Series holds the official numbers of one publisher that differ only in their last digits: 鲁审通〔2020〕1号, 2号, …
type Series struct {
	Publisher *Node
	Prefix    string // "鲁审通〔2020〕"
	Suffix    string // "号"
	Numbers   []Numbered

	unpublished []int // declared by the publisher, so not gaps
}

// Numbered is one bulletin of a series.
type Numbered struct {
	Number int
	Record *Record
}

// MostGaps is how many numbers Gaps returns at most.
const MostGaps = 100

// Gaps returns the numbers that the series leaves out between 1 and its highest, at most MostGaps.
func (s Series) Gaps() []int {
	var gaps []int
	next := 1
	for _, n := range s.Numbers {
		for ; next < n.Number && len(gaps) < MostGaps; next++ {
			if !slices.Contains(s.unpublished, next) {
				gaps = append(gaps, next)
			}
		}
		next = n.Number + 1
	}
	return gaps
}

// seriesKey identifies a folded number of a publisher, or a series by its prefix and suffix.
type seriesKey struct {
	publisher *Node
	number    string
}

// collectSeries collects the series, and reports official numbers that one publisher uses twice.
func (b *builder) collectSeries() {
	used := map[seriesKey]*Record{}
	series := map[seriesKey]*Series{}
	for _, r := range b.archive.Records {
		if r.Number.Value == "" || len(r.Publishers) == 0 {
			continue
		}
		number := bulletin.FoldNumber(r.Number.Value)
		k := seriesKey{r.Publishers[0], number}
		if other := used[k]; other != nil {
			// What replaces an erased bulletin without the data that the law protects may keep its number.
			if !slices.Contains(other.Translations, r) && other.Status != Erased && r.Status != Erased {
				written := ""
				if other.Number.Value != r.Number.Value {
					written = ", where it is written " + other.Number.Value
				}
				b.report(r, r.Number.Pos, problem.NumberTaken, "number %s is already that of %s%s; expected a number of its own",
					r.Number.Value, b.file(other), written).Hint = "one publisher never uses a number twice; translations share a translation_key"
			}
			continue
		}
		used[k] = r
		prefix, n, suffix, ok := splitNumber(number)
		if !ok {
			continue
		}
		sk := seriesKey{r.Publishers[0], prefix + "\x00" + suffix}
		if series[sk] == nil {
			p, _, s, _ := splitNumber(bulletin.ProperNumber(r.Number.Value))
			series[sk] = &Series{Publisher: r.Publishers[0], Prefix: p, Suffix: s}
		}
		series[sk].Numbers = append(series[sk].Numbers, Numbered{n, r})
	}
	b.noteUnpublished(used, series)
	for _, s := range series {
		slices.SortFunc(s.Numbers, func(x, y Numbered) int { return cmp.Compare(x.Number, y.Number) })
		b.archive.Series = append(b.archive.Series, *s)
	}
	slices.SortFunc(b.archive.Series, func(x, y Series) int {
		return cmp.Or(strings.Compare(x.Publisher.ID, y.Publisher.ID), strings.Compare(x.Prefix, y.Prefix), strings.Compare(x.Suffix, y.Suffix))
	})
}

// noteUnpublished adds the numbers that agencies declare unpublished to their series, and reports those that were published or
// have no series.
func (b *builder) noteUnpublished(used map[seriesKey]*Record, series map[seriesKey]*Series) {
	for _, n := range b.trees[Agencies].nodes {
		for _, u := range n.Unpublished {
			number := bulletin.FoldNumber(u.Value)
			prefix, i, suffix, _ := splitNumber(number)
			switch s, r := series[seriesKey{n, prefix + "\x00" + suffix}], used[seriesKey{n, number}]; {
			case r != nil:
				b.problems = append(b.problems, problem.New(problem.NumberPublished, n.File, u.Pos,
					"number %s is that of %s; expected one that was not published", u.Value, b.file(r)))
			case s == nil:
				b.problems = append(b.problems, problem.New(problem.UnknownSeries, n.File, u.Pos,
					"no bulletin of %s has a number like %s; expected one of a series that is published here", n.ID, u.Value))
			default:
				s.unpublished = append(s.unpublished, i)
			}
		}
	}
}

// splitNumber splits an official number at its last run of digits.
func splitNumber(s string) (prefix string, n int, suffix string, ok bool) {
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	end := len(s)
	for end > 0 && !digit(s[end-1]) {
		end--
	}
	start := end
	for start > 0 && digit(s[start-1]) {
		start--
	}
	n, err := strconv.Atoi(s[start:end])
	return s[:start], n, s[end:], err == nil && n > 0 && start > 0
}
