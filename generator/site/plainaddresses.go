package site

import (
	"path"
	"strings"

	"gongbao/generator/escape"
	"gongbao/generator/pages"
)

// plainPages returns the plain pages with their addresses, and links those that say the same in several languages.
func (s *Site) plainPages() []pages.PlainSource {
	var plain []pages.PlainSource
	for _, p := range s.Sources.Pages() {
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
			language = s.Settings.Config.Languages[0]
		}
		to := pages.PlainSource{Page: p, Path: stem + ".html", Folder: stem + "/", Language: language}
		if s.Settings.Config.PrettyURLs {
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
				plain[i].Translations = append(plain[i].Translations, pages.Alternate{Language: other.Language, Name: pages.LanguageName(other.Language), Path: escape.AddressOf(other.Path)})
			}
		}
	}
	return plain
}
