package site

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/settings"
	"gongbao/generator/source"
)

// A Live is a site that a preview shows and keeps up to date. Reload makes another one. Update changes this one; meanwhile, other
// goroutines may find and render pages.
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
// means everything, settings and theme too. It reads what changed and makes a new model. The old value stays usable. Close only one
// of the two, unless they have different stores (SharesStore): then the settings changed how sources are parsed.
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
	if !reading.SameParsing(&before) {
		sources, err = source.Load(ctx, source.Look(o.Settings.Content), reading)
	} else {
		sources, err = sources.Reload(ctx, folders)
	}
	if err != nil {
		return nil, err
	}
	return newLive(New(set, sources, o)), nil
}

// Update brings the site up to date after files changed in the named folders, and returns the number of sources that changed. It
// works if only the bulletins' own pages and their lines in lists change: texts, titles, summaries. Its cost does not grow with the
// archive. If anything else depends on the change, or if there is a problem to report, ok is false and the site stays as it was:
// then Reload is needed.
func (l *Live) Update(ctx context.Context, folders []string, now time.Time) (parsed int, ok bool, err error) {
	s := l.site
	at := Moment{Time: now, IsDay: l.options.Now.IsDay}.In(s.Settings.Config.TimeZone)
	if problem.Errors(s.Problems) > 0 || !s.Schedule.Next.IsZero() && !at.Before(s.Schedule.Next) || at.Before(s.Now) {
		return 0, false, nil
	}
	edits, ok, err := s.Sources.Edits(ctx, folders)
	if !ok || err != nil {
		return 0, false, err
	}
	for i := range edits {
		if edits[i].New.Read() && !s.updatable(&edits[i]) {
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
	s.Now = at
	l.finder().forget()
	return s.Sources.Read, true, nil
}

// updatable reports whether an edit changes nothing but the bulletin's own page and its lines in lists.
func (s *Site) updatable(e *source.Edit) bool {
	was, is := e.Old.Bulletin, e.New.Bulletin
	if was == nil || is == nil || len(e.Old.Problems)+len(e.New.Problems) > 0 {
		return false
	}
	if slices.ContainsFunc(s.Problems, func(p problem.Problem) bool { return strings.HasSuffix(p.File, is.Source) }) {
		return false // a problem names lines that may have moved
	}
	if !slices.EqualFunc(was.Headings, is.Headings, func(a, b bulletin.Heading) bool { return a.Text == b.Text && a.Agency == b.Agency && a.ID == b.ID }) {
		return false // a changed heading may open the section of another agency, and others may link to it
	}
	added := func(links []bulletin.Text, link bulletin.Text) bool {
		return !slices.ContainsFunc(links, func(l bulletin.Text) bool { return l.Value == link.Value })
	}
	for _, link := range is.Links {
		page, _, id := s.views.Target(is.Source, link.Value)
		if page == nil || id != "" && added(was.Links, link) {
			return false
		}
		if r, ok := s.Archive.BySource(page.Source); ok && r.EraseTitle {
			return false // the text may have come to name the erased title
		}
	}
	for _, link := range is.Elsewhere {
		if _, own := s.own(link.Value); own && added(was.Elsewhere, link) {
			return false
		}
	}
	if limits := limitsAt(s.Now.In(s.Settings.Config.TimeZone)); len(s.unlikelyDatesOf(is, &limits)) > 0 {
		return false // the warnings belong to the site
	}
	if len(is.Aliases) > 0 && was.Title.Value != is.Title.Value {
		return false // the pages at its old addresses show the title
	}
	if is.EraseTitle {
		return false // the archive gives it another title
	}
	return bulletin.SameOutside(was, is)
}

// exchange replaces a bulletin in the archive.
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

// Find returns a file of the site, like Finder.Find.
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

// Bulletin returns the bulletin whose page or print view is at a path below the root, or nil.
func (l *Live) Bulletin(path string) *bulletin.Bulletin {
	l.changing.RLock()
	defer l.changing.RUnlock()
	if r := l.finder().bulletins[path]; r != nil {
		return r.Bulletin
	}
	return nil
}

// Address returns the path of the page or the print view that a bulletin's source has now.
func (l *Live) Address(source string, print bool) (path string, ok bool) {
	l.changing.RLock()
	defer l.changing.RUnlock()
	r, ok := l.site.Archive.BySource(source)
	if !ok {
		return "", false
	}
	if print {
		return address.Print(r.Path), true
	}
	return r.Path, true
}

// Same reports whether nothing visible differs from an earlier reading of the same site.
func (l *Live) Same(last *Live) bool {
	return l.site.Sources.Read == 0 && len(l.site.Sources.Items) == len(last.site.Sources.Items) &&
		slices.Equal(l.site.Problems, last.site.Problems) && l.site.Settings.Same(last.site.Settings)
}

// Problems returns the problems of the site.
func (l *Live) Problems() []problem.Problem { return l.site.Problems }

// Markdown returns the options with which the site renders texts.
func (l *Live) Markdown() markdown.Options { return l.site.Markdown() }

// Faults returns a warning for each template that failed while pages were rendered, so that html/template had to render them.
func (l *Live) Faults() []problem.Problem { return l.site.Settings.Theme.Problems() }

// Archive returns the bulletins that are shown. It must not be read during a call of Update.
func (l *Live) Archive() *archive.Archive { return l.site.Archive }

// Parsed returns the number of sources that were new to the last reading.
func (l *Live) Parsed() int { return l.site.Sources.Read }

// Remember keeps what was parsed for the next start.
func (l *Live) Remember() { l.site.Sources.Remember() }

// Forgotten reports whether the store holds nothing that a bulletin said before it was erased. If not, Remember makes it so.
func (l *Live) Forgotten() bool { return l.site.Sources.Forgotten() }

// SharesStore reports whether two sites have one store, so that only one of them must be closed.
func (l *Live) SharesStore(other *Live) bool { return l.site.Sources.SharesStore(other.site.Sources) }

// Close closes the store. Afterwards a page can be rendered only if its source is still the same.
func (l *Live) Close() { l.site.Sources.Close() }
