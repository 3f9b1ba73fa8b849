package archive

import (
	"strings"

	"gongbao/generator/problem"
)

// addresses gives each bulletin the address of its page, and reports bulletins that share one. Addresses that differ only in
// letter case count as the same, since many disks and hosts ignore case. Bulletins of different days never share an address.
func (b *builder) addresses() {
	for rs := b.archive.Records; len(rs) > 0; {
		n := prefix(rs, func(r *Record) bool { return r.day == rs[0].day })
		b.addressesOf(rs[:n], rs[0].Day.Format("2006/01/02/"))
		rs = rs[n:]
	}
}

// addressesOf does it for the bulletins of one day.
func (b *builder) addressesOf(day []*Record, folder string) {
	ending := ".html"
	if b.options.Pretty {
		ending = "/index.html"
	}
	earlier := earlierWithSlug(day)
	for i, r := range day {
		r.Path = folder + r.Slug.Value + ending
		r.Stem = r.Path[:len(r.Path)-len(ending)]
		other := earlier(i)
		if other == nil {
			continue
		}
		differ := ""
		if other.Path != r.Path {
			differ = ", which differs in letter case alone"
		}
		b.report(r, r.Slug.Pos, problem.AddressTaken, "address /%s is already that of %s%s; expected an address of its own",
			r.Path, b.file(other), differ).Hint = "give one of the two another slug:"
	}
}

// earlierWithSlug returns a function that must be called with 0, 1, 2 …; it returns the first bulletin before day[i] with the
// same slug in any letter case, or nil.
func earlierWithSlug(day []*Record) func(i int) *Record {
	const few = 32 // so few that comparing them is faster than a map
	if len(day) <= few {
		return func(i int) *Record {
			slug := lower(day[i].Slug.Value)
			for _, r := range day[:i] {
				if lower(r.Slug.Value) == slug {
					return r
				}
			}
			return nil
		}
	}
	taken := make(map[string]*Record, len(day))
	return func(i int) *Record {
		slug := lower(day[i].Slug.Value)
		other := taken[slug]
		if other == nil {
			taken[slug] = day[i]
		}
		return other
	}
}

// lower is strings.ToLower without its cost where there is nothing to change.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
