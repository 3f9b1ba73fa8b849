package pages

import "strconv"

const (
	chartWidth  = 720
	chartHeight = 120
	maxBarWidth = 48
	maxTicks    = 12
)

// yearsChart returns a chart with a bar for each year from the first to the last, even for years without bulletins. counts are
// sorted, oldest first.
func yearsChart(counts []Count) Chart {
	if len(counts) == 0 {
		return Chart{}
	}
	first, last := counts[0].Year, counts[len(counts)-1].Year
	all := make([]Count, last-first+1)
	for i := range all {
		all[i] = Count{Link: Link{Name: strconv.Itoa(first + i)}, Year: first + i}
	}
	for _, c := range counts {
		all[c.Year-first] = c
	}
	return chart(all)
}

// monthsChart returns a chart with a bar for each month of a year. counts has at least one month.
func monthsChart(counts []Count) Chart {
	all := make([]Count, 12)
	for i := range all {
		all[i] = Count{Year: counts[0].Year, Month: i + 1}
	}
	for _, c := range counts {
		all[c.Month-1] = c
	}
	c := chart(all)
	c.Monthly = true
	return c
}

func chart(counts []Count) Chart {
	c := Chart{Width: chartWidth, Height: chartHeight, Bars: make([]Bar, 0, len(counts))}
	for _, n := range counts {
		c.Max = max(c.Max, n.Count)
	}
	every := (len(counts) + maxTicks - 1) / maxTicks
	for i, n := range counts {
		x0, x1 := i*chartWidth/len(counts), (i+1)*chartWidth/len(counts)
		width := min(maxBarWidth, max(1, (x1-x0)*4/5))
		height := 0
		if n.Count > 0 {
			height = max(2, n.Count*chartHeight/c.Max)
		}
		c.Bars = append(c.Bars, Bar{Count: n, X: (x0 + x1 - width) / 2, Y: chartHeight - height, BarWidth: width, BarHeight: height, Tick: i%every == 0})
	}
	return c
}
