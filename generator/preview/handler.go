package preview

import (
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"

	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// ServeHTTP answers a browser.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.isOwnName(r.Host) {
		http.Error(w, fmt.Sprintf("This preview does not answer to the name %q.\nTo allow the name, start the preview with --host %s.", r.Host, hostname(r.Host)), http.StatusForbidden)
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
	if name, ok := strings.CutPrefix(r.URL.Path, ownFolder); ok {
		s.serveOwn(w, r, name)
		return
	}
	s.servePage(w, r)
}

// isOwnName reports whether a Host header names this server. An attacker may make any other name point here, and a page of that name
// could then read the drafts (DNS rebinding).
func (s *Server) isOwnName(host string) bool {
	name := hostname(host)
	if name == "localhost" || slices.Contains(s.options.Hosts, name) {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || s.listensOn(ip))
}

// listensOn reports whether the server was asked to listen on exactly this address.
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

// servePage serves a file of the site.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	shown, announced := s.state()
	if shown == nil {
		writeProblemPage(w, announced.Problems())
		return
	}
	f, found, ok := find(shown, r.URL.Path)
	if to, moved := s.newAddress(shown, r.URL.Path, s.servedAt(shown, r.URL.Path)); moved && !found {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	s.noteServed(shown, r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	if asked := strings.Trim(r.URL.Path, "/"); found && !strings.HasSuffix(r.URL.Path, "/") && f.Path == asked+"/index.html" { // relative links need the slash
		http.Redirect(w, r, "/"+asked+"/", http.StatusFound)
		return
	}
	if f.Copy != "" {
		serveCopy(w, r, f.Copy)
		return
	}
	body, err := f.Render(nil)
	s.logFaults(shown)
	if err != nil {
		writeProblemPage(w, []problem.Problem{problem.New(problem.RenderFailed, f.Path, problem.Pos{}, "%v", err)})
		return
	}
	w.Header().Set("Content-Type", contentType(f.Path))
	if strings.HasSuffix(f.Path, ".html") {
		body = addScript(body, stateOf(shown, f.Path, body))
	}
	if !found {
		w.WriteHeader(http.StatusNotFound)
	}
	w.Write(body)
}

// find returns what a browser sees at a path: a file of the site or, if found is false, the page for addresses that do not exist. If
// the site lacks that page too, ok is false.
func find(site pageSource, at string) (f publish.File, found, ok bool) {
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

// serveCopy serves a source file that a build would copy.
func serveCopy(w http.ResponseWriter, r *http.Request, name string) {
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

// contentType returns the media type of a file. The types of a site's own files do not depend on the machine.
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
