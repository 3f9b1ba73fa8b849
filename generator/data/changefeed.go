package data

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/key"
)

// changeFeed is the feed of what happened to bulletins after their publication: corrections, withdrawals, replacements, erasures. The
// pages of the years hold all of them, so the feed has no archived parts.
type changeFeed struct {
	*planner
	style   string
	changes []*archive.Change // the newest, oldest first
}

// changeFeeds plans changes/feed.xml and changes/feed.json.
func (p *planner) changeFeeds(style string) {
	f := &changeFeed{planner: p, style: style}
	for i := range slices.Backward(p.archive.Changes) {
		if c := &p.archive.Changes[i]; !hidden(c.Record) && (c.By == nil || !hidden(c.By)) {
			f.changes = append(f.changes, c)
		}
		if len(f.changes) == newest {
			break
		}
	}
	slices.Reverse(f.changes)
	parts := []any{p.seed, style}
	for _, c := range f.changes {
		parts = append(parts, p.items[p.index[c.Record.Index]].key, f.changeID(c), c.Day.Unix())
		if c.By != nil {
			parts = append(parts, c.By.Title.Value, c.By.Path)
		}
	}
	k := key.Of(parts...)
	p.add(address.Changes+"feed.xml", key.Of(k, "atom"), func(dst []byte) ([]byte, error) { return f.atom(dst), nil })
	p.add(address.Changes+"feed.json", key.Of(k, "json feed"), func(dst []byte) ([]byte, error) { return f.json(dst), nil })
}

// changeID returns what distinguishes a change from others of its bulletin, for as long as its date stays: "corrected-2020-03-01". A
// bulletin is withdrawn or erased once, so those dates may be corrected.
func (p *planner) changeID(c *archive.Change) string {
	id := string(c.Kind)
	switch {
	case c.By != nil:
		id += "-by-" + strings.ReplaceAll(identity(c.By), "/", "-")
	case c.Kind == archive.Correction:
		id += "-" + c.Day.Format(time.DateOnly)
		if c.Nth > 1 {
			id += "-" + strconv.Itoa(c.Nth)
		}
	}
	return id
}

func (f *changeFeed) appendChangeID(dst []byte, c *archive.Change) []byte {
	return escape.AppendPath(append(f.appendID(dst, c.Record), '#'), f.changeID(c))
}

func (f *changeFeed) heading() string {
	return f.site.Words.Changes.In(f.language()).Text + " - " + f.title(f.language())
}

// headline returns the title of an entry: the kind of change, and the title of the bulletin.
func (f *changeFeed) headline(c *archive.Change) string {
	word := f.site.Words.Status[string(c.Kind)].In(c.Record.Language).Text
	return "[" + cmp.Or(word, string(c.Kind)) + "] " + c.Record.Title.Value
}

// text returns what an entry says: the note or reason, the law, and the bulletin that took the place of this one.
func (f *changeFeed) text(c *archive.Change) string {
	parts := []string{c.Note()}
	if c.Kind == archive.Erasure {
		parts = append(parts, c.Record.LegalGround)
	}
	if c.By != nil {
		parts = append(parts, c.By.Title.Value, f.url(c.By.Path))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

func (f *changeFeed) updated() time.Time {
	last := never
	for _, c := range f.changes {
		if c.Day.After(last) {
			last = c.Day
		}
	}
	return last
}

func (f *changeFeed) atom(dst []byte) []byte {
	page := f.url(address.Changes)
	d := document{planner: f.planner}
	b := append(dst, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<?xml-stylesheet type=\"text/css\" href=\"../"...)
	b = append(append(b, f.style...), "\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:h=\"http://www.w3.org/1999/xhtml\""...)
	b = append(attribute(b, "xml:lang", f.language()), ">\n"...)
	b = element(b, "id", page+"feed.xml")
	b = element(b, "title", f.heading())
	b = append(escape.AppendXML(append(b, "<h:p>"...), f.site.Words.Feed.In(f.language()).Text), " <h:a href=\""...)
	b = append(escape.AppendXML(append(append(b, page...), "\">"...), f.heading()), "</h:a></h:p>\n"...)
	b = link(b, "self", "application/atom+xml", page+"feed.xml")
	b = link(b, "alternate", "text/html", page)
	b = link(b, "alternate", "application/feed+json", page+"feed.json")
	b = append(appendTime(append(b, "<updated>"...), f.updated()), "</updated>\n"...)
	b = d.author(b)
	b = element(b, "rights", f.site.Copyright.In(f.language()).Text)
	b = append(b, "<generator>gongbao</generator>\n"...)
	for _, c := range slices.Backward(f.changes) {
		b = f.entry(b, c)
	}
	return append(b, "</feed>\n"...)
}

func (f *changeFeed) entry(b []byte, c *archive.Change) []byte {
	r := c.Record
	b = append(b, "<entry"...)
	if r.Language != f.language() {
		b = attribute(b, "xml:lang", r.Language)
	}
	b = append(f.appendChangeID(append(b, ">\n<id>"...), c), "</id>\n"...)
	b = f.appendURL(append(b, "<h:a href=\""...), r.Path)
	b = append(escape.AppendXML(append(b, "\">"...), f.headline(c)), "</h:a>\n"...)
	b = element(b, "title", f.headline(c))
	b = append(f.appendURL(append(b, "<link href=\""...), r.Path), "\"/>\n"...)
	b = append(appendTime(append(b, "<updated>"...), c.Day), "</updated>\n"...)
	for _, n := range r.Publishers {
		b = escape.AppendXML(append(b, "<author><name>"...), n.Names.In(r.Language).Text)
		b = append(f.appendURL(append(b, "</name><uri>"...), n.Path()), "</uri></author>\n"...)
	}
	b = append(append(append(b, "<category term=\""...), c.Kind...), "\"/>\n"...)
	return append(element(b, "summary", f.text(c)), "</entry>\n"...)
}

func (f *changeFeed) json(dst []byte) []byte {
	w := newJSON(dst)
	w.open('{')
	w.name("version").text("https://jsonfeed.org/version/1.1")
	w.name("title").text(f.heading())
	w.address("home_page_url", f.base, address.Changes)
	w.address("feed_url", f.base, address.Changes+"feed.json")
	w.name("authors").open('[')
	w.open('{')
	w.name("name").text(f.publisher())
	w.given("url", f.site.Publisher.URL)
	w.close('}')
	w.close(']')
	w.name("language").text(f.language())
	w.name("items").open('[')
	for _, c := range slices.Backward(f.changes) {
		r := c.Record
		w.line()
		w.open('{')
		w.name("id").quoted(func(b []byte) []byte { return f.appendChangeID(b, c) })
		w.address("url", f.base, r.Path)
		w.name("title").text(f.headline(c))
		w.name("content_text").text(f.text(c))
		w.name("date_published").time(c.Day)
		w.authors(f.base, r)
		w.name("tags").open('[')
		w.text(string(c.Kind))
		w.close(']')
		if r.Language != f.language() {
			w.name("language").text(r.Language)
		}
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n')
}
