package pages

import (
	"slices"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/key"
)

// Interface lists the languages of the default theme's messages. A page whose text is in another language has the site's first
// language as its interface.
var Interface = []string{"zh-Hans", "zh-Hant", "en"}

// Views makes the views of one archive. It does not change, and is safe for use by many goroutines.
//
// A view shares strings and lists with the archive and with other views, so nothing in it may be changed, except in the views
// that Bulletin and Issue fill in place.
type Views struct {
	Archive     *archive.Archive
	Site        *Site
	Plain       []PlainSource
	DataColumns []string // of the table of the open data, for its page

	shared []shared            // for each language of the interface; nil unless Prepared made these views
	sorted map[string][]Branch // the trees by language and kind, in the order of the language
}

// shared holds what many pages in one language have in common.
type shared struct {
	language string
	links    [][]Link // to terms, by kind and by index in the tree
	entries  []Entry  // in the order of Archive.Records; nil if the site has no lists in the language
}

// New returns the Views of an archive and a site. The site must not be changed afterwards.
func New(a *archive.Archive, site *Site, plain []PlainSource) *Views {
	site.Kinds = nil
	for _, tree := range a.Trees {
		site.Kinds = append(site.Kinds, tree.Kind.String())
	}
	site.key = site.hash()
	v := &Views{Archive: a, Site: site, Plain: plain, sorted: map[string][]Branch{}}
	for _, l := range site.Languages {
		for _, tree := range a.Trees {
			v.sorted[l.Language+tree.Kind.String()] = v.branches(tree.Roots, l.Language)
		}
	}
	return v
}

// Prepared returns Views that make the same views faster, for a build of all pages. They hold what many pages share: links to
// all terms, and the entries of all bulletins in the languages of the site's lists. At most parallel.Jobs(jobs) workers make
// these. The views of a preview of a few pages are better off without them.
func (v *Views) Prepared(jobs int) *Views {
	prepared := *v
	prepared.shared = nil
	for _, language := range Interface {
		s := shared{language: language}
		for _, t := range v.Archive.Trees {
			links := make([]Link, len(t.Nodes))
			for i, n := range t.Nodes {
				links[i] = v.node(n, language)
			}
			s.links = append(s.links, links)
		}
		prepared.shared = append(prepared.shared, s)
	}
	prepared.makeEntries(jobs)
	return &prepared
}

// in returns what pages in a language share, or nil.
func (v *Views) in(language string) *shared {
	for i := range v.shared { // faster than a map for so few
		if v.shared[i].language == language {
			return &v.shared[i]
		}
	}
	return nil
}

// InterfaceLanguage returns the language of the interface around a text in the given language.
func (v *Views) InterfaceLanguage(language string) string {
	if slices.Contains(Interface, language) {
		return language
	}
	switch language {
	case "zh", "zh-CN", "zh-SG", "zh-MY":
		return "zh-Hans"
	case "zh-TW", "zh-HK", "zh-MO":
		return "zh-Hant"
	}
	if len(language) > 3 && language[:3] == "en-" {
		return "en"
	}
	return v.Site.Languages[0].Language
}

// Prefix returns the folder of the index pages in a language. It is empty for the site's first language, and for a language
// in which the site has no index pages.
func (v *Views) Prefix(language string) string {
	for i, l := range v.Site.Languages {
		if i > 0 && l.Language == language {
			return language + "/"
		}
	}
	return ""
}

// AppendKey appends a hash of the settings to a page's key. New computes it once for all pages.
func (s *Site) AppendKey(dst []byte) []byte {
	k := s.key
	if k == (key.Key{}) {
		k = s.hash()
	}
	return append(dst, k[:]...)
}

func (s *Site) hash() key.Key {
	type fields Site // without AppendKey, which key.Of would call
	return key.Of((*fields)(s))
}

// frame returns the frame of a page. path is below the root.
func (v *Views) frame(language, path, section, title string) Frame {
	f := Frame{Language: language, Prefix: v.Prefix(language), Path: escape.AddressOf(path), Root: address.Root(path), Section: section, Title: title, Site: v.Site}
	if v.Site.BaseURL != "" {
		f.Canonical = v.Site.BaseURL + string(f.Path)
	}
	return f
}

// indexFrame returns the frame of an index page, which exists in every language of the site. path is below the language's
// folder.
func (v *Views) indexFrame(language, path, section, title string) Frame {
	f := v.frame(language, v.Prefix(language)+path, section, title)
	if len(v.Site.Languages) > 1 {
		for _, l := range v.Site.Languages {
			f.Alternates = append(f.Alternates, Alternate{Language: l.Language, Name: l.Name, Path: escape.AddressOf(v.Prefix(l.Language) + path)})
		}
	}
	return f
}

// feeds returns the links to the feeds of a folder: the site's, or a term's.
func (v *Views) feeds(folder string) []FeedLink {
	if !v.Site.Feeds {
		return nil
	}
	return []FeedLink{
		{Title: "Atom", Path: escape.AddressOf(folder + "feed.xml"), Type: "application/atom+xml"},
		{Title: "JSON Feed", Path: escape.AddressOf(folder + "feed.json"), Type: "application/feed+json"},
	}
}

// node returns the link to a term.
func (v *Views) node(n *archive.Node, language string) Link {
	if n == nil {
		return Link{}
	}
	if s := v.in(language); s != nil {
		return s.links[n.Kind][n.Index]
	}
	name := n.Names.In(language)
	return Link{Name: name.Text, Path: escape.AddressOf(v.Prefix(language) + n.Path()), Language: differs(name.Language, language)}
}

// nodes returns the links to terms.
func (v *Views) nodes(ns []*archive.Node, language string) []Link {
	if s := v.in(language); s != nil && len(ns) == 1 {
		i := ns[0].Index
		return s.links[ns[0].Kind][i : i+1 : i+1]
	}
	links := make([]Link, len(ns))
	for i, n := range ns {
		links[i] = v.node(n, language)
	}
	return links
}

// differs returns the language of a part of a page, or "" if it is the page's own.
func differs(part, page string) string {
	if part == page {
		return ""
	}
	return part
}
