package site

import (
	html "html/template"
	"strings"
	"sync"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/internal/scratch"
	"gongbao/generator/key"
	"gongbao/generator/pages"
	"gongbao/generator/source"
)

// A renderer makes the bytes of pages. Several goroutines may use it at once.
type renderer struct {
	site    *Site
	views   *pages.Views
	keys    sync.Map   // [2]string{template, language} -> key.Key
	benches *sync.Pool // of *bench
}

func newRenderer(s *Site, v *pages.Views) *renderer {
	return &renderer{site: s, views: v, benches: new(sync.Pool)}
}

// key returns the key of all that decides a page's bytes besides its view: the program, the template and what it calls, and the
// messages of the language.
func (r *renderer) key(template, language string) key.Key {
	k := [2]string{template, language}
	if known, ok := r.keys.Load(k); ok {
		return known.(key.Key)
	}
	made := key.Of(key.Program(), r.site.Settings.Theme.Key(template, language))
	r.keys.Store(k, made)
	return made
}

// page renders a page that shows no body of a source.
func (r *renderer) page(dst []byte, template, language string, view pages.Framed) ([]byte, error) {
	f := view.GetFrame()
	f.Chrome = r.site.Settings.Theme.Chrome(f)
	return r.site.Settings.Theme.Append(dst, template, language, view)
}

// bulletin renders a bulletin's page or print view.
func (r *renderer) bulletin(dst []byte, template string, of *archive.Record) ([]byte, error) {
	b := r.bench()
	defer r.benches.Put(b)
	if err := b.set(r, of); err != nil {
		return nil, err
	}
	b.shown, b.buf.B = b.view, b.buf.B[:b.held]
	view, start := &b.shown, b.held
	if template == "print.html" {
		view.Path = view.PrintPath
		b.buf.B = pages.AppendQR(b.buf.B, view.Address)
		view.QR = html.HTML(b.buf.Since(start))
	} else if !of.NoIndex {
		b.buf.B = view.AppendStructuredData(b.buf.B)
		view.JSONLD = html.HTML(b.buf.Since(start))
	}
	return r.page(dst, template, view.Language, view)
}

// issue renders the printable issue of a month.
func (r *renderer) issue(dst []byte, m archive.Month) ([]byte, error) {
	b := r.bench()
	defer r.benches.Put(b)
	b.clear()
	view := &b.issue
	r.views.Issue(view, m)
	for i, of := range m.Records {
		if view.Bulletins[i].Withheld {
			view.Bulletins[i].Body = ""
			continue
		}
		if err := r.fill(&b.buf, &view.Bulletins[i], of); err != nil {
			return nil, err
		}
	}
	return r.page(dst, "issue.html", view.Language, view)
}

// plain renders a plain page.
func (r *renderer) plain(dst []byte, p *pages.PlainSource) ([]byte, error) {
	b := r.bench()
	defer r.benches.Put(b)
	b.clear()
	view := r.views.PlainPage(p)
	body, err := r.body(&b.buf, p.Page, source.Place{Root: view.Root, Stem: strings.TrimSuffix(p.Folder, "/"), Targets: view.Targets})
	if err != nil {
		return nil, err
	}
	view.Body = body
	return r.page(dst, "plain.html", view.Language, &view)
}

// fill puts the body into the view of a bulletin.
func (r *renderer) fill(buf *scratch.Buffer, view *pages.Bulletin, of *archive.Record) (err error) {
	view.Body, err = r.body(buf, &of.Bulletin.Page, source.Place{Root: view.Root, Stem: of.Stem, Targets: view.Targets, Anchor: view.Anchor})
	return err
}

func (r *renderer) body(buf *scratch.Buffer, of *bulletin.Page, at source.Place) (html.HTML, error) {
	h, err := r.site.Sources.HTML(buf, of)
	if err != nil {
		return "", err
	}
	return html.HTML(h.In(buf, at)), nil
}

// A bench is the memory in which a worker puts one page after another together. A view and its texts are valid until the next set
// or clear; only bytes that were appended to the page itself leave the bench. The bulletin that was set last stays, since a print
// view is rendered just after its page. TestNoPageHoldsTextOfAnother poisons the memory to prove the rule.
type bench struct {
	buf   scratch.Buffer
	of    *archive.Record // the bulletin that view and buf hold; nil: none
	held  int             // bytes of buf that belong to view
	view  pages.Bulletin
	shown pages.Bulletin // view with what only the page or only the print view has
	issue pages.Issue
}

func (r *renderer) bench() *bench {
	if b, ok := r.benches.Get().(*bench); ok {
		return b
	}
	return new(bench)
}

func (b *bench) clear() {
	b.of = nil
	b.buf.Reset()
}

// set makes the view of a bulletin, with its body.
func (b *bench) set(r *renderer, of *archive.Record) error {
	if b.of == of {
		return nil
	}
	b.clear()
	r.views.Bulletin(&b.view, of)
	if err := r.fill(&b.buf, &b.view, of); err != nil {
		return err
	}
	b.of, b.held = of, len(b.buf.B)
	return nil
}
