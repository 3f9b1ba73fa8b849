package data

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/archive"
)

// Open data, below /data/. The records stand in one file a year, so that a new bulletin changes one of them; bulletins.json
// says which years there are; the same records stand in one table for spreadsheets. Paths are below the site's root,
// written as in an address; with a base_url absolute addresses stand beside them.

// schema describes the JSON files (JSON Schema 2020-12).
//
//go:embed schema.json
var schema []byte

func (p *planner) openData() {
	p.fixed("data/schema.json", schema)
	p.years(func(year, from, to int) {
		records := between(from, to)
		p.add(p.yearPath(year), p.keyOf(records, "year"), func(dst []byte) ([]byte, error) { return p.year(dst, year, records), nil })
	})
	p.fixed("data/bulletins.json", p.overview())
	all := between(0, len(p.items))
	p.add("data/bulletins.csv", p.keyOf(all, "table"), p.table)
	p.fixed("data/catalog.jsonld", p.catalog())
	for _, tree := range []*archive.Tree{p.archive.Agencies, p.archive.Topics, p.archive.Regions} {
		p.fixed("data/"+tree.Kind.String()+".json", p.vocabulary(tree))
	}
}

// years calls do for each year that has bulletins, the oldest first, with the range of its items.
func (p *planner) years(do func(year, from, to int)) {
	for from := 0; from < len(p.items); {
		year, to := p.items[from].Day.Year(), from
		for to < len(p.items) && p.items[to].Day.Year() == year {
			to++
		}
		do(year, from, to)
		from = to
	}
}

func (p *planner) yearPath(year int) string { return "data/" + strconv.Itoa(year) + ".json" }

// year renders the records of one year, one to a line.
func (p *planner) year(dst []byte, year int, records []int32) []byte {
	w := newJSON(slices.Grow(dst, 256+len(records)*1024))
	w.open('{')
	w.name("$schema").text("schema.json#/$defs/year")
	w.name("year").int(int64(year))
	w.name("bulletins").open('[')
	for _, i := range records {
		w.line()
		w.open('{')
		p.record(w, p.items[i].Record)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// overview says what there is.
func (p *planner) overview() []byte {
	w := newJSON(nil)
	w.open('{')
	w.name("$schema").text("schema.json#/$defs/overview")
	names(w, "title", p.site.Title)
	names(w, "description", p.site.Description)
	names(w, "rights", p.site.Copyright)
	if p.base != "" {
		w.address("url", p.base, "")
	}
	w.name("languages").open('[')
	for _, l := range p.site.Languages {
		w.text(l)
	}
	w.close(']')
	w.name("publisher").open('{')
	names(w, "name", p.site.Publisher.Name)
	w.given("url", p.site.Publisher.URL)
	w.given("email", p.site.Publisher.Email)
	w.close('}')
	w.name("count").int(int64(len(p.items)))
	w.name("files").open('{')
	for _, name := range []string{"bulletins.csv", "agencies.json", "topics.json", "regions.json", "catalog.jsonld", "schema.json"} {
		short, _, _ := strings.Cut(name, ".")
		if short == "bulletins" {
			short = "table"
		}
		w.address(short, "", "data/"+name)
	}
	w.close('}')
	w.name("years").open('[')
	p.years(func(year, from, to int) {
		w.line()
		w.open('{')
		w.name("year").int(int64(year))
		w.name("count").int(int64(to - from))
		w.address("path", "", p.yearPath(year))
		w.close('}')
	})
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// vocabulary renders a tree as a list; the parent of each term says where it stands.
func (p *planner) vocabulary(t *archive.Tree) []byte {
	w := newJSON(nil)
	w.open('{')
	w.name("$schema").text("schema.json#/$defs/vocabulary")
	w.name("kind").text(t.Kind.String())
	w.name("terms").open('[')
	for _, n := range t.Nodes {
		w.line()
		w.open('{')
		w.name("id").text(n.ID)
		names(w, "name", n.Names)
		if len(n.Aliases) > 0 {
			w.name("aliases").open('[')
			for _, alias := range n.Aliases {
				w.text(alias)
			}
			w.close(']')
		}
		if n.Parent != nil {
			w.name("parent").text(n.Parent.ID)
		}
		if n.Serves != nil {
			w.name("region").text(n.Serves.ID)
		}
		w.given("website", n.Term.URL)
		p.addresses(w, n.Path())
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// addresses writes where a page is: below the root, and absolutely where that is known.
func (p *planner) addresses(w *jsonWriter, path string) {
	w.address("path", "", path)
	if p.base != "" {
		w.address("url", p.base, path)
	}
}

// names writes a name as an object from languages to texts. A name without a language is "und" (BCP 47, RFC 5646 §4.1).
func names(w *jsonWriter, name string, ns archive.Names) {
	if len(ns) == 0 {
		return
	}
	w.name(name).open('{')
	written := map[string]bool{}
	for _, n := range ns {
		if language := languageOf(n); !written[language] {
			written[language] = true
			w.comma()
			w.b = append(appendJSON(w.b, language), ':')
			w.text(n.Text)
		}
	}
	w.close('}')
}

func languageOf(n archive.Name) string {
	if n.Language == "" {
		return "und"
	}
	return n.Language
}
