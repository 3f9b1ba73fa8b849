package site

import (
	"slices"
	"strings"
	"sync"

	"gongbao/generator/address"
	"gongbao/generator/ledger"
	"gongbao/generator/pages"
)

// Each entry of gone.yaml has a page at its address, which says since when it is gone and why.

// goneAt returns the paths at which a page says that an address is gone: in each language, if the page that was there was in each, and
// for the print view of a bulletin too. There is none for an address with a query or a star.
func goneAt(s *Site, g *ledger.GoneAddress) []string {
	others := s.Settings.Config.Languages[1:]
	first, _, _ := strings.Cut(g.Path, "/")
	f, made := address.Of(g.Path, others)
	_, isPage := address.BulletinStem(g.Path)
	switch {
	case g.Query != "" || strings.Contains(g.Path, "*"):
		return nil
	case isPage:
		return []string{g.Path, address.Print(address.Index(g.Path))}
	case !made || !f.PerLanguage || slices.Contains(others, first):
		return []string{g.Path}
	}
	var paths []string
	for _, l := range s.views.Site.Languages {
		paths = append(paths, s.views.Prefix(l.Language)+g.Path)
	}
	return paths
}

// gonePages plans the pages that say what became of an address.
func (p *planner) gonePages() {
	p.add(func(f *files) {
		for i := range p.site.Settings.Gone {
			g := &p.site.Settings.Gone[i]
			for _, at := range goneAt(p.site, g) {
				language := languageOf(p.site, at)
				path := address.StandIn(at)
				page(p, f, path, "gone.html", language, func() pages.Gone {
					return p.views.Gone(path, language, at, g.Day, g.Reason, g.LegalGround, g.ReplacedBy)
				})
			}
		}
	})
}

// languageOf returns the language of the folder that a path is in.
func languageOf(s *Site, path string) string {
	first, _, _ := strings.Cut(path, "/")
	if slices.Contains(s.Settings.Config.Languages[1:], first) {
		return first
	}
	return s.Settings.Config.Languages[0]
}

// ownPages returns a function that reports whether a path is that of a page that the site makes by itself.
func ownPages(s *Site) func(path string) bool {
	lists := sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, l := range listLines(s) {
			m[l.Address] = true
		}
		return m
	})
	return func(path string) bool {
		_, ok := address.Of(path, s.Settings.Config.Languages[1:])
		switch {
		case !ok || address.IsBulletin(path):
			return false
		case address.TermFolder(path) != "" || address.DateFolder(path) != "":
			return lists()[ledger.Address(address.Index(path))]
		case address.IsFeed(path):
			return s.Settings.Config.BaseURL != ""
		}
		return !strings.HasPrefix(path, address.Data) || strings.HasSuffix(path, "/")
	}
}

// isPage reports whether there is something at a path of the site.
func (c *claims) isPage(path string) bool {
	_, bulletin := c.site.Archive.ByAddress(address.Index(path))
	return bulletin || plainAt(c.site, address.Index(path)) != nil || attachedTo(c.site, path) != "" || c.taken[strings.ToLower(path)] != "" || c.own(path)
}
