package pages

import (
	"html/template"
	"sync"
)

// Chrome gives the parts of a page that it shares with all pages of the same language, depth and section: the start of
// the head, the header and the footer. They are rendered once for each such family of pages and kept, for the last site
// that asked. It is safe for use by many goroutines.
func (t *Theme) Chrome(f *Frame) Chrome {
	kept := t.chromes.Load()
	if kept == nil || kept.site != f.Site {
		kept = &chromes{site: f.Site}
		t.chromes.Store(kept)
	}
	k := chromeKey{f.Language, f.Root, f.Prefix, f.Section}
	if c, ok := kept.made.Load(k); ok {
		return c.(Chrome)
	}
	v := &chromeView{
		Language: f.Language, Root: f.Root, Prefix: f.Prefix, Section: f.Section, Site: f.Site,
		Title:       f.Site.In(f.Site.Title, f.Language),
		Description: f.Site.In(f.Site.Description, f.Language),
		Copyright:   f.Site.In(f.Site.Copyright, f.Language),
		Publisher:   f.Site.Publisher[f.Language],
		Pages:       f.Site.Plain[f.Language],
	}
	var c Chrome
	c.Head, c.err = t.part(c.err, "site-head.html", v)
	c.Header, c.err = t.part(c.err, "site-header.html", v)
	c.Footer, c.err = t.part(c.err, "site-footer.html", v)
	kept.made.Store(k, c)
	return c
}

// part renders a piece of the chrome. A piece that fails fails every page that is made with it.
func (t *Theme) part(before error, name string, v *chromeView) (template.HTML, error) {
	if before != nil {
		return "", before
	}
	html, err := t.Append(nil, name, v.Language, v)
	return template.HTML(html), err
}

type chromes struct {
	site *Site
	made sync.Map // chromeKey -> Chrome
}

type chromeKey struct{ language, root, prefix, section string }

// chromeView is what the templates site-head.html, site-header.html and site-footer.html get.
type chromeView struct {
	Language, Root, Prefix, Section string
	Site                            *Site
	Title, Description, Copyright   string
	Publisher                       Organization
	Pages                           []Link // plain pages
}

// In chooses from a text in several languages the one of the interface: the given language's, or else that of the first
// of the site's languages that has one.
func (s *Site) In(texts map[string]string, language string) string {
	if text, ok := texts[language]; ok {
		return text
	}
	for _, l := range s.Languages {
		if text, ok := texts[l.Language]; ok {
			return text
		}
	}
	return ""
}
