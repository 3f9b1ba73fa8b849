// Package preview is the editor's server. It shows the whole site from its plan, renders each page when a browser requests it, and
// updates open pages as soon as a source is saved.
//
// What an editor may rely on:
//
//   - The page in the browser is what a build would publish, with drafts and scheduled bulletins marked.
//   - A mistake never takes a page away. The last good one stays, and the problem is reported over it.
//   - The server notices every save, however the editor saves, and also after the content folder was moved away and back, or
//     replaced. If the system cannot watch the folder, the log says so, and the server looks for changes at an interval.
//   - The server answers only browsers on this machine, which use its own names, unless Options say otherwise.
//
// One goroutine (reload.go) watches, reads and announces. Requests get the site to show from it under a lock that is never held
// while a page is rendered, so a slow page does not delay another one.
package preview

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"gongbao/generator"
	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/site"
)

// Options say what to serve and where.
type Options struct {
	Site  generator.Options // Now: the moment to show the site at; the zero time: the time of each reading
	Addr  string            // host:port; port 0 takes a free one
	Hosts []string          // names that browsers may use for the server, in addition to this machine's own
	Log   io.Writer
	Poll  time.Duration // look for changes at this interval instead of watching; 0: watch

	// Idle is called when the server begins to wait for the next change; may be nil. It is the time to collect garbage, which would
	// delay a change.
	Idle func()

	patience time.Duration // replaces the constant, for tests
}

// Policy is the content security policy of every page, here and, as the README advises, in production.
const Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

// Server serves a site and keeps it up to date with its sources.
type Server struct {
	options  Options
	listener net.Listener
	watcher  *watcher // nil: look for changes at an interval

	// Only the goroutine that watches uses these.
	current    *site.Live   // as the sources are now
	remembered *site.Live   // the last one that was saved for the next start
	outdated   []*site.Live // earlier ones with stores of their own, which shown may still need
	missing    bool         // the content folder does not exist at the moment

	mu        sync.RWMutex // held only briefly, never while a page is rendered
	announced *site.Live   // the last one that browsers and terminal know, whatever its problems
	shown     pageSource   // the last one without errors, which answers requests; nil until there is one
	tabs      map[*tab]bool
	rendered  map[string]func() rendering // by path: what tabs see since the last announcement; emptied by each

	served sync.Map // by path: the source of the bulletin that was served there, for when it moves
	faults sync.Map // files of templates whose failure has been logged

	remarkLock sync.Mutex
	remarks    map[string]remarks // by source
}

// pageSource is the part of site.Live that answers requests.
type pageSource interface {
	Find(path string) (publish.File, bool)
	Bulletin(path string) *bulletin.Bulletin
	Address(source string, print bool) (path string, ok bool)
	Markdown() markdown.Options
	Faults() []problem.Problem
}

// Listen reads the site and opens the address. Run then serves.
func Listen(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = io.Discard
	}
	started := time.Now()
	o.patience = cmp.Or(o.patience, patience)
	o.Site.Drafts = true
	s := &Server{options: o, tabs: map[*tab]bool{}}
	s.startWatching() // first, so that no change is missed while the site is read
	o.Site.Now.Time = s.now()
	site, err := generator.Preview(ctx, o.Site)
	if err == nil {
		if s.listener, err = net.Listen("tcp", o.Addr); err != nil {
			site.Close()
			err = fmt.Errorf("cannot listen on %s: %w; another program may be using it, perhaps another preview; choose another address with --addr HOST:PORT", o.Addr, err)
		}
	}
	if err != nil {
		s.stopWatching()
		return nil, err
	}
	s.current, s.announced = site, site
	if problem.Errors(site.Problems()) == 0 {
		s.shown = site
	}
	fmt.Fprintf(o.Log, "%s read in %s\n", count(len(site.Archive().Records), "bulletin"), human(time.Since(started)))
	s.logProblems(site.Problems())
	return s, nil
}

// now returns the moment that decides what is scheduled or expired.
func (s *Server) now() time.Time {
	if now := s.options.Site.Now; !now.IsZero() {
		return now.Time
	}
	return time.Now()
}

// URL returns the address of the home page.
func (s *Server) URL() string {
	a := s.listener.Addr().(*net.TCPAddr)
	host := a.IP.String()
	if a.IP.IsUnspecified() || a.IP.IsLoopback() && a.IP.To4() != nil {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(a.Port)) + "/"
}

// Run serves until ctx ends.
func (s *Server) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	var wg sync.WaitGroup
	wg.Go(func() { s.follow(ctx) })
	wg.Go(func() {
		<-ctx.Done()
		s.dropTabs()
		last, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		server.Shutdown(last)
	})
	err := server.Serve(s.listener)
	stop()
	wg.Wait()
	s.stopWatching()
	s.remember()
	s.closeOutdated()
	s.current.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// remember saves what was read for the next start.
func (s *Server) remember() {
	if s.remembered != s.current {
		s.current.Remember()
		s.remembered = s.current
	}
}

// closeOutdated closes the stores that the current site does not use.
func (s *Server) closeOutdated() {
	for _, l := range s.outdated {
		l.Close()
	}
	s.outdated = nil
}

func (s *Server) state() (shown pageSource, announced *site.Live) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.shown, s.announced
}
