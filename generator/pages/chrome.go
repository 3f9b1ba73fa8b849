package pages

import (
	"html/template"
	"strings"
	"sync"
)

// Chrome returns the parts that a page shares with all pages of the same language, depth and section: the start of the head,
// the header and the footer. Each such group of pages has its parts rendered once; they are kept until pages of another Site
// are rendered. Chrome is safe for use by many goroutines.
func (t *Theme) Chrome(f *Frame) Chrome {
	cache := t.chromes.Load()
	if cache == nil || cache.site != f.Site {
		cache = &chromeCache{site: f.Site}
		t.chromes.Store(cache)
	}
	k := chromeKey{f.Language, f.Root, f.Prefix, f.Section}
	if c, ok := cache.parts.Load(k); ok {
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
	for i, html := range []*template.HTML{&c.Head, &c.Header, &c.Footer} {
		if c.err == nil {
			*html, c.err = t.chromePart(chromeTemplates[i], v)
		}
	}
	// The memory of the view may be overwritten, so the key must not share it.
	k = chromeKey{strings.Clone(k.language), strings.Clone(k.root), strings.Clone(k.prefix), strings.Clone(k.section)}
	cache.parts.Store(k, c)
	return c
}

// chromePart renders one part of the chrome.
func (t *Theme) chromePart(name string, v *chromeView) (template.HTML, error) {
	html, err := t.Append(nil, name, v.Language, v)
	return template.HTML(html), err
}

type chromeCache struct {
	site  *Site
	parts sync.Map // chromeKey -> Chrome
}

type chromeKey struct{ language, root, prefix, section string }

// chromeView is the view of the templates of the chrome.
type chromeView struct {
	Language, Root, Prefix, Section string
	Site                            *Site
	Title, Description, Copyright   string
	Publisher                       Organization
	Pages                           []Link // plain pages
}

// In returns a text in the given language, or else in the first language of the site that has it.
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
