package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// A row is one line of the table.
type row struct {
	Bulletins  int
	Tool, Case string
	cost
	Files int // written
	Bytes int64
}

// A report is what was measured.
type report struct {
	machine string
	hugo    string // what Hugo says of itself
	newest  string // release of Hugo, where another was built
	rows    []row
}

func (r *report) add(rows ...row) { r.rows = append(r.rows, rows...) }

// find gives the row of a tool and a case, or nil.
func (r *report) find(bulletins int, tool, name string) *row {
	for i := range r.rows {
		if row := &r.rows[i]; row.Bulletins == bulletins && row.Tool == tool && row.Case == name {
			return row
		}
	}
	return nil
}

// write prints the report as markdown: the table, the ratios, and what the comparison is worth.
func (r *report) write(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n", r.machine)
	fmt.Fprintln(w, "| bulletins | tool | case | wall s | CPU s | peak MiB | files written | MB written |")
	fmt.Fprintln(w, "|---:|---|---|---:|---:|---:|---:|---:|")
	for _, row := range r.rows {
		fmt.Fprintf(w, "| %d | %s | %s | %.2f | %.2f | %s | %d | %.1f |\n", row.Bulletins, row.Tool, row.Case,
			row.wall.Seconds(), row.cpu.Seconds(), mebibytes(row.peak), row.Files, float64(row.Bytes)/1e6)
	}
	fmt.Fprintln(w)
	for _, line := range r.ratios() {
		fmt.Fprintf(w, "- %s\n", line)
	}
	if r.hugo != "" {
		fmt.Fprintf(w, "\n%s", r.hugo)
		if r.newest != "" {
			fmt.Fprintf(w, " (the newest release, %s, asks for a newer Go than this one)", r.newest)
		}
		fmt.Fprintf(w, ".\n\n%s\n", comparison)
	}
}

func mebibytes(n int64) string {
	if n == 0 {
		return "not known"
	}
	return fmt.Sprintf("%.0f", float64(n)/(1<<20))
}

// ratios says how gongbao stands to Hugo, to the floor, and to itself at another size.
func (r *report) ratios() (lines []string) {
	var last *row
	for i := range r.rows {
		g := &r.rows[i]
		if g.Tool != "gongbao" {
			continue
		}
		if hugo := r.find(g.Bulletins, "Hugo", g.Case); hugo != nil {
			lines = append(lines, fmt.Sprintf("%d bulletins, Hugo / gongbao: %s", g.Bulletins, quotients(hugo, g)))
		}
		if floor := r.find(g.Bulletins, "floor", g.Case); floor != nil {
			lines = append(lines, fmt.Sprintf("%d bulletins, %s, gongbao / floor: wall %s", g.Bulletins, g.Case, quotient(g.wall.Seconds(), floor.wall.Seconds())))
		}
		if g.Case == "full build" {
			if last != nil {
				lines = append(lines, fmt.Sprintf("gongbao, %d bulletins / %d: %s", g.Bulletins, last.Bulletins, quotients(g, last)))
			}
			last = g
		}
	}
	return lines
}

// quotients divides what a took by what b took.
func quotients(a, b *row) string {
	s := "wall " + quotient(a.wall.Seconds(), b.wall.Seconds()) + ", CPU " + quotient(a.cpu.Seconds(), b.cpu.Seconds())
	if a.peak > 0 && b.peak > 0 {
		s += ", peak memory " + quotient(float64(a.peak), float64(b.peak))
	}
	return s + ", files " + quotient(float64(a.Files), float64(b.Files))
}

func quotient(a, b float64) string {
	if b == 0 {
		return "not known"
	}
	return fmt.Sprintf("%.2f×", a/b)
}

// machine says on what the figures were taken, and how busy it was.
func machine(o options) string {
	s := fmt.Sprintf("%s, %s/%s, %d cores; %d workers, median of %d; folder %s", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), o.jobs, o.runs, o.dir)
	if o.disk != "" {
		s += ", disk " + o.disk
	}
	if o.settings != "" {
		s += "; site.yaml with " + o.settings
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		one, _, _ := strings.Cut(string(load), " ")
		s += "; load at the start " + one
	}
	return s + "."
}

// comparison says what the two sites have in common. The peer site in hugo/ was made for it; whoever changes it sees to
// these lines.
const comparison = `Equal in both: the corpus, file by file, with its front matter; a page for each bulletin at /YYYY/MM/DD/SLUG.html and a
print view beside it at SLUG.print.html, with the whole text in each; the marks of GitHub's markdown; the names of
agencies, topics and regions from the same vocabularies; an index of each of the three kinds; a list, an Atom or RSS
feed and a JSON Feed of each term that is used, with the 50 newest; the same two feeds of the site; a page for each year
and month, and each month's bulletins bound as one page for print; JSON data for each year; a sitemap, robots.txt and
404.html. Minifying is off. Hugo renders the print view as a second output format; its head, header and footer, the
names of terms and the lists of bulletins by date go through partialCached. Single entries of lists do not: the cache
holds 1000 results, and a larger archive turns it over without a hit.

Done by gongbao alone: a page for each year of each term; the bulletins of an agency or region in the lists of those
above it; pages and feeds of declared terms that no bulletin names; archived feeds (RFC 5005); related bulletins, QR
codes, JSON-LD, charts and labels in the language of the bulletin; the whole archive as CSV and JSON with a schema; a
sitemap for each year; the check of every source against the vocabularies; a cache and a manifest for the next build;
files that appear by rename, new pages before the lists that link to them.

Done by Hugo alone: all bulletins of a term in pages of 100, numbered from the newest (gongbao's lists of a term are cut
by year), and all of a month on one page (gongbao's are cut at 100).`
