package main

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The README shows the chart of figures.json, so neither may change without the other.
func TestChartMatchesFigures(t *testing.T) {
	drawn := filepath.Join(t.TempDir(), "figures.svg")
	if err := run(t.Context(), []string{"--chart-from", "figures.json", "--chart", drawn}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(drawn)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("figures.svg")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("figures.svg is not the chart of figures.json (%v); draw it again:\n  go run ./cmd/benchmark --chart-from cmd/benchmark/figures.json --chart cmd/benchmark/figures.svg", err)
	}
}

// The chart's alternative text in the README states the same figures.
func TestReadmeDescribesTheChart(t *testing.T) {
	svg, err := os.ReadFile("figures.svg")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var chart struct {
		Desc string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &chart); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), chart.Desc+"](cmd/benchmark/figures.svg)") {
		t.Errorf("README.md shows figures.svg with another text than\n%s", chart.Desc)
	}
}

func TestReportSurvivesJSON(t *testing.T) {
	r := report{machine: "a machine", hugo: "Hugo", newest: "v9"}
	r.add(row{Bulletins: 10, Tool: "gongbao", Case: "full build", cost: cost{wall: 1500 * time.Millisecond, cpu: 3 * time.Second, peak: 5 << 20}, Files: 7, Bytes: 9},
		row{Bulletins: 10, Search: true, Tool: "gongbao", Case: "nothing changed", cost: cost{wall: time.Millisecond}})
	name := filepath.Join(t.TempDir(), "report.json")
	if err := r.save(name); err != nil {
		t.Fatal(err)
	}
	got, err := readReport(name)
	if err != nil || !reflect.DeepEqual(*got, r) {
		t.Errorf("%+v, %v\nwant %+v", got, err, r)
	}
	if _, err := readReport("main.go"); err == nil || !strings.Contains(err.Error(), "want a report written with --json") {
		t.Errorf("a file of another kind: %v", err)
	}
}

func TestChartShowsTheLargestSizeToScaleAndInWords(t *testing.T) {
	took := func(bulletins int, search bool, tool, name string, seconds, gib int) row {
		return row{Bulletins: bulletins, Search: search, Tool: tool, Case: name, cost: cost{wall: time.Duration(seconds) * time.Second, peak: int64(gib) << 30}}
	}
	var r report
	r.add(took(10, false, "gongbao", "full build", 1, 1), took(100_000, false, "gongbao", "full build", 20, 1), took(100_000, false, "gongbao", "one edited body", 2, 1),
		took(100_000, false, "Hugo", "full build", 80, 4), took(100_000, false, "floor", "full build", 4, 1),
		took(100_000, true, "gongbao", "full build", 40, 2), took(100_000, true, "gongbao", "one edited body", 4, 1))
	svg, err := r.chart()
	if err != nil {
		t.Fatal(err)
	}
	var chart struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
		Rects []struct {
			Class string `xml:"class,attr"`
			Width string `xml:"width,attr"`
		} `xml:"rect"`
	}
	if err := xml.Unmarshal(svg, &chart); err != nil {
		t.Fatal(err)
	}
	const words = "Full build: gongbao, search off 20 s; gongbao, search on 40 s; Hugo 80 s; writing files alone 4.0 s. " +
		"One corrected bulletin: gongbao, search off 2.0 s; gongbao, search on 4.0 s; Hugo (full build) 80 s. " +
		"Peak memory of the full build: gongbao, search off 1.0 GiB; gongbao, search on 2.0 GiB; Hugo 4.0 GiB."
	if chart.Title != "100 000 bulletins: time and memory" || chart.Desc != words {
		t.Errorf("title %q, description %q", chart.Title, chart.Desc)
	}
	var lengths []float64
	for _, rect := range chart.Rects[1:] { // the first is the paper
		length, err := strconv.ParseFloat(rect.Width, 64)
		if err != nil {
			t.Fatal(err)
		}
		lengths = append(lengths, length/barsMost)
	}
	if want := []float64{.25, .5, 1, .05, .025, .05, 1, .25, .5, 1}; !reflect.DeepEqual(lengths, want) {
		t.Errorf("lengths %v, want %v", lengths, want)
	}
	if _, err := (&report{}).chart(); err == nil {
		t.Error("an empty report is drawn")
	}
}
