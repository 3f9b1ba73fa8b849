package site

import (
	"gongbao/generator/archive"
	"gongbao/generator/data"
	"gongbao/generator/escape"
	"gongbao/generator/pages"
)

// newViews returns the views of the site, with what all templates get: the settings and the plain pages.
func (s *Site) newViews() *pages.Views {
	c := s.Settings.Config
	shared := &pages.Site{
		Title: byLanguage(c.Title), Description: byLanguage(c.Description), Copyright: byLanguage(c.Copyright),
		BaseURL: c.BaseURL, Government: pages.Government(c.Government),
		Publisher: map[string]pages.Organization{},
		Plain:     map[string][]pages.Link{},
		Feeds:     c.BaseURL != "", Search: c.Search, JSON: c.JSON, Markdown: c.Markdown,
	}
	for _, l := range pages.Interface {
		shared.Publisher[l] = pages.Organization{Name: c.Publisher.Name.In(l).Text, URL: c.Publisher.URL, Email: c.Publisher.Email,
			Phone: c.Publisher.Phone, Address: c.Publisher.Address.In(l).Text}
	}
	for _, l := range c.Languages {
		shared.Languages = append(shared.Languages, pages.Alternate{Language: l, Name: pages.LanguageName(l)})
	}
	plain := s.plainPages()
	for _, p := range plain {
		shared.Plain[p.Language] = append(shared.Plain[p.Language], pages.Link{Name: p.Title.Value, Path: escape.AddressOf(p.Path)})
	}
	v := pages.New(s.Archive, shared, plain)
	v.DataColumns = data.Columns()
	return v
}

func byLanguage(n archive.Names) map[string]string {
	m := map[string]string{}
	for _, l := range pages.Interface {
		m[l] = n.In(l).Text
	}
	return m
}
