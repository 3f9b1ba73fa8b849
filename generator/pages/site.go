package pages

import (
	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// Interface is the languages that the messages of the default theme speak. A page whose text is in another language has
// the site's first.
var Interface = []string{"zh-Hans", "zh-Hant", "en"}

// Views makes the views of one archive. It only reads, so it may be used by several goroutines at once.
type Views struct {
	Archive *archive.Archive
	Site    *Site
	Plain   []PlainSource
	ready   []ready             // made by Prepare, for the languages of the interface
	order   map[string][]Branch // by language and kind
}

// ready is what many pages in one language share.
type ready struct {
	language string
	links    [3][]Link // to agencies, topics and regions: by kind and place in the tree
	entries  []Entry   // in the order of Archive.Records; none where the site has no lists in the language
}

// New prepares what many views share. The site may not be changed any more.
func New(a *archive.Archive, site *Site, plain []PlainSource) *Views {
	site.key = site.hash()
	v := &Views{Archive: a, Site: site, Plain: plain, order: map[string][]Branch{}}
	for _, l := range site.Languages {
		for _, tree := range []*archive.Tree{a.Agencies, a.Topics, a.Regions} {
			v.order[l.Language+tree.Kind.String()] = v.branches(tree.Roots, l.Language)
		}
	}
	return v
}

// Prepare makes what many pages share: the entries of all bulletins in the languages of the site's lists, and links to all
// agencies, topics and regions. Without it each page makes its own: right for a preview of a few pages.
func (v *Views) Prepare() {
	v.ready = nil
	for _, language := range Interface {
		l := ready{language: language}
		for _, t := range []*archive.Tree{v.Archive.Agencies, v.Archive.Topics, v.Archive.Regions} {
			l.links[t.Kind] = make([]Link, len(t.Nodes))
			for i, n := range t.Nodes {
				l.links[t.Kind][i] = v.node(n, language)
			}
		}
		v.ready = append(v.ready, l)
	}
	v.makeEntries()
}

// Prepared says whether Prepare was called.
func (v *Views) Prepared() bool { return v.ready != nil }

// in gives what is ready in a language, or nil.
func (v *Views) in(language string) *ready {
	for i := range v.ready { // so few that to compare them is quicker than a map
		if v.ready[i].language == language {
			return &v.ready[i]
		}
	}
	return nil
}

// Speaks gives the interface language for a text's language.
func (v *Views) Speaks(language string) string {
	switch language {
	case "zh-Hans", "zh-Hant", "en":
		return language
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

// Prefix is the folder of the index pages in a language: the first language has none, and nor has one whose indexes
// the site does not make.
func (v *Views) Prefix(language string) string {
	for i, l := range v.Site.Languages {
		if i > 0 && l.Language == language {
			return language + "/"
		}
	}
	return ""
}

// AppendKey makes a site's settings part of a page's key by a hash that New has made once for all pages.
func (s *Site) AppendKey(dst []byte) []byte {
	k := s.key
	if k == (key.Key{}) {
		k = s.hash()
	}
	return append(dst, k[:]...)
}

func (s *Site) hash() key.Key {
	type fields Site // without AppendKey
	return key.Of((*fields)(s))
}

// frame starts a page's frame.
func (v *Views) frame(language, path, section, title string) Frame {
	f := Frame{Language: language, Prefix: v.Prefix(language), Path: path, Root: Root(path), Section: section, Title: title, Site: v.Site}
	if v.Site.BaseURL != "" {
		f.Canonical = v.Site.BaseURL + path
	}
	return f
}

// Root is the way from a page up to the site's root.
func Root(path string) string {
	depth := 0
	for i := range len(path) {
		if path[i] == '/' {
			depth++
		}
	}
	if depth == 0 {
		return "./"
	}
	const up = "../../../../../../../../../../../../../../../../"
	if 3*depth <= len(up) {
		return up[:3*depth]
	}
	root := up
	for range depth - len(up)/3 {
		root += "../"
	}
	return root
}

// indexFrame starts the frame of an index page, which exists in every language of the site. path is below the language's
// folder.
func (v *Views) indexFrame(language, path, section, title string) Frame {
	f := v.frame(language, v.Prefix(language)+path, section, title)
	if len(v.Site.Languages) > 1 {
		for _, l := range v.Site.Languages {
			f.Alternates = append(f.Alternates, Alternate{Language: l.Language, Name: l.Name, Path: v.Prefix(l.Language) + path})
		}
	}
	return f
}

// feeds are the feeds of the site, or of what has its feeds in a folder.
func (v *Views) feeds(folder string) []FeedLink {
	if !v.Site.Feeds {
		return nil
	}
	return []FeedLink{
		{Title: "Atom", Path: folder + "feed.xml", Type: "application/atom+xml"},
		{Title: "JSON Feed", Path: folder + "feed.json", Type: "application/feed+json"},
	}
}

// node is a link to an agency, topic or region.
func (v *Views) node(n *archive.Node, language string) Link {
	if n == nil {
		return Link{}
	}
	if made := v.in(language); made != nil {
		return made.links[n.Kind][n.Index]
	}
	name := n.Names.In(language)
	return Link{Name: name.Text, Path: v.Prefix(language) + n.Path(), Language: differs(name.Language, language)}
}

func (v *Views) nodes(ns []*archive.Node, language string) []Link {
	if made := v.in(language); made != nil && len(ns) == 1 {
		i := ns[0].Index
		return made.links[ns[0].Kind][i : i+1 : i+1]
	}
	links := make([]Link, len(ns))
	for i, n := range ns {
		links[i] = v.node(n, language)
	}
	return links
}

// differs gives the language of a part of a page where it is not the page's own.
func differs(part, page string) string {
	if part == page {
		return ""
	}
	return part
}
