package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestPlantedMistakesAreTheSameForTheSameSeed(t *testing.T) {
	o := Options{Bulletins: 2 * len(Mistakes), Tricky: true}
	var before []Planted
	var text []byte
	for range 2 {
		dir := t.TempDir()
		if err := Write(dir, o); err != nil {
			t.Fatal(err)
		}
		planted, err := Plant(dir, o, 7, len(Mistakes))
		if err != nil {
			t.Fatal(err)
		}
		first, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(planted[0].Touched[0])))
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && (!reflect.DeepEqual(planted, before) || !bytes.Equal(first, text)) {
			t.Error("two runs with one seed differ")
		}
		before, text = planted, first
	}
	kinds := map[string]bool{}
	for _, p := range before {
		kinds[p.Mistake] = true
	}
	if len(kinds) != len(Mistakes) {
		t.Errorf("%d kinds of mistakes in as many bulletins as there are kinds, which are %d", len(kinds), len(Mistakes))
	}
}

// A mistake must be where Plant says it is: its line differs from every line of the correct bulletin.
func TestPlantedMistakeIsAtItsLine(t *testing.T) {
	o := Options{Bulletins: 4 * len(Mistakes)}.filled()
	dir := t.TempDir()
	if err := Write(dir, o); err != nil {
		t.Fatal(err)
	}
	planted, err := Plant(dir, o, 3, 2*len(Mistakes))
	if err != nil {
		t.Fatal(err)
	}
	correct := map[string]bool{}
	for i := range o.Bulletins {
		for line := range bytes.SplitSeq(Bulletin(i, o).Source, []byte("\n")) {
			correct[string(line)] = true
		}
	}
	for _, p := range planted {
		name := filepath.Join(dir, filepath.FromSlash(p.File))
		if info, err := os.Stat(name); p.Line == 0 && err == nil && info.IsDir() {
			continue // the mistake is what lies in the folder
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Errorf("%s: %v", p.Mistake, err)
			continue
		}
		lines := bytes.Split(text, []byte("\n"))
		if p.Line > len(lines) {
			t.Errorf("%s: line %d of a file of %d", p.Mistake, p.Line, len(lines))
		} else if p.Line > 1 && correct[string(lines[p.Line-1])] {
			t.Errorf("%s: line %d of %s is that of a correct bulletin: %s", p.Mistake, p.Line, p.File, lines[p.Line-1])
		}
	}
}

func TestMistakesNeedEnoughBulletins(t *testing.T) {
	if _, err := Plant(t.TempDir(), Options{Bulletins: 3}, 1, 2); err == nil {
		t.Error("no error for two mistakes in three bulletins")
	}
}

func TestScoreCountsWhatWasMissedAndWhatWasFalse(t *testing.T) {
	planted := []Planted{
		{Mistake: "at its line", File: "bulletins/a.md", Line: 3, Touched: []string{"bulletins/a.md"}},
		{Mistake: "at another line", File: "bulletins/b.md", Line: 3, Touched: []string{"bulletins/b.md"}},
		{Mistake: "whole file", File: "bulletins/c/x.bak", Touched: []string{"bulletins/c", "bulletins/c/index.md", "bulletins/c/x.bak"}},
		{Mistake: "silent", File: "bulletins/d.md", Touched: []string{"bulletins/d.md"}},
	}
	score := Compare(planted, []Report{{"bulletins/a.md", 3}, {"bulletins/b.md", 4}, {"bulletins/c/x.bak", 0}, {"bulletins/c/index.md", 9}, {"bulletins/e.md", 1}})
	var missed []string
	for _, p := range score.Missed {
		missed = append(missed, p.Mistake)
	}
	if want := []string{"at another line", "silent"}; !reflect.DeepEqual(missed, want) {
		t.Errorf("missed %q, expected %q", missed, want)
	}
	if want := []Report{{"bulletins/e.md", 1}}; !reflect.DeepEqual(score.False, want) {
		t.Errorf("false reports %v, expected %v", score.False, want)
	}
}
