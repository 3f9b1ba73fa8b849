package archive

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/problem"
)

// A Series is a run of official numbers of one publisher that differ in the last number alone: 鲁审通〔2020〕1号, 2号, …
type Series struct {
	Publisher *Node
	Prefix    string // "鲁审通〔2020〕"
	Suffix    string // "号"
	Numbers   []Numbered

	unpublished []int // numbers that the publisher says to be no gaps
}

// Numbered is one bulletin of a series.
type Numbered struct {
	Number int
	Record *Record
}

// Gaps lists the numbers that the series leaves out, from 1 to its highest; at most a hundred.
func (s Series) Gaps() []int {
	var gaps []int
	next := 1
	for _, n := range s.Numbers {
		for ; next < n.Number && len(gaps) < 100; next++ {
			if !slices.Contains(s.unpublished, next) {
				gaps = append(gaps, next)
			}
		}
		next = n.Number + 1
	}
	return gaps
}

// numbers sees that one publisher uses an official number once, and gathers the series.
func (b *builder) numbers() {
	type key struct {
		publisher *Node
		number    string
	}
	used := map[key]*Record{}
	series := map[key]*Series{}
	for _, r := range b.archive.Records {
		if r.Number.Value == "" || len(r.Publishers) == 0 {
			continue
		}
		number := fold(r.Number.Value)
		k := key{r.Publishers[0], number}
		if other := used[k]; other != nil && !slices.Contains(other.Translations, r) {
			b.report(problem.At(b.file(r.Source), r.Number.Pos, "number %s is already that of %s; expected a number of its own",
				r.Number.Value, b.file(other.Source)).WithHint("one publisher never uses a number twice; translations share a translation_key"))
			continue
		} else if other != nil {
			continue
		}
		used[k] = r
		prefix, n, suffix, ok := splitNumber(number)
		if !ok {
			continue
		}
		sk := key{r.Publishers[0], prefix + "\x00" + suffix}
		if series[sk] == nil {
			p, _, s, _ := splitNumber(r.Number.Value)
			series[sk] = &Series{Publisher: r.Publishers[0], Prefix: p, Suffix: s}
		}
		series[sk].Numbers = append(series[sk].Numbers, Numbered{n, r})
	}
	for _, n := range b.agencies.nodes {
		for _, u := range n.Unpublished {
			number := fold(u.Value)
			prefix, i, suffix, _ := splitNumber(number)
			p := problem.At(n.File, u.Pos, "")
			switch s, r := series[key{n, prefix + "\x00" + suffix}], used[key{n, number}]; {
			case r != nil:
				p.Message = "number " + u.Value + " is that of " + b.file(r.Source) + "; expected one that was not published"
			case s == nil:
				p.Message = "no bulletin of " + n.ID + " has a number like " + u.Value + "; expected one of a series that is published here"
				p.Warning = true
			default:
				s.unpublished = append(s.unpublished, i)
				continue
			}
			b.report(p)
		}
	}
	for _, s := range series {
		slices.SortFunc(s.Numbers, func(x, y Numbered) int { return cmp.Compare(x.Number, y.Number) })
		b.archive.Series = append(b.archive.Series, *s)
	}
	slices.SortFunc(b.archive.Series, func(x, y Series) int {
		return cmp.Or(strings.Compare(x.Publisher.ID, y.Publisher.ID), strings.Compare(x.Prefix, y.Prefix), strings.Compare(x.Suffix, y.Suffix))
	})
}

// splitNumber takes the last run of digits out of an official number.
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
