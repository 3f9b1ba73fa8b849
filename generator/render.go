package generator

import (
	html "html/template"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/key"
	"gongbao/generator/pages"
)

// themeKey is of all that decides a page's bytes beside its view: the program, the template and what it calls, and the
// messages of the language.
func (s *Site) themeKey(template, language string) key.Key {
	k := [2]string{template, language}
	if found, ok := s.themeKeys.Load(k); ok {
		return found.(key.Key)
	}
	made := key.Of(s.program, s.theme.Key(template, language))
	s.themeKeys.Store(k, made)
	return made
}

// render makes a page that has no body of a bulletin in it.
func (s *Site) render(dst []byte, template, language string, view pages.Framed) ([]byte, error) {
	f := view.GetFrame()
	f.Chrome = s.theme.Chrome(f)
	return s.theme.Append(dst, template, language, view)
}

// renderBulletin makes a bulletin's page or print view.
func (s *Site) renderBulletin(dst []byte, template string, r *archive.Record) ([]byte, error) {
	d := s.desk()
	defer s.desks.Put(d)
	if err := d.lay(s, r); err != nil {
		return nil, err
	}
	d.seen = d.view
	view, start := &d.seen, len(d.bytes)
	if template == "print.html" {
		view.Path = view.PrintPath
		d.bytes = pages.AppendQR(d.bytes, view.Address)
		view.QR = html.HTML(d.since(start))
	} else {
		d.bytes = view.AppendStructuredData(d.bytes)
		view.JSONLD = html.HTML(d.since(start))
	}
	return s.render(dst, template, view.Language, view)
}

// A desk is where bulletins are put together, one after the other in the same memory. The bulletin that lies on it is kept:
// a page is rendered just before its print view.
type desk struct {
	memory
	of    *archive.Record // nil: nothing, or what is of no more use
	view  pages.Bulletin
	seen  pages.Bulletin // the view as the page or the print view gets it
	issue pages.Issue
}

func (s *Site) desk() *desk {
	if d, ok := s.desks.Get().(*desk); ok {
		return d
	}
	return new(desk)
}

// lay puts a bulletin on the desk, with its body.
func (d *desk) lay(s *Site, r *archive.Record) error {
	if d.of == r {
		return nil
	}
	d.of = nil
	d.reset()
	s.views.Bulletin(&d.view, r)
	if err := s.fill(&d.memory, &d.view, r); err != nil {
		return err
	}
	d.of = r
	return nil
}

// fill gives a bulletin's view its body.
func (s *Site) fill(m *memory, view *pages.Bulletin, r *archive.Record) error {
	b, err := s.bodyIn(m, r.Bulletin)
	if err != nil {
		return err
	}
	view.Body = html.HTML(b.place(m, at{root: view.Root, stem: r.Stem, targets: view.Targets, anchor: view.Anchor}))
	return nil
}

func (s *Site) renderIssue(dst []byte, m archive.Month) ([]byte, error) {
	d := s.desk()
	defer s.desks.Put(d)
	d.of = nil
	d.reset()
	view := &d.issue
	s.views.Issue(view, m)
	for i, r := range m.Records {
		if err := s.fill(&d.memory, &view.Bulletins[i], r); err != nil {
			return nil, err
		}
	}
	return s.render(dst, "issue.html", view.Language, view)
}

func (s *Site) renderPlain(dst []byte, p *pages.PlainSource) ([]byte, error) {
	view := s.views.PlainPage(p)
	var m memory
	b, err := s.bodyIn(&m, p.Page)
	if err != nil {
		return nil, err
	}
	view.Body = html.HTML(b.place(&m, at{root: view.Root, stem: strings.TrimSuffix(p.Folder, "/"), targets: view.Targets}))
	return s.render(dst, "plain.html", view.Language, &view)
}
