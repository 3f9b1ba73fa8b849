package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongbao/generator/site"

	"github.com/zeebo/xxh3"
)

// ownFolder is where the server's own files are, beside those of the site.
const ownFolder = "/_gongbao/"

//go:embed client.js
var clientJS []byte

//go:embed client.css
var clientCSS []byte

// addClient gives a page the script that keeps it as its sources are, and tells the script which state of the page it is in. It
// goes before the end of the head, as files of the server itself: the content security policy stays as strict as in production.
func addClient(page []byte, seen string) []byte {
	client := fmt.Sprintf(`<link rel="stylesheet" href="%[1]sclient.css" data-gongbao><script type="module" src="%[1]sclient.js?seen=%[2]s" data-gongbao></script>`, ownFolder, seen)
	i := bytes.Index(page, []byte("</head>"))
	if i < 0 {
		return page
	}
	return slices.Concat(page[:i], []byte(client), page[i:])
}

// own serves the server's own files.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "client.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(clientJS)
	case "client.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(clientCSS)
	case "events":
		s.events(w, r)
	default:
		http.NotFound(w, r)
	}
}

// A client is a page in a browser that waits for news.
type client struct {
	path     string
	seen     string // state of the page as it was last told
	problems string // as they were last told
	news     chan []byte
}

// A message is what the script in the page gets.
type message struct {
	Kind     string    `json:"kind"`               // "page" or "problems"
	Seen     string    `json:"seen,omitempty"`     // the state of the page
	Page     string    `json:"page,omitempty"`     // the page in this state
	Problems []excerpt `json:"problems,omitempty"` // none: all is well again
}

// events is a stream of server-sent events (WHATWG HTML §9.2) for one page: first how page and problems are, then each change.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no stream", http.StatusNotImplemented)
		return
	}
	c := &client{path: "/", news: make(chan []byte, 8)}
	if u, err := url.Parse(r.URL.Query().Get("page")); err == nil && strings.HasPrefix(u.Path, "/") {
		c.path = u.Path
	}
	s.mu.Lock()
	s.clients[c] = true
	s.inform(c)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.clients, c)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		select {
		case <-r.Context().Done():
			return
		case m, open := <-c.news:
			if !open {
				return
			}
			fmt.Fprintf(w, "data: %s\n\n", m)
			flush.Flush()
		}
	}
}

// notify tells all pages what concerns them.
func (s *Server) notify() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.clients {
		s.inform(c)
	}
}

// inform tells a page that it looks different now, or what is wrong; one that was told nothing yet, how things are. s.mu is held.
func (s *Server) inform(c *client) {
	var news [][]byte
	if page, seen := look(s.good, c.path); seen != c.seen {
		c.seen = seen
		news = append(news, encode(message{Kind: "page", Seen: seen, Page: string(page)}))
	}
	problems := encode(message{Kind: "problems", Problems: excerpts(s.told.Problems(), s.sourceOf(s.good, c.path))})
	if string(problems) != c.problems {
		c.problems = string(problems)
		news = append(news, problems)
	}
	for _, m := range news {
		select {
		case c.news <- m:
		default: // the browser has stopped reading: it is to ask again when it wakes
			s.drop(c)
			return
		}
	}
}

// sourceOf gives the source of the page at a path, as problems name it, or nothing.
func (s *Server) sourceOf(site *site.Live, at string) string {
	if site != nil {
		if f, found, _ := find(site, at); found {
			if b := site.Bulletin(f.Path); b != nil {
				return path.Join(filepath.ToSlash(s.options.Site.Content), b.Source)
			}
		}
	}
	return ""
}

// drop ends the stream of a page. s.mu is held.
func (s *Server) drop(c *client) {
	if s.clients[c] {
		close(c.news)
		delete(s.clients, c)
	}
}

func (s *Server) dropClients() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.clients {
		s.drop(c)
	}
}

// look gives a page as it is now, and a name of that state: a hash of the page, and one of the files that belong to it.
func look(site *site.Live, at string) (page []byte, state string) {
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

func stateOf(site *site.Live, address string, page []byte) string {
	files := xxh3.New()
	if b := site.Bulletin(address); b != nil {
		for _, a := range b.Attachments {
			files.Write(a.Hash[:])
		}
	}
	return fmt.Sprintf("%x-%x", xxh3.Hash(page), files.Sum64())
}
