package generator

import (
	"fmt"
	"path"
	"slices"
	"sync/atomic"

	"gongbao/generator/bulletin"
)

// body gives the rendered body of a *bulletin.Bulletin or *bulletin.Page: from the store, or where that is damaged from the
// source.
func (s *Site) body(of any) (body, error) {
	var source string
	var hash bulletin.Hash
	switch of := of.(type) {
	case *bulletin.Bulletin:
		source, hash = of.Source, of.Hash
	case *bulletin.Page:
		source, hash = of.Source, of.Hash
	}
	at := &s.recent[hash[0]%byte(len(s.recent))]
	if r := at.Load(); r != nil && r.of == of {
		return r.body, nil
	}
	if kept := s.sources.find(source); kept != nil && kept.made == of {
		if data, err := s.store.body(nil, kept.body); err == nil {
			if b, ok := decodeBody(string(data)); ok {
				at.Store(&recentBody{of, b})
				return b, nil
			}
		}
	}
	return s.reread(source, hash)
}

// recentBodies are the last ones that were read: a page is rendered just before its print view.
type recentBodies [64]atomic.Pointer[recentBody]

type recentBody struct {
	of   any
	body body
}

// reread makes a body from its source, which must still be what it was when the site was loaded.
func (s *Site) reread(source string, hash bulletin.Hash) (body, error) {
	changed := fmt.Errorf("%s changed while the site was built; build again", path.Join(s.options.Content, source))
	w := worker{loader: s.loader}
	data, err := w.text(source)
	if err != nil {
		return body{}, changed
	}
	data = slices.Clone(data)
	u := unit{source: source}
	units, _ := walk(s.options.Content, s.options.Content, path.Dir(source))
	if i := slices.IndexFunc(units, func(u unit) bool { return u.source == source }); i >= 0 {
		u = units[i]
	}
	beside, err := w.attachments(u)
	if err != nil || contentHash(source, data, beside) != hash {
		return body{}, changed
	}
	_, encoded, _ := w.parse(source, data, hash, beside)
	b, _ := decodeBody(string(encoded))
	return b, nil
}
