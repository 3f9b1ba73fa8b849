package pages

import (
	"slices"
	"strconv"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

// PlainSource is a plain page with its address.
type PlainSource struct {
	*bulletin.Page
	Path         string
	Folder       string // below which its files lie
	Language     string
	Translations []Alternate
}

// PlainPage makes the view of a plain page.
func (v *Views) PlainPage(s *PlainSource) Plain {
	p := Plain{Frame: v.frame(v.Speaks(s.Language), s.Path, s.Path, s.Title.Value)}
	p.Description = s.Summary
	p.Breadcrumbs = []Link{{Path: p.Prefix}}
	p.Alternates = s.Translations
	p.Outline = outline(nil, s.Headings)
	p.Source = s.Hash
	p.Targets = v.Targets(s.Source, s.Links)
	return p
}

// IssueFrame is a month's printable issue without its bulletins.
func (v *Views) IssueFrame(m archive.Month) Issue {
	language := v.Site.Languages[0].Language
	folder := MonthPath(m.Year, int(m.Month))
	i := Issue{Frame: v.frame(language, folder+"print.html", "date", ""), Year: m.Year, Month: int(m.Month)}
	i.Breadcrumbs = []Link{{Path: ""}, yearCount("", m.Year, 0).Link, {Path: folder}}
	return i
}

// Issue makes the view of a month's printable issue, all but the bodies, in i, as Bulletin does in its b.
func (v *Views) Issue(i *Issue, m archive.Month) {
	sheets := i.Bulletins[:0]
	*i = v.IssueFrame(m)
	i.Bulletins = slices.Grow(sheets, len(m.Records))[:len(m.Records)]
	for k, r := range m.Records {
		b := &i.Bulletins[k]
		v.sheet(b, r)
		b.Root = i.Root
		b.Anchor = "b" + pad2(r.Day.Day()) + "-" + r.Slug.Value + "-"
	}
}

// NotFound is the page that a host shows for an address that leads nowhere; root is where the site stands on its host.
func (v *Views) NotFound(root string) NotFound {
	n := NotFound{Frame: v.frame(v.Site.Languages[0].Language, "404.html", "", "")}
	n.Root, n.Hidden, n.Canonical = root, true, ""
	return n
}

// Redirect stands at an old address, alias, and leads to a page.
func (v *Views) Redirect(alias, language, title, to string) Redirect {
	r := Redirect{Frame: v.frame(v.Speaks(language), alias, "", title), To: Link{Name: title, Path: to}}
	r.Hidden = true
	if v.Site.BaseURL != "" {
		r.Canonical = v.Site.BaseURL + to
	}
	return r
}

func itoa(n int) string { return strconv.Itoa(n) }
