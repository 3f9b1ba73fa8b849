package data

import (
	"slices"

	"gongbao/generator/archive"
	"gongbao/generator/publish"
)

// beside plans the files beside each bulletin's page, if the settings ask for them: SLUG.json, with the text, and SLUG.md, the source.
// Those of a withdrawn or erased bulletin keep their addresses, but say only what lists say. A bulletin
// that moved has them at its old address as well, since no page can redirect a program.
func (p *planner) beside() {
	if !p.site.JSON && !p.site.Markdown {
		return
	}
	for i := range p.items {
		r := p.items[i].Record
		for _, stem := range append([]string{r.Stem}, r.FormerStems()...) {
			if p.site.JSON {
				p.add(stem+".json", p.keyOf([]int32{int32(i)}, "bulletin"), func(dst []byte) ([]byte, error) { return p.bulletin(dst, stem+".json", r) })
			}
			if p.site.Markdown && r.Withheld() {
				p.add(stem+".md", p.keyOf([]int32{int32(i)}, "markdown"), func(dst []byte) ([]byte, error) { return r.AppendRemains(dst), nil })
			} else if p.site.Markdown {
				p.files = append(p.files, publish.File{Path: stem + ".md", Key: publish.Key(r.Hash), Copy: p.texts.File(r)})
			}
		}
	}
}

// bulletin renders the JSON file of one bulletin, with its text.
func (p *planner) bulletin(dst []byte, path string, r *archive.Record) ([]byte, error) {
	if r.Withheld() {
		w := newJSON(dst)
		w.open('{')
		w.name("$schema").text(upward(path) + "data/schema.json#/$defs/document")
		p.record(w, r)
		w.close('}')
		return append(w.b, '\n'), nil
	}
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
