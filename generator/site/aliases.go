package site

import (
	"path"
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// An alias is an old address and the page that it leads to.
type alias struct{ path, language, title, target string }

// claims records which source has which address, and reports the second source that claims one.
type claims struct {
	site     *Site
	taken    map[string]string // lower-case path -> source
	problems []problem.Problem
}

// collectAliases returns the old addresses, in order, and a problem for each address that is taken.
func (s *Site) collectAliases() ([]alias, []problem.Problem) {
	c := &claims{site: s, taken: map[string]string{}}
	for _, p := range s.views.Plain {
		c.claim(p.Source, p.Path, "address /"+p.Path, p.Slug.Pos)
	}
	c.claimStatic()
	var all []alias
	add := func(source, language, title, target string, aliases []bulletin.Text) {
		for _, a := range aliases {
			to := strings.TrimPrefix(a.Value, "/")
			if path.Ext(to) == "" {
				to = path.Join(to, "index.html")
			}
			if c.claim(source, to, "alias "+a.Value, a.Pos) {
				all = append(all, alias{to, language, title, target})
			}
		}
	}
	for _, r := range s.Archive.Records {
		add(r.Source, r.Language, r.Title.Value, r.Path, r.Aliases)
	}
	for _, p := range s.views.Plain {
		add(p.Source, p.Language, p.Title.Value, p.Path, p.Aliases)
	}
	slices.SortFunc(all, func(a, b alias) int { return strings.Compare(a.path, b.path) })
	return all, c.problems
}

// claim takes an address for a source. It returns false, and reports why, if it is taken or reserved.
func (c *claims) claim(source, path, what string, pos problem.Pos) bool {
	if other := c.owner(path); other != "" {
		c.problems = append(c.problems, problem.New(problem.AddressClash, c.site.show(source), pos,
			"%s is already an address of %s; expected an address of its own", what, c.site.show(other)))
		return false
	}
	if address.Reserved(strings.ToLower(path), c.site.Settings.Config.Languages[1:]) {
		c.problems = append(c.problems, problem.New(problem.ReservedAddress, c.site.show(source), pos,
			"%s is an address of the site's own pages; expected another", what))
		return false
	}
	c.taken[strings.ToLower(path)] = source
	return true
}

// owner returns the source that an address belongs to: that of a bulletin's page, of its other forms, or one that was claimed.
func (c *claims) owner(path string) string {
	pages := []string{path, strings.TrimSuffix(path, ".print.html") + ".html", strings.TrimSuffix(path, "print.html") + "index.html"}
	config := &c.site.Settings.Config
	for ending, made := range map[string]bool{".json": config.JSON, ".md": config.Markdown} {
		if stem, ok := strings.CutSuffix(path, ending); ok && made {
			pages = append(pages, stem+".html", stem+"/index.html")
		}
	}
	for _, page := range pages {
		if r, ok := c.site.Archive.ByAddress(page); ok {
			return r.Source
		}
	}
	if source := c.taken[strings.ToLower(path)]; source != "" {
		return source
	}
	return attachedTo(c.site, path)
}
