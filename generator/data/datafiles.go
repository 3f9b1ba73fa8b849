package data

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

// Open data, below /data/. There is one file of records for each year, so that a new bulletin changes one of them; bulletins.json
// lists the years; a table for spreadsheets has the same records. Paths are below the site's root and percent-encoded; with a
// base_url, absolute addresses accompany them.

// schemaFile describes the JSON files (JSON Schema 2020-12), except members of fields that were declared later.
//
//go:embed schema.json
var schemaFile string

var schema = withFieldSchemas(schemaFile, bulletin.Fields)

// withFieldSchemas adds the members of fields that the schema does not describe yet, where memberOf writes them.
func withFieldSchemas(schema string, fields []bulletin.Field) []byte {
	const before = "        \"sections\": {\n"
	head, tail, found := strings.Cut(schema, before)
	if !found {
		panic("data: schema.json has no place for the members of fields")
	}
	b := []byte(head)
	for _, f := range fields {
		if f.JSON == "" || strings.Contains(schema, "\n        \""+f.JSON+"\": {") {
			continue
		}
		kind := `"type": "string"`
		if f.Type == bulletin.Day {
			kind = `"$ref": "#/$defs/day"`
		}
		b = append(escape.AppendJSON(append(b, "        "...), f.JSON), ": { "+kind+`, "description": `...)
		b = append(escape.AppendJSON(b, f.Help.EN), " },\n"...)
	}
	return append(append(b, before...), tail...)
}

func (p *planner) openData() {
	p.fixed("data/schema.json", schema)
	for _, y := range p.years {
		p.add(yearPath(y.year), p.keyOf(between(y.from, y.to), "year"), func(dst []byte) ([]byte, error) { return p.year(dst, y), nil })
	}
	for _, year := range p.site.FormerYears {
		if !slices.ContainsFunc(p.years, func(y span) bool { return y.year == year }) {
			p.fixed(yearPath(year), p.year(nil, span{year: year}))
		}
	}
	p.fixed("data/bulletins.json", p.overview())
	p.fixed("data/next-change.json", p.nextChange())
	all := between(0, len(p.items))
	p.add("data/bulletins.csv", p.keyOf(all, "table"), p.table)
	p.add("data/catalog.jsonld", p.keyOf(all, "catalog"), func(dst []byte) ([]byte, error) { return append(dst, p.catalog()...), nil })
	for _, tree := range p.archive.Trees {
		p.fixed("data/"+tree.Kind.String()+".json", p.vocabulary(tree))
	}
}

func yearPath(year int) string { return "data/" + strconv.Itoa(year) + ".json" }

// year renders the records of one year, one to a line.
func (p *planner) year(dst []byte, y span) []byte {
	w := newJSON(slices.Grow(dst, 256+(y.to-y.from)*1024))
	w.open('{')
	w.name("$schema").text("schema.json#/$defs/year")
	w.name("year").int(int64(y.year))
	w.name("bulletins").open('[')
	for i := range p.items[y.from:y.to] {
		w.line()
		w.open('{')
		p.record(w, p.items[y.from+i].Record)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// overview renders the list of files and years.
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
	for _, name := range []string{"bulletins.csv", "agencies.json", "topics.json", "regions.json", "catalog.jsonld", "schema.json", "next-change.json", "addresses.txt"} {
		short, _, _ := strings.Cut(name, ".")
		switch short {
		case "bulletins":
			short = "table"
		case "next-change":
			short = "next_change"
		}
		w.address(short, "", "data/"+name)
	}
	w.close('}')
	w.name("years").open('[')
	for _, y := range p.years {
		w.line()
		w.open('{')
		w.name("year").int(int64(y.year))
		w.name("count").int(int64(y.to - y.from))
		w.address("path", "", yearPath(y.year))
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}

// nextChange renders when the site will next differ although no source does. It names no bulletin, since none of those is public yet.
func (p *planner) nextChange() []byte {
	w := newJSON(nil)
	w.open('{')
	w.name("$schema").text("schema.json#/$defs/next_change")
	if w.name("next"); p.site.NextChange.IsZero() {
		w.raw("null")
	} else {
		w.time(p.site.NextChange)
	}
	w.name("scheduled").int(int64(p.site.Scheduled))
	w.close('}')
	return append(w.b, '\n')
}

// vocabulary renders a tree as a list, each term with its parent.
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

// addresses writes a page's path below the root, and its absolute address if the site has a base_url.
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
			w.b = append(escape.AppendJSON(w.b, language), ':')
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
