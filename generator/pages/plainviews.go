package pages

import (
	"slices"
	"strings"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

// PlainSource is a plain page and its address.
type PlainSource struct {
	*bulletin.Page
	Path         string
	Folder       string // of its attachments
	Language     string
	Translations []Alternate
}

// PlainPage returns the view of a plain page, without its body.
func (v *Views) PlainPage(s *PlainSource) Plain {
	p := Plain{Frame: v.frame(v.InterfaceLanguage(s.Language), s.Path, string(escape.AddressOf(s.Path)), s.Title.Value)}
	p.Description = s.Summary
	p.Hidden = s.NoIndex
	p.Breadcrumbs = []Link{{Path: escape.AddressOf(p.Prefix)}}
	p.Alternates = s.Translations
	p.Outline = outline(nil, s.Headings)
	p.Source = s.Hash
	p.Targets = v.Targets(s.Source, s.Links)
	return p
}

// IssueFrame returns the view of a month's printable issue, without its bulletins.
func (v *Views) IssueFrame(m archive.Month) Issue {
	language := v.Site.Languages[0].Language
	folder := address.Month(m.Year, int(m.Month))
	i := Issue{Frame: v.frame(language, address.Issue(m.Year, int(m.Month)), "date", ""), Year: m.Year, Month: int(m.Month)}
	i.Breadcrumbs = []Link{{Path: ""}, yearCount("", m.Year, 0).Link, {Path: escape.AddressOf(folder)}}
	i.Hidden = slices.ContainsFunc(m.Records, func(r *archive.Record) bool { return r.NoIndex })
	return i
}

// Issue fills i with the view of a month's printable issue, without the bodies. i and its bulletins are overwritten in place, by
// the rule of Bulletin.
func (v *Views) Issue(i *Issue, m archive.Month) {
	sheets := i.Bulletins[:0]
	*i = v.IssueFrame(m)
	i.Bulletins = slices.Grow(sheets, len(m.Records))[:len(m.Records)]
	for k, r := range m.Records {
		b := &i.Bulletins[k]
		v.sheet(b, r)
		b.Root = i.Root
		if r.Status == archive.Withdrawn { // an issue is printed and passed on
			b.Withheld, b.Attachments = true, b.Attachments[:0]
		}
		b.Anchor = "b" + address.TwoDigits(r.Day.Day()) + "-" + r.Slug.Value + "-"
	}
}

// NotFound returns the view of the page that a host shows for addresses that do not exist. root is the path of the site on its
// host, since that page is shown at any depth.
func (v *Views) NotFound(root string) NotFound {
	n := NotFound{Frame: v.frame(v.Site.Languages[0].Language, "404.html", "", "")}
	n.Root, n.Hidden, n.Canonical = root, true, ""
	return n
}

// Redirect returns the view of the page at an old address, alias, that leads to another page.
func (v *Views) Redirect(alias, language, title, to string) Redirect {
	r := Redirect{Frame: v.frame(v.InterfaceLanguage(language), alias, "", title), To: Link{Name: title, Path: escape.AddressOf(to)}}
	r.Hidden = true
	if v.Site.BaseURL != "" {
		r.Canonical = v.Site.BaseURL + string(r.To.Path)
	}
	return r
}

// Gone returns the view of the page at the path of a file, which says what became of an address.
func (v *Views) Gone(file, language, address string, day time.Time, reason, ground, replacedBy string) Gone {
	g := Gone{Frame: v.frame(language, file, "", ""), Address: "/" + address, Date: DateOf(day), Reason: reason, LegalGround: ground}
	if replacedBy != "" {
		g.Instead = Link{Name: "/" + replacedBy, Path: escape.AddressOf(replacedBy)}
	}
	g.Breadcrumbs = []Link{{Path: escape.AddressOf(g.Prefix)}}
	g.Hidden, g.Canonical = true, ""
	g.Below = strings.HasSuffix(address, "/")
	return g
}
