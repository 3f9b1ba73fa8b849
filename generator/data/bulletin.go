package data

import (
	"slices"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/publish"
)

// beside plans what stands beside a bulletin's page, by setting: SLUG.json, with the text, and SLUG.md, the source itself.
func (p *planner) beside() {
	for i := range p.items {
		r := p.items[i].Record
		stem := r.Stem
		if p.site.JSON {
			p.add(stem+".json", p.keyOf([]int32{int32(i)}, "bulletin"), func(dst []byte) ([]byte, error) { return p.bulletin(dst, stem+".json", r) })
		}
		if p.site.Markdown {
			p.files = append(p.files, publish.File{Path: stem + ".md", Key: publish.Key(r.Hash), Copy: p.texts.File(r)})
		}
	}
}

// bulletin renders one bulletin with its text.
func (p *planner) bulletin(dst []byte, path string, r *archive.Record) ([]byte, error) {
	text, err := p.texts.Text(r)
	if err != nil {
		return dst, err
	}
	root := p.base
	if root == "" {
		root = upward(path)
	}
	html, err := p.texts.HTML(r, root)
	if err != nil {
		return dst, err
	}
	w := newJSON(slices.Grow(dst, 2048+len(text)+len(html)))
	w.open('{')
	w.name("$schema").text(upward(path) + "data/schema.json#/$defs/document")
	p.record(w, r)
	w.name("text").text(text)
	w.name("html").text(html)
	w.close('}')
	return append(w.b, '\n'), nil
}

// record writes the members that a bulletin has in every JSON file.
func (p *planner) record(w *jsonWriter, r *archive.Record) {
	if p.base != "" {
		w.name("id").quoted(func(b []byte) []byte { return p.appendID(b, r) })
	}
	p.addresses(w, r.Path)
	w.name("title").text(r.Title.Value)
	w.given("subtitle", r.Subtitle)
	w.name("language").text(r.Language)
	day(w, "date", r.Day)
	w.name("published").time(r.First)
	w.name("updated").time(updated(r))
	w.name("status").text(status(r))
	w.given("reason", r.Reason)
	day(w, "expires", r.ExpiresAt.Time)
	w.name("publishers").open('[')
	for _, n := range r.Publishers {
		term(w, n, r.Language)
	}
	w.close(']')
	if r.Region != nil {
		w.name("region")
		term(w, r.Region, r.Language)
	}
	if len(r.Topics) > 0 {
		w.name("topics").open('[')
		for _, n := range r.Topics {
			term(w, n, r.Language)
		}
		w.close(']')
	}
	w.given("number", r.Number.Value)
	w.given("index_number", r.IndexNumber)
	day(w, "written", r.Written.Time)
	w.given("source", r.Origin)
	w.given("source_url", r.OriginURL)
	w.given("editor", r.Editor)
	w.given("summary", r.Summary)
	p.parts(w, r)
	p.ties(w, r)
}

// parts writes what a bulletin is made of: sections of agencies, corrections, attachments.
func (p *planner) parts(w *jsonWriter, r *archive.Record) {
	if len(r.Sections) > 0 {
		w.name("sections").open('[')
		for _, s := range r.Sections {
			w.open('{')
			w.name("agency")
			term(w, s.Agency, r.Language)
			w.name("heading").text(s.Heading.Text)
			w.name("fragment").text(s.Heading.ID)
			w.close('}')
		}
		w.close(']')
	}
	if len(r.Changes) > 0 {
		w.name("changes").open('[')
		for _, c := range r.Changes {
			w.open('{')
			day(w, "date", c.Date.Time)
			w.given("note", c.Note)
			w.close('}')
		}
		w.close(']')
	}
	if files := listed(r); len(files) > 0 {
		w.name("attachments").open('[')
		for _, a := range files {
			w.open('{')
			p.addresses(w, r.Stem+"/"+a.Name)
			w.given("title", a.Title)
			w.name("media_type").text(mediaType(a.Name))
			w.name("size").int(a.Size)
			w.close('}')
		}
		w.close(']')
	}
}

// ties writes the other bulletins that this one has to do with.
func (p *planner) ties(w *jsonWriter, r *archive.Record) {
	for _, tie := range []struct {
		name   string
		others []*archive.Record
	}{{"supersedes", r.Supersedes}, {"superseded_by", r.SupersededBy}, {"translations", r.Translations}} {
		if !slices.ContainsFunc(tie.others, func(r *archive.Record) bool { return !hidden(r) }) {
			continue
		}
		w.name(tie.name).open('[')
		for _, other := range tie.others {
			if !hidden(other) {
				w.open('{')
				p.addresses(w, other.Path)
				w.name("language").text(other.Language)
				w.close('}')
			}
		}
		w.close(']')
	}
}

func term(w *jsonWriter, n *archive.Node, language string) {
	w.open('{')
	w.name("id").text(n.ID)
	w.name("name").text(n.Names.In(language).Text)
	w.close('}')
}

// day writes a day of the calendar (RFC 3339 full-date); none is left out.
func day(w *jsonWriter, name string, t time.Time) {
	if !t.IsZero() {
		w.name(name).quoted(func(b []byte) []byte { return t.AppendFormat(b, time.DateOnly) })
	}
}
