package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"gongbao/generator/ledger"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/settings"
	"gongbao/generator/site"
	"gongbao/generator/source"
)

// Options are what the command line says about a build.
type Options struct {
	Content string      // folder of the sources
	Output  string      // folder of the site
	Theme   string      // a folder, or the name of a theme; empty: the one that site.yaml names
	BaseURL string      // replaces the one of site.yaml
	Drafts  bool        // show drafts and scheduled bulletins
	Now     site.Moment // the only clock
	Cache   string      // folder of the store; empty: a temporary one
	Jobs    int         // parallel workers; 0: one for each CPU
	Links   bool        // symbolic links of settings and themes may lead out of the content
	Clean   bool        // trust neither the store nor the manifest
	Strict  bool        // write nothing if there is a warning

	// Published names ledgers of published sites: files, or addresses. What they promise must still be there or be explained.
	Published []string

	// Found is called with the number of sources before any is read. It may be nil.
	Found func(sources int)
	// Begin is called when a stage begins, with roughly the number of items that it has to process, or 0 if that is unknown.
	// Progress is called often while a stage runs. Both may be nil.
	Begin    func(stage Stage, work int)
	Progress func(stage Stage, done, total int)
}

// Stage is a part of a build.
type Stage string

// The stages of a build, in order.
const (
	Looking    Stage = "looking"    // for sources and settings that changed
	Settings   Stage = "settings"   // site.yaml, vocabularies, theme
	Reading    Stage = "reading"    // sources; its work is the number of sources that are not in the store
	Modelling  Stage = "modelling"  // the archive
	Planning   Stage = "planning"   // every output file
	Publishing Stage = "publishing" // the files that differ
)

// ErrProblems reports that the content has problems, so nothing was written.
var ErrProblems = errors.New("the content has problems")

// A Report is what a build did.
type Report struct {
	Bulletins int               `json:"bulletins"`
	Parsed    int               `json:"parsed"` // sources that were not in the store
	Problems  []problem.Problem `json:"problems"`
	site.Schedule
	*publish.Report
}

// Build builds the site of a content folder. The report lists all problems of the content; if any is more than a warning, nothing
// is written and the error is ErrProblems.
func Build(ctx context.Context, o Options) (*Report, error) {
	o, err := o.ready()
	if err == nil {
		err = publish.Check(o.Output, []string{o.Content})
	}
	if err != nil {
		return nil, err
	}
	o.Begin(Looking, 0)
	state := settings.Look(o.settings())
	var set *settings.Settings
	read := start(func() { set = settings.Read(o.settings()) }) // while the sources are looked at, since most builds need them
	in := look(o, state)
	report := in.unchanged(o)
	o.Found(in.listing.Len())
	o.Begin(Settings, 0)
	if read(); report != nil {
		return report, nil
	}
	sources, err := source.Load(ctx, in.listing, o.reading(set))
	if err != nil {
		if ctx.Err() != nil {
			err = publish.Stopped(ctx.Err())
		}
		return nil, err
	}
	defer sources.Close()
	remembered := start(sources.Remember) // in parallel, since nothing waits for it
	defer remembered()
	if o.Clean {
		sources.ForgetIn(o.Cache)
	}

	o.Begin(Modelling, len(sources.Items))
	s := site.New(set, sources, o.site())
	report = &Report{Bulletins: len(s.Archive.Records), Parsed: sources.Read, Problems: s.Problems, Schedule: s.Schedule}
	if problem.Errors(s.Problems) > 0 || o.Strict && len(s.Problems) > 0 {
		return report, ErrProblems
	}
	o.Begin(Planning, len(s.Archive.Records))
	plan := s.Plan()
	o.Begin(Publishing, len(plan))
	if err := o.publish(ctx, s, plan, report); err != nil {
		return report, err
	}
	if found := set.Theme.Problems(); len(found) > 0 { // of templates that failed while they were rendered
		report.Problems = problem.Sort(append(report.Problems, found...))
	}
	report.Problems = append(report.Problems, publish.Closed(o.Output)...)
	if sources.Damaged() {
		remembered()
		sources.Remember() // again, without the bodies that were found damaged
	}
	in.note(o, s, report)
	return report, nil
}

// publish publishes the planned files, unless an address would vanish that may not.
func (o *Options) publish(ctx context.Context, s *site.Site, plan []publish.File, report *Report) error {
	published, err := o.publishedLedgers(ctx)
	if err != nil {
		return err
	}
	promised := newPromises(*o, s, plan, published)
	report.Report, err = publish.Publish(ctx, o.Output, plan, o.publishing(s, promised))
	report.Problems = problem.Sort(slices.Concat(report.Problems, promised.problems))
	return err
}

// Load reads a site without building it. The caller closes its Sources.
func Load(ctx context.Context, o Options) (*site.Site, error) {
	o, err := o.ready()
	if err != nil {
		return nil, err
	}
	set := settings.Read(o.settings())
	listing := source.Look(o.Content)
	o.Found(listing.Len())
	sources, err := source.Load(ctx, listing, o.reading(set))
	if err != nil {
		return nil, err
	}
	return site.New(set, sources, o.site()), nil
}

// Preview reads a site that can be brought up to date afterwards.
func Preview(ctx context.Context, o Options) (*site.Live, error) {
	o, err := o.ready()
	if err != nil {
		return nil, err
	}
	return site.Open(ctx, o.site())
}

// ready returns the options with defaults filled in, or an error if there is no content folder, or if the cache is where it must not be.
func (o Options) ready() (Options, error) {
	if info, err := os.Stat(o.Content); err != nil || !info.IsDir() {
		return o, fmt.Errorf("%s: no such folder; expected the content folder", o.Content)
	}
	if o.Cache != "" {
		if err := publish.CheckCache(o.Cache, map[string]string{"content": o.Content, "output": o.Output}); err != nil {
			return o, err
		}
	}
	if err := source.CheckCache(o.Cache); err != nil {
		return o, err
	}
	if o.Found == nil {
		o.Found = func(int) {}
	}
	if o.Begin == nil {
		o.Begin = func(Stage, int) {}
	}
	if o.Progress == nil {
		o.Progress = func(Stage, int, int) {}
	}
	return o, nil
}

// The options of each stage.

func (o *Options) settings() settings.Options {
	return settings.Options{Content: o.Content, Theme: o.Theme, BaseURL: o.BaseURL, Links: o.Links}
}

func (o *Options) site() site.Options {
	cache := o.Cache
	if o.Clean {
		cache = ""
	}
	return site.Options{Settings: o.settings(), Cache: cache, Jobs: o.Jobs, Drafts: o.Drafts, Now: o.Now,
		Begin:    func(unknown int) { o.Begin(Reading, unknown) },
		Progress: func(done, total int) { o.Progress(Reading, done, total) }}
}

func (o *Options) reading(s *settings.Settings) source.Options {
	options := o.site()
	return options.Reading(s)
}

func (o *Options) publishing(s *site.Site, p *promises) publish.Options {
	return publish.Options{Jobs: o.Jobs, Clean: o.Clean, Refuse: []string{o.Content}, Origin: s.Origin, Ledger: ledger.Path, Approve: p.approve,
		Progress: func(done, total int) { o.Progress(Publishing, done, total) }}
}

// start runs do in another goroutine and returns a function that waits for it.
func start(do func()) (wait func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	return func() { <-done }
}
