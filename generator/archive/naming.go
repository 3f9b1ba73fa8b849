package archive

import (
	"slices"
	"strconv"
	"strings"
	"time"

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
	rs := b.archive.Records
	var first, second []*Record
	b.both(
		func(b *builder) { first = b.mayHaveSections(rs[:len(rs)/2]) },
		func(b *builder) { second = b.mayHaveSections(rs[len(rs)/2:]) },
	)
	for _, r := range slices.Concat(first, second) {
		for i := range r.Headings {
			h := &r.Headings[i]
			var agency *Node
			if h.Agency != "" {
				agency = b.name(r, b.agencies, bulletin.Text{Value: h.Agency, Pos: h.Pos})
			} else if found := b.agencies.lookup(headingName(h)); len(found) == 1 {
				agency = found[0]
			}
			if agency != nil {
				r.Sections = append(r.Sections, Section{Agency: agency, Heading: h})
			}
		}
	}
}

// mayHaveSections leaves out the bulletins, nearly all, of which no heading can open a section.
func (b *builder) mayHaveSections(rs []*Record) (some []*Record) {
	for _, r := range rs {
		if slices.ContainsFunc(r.Headings, func(h bulletin.Heading) bool { return h.Agency != "" || b.agencies.mayName(headingName(&h)) }) {
			some = append(some, r)
		}
	}
	return some
}

// headingName is a heading as the name of an agency.
func headingName(h *bulletin.Heading) string { return strings.TrimRight(h.Text, ":： \t") }

// addresses gives each bulletin its page, and sees that no two share one, not even on a disk that takes "A" for "a". The
// addresses of two days are never the same.
func (b *builder) addresses() {
	for rs := b.archive.Records; len(rs) > 0; {
		n := prefix(rs, func(r *Record) bool { return r.day == rs[0].day })
		b.addressesOf(rs[:n], rs[0].Day.Format("2006/01/02/"))
		rs = rs[n:]
	}
}

// addressesOf does so for the bulletins of one day.
func (b *builder) addressesOf(day []*Record, folder string) {
	ending := ".html"
	if b.options.Pretty {
		ending = "/index.html"
	}
	earlier := earliest(day)
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
		b.report(problem.At(b.file(r.Source), r.Slug.Pos, "address /%s is already that of %s%s; expected an address of its own",
			r.Path, b.file(other.Source), differ).WithHint("give one of the two another slug:"))
	}
}

// earliest gives a function that finds the first of the bulletins before one, or nil, that has the same slug but for letter
// case. It is called for each in order.
func earliest(day []*Record) func(i int) *Record {
	const few = 32 // that to compare them one by one is quicker than a map
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

// dayNumber grows from day to day, near enough to a count of days to tell which is nearer.
func dayNumber(year, month, day int) int { return (year*12+month)*31 + day }

// dayOf reads the day from an address such as 2020/02/21/slug.html.
func dayOf(address string) (day int, ok bool) {
	t, err := time.Parse("2006/01/02/", address[:min(len(address), len("2006/01/02/"))])
	return dayNumber(t.Year(), int(t.Month()), t.Day()), err == nil
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
