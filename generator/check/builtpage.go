package check

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"gongbao/generator/problem"
)

// pageReader reads built pages one after the other and reuses its buffers. Each worker has one.
type pageReader struct {
	*builtArchive
	buf      []byte
	follow   []byte
	file     int32
	path     string
	seen     []uint64  // hashes of the ids of the page
	ownLinks []ownLink // links to ids of the same page
	open     []element
}

type ownLink struct {
	id       uint64
	fragment string
	at       int
}

// element is an open element.
type element struct {
	name []byte
	at   int
}

// page reads one page or feed.
func (r *pageReader) page(file int32) error {
	f := r.files[file]
	data, err := load(filepath.Join(r.Output, filepath.FromSlash(f.path)), f.size, r.buf)
	if err != nil {
		return err
	}
	r.buf, r.file, r.path = data, file, f.path
	if path.Ext(f.path) == ".xml" {
		r.xml(newTokenizer(data))
		return nil
	}
	r.seen, r.ownLinks, r.open = r.seen[:0], r.ownLinks[:0], r.open[:0]
	r.html(newTokenizer(data))
	r.checkIDs()
	return nil
}

// found adds an error at a byte of the page.
func (r *pageReader) found(code problem.Code, at int, message, hint string) {
	r.builtArchive.found(code, position{file: r.file, at: int32(at)}, message, hint)
}

// xml follows the links of feeds and sitemaps.
func (r *pageReader) xml(t tokenizer) {
	for t.next() {
		switch name := string(t.tag.name); {
		case t.tag.end:
		case name == "loc":
			at := t.pos
			if end := bytes.IndexByte(t.data[at:], '<'); end > 0 {
				r.link(unescaped(t.data[at:at+end]), at, false)
			}
		case name == "link" || name == "atom:link":
			for _, a := range t.tag.attrs {
				if string(a.name) == "href" {
					r.link(unescaped(a.value), a.at, false)
				}
			}
		}
	}
}

func (r *pageReader) html(t tokenizer) {
	language, title := false, false
	drawing := 0 // depth of SVG and MathML elements, which have other rules
	for t.next() {
		tag, name := &t.tag, string(t.tag.name)
		foreign := name == "svg" || name == "math"
		if tag.end {
			if foreign && drawing > 0 {
				drawing--
			}
			r.close(tag)
			continue
		}
		r.attributes(tag)
		if !void(tag.name) && !(tag.empty && (drawing > 0 || foreign)) {
			r.open = append(r.open, element{tag.name, tag.at})
			if foreign {
				drawing++
			}
		}
		switch {
		case drawing > 0:
		case name == "html":
			lang, _ := tag.get("lang")
			language = len(bytes.TrimSpace(lang)) > 0
		case name == "title":
			title = len(bytes.TrimSpace(t.raw(name))) > 0
		case name == "script", name == "style", name == "textarea":
			t.raw(name)
		case name == "img":
			if _, ok := tag.get("alt"); !ok {
				src, _ := tag.get("src")
				r.found(problem.ImageAlt, tag.at, fmt.Sprintf("the image %s has no alt attribute", src), "add an alt that describes the image, or an empty one if it is decorative")
			}
		}
	}
	if t.cut >= 0 {
		r.found(problem.OpenElement, t.cut, "the file ends inside a tag", "build again; if that does not help, check the template")
	}
	r.unclosed(0)
	if !language {
		r.found(problem.PageLanguage, 0, "the page has no lang attribute on its html element", "write <html lang=…> in the template")
	}
	if !title {
		r.found(problem.PageTitle, 0, "the page has no title, or an empty one", "write <title>…</title> in the head of the template")
	}
}

// close handles an end tag. Elements whose end tag may be omitted end with their parent.
func (r *pageReader) close(t *tag) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if bytes.Equal(r.open[i].name, t.name) {
			r.unclosed(i + 1)
			r.open = r.open[:i]
			return
		}
	}
	if !optional(t.name) {
		r.found(problem.OpenElement, t.at, fmt.Sprintf("</%s> closes nothing", t.name), "remove it, or add its start tag")
	}
}

// unclosed reports the open elements from an index on that should have been closed by now.
func (r *pageReader) unclosed(from int) {
	for _, e := range r.open[from:] {
		if !optional(e.name) {
			r.found(problem.OpenElement, e.at, fmt.Sprintf("<%s> is not closed", e.name), "add its end tag before that of its parent")
		}
	}
}

// attributes collects the ids and follows the links of a tag.
func (r *pageReader) attributes(t *tag) {
	for _, a := range t.attrs {
		switch string(a.name) {
		case "id":
			r.seen = append(r.seen, xxh3.Hash(unescaped(a.value)))
		case "href":
			name := string(t.name)
			r.link(unescaped(a.value), a.at, name == "a" || name == "area")
		case "src", "poster", "action", "formaction":
			r.link(unescaped(a.value), a.at, false)
		case "data":
			if string(t.name) == "object" {
				r.link(unescaped(a.value), a.at, false)
			}
		case "srcset":
			for candidate := range bytes.SplitSeq(unescaped(a.value), []byte(",")) {
				address, _, _ := bytes.Cut(bytes.TrimSpace(candidate), []byte(" "))
				r.link(address, a.at, false)
			}
		case "content":
			if kind, _ := t.get("http-equiv"); bytes.EqualFold(kind, []byte("refresh")) {
				if _, address, ok := bytes.Cut(unescaped(a.value), []byte("=")); ok {
					r.link(bytes.Trim(address, `'" `), a.at, false)
				}
			}
		}
	}
}

// link follows a link at a byte of the page. clickable reports whether readers can follow it to another site.
func (r *pageReader) link(href []byte, at int, clickable bool) {
	l := r.site.follow(r.path, href, r.follow)
	if l.path != nil {
		r.follow = l.path[:0]
	}
	switch l.kind {
	case toFile:
		if id, ok := fragmentID(l.fragment); ok {
			r.anchor(l, id, at)
		}
	case toOutside:
		r.dead(at, string(href), nil, fmt.Sprintf("link to %s leads out of the archive", href), "the archive may be copied to any folder of any host, where only its own files are certain to exist")
	case toMissing:
		hint := "the file was renamed, removed or never created"
		if _, ok := r.site.files[string(l.path)+"/index.html"]; ok {
			hint = "it is a folder: add / at the end of the address"
		}
		path := "/" + address(string(l.path)) // the build made the author's links from the root relative
		r.dead(at, string(href), []string{path}, fmt.Sprintf("link to %s leads to no file of the archive", path), hint)
	case toWeb:
		if clickable && r.Web != nil {
			address, _, _ := strings.Cut(l.web, "#")
			r.mu.Lock()
			defer r.mu.Unlock()
			g := r.web[address]
			if g == nil {
				g = &group{}
				r.web[address] = g
			}
			g.add(position{r.file, int32(at), string(href)})
		}
	}
}

// dead adds a dead link. forms are other forms in which an author may have written it.
func (r *pageReader) dead(at int, href string, forms []string, message, hint string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := r.group(problem.DeadLink, message, hint)
	g.forms = forms // the same for the same message
	g.add(position{r.file, int32(at), href})
}

// fragmentID returns the id that a fragment names. "#" and "#top", which lead to the top of any page, name none, and neither do
// directives such as "#:~:text=" (HTML Living Standard §7.4.6.4).
func fragmentID(fragment []byte) (string, bool) {
	id := string(fragment)
	if strings.IndexByte(id, '%') >= 0 {
		if plain, err := url.PathUnescape(id); err == nil {
			id = plain
		}
	}
	id, _, _ = strings.Cut(id, ":~:")
	return id, id != "" && !strings.EqualFold(id, "top")
}

// anchor records a link to an id. Those of other pages are checked when all ids are known.
func (r *pageReader) anchor(l link, id string, at int) {
	hash := xxh3.HashString(id)
	if l.file == r.file {
		r.ownLinks = append(r.ownLinks, ownLink{hash, id, at})
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	a := anchor{l.file, hash}
	g := r.anchors[a]
	if g == nil {
		g = &group{fragment: id, forms: []string{address(string(l.path)) + "#" + id, ".md#" + id}}
		r.anchors[a] = g
	}
	g.add(position{file: r.file, at: int32(at)})
}

// checkIDs checks the ids of a page: that each is used once, and that links within the page lead to one.
func (r *pageReader) checkIDs() {
	slices.Sort(r.seen)
	unique := slices.Compact(slices.Clone(r.seen))
	if len(unique) < len(r.seen) {
		r.reportRepeatedIDs()
	}
	r.ids[r.file] = unique
	for _, l := range r.ownLinks {
		if _, ok := slices.BinarySearch(unique, l.id); !ok {
			r.found(problem.DeadAnchor, l.at, fmt.Sprintf("link to #%s leads to no element of this page", l.fragment), "no heading or other element of the page has this id")
		}
	}
}

// reportRepeatedIDs reads the page again to report the ids that are used twice.
func (r *pageReader) reportRepeatedIDs() {
	seen := map[string]bool{}
	for t := newTokenizer(r.buf); t.next(); {
		if id, ok := t.tag.get("id"); ok && !t.tag.end {
			if seen[string(id)] {
				r.found(problem.DuplicateID, t.tag.at, fmt.Sprintf("the id %q is used twice on the page", unescaped(id)), "give each element its own id")
			}
			seen[string(id)] = true
		}
	}
}
