package preview

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"
)

// Each served page has a script that listens for events about its page: how it looks now, and which problems there are. The server
// remembers what it sent to each tab, and sends only what differs.

// ownFolder holds the server's own files, next to those of the site.
const ownFolder = "/_gongbao/"

//go:embed client.js
var clientJS []byte

//go:embed client.css
var clientCSS []byte

// addScript adds the script that keeps a page up to date, with the page's state. The script goes before the end of the head, as a
// file of the server, so that the content security policy stays as strict as in production.
func addScript(page []byte, state string) []byte {
	script := fmt.Sprintf(`<link rel="stylesheet" href="%[1]sclient.css" data-gongbao><script type="module" src="%[1]sclient.js?seen=%[2]s" data-gongbao></script>`, ownFolder, state)
	i := bytes.Index(page, []byte("</head>"))
	if i < 0 {
		return page
	}
	return slices.Concat(page[:i], []byte(script), page[i:])
}

// serveOwn serves the server's own files.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "client.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(clientJS)
	case "client.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(clientCSS)
	case "events":
		s.serveEvents(w, r)
	default:
		http.NotFound(w, r)
	}
}

// A tab is an open page that listens for events.
type tab struct {
	path   string
	events chan []byte // closed when the tab is dropped; guarded, like Server.tabs, by Server.mu

	mu       sync.Mutex // held while the page is rendered, so that events come in order
	source   string     // of the bulletin that the page shows, or ""
	seen     string     // the state of the page that was sent last
	problems []byte     // the event about problems that was sent last
}

// An event is what the script in the page gets.
type event struct {
	Kind     string    `json:"kind"`               // "page", "moved" or "problems"
	To       string    `json:"to,omitempty"`       // the new address of the page
	Seen     string    `json:"seen,omitempty"`     // the state of the page
	Page     string    `json:"page,omitempty"`     // the page in this state
	Problems []excerpt `json:"problems,omitempty"` // none: there are no more problems; all warnings: remarks on the page
}

// serveEvents is a stream of server-sent events (WHATWG HTML §9.2) for one tab: first the page and the problems as they are,
// then each change.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no stream", http.StatusNotImplemented)
		return
	}
	t := &tab{path: "/", events: make(chan []byte, 8)}
	if u, err := url.Parse(r.URL.Query().Get("page")); err == nil && strings.HasPrefix(u.Path, "/") {
		t.path = u.Path
	}
	s.mu.Lock()
	s.tabs[t] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.tabs, t)
		s.mu.Unlock()
	}()
	s.refresh(t)
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		select {
		case <-r.Context().Done():
			return
		case e, open := <-t.events:
			if !open {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", e)
			flush.Flush()
		}
	}
}

// refreshTabs sends each tab what has changed for it.
func (s *Server) refreshTabs() {
	s.mu.RLock()
	tabs := make([]*tab, 0, len(s.tabs))
	for t := range s.tabs {
		tabs = append(tabs, t)
	}
	s.mu.RUnlock()
	for _, t := range tabs {
		s.refresh(t)
	}
}

// refresh sends a tab what has changed since the last event: everything, if it is the first. It may render the page, so it must not
// hold Server.mu.
func (s *Server) refresh(t *tab) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := s.render(t.path)
	if t.source == "" {
		t.source = cmp.Or(r.source, s.servedAt(r.shown, t.path))
	}
	var events [][]byte
	to, moved := s.newAddress(r.shown, t.path, t.source)
	switch {
	case moved && r.source != t.source:
		events = append(events, encode(event{Kind: "moved", To: to}))
	case r.state != t.seen:
		t.seen = r.state
		events = append(events, r.page)
	}
	if !bytes.Equal(r.problems, t.problems) {
		t.problems = r.problems
		events = append(events, r.problems)
	}
	s.send(t, events)
}

// A rendering is what all tabs that show a page get.
type rendering struct {
	shown          pageSource
	source         string // of the bulletin, or ""
	state          string
	page, problems []byte // the events
}

// render returns the rendering of the page at a path since the last announcement. It is made once, however many tabs ask for it.
func (s *Server) render(at string) rendering {
	s.mu.Lock()
	once := s.rendered[at]
	if once == nil {
		shown, announced := s.shown, s.announced
		once = sync.OnceValue(func() rendering {
			r := rendering{shown: shown}
			var page []byte
			page, r.state = render(shown, at)
			r.page = encode(event{Kind: "page", Seen: r.state, Page: string(page)})
			first := ""
			if r.source = bulletinAt(shown, at); r.source != "" {
				first = path.Join(filepath.ToSlash(s.options.Site.Content), r.source)
			}
			found := excerpts(announced.Problems(), first)
			if len(found) == 0 {
				found = withLines(s.remarksOn(shown, at))
			}
			r.problems = encode(event{Kind: "problems", Problems: found})
			return r
		})
		if s.rendered == nil || len(s.rendered) >= mostRendered {
			s.rendered = map[string]func() rendering{}
		}
		s.rendered[at] = once
	}
	s.mu.Unlock()
	return once()
}

// mostRendered is the number of renderings that are kept, which bounds their memory.
const mostRendered = 256

// send queues events for a tab. If its browser has stopped reading, it drops the tab: the script asks again when it wakes up.
func (s *Server) send(t *tab, events [][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range events {
		if !s.tabs[t] {
			return
		}
		select {
		case t.events <- e:
		default:
			s.drop(t)
		}
	}
}

// drop ends the stream of a tab. The caller holds s.mu.
func (s *Server) drop(t *tab) {
	if s.tabs[t] {
		close(t.events)
		delete(s.tabs, t)
	}
}

func (s *Server) dropTabs() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for t := range s.tabs {
		s.drop(t)
	}
}

// bulletinAt returns the source of the bulletin whose page is at a path, or "".
func bulletinAt(site pageSource, at string) string {
	if site != nil {
		if f, found, _ := find(site, at); found {
			if b := site.Bulletin(f.Path); b != nil {
				return b.Source
			}
		}
	}
	return ""
}

// render returns the page at a path and its state.
func render(site pageSource, at string) (page []byte, state string) {
	if site == nil {
		return nil, noState
	}
	f, _, ok := find(site, at)
	if !ok || f.Render == nil {
		return nil, noState
	}
	page, err := f.Render(nil)
	if err != nil {
		return nil, noState
	}
	return page, stateOf(site, f.Path, page)
}

// noState is the state of a page that the site does not have.
const noState = "none"

// stateOf names the state of a page: a hash of the page, and one of the files that belong to it.
func stateOf(site pageSource, address string, page []byte) string {
	files := xxh3.New()
	if b := site.Bulletin(address); b != nil {
		for _, a := range b.Attachments {
			files.Write(a.Hash[:])
		}
	}
	return fmt.Sprintf("%x-%x", xxh3.Hash(page), files.Sum64())
}

// encode returns an event as JSON on one line.
func encode(e event) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(e) // every event can be encoded, and a buffer always be written
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
