package generator

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

// makeViews turns the settings and plain pages into what templates get.
func (s *Site) makeViews() {
	c := s.Config
	site := &pages.Site{
		Title: byLanguage(c.Title), Description: byLanguage(c.Description), Copyright: byLanguage(c.Copyright),
		BaseURL: c.BaseURL, Government: pages.Government(c.Government),
		Publisher: map[string]pages.Organization{},
		Plain:     map[string][]pages.Link{},
		Feeds:     c.BaseURL != "", Search: c.Search, JSON: c.JSON, Markdown: c.Markdown,
	}
	for _, l := range pages.Interface {
		site.Publisher[l] = pages.Organization{Name: c.Publisher.Name.In(l).Text, URL: c.Publisher.URL, Email: c.Publisher.Email,
			Phone: c.Publisher.Phone, Address: c.Publisher.Address.In(l).Text}
	}
	for _, l := range c.Languages {
		site.Languages = append(site.Languages, pages.Alternate{Language: l, Name: pages.LanguageName(l)})
	}
	plain := s.plainSources()
	for _, p := range plain {
		site.Plain[p.Language] = append(site.Plain[p.Language], pages.Link{Name: p.Title.Value, Path: p.Path})
	}
	s.views = pages.New(s.Archive, site, plain)
}

func byLanguage(n archive.Names) map[string]string {
	m := map[string]string{}
	for _, l := range pages.Interface {
		m[l] = n.In(l).Text
	}
	return m
}

// plainSources gives the plain pages their addresses, and ties those that say the same in other languages.
func (s *Site) plainSources() []pages.PlainSource {
	var plain []pages.PlainSource
	for _, p := range s.sources.pages() {
		if p.Draft && !s.options.Drafts {
			continue
		}
		below := strings.TrimPrefix(path.Dir(p.Source), "pages")
		if strings.HasSuffix(p.Source, "/index.md") {
			below = path.Dir(below)
		}
		stem := strings.TrimPrefix(path.Join(below, p.Slug.Value), "/")
		language := p.Language.Value
		if language == "" {
			language = s.Config.Languages[0]
		}
		to := pages.PlainSource{Page: p, Path: stem + ".html", Folder: stem + "/", Language: language}
		if s.Config.PrettyURLs {
			to.Path = stem + "/index.html"
		}
		plain = append(plain, to)
	}
	for i := range plain {
		k := plain[i].TranslationKey.Value
		if k == "" {
			continue
		}
		for _, other := range plain {
			if other.TranslationKey.Value == k {
				plain[i].Translations = append(plain[i].Translations, pages.Alternate{Language: other.Language, Name: pages.LanguageName(other.Language), Path: other.Path})
			}
		}
	}
	return plain
}

// links sees that each link from one source to another leads somewhere.
func (s *Site) links() {
	known := func() []string {
		var all []string
		for _, b := range s.sources.bulletins() {
			all = append(all, b.Source)
		}
		for _, p := range s.sources.pages() {
			all = append(all, p.Source)
		}
		return all
	}
	check := func(source string, links []bulletin.Text) {
		for _, l := range links {
			if _, ok := s.views.Target(source, l.Value); ok {
				continue
			}
			file, _, _ := strings.Cut(l.Value, "#")
			want := path.Join(path.Dir(source), file)
			p := problem.At(path.Join(s.options.Content, source), l.Pos, "link to %q leads to no source; expected the path of another markdown file", l.Value)
			all := known()
			if near := problem.Nearest(want, all); slices.Contains(all, want) {
				p = p.WithHint("%s is a draft, or is not published yet", want)
			} else if near != "" {
				p = p.WithHint("did you mean %q?", near)
			}
			s.Problems = append(s.Problems, p)
		}
	}
	for _, r := range s.Archive.Records {
		check(r.Source, r.Links)
	}
	for _, p := range s.views.Plain {
		check(p.Source, p.Links)
	}
}

// alias is an old address and where it leads.
type alias struct{ path, language, title, target string }

// collectAliases gathers the old addresses, and sees that none is taken.
func (s *Site) collectAliases() {
	taken := map[string]string{} // lower-case path -> source
	owner := func(path string) string {
		pages := []string{path, strings.TrimSuffix(path, ".print.html") + ".html", strings.TrimSuffix(path, "print.html") + "index.html"}
		for ending, made := range map[string]bool{".json": s.Config.JSON, ".md": s.Config.Markdown} {
			if stem, ok := strings.CutSuffix(path, ending); ok && made {
				pages = append(pages, stem+".html", stem+"/index.html")
			}
		}
		for _, page := range pages {
			if r, ok := s.Archive.ByAddress(page); ok {
				return r.Source
			}
		}
		return taken[strings.ToLower(path)]
	}
	claim := func(source, path, what string, pos problem.Pos) bool {
		p := problem.At(filepath.ToSlash(filepath.Join(s.options.Content, source)), pos, "")
		if other := owner(path); other != "" {
			p.Message = what + " is already an address of " + filepath.ToSlash(filepath.Join(s.options.Content, other)) + "; expected an address of its own"
		} else if s.reserved(strings.ToLower(path)) {
			p.Message = what + " is an address of the site's own pages; expected another"
		} else {
			taken[strings.ToLower(path)] = source
			return true
		}
		s.Problems = append(s.Problems, p)
		return false
	}
	for _, p := range s.views.Plain {
		claim(p.Source, p.Path, "address /"+p.Path, p.Slug.Pos)
	}
	add := func(source, language, title, target string, aliases []bulletin.Text) {
		for _, a := range aliases {
			to := strings.TrimPrefix(a.Value, "/")
			if path.Ext(to) == "" {
				to = path.Join(to, "index.html")
			}
			if claim(source, to, "alias "+a.Value, a.Pos) {
				s.aliases = append(s.aliases, alias{to, language, title, target})
			}
		}
	}
	for _, r := range s.Archive.Records {
		add(r.Source, r.Language, r.Title.Value, r.Path, r.Aliases)
	}
	for _, p := range s.views.Plain {
		add(p.Source, p.Language, p.Title.Value, p.Path, p.Aliases)
	}
	slices.SortFunc(s.aliases, func(a, b alias) int { return strings.Compare(a.path, b.path) })
}

// reserved says whether an address is one that the site makes by itself. path is in lower case.
func (s *Site) reserved(path string) bool {
	first, _, folder := strings.Cut(path, "/")
	switch first {
	case "agencies", "topics", "regions", "assets", "data", "search", "feed", ".gongbao":
		return true
	case "index.html", "404.html", "feed.xml", "feed.json", "robots.txt", "opensearch.xml":
		return !folder
	}
	for _, l := range s.Config.Languages[1:] {
		if first == strings.ToLower(l) {
			return true
		}
	}
	year := len(first) == 4 && strings.Trim(first, "0123456789") == ""
	return year && strings.Count(path, "/") < 3 || !folder && strings.HasPrefix(first, "sitemap")
}
