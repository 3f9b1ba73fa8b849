package generator

import (
	"context"
	"errors"
	"sync"
	"time"

	"gongbao/generator/problem"
	"gongbao/generator/publish"
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
	release := holdCollector()
	defer func() { release() }()
	var site *Site
	var err error
	var opening, saving sync.WaitGroup
	in := lookAtSettings(o)
	opening.Go(func() { site, err = open(o) }) // beside the look at the sources: most builds need both
	in.lookAtSources(o)
	opening.Wait()
	if err != nil {
		return nil, err
	}
	defer site.Close()
	if r := unchanged(o, in); r != nil {
		return r, nil
	}
	site.loader.seen = in
	first := len(site.store.entries) == 0
	if first { // to parse everything makes garbage
		release()
	}
	if err := site.read(ctx, nil, nil); err != nil {
		return nil, err
	}
	if first {
		release = holdCollector()
	}
	saving.Go(site.Remember)
	defer saving.Wait()
	site.model()
	report := &Report{Bulletins: len(site.Archive.Records), Parsed: site.parsed, Problems: site.Problems}
	if problem.Errors(site.Problems) > 0 {
		return report, ErrProblems
	}
	report.Report, err = publish.Publish(ctx, o.Output, site.Plan(), publish.Options{
		Jobs: site.options.Jobs, Clean: o.Clean, Refuse: []string{o.Content}, Progress: func(done, total int) {
			if total > littleGarbage {
				release()
			}
			if o.Progress != nil {
				o.Progress(Publishing, done, total)
			}
		},
	})
	if err != nil {
		return report, err
	}
	if site.damaged.Load() {
		saving.Wait()
		site.Remember() // once more, without the bodies that were found damaged
	}
	site.takeNote(in, started, report)
	return report, nil
}
