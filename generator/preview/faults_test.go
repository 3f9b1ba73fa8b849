package preview

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// faultyTheme is a site whose template fails on every page.
type faultyTheme struct{}

func (faultyTheme) Find(path string) (publish.File, bool) {
	return publish.File{Path: "index.html", Render: func(dst []byte) ([]byte, error) { return append(dst, "<html><body></body></html>"...), nil }}, true
}
func (faultyTheme) Bulletin(string) *bulletin.Bulletin  { return nil }
func (faultyTheme) Address(string, bool) (string, bool) { return "", false }
func (faultyTheme) Markdown() markdown.Options          { return markdown.Options{} }
func (faultyTheme) Faults() []problem.Problem {
	return []problem.Problem{problem.New(problem.TemplateFallback, "templates/home.html", problem.Pos{}, "failed")}
}

func TestTemplateThatFailsIsLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	s := &Server{options: Options{Log: &log}, shown: faultyTheme{}}
	for range 3 {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatal(w.Code, w.Body)
		}
	}
	if n := strings.Count(log.String(), "templates/home.html: warning: failed"); n != 1 {
		t.Errorf("logged %d times: %s", n, log.String())
	}
}
