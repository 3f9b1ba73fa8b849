package archive

import (
	"cmp"
	"slices"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// resolveRegions looks up the regions that declared agencies serve.
func (b *builder) resolveRegions() {
	for _, n := range b.trees[Agencies].nodes {
		if n.Term.Region == "" {
			continue
		}
		at := place{n.File, cmp.Or(n.RegionAt, n.Pos)}
		region, p := b.trees[Regions].find(n.Term.Region, at)
		if p != nil {
			b.problems = append(b.problems, placed(*p, at))
			continue
		}
		n.Serves = region
	}
}

// served returns the region of an agency, or of the nearest agency above it that has one.
func (n *Node) served() *Node {
	for ; n != nil; n = n.Parent {
		if n.Serves != nil {
			return n.Serves
		}
	}
	return nil
}

// resolveNames looks up the terms that bulletins name. The terms of many bulletins share one array.
func (b *builder) resolveNames() {
	var all []*Node
	var names []bulletin.Text
	for _, r := range b.archive.Records {
		if cap(all)-len(all) < 64 {
			all = make([]*Node, 0, 4096)
		}
		first := len(all)
		for _, kind := range Kinds {
			from := len(all)
			names = kinds[kind].named(names[:0], r.Bulletin)
			for i := range names {
				if n := b.resolve(r, kind, &names[i]); n != nil && !slices.Contains(all[from:], n) {
					all = append(all, n)
				}
			}
			if implied := kinds[kind].implied; implied != nil && len(names) == 0 && len(r.Publishers) > 0 {
				if n := implied(r.Publishers[0]); n != nil {
					all = append(all, n)
				}
			}
			switch terms := all[from:len(all):len(all)]; {
			case kind == Agencies:
				r.Publishers = terms
			case kind == Topics:
				r.Topics = terms
			case kind == Regions && len(terms) > 0:
				r.Region = terms[0]
			}
		}
		r.terms = all[first:len(all):len(all)]
	}
}

// resolve looks up one name, and reports it if it is unknown or ambiguous.
func (b *builder) resolve(r *Record, kind Kind, name *bulletin.Text) *Node {
	t := b.trees[kind]
	if n := t.seen[name.Value]; n != nil {
		return n
	}
	at := place{b.file(r), name.Pos}
	n, p := t.find(name.Value, at)
	if p != nil {
		b.problems = append(b.problems, placed(*p, at))
	}
	return n
}

// A place is a position in a file, as problems show it.
type place struct {
	file string
	pos  problem.Pos
}

func (p place) String() string { return problem.Place(p.file, p.pos) }

// placed returns a problem with its place.
func placed(p problem.Problem, at place) problem.Problem {
	p.File, p.Line, p.Column = at.file, int(at.pos.Line), int(at.pos.Column)
	return p
}
