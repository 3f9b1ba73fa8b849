package pages

import "gongbao/generator/address"

// Package address declares the families of pages. This file declares the views of their templates.
// TestEveryTemplateBelongsToAFamily fails for a template of a family that is missing here, and for a template here that belongs
// to no family.

// pageViews maps the templates of pages and of their chrome to their views.
var pageViews = func() map[string]any {
	views := map[string]any{
		"bulletin.html": &Bulletin{},
		"print.html":    &Bulletin{},
		"year.html":     &Year{},
		"list.html":     &List{},
		"issue.html":    &Issue{},
		"changes.html":  &Changes{},
		"terms.html":    &Terms{},
		"term.html":     &Term{},
		"plain.html":    &Plain{},
		"notfound.html": &NotFound{},
		"redirect.html": &Redirect{},
		"gone.html":     &Gone{},
	}
	for _, s := range Singles {
		views[s.Template()] = s.zero
	}
	for _, name := range chromeTemplates {
		views[name] = &chromeView{}
	}
	return views
}()

// chromeTemplates are the templates of the parts that all pages of one language, depth and section share.
var chromeTemplates = []string{"site-head.html", "site-header.html", "site-footer.html"}

// Singles are the families with a single page in each language. Once a family is declared in package address and here, it is
// planned, found by a preview and listed in the sitemap.
var Singles = []Single{
	single("home", always, (*Views).Home),
	single("search", func(s *Site) bool { return s.Search }, (*Views).SearchPage),
	single("data", always, func(v *Views, language string) OpenData { return v.OpenData(language, v.DataColumns) }),
}

// A Single is a family with a single page in each language.
type Single struct {
	address.Family
	Wanted func(*Site) bool                              // reports whether the site has the page
	View   func(v *Views, language string) (page Framed) // makes its view
	zero   any
}

// Template returns the name of the page's template.
func (s *Single) Template() string { return s.Templates[0] }

// Path returns the address of the page in a language.
func (s *Single) Path(v *Views, language string) string { return v.Prefix(language) + s.Folder }

func always(*Site) bool { return true }

// single declares a Single by the name of its family. V is the type of the view.
func single[V any](family string, wanted func(*Site) bool, view func(v *Views, language string) V) Single {
	for _, f := range address.Families {
		if f.Name == family && f.Single {
			return Single{Family: f, Wanted: wanted, zero: new(V), View: func(v *Views, language string) Framed {
				page := view(v, language)
				return any(&page).(Framed)
			}}
		}
	}
	panic("package address declares no family of single pages with the name " + family)
}
