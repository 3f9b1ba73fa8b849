package pages

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/han"
)

const (
	// partSize is the number of bulletins on one page of a list. Parts are numbered from the oldest, so a full part never
	// changes again.
	partSize    = 100
	newestShown = 20
)

// Home returns the view of the home page in a language.
func (v *Views) Home(language string) Home {
	a := v.Archive
	h := Home{Frame: v.indexFrame(language, "", "home", ""), Total: len(a.Records)}
	h.Description = v.Site.Description[language]
	h.Feeds = v.feeds("")
	for _, r := range slices.Backward(a.Records) {
		if len(h.Newest) == newestShown {
			break
		}
		if r.Expired {
			continue
		}
		e := *v.entry(nil, r, language)
		if !r.NoIndex {
			e.Summary = r.Abstract()
		}
		e.key = 0 // out of date
		h.Newest = append(h.Newest, &e)
	}
	prefix := v.Prefix(language)
	for _, y := range a.Years {
		h.Years = append(h.Years, yearCount(prefix, y.Year, len(y.Records)))
	}
	h.Chart = yearsChart(h.Years)
	slices.Reverse(h.Years)
	h.Ways = v.ways(language)
	return h
}

func yearCount(folder string, year, count int) Count {
	y := strconv.Itoa(year)
	return Count{Link: Link{Name: y, Path: escape.AddressOf(folder + y + "/")}, Year: year, Count: count}
}

// ways returns the top of each tree with bulletins.
func (v *Views) ways(language string) Ways {
	var w Ways
	for _, t := range v.Archive.Trees {
		if top := v.top(t, language); len(top) > 0 {
			w.Kinds = append(w.Kinds, KindOfTerm{Kind: t.Kind.String(), Trees: top})
		}
	}
	return w
}

// top returns the first level of a tree that offers a choice, without the levels below it.
func (v *Views) top(t *archive.Tree, language string) []Branch {
	level := v.sorted[language+t.Kind.String()]
	for len(level) == 1 && len(level[0].Children) > 0 {
		level = level[0].Children
	}
	shown := make([]Branch, 0, len(level))
	for _, b := range level {
		if b.Count > 0 {
			shown = append(shown, Branch{Link: b.Link, Count: b.Count})
		}
	}
	return shown
}

// branches returns a level of a tree and all levels below it, in the order in which readers of the language look for a name.
func (v *Views) branches(nodes []*archive.Node, language string) []Branch {
	bs := make([]Branch, len(nodes))
	keys := make([]string, len(nodes))
	for i, n := range nodes {
		bs[i] = Branch{Link: v.node(n, language), Count: len(n.Listings), Children: v.branches(n.Children, language)}
		keys[i] = han.SortKey(bs[i].Name, language)
	}
	sort.Stable(byKey{bs, keys})
	return bs
}

type byKey struct {
	branches []Branch
	keys     []string
}

func (b byKey) Len() int           { return len(b.keys) }
func (b byKey) Less(i, j int) bool { return b.keys[i] < b.keys[j] }
func (b byKey) Swap(i, j int) {
	b.keys[i], b.keys[j] = b.keys[j], b.keys[i]
	b.branches[i], b.branches[j] = b.branches[j], b.branches[i]
}

// Year returns the view of the page of archive.Years[i].
func (v *Views) Year(language string, i int) Year {
	y := v.Archive.Years[i]
	prefix := v.Prefix(language)
	folder := address.Year(y.Year)
	p := Year{Frame: v.indexFrame(language, folder, "date", ""), Year: y.Year, Total: len(y.Records)}
	p.Breadcrumbs = []Link{{Path: escape.AddressOf(prefix)}}
	for _, m := range y.Months {
		p.Months = append(p.Months, monthCount(prefix+folder, m))
	}
	p.Chart = monthsChart(p.Months)
	if len(y.Records) <= partSize {
		p.Entries = v.newestRecords(y.Records, language)
	}
	if i > 0 {
		c := yearCount(prefix, v.Archive.Years[i-1].Year, 0)
		p.Before, p.Older = &c.Link, c.Path
	}
	if i+1 < len(v.Archive.Years) {
		c := yearCount(prefix, v.Archive.Years[i+1].Year, 0)
		p.After, p.Newer = &c.Link, c.Path
	}
	return p
}

func monthCount(folder string, m archive.Month) Count {
	name := strconv.Itoa(m.Year) + "-" + address.TwoDigits(int(m.Month))
	return Count{Link: Link{Name: name, Path: escape.AddressOf(folder + address.TwoDigits(int(m.Month)) + "/")}, Year: m.Year, Month: int(m.Month), Count: len(m.Records)}
}

// Parts returns the number of full, numbered parts of a list of n bulletins.
func Parts(n int) int {
	if n <= partSize {
		return 0
	}
	return n / partSize
}

// Month returns the view of a month's page or, if part > 0, of that numbered part of the month.
func (v *Views) Month(language string, m archive.Month, part int) List {
	folder := address.Month(m.Year, int(m.Month))
	l := v.list(language, "month", folder, "date", len(m.Records), part)
	l.Year, l.Month = m.Year, int(m.Month)
	l.Print = escape.AddressOf(address.Issue(m.Year, int(m.Month)))
	l.Breadcrumbs = []Link{{Path: escape.AddressOf(l.Prefix)}, yearCount(l.Prefix, m.Year, 0).Link}
	from, to := span(len(m.Records), part)
	l.Entries = v.newestRecords(m.Records[from:to], language)
	return l
}

// TermYear returns the view of a year of a term or, if part > 0, of that numbered part of the year. ls lists the bulletins of
// the year.
func (v *Views) TermYear(language string, n *archive.Node, year int, ls []archive.Listing, part int) List {
	folder := n.Path() + address.Year(year)
	l := v.list(language, n.Kind.String(), folder, n.Kind.String(), len(ls), part)
	l.Term, l.Year = v.node(n, language), year
	l.Breadcrumbs = v.termCrumbs(n, language)
	from, to := span(len(ls), part)
	l.Entries = v.newest(ls[from:to], language)
	return l
}

// span returns which of n bulletins a part shows: a numbered part its own partSize, the list's page the newest partSize.
func span(n, part int) (from, to int) {
	if part > 0 {
		return (part - 1) * partSize, part * partSize
	}
	return max(0, n-partSize), n
}

// list returns the view of a list with the links between its parts, but without its entries.
func (v *Views) list(language, kind, folder, section string, total, part int) List {
	l := List{Frame: v.indexFrame(language, folder+address.Part(part), section, ""), Kind: kind, Part: part}
	at := func(part int) *Link {
		return &Link{Name: strings.TrimSuffix(address.Part(part), ".html"), Path: escape.AddressOf(l.Prefix + folder + address.Part(part))}
	}
	parts := Parts(total)
	if part == 0 {
		l.Total = total
		for p := parts; p > 0; p-- {
			l.Parts = append(l.Parts, *at(p))
		}
		if parts > 0 {
			l.OlderTo = at(parts)
			if total == parts*partSize && parts > 1 { // the last full part is what this page shows
				l.OlderTo = at(parts - 1)
			}
		}
	} else {
		l.NewerTo = at(0)
		if part < parts {
			l.NewerTo = at(part + 1)
		}
		if part > 1 {
			l.OlderTo = at(part - 1)
		}
	}
	if l.NewerTo != nil {
		l.Newer = l.NewerTo.Path
	}
	if l.OlderTo != nil {
		l.Older = l.OlderTo.Path
	}
	return l
}

// Terms returns the view of the page of all terms of a kind.
func (v *Views) Terms(language string, t *archive.Tree) Terms {
	p := Terms{Frame: v.indexFrame(language, t.Kind.String()+"/", t.Kind.String(), ""), Kind: t.Kind.String()}
	p.Breadcrumbs = []Link{{Path: escape.AddressOf(p.Prefix)}}
	p.Trees = v.sorted[language+p.Kind]
	p.Order = map[string]string{"zh-Hans": "pinyin", "zh-Hant": "stroke"}[language]
	if p.Order == "" {
		p.Order = "alphabet"
	}
	return p
}

// termCrumbs returns the breadcrumbs from the home page to a term.
func (v *Views) termCrumbs(n *archive.Node, language string) []Link {
	crumbs := append(make([]Link, 0, 5), Link{Path: escape.AddressOf(v.Prefix(language))}, Link{Path: escape.AddressOf(v.Prefix(language) + n.Kind.String() + "/")})
	for _, up := range n.Ancestors() {
		crumbs = append(crumbs, v.node(up, language))
	}
	return append(crumbs, v.node(n, language))
}

// Term returns the view of a term's page.
func (v *Views) Term(language string, n *archive.Node) Term {
	name := n.Names.In(language)
	p := Term{Frame: v.indexFrame(language, n.Path(), n.Kind.String(), name.Text), Kind: n.Kind.String(), Total: len(n.Listings)}
	crumbs := v.termCrumbs(n, language)
	p.Breadcrumbs = crumbs[:len(crumbs)-1]
	p.Feeds = v.feeds(n.Path())
	p.URL, p.Serves = n.URL, v.node(n.Serves, language)
	for _, a := range n.Aliases {
		if strings.IndexFunc(a, func(r rune) bool { return r < '0' || r > '9' }) >= 0 { // a numeric code helps a search, not a reader
			p.Aliases = append(p.Aliases, a)
		}
	}
	p.Children = v.branches(n.Children, language)
	for i := range p.Children {
		p.Children[i].Children = nil
	}
	for year, ls := range YearsOf(n.Listings) {
		p.Years = append(p.Years, yearCount(p.Prefix+n.Path(), year, len(ls)))
	}
	p.Chart = yearsChart(p.Years)
	slices.Reverse(p.Years)
	p.Newest = v.newest(n.Listings[max(0, len(n.Listings)-newestShown):], language)
	return p
}

// YearsOf yields the listings of each year, oldest first.
func YearsOf(ls []archive.Listing) func(yield func(int, []archive.Listing) bool) {
	return func(yield func(int, []archive.Listing) bool) {
		for len(ls) > 0 {
			year := ls[0].Day.Year()
			n := sort.Search(len(ls), func(i int) bool { return ls[i].Day.Year() > year })
			if !yield(year, ls[:n:n]) {
				return
			}
			ls = ls[n:]
		}
	}
}
