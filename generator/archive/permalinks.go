package archive

import (
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/problem"
)

// assignAddresses assigns each bulletin the address of its page, and reports bulletins that share one. Addresses that differ only
// in letter case count as the same, since many disks and hosts ignore case. Bulletins of different days never share an address.
func (b *builder) assignAddresses() {
	for rs := b.archive.Records; len(rs) > 0; {
		n := prefix(rs, func(r *Record) bool { return r.day == rs[0].day })
		b.assignInDay(rs[:n], rs[0].Day.Format("2006/01/02/"))
		rs = rs[n:]
	}
}

// assignInDay assigns the addresses of the bulletins of one day.
func (b *builder) assignInDay(day []*Record, folder string) {
	ending := ".html"
	if b.options.Pretty {
		ending = "/index.html"
	}
	const few = 32 // so few that comparing them is faster than a map
	var first map[string]*Record
	if len(day) > few {
		first = make(map[string]*Record, len(day))
	}
	for i, r := range day {
		r.Path = folder + r.Slug.Value + ending
		r.Stem = r.Path[:len(r.Path)-len(ending)]
		slug := strings.ToLower(r.Slug.Value)
		other := first[slug]
		if first == nil {
			other = withSlug(day[:i], slug)
		}
		if other == nil {
			if first != nil {
				first[slug] = r
			}
			continue
		}
		differ := ""
		if other.Path != r.Path {
			differ = ", which differs only in letter case"
		}
		b.report(r, r.Slug.Pos, problem.AddressTaken, "address /%s is already that of %s%s; expected an address of its own",
			r.Path, b.file(other), differ).Hint = "give one of the two another slug:"
	}
}

// withSlug returns the first bulletin with a slug in lower case, or nil.
func withSlug(rs []*Record, slug string) *Record {
	for _, r := range rs {
		if strings.ToLower(r.Slug.Value) == slug {
			return r
		}
	}
	return nil
}

// FormerStems returns the stems of the addresses that the bulletin had on this site before, as its aliases show. What lies below them
// or beside them, such as attachments, has moved with the page.
func (r *Record) FormerStems() (stems []string) {
	for _, a := range r.Aliases {
		stem, ok := address.BulletinStem(address.StandIn(strings.TrimPrefix(a.Value, "/")))
		if ok && stem != r.Stem && !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	return stems
}

// FormerPaths returns the folders of the ids that the term had: "agencies/jinan/".
func (n *Node) FormerPaths() (paths []string) {
	for _, id := range n.Former {
		paths = append(paths, address.Term(n.Kind.String(), id.Value))
	}
	return paths
}
