package site

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/settings"
	"gongbao/generator/source"
)

// A Live is a site that a preview shows and keeps up to date. Reload makes another; Update changes this one, while pages that Find
// returned may be rendered.
type Live struct {
	options Options
	site    *Site
	finder  func() *Finder

	changing sync.RWMutex // held by Update, and shared by everything that reads the site
}

// Open reads settings and sources and makes a live site of them. It fails if ctx ends or if the store cannot be written.
func Open(ctx context.Context, o Options) (*Live, error) {
	set := settings.Read(o.Settings)
	sources, err := source.Load(ctx, source.Look(o.Settings.Content), o.Reading(set))
	if err != nil {
		return nil, err
	}
	return newLive(New(set, sources, o)), nil
}

func newLive(s *Site) *Live {
	return &Live{options: s.options, site: s, finder: sync.OnceValue(s.Finder)}
}

// Reload returns the site as it is after files changed in the named folders, which are slash paths below the content folder; "."
// stands for everything, settings and theme too. It costs a reading of what changed and a new model. The old value stays usable;
// they share a store, so close only one of them, unless Reload had to open another store: then it closed the old one.
func (l *Live) Reload(ctx context.Context, folders []string, now time.Time) (*Live, error) {
	o := l.options
	o.Now.Time = now
	set, sources := l.site.Settings, l.site.Sources
	var err error
	if slices.ContainsFunc(folders, func(f string) bool { return !source.Within(f+"/", source.Folders) }) {
		set = settings.Read(o.Settings)
		folders = source.Folders
	}
	reading, before := o.Reading(set), l.options.Reading(l.site.Settings)
	another := !reading.SameParsing(&before) // what was parsed before was parsed differently
	if another {
		sources, err = source.Load(ctx, source.Look(o.Settings.Content), reading)
	} else {
		sources, err = sources.Reload(ctx, folders)
	}
	if err != nil {
		return nil, err
	}
	next := newLive(New(set, sources, o))
	if another {
		l.Close()
	}
	return next, nil
}

// Update brings the site up to date after files changed in the named folders, and returns the number of sources that it parsed.
// It can do so, at a cost that does not grow with the archive, if all that changed is what bulletins say on their own pages and
// on their lines in lists: texts, titles, summaries. If more depends on the change, or if there is anything to report, ok is
// false and the site is as it was: then Reload is needed.
func (l *Live) Update(ctx context.Context, folders []string, now time.Time) (parsed int, ok bool, err error) {
	s := l.site
	if problem.Errors(s.Problems) > 0 || !s.NextChange.IsZero() && !now.Before(s.NextChange) || now.Before(s.Now) {
		return 0, false, nil
	}
	edits, ok, err := s.Sources.Edits(ctx, folders)
	if !ok || err != nil {
		return 0, false, err
	}
	for i := range edits {
		if edits[i].New.Read() && !s.light(&edits[i]) {
			return 0, false, nil
		}
	}
	l.changing.Lock()
	defer l.changing.Unlock()
	for _, e := range edits {
		if e.New.Read() {
			exchange(s.Archive, e.Old.Bulletin, e.New.Bulletin)
		}
	}
	s.Sources.Replace(edits)
	s.Now = now
	l.finder().forget()
	return s.Sources.Read, true, nil
}

// light reports whether the site is the same with the new bulletin in the place of the old one, but for what the bulletin's own
// page and its lines in lists show.
func (s *Site) light(e *source.Edit) bool {
	was, is := e.Old.Bulletin, e.New.Bulletin
	if was == nil || is == nil || len(e.Old.Problems)+len(e.New.Problems) > 0 {
		return false
	}
	if slices.ContainsFunc(s.Problems, func(p problem.Problem) bool { return strings.HasSuffix(p.File, is.Source) }) {
		return false // a problem names lines that may have moved
	}
	if !slices.EqualFunc(was.Headings, is.Headings, func(a, b bulletin.Heading) bool { return a.Text == b.Text && a.Agency == b.Agency }) {
		return false // another heading may open the section of another agency
	}
	for _, link := range is.Links {
		if _, ok := s.views.Target(is.Source, link.Value); !ok {
			return false
		}
	}
	if len(is.Aliases) > 0 && was.Title.Value != is.Title.Value {
		return false // the page at an old address shows it
	}
	return bulletin.SameOutside(was, is)
}

// exchange puts a bulletin in the place of another one in the archive.
func exchange(a *archive.Archive, old, new *bulletin.Bulletin) {
	r, ok := a.BySource(old.Source)
	if !ok {
		return
	}
	for i := range r.Sections {
		for k := range old.Headings {
			if r.Sections[i].Heading == &old.Headings[k] {
				r.Sections[i].Heading = &new.Headings[k]
			}
		}
	}
	r.Bulletin = new
}

// Find returns a file of the site, as Finder.Find does.
func (l *Live) Find(path string) (publish.File, bool) {
	l.changing.RLock()
	defer l.changing.RUnlock()
	f, ok := l.finder().Find(path)
	if render := f.Render; render != nil {
		f.Render = func(dst []byte) ([]byte, error) {
			l.changing.RLock()
			defer l.changing.RUnlock()
			return render(dst)
		}
	}
	return f, ok
}

// Bulletin returns the bulletin whose page or print view stands at a path below the root, or nil.
func (l *Live) Bulletin(path string) *bulletin.Bulletin {
	l.changing.RLock()
	defer l.changing.RUnlock()
	if r := l.finder().bulletins[path]; r != nil {
		return r.Bulletin
	}
	return nil
}

// Same reports whether nothing that can be seen differs from an earlier reading of the same site.
func (l *Live) Same(last *Live) bool {
	return l.site.Sources.Read == 0 && len(l.site.Sources.Items) == len(last.site.Sources.Items) &&
		slices.Equal(l.site.Problems, last.site.Problems) && l.site.Settings.Same(last.site.Settings)
}

// Problems returns the problems of the site.
func (l *Live) Problems() []problem.Problem { return l.site.Problems }

// Faults returns a warning for each template that failed while pages were rendered, so that html/template had to render them.
func (l *Live) Faults() []problem.Problem { return l.site.Settings.Theme.Problems() }

// Archive returns the bulletins that are shown. It may be read as long as nobody calls Update.
func (l *Live) Archive() *archive.Archive { return l.site.Archive }

// Parsed returns the number of sources that the last reading parsed.
func (l *Live) Parsed() int { return l.site.Sources.Read }

// Remember keeps what was parsed for the next start.
func (l *Live) Remember() { l.site.Sources.Remember() }

// Close closes the store. No page can be rendered afterwards.
func (l *Live) Close() { l.site.Sources.Close() }
