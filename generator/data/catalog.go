package data

import (
	"strings"
	"time"

	"gongbao/generator/archive"
)

// catalog describes the open data in DCAT 3 (W3C Recommendation, 22 August 2024) as JSON-LD, for the catalogues of
// governments that harvest it. Without a base_url, links are relative to the file.
func (p *planner) catalog() []byte {
	w := newJSON(nil)
	w.open('{')
	w.name("@context").open('{')
	for _, prefix := range [][2]string{{"dcat", "http://www.w3.org/ns/dcat#"}, {"dcterms", "http://purl.org/dc/terms/"},
		{"foaf", "http://xmlns.com/foaf/0.1/"}, {"vcard", "http://www.w3.org/2006/vcard/ns#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}} {
		w.name(prefix[0]).text(prefix[1])
	}
	w.close('}')
	w.name("@id").text(p.data("catalog.jsonld"))
	w.name("@type").text("dcat:Catalog")
	tagged(w, "dcterms:title", p.site.Title)
	tagged(w, "dcterms:description", p.site.Description)
	p.agent(w)
	p.languages(w)
	w.name("dcat:dataset").open('[')
	w.line()
	p.bulletinsDataset(w)
	for _, t := range p.archive.Trees {
		w.line()
		kind := t.Kind.String()
		w.open('{')
		w.name("@id").text(p.data(kind + ".json#" + kind))
		w.name("@type").text("dcat:Dataset")
		title := p.site.Words.Kinds[kind]
		if len(title) == 0 {
			title = archive.Names{{Text: kind}}
		}
		tagged(w, "dcterms:title", title)
		w.name("dcat:distribution").open('[')
		p.distribution(w, kind+".json", "application/json", true)
		w.close(']')
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// bulletinsDataset describes the records themselves.
func (p *planner) bulletinsDataset(w *jsonWriter) {
	w.open('{')
	w.name("@id").text(p.data("bulletins.json#bulletins"))
	w.name("@type").text("dcat:Dataset")
	tagged(w, "dcterms:title", p.site.Title)
	tagged(w, "dcterms:description", p.site.Description)
	tagged(w, "dcterms:rights", p.site.Copyright)
	p.agent(w)
	p.languages(w)
	if p.base != "" {
		reference(w, "dcat:landingPage", p.base+"data/")
	}
	if len(p.items) > 0 {
		last := updated(p.items[0].Record)
		for i := range p.items {
			if t := updated(p.items[i].Record); t.After(last) {
				last = t
			}
		}
		typed(w, "dcterms:modified", "xsd:dateTime", string(appendTime(nil, last)))
		w.name("dcterms:temporal").open('{')
		w.name("@type").text("dcterms:PeriodOfTime")
		typed(w, "dcat:startDate", "xsd:date", p.items[0].Day.Format(time.DateOnly))
		typed(w, "dcat:endDate", "xsd:date", p.items[len(p.items)-1].Day.Format(time.DateOnly))
		w.close('}')
	}
	w.name("dcat:distribution").open('[')
	p.distribution(w, "bulletins.csv", "text/csv", false)
	p.distribution(w, "bulletins.json", "application/json", true)
	for _, y := range p.years {
		p.distribution(w, strings.TrimPrefix(yearPath(y.year), "data/"), "application/json", true)
	}
	w.close(']')
	w.close('}')
}

// distribution describes one file below /data/.
func (p *planner) distribution(w *jsonWriter, name, mediaType string, described bool) {
	w.open('{')
	w.name("@type").text("dcat:Distribution")
	tagged(w, "dcterms:title", archive.Names{{Text: name}})
	reference(w, "dcat:accessURL", p.data(name))
	reference(w, "dcat:downloadURL", p.data(name))
	reference(w, "dcat:mediaType", "https://www.iana.org/assignments/media-types/"+mediaType)
	if described {
		reference(w, "dcterms:conformsTo", p.data("schema.json"))
	}
	w.close('}')
}

// data returns the address of a file below /data/, as seen from another file there.
func (p *planner) data(name string) string {
	if p.base == "" {
		return name
	}
	return p.base + "data/" + name
}

// agent describes who is responsible, and how to contact them.
func (p *planner) agent(w *jsonWriter) {
	name := p.site.Publisher.Name
	if len(name) == 0 {
		name = p.site.Title
	}
	if p.site.Publisher.Email != "" {
		w.name("dcat:contactPoint").open('{')
		w.name("@type").text("vcard:Organization")
		tagged(w, "vcard:fn", name)
		reference(w, "vcard:hasEmail", "mailto:"+p.site.Publisher.Email)
		w.close('}')
	}
	w.name("dcterms:publisher").open('{')
	w.name("@type").text("foaf:Organization")
	tagged(w, "foaf:name", name)
	if p.site.Publisher.URL != "" {
		reference(w, "foaf:homepage", p.site.Publisher.URL)
	}
	w.close('}')
}

// languages lists the site's languages by the addresses that DCAT 3 §6.4.11 requires: those of the Library of Congress.
func (p *planner) languages(w *jsonWriter) {
	w.name("dcterms:language").open('[')
	seen := map[string]bool{}
	for _, l := range p.site.Languages {
		primary, _, _ := strings.Cut(l, "-")
		if len(primary) == 2 && !seen[primary] {
			seen[primary] = true
			w.open('{')
			w.name("@id").text("http://id.loc.gov/vocabulary/iso639-1/" + primary)
			w.close('}')
		}
	}
	w.close(']')
}

// tagged writes texts with their languages.
func tagged(w *jsonWriter, name string, ns archive.Names) {
	if len(ns) == 0 {
		return
	}
	w.name(name).open('[')
	for _, n := range ns {
		w.open('{')
		w.name("@value").text(n.Text)
		w.given("@language", n.Language)
		w.close('}')
	}
	w.close(']')
}

func typed(w *jsonWriter, name, kind, value string) {
	w.name(name).open('{')
	w.name("@value").text(value)
	w.name("@type").text(kind)
	w.close('}')
}

func reference(w *jsonWriter, name, address string) {
	w.name(name).open('{')
	w.name("@id").text(address)
	w.close('}')
}
