package problem

import (
	"slices"
	"strings"
	"testing"
)

func TestProblemReadsAsEditorsAndTerminalsLinkIt(t *testing.T) {
	for want, p := range map[string]Problem{
		"a.md:3:7: no such day":      New(BadDate, "a.md", Pos{3, 7}, "no such %s", "day"),
		"a.md:3: no such day":        {File: "a.md", Line: 3, Message: "no such day"},
		"a.md: cannot be read":       {File: "a.md", Message: "cannot be read"},
		"a.md:1:1: warning: unusual": {File: "a.md", Line: 1, Column: 1, Message: "unusual", Warning: true},
	} {
		if got := p.WithHint("fix it").Error(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestProblemsAreSortedByPlaceAndReportedOnce(t *testing.T) {
	at := func(file string, line, column int, message string) Problem {
		return Problem{File: file, Line: line, Column: column, Message: message}
	}
	got := Sort([]Problem{at("b", 1, 1, "x"), at("a", 10, 1, "x"), at("a", 2, 5, "y"), at("a", 2, 5, "x"), at("a", 2, 1, "z"), at("a", 2, 5, "y")})
	want := []Problem{at("a", 2, 1, "z"), at("a", 2, 5, "x"), at("a", 2, 5, "y"), at("a", 10, 1, "x"), at("b", 1, 1, "x")}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestWarningsAreNotCountedAsErrors(t *testing.T) {
	if n := Errors([]Problem{{Warning: true}, {}, {}}); n != 2 {
		t.Error(n)
	}
}

func TestNearestGuessesWhatWasMeantAndNothingElse(t *testing.T) {
	known := []string{"shandong-audit", "jinan-audit", "title", "publisher", "济南市审计局", "济宁市审计局", "a"}
	for written, want := range map[string]string{
		"shandong-audti": "shandong-audit", // neighbours swapped
		"shandongaudit":  "shandong-audit",
		"titel":          "title",
		"Title":          "title",
		"publishers":     "publisher",
		"济南市审汁局":         "济南市审计局",
		"济市审计局":          "济南市审计局", // as near to both: the first in order
		"tilde-x":        "",
		"b":              "",
		"":               "",
		"完全不同":           "",
	} {
		if got := Nearest(written, known); got != want {
			t.Errorf("%s: %q, want %q", written, got, want)
		}
	}
	if got := Nearest(strings.Repeat("x", 1<<20), known); got != "" {
		t.Error(got)
	}
}
