package site

import (
	"net/url"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/ledger"
	"gongbao/generator/pages"
)

// Holders returns a function that finds the source that has an address of the ledger, or to which an old address leads.
func Holders(s *Site) ledger.Find {
	return func(at string) (ledger.Holder, bool) { return holderOf(s, at) }
}

func holderOf(s *Site, at string) (h ledger.Holder, ok bool) {
	for _, a := range s.aliases {
		if a.address == at {
			at = ledger.Address(a.target)
			break
		}
	}
	p, err := url.PathUnescape(strings.TrimPrefix(at, "/"))
	if err != nil {
		return h, false
	}
	if n := termAt(s, p); n != nil {
		h = ledger.Holder{File: n.File, Pos: n.Pos, Term: n.ID}
		for _, id := range n.Former {
			h.Former = append(h.Former, id.Value)
		}
		return h, n.Declared()
	}
	for at := address.Index(p); ; { // the page itself, or the one whose attachment this is
		if r, found := s.Archive.ByAddress(at); found {
			return holder(s, &r.Page, r.Date), true
		}
		if plain := plainAt(s, at); plain != nil {
			return holder(s, plain.Page, bulletin.Date{Pos: plain.Slug.Pos}), true
		}
		stem, isFile := strings.CutSuffix(at, ".html")
		if isFile && strings.HasSuffix(stem, "/index") {
			at = strings.TrimSuffix(stem, "/index") + ".html"
			continue
		}
		i := strings.LastIndexByte(stem, '/')
		if i < 0 {
			return h, false
		}
		at = stem[:i] + "/index.html"
	}
}

func holder(s *Site, p *bulletin.Page, date bulletin.Date) ledger.Holder {
	h := ledger.Holder{File: s.show(p.Source), Pos: date.Pos}
	for _, a := range p.Aliases {
		h.Aliases = append(h.Aliases, a.Value)
	}
	return h
}

// termAt returns the term whose page is at a path, or nil.
func termAt(s *Site, path string) *archive.Node {
	folder := address.TermFolder(path)
	for _, t := range s.Archive.Trees {
		for _, n := range t.Nodes {
			if folder != "" && n.Path() == folder {
				return n
			}
		}
	}
	return nil
}

func plainAt(s *Site, path string) *pages.PlainSource {
	for i := range s.views.Plain {
		if s.views.Plain[i].Path == path {
			return &s.views.Plain[i]
		}
	}
	return nil
}
