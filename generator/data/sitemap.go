package data

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strconv"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/archive"
)

// Limits of one sitemap (sitemaps.org/protocol.html). They are variables so that a test can lower them.
var (
	sitemapAddresses = 50_000
	sitemapBytes     = 50 << 20
)

// sitemaps plans sitemap.xml, an index, and the parts that it lists: the bulletins of each year, and the pages that lead to them. A
// new bulletin only changes the part of its year. All parts are at the root, since a sitemap covers only what is below its own
// folder. Print views are left out: each names its page as the canonical one.
func (p *planner) sitemaps() {
	if p.base == "" {
		return // the protocol requires absolute addresses
	}
	var parts []string
	for _, y := range p.years {
		indexed := slices.DeleteFunc(between(y.from, y.to), func(i int32) bool { return p.items[i].NoIndex })
		p.sitemapParts(len(indexed), func(i int) int { return len(p.items[indexed[i]].Path) }, func(number, from, to int) {
			records := indexed[from:to]
			path := p.sitemapPath("sitemap-"+strconv.Itoa(y.year), number)
			parts = append(parts, path)
			p.add(path, p.keyOf(records, "sitemap"), p.sitemap(len(records), func(b []byte, i int) []byte {
				r := p.items[records[i]].Record
				return p.located(b, r.Path, updated(r))
			}))
		})
	}
	pages := p.indexPages()
	p.sitemapParts(len(pages), func(i int) int { return len(pages[i]) }, func(number, a, b int) {
		path := p.sitemapPath("sitemap-pages", number)
		parts = append(parts, path)
		p.add(path, p.keyOf(nil, pages[a:b]...), p.sitemap(b-a, func(dst []byte, i int) []byte {
			return p.located(dst, pages[a+i], time.Time{})
		}))
	})
	p.fixed("sitemap.xml", p.sitemapIndex(parts))
}

func (p *planner) sitemapPath(name string, number int) string {
	if number > 1 {
		name += "-" + strconv.Itoa(number)
	}
	if p.site.GzipSitemap {
		return name + ".xml.gz"
	}
	return name + ".xml"
}

// sitemapParts cuts n addresses where one more could exceed a limit. It counts each byte of a path as if it were escaped, so that
// it does not need to render anything.
func (p *planner) sitemapParts(n int, length func(i int) int, do func(number, from, to int)) {
	const around = len("<url><loc></loc><lastmod>2020-02-21</lastmod></url>\n")
	number, from, size := 1, 0, 0
	for i := range n {
		entry := around + len(p.base) + 3*length(i)
		if i > from && (i-from == sitemapAddresses || size+entry > sitemapBytes-1024) {
			do(number, from, i)
			number, from, size = number+1, i, 0
		}
		size += entry
	}
	if n > from {
		do(number, from, n)
	}
}

const sitemapSpace = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"` + ">\n"

// sitemap renders a part of n addresses.
func (p *planner) sitemap(n int, entry func(b []byte, i int) []byte) func(dst []byte) ([]byte, error) {
	return func(dst []byte) ([]byte, error) {
		start := len(dst)
		b := slices.Grow(dst, 256+n*160)
		b = append(b, `<?xml version="1.0" encoding="utf-8"?>`+"\n<urlset"+sitemapSpace...)
		for i := range n {
			b = entry(b, i)
		}
		b = append(b, "</urlset>\n"...)
		if !p.site.GzipSitemap {
			return b, nil
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed) // without a time in its header, so always the same bytes
		z.Write(b[start:])           // a buffer takes everything
		z.Close()
		return append(b[:start], packed.Bytes()...), nil
	}
}

// located appends an address, with lastmod only if it is known: a bulletin has the day of its last correction, but an index page
// would need the day of a build.
func (p *planner) located(b []byte, path string, last time.Time) []byte {
	b = p.appendURL(append(b, "<url><loc>"...), path)
	b = append(b, "</loc>"...)
	if !last.IsZero() {
		b = last.AppendFormat(append(b, "<lastmod>"...), time.DateOnly)
		b = append(b, "</lastmod>"...)
	}
	return append(b, "</url>\n"...)
}

func (p *planner) sitemapIndex(parts []string) []byte {
	b := []byte(`<?xml version="1.0" encoding="utf-8"?>` + "\n<sitemapindex" + sitemapSpace)
	for _, part := range parts {
		b = p.appendURL(append(b, "<sitemap><loc>"...), part)
		b = append(b, "</loc></sitemap>\n"...)
	}
	return append(b, "</sitemapindex>\n"...)
}

// indexPages returns the pages worth finding that are not bulletins: the home page, years, months, all agencies, topics and regions
// that have bulletins, and the open data, in each language; and the plain pages.
func (p *planner) indexPages() []string {
	var pages []string
	for l := range p.site.Languages {
		prefix := p.prefix(l)
		pages = append(pages, prefix)
		for _, y := range p.archive.Years {
			shown := false
			for _, m := range y.Months {
				if slices.ContainsFunc(m.Records, func(r *archive.Record) bool { return !hidden(r) }) {
					if !shown {
						pages = append(pages, prefix+strconv.Itoa(y.Year)+"/")
						shown = true
					}
					pages = append(pages, prefix+m.Records[0].Day.Format("2006/01/"))
				}
			}
		}
		for _, t := range p.archive.Trees {
			pages = append(pages, prefix+t.Kind.String()+"/")
			for _, n := range t.Nodes {
				if slices.ContainsFunc(n.Listings, func(l archive.Listing) bool { return !hidden(l.Record) }) {
					pages = append(pages, prefix+n.Path())
				}
			}
		}
		pages = append(pages, prefix+address.Changes)
		for year, changes := range p.archive.YearsOfChanges() {
			if slices.ContainsFunc(changes, func(c archive.Change) bool { return !hidden(c.Record) }) {
				pages = append(pages, prefix+address.Changes+address.Year(year))
			}
		}
		for _, f := range address.Families {
			if f.Single && f.InSitemap && f.Folder != "" {
				pages = append(pages, prefix+f.Folder)
			}
		}
	}
	return append(pages, p.site.Plain...)
}
