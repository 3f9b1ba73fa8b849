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
	Search     bool // the site has a search index
	Tool, Case string
	cost
	Files int // written
	Bytes int64
}

// A report is the result of one run of the benchmark.
type report struct {
	machine string
	hugo    string // output of hugo version
	newest  string // newest release of Hugo, if another one was built
	rows    []row
}

func (r *report) add(rows ...row) { r.rows = append(r.rows, rows...) }

// find returns the row of a tool and a case, or nil.
func (r *report) find(bulletins int, search bool, tool, name string) *row {
	for i := range r.rows {
		if row := &r.rows[i]; row.Bulletins == bulletins && row.Search == search && row.Tool == tool && row.Case == name {
			return row
		}
	}
	return nil
}

// write prints the report as markdown: the table, the ratios, and what the comparison includes.
func (r *report) write(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n", r.machine)
	fmt.Fprintln(w, "| bulletins | search | tool | case | wall s | CPU s | peak MiB | files written | MB written |")
	fmt.Fprintln(w, "|---:|---|---|---|---:|---:|---:|---:|---:|")
	for _, row := range r.rows {
		fmt.Fprintf(w, "| %d | %s | %s | %s | %.2f | %.2f | %s | %d | %.1f |\n", row.Bulletins, onOff(row.Search), row.Tool, row.Case,
			row.wall.Seconds(), row.cpu.Seconds(), mebibytes(row.peak), row.Files, float64(row.Bytes)/1e6)
	}
	fmt.Fprintln(w)
	for _, line := range r.ratios() {
		fmt.Fprintf(w, "- %s\n", line)
	}
	if r.hugo != "" {
		fmt.Fprintf(w, "\n%s", r.hugo)
		if r.newest != "" {
			fmt.Fprintf(w, " (the newest release, %s, needs a newer Go than this one)", r.newest)
		}
		fmt.Fprintf(w, ".\n\n%s\n", comparison)
	}
}

func mebibytes(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f", float64(n)/(1<<20))
}

// ratios compares gongbao with Hugo, with the floor, with itself without search, and with itself at the next smaller size.
func (r *report) ratios() (lines []string) {
	smaller := map[bool]*row{} // the last full build, by search
	for i := range r.rows {
		g := &r.rows[i]
		if g.Tool != "gongbao" {
			continue
		}
		size := fmt.Sprintf("%d bulletins, search %s", g.Bulletins, onOff(g.Search))
		if hugo := r.find(g.Bulletins, g.Search, "Hugo", g.Case); hugo != nil {
			lines = append(lines, fmt.Sprintf("%s, Hugo / gongbao: %s", size, quotients(hugo, g)))
		}
		if floor := r.find(g.Bulletins, g.Search, "floor", g.Case); floor != nil {
			lines = append(lines, fmt.Sprintf("%s, %s, gongbao / floor: wall %s", size, g.Case, quotient(g.wall.Seconds(), floor.wall.Seconds())))
		}
		if off := r.find(g.Bulletins, false, "gongbao", g.Case); g.Search && off != nil {
			lines = append(lines, fmt.Sprintf("%d bulletins, %s, search on / off: %s", g.Bulletins, g.Case, quotients(g, off)))
		}
		if g.Case == "full build" {
			if last := smaller[g.Search]; last != nil {
				lines = append(lines, fmt.Sprintf("gongbao, search %s, %d bulletins / %d: %s", onOff(g.Search), g.Bulletins, last.Bulletins, quotients(g, last)))
			}
			smaller[g.Search] = g
		}
	}
	return lines
}

// quotients divides the figures of a by those of b.
func quotients(a, b *row) string {
	s := "wall " + quotient(a.wall.Seconds(), b.wall.Seconds()) + ", CPU " + quotient(a.cpu.Seconds(), b.cpu.Seconds())
	if a.peak > 0 && b.peak > 0 {
		s += ", peak memory " + quotient(float64(a.peak), float64(b.peak))
	}
	return s + ", files " + quotient(float64(a.Files), float64(b.Files))
}

func quotient(a, b float64) string {
	if b == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.2f×", a/b)
}

// machine describes the machine and how busy it was.
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

// comparison describes what the two sites have in common. If you change the peer site in hugo/, keep it true.
const comparison = `Hugo makes no search index, so it is compared with gongbao's rows without search.

Equal in both: the corpus, file by file, with its front matter; a page for each bulletin at /YYYY/MM/DD/SLUG.html and a
print view next to it at SLUG.print.html, with the whole text in each; the markup of GitHub's markdown; the names of
agencies, topics and regions from the same vocabularies; an index of each of the three kinds; a list, an Atom or RSS
feed and a JSON Feed of each term that is used, with the 50 newest; the same two feeds of the site; a page for each year
and month, and each month's bulletins bound as one page for print; JSON data for each year; a sitemap, robots.txt and
404.html. Minifying is off. Hugo renders the print view as a second output format; its head, header and footer, the
names of terms and the lists of bulletins by date go through partialCached. Single entries of lists do not: the cache
keeps 1000 results, and a larger archive fills it without a hit.

Done only by gongbao: a page for each year of each term; the bulletins of an agency or region in the lists of those
above it; pages and feeds of declared terms that no bulletin names; archived feeds (RFC 5005); related bulletins, QR
codes, JSON-LD, charts and labels in the language of the bulletin; the whole archive as CSV and JSON with a schema; a
sitemap for each year; the check of every source against the vocabularies; a cache and a manifest for the next build;
files that appear by rename, new pages before the lists that link to them.

Done only by Hugo: all bulletins of a term in pages of 100, numbered from the newest (gongbao's lists of a term are cut
by year), and all of a month on one page (gongbao's are cut at 100).`
