package site

import (
	"net/url"
	"path/filepath"
	"slices"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/pages"
	"gongbao/generator/parallel"
	"gongbao/generator/publish"
)

// Plan names every file of the site without making any: each has a path, a key made of everything that decides its bytes, and a
// function that renders it. This is the one place to see what a site consists of.
//
// An incremental build and a clean build give the same bytes, because a key is a hash of the whole view that a template gets, of
// the template and of the program. So nothing here may read the clock, the disk or the plan of the last build.
func (s *Site) Plan() []publish.File {
	p := newPlanner(s, s.views.Prepared(s.options.Jobs))
	p.machineFiles() // first, since it is the longest part that one worker must do
	p.indexes()
	keys := p.bulletins()
	made := p.run()
	return slices.Concat(append(made, p.issues(keys), files{p.ledgerFile(made[0], p.promises)})...)
}

// A planner collects parts of the plan and works them out in parallel.
type planner struct {
	site    *Site
	views   *pages.Views
	render  *renderer
	parts   []func(f *files)
	keyless bool // for a preview, which renders on request and keeps nothing

	promises []promise // of each record
}

type files []publish.File

func newPlanner(s *Site, v *pages.Views) *planner {
	return &planner{site: s, views: v, render: newRenderer(s, v)}
}

func (p *planner) add(part func(f *files)) { p.parts = append(p.parts, part) }

// run works out the parts and returns the files of each.
func (p *planner) run() []files {
	made := make([]files, len(p.parts))
	parallel.Each(len(p.parts), p.site.options.Jobs, func(i int) { p.parts[i](&made[i]) })
	return made
}

// indexes plans the pages that are not bulletins, and the theme's files.
func (p *planner) indexes() {
	p.assets()
	p.plainPages()
	p.static()
	for _, family := range address.Families {
		if plan := indexPages[family.Name]; plan != nil {
			for _, l := range p.views.Site.Languages {
				plan(p, family, l.Language)
			}
		}
	}
	p.redirects()
	p.gonePages()
	p.notFound()
}

// indexPages holds, by family, the function that plans its pages in one language.
var indexPages = func() map[string]func(p *planner, f address.Family, language string) {
	plans := map[string]func(p *planner, f address.Family, language string){
		"dates":   (*planner).dates,
		"changes": (*planner).changes,
	}
	for _, k := range archive.Kinds {
		plans[k.String()] = func(p *planner, _ address.Family, language string) { p.terms(p.site.Archive.Trees[k], language) }
	}
	for i := range pages.Singles {
		plans[pages.Singles[i].Name] = func(p *planner, _ address.Family, language string) { p.single(&pages.Singles[i], language) }
	}
	return plans
}()

// single plans the page of a family that has one page in each language.
func (p *planner) single(s *pages.Single, language string) {
	if s.Wanted(p.views.Site) {
		p.add(func(f *files) {
			pageOf(p, f, s.Path(p.views, language), s.Template(), language, func() pages.Framed { return s.View(p.views, language) })
		})
	}
}

// page plans a page of the theme. Its view is made once for the key and once more to render it, so that a plan of 100 000 pages
// holds none of their views.
func page[V any](p *planner, f *files, path, template, language string, view func() V) {
	pageOf(p, f, path, template, language, func() pages.Framed {
		v := view()
		return any(&v).(pages.Framed)
	})
}

func pageOf(p *planner, f *files, path, template, language string, view func() pages.Framed) {
	file := publish.File{Path: address.Index(path), Render: func(dst []byte) ([]byte, error) {
		return p.render.page(dst, template, language, view())
	}}
	if !p.keyless {
		file.Key = key.Of(p.render.key(template, language), view())
	}
	*f = append(*f, file)
}

func (p *planner) assets() {
	p.add(func(f *files) {
		for _, a := range p.site.Settings.Theme.Assets() {
			*f = append(*f, publish.File{Path: a.Path, Key: key.Of(a.Path, a.Bytes), Render: func(dst []byte) ([]byte, error) {
				return append(dst, a.Bytes...), nil
			}})
		}
	})
}

// bulletins plans the page, print view and attachments of each bulletin. It returns the keys of their views, in the order of the
// records; run fills them in.
func (p *planner) bulletins() []key.Key {
	records := p.site.Archive.Records
	keys := make([]key.Key, len(records))
	p.promises = make([]promise, len(records))
	const chunk = 256
	for from := 0; from < len(records); from += chunk {
		p.add(func(f *files) {
			*f = make(files, 0, 2*chunk)
			var view pages.Bulletin
			var scratch []byte
			for i := from; i < min(from+chunk, len(records)); i++ {
				keys[i] = p.bulletin(f, records[i], &view)
				if !hidden(records[i]) {
					p.promises[i], scratch = promised(records[i], scratch)
				}
			}
		})
	}
	return keys
}

// issues plans the printable issue of each month. Its key holds the keys of its bulletins, since it consists of them.
func (p *planner) issues(bulletins []key.Key) files {
	var f files
	for _, y := range p.site.Archive.Years {
		for _, m := range y.Months {
			i := p.views.IssueFrame(m)
			k := key.Of(p.render.key("issue.html", i.Language), &i, bulletins[:len(m.Records)])
			f = append(f, publish.File{Path: address.Issue(m.Year, int(m.Month)), Key: k, Render: func(dst []byte) ([]byte, error) { return p.render.issue(dst, m) }})
			bulletins = bulletins[len(m.Records):]
		}
	}
	return f
}

// bulletin plans one bulletin. It fills view, which the caller reuses for the next one.
func (p *planner) bulletin(f *files, r *archive.Record, view *pages.Bulletin) key.Key {
	p.views.Bulletin(view, r)
	viewKey := key.Of(view)
	for _, to := range [2]struct{ path, template string }{{r.Path, "bulletin.html"}, {address.Print(r.Path), "print.html"}} {
		template := to.template
		*f = append(*f, publish.File{Path: to.path, Key: key.Of(p.render.key(template, view.Language), viewKey),
			Render: func(dst []byte) ([]byte, error) { return p.render.bulletin(dst, template, r) }})
	}
	p.attachments(f, r.Source, r.Stem+"/", r.Attachments)
	for _, stem := range r.FormerStems() {
		p.attachments(f, r.Source, stem+"/", r.Attachments)
	}
	return viewKey
}

func (p *planner) plainPages() {
	for i := range p.views.Plain {
		s := &p.views.Plain[i]
		p.add(func(f *files) {
			view := p.views.PlainPage(s)
			*f = append(*f, publish.File{Path: s.Path, Key: key.Of(p.render.key("plain.html", view.Language), &view), Render: func(dst []byte) ([]byte, error) {
				return p.render.plain(dst, s)
			}})
			p.attachments(f, s.Source, s.Folder, s.Attachments)
		})
	}
}

// dates plans the pages of years and months.
func (p *planner) dates(_ address.Family, language string) {
	for i, y := range p.site.Archive.Years {
		p.add(func(f *files) {
			page(p, f, p.views.Prefix(language)+address.Year(y.Year), "year.html", language, func() pages.Year { return p.views.Year(language, i) })
			for _, m := range y.Months {
				for part := range pages.Parts(len(m.Records)) + 1 {
					path := p.views.Prefix(language) + address.Month(m.Year, int(m.Month)) + address.Part(part)
					page(p, f, path, "list.html", language, func() pages.List { return p.views.Month(language, m, part) })
				}
			}
		})
	}
}

// changes plans the page of the newest changes and, for each year that has any, its page and the numbered parts.
func (p *planner) changes(_ address.Family, language string) {
	p.add(func(f *files) {
		add := func(year int, all []archive.Change, part int) {
			page(p, f, p.views.Prefix(language)+pages.ChangesPath(year, part), "changes.html", language, func() pages.Changes { return p.views.ChangesPage(language, year, all, part) })
		}
		add(0, p.site.Archive.Changes, 0)
		for year, all := range p.site.Archive.YearsOfChanges() {
			for part := range pages.Parts(len(all)) + 1 {
				add(year, all, part)
			}
		}
	})
}

// terms plans the page that lists all terms of a tree and, for each term, its page, its years and their numbered parts.
func (p *planner) terms(t *archive.Tree, language string) {
	prefix := p.views.Prefix(language)
	p.add(func(f *files) {
		page(p, f, prefix+t.Kind.String()+"/", "terms.html", language, func() pages.Terms { return p.views.Terms(language, t) })
	})
	for _, n := range t.Nodes {
		p.add(func(f *files) {
			page(p, f, prefix+n.Path(), "term.html", language, func() pages.Term { return p.views.Term(language, n) })
			for year, listings := range pages.YearsOf(n.Listings) {
				for part := range pages.Parts(len(listings)) + 1 {
					path := prefix + n.Path() + address.Year(year) + address.Part(part)
					page(p, f, path, "list.html", language, func() pages.List { return p.views.TermYear(language, n, year, listings, part) })
				}
			}
		})
	}
}

// redirects plans a page for each old address.
func (p *planner) redirects() {
	p.add(func(f *files) {
		for _, to := range p.site.aliases {
			if to.path == "" {
				continue // only a web server can answer it
			}
			language := p.views.InterfaceLanguage(to.language)
			page(p, f, to.path, "redirect.html", language, func() pages.Redirect { return p.views.Redirect(to.path, to.language, to.title, to.target) })
		}
	})
}

func (p *planner) notFound() {
	p.add(func(f *files) {
		page(p, f, "404.html", "notfound.html", p.site.Settings.Config.Languages[0], func() pages.NotFound { return p.views.NotFound(p.site.basePath()) })
	})
}

// attachments plans copies of the files of a bulletin or page.
func (p *planner) attachments(f *files, source, folder string, attachments []bulletin.Attachment) {
	for _, a := range attachments {
		*f = append(*f, publish.File{Path: folder + a.Name, Key: publish.Key(a.Hash),
			Copy: filepath.Join(p.site.options.Settings.Content, filepath.Dir(filepath.FromSlash(source)), filepath.FromSlash(a.Name))})
	}
}

// basePath returns the folder of the site on its host, such as "/" or "/bulletins/".
func (s *Site) basePath() string {
	if u, err := url.Parse(s.Settings.Config.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}
