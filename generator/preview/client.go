package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"gongbao/generator"
	"gongbao/generator/problem"
)

// ownFolder is where the server's own files are, beside those of the site.
const ownFolder = "/_gongbao/"

//go:embed client.js
var clientJS []byte

//go:embed client.css
var clientCSS []byte

//go:embed problems.html
var problemsHTML string

var problemPage = template.Must(template.New("problems.html").Parse(problemsHTML))

// addClient gives a page the script that shows it anew, and tells the script which state of the page it is in. It goes before
// the end of the head, as files of the server itself: the content security policy stays as strict as in production.
func addClient(page []byte, seen uint64) []byte {
	client := fmt.Sprintf(`<link rel="stylesheet" href="%[1]sclient.css"><script type="module" src="%[1]sclient.js?seen=%[2]x"></script>`, ownFolder, seen)
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
	path string
	seen uint64 // hash of the page as it was last told
	news chan message
}

// A message is what the script in the page gets.
type message struct {
	Kind     string    `json:"kind"`               // "reload", "styles" or "problems"
	Styles   []string  `json:"styles,omitempty"`   // addresses below the root of all style sheets
	Problems []excerpt `json:"problems,omitempty"` // none: all is well again
}

// excerpt is a problem with the lines of source around it.
type excerpt struct {
	problem.Problem
	Lines []line `json:"lines,omitempty"`
}

type line struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Here   bool   `json:"here,omitempty"`
}

// events is a stream of server-sent events (WHATWG HTML §9.2) for one page.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no stream", http.StatusNotImplemented)
		return
	}
	at := "/"
	if u, err := url.Parse(r.URL.Query().Get("page")); err == nil && strings.HasPrefix(u.Path, "/") {
		at = u.Path
	}
	c := &client{path: at, news: make(chan message, 8)}
	s.mu.Lock()
	s.clients[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.clients, c)
		s.mu.Unlock()
	}()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	send := func(m message) {
		fmt.Fprint(w, "data: ")
		writeJSON(w, m)
		fmt.Fprint(w, "\n")
		flush.Flush()
	}
	good, latest, _ := s.state()
	send(message{Kind: "problems", Problems: excerpts(latest.Problems)})
	if now := look(good, c.path); r.URL.Query().Get("seen") != strconv.FormatUint(now, 16) { // it changed while the page was loading
		send(message{Kind: "reload"})
	} else {
		s.mu.Lock()
		c.seen = now
		s.mu.Unlock()
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case m, open := <-c.news:
			if !open {
				return
			}
			send(m)
		}
	}
}

// notify tells each open page what concerns it: that it looks different now, that styles changed, what is wrong.
func (s *Server) notify(styles bool) {
	good, latest, _ := s.state()
	problems := excerpts(latest.Problems)
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.clients {
		news := []message{{Kind: "problems", Problems: problems}}
		if seen := look(good, c.path); seen != c.seen {
			c.seen = seen
			if styles {
				news = append(news, message{Kind: "styles", Styles: good.Styles()})
			} else {
				news = append(news, message{Kind: "reload"})
			}
		}
		for _, m := range news {
			select {
			case c.news <- m:
			default: // the browser has stopped reading; it asks again when it wakes
			}
		}
	}
}

func (s *Server) dropClients() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.clients {
		close(c.news)
		delete(s.clients, c)
	}
}

// look hashes a page as it is now.
func look(site *generator.Site, at string) uint64 {
	if site == nil {
		return 0
	}
	f, ok := site.Find(strings.TrimPrefix(at, "/"))
	if !ok {
		f, ok = site.Find("404.html") // which is what the browser was shown
	}
	if !ok || f.Render == nil {
		return 1
	}
	body, err := f.Render(nil)
	if err != nil {
		return 2
	}
	return xxh3.Hash(body)
}

// excerpts gives the problems that stop a build, with the lines around each; warnings are told on the terminal alone.
func excerpts(problems []problem.Problem) []excerpt {
	const most, around = 20, 2
	var all []excerpt
	for _, p := range problems {
		if p.Warning || len(all) == most {
			continue
		}
		e := excerpt{Problem: p}
		if p.Line > 0 {
			if data, err := os.ReadFile(filepath.FromSlash(p.File)); err == nil {
				lines := strings.Split(strings.ToValidUTF8(string(data), "\uFFFD"), "\n")
				for n := max(1, p.Line-around); n <= min(len(lines), p.Line+around); n++ {
					e.Lines = append(e.Lines, line{n, strings.TrimSuffix(lines[n-1], "\r"), n == p.Line})
				}
			}
		}
		all = append(all, e)
	}
	return all
}

// writeProblemPage is what is shown while there is no page without problems yet.
func writeProblemPage(w http.ResponseWriter, problems []problem.Problem) {
	var b bytes.Buffer
	if err := problemPage.Execute(&b, excerpts(problems)); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	w.Write(addClient(b.Bytes(), 0))
}
