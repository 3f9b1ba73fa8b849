package data

import (
	"cmp"
	"slices"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

// json renders the newest entries as a JSON Feed (jsonfeed.org, version 1.1). Items have the ids of the Atom entries.
func (d *document) json(dst []byte) ([]byte, error) {
	w := newJSON(slices.Grow(dst, 2048+len(d.entries)*1024))
	language := d.language()
	w.open('{')
	w.name("version").text("https://jsonfeed.org/version/1.1")
	w.name("title").text(d.heading())
	w.address("home_page_url", d.base, d.feed.folder)
	w.address("feed_url", d.base, d.feed.folder+"feed.json")
	if d.feed.node == nil {
		w.given("description", d.site.Description.In(language).Text)
	}
	if words := d.site.Words.Feed.In(language).Text; words != "" {
		w.name("user_comment").text(words + " " + d.url(d.feed.folder))
	}
	if d.site.Icon != "" {
		w.address("favicon", d.base, d.site.Icon)
	}
	w.name("authors").open('[')
	w.open('{')
	w.name("name").text(d.publisher())
	w.given("url", d.site.Publisher.URL)
	w.close('}')
	w.close(']')
	w.name("language").text(language)
	w.name("items").open('[')
	for _, i := range slices.Backward(d.entries) {
		w.line()
		if err := d.item(w, d.items[i].Record); err != nil {
			return dst, err
		}
	}
	w.close(']')
	w.close('}')
	return append(w.b, '\n'), nil
}

func (d *document) item(w *jsonWriter, r *archive.Record) error {
	w.open('{')
	w.name("id").quoted(func(b []byte) []byte { return d.appendID(b, r) })
	w.address("url", d.base, r.Path)
	w.name("title").text(d.headline(r))
	abstract := d.abstract(r)
	if d.full {
		html, err := d.content(r)
		if err != nil {
			return err
		}
		w.name("content_html").text(html)
		w.given("summary", abstract)
	} else {
		w.name("content_text").text(cmp.Or(abstract, r.Title.Value)) // one of the two contents must be there
	}
	w.name("date_published").time(r.First)
	w.name("date_modified").time(updated(r))
	w.authors(d.base, r)
	if len(r.Topics) > 0 {
		w.name("tags").open('[')
		for _, n := range r.Topics {
			w.text(n.Names.In(r.Language).Text)
		}
		w.close(']')
	}
	if r.Language != d.language() {
		w.name("language").text(r.Language)
	}
	if files := enclosed(r); len(files) > 0 {
		w.name("attachments").open('[')
		for _, a := range files {
			w.open('{')
			w.address("url", d.base, r.Stem+"/"+a.Name)
			w.name("mime_type").text(bulletin.MediaType(a.Name))
			w.given("title", a.Title)
			w.name("size_in_bytes").int(a.Size)
			w.close('}')
		}
		w.close(']')
	}
	w.close('}')
	return nil
}

// authors writes the publishers of a bulletin as the authors of an item.
func (w *jsonWriter) authors(base string, r *archive.Record) {
	w.name("authors").open('[')
	for _, n := range r.Publishers {
		w.open('{')
		w.name("name").text(n.Names.In(r.Language).Text)
		w.address("url", base, n.Path())
		w.close('}')
	}
	w.close(']')
}
