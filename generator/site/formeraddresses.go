package site

import (
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/ledger"
	"gongbao/generator/pages"
)

// One line that an editor writes explains all that moved with it: an alias that was a bulletin's own address also stands for its print
// view, its data, its attachments, and the lists of a month that has no bulletin left; a former id of a term for its years and feeds.

// printViews adds the old addresses of print views, which go with those of bulletins' pages.
func (c *claims) printViews() {
	for _, a := range c.aliases {
		_, was := address.BulletinStem(a.path)
		if _, is := address.BulletinStem(a.target); was && is {
			a.path, a.target = address.Print(a.path), address.Print(a.target)
			c.derive(a)
		}
	}
}

// formerIDs adds the old addresses of terms: the page and the years, in each language of the site.
func (c *claims) formerIDs() {
	for _, t := range c.site.Archive.Trees {
		for _, n := range t.Nodes {
			for _, former := range n.FormerPaths() {
				if i := slices.IndexFunc(c.site.Settings.Gone, func(g ledger.GoneAddress) bool { return g.Path == former }); i >= 0 {
					c.notGone(&c.site.Settings.Gone[i], "it is a former address of "+n.Path())
					continue
				}
				for _, l := range c.site.views.Site.Languages {
					prefix, title := c.site.views.Prefix(l.Language), n.Names.In(l.Language).Text
					c.derive(alias{path: prefix + former + "index.html", language: l.Language, title: title, target: prefix + n.Path()})
					for year := range pages.YearsOf(n.Listings) {
						c.derive(alias{path: prefix + former + address.Year(year) + "index.html", language: l.Language, title: title,
							target: prefix + n.Path() + address.Year(year)})
					}
				}
			}
		}
	}
}

// emptyDates adds the years and months in which a bulletin has an old address, though none has its date any more: the lists of a month
// lead to its year, and those of a year to the home page.
func (c *claims) emptyDates() {
	s := c.site
	years, months := map[string]bool{}, map[string]bool{}
	for _, y := range s.Archive.Years {
		years[address.Year(y.Year)] = true
		for _, m := range y.Months {
			months[address.Month(m.Year, int(m.Month))] = true
		}
	}
	for _, path := range formerDates(s, c.aliases) {
		year, month := path[:len("2020/")], path[:len("2020/02/")]
		for _, l := range s.views.Site.Languages {
			prefix, target, title := s.views.Prefix(l.Language), year, strings.TrimSuffix(year, "/")
			if !years[year] {
				target, title = "", s.views.Site.Title[l.Language]
				c.derive(alias{path: prefix + year + "index.html", language: l.Language, title: title, target: prefix})
			}
			if months[month] {
				continue
			}
			c.derive(alias{path: prefix + month + "index.html", language: l.Language, title: title, target: prefix + target})
			if prefix == "" {
				c.derive(alias{path: month + "print.html", language: l.Language, title: title, target: target})
			}
		}
	}
}

// formerDates returns the paths of bulletins that were at another address, or are gone.
func formerDates(s *Site, aliases []alias) (paths []string) {
	for _, a := range aliases {
		if _, ok := address.BulletinStem(a.path); ok && !a.draft {
			paths = append(paths, a.path)
		}
	}
	for i := range s.Settings.Gone {
		if g := &s.Settings.Gone[i]; address.IsBulletin(g.Path) {
			paths = append(paths, g.Path)
		}
	}
	return paths
}

// derive adds an old address that follows from another one, unless an author has claimed it.
func (c *claims) derive(a alias) {
	if k := strings.ToLower(a.path); c.taken[k] == "" {
		c.taken[k] = a.path
		a.address = ledger.Address(a.path)
		c.aliases = append(c.aliases, a)
	}
}

// formerYears returns the years in which a bulletin has an old address, for the open data.
func formerYears(s *Site) (years []int) {
	for _, path := range formerDates(s, s.aliases) {
		if year, err := strconv.Atoi(path[:4]); err == nil && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	return years
}
