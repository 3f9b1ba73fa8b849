package data

import (
	"strings"
	"unicode/utf8"

	"gongbao/generator/bulletin"
)

// robots plans robots.txt (RFC 9309), which allows everything and links to the sitemap.
func (p *planner) robots() {
	b := []byte("User-agent: *\nAllow: /\n")
	if p.base != "" {
		b = append(b, "\nSitemap: "+p.base+"sitemap.xml\n"...)
	}
	p.fixed("robots.txt", b)
}

// openSearch plans the descriptions with which browsers add the archive as a search engine (OpenSearch 1.1, draft 6), one in each
// language of the site: opensearch.xml, en/opensearch.xml.
func (p *planner) openSearch() {
	if p.base == "" || !p.site.Search {
		return
	}
	for i, language := range p.site.Languages {
		path := p.prefix(i) + "opensearch.xml"
		title := p.title(language)
		b := []byte(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">` + "\n")
		b = element(b, "ShortName", shortened(title, 16))
		b = element(b, "LongName", shortened(title, 48))
		description := p.site.Description.In(language).Text
		if description == "" {
			description = title
		}
		b = element(b, "Description", shortened(description, 1024))
		b = p.appendURL(append(b, `<Url type="text/html" template="`...), p.prefix(i)+"search/")
		b = append(b, "?q={searchTerms}\"/>\n"...)
		b = p.appendURL(append(b, `<Url type="application/opensearchdescription+xml" rel="self" template="`...), path)
		b = append(b, "\"/>\n"...)
		if p.site.Icon != "" {
			b = attribute(append(b, "<Image"...), "type", bulletin.MediaType(p.site.Icon))
			b = p.appendURL(append(b, '>'), p.site.Icon)
			b = append(b, "</Image>\n"...)
		}
		b = element(b, "Language", language)
		b = element(b, "InputEncoding", "UTF-8")
		p.fixed(path, append(b, "</OpenSearchDescription>\n"...))
	}
}

// shortened cuts a text to a number of characters, between words if it has any.
func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most+1])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		return strings.TrimRight(cut[:space], " ,;:-")
	}
	return string([]rune(s)[:most])
}
