package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == floorCommand {
		if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestSmallBenchmarkCountsWhatEachBuildWrote(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	dir := t.TempDir()
	o, err := readOptions([]string{"--bulletins", "30", "--hugo=false", "--dir", dir, "--disk", t.TempDir()}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	b := bench{options: o, ctx: t.Context(), log: io.Discard, work: dir, diskWork: o.disk}
	if err := b.measure(); err != nil {
		t.Fatal(err)
	}
	find := func(search bool, tool, name string) *row {
		t.Helper()
		r := b.report.find(30, search, tool, name)
		if r == nil {
			t.Fatalf("no row of %s, %s, search %s", tool, name, onOff(search))
		}
		if r.wall <= 0 || r.cpu <= 0 {
			t.Errorf("%s, %s: took %v, %v of CPU", tool, name, r.wall, r.cpu)
		}
		return r
	}
	for _, search := range []bool{false, true} {
		files := func(tool, name string) int { t.Helper(); return find(search, tool, name).Files }
		full := files("gongbao", "full build")
		if full < 60 {
			t.Errorf("a full build wrote %d files; expected a page and a print view for each of 30 bulletins at least", full)
		}
		for _, same := range []int{files("floor", "full build"), files("gongbao", "full build, disk"), files("floor", "full build, disk")} {
			if same != full {
				t.Errorf("%d files where the full build wrote %d", same, full)
			}
		}
		if g, f := find(search, "gongbao", "full build"), find(search, "floor", "full build"); g.Bytes != f.Bytes {
			t.Errorf("the floor wrote %d bytes, gongbao %d", f.Bytes, g.Bytes)
		}
		body, title, added := files("gongbao", "one edited body"), files("gongbao", "one edited title"), files("gongbao", "one new bulletin")
		if n := files("gongbao", "nothing changed"); n != 0 {
			t.Errorf("%d files were written though nothing changed", n)
		}
		if body < 2 || title <= body || added <= body || added >= full {
			t.Errorf("an edited body wrote %d files, an edited title %d, a new bulletin %d, a full build %d", body, title, added, full)
		}
	}
	if off, on := find(false, "gongbao", "full build"), find(true, "gongbao", "full build"); on.Files <= off.Files {
		t.Errorf("%d files with a search index, %d without", on.Files, off.Files)
	}
}

func TestReportComparesRowsOfTheSameSetting(t *testing.T) {
	took := func(bulletins int, search bool, tool, name string, wall time.Duration, peak int64) row {
		return row{Bulletins: bulletins, Search: search, Tool: tool, Case: name, cost: cost{wall: wall, cpu: 2 * wall, peak: peak << 20}, Files: bulletins * 2, Bytes: 1_500_000}
	}
	var r report
	r.add(took(10, false, "gongbao", "full build", time.Second, 100), took(10, false, "gongbao", "nothing changed", time.Second/10, 50),
		took(10, false, "floor", "full build", time.Second/2, 10), took(10, false, "Hugo", "full build", 8*time.Second, 1000),
		took(10, true, "gongbao", "full build", 3*time.Second, 200), took(10, true, "floor", "full build", time.Second, 10),
		took(100, false, "gongbao", "full build", 9*time.Second, 0), took(100, false, "gongbao", "full build, disk", 15*time.Second, 0),
		took(100, false, "floor", "full build, disk", 10*time.Second, 0))
	want := []string{
		"10 bulletins, search off, Hugo / gongbao: wall 8.00×, CPU 8.00×, peak memory 10.00×, files 1.00×",
		"10 bulletins, search off, full build, gongbao / floor: wall 2.00×",
		"10 bulletins, search on, full build, gongbao / floor: wall 3.00×",
		"10 bulletins, full build, search on / off: wall 3.00×, CPU 3.00×, peak memory 2.00×, files 1.00×",
		"gongbao, search off, 100 bulletins / 10: wall 9.00×, CPU 9.00×, files 10.00×",
		"100 bulletins, search off, full build, disk, gongbao / floor: wall 1.50×",
	}
	if got := r.ratios(); !slices.Equal(got, want) {
		t.Errorf("ratios:\n%s\nexpected:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var out strings.Builder
	r.write(&out)
	for _, line := range []string{
		"| 10 | off | gongbao | full build | 1.00 | 2.00 | 100 | 20 | 1.5 |\n",
		"| 10 | on | gongbao | full build | 3.00 | 6.00 | 200 | 20 | 1.5 |\n",
		"| 100 | off | gongbao | full build | 9.00 | 18.00 | unknown | 200 | 1.5 |\n",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("no line %s in\n%s", line, out.String())
		}
	}
}

func TestMedianIsTheRunInTheMiddle(t *testing.T) {
	rows := []row{{Files: 1, cost: cost{wall: 9}}, {Files: 2, cost: cost{wall: 1}}, {Files: 3, cost: cost{wall: 5}}}
	if m := median(rows); m.Files != 3 {
		t.Errorf("median is run %d; expected the third", m.Files)
	}
	if rows[0].Files != 1 {
		t.Error("the runs were reordered")
	}
}

func TestBadOptionsAreRefused(t *testing.T) {
	for _, args := range [][]string{{"--bulletins", "10,x"}, {"--bulletins", "0"}, {"--runs", "0"}, {"--jobs", "0"}, {"all"}, {"--hogu"}, {"--chart-from", "figures.json"},
		{"--search", "yes"}, {"--compare", "gongbao", "--bulletins", "10,20"}} {
		if _, err := readOptions(args, io.Discard); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}
