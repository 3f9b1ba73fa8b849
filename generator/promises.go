package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"gongbao/generator/ledger"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/site"
)

// An address is a promise. What was promised is in the ledger of the output folder, in the one of a published site, if the command
// line names it, and in a list beside the manifest: of addresses that vanished in an earlier build and that nothing explains yet. A
// build compares them with the ledger that it is about to publish. It compares nothing if its ledger is the one that is there: then
// nothing can have vanished. So most builds never look at a line.
//
// The list is written before the first file moves, so that a build that is killed forgets nothing. An address leaves it by itself
// once the site has it again or explains it.

// promises compares what was promised with what a site promises.
type promises struct {
	o         Options
	site      *site.Site
	render    func(dst []byte) ([]byte, error) // makes the ledger of the site
	published []*ledger.Promised               // of Options.Published
	problems  []problem.Problem
}

// publishedLedgers reads the ledgers of Options.Published.
func (o *Options) publishedLedgers(ctx context.Context) ([]*ledger.Promised, error) {
	var all []*ledger.Promised
	for _, from := range o.Published {
		p, err := ledger.Published(ctx, from)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// newPromises finds the ledger in a plan.
func newPromises(o Options, s *site.Site, plan []publish.File, published []*ledger.Promised) *promises {
	p := &promises{o: o, site: s, published: published}
	if i := slices.IndexFunc(plan, func(f publish.File) bool { return f.Path == ledger.Path }); i >= 0 {
		p.render = plan[i].Render
	}
	return p
}

// approve is publish.Options.Approve. It returns ErrProblems if an address may not vanish.
func (p *promises) approve(kept func(path string) bool) error {
	same := kept(ledger.Path)
	open := readLedger(publish.Unexplained(p.o.Output))
	if same && open == nil && len(p.published) == 0 {
		return nil
	}
	then := slices.Clone(p.published)
	if open != nil {
		then = append(then, open)
	}
	if !same {
		then = append(then, standing(p.o.Output, p.languages())...)
	}
	if len(then) == 0 { // a first build
		return p.remember(nil)
	}
	vanished, err := p.compare(then)
	if err != nil {
		return err
	}
	if problem.Errors(p.problems) > 0 {
		return ErrProblems
	}
	return p.remember(vanished)
}

// compare reports what was promised then and is not explained now.
func (p *promises) compare(then []*ledger.Promised) ([]ledger.Vanished, error) {
	now, err := p.render(nil)
	if err != nil {
		return nil, err
	}
	vanished := ledger.Unexplained(string(now), then...)
	r := ledger.Report{Code: problem.UnexplainedAddress, Gone: path.Join(filepath.ToSlash(p.o.Content), ledger.GoneFile), Day: p.site.Now, Find: site.Holders(p.site)}
	if p.o.Strict || len(p.o.Published) > 0 {
		r.Code = problem.VanishedAddress
	}
	p.problems = append(p.problems, r.Problems(vanished)...)
	for _, t := range then {
		if t.Bad > 0 {
			p.problems = append(p.problems, problem.New(problem.DamagedLedger, t.From, problem.Pos{Line: int32(t.BadAt)}, "the ledger has %d lines that cannot be read; they were passed over", t.Bad).
				WithHint("get a copy of the file from the published site"))
		}
	}
	return vanished, nil
}

// languages returns the folders of the site's other languages.
func (p *promises) languages() []string { return p.site.Settings.Config.Languages[1:] }

// standing returns what the site in a folder promises: its ledger or, if it was published without one, its files.
func standing(dir string, languages []string) []*ledger.Promised {
	if there := readLedger(filepath.Join(dir, filepath.FromSlash(ledger.Path))); there != nil {
		return []*ledger.Promised{there}
	}
	files, _, err := publish.Standing(dir)
	if err != nil || len(files) == 0 {
		return nil // nothing was published here, or nothing says what
	}
	paths := make([]string, len(files))
	for i := range files {
		paths[i] = files[i].Path
	}
	return []*ledger.Promised{ledger.Paths(paths, languages)}
}

// readLedger reads a file that may hold a ledger. It returns nil if there is none. One that cannot be read counts as one bad line.
func readLedger(name string) *ledger.Promised {
	text, err := ledger.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &ledger.Promised{From: filepath.ToSlash(name), Bad: 1}
	}
	return ledger.Read(filepath.ToSlash(name), text)
}

// remember keeps the list of what vanished, or removes it once everything is explained.
func (p *promises) remember(vanished []ledger.Vanished) error {
	name := publish.Unexplained(p.o.Output)
	if len(vanished) == 0 {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s cannot be removed, though every address in it is explained: %w", name, err)
		}
		return nil
	}
	text := []byte(ledger.Head)
	for i := range vanished {
		text = vanished[i].Append(text)
	}
	draft := name + ".new"
	err := os.WriteFile(draft, text, 0o644)
	if err == nil {
		err = os.Rename(draft, name)
	}
	if err != nil {
		return fmt.Errorf("the addresses that vanish cannot be kept: %w; nothing was written", err)
	}
	return nil
}

// Vanished reports the addresses that were promised and that a site no longer has, in the output folder, if there is one, and in
// Options.Published. It reads and writes nothing else. If the sources have errors, they do not show what the site promises.
func Vanished(ctx context.Context, s *site.Site, o Options) ([]problem.Problem, error) {
	published, err := o.publishedLedgers(ctx)
	if err != nil || problem.Errors(s.Problems) > 0 {
		return nil, err
	}
	o.Strict = true // a reader who asks for the address would find nothing
	p := &promises{o: o, site: s}
	then := slices.Clone(published)
	if o.Output != "" {
		if open := readLedger(publish.Unexplained(o.Output)); open != nil {
			then = append(then, open)
		}
		then = append(then, standing(o.Output, p.languages())...)
	}
	if len(then) == 0 {
		return nil, nil
	}
	file, _ := s.Finder().Find(ledger.Path)
	p.render = file.Render
	_, err = p.compare(then)
	return p.problems, err
}
