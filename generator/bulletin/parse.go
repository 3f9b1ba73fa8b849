package bulletin

import (
	"slices"
	"strings"
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// Options are what the meaning of a source depends on besides the source itself.
type Options struct {
	Location *time.Location // the site's time zone, which decides the day of a date; nil: UTC
}

// Parse reads the source of a bulletin. source is its path below the content folder, file the name that problems show.
//
// It returns the bulletin, its body (a part of data, in UTF-8), the number of the body's first line, and all problems. Of an erased
// bulletin it returns only what remains, and no body (erasure.go). Despite
// problems, the bulletin holds what is certain, so that bulletins that refer to it need not be reported as well; it is nil if the
// front matter cannot be read. The caller adds what the front matter does not say: Hash, Headings, Links, the files of
// Attachments, and Summary if it is empty.
func Parse(source, file string, data []byte, o Options) (b *Bulletin, body []byte, bodyLine int, problems []problem.Problem) {
	f := cut(file, data)
	if !f.ok {
		return nil, nil, 0, f.problems
	}
	r := newReader(file, f, o)
	b = &Bulletin{Page: Page{Source: source}}
	r.fields(b)
	r.dates(b)
	r.lifecycle(b)
	r.number(b)
	r.translation(b.TranslationKey, b.TranslationOf)
	if b.Slug.Value == "" {
		b.Slug = r.defaultSlug(source)
	}
	if b.Status == Erased {
		r.titleInAddresses(b)
		return b.remains(), nil, f.bodyLine, r.Problems
	}
	return b, f.body, f.bodyLine, r.Problems
}

// ParsePage reads the source of a plain page, as Parse does that of a bulletin.
func ParsePage(source, file string, data []byte, o Options) (p *Page, body []byte, bodyLine int, problems []problem.Problem) {
	f := cut(file, data)
	if !f.ok {
		return nil, nil, 0, f.problems
	}
	r := newReader(file, f, o)
	r.page = true
	b := &Bulletin{Page: Page{Source: source}}
	r.fields(b)
	if b.Slug.Value == "" {
		b.Slug = r.defaultSlug(source)
	}
	page := b.Page // so that the page does not keep a whole bulletin in memory
	return &page, f.body, f.bodyLine, r.Problems
}

// reader reads the front matter of one source.
type reader struct {
	fields.Reader
	front     *fields.Value
	open      problem.Pos
	location  *time.Location
	page      bool
	hasStatus bool // the editor wrote a valid status
}

func newReader(file string, f front, o Options) *reader {
	if o.Location == nil {
		o.Location = time.UTC
	}
	return &reader{Reader: fields.Reader{File: file, Problems: f.problems}, front: &f.value, open: f.open, location: o.Location}
}

// fields reads all keys of the front matter into a bulletin, and reports required fields that are missing.
func (r *reader) fields(b *Bulletin) {
	for i, key := range r.front.Keys {
		f := fieldByKey[key.Name]
		if f == nil || r.page && !f.Page {
			r.unknown(i)
			continue
		}
		r.value(f, &r.front.Items[i], b)
	}
	for _, f := range requiredFields {
		if (f.Page || !r.page) && f.empty(b) && !(b.EraseTitle && f.Key == "title") {
			r.required(f)
		}
	}
}

// keys returns the keys of the source's kind.
func (r *reader) keys() []string {
	if r.page {
		return pageKeys
	}
	return bulletinKeys
}

// required reports a required field that is missing or empty, unless its problem has been reported already.
func (r *reader) required(f *Field) {
	needs := "a bulletin needs title, publisher and date"
	if r.page {
		needs = "a page needs a title"
	}
	switch v, ok := r.front.Get(f.Key); {
	case ok && v.Kind == fields.Null && v.LosesText(): // one cause is one problem: the error takes the place of the warning
		r.Problems = slices.DeleteFunc(r.Problems, func(p problem.Problem) bool { return p.Code == problem.CommentCutsText && p.Line == int(v.Pos.Line) })
		r.Report(v.Pos, f.Empty, "%s is empty: # starts a comment; %s", f.Key, needs)
		r.HintQuote(f.Key, v)
	case !ok && r.misspelt(f.Key):
	case !ok:
		r.Report(r.open, f.Missing, "%s is missing; %s", f.Key, needs)
	case v.Kind == fields.Null, v.Kind == fields.List && len(v.Items) == 0, v.Kind == fields.String && strings.TrimSpace(v.Text) == "":
		r.Report(v.Pos, f.Empty, "%s is empty; %s", f.Key, needs)
	}
}
