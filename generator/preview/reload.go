package preview

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongbao/generator/problem"
)

// patience is how long a new mistake waits for the rest of a save. A text editor may empty a file before it writes it, or move it
// away before it writes another in its place, and no one should see a mistake that no one made.
const patience = 100 * time.Millisecond

// A change is what was read since the last announcement.
type change struct {
	folders []string
	parsed  int
	updated bool // the site was changed in place
	took    time.Duration
}

// follow keeps the site up to date with its sources. An event only says where to look: size and time of the files decide what is
// read.
func (s *Server) follow(ctx context.Context) {
	s.remember() // and again at the end, but the terminal may be closed at any time
	for s.watcher != nil && ctx.Err() == nil {
		if s.options.Idle != nil {
			go s.options.Idle()
		}
		var c change
		for folders := s.changes(ctx, nil); len(folders) > 0; folders = s.changes(ctx, time.After(s.options.patience)) {
			s.reload(ctx, &c, folders)
			if s.watcher == nil || !s.alarming() {
				break
			}
		}
		s.announce(&c)
	}
	s.poll(ctx)
}

// poll looks everywhere at an interval, which grows so that looking takes no more than a tenth of the time.
func (s *Server) poll(ctx context.Context) {
	var took time.Duration
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(max(s.options.Poll, 9*took)):
			started := time.Now()
			var c change
			s.reload(ctx, &c, []string{"."})
			took = time.Since(started)
			if s.alarming() {
				time.Sleep(s.options.patience)
				s.reload(ctx, &c, []string{"."})
			}
			s.announce(&c)
		}
	}
}

// contentMissing reports whether the content folder does not exist. That is not a change of the site: whoever moves the folder away
// will bring it back, or stop the server.
func (s *Server) contentMissing() bool {
	dir := s.options.Site.Content
	missing := !isDir(dir)
	switch {
	case missing && !s.missing:
		fmt.Fprintf(s.options.Log, "%s: the folder is gone; the last good pages stay until it is back\n", problem.Visible(dir))
	case !missing && s.missing:
		fmt.Fprintf(s.options.Log, "%s: the folder is back\n", problem.Visible(dir))
	}
	s.missing = missing
	return missing
}

// reload reads what changed in some folders.
func (s *Server) reload(ctx context.Context, c *change, folders []string) {
	if s.contentMissing() {
		return
	}
	started := time.Now()
	parsed, ok, err := s.current.Update(ctx, folders, s.now())
	site := s.current
	if err == nil && !ok {
		site, err = s.current.Reload(ctx, folders, s.now())
	}
	switch {
	case err != nil:
		if ctx.Err() == nil {
			fmt.Fprintln(s.options.Log, problem.Visible(fmt.Sprintf("%s: %v", strings.Join(folders, ", "), err)))
		}
		return
	case ok && parsed > 0:
		c.updated, s.remembered = true, nil
	case ok || site.Same(s.current):
		return // touched, but not changed
	default:
		if !site.SharesStore(s.current) {
			s.outdated = append(s.outdated, s.current)
		}
		s.current, parsed = site, site.Parsed()
	}
	c.folders = append(c.folders, folders...)
	c.parsed += parsed
	c.took += time.Since(started)
}

// alarming reports whether there are errors that have not been announced, or fewer bulletins than announced.
func (s *Server) alarming() bool {
	_, announced := s.state()
	known := map[problem.Problem]bool{}
	for _, p := range announced.Problems() {
		known[p] = true
	}
	return len(s.current.Archive().Records) < len(announced.Archive().Records) ||
		slices.ContainsFunc(s.current.Problems(), func(p problem.Problem) bool { return !p.Warning && !known[p] })
}

// announce shows the current site, unless it has errors, and informs browsers and terminal.
func (s *Server) announce(c *change) {
	started := time.Now()
	_, before := s.state()
	if !s.current.Forgotten() { // the terminal may be closed at any time, and the text must not outlive that
		s.current.Remember()
		s.remembered = s.current
	}
	if s.current == before && !c.updated || s.contentMissing() {
		return
	}
	good := problem.Errors(s.current.Problems()) == 0
	s.mu.Lock()
	s.announced = s.current
	if good {
		s.shown = s.current
	}
	s.rendered = nil
	s.mu.Unlock()
	s.refreshTabs()
	if good {
		s.closeOutdated()
	}
	c.took += time.Since(started)
	if !slices.Equal(s.current.Problems(), before.Problems()) {
		s.logProblems(s.current.Problems())
	}
	slices.Sort(c.folders)
	fmt.Fprintf(s.options.Log, "%s: %s in %s%s\n", problem.Visible(strings.Join(slices.Compact(c.folders), ", ")), parsedSources(c.parsed), human(c.took),
		outcome(problem.Errors(before.Problems()), problem.Errors(s.current.Problems())))
}
