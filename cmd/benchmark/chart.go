package main

import (
	"errors"
	"fmt"
	"html"
	"os"
	"strings"
)

// The chart is drawn from the report alone, so the same figures give the same bytes. It has its own background and both
// schemes of colour, since it is shown as an image on pages that it knows nothing of; and all that it shows stands in its
// description in words.

const (
	chartWidth = 720
	barsFrom   = 150 // where bars begin
	barsMost   = 440 // length of the longest bar of a group
	rowHeight  = 24
)

// A group is bars with one scale.
type group struct {
	title string
	bars  []bar
	unit  string
}

type bar struct {
	name  string
	value float64
	class string // "own" or "other"
}

// groups are what is drawn of the largest size of the report: what one waits for, and the memory it takes. Groups with
// the same unit have the same scale.
func (r *report) groups() (bulletins int, groups []group, err error) {
	for _, row := range r.rows {
		bulletins = max(bulletins, row.Bulletins)
	}
	own, hugo, floor := r.find(bulletins, "gongbao", "full build"), r.find(bulletins, "Hugo", "full build"), r.find(bulletins, "floor", "full build")
	edited := r.find(bulletins, "gongbao", "one edited body")
	if own == nil || edited == nil {
		return 0, nil, errors.New("the report has no full build and no edited body by gongbao; there is nothing to draw")
	}
	full := group{"Full build", []bar{{"gongbao", own.wall.Seconds(), "own"}}, "s"}
	correction := group{"One corrected bulletin", []bar{{"gongbao", edited.wall.Seconds(), "own"}}, "s"}
	memory := group{"Peak memory of the full build", []bar{{"gongbao", float64(own.peak) / (1 << 30), "own"}}, "GiB"}
	if hugo != nil {
		full.bars = append(full.bars, bar{"Hugo", hugo.wall.Seconds(), "other"})
		correction.bars = append(correction.bars, bar{"Hugo (full build)", hugo.wall.Seconds(), "other"})
		memory.bars = append(memory.bars, bar{"Hugo", float64(hugo.peak) / (1 << 30), "other"})
	}
	if floor != nil {
		full.bars = append(full.bars, bar{"writing files alone", floor.wall.Seconds(), "other"})
	}
	return bulletins, []group{full, correction, memory}, nil
}

// draw writes the chart to a file.
func (r *report) draw(name string) error {
	svg, err := r.chart()
	if err != nil {
		return err
	}
	return os.WriteFile(name, svg, 0o644)
}

// chart is the report as SVG.
func (r *report) chart() ([]byte, error) {
	bulletins, groups, err := r.groups()
	if err != nil {
		return nil, err
	}
	most := map[string]float64{} // by unit
	var told []string
	for _, g := range groups {
		var values []string
		for _, b := range g.bars {
			most[g.unit] = max(most[g.unit], b.value)
			values = append(values, b.name+" "+figure(b.value)+" "+g.unit)
		}
		told = append(told, g.title+": "+strings.Join(values, ", ")+".")
	}
	var rows strings.Builder
	y := 44
	for _, g := range groups {
		y += 22
		fmt.Fprintf(&rows, "<text class=\"head\" x=\"16\" y=\"%d\">%s</text>\n", y, html.EscapeString(g.title))
		y += 8
		for _, b := range g.bars {
			length := 0.0
			if most[g.unit] > 0 {
				length = max(1, barsMost*b.value/most[g.unit])
			}
			fmt.Fprintf(&rows, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%s %s</text>\n",
				barsFrom-10, y+16, html.EscapeString(b.name), b.class, barsFrom, y+2, length, rowHeight-6, barsFrom+length+8, y+16, figure(b.value), g.unit)
			y += rowHeight
		}
	}
	title := thousands(bulletins) + " bulletins: time and memory"
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title figures">
<title id="title">%s</title>
<desc id="figures">%s</desc>
<style>
text { font: 14px system-ui, sans-serif; fill: #1b1b1b }
.head { font-weight: 600 }
.paper { fill: #fff }
.own { fill: #b01116 }
.other { fill: #767676 }
@media (prefers-color-scheme: dark) {
text { fill: #e8e6e3 }
.paper { fill: #1a1a1a }
.own { fill: #f0787c }
.other { fill: #9a9a9a }
}
</style>
<rect class="paper" width="100%%" height="100%%"/>
<text class="head" x="16" y="32">%s</text>
%s</svg>
`, chartWidth, y+16, chartWidth, y+16, html.EscapeString(title), html.EscapeString(strings.Join(told, " ")), html.EscapeString(title), rows.String()), nil
}

// thousands is a number with a space before each three digits.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s %03d", thousands(n/1000), n%1000)
}

// figure is a number as people compare it: two digits that count, or all before the point.
func figure(v float64) string {
	if v >= 10 {
		return fmt.Sprintf("%.0f", v)
	}
	if v >= 1 {
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}
