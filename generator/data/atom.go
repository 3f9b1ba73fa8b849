package data

import (
	"slices"
	"strconv"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

// never is the `updated` of a feed without entries, which RFC 4287 §4.1.1 requires nevertheless.
var never = time.Unix(0, 0).UTC()

// atom renders a document as Atom (RFC 4287). In a browser the style sheet shows the entries, and XHTML elements, which feed
// readers ignore (RFC 4287 §6.3), provide links for people.
func (d *document) atom(dst []byte) ([]byte, error) {
	language, page := d.language(), d.url(d.feed.folder)
	b := slices.Grow(dst, 2048+len(d.entries)*1024)
	b = append(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<?xml-stylesheet type=\"text/css\" href=\""...)
	b = append(append(b, upward(d.path())...), d.style...)
	b = append(b, "\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:fh=\"http://purl.org/syndication/history/1.0\" xmlns:h=\"http://www.w3.org/1999/xhtml\""...)
	b = attribute(b, "xml:lang", language)
	b = append(b, ">\n<id>"...)
	b = append(d.appendURL(b, d.feed.folder+"feed.xml"), "</id>\n"...)
	b = element(b, "title", d.heading())
	if d.feed.node == nil {
		b = element(b, "subtitle", d.site.Description.In(language).Text)
	}
	b = append(b, "<h:p>"...)
	b = escape.AppendXML(b, d.site.Words.Feed.In(language).Text)
	b = append(append(append(b, " <h:a href=\""...), page...), "\">"...)
	b = append(escape.AppendXML(b, d.heading()), "</h:a></h:p>\n"...)

	b = link(b, "self", "application/atom+xml", d.url(d.path()))
	b = link(b, "alternate", "text/html", page)
	if d.part < 0 {
		b = link(b, "alternate", "application/feed+json", d.url(d.feed.folder+"feed.json"))
	} else {
		b = append(b, "<fh:archive/>\n"...)
		b = link(b, "current", "application/atom+xml", d.url(d.feed.folder+"feed.xml"))
	}
	if d.previous != "" {
		b = link(b, "prev-archive", "application/atom+xml", d.url(d.previous))
	}
	if d.next != "" {
		b = link(b, "next-archive", "application/atom+xml", d.url(d.next))
	}
	b = append(b, "<updated>"...)
	b = append(appendTime(b, d.updated()), "</updated>\n"...)
	b = d.author(b)
	b = element(b, "rights", d.site.Copyright.In(language).Text)
	if d.site.Icon != "" {
		b = append(d.appendURL(append(b, "<icon>"...), d.site.Icon), "</icon>\n"...)
	}
	b = append(b, "<generator>gongbao</generator>\n"...)
	for _, i := range slices.Backward(d.entries) {
		var err error
		if b, err = d.entry(b, d.items[i].Record); err != nil {
			return dst, err
		}
	}
	return append(b, "</feed>\n"...), nil
}

// updated returns the time of the newest change of an entry.
func (d *document) updated() time.Time {
	last := never
	for _, i := range d.entries {
		if t := updated(d.items[i].Record); t.After(last) || last == never {
			last = t
		}
	}
	return last
}

func (d *document) author(b []byte) []byte {
	b = append(escape.AppendXML(append(b, "<author><name>"...), d.publisher()), "</name>"...)
	if d.site.Publisher.URL != "" {
		b = append(escape.AppendXML(append(b, "<uri>"...), d.site.Publisher.URL), "</uri>"...)
	}
	if d.site.Publisher.Email != "" {
		b = append(escape.AppendXML(append(b, "<email>"...), d.site.Publisher.Email), "</email>"...)
	}
	return append(b, "</author>\n"...)
}

func (d *document) entry(b []byte, r *archive.Record) ([]byte, error) {
	b = append(b, "<entry"...)
	if r.Language != d.language() {
		b = attribute(b, "xml:lang", r.Language)
	}
	b = append(b, ">\n<id>"...)
	b = append(d.appendID(b, r), "</id>\n"...)
	headline := d.headline(r)
	if d.part < 0 { // people may open a feed in a browser, but hardly its archive
		b = d.appendURL(append(b, "<h:a href=\""...), r.Path)
		b = append(escape.AppendXML(append(b, "\">"...), headline), "</h:a>\n"...)
	}
	b = element(b, "title", headline)
	b = d.appendURL(append(b, "<link href=\""...), r.Path)
	b = append(b, "\"/>\n"...)
	for _, a := range enclosed(r) {
		b = d.appendURL(append(b, "<link rel=\"enclosure\" href=\""...), r.Stem+"/"+a.Name)
		b = attribute(append(b, '"'), "type", bulletin.MediaType(a.Name))
		b = attribute(b, "length", strconv.FormatInt(a.Size, 10))
		b = append(attribute(b, "title", a.Title), "/>\n"...)
	}
	b = appendTime(append(b, "<published>"...), r.First)
	b = appendTime(append(b, "</published>\n<updated>"...), updated(r))
	b = append(b, "</updated>\n"...)
	for _, n := range r.Publishers {
		b = escape.AppendXML(append(b, "<author><name>"...), n.Names.In(r.Language).Text)
		b = d.appendURL(append(b, "</name><uri>"...), n.Path())
		b = append(b, "</uri></author>\n"...)
	}
	for _, n := range r.Topics {
		b = attribute(append(b, "<category"...), "term", n.ID)
		b = append(append(append(b, " scheme=\""...), d.base...), "topics/\""...)
		b = append(attribute(b, "label", n.Names.In(r.Language).Text), "/>\n"...)
	}
	if !d.full {
		return append(element(b, "summary", d.abstract(r)), "</entry>\n"...), nil
	}
	html, err := d.content(r)
	if err != nil {
		return b, err
	}
	b = d.appendURL(append(b, "<content type=\"html\" xml:base=\""...), r.Path)
	b = escape.AppendXML(append(b, "\">"...), html)
	return append(b, "</content>\n</entry>\n"...), nil
}

// element appends an element that holds text, unless the text is empty.
func element(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	b = append(append(append(b, '<'), name...), '>')
	b = append(escape.AppendXML(b, text), "</"...)
	return append(append(b, name...), ">\n"...)
}

// attribute appends an attribute, unless its value is empty.
func attribute(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, ' '), name...), `="`...)
	return append(escape.AppendXML(b, value), '"')
}

func link(b []byte, rel, kind, address string) []byte {
	b = attribute(append(b, "<link"...), "rel", rel)
	b = attribute(b, "type", kind)
	return append(attribute(b, "href", address), "/>\n"...)
}
