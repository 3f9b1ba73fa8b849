package archive

import (
	"strconv"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func quote(s string) string { return strconv.Quote(s) }

// agencyRegions gives each declared agency the region that it serves.
func (b *builder) agencyRegions() {
	for _, n := range b.agencies.nodes {
		if n.Term.Region == "" {
			continue
		}
		region, p := b.regions.find(n.Term.Region)
		if p != nil {
			p.File, p.Line, p.Column = n.File, int(n.Pos.Line), int(n.Pos.Column)
			b.report(*p)
			continue
		}
		n.Serves = region
	}
}

// names turns what editors wrote into agencies, topics and regions.
func (b *builder) names() {
	for _, r := range b.archive.Records {
		for _, name := range r.Bulletin.Publishers {
			if n := b.name(r, b.agencies, name); n != nil {
				r.Publishers = appendNode(r.Publishers, n)
			}
		}
		for _, name := range r.Bulletin.Topics {
			if n := b.name(r, b.topics, name); n != nil {
				r.Topics = appendNode(r.Topics, n)
			}
		}
		if r.Bulletin.Region.Value != "" {
			r.Region = b.name(r, b.regions, r.Bulletin.Region)
		} else if len(r.Publishers) > 0 {
			r.Region = r.Publishers[0].served()
		}
	}
}

// served is the region of an agency, or else of the nearest agency above it that has one.
func (n *Node) served() *Node {
	for ; n != nil; n = n.Parent {
		if n.Serves != nil {
			return n.Serves
		}
	}
	return nil
}

func appendNode(ns []*Node, n *Node) []*Node {
	for _, have := range ns {
		if have == n {
			return ns
		}
	}
	return append(ns, n)
}

func (b *builder) name(r *Record, t *treeBuilder, name bulletin.Text) *Node {
	n, p := t.find(name.Value)
	if p != nil {
		p.File, p.Line, p.Column = b.file(r.Source), int(name.Pos.Line), int(name.Pos.Column)
		b.report(*p)
	}
	return n
}

// sections finds the headings that open an agency's own part: marked {agency=…}, or the very name of a known agency.
func (b *builder) sections() {
	no := map[string]bool{} // headings that name nobody
	for _, r := range b.archive.Records {
		for i := range r.Headings {
			h := &r.Headings[i]
			var agency *Node
			if h.Agency != "" {
				agency = b.name(r, b.agencies, bulletin.Text{Value: h.Agency, Pos: h.Pos})
			} else if !no[h.Text] {
				if found := b.agencies.lookup(strings.TrimRight(h.Text, ":： \t")); len(found) == 1 {
					agency = found[0]
				} else {
					no[h.Text] = true
				}
			}
			if agency != nil {
				r.Sections = append(r.Sections, Section{Agency: agency, Heading: h})
			}
		}
	}
}

// addresses gives each bulletin its page, and sees that no two share one, not even on a disk that takes "A" for "a".
func (b *builder) addresses() {
	taken := make(map[string]*Record, len(b.archive.Records))
	b.archive.byAddress = taken
	for _, r := range b.archive.Records {
		day := r.Day.Format("2006/01/02/")
		r.Folder = day + r.Slug.Value + "/"
		r.Path = day + r.Slug.Value + ".html"
		if b.options.Pretty {
			r.Path = r.Folder + "index.html"
		}
		key := lower(r.Path)
		other := taken[key]
		if other == nil {
			taken[key] = r
			continue
		}
		differ := ""
		if other.Path != r.Path {
			differ = ", which differs in letter case alone"
		}
		b.report(problem.At(b.file(r.Source), r.Slug.Pos, "address /%s is already that of %s%s; expected an address of its own",
			r.Path, b.file(other.Source), differ).WithHint("give one of the two another slug:"))
	}
}

// lower is strings.ToLower, but costs nothing where there is nothing to do.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
