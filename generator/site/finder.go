package site

import (
	"slices"
	"strings"
	"sync"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/publish"
)

// A Finder finds single files of the plan without planning the others, for a preview, which renders on request. Its files have no
// keys. Several goroutines may use it at once.
type Finder struct {
	site         *Site
	bulletins    map[string]*archive.Record // by path of the page and of the print view
	render       *renderer
	files        map[string]publish.File
	machineFiles func() map[string]publish.File // what programs read; planned on the first call, since that looks at every bulletin
}

// Finder prepares to find the files of the site.
func (s *Site) Finder() *Finder {
	p := newPlanner(s, s.views)
	p.keyless = true
	f := &Finder{site: s, render: p.render, bulletins: make(map[string]*archive.Record, 2*len(s.Archive.Records))}
	var more files
	for _, r := range s.Archive.Records {
		f.bulletins[r.Path] = r
		f.bulletins[address.Print(r.Path)] = r
		p.attachments(&more, r.Source, r.Stem+"/", r.Attachments)
		for _, stem := range r.FormerStems() {
			p.attachments(&more, r.Source, stem+"/", r.Attachments)
		}
	}
	for _, y := range s.Archive.Years {
		for _, m := range y.Months {
			more = append(more, publish.File{Path: address.Issue(m.Year, int(m.Month)), Render: func(dst []byte) ([]byte, error) { return p.render.issue(dst, m) }})
		}
	}
	p.indexes()
	f.files = byPath(append([]files{more}, p.run()...))
	f.forget()
	return f
}

// forget drops what the finder keeps of bulletins besides the archive. A preview calls it after it changed a bulletin, while nothing
// is being rendered.
func (f *Finder) forget() {
	f.render.benches = new(sync.Pool)
	f.machineFiles = sync.OnceValue(func() map[string]publish.File {
		p := newPlanner(f.site, f.site.views)
		p.keyless = true
		p.machineFiles()
		return byPath(p.run())
	})
}

func byPath(parts []files) map[string]publish.File {
	m := map[string]publish.File{}
	for _, f := range slices.Concat(parts...) {
		m[strings.TrimPrefix(f.Path, "/")] = f
	}
	return m
}

// Find returns the file at a path below the root. The path of a folder, or one without ".html", finds its page.
func (f *Finder) Find(path string) (publish.File, bool) {
	tries := []string{address.Index(path), path + "/index.html", path + ".html"}
	for _, try := range tries {
		if r, ok := f.bulletins[try]; ok {
			template := "bulletin.html"
			if try != r.Path {
				template = "print.html"
			}
			return publish.File{Path: try, Render: func(dst []byte) ([]byte, error) { return f.render.bulletin(dst, template, r) }}, true
		}
		if file, ok := f.files[try]; ok {
			return file, true
		}
	}
	file, ok := f.machineFiles()[tries[0]]
	return file, ok
}
