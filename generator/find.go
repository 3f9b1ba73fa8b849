package generator

import (
	"slices"
	"strings"
	"sync"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/pages"
	"gongbao/generator/publish"
)

// routes are what Find knows of the pages that people read. They are made when it is first asked.
type routes struct {
	once      sync.Once
	bulletins map[string]*archive.Record // by path of the page and of the print view
	files     map[string]publish.File
}

// machineRoutes are those of what machines read.
type machineRoutes struct {
	once  sync.Once
	files map[string]publish.File
}

// Find gives the planned file of a path, without planning the others: for a preview, which renders what is asked for.
// The file has no key. A folder's path, or one without ".html", finds its page.
func (s *Site) Find(path string) (publish.File, bool) {
	s.changing.RLock()
	defer s.changing.RUnlock()
	f, ok := s.find(path)
	if render := f.Render; render != nil {
		f.Render = func(dst []byte) ([]byte, error) {
			s.changing.RLock()
			defer s.changing.RUnlock()
			return render(dst)
		}
	}
	return f, ok
}

func (s *Site) find(path string) (publish.File, bool) {
	s.routes.once.Do(s.makeRoutes)
	tries := []string{index(path), path + "/index.html", path + ".html"}
	for _, try := range tries {
		if r, ok := s.routes.bulletins[try]; ok {
			template := "bulletin.html"
			if try != r.Path {
				template = "print.html"
			}
			return publish.File{Path: try, Render: func(dst []byte) ([]byte, error) { return s.renderBulletin(dst, template, r) }}, true
		}
		if f, ok := s.routes.files[try]; ok {
			return f, true
		}
	}
	s.machineRoutes.once.Do(s.makeMachineRoutes)
	f, ok := s.machineRoutes.files[tries[0]]
	return f, ok
}

// Bulletin gives the bulletin whose page or print view stands at an address below the root, or nil.
func (s *Site) Bulletin(address string) *bulletin.Bulletin {
	s.changing.RLock()
	defer s.changing.RUnlock()
	s.routes.once.Do(s.makeRoutes)
	if r := s.routes.bulletins[address]; r != nil {
		return r.Bulletin
	}
	return nil
}

// makeMachineRoutes plans what machines read. It is left until somebody asks, since it looks at every bulletin.
func (s *Site) makeMachineRoutes() {
	p := &planner{Site: s, keyless: true}
	p.machines()
	s.machineRoutes.files = map[string]publish.File{}
	for _, f := range slices.Concat(p.run()...) {
		s.machineRoutes.files[f.Path] = f
	}
}

func (s *Site) makeRoutes() {
	s.routes.bulletins = make(map[string]*archive.Record, 2*len(s.Archive.Records))
	p := &planner{Site: s, keyless: true}
	var more files
	for _, r := range s.Archive.Records {
		s.routes.bulletins[r.Path] = r
		s.routes.bulletins[pages.PrintPath(r)] = r
		p.attachments(&more, r.Source, r.Stem+"/", r.Attachments)
	}
	for _, y := range s.Archive.Years {
		for _, m := range y.Months {
			more = append(more, publish.File{Path: pages.MonthPath(m.Year, int(m.Month)) + "print.html", Render: func(dst []byte) ([]byte, error) { return s.renderIssue(dst, m) }})
		}
	}
	p.indexes()
	more = append(more, slices.Concat(p.run()...)...)
	s.routes.files = make(map[string]publish.File, len(more))
	for _, f := range more {
		s.routes.files[strings.TrimPrefix(f.Path, "/")] = f
	}
}

// Styles are the addresses of the theme's style sheets, below the root.
func (s *Site) Styles() []string {
	var styles []string
	for _, a := range s.theme.Assets() {
		if strings.HasSuffix(a.Path, ".css") {
			styles = append(styles, a.Path)
		}
	}
	return styles
}
