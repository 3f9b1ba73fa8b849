package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestManyPlacesOfOneCauseAreOneProblemOfThePreview(t *testing.T) {
	var found []problem.Problem
	for i := range 1000 {
		found = append(found, problem.New(problem.UnknownKey, fmt.Sprintf("%03d.md", i), problem.Pos{Line: 5}, "unknown key %q", "colour"))
	}
	found = append(found, problem.New(problem.BadDate, "z.md", problem.Pos{Line: 4}, "no date"))
	shown := excerpts(found, "007.md")
	if len(shown) != 2 || shown[0].File != "007.md" || shown[0].Text != `unknown key "colour" (in 1000 places)` ||
		shown[0].Others != "also 000.md:5, 001.md:5, 002.md:5 and 996 more; gongbao check --all shows them" || shown[1].File != "z.md" {
		t.Errorf("%+v", shown)
	}
	var log bytes.Buffer
	s := &Server{options: Options{Log: &log}}
	s.logProblems(found)
	if n := strings.Count(log.String(), "\n"); n != 3 || !strings.Contains(log.String(), "000.md:5: unknown key \"colour\" (in 1000 places)\n    also 001.md:5, ") {
		t.Errorf("%d lines: %s", n, log.String())
	}
}

func TestNamesNeverSpeakForThePreview(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a\u202egpj\n::error::FORGED.md")
	if err := os.WriteFile(file, []byte("a: b\n\t标题: \u2066x\u202ey\x1b[2J\u2069\n"), 0o644); err != nil {
		t.Skipf("the file system refuses the name: %v", err)
	}
	p := problem.New(problem.UnknownKey, file, problem.Pos{Line: 2, Column: 6}, "unknown \u202e\x1b[2J\n::error::FORGED").WithHint("write \u202e\n%s", "\n::error::FORGED")
	var log bytes.Buffer
	s := &Server{options: Options{Log: &log}}
	s.logProblems([]problem.Problem{p})
	page := httptest.NewRecorder()
	writeProblemPage(page, []problem.Problem{p})
	e := excerpts([]problem.Problem{p}, "")[0]
	for _, text := range []string{log.String(), page.Body.String(), e.Where, e.Text, e.Others, strings.Join(e.Hints, "\n"), e.Lines[0].After, e.Lines[1].Before + e.Lines[1].Found + e.Lines[1].After} {
		if strings.ContainsFunc(strings.NewReplacer("\n", "", "\t", "").Replace(text), problem.Hidden) || strings.Contains(text, "\n::error") || strings.Contains(text, "\n    ::error") {
			t.Errorf("%q", text)
		}
	}
	if e.Lines[1].Before+e.Lines[1].Found != "\t标题: "+`\u2066x\u202ey\x1b[2J\u2069` {
		t.Errorf("%+v", e.Lines[1])
	}
	if data, err := json.Marshal(e); err != nil || !json.Valid(data) {
		t.Errorf("%s, %v", data, err)
	}
}
