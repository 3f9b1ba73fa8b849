package bulletin

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// Options are what the meaning of a source depends on beside itself.
type Options struct {
	Location *time.Location // the site's time zone; it decides the day of a date; nil: UTC
}

// Parse reads the source of a bulletin. source is its path below the content folder, file the name that problems show.
//
// It gives the bulletin, its body (a part of data, in UTF-8), the number of the body's first line, and all problems. With problems,
// the bulletin still has what is sure, so that others which refer to it need not complain as well; it is nil where nothing is.
// The caller adds what lies outside the text: Hash, Headings, Links, the files of Attachments, and Summary where it is empty.
func Parse(source, file string, data []byte, o Options) (b *Bulletin, body []byte, bodyLine int, problems []problem.Problem) {
	f := cut(file, data)
	if !f.ok {
		return nil, nil, 0, f.problems
	}
	r := newReader(file, f, o)
	b = &Bulletin{Page: Page{Source: source}}
	status := false
	for i, key := range f.value.Keys {
		name, v := key.Name, &f.value.Items[i]
		switch name {
		case "subtitle":
			b.Subtitle = r.Line(name, v).Value
		case "number":
			b.Number = r.Line(name, v)
		case "index_number":
			b.IndexNumber = r.Line(name, v).Value
		case "source":
			b.Origin = r.Line(name, v).Value
		case "source_url":
			b.OriginURL = r.URL(name, v).Value
		case "editor":
			b.Editor = r.Line(name, v).Value
		case "publisher":
			b.Publishers = r.Lines(name, v)
		case "region":
			b.Region = r.Line(name, v)
		case "topics":
			b.Topics = r.Lines(name, v)
		case "date":
			b.Date = r.date(name, v)
		case "written":
			b.Written = r.date(name, v)
		case "updated":
			b.Updated = r.date(name, v)
		case "publish_at":
			b.PublishAt = r.date(name, v)
		case "expires_at":
			b.ExpiresAt = r.date(name, v)
		case "changes":
			b.Changes = r.changes(name, v)
		case "status":
			b.StatusAt = v.Pos
			if n := r.Choice(name, v, statusNames[:]); n >= 0 {
				b.Status, status = Status(n), true
			}
		case "reason":
			b.Reason = r.paragraph(name, v)
		case "supersedes":
			b.Supersedes = r.Lines(name, v)
		case "superseded_by":
			b.SupersededBy = r.Lines(name, v)
		case "translation_of":
			b.TranslationOf = r.Line(name, v)
		default:
			if !r.common(&b.Page, name, v) {
				r.Unknown(key, bulletinKeys)
			}
		}
	}
	r.require("title", b.Title.Value != "")
	r.require("publisher", len(b.Publishers) > 0)
	r.require("date", !b.Date.IsZero())
	r.timely(b)
	r.lifecycle(b, status)
	r.translation(b.TranslationKey, b.TranslationOf)
	if b.Slug.Value == "" {
		b.Slug = r.defaultSlug(source)
	}
	return b, f.body, f.bodyLine, r.Problems
}

var bulletinKeys = []string{"title", "publisher", "date", "region", "topics", "summary", "subtitle", "language", "number", "index_number",
	"source", "source_url", "editor", "slug", "aliases", "written", "updated", "changes", "status", "supersedes", "superseded_by", "reason",
	"publish_at", "expires_at", "draft", "translation_key", "translation_of", "attachments"}

// ParsePage reads the source of a plain page, as Parse does that of a bulletin.
func ParsePage(source, file string, data []byte, o Options) (p *Page, body []byte, bodyLine int, problems []problem.Problem) {
	f := cut(file, data)
	if !f.ok {
		return nil, nil, 0, f.problems
	}
	r := newReader(file, f, o)
	r.page = true
	p = &Page{Source: source}
	for i, key := range f.value.Keys {
		if !r.common(p, key.Name, &f.value.Items[i]) {
			r.Unknown(key, pageKeys)
		}
	}
	r.require("title", p.Title.Value != "")
	if p.Slug.Value == "" {
		p.Slug = r.defaultSlug(source)
	}
	return p, f.body, f.bodyLine, r.Problems
}

// common reads what a bulletin and a plain page may both say, and reports whether the field is of that kind.
func (r *reader) common(p *Page, name string, v *fields.Value) bool {
	switch name {
	case "title":
		p.Title = r.Line(name, v)
	case "language":
		p.Language = r.Language(name, v)
	case "summary":
		p.Summary = r.paragraph(name, v)
	case "slug":
		p.Slug = r.slug(name, v)
	case "aliases":
		p.Aliases = r.aliases(name, v)
	case "translation_key":
		p.TranslationKey = r.Line(name, v)
	case "draft":
		p.Draft = r.Bool(name, v)
	case "attachments":
		p.Attachments = r.attachments(name, v)
	default:
		return false
	}
	return true
}

var pageKeys = []string{"title", "language", "summary", "slug", "aliases", "translation_key", "draft", "attachments"}

// reader reads the front matter of one source.
type reader struct {
	fields.Reader
	front    *fields.Value
	open     problem.Pos
	location *time.Location
	page     bool
}

func newReader(file string, f front, o Options) *reader {
	if o.Location == nil {
		o.Location = time.UTC
	}
	return &reader{Reader: fields.Reader{File: file, Problems: f.problems}, front: &f.value, open: f.open, location: o.Location}
}

// require tells of a field that must be there, unless what is wrong with it was told already.
func (r *reader) require(key string, given bool) {
	if given {
		return
	}
	needs := "a bulletin needs title, publisher and date"
	if r.page {
		needs = "a page needs a title"
	}
	switch v, ok := r.front.Get(key); {
	case !ok && r.misspelt(key):
	case !ok:
		r.Add(r.open, "%s is missing; %s", key, needs)
	case v.Kind == fields.Null, v.Kind == fields.List && len(v.Items) == 0, v.Kind == fields.String && strings.TrimSpace(v.Text) == "":
		r.Add(v.Pos, "%s is empty; %s", key, needs)
	}
}

// misspelt says whether an unknown key was most likely meant as this one: it was told already, with that hint, and one cause
// is one problem.
func (r *reader) misspelt(key string) bool {
	known := bulletinKeys
	if r.page {
		known = pageKeys
	}
	return slices.ContainsFunc(r.front.Keys, func(k fields.Key) bool {
		return !slices.Contains(known, k.Name) && problem.Nearest(k.Name, known) == key
	})
}

// timely tells of dates that contradict one another.
func (r *reader) timely(b *Bulletin) {
	if !b.ExpiresAt.IsZero() {
		shown, key := b.PublishAt, "publish_at"
		if shown.IsZero() {
			shown, key = b.Date, "date"
		}
		if !shown.IsZero() && !b.ExpiresAt.After(shown.Time) {
			r.Add(b.ExpiresAt.Pos, "expires_at is not later than %s; expected a date after it", key)
		}
	}
	if !b.Updated.IsZero() && b.Updated.Before(b.Date.Time) && !sameDay(b.Updated, b.Date) {
		r.Add(b.Updated.Pos, "updated lies before date; expected the date of a later correction")
	}
}

func sameDay(a, b Date) bool {
	return a.Format(time.DateOnly) == b.Format(time.DateOnly)
}

// lifecycle sees that a status says what a reader needs to know, and takes it from superseded_by where it is not given.
func (r *reader) lifecycle(b *Bulletin, given bool) {
	if len(b.SupersededBy) > 0 && b.Status < Superseded {
		if given {
			r.Add(b.StatusAt, "status is %s, but superseded_by is given; expected superseded", b.Status)
			return
		}
		if _, written := r.front.Get("status"); !written {
			b.Status, b.StatusAt = Superseded, b.SupersededBy[0].Pos
		}
	}
	switch {
	case b.Status == Withdrawn && b.Reason == "" && r.silent("reason"):
		r.Add(b.StatusAt, "status is withdrawn without a reason; expected reason: to tell readers why")
	case b.Status == Superseded && len(b.SupersededBy) == 0 && b.Reason == "" && r.silent("superseded_by") && r.silent("reason"):
		r.Add(b.StatusAt, "status is superseded, but not by what; expected superseded_by: or reason:")
		r.Problems[len(r.Problems)-1].Warning = true // another bulletin may name this one as superseded
	case b.Status == Corrected && len(b.Changes) == 0 && b.Reason == "" && r.silent("changes") && r.silent("reason"):
		r.Add(b.StatusAt, "status is corrected, but not how; expected changes: or reason:")
		r.Problems[len(r.Problems)-1].Warning = true
	}
}

// silent says whether nothing was told about a key yet: it is absent, or empty.
func (r *reader) silent(key string) bool {
	v, ok := r.front.Get(key)
	return !ok || v.Kind == fields.Null || v.Kind == fields.String
}

func (r *reader) translation(key, of Text) {
	if key.Value != "" && of.Value != "" {
		r.Add(of.Pos, "translation_of and translation_key are both given; expected one of them")
	}
}

// changes reads the corrections of a text: a list of maps with date and note.
func (r *reader) changes(key string, v *fields.Value) []Change {
	if v.Kind == fields.Null {
		return nil
	}
	if v.Kind != fields.List {
		r.Wrong(key, v, "a list of dates and notes")
		return nil
	}
	changes := make([]Change, 0, len(v.Items))
	for i := range v.Items {
		item := &v.Items[i]
		if item.Kind != fields.Map {
			r.Wrong("an entry of "+key, item, "a date and a note")
			continue
		}
		var c Change
		before := len(r.Problems)
		for j, k := range item.Keys {
			switch k.Name {
			case "date":
				c.Date = r.date("date", &item.Items[j])
			case "note":
				c.Note = r.paragraph("note", &item.Items[j])
			default:
				r.Unknown(k, []string{"date", "note"})
			}
		}
		switch {
		case len(r.Problems) > before:
		case c.Date.IsZero():
			r.Add(item.Pos, "a change has no date; expected date and note")
		case c.Note == "":
			r.Add(item.Pos, "a change has no note; expected date and note")
		default:
			changes = append(changes, c)
		}
	}
	return changes
}

// paragraph reads a text that may run over several lines, and makes one of them: without a space where the break falls between
// two characters of Chinese or the like, as in the body.
func (r *reader) paragraph(key string, v *fields.Value) string {
	text := r.Text(key, v).Value
	if strings.IndexByte(text, '\n') < 0 {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(b.String())
		first, _ := utf8.DecodeRuneInString(line)
		if b.Len() > 0 && (last < 0x2E80 || first < 0x2E80) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}
