package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/markdown"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/themes"
)

// Options are what the command line says of a build.
type Options struct {
	Content string    // folder of the sources
	Output  string    // folder of the site
	Theme   string    // a theme built in, or a folder; empty: as site.yaml says
	BaseURL string    // instead of site.yaml's
	Drafts  bool      // with drafts and scheduled bulletins
	Now     time.Time // the only clock
	Cache   string    // folder of the store; empty: one for this build alone
	Jobs    int       // goroutines; 0: one a core
	Clean   bool      // believe neither the store nor the manifest

	Progress func(stage Stage, done, total int) // called often; may be nil
}

// Stage is what a build is at.
type Stage string

const (
	Reading    Stage = "reading"
	Publishing Stage = "publishing"
)

// ErrProblems says that the content has problems, so nothing was written.
var ErrProblems = errors.New("the content has problems")

// A Report is what a build did.
type Report struct {
	Bulletins int               `json:"bulletins"`
	Parsed    int               `json:"parsed"` // sources that were read anew
	Problems  []problem.Problem `json:"problems"`
	*publish.Report
}

// Build is the whole way from sources to site: load, archive, plan, publish. Problems of the content are in the report,
// all of them; with any that is not a warning nothing is written and the error is ErrProblems.
func Build(ctx context.Context, o Options) (*Report, error) {
	started := time.Now()
	in := lookAt(o)
	if r := unchanged(o, in); r != nil {
		return r, nil
	}
	site, err := load(ctx, o, in)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	report := &Report{Bulletins: len(site.Archive.Records), Parsed: site.parsed, Problems: site.Problems}
	if problem.Errors(site.Problems) > 0 {
		return report, ErrProblems
	}

	report.Report, err = publish.Publish(ctx, o.Output, site.Plan(), publish.Options{
		Jobs: site.options.Jobs, Clean: o.Clean, Refuse: []string{o.Content}, Progress: site.progress(Publishing),
	})
	if err != nil {
		return report, err
	}
	site.remember()
	site.takeNote(in, started, report)
	return report, nil
}

// A Site is an archive that is ready to be planned. It does not change; Reload makes another.
type Site struct {
	Archive  *archive.Archive
	Problems []problem.Problem
	Config   Config

	options       Options
	program       key.Key
	vocabulary    archive.Vocabulary
	settled       []problem.Problem // of settings, vocabularies and theme
	theme         *pages.Theme
	store         *store
	loader        *loader
	sources       *sources
	parsed        int
	views         *pages.Views
	themeKeys     sync.Map
	desks         sync.Pool // of *desk
	aliases       []alias
	machineRoutes struct { // of Find, for what machines read
		once  sync.Once
		files map[string]publish.File
	}
	routes struct { // of Find, made when first asked
		once      sync.Once
		bulletins map[string]*archive.Record // by path of the page and of the print view
		files     map[string]publish.File
	}
}

type attachment = bulletin.Attachment

// Load reads the sources and makes the model. It fails only where there is nothing to work with; what is wrong with the
// content is in Problems.
func Load(ctx context.Context, o Options) (*Site, error) { return load(ctx, o, nil) }

func load(ctx context.Context, o Options, seen *inputs) (*Site, error) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if info, err := os.Stat(o.Content); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder; expected the folder of the content", o.Content)
	}
	s := &Site{options: o, program: programKey()}
	s.settle()
	if err := s.open(); err != nil {
		return nil, err
	}
	s.loader.seen = seen
	if err := s.make(ctx, nil, nil); err != nil {
		s.Close()
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
			if err := next.open(); err != nil {
				return nil, err
			}
			last, folders = nil, nil
		}
	}
	next.options.Now = now
	if err := next.make(ctx, last, folders); err != nil {
		return nil, err
	}
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

// settle reads settings, vocabularies and theme.
func (s *Site) settle() {
	s.Problems = nil
	s.settings()
	s.readVocabulary()
	s.loadTheme()
	s.settled = s.Problems
}

// identity is what decides what parsing a source gives, beside the source.
func (s *Site) identity() string {
	return fmt.Sprintf("%x %s %v", s.program, s.Config.TimeZone, s.html())
}

func (s *Site) html() markdown.HTML {
	if s.Config.SanitizedHTML {
		return markdown.HTMLSanitized
	}
	return markdown.HTMLOff
}

// open opens the store.
func (s *Site) open() (err error) {
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

// make reads what changed since the last load and makes the model.
func (s *Site) make(ctx context.Context, last *sources, folders []string) (err error) {
	if s.sources, err = s.loader.load(ctx, last, folders); err != nil {
		return err
	}
	s.parsed = s.sources.parsed
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
	return nil
}

// Close ends the use of a site; none of its planned files may be rendered afterwards.
func (s *Site) Close() { s.store.close() }

// remember saves what was parsed for the next build. A store that cannot be saved costs the next build time, not this
// one its result.
func (s *Site) remember() {
	if s.sources.changed || s.store.damaged.Load() > 0 {
		s.store.save(s.sources.entries()) // an error is said nowhere: nothing was lost but time
	}
}

func (s *Site) progress(stage Stage) func(done, total int) {
	if s.options.Progress == nil {
		return nil
	}
	return func(done, total int) { s.options.Progress(stage, done, total) }
}

// optional reads a file of the content that need not be there.
func (s *Site) optional(name string) (data []byte, show string) {
	show = path.Join(filepath.ToSlash(s.options.Content), name)
	data, err := os.ReadFile(filepath.Join(s.options.Content, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.Problems = append(s.Problems, problem.Problem{File: show, Message: "cannot be read: " + plainError(err)})
	}
	if err != nil {
		return nil, show
	}
	if data == nil {
		data = []byte{}
	}
	return data, show
}

func (s *Site) settings() {
	data, show := s.optional("site.yaml")
	var found []problem.Problem
	s.Config = defaultConfig()
	if data != nil {
		s.Config, found = readConfig(show, data)
		s.Problems = append(s.Problems, found...)
	}
	if o := s.options; o.BaseURL != "" {
		u, err := url.Parse(o.BaseURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			s.Problems = append(s.Problems, problem.Problem{File: "--base-url", Message: fmt.Sprintf("%q is no absolute address; expected one such as https://bulletin.example.org/", o.BaseURL)})
		} else {
			s.Config.BaseURL = strings.TrimSuffix(o.BaseURL, "/") + "/"
		}
	}
}

func (s *Site) readVocabulary() {
	s.vocabulary = archive.Vocabulary{Strict: s.Config.Strict}
	v := &s.vocabulary
	for _, read := range []struct {
		kind  archive.Kind
		terms *[]archive.Term
	}{{archive.Agencies, &v.Agencies}, {archive.Topics, &v.Topics}, {archive.Regions, &v.Regions}} {
		data, show := s.optional(read.kind.String() + ".yaml")
		if data == nil {
			if v.Strict {
				s.Problems = append(s.Problems, problem.Problem{File: show, Message: "no such file; expected, since site.yaml says strict: true",
					Hint: "declare the terms that bulletins may name, or leave strict out"})
			}
			continue
		}
		terms, found := archive.ReadTerms(show, data, read.kind)
		*read.terms = terms
		s.Problems = append(s.Problems, found...)
	}
}

// defaultTheme is the name of the theme that is built in.
const defaultTheme = "gazette"

// builtInTheme is made once: it never changes while the program runs.
var builtInTheme = sync.OnceValues(func() (*pages.Theme, []problem.Problem) { return pages.LoadTheme(themes.Gazette()) })

// loadTheme takes the built-in theme and lays over it, file by file, the one that the site names: a folder, or a name
// below the content's themes/.
func (s *Site) loadTheme() {
	name := s.options.Theme
	if name == "" {
		name = s.Config.Theme
	}
	folder := ""
	if name != "" && name != defaultTheme {
		folder = filepath.Join(s.options.Content, "themes", name)
		if s.options.Theme != "" && isDir(name) {
			folder = name
		}
		if !isDir(folder) {
			s.Problems = append(s.Problems, problem.Problem{File: path.Join(s.options.Content, "site.yaml"),
				Message: fmt.Sprintf("no theme %q; expected %q or the folder %s", name, defaultTheme, folder)})
			folder = ""
		}
	}
	load := builtInTheme
	if folder != "" {
		load = func() (*pages.Theme, []problem.Problem) { return pages.LoadTheme(os.DirFS(folder), themes.Gazette()) }
	}
	var found []problem.Problem
	s.theme, found = load()
	found = slices.Clone(found)
	for i := range found {
		found[i].File = path.Join(filepath.ToSlash(folder), found[i].File)
	}
	s.Problems = append(s.Problems, found...)
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// basePath is where the site stands on its host: "/" or "/bulletins/".
func (s *Site) basePath() string {
	if u, err := url.Parse(s.Config.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}
