package generator

import (
	"fmt"
	"path"
	"slices"
	"unsafe"

	"gongbao/generator/bulletin"
)

// body gives the rendered body of a *bulletin.Bulletin or *bulletin.Page: from the store, or where that is damaged from the
// source.
func (s *Site) body(of any) (body, error) { return s.bodyIn(new(memory), of) }

// bodyIn is body in memory that the caller uses again: the body is good until the memory is reset.
func (s *Site) bodyIn(m *memory, of any) (body, error) {
	if kept := s.kept(of); kept != nil {
		var err error
		start := len(m.bytes)
		if m.bytes, err = s.store.html(m.bytes, kept.body); err == nil {
			if b, ok := decodeBody(m.since(start)); ok {
				return b, nil
			}
		}
		s.damaged.Store(true)
	}
	html, _, err := s.reread(of)
	if err != nil {
		return body{}, err
	}
	b, _ := decodeBody(string(html))
	return b, nil
}

// text gives the plain text of a body.
func (s *Site) text(of any) (string, error) {
	if kept := s.kept(of); kept != nil {
		if text, err := s.store.text(nil, kept.body); err == nil {
			return unsafe.String(unsafe.SliceData(text), len(text)), nil
		}
		s.damaged.Store(true)
	}
	_, text, err := s.reread(of)
	return string(text), err
}

// kept is the source of a bulletin or page, if that is what was read last.
func (s *Site) kept(of any) *source {
	name, _ := sourceOf(of)
	if kept := s.sources.find(name); kept != nil && kept.made == of {
		return kept
	}
	return nil
}

func sourceOf(of any) (source string, hash bulletin.Hash) {
	switch of := of.(type) {
	case *bulletin.Bulletin:
		return of.Source, of.Hash
	case *bulletin.Page:
		return of.Source, of.Hash
	}
	return "", hash
}

// memory holds texts that are thrown away together.
type memory struct{ bytes []byte }

// since gives what was appended from start on, without a copy. It stays as it is: nothing is written over what was given, until
// the memory is reset.
func (m *memory) since(start int) string {
	if start == len(m.bytes) {
		return ""
	}
	return unsafe.String(&m.bytes[start], len(m.bytes)-start)
}

// reset takes back all texts. Memory that one huge text needed is let go.
func (m *memory) reset() {
	if cap(m.bytes) > 16<<20 {
		m.bytes = nil
	}
	m.bytes = m.bytes[:0]
}

// reread makes a body from its source, which must still be what it was when the site was loaded.
func (s *Site) reread(of any) (html, text []byte, err error) {
	source, hash := sourceOf(of)
	changed := fmt.Errorf("%s changed while the site was built; build again", path.Join(s.options.Content, source))
	w := worker{loader: s.loader}
	data, err := w.readSource(source, 0)
	if err != nil {
		return nil, nil, changed
	}
	data = slices.Clone(data)
	u := unit{source: source}
	units, _ := walk(s.options.Content, s.options.Content, path.Dir(source))
	if i := slices.IndexFunc(units, func(u unit) bool { return u.source == source }); i >= 0 {
		u = units[i]
	}
	beside, err := w.attachments(u)
	if err != nil || contentHash(source, data, beside) != hash {
		return nil, nil, changed
	}
	w.parse(source, data, hash, beside)
	return w.html, w.text, nil
}
