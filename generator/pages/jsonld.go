package pages

import (
	"strconv"

	"gongbao/generator/escape"
)

// AppendStructuredData appends the page's schema.org data as a JSON-LD script element: the bulletin as a Report, its
// publishers as GovernmentOrganization, its region as spatialCoverage, and the breadcrumbs. A strict content security policy
// allows the element, since it holds data and not a script.
func (b *Bulletin) AppendStructuredData(dst []byte) []byte {
	w := jsonWriter{buf: dst}
	w.raw(`<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Report"`)
	w.field("headline", b.Title)
	w.field("inLanguage", b.language())
	w.field("datePublished", b.Date.ISO())
	if b.Written.Year > 0 {
		w.field("dateCreated", b.Written.ISO())
	}
	if modified := b.modified(); !modified.IsZero() {
		w.field("dateModified", modified.ISO())
	}
	if !b.Expires.IsZero() {
		w.field("expires", b.Expires.ISO())
	}
	if b.Description != "" {
		w.field("description", b.Description)
	}
	if b.Number != "" {
		w.field("reportNumber", b.Number)
	}
	if b.Keywords != "" {
		w.field("keywords", b.Keywords)
	}
	if b.Canonical != "" {
		w.field("url", b.Canonical)
		w.field("mainEntityOfPage", b.Canonical)
	}
	if b.Status != "" {
		w.field("creativeWorkStatus", b.Status)
	}
	b.writeParties(&w)
	w.raw(`}`)
	if b.Site.BaseURL != "" {
		b.writeBreadcrumbs(&w)
	}
	w.raw(`]}</script>`)
	return w.buf
}

// writeParties writes who published the bulletin, and the region it is about.
func (b *Bulletin) writeParties(w *jsonWriter) {
	if len(b.Publishers) > 0 {
		w.raw(`,"publisher":[`)
		for i, p := range b.Publishers {
			w.comma(i)
			w.thing("GovernmentOrganization", p, b.Site.BaseURL)
		}
		w.raw(`]`)
	}
	if b.Region.Name != "" {
		w.raw(`,"spatialCoverage":`)
		w.thing("AdministrativeArea", b.Region, b.Site.BaseURL)
	}
}

func (b *Bulletin) writeBreadcrumbs(w *jsonWriter) {
	w.raw(`,{"@type":"BreadcrumbList","itemListElement":[`)
	for i, c := range b.Breadcrumbs {
		w.comma(i)
		name := c.Name
		if name == "" {
			name = b.Site.Title[b.Language]
		}
		w.raw(`{"@type":"ListItem","position":` + strconv.Itoa(i+1))
		w.field("name", name)
		w.field("item", b.Site.BaseURL+string(c.Path))
		w.raw(`}`)
	}
	w.raw(`]}`)
}

func (b *Bulletin) language() string {
	if b.TextLanguage != "" {
		return b.TextLanguage
	}
	return b.Language
}

// modified returns the day of the last change that the bulletin declares.
func (b *Bulletin) modified() Date {
	last := b.Updated
	for _, c := range b.Changes {
		if c.Date.ISO() > last.ISO() {
			last = c.Date
		}
	}
	return last
}

// jsonWriter writes JSON for a script element.
type jsonWriter struct{ buf []byte }

func (w *jsonWriter) raw(s string) { w.buf = append(w.buf, s...) }

func (w *jsonWriter) comma(i int) {
	if i > 0 {
		w.raw(",")
	}
}

func (w *jsonWriter) field(name, value string) {
	w.raw(`,"` + name + `":`)
	w.buf = escape.AppendScriptJSON(w.buf, value)
}

func (w *jsonWriter) thing(kind string, l Link, base string) {
	w.raw(`{"@type":"` + kind + `"`)
	w.field("name", l.Name)
	if base != "" {
		w.field("url", base+string(l.Path))
	}
	w.raw(`}`)
}
