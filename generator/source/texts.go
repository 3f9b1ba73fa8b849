package source

import (
	"fmt"
	"path"
	"slices"
	"unsafe"

	"gongbao/generator/bulletin"
	"gongbao/generator/internal/scratch"
)

// HTML returns the rendered body of a bulletin or page: from the store, or from the source if the store is damaged. It is valid until
// the buffer is reset.
func (s *Sources) HTML(buf *scratch.Buffer, of *bulletin.Page) (HTML, error) {
	it, erased := s.kept(of)
	if erased {
		return HTML{}, nil
	}
	if it != nil {
		var err error
		start := len(buf.B)
		if buf.B, err = s.loader.store.html(buf.B, it.entry.body); err == nil {
			if h, ok := unpackHTML(buf.Since(start)); ok {
				return h, nil
			}
		}
		s.damaged.Store(true)
	}
	packed, _, err := s.parseAgain(of)
	if err != nil {
		return HTML{}, err
	}
	h, _ := unpackHTML(string(packed))
	return h, nil
}

// Text returns the plain text of a body.
func (s *Sources) Text(of *bulletin.Page) (string, error) {
	it, erased := s.kept(of)
	if erased {
		return "", nil
	}
	if it != nil {
		if text, err := s.loader.store.text(nil, it.entry.body); err == nil {
			return unsafe.String(unsafe.SliceData(text), len(text)), nil // text is not used elsewhere
		}
		s.damaged.Store(true)
	}
	_, text, err := s.parseAgain(of)
	return string(text), err
}

// kept returns the item of a bulletin or page if that is what was read last, and whether it is erased.
func (s *Sources) kept(of *bulletin.Page) (it *Item, erased bool) {
	it = s.Find(of.Source)
	switch {
	case it == nil:
		return nil, false
	case it.erased():
		return nil, it.Bulletin.Hash == of.Hash
	case it.page() != of:
		return nil, false
	}
	return it, false
}

// parseAgain parses a source, which must still be what it was when it was loaded.
func (s *Sources) parseAgain(of *bulletin.Page) (html, text []byte, err error) {
	content := s.loader.options.Content
	changed := fmt.Errorf("%s changed while the site was built; build again", show(content, of.Source))
	r := reader{from: s.loader}
	data, err := r.file(of.Source, 0)
	if err != nil {
		return nil, nil, changed
	}
	u := unit{path: of.Source}
	if path.Base(of.Source) == "index.md" { // it may have attachments
		units, _, _ := walk(content, path.Dir(of.Source))
		if i := slices.IndexFunc(units, func(u unit) bool { return u.path == of.Source }); i >= 0 {
			u = units[i]
		}
	}
	beside, err := r.attachments(u)
	if err != nil || contentHash(of.Source, data, beside) != of.Hash {
		return nil, nil, changed
	}
	_, html, text = r.parse(u, data, of.Hash, beside)
	return html, text, nil
}

// Before returns what a bulletin and its text said when its content had a hash, or false if the store does not hold it. A store that
// was last saved before recent changes still holds what they replaced.
func (s *Sources) Before(hash bulletin.Hash) (b *bulletin.Bulletin, text string, ok bool) {
	e := s.loader.store.byHash(hash)
	if e == nil || e.meta == "" || isPage(e.unit.path) {
		return nil, "", false
	}
	b, _, err := bulletin.Decode(e.meta)
	if err != nil {
		return nil, "", false
	}
	body, err := s.loader.store.text(nil, e.body)
	return b, string(body), err == nil
}
