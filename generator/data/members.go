package data

import (
	"slices"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

// A member of the JSON object that describes a bulletin.
type member struct {
	name  string
	write func(p *planner, w *jsonWriter, r *archive.Record) // writes nothing if there is nothing to say
}

// members are those of a bulletin's object, in order. Members without a function here take their values from the table of fields, as
// written; those of fields declared later come before the sections.
var members = withFieldMembers([]member{
	{"id", func(p *planner, w *jsonWriter, r *archive.Record) {
		if p.base != "" {
			w.name("id").quoted(func(b []byte) []byte { return p.appendID(b, r) })
		}
	}},
	{"path", func(p *planner, w *jsonWriter, r *archive.Record) { p.addresses(w, r.Path) }},
	{"title", func(_ *planner, w *jsonWriter, r *archive.Record) { w.name("title").text(r.Title.Value) }},
	{"subtitle", nil},
	{"language", func(_ *planner, w *jsonWriter, r *archive.Record) { w.name("language").text(r.Language) }},
	{"date", func(_ *planner, w *jsonWriter, r *archive.Record) { day(w, "date", r.Day) }},
	{"published", func(_ *planner, w *jsonWriter, r *archive.Record) { w.name("published").time(r.First) }},
	{"updated", func(_ *planner, w *jsonWriter, r *archive.Record) { w.name("updated").time(updated(r)) }},
	{"status", func(_ *planner, w *jsonWriter, r *archive.Record) { w.name("status").text(status(r)) }},
	{"reason", nil},
	{"withdrawn", nil},
	{"erased", nil},
	{"legal_ground", nil},
	{"expires", nil},
	{"publishers", func(_ *planner, w *jsonWriter, r *archive.Record) {
		w.name("publishers").open('[') // even if it is empty
		for _, n := range r.Publishers {
			term(w, n, r.Language)
		}
		w.close(']')
	}},
	{"region", func(_ *planner, w *jsonWriter, r *archive.Record) {
		if r.Region != nil {
			w.name("region")
			term(w, r.Region, r.Language)
		}
	}},
	{"topics", func(_ *planner, w *jsonWriter, r *archive.Record) {
		list(w, "topics", r.Topics, func(n *archive.Node) { term(w, n, r.Language) })
	}},
	{"number", nil},
	{"index_number", nil},
	{"written", nil},
	{"source", nil},
	{"source_url", nil},
	{"editor", nil},
	{"summary", func(_ *planner, w *jsonWriter, r *archive.Record) { w.given("summary", r.Abstract()) }},
	{"noindex", func(_ *planner, w *jsonWriter, r *archive.Record) {
		if r.NoIndex {
			w.name("noindex").raw("true")
		}
	}},
	{"sections", sections},
	{"changes", changes},
	{"attachments", (*planner).attachments},
	{"supersedes", func(p *planner, w *jsonWriter, r *archive.Record) { p.others(w, "supersedes", r.Supersedes) }},
	{"superseded_by", func(p *planner, w *jsonWriter, r *archive.Record) { p.others(w, "superseded_by", r.SupersededBy) }},
	{"translations", func(p *planner, w *jsonWriter, r *archive.Record) { p.others(w, "translations", r.Translations) }},
})

func withFieldMembers(members []member) []member {
	for i := range bulletin.Fields {
		f := &bulletin.Fields[i]
		if f.JSON == "" {
			continue
		}
		at := slices.IndexFunc(members, func(m member) bool { return m.name == f.JSON })
		if at < 0 {
			at = slices.IndexFunc(members, func(m member) bool { return m.name == "sections" })
			members = slices.Insert(members, at, member{name: f.JSON})
		}
		if members[at].write == nil {
			members[at].write = memberOf(f)
		}
	}
	return members
}

// memberOf returns the function for a field that holds a text or a date. Other types need a function above.
func memberOf(f *bulletin.Field) func(p *planner, w *jsonWriter, r *archive.Record) {
	none := new(bulletin.Bulletin)
	if _, text := f.Text(none); text {
		return func(_ *planner, w *jsonWriter, r *archive.Record) {
			s, _ := f.Text(r.Bulletin)
			w.given(f.JSON, s)
		}
	}
	if _, date := f.Date(none); date {
		return func(_ *planner, w *jsonWriter, r *archive.Record) {
			d, _ := f.Date(r.Bulletin)
			day(w, f.JSON, d.Time)
		}
	}
	return nil
}

// record writes the members that a bulletin has in every JSON file.
func (p *planner) record(w *jsonWriter, r *archive.Record) {
	for i := range members {
		members[i].write(p, w, r)
	}
}

// list writes an array, or nothing if it would be empty.
func list[T any](w *jsonWriter, name string, all []T, write func(T)) {
	if len(all) == 0 {
		return
	}
	w.name(name).open('[')
	for _, one := range all {
		write(one)
	}
	w.close(']')
}

func sections(_ *planner, w *jsonWriter, r *archive.Record) {
	if r.Withheld() { // headings are text
		return
	}
	list(w, "sections", r.Sections, func(s archive.Section) {
		w.open('{')
		w.name("agency")
		term(w, s.Agency, r.Language)
		w.name("heading").text(s.Heading.Text)
		w.name("fragment").text(s.Heading.ID)
		w.close('}')
	})
}

func changes(_ *planner, w *jsonWriter, r *archive.Record) {
	list(w, "changes", r.Changes, func(c bulletin.Change) {
		w.open('{')
		day(w, "date", c.Date.Time)
		w.given("note", c.Note)
		w.close('}')
	})
}

func (p *planner) attachments(w *jsonWriter, r *archive.Record) {
	list(w, "attachments", listed(r), func(a bulletin.Attachment) {
		w.open('{')
		p.addresses(w, r.Stem+"/"+a.Name)
		w.given("title", a.Title)
		w.name("media_type").text(bulletin.MediaType(a.Name))
		w.name("size").int(a.Size)
		w.close('}')
	})
}

// others writes related bulletins, without drafts and those that are not published yet.
func (p *planner) others(w *jsonWriter, name string, all []*archive.Record) {
	if !slices.ContainsFunc(all, func(r *archive.Record) bool { return !hidden(r) }) {
		return
	}
	w.name(name).open('[')
	for _, other := range all {
		if !hidden(other) {
			w.open('{')
			p.addresses(w, other.Path)
			w.name("language").text(other.Language)
			w.close('}')
		}
	}
	w.close(']')
}

// term writes an agency, topic or region, with its name in a language.
func term(w *jsonWriter, n *archive.Node, language string) {
	w.open('{')
	w.name("id").text(n.ID)
	w.name("name").text(n.Names.In(language).Text)
	w.close('}')
}

// day writes a day of the calendar (RFC 3339 full-date), or nothing if the time is zero.
func day(w *jsonWriter, name string, t time.Time) {
	if !t.IsZero() {
		w.name(name).quoted(func(b []byte) []byte { return t.AppendFormat(b, time.DateOnly) })
	}
}
