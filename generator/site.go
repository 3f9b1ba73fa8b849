package generator

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/markdown"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

// A Site is an archive that is ready to be planned. It does not change, but by Update; Reload makes another.
type Site struct {
	Archive  *archive.Archive
	Problems []problem.Problem
	Config   Config

	options       Options
	program       key.Key
	vocabulary    archive.Vocabulary
	settling      sync.WaitGroup
	settled       []problem.Problem // of settings, vocabularies and theme
	theme         *pages.Theme
	store         *store
	loader        *loader
	sources       *sources
	parsed        int
	views         *pages.Views
	themeKeys     sync.Map
	desks         sync.Pool   // of *desk
	damaged       atomic.Bool // a body of the store was not what was kept
	aliases       []alias
	until         time.Time    // when the schedule next changes something; zero: never
	changing      sync.RWMutex // held by Update, against the pages that Find gave
	routes        routes
	machineRoutes machineRoutes
}

type attachment = bulletin.Attachment

// Load reads the sources and makes the model. It fails only where there is nothing to work with; what is wrong with the
// content is in Problems.
func Load(ctx context.Context, o Options) (*Site, error) {
	s, err := open(o)
	if err != nil {
		return nil, err
	}
	if err := s.read(ctx, nil, nil); err != nil {
		s.Close()
		return nil, err
	}
	s.model()
	return s, nil
}

// open reads what stands before the sources: settings, vocabularies, theme, and what the store knows.
func open(o Options) (*Site, error) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if info, err := os.Stat(o.Content); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder; expected the folder of the content", o.Content)
	}
	s := &Site{options: o, program: programKey()}
	s.settle()
	if err := s.openStore(); err != nil {
		return nil, err
	}
	return s, nil
}

// Reload gives the site as it is after files changed in the named folders, which are slash paths below the content folder;
// "." stands for everything, settings and theme too. It costs a reading of what changed, and a new model. The site
// before it stays usable, and shares what has to be closed: close one of them, once.
func (s *Site) Reload(ctx context.Context, folders []string, now time.Time) (*Site, error) {
	next := &Site{options: s.options, program: s.program, Config: s.Config, vocabulary: s.vocabulary, settled: s.settled,
		theme: s.theme, store: s.store, loader: s.loader}
	last := s.sources
	if slices.ContainsFunc(folders, func(f string) bool { return !within(f+"/", sourceFolders) }) {
		next.settle()
		folders = sourceFolders
		if next.identity() != s.identity() { // what was parsed before was parsed otherwise
			if err := next.openStore(); err != nil {
				return nil, err
			}
			last, folders = nil, nil
		}
	}
	next.options.Now = now
	if err := next.read(ctx, last, folders); err != nil {
		return nil, err
	}
	next.model()
	if next.store != s.store {
		s.Close()
	}
	return next, nil
}

// Same says whether nothing that can be seen differs from an earlier load of the same site.
func (s *Site) Same(last *Site) bool {
	return s.parsed == 0 && len(s.sources.list) == len(last.sources.list) && slices.Equal(s.Problems, last.Problems) &&
		reflect.DeepEqual(s.Config, last.Config) && reflect.DeepEqual(s.vocabulary, last.vocabulary) && s.theme.Same(last.theme)
}

// Parsed is the number of sources that were read by this load, and not known from before.
func (s *Site) Parsed() int { return s.parsed }

// openStore opens the store, and readies the loader that fills it.
func (s *Site) openStore() (err error) {
	dir := s.options.Cache
	if s.options.Clean {
		dir = ""
	}
	if s.store, err = openStore(dir, s.identity()); err != nil {
		return err
	}
	s.loader = &loader{content: s.options.Content, show: s.options.Content, location: s.Config.TimeZone,
		markdown: markdown.New(markdown.Options{HTML: s.html()}), store: s.store, jobs: s.options.Jobs, progress: s.progress(Reading)}
	return nil
}

// read reads what changed since the last load.
func (s *Site) read(ctx context.Context, last *sources, folders []string) (err error) {
	if s.sources, err = s.loader.load(ctx, last, folders); err != nil {
		return err
	}
	s.parsed = s.sources.parsed
	return nil
}

// model makes of what was read what pages are made of.
func (s *Site) model() {
	s.settling.Wait()
	s.Problems = slices.Concat(s.settled, s.sources.problems)
	var found []problem.Problem
	s.Archive, found = archive.New(s.sources.bulletins(), s.vocabulary, archive.Options{
		Root: s.options.Content, Languages: s.Config.Languages, Now: s.options.Now, Drafts: s.options.Drafts, Pretty: s.Config.PrettyURLs,
		Unrelated: !s.Config.Related})
	s.Problems = append(s.Problems, found...)
	s.makeViews()
	s.links()
	s.collectAliases()
	s.Problems = problem.Sort(s.Problems)
	s.until = s.nextMoment()
}

// Close ends the use of a site; none of its planned files may be rendered afterwards.
func (s *Site) Close() { s.store.close() }

// Remember keeps what was parsed for the next build or preview. Pages may be rendered meanwhile, but no other site of the
// same store may be loaded. A store that cannot be saved costs the next build time, not this one its result. So does one that
// is not saved: where next to nothing changed, to parse that again is quicker than to write down what all the rest is.
func (s *Site) Remember() {
	const few = 1000 // one source in so many
	if s.sources.changes <= len(s.sources.list)/few && !s.damaged.Load() {
		return
	}
	entries := s.sources.entries()
	if s.damaged.Load() {
		entries = slices.DeleteFunc(entries, func(e stored) bool { return s.store.damaged(e.body) })
	}
	s.store.save(entries) // an error is said nowhere: nothing was lost but time
}

func (s *Site) progress(stage Stage) func(done, total int) {
	if s.options.Progress == nil {
		return nil
	}
	return func(done, total int) { s.options.Progress(stage, done, total) }
}
