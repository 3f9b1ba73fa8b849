package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// Which addresses in texts are those of this site, and which file they lead to.

// own returns the path below the root to which an address leads, still escaped and with its fragment. ok is false if it is one of another
// site.
func (s *Site) own(address string) (to string, ok bool) {
	if address[0] == '/' && !strings.HasPrefix(address, "//") {
		return withoutQuery(address[1:]), true
	}
	base := s.Settings.Config.BaseURL
	if base == "" {
		return "", false
	}
	to, ok = cutPrefixFold(withoutScheme(address), strings.TrimSuffix(withoutScheme(base), "/"))
	if !ok || to != "" && to[0] != '/' && to[0] != '?' && to[0] != '#' {
		return "", false
	}
	return withoutQuery(strings.TrimPrefix(to, "/")), true
}

// withoutScheme returns an address of the web from its host on.
func withoutScheme(address string) string {
	_, rest, _ := strings.Cut(address, "//")
	return rest
}

func withoutQuery(address string) string {
	rest, fragment, found := strings.Cut(address, "#")
	rest, _, _ = strings.Cut(rest, "?")
	if found {
		rest += "#" + fragment
	}
	return rest
}

// cutPrefixFold is strings.CutPrefix for a prefix whose letters may have any case, as those of a host.
func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// find reports whether a file of the site is at a path below the root, which may be that of a folder. page is what the file is made
// from, if that is a source.
func (c *linkChecker) find(to string) (page *bulletin.Page, ok bool) {
	file := fileAt(to)
	if r, ok := c.site.Archive.ByAddress(file); ok && r.Path == file {
		return &r.Bulletin.Page, true
	}
	for i := range c.site.views.Plain {
		if p := &c.site.views.Plain[i]; p.Path == file {
			return p.Page, true
		}
	}
	if c.hasIndex(file) || attachedTo(c.site, file) != "" {
		return nil, true
	}
	if c.site.Settings.Theme == nil { // it has mistakes, so nothing can be planned
		return nil, true
	}
	if c.finder == nil {
		c.finder = c.site.Finder()
	}
	f, ok := c.finder.Find(file)
	return nil, ok && f.Path == file
}

// fileAt returns the file that a host sends for a path below the root.
func fileAt(to string) string {
	clean := path.Clean("/" + to)[1:]
	if clean != "" && (strings.HasSuffix(to, "/") || strings.HasSuffix(to, "/.") || strings.HasSuffix(to, "/..")) {
		clean += "/"
	}
	return address.Index(clean)
}

// hasIndex reports whether a file is the page of a term, a year or a month, or one below static/: those that are known without a plan.
func (c *linkChecker) hasIndex(file string) bool {
	s := c.site
	if c.static == nil {
		c.static = map[string]bool{}
		for _, f := range s.Sources.Static() {
			c.static[f.Path()] = true
		}
	}
	if c.static[file] {
		return true
	}
	for _, l := range s.Settings.Config.Languages[1:] {
		if rest, ok := strings.CutPrefix(file, l+"/"); ok {
			file = rest
		}
	}
	folder, ok := strings.CutSuffix(file, "index.html")
	if !ok {
		return false
	}
	for _, t := range s.Archive.Trees {
		if kind := t.Kind.String() + "/"; strings.HasPrefix(folder, kind) {
			return folder == kind || slices.ContainsFunc(t.Nodes, func(n *archive.Node) bool { return n.Path() == folder })
		}
	}
	return folder == "" || slices.ContainsFunc(s.Archive.Years, func(y archive.Year) bool {
		return address.Year(y.Year) == folder || slices.ContainsFunc(y.Months, func(m archive.Month) bool { return address.Month(m.Year, int(m.Month)) == folder })
	})
}

// isAlias reports whether an address is an alias as its author wrote it. Some have a query, and no file.
func (c *linkChecker) isAlias(value string) bool {
	s := c.site
	is := func(a bulletin.Text) bool { return a.Value == value }
	return slices.ContainsFunc(s.Archive.Records, func(r *archive.Record) bool { return slices.ContainsFunc(r.Aliases, is) }) ||
		slices.ContainsFunc(s.Sources.Pages(), func(p *bulletin.Page) bool { return slices.ContainsFunc(p.Aliases, is) })
}

// hint adds what may have been meant by an address that no file has.
func (c *linkChecker) hint(p problem.Problem, to string) problem.Problem {
	has := func(to string) bool { _, ok := c.find(to); return ok }
	if u, err := url.Parse(c.site.Settings.Config.BaseURL); err == nil && len(u.Path) > 1 {
		if rest, ok := strings.CutPrefix("/"+to, u.Path); ok && has(rest) {
			return p.WithHint("addresses begin at the root of this site, below the folder of base_url: write /%s", rest)
		}
	}
	switch {
	case has(to + "/"):
		return p.WithHint("it is a folder: write / at the end")
	case has(to + ".html"):
		return p.WithHint("did you mean /%s.html?", to)
	}
	var all []string
	for _, r := range c.site.Archive.Records {
		all = append(all, r.Path)
	}
	for _, s := range c.site.views.Plain {
		all = append(all, s.Path)
	}
	if like, how := problem.Alike(to, all); like != "" {
		return p.WithHint("there is /%s, which differs %s", like, how)
	}
	if near := problem.Nearest(to, all); near != "" {
		return p.WithHint("did you mean /%s?", near)
	}
	if f, ok := address.Of(to, c.site.Settings.Config.Languages[1:]); ok && f.Promise == address.Listing && (f.Files != nil || f.Single) {
		return p.WithHint("the site has such a file only with the setting for it; see gongbao help site")
	}
	return p.WithHint("link to the source instead, such as ../2020/name.md: the build then finds its address; or write the whole address if it is one of another site")
}
