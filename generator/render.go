package generator

import (
	"html/template"

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
func (s *Site) renderBulletin(dst []byte, path, template string, r *archive.Record) ([]byte, error) {
	view := s.views.Bulletin(r)
	if err := s.fill(&view, r, view.Root); err != nil {
		return nil, err
	}
	if template == "print.html" {
		view.Path = path
		view.QR = pages.QR(view.Address())
	} else {
		view.JSONLD = view.StructuredData()
	}
	return s.render(dst, template, view.Language, &view)
}

// fill gives a bulletin's view its body, as it stands on a page with this root.
func (s *Site) fill(view *pages.Bulletin, r *archive.Record, root string) error {
	b, err := s.body(r.Bulletin)
	if err != nil {
		return err
	}
	view.Body = template.HTML(b.place(at{root: root, folder: r.Folder, targets: view.Targets, anchor: view.Anchor}))
	return nil
}

func (s *Site) renderIssue(dst []byte, m archive.Month) ([]byte, error) {
	view := s.views.Issue(m)
	for i, r := range m.Records {
		if err := s.fill(&view.Bulletins[i], r, view.Root); err != nil {
			return nil, err
		}
	}
	return s.render(dst, "issue.html", view.Language, &view)
}

func (s *Site) renderPlain(dst []byte, p *pages.PlainSource) ([]byte, error) {
	view := s.views.PlainPage(p)
	b, err := s.body(p.Page)
	if err != nil {
		return nil, err
	}
	view.Body = template.HTML(b.place(at{root: view.Root, folder: p.Folder, targets: view.Targets}))
	return s.render(dst, "plain.html", view.Language, &view)
}
