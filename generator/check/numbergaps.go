package check

import (
	"fmt"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// numberGaps warns of numbers missing from a series of official numbers. A single number is not a series: nothing suggests that
// its neighbours were ever meant to be published here.
func (c *checker) numberGaps() {
	for _, s := range c.Archive.Series {
		gaps := s.Gaps()
		if len(gaps) == 0 || len(s.Numbers) < 2 {
			continue
		}
		after := s.Numbers[0]
		for _, n := range s.Numbers {
			if n.Number > gaps[0] {
				after = n
				break
			}
		}
		highest := s.Numbers[len(s.Numbers)-1].Number
		c.inSource(problem.NumberGap, after.Record.Source, after.Record.Number.Pos,
			fmt.Sprintf("%s%d%s exists, but not %s%s%s", s.Prefix, highest, s.Suffix, s.Prefix, ranges(gaps), s.Suffix),
			"publish the missing documents; check for a mistyped number or a wrong publisher; or list numbers that were never published under the agency's `unpublished:`")
	}
}

// ranges returns ascending numbers as text, with neighbours as a range: 2, 4–7. It cuts a long list short.
func ranges(numbers []int) string {
	const most = 8 // parts
	var b strings.Builder
	for i, parts := 0, 0; i < len(numbers); parts++ {
		if parts > 0 {
			b.WriteString(", ")
		}
		if parts == most {
			b.WriteString("…")
			return b.String()
		}
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		fmt.Fprint(&b, numbers[i])
		switch {
		case end == i+1:
			fmt.Fprintf(&b, ", %d", numbers[end])
		case end > i:
			fmt.Fprintf(&b, "–%d", numbers[end])
		}
		i = end + 1
	}
	if len(numbers) == archive.MostGaps { // Gaps stops there, so more may be missing
		b.WriteString(" …")
	}
	return b.String()
}
