// Package preview is the editor's server: the whole site from its plan, each page rendered when it is asked for, and shown
// anew as soon as a source is saved.
//
// What an editor may rely on: the page in the browser is what a build would publish, drafts and scheduled bulletins marked;
// a mistake never takes the page away, it is told over it; and nobody but this machine's browser gets in.
package preview

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"gongbao/generator"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/site"
)

// Options say what to serve and where.
type Options struct {
	Site  generator.Options // Now: the moment to show the site at; the zero time: as it is at each reading
	Addr  string            // host:port; port 0 takes a free one
	Hosts []string          // names, beside this machine's own, under which the server may be asked for
	Log   io.Writer
	Poll  time.Duration // look for changes at this interval instead of watching; 0: watch

	patience time.Duration // instead of the usual one, for tests
}

// Policy is the content security policy that pages are served with, here and, by the advice of the README, in production.
const Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

// Server serves a site and keeps it as its sources are.
type Server struct {
	options  Options
	listener net.Listener
	watcher  *fsnotify.Watcher // nil: look for changes at an interval

	latest *site.Live // as the sources are now; the watcher's own
	kept   *site.Live // what the next start knows; the watcher's own

	mu      sync.RWMutex
	told    *site.Live // what browsers and terminal know of, whatever its problems
	good    *site.Live // the last one without problems: what is served; nil until there is one
	clients map[*client]bool
}

// Listen reads the site and opens the address. Run then serves.
func Listen(ctx context.Context, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = io.Discard
	}
	started := time.Now()
	o.patience = cmp.Or(o.patience, patience)
	o.Site.Drafts = true
	s := &Server{options: o, clients: map[*client]bool{}}
	s.startWatching() // first, so that no change is missed while the site is read
	o.Site.Now.Time = s.now()
	site, err := generator.Preview(ctx, o.Site)
	if err == nil {
		if s.listener, err = net.Listen("tcp", o.Addr); err != nil {
			site.Close()
			err = fmt.Errorf("cannot listen on %s: %w; another program may have it, perhaps another preview: choose a free one with --addr HOST:PORT", o.Addr, err)
		}
	}
	if err != nil {
		s.stopWatching()
		return nil, err
	}
	s.latest, s.told = site, site
	if problem.Errors(site.Problems()) == 0 {
		s.good = site
	}
	fmt.Fprintf(o.Log, "%s read in %s\n", count(len(site.Archive().Records), "bulletin"), human(time.Since(started)))
	s.tell(site.Problems())
	return s, nil
}

// now is the moment that decides what is scheduled or expired.
func (s *Server) now() time.Time {
	if now := s.options.Site.Now; !now.IsZero() {
		return now.Time
	}
	return time.Now()
}

// URL is where the site is to be seen.
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
	wg.Go(func() { s.watch(ctx) })
	wg.Go(func() {
		<-ctx.Done()
		s.dropClients()
		last, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		server.Shutdown(last)
	})
	err := server.Serve(s.listener)
	stop()
	wg.Wait()
	s.stopWatching()
	s.remember()
	s.latest.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// remember keeps what was read for the next start.
func (s *Server) remember() {
	if s.kept != s.latest {
		s.latest.Remember()
		s.kept = s.latest
	}
}

func (s *Server) state() (good, told *site.Live) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.good, s.told
}

// ServeHTTP answers a browser.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.known(r.Host) {
		http.Error(w, fmt.Sprintf("This preview does not answer to the name %q.\nStart it with --host %s if that name is meant.", r.Host, hostname(r.Host)), http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if own, ok := strings.CutPrefix(r.URL.Path, ownFolder); ok {
		s.own(w, r, own)
		return
	}
	s.page(w, r)
}

// known says whether a Host header names this server. Any other name is one that somebody made point here: a page of
// theirs could otherwise read the drafts (DNS rebinding).
func (s *Server) known(host string) bool {
	name := hostname(host)
	if name == "localhost" || slices.Contains(s.options.Hosts, name) {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || s.listensOn(ip))
}

// listensOn says whether the server was told to listen on that very address.
func (s *Server) listensOn(ip net.IP) bool {
	a, ok := s.listener.Addr().(*net.TCPAddr)
	return ok && !a.IP.IsUnspecified() && a.IP.Equal(ip)
}

func hostname(host string) string {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	return strings.ToLower(name)
}

// page serves a file of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	good, told := s.state()
	if good == nil {
		writeProblemPage(w, told.Problems())
		return
	}
	f, found, ok := find(good, r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if asked := strings.Trim(r.URL.Path, "/"); found && !strings.HasSuffix(r.URL.Path, "/") && f.Path == asked+"/index.html" { // relative links need the slash
		http.Redirect(w, r, "/"+asked+"/", http.StatusFound)
		return
	}
	if f.Copy != "" {
		s.file(w, r, f.Copy)
		return
	}
	body, err := f.Render(nil)
	if err != nil {
		writeProblemPage(w, []problem.Problem{{File: f.Path, Message: err.Error()}})
		return
	}
	w.Header().Set("Content-Type", contentType(f.Path))
	if strings.HasSuffix(f.Path, ".html") {
		body = addClient(body, stateOf(good, f.Path, body))
	}
	if !found {
		w.WriteHeader(http.StatusNotFound)
	}
	w.Write(body)
}

// find gives what is to be seen at a path: a file of the site, or the page that says that there is none.
func find(site *site.Live, at string) (f publish.File, found, ok bool) {
	asked := strings.TrimPrefix(path.Clean(at), "/")
	if strings.HasSuffix(at, "/") && asked != "" {
		asked += "/"
	}
	if f, found = site.Find(asked); found {
		return f, true, true
	}
	f, ok = site.Find("404.html")
	return f, false, ok
}

func (s *Server) file(w http.ResponseWriter, r *http.Request, name string) {
	f, err := os.Open(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// contentType does not ask the machine for the types that a site is made of.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json", ".jsonld":
		return "application/json"
	case ".xml":
		return "application/xml"
	case ".svg":
		return "image/svg+xml"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".txt", ".md":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// tell prints problems as a build does.
func (s *Server) tell(problems []problem.Problem) {
	for _, p := range problems {
		fmt.Fprintln(s.options.Log, p.Error())
		if p.Hint != "" {
			fmt.Fprintln(s.options.Log, "    "+p.Hint)
		}
	}
}

// count is a number of things as people read it.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// human is a duration as people read it.
func human(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Millisecond).String()
}

// encode gives JSON on one line.
func encode(m message) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(m) // a message can always be encoded, and a buffer always be written
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
