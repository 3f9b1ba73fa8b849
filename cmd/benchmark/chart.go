package main

import (
	"errors"
	"fmt"
	"html"
	"os"
	"strings"
)

// The chart depends only on the report, so the same figures produce the same bytes. Other pages show it as an image, so it
// has its own background and colours, light and dark. Its description states every figure in words.

const (
	chartWidth = 720
	barsFrom   = 160 // x of the start of the bars
	barsMost   = 440 // length of the longest bar
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

// groups returns what the chart shows of the largest size: waiting times and memory. Groups with the same unit have the
// same scale.
func (r *report) groups() (bulletins int, groups []group, err error) {
	for _, row := range r.rows {
		bulletins = max(bulletins, row.Bulletins)
	}
	full := group{title: "Full build", unit: "s"}
	correction := group{title: "One corrected bulletin", unit: "s"}
	memory := group{title: "Peak memory of the full build", unit: "GiB"}
	for _, search := range []bool{false, true} {
		own, edited := r.find(bulletins, search, "gongbao", "full build"), r.find(bulletins, search, "gongbao", "one edited body")
		if own == nil || edited == nil {
			continue
		}
		name := "gongbao, search " + onOff(search)
		full.bars = append(full.bars, bar{name, own.wall.Seconds(), "own"})
		correction.bars = append(correction.bars, bar{name, edited.wall.Seconds(), "own"})
		memory.bars = append(memory.bars, bar{name, float64(own.peak) / (1 << 30), "own"})
	}
	if len(full.bars) == 0 {
		return 0, nil, errors.New("nothing to draw: the report has no full build and edited body by gongbao")
	}
	if hugo := r.find(bulletins, false, "Hugo", "full build"); hugo != nil {
		full.bars = append(full.bars, bar{"Hugo", hugo.wall.Seconds(), "other"})
		correction.bars = append(correction.bars, bar{"Hugo (full build)", hugo.wall.Seconds(), "other"})
		memory.bars = append(memory.bars, bar{"Hugo", float64(hugo.peak) / (1 << 30), "other"})
	}
	if floor := r.find(bulletins, false, "floor", "full build"); floor != nil {
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

// chart returns the report as SVG.
func (r *report) chart() ([]byte, error) {
	bulletins, groups, err := r.groups()
	if err != nil {
		return nil, err
	}
	most := map[string]float64{} // by unit
	var words []string
	for _, g := range groups {
		var values []string
		for _, b := range g.bars {
			most[g.unit] = max(most[g.unit], b.value)
			values = append(values, b.name+" "+figure(b.value)+" "+g.unit)
		}
		words = append(words, g.title+": "+strings.Join(values, "; ")+".")
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
`, chartWidth, y+16, chartWidth, y+16, html.EscapeString(title), html.EscapeString(strings.Join(words, " ")), html.EscapeString(title), rows.String()), nil
}

// thousands writes a number with a space between groups of three digits.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s %03d", thousands(n/1000), n%1000)
}

// figure writes a number with two significant digits, or with all digits before the decimal point.
func figure(v float64) string {
	if v >= 10 {
		return fmt.Sprintf("%.0f", v)
	}
	if v >= 1 {
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}
