package main

import (
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator"
	"gongbao/generator/corpus"
)

// TestPlantedMistakesAreReported plants each kind of mistake twice in an archive that is correct otherwise, among text that only
// looks like a mistake. The benchmark's --mistakes does the same with 1 000 in 20 000 bulletins.
func TestPlantedMistakesAreReported(t *testing.T) {
	content := t.TempDir()
	o := corpus.Options{Bulletins: 5 * len(corpus.Mistakes), Tricky: true}
	if err := corpus.Write(content, o); err != nil {
		t.Fatal(err)
	}
	for _, r := range reports(t, content) {
		t.Errorf("a correct bulletin is warned of: %s:%d", r.File, r.Line)
	}
	planted, err := corpus.Plant(content, o, 20200221, 2*len(corpus.Mistakes))
	if err != nil {
		t.Fatal(err)
	}
	score := corpus.Compare(planted, reports(t, content))
	for _, p := range score.Missed {
		t.Errorf("%s is not reported at %s:%d", p.Mistake, p.File, p.Line)
	}
	for _, r := range score.False {
		t.Errorf("a bulletin beside those with mistakes is warned of: %s:%d", r.File, r.Line)
	}
}

// reports returns what check reports about the sources.
func reports(t *testing.T, content string) (all []corpus.Report) {
	t.Helper()
	now, err := parseNow("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	c := checkCommand()
	c.SetContext(t.Context())
	report, err := runCheck(c, generator.Options{Content: content, Now: now}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		all = append(all, corpus.Report{File: strings.TrimPrefix(filepath.ToSlash(f.File), filepath.ToSlash(content)+"/"), Line: f.Line})
	}
	return all
}
