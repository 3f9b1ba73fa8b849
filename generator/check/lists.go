package check

import (
	"fmt"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/problem"
)

// topics warns of topics that one bulletin uses.
func (c *checker) topics() {
	used := map[*archive.Node][]*archive.Record{}
	for _, r := range c.Archive.Records {
		for _, t := range r.Topics {
			if len(used[t]) < 2 {
				used[t] = append(used[t], r)
			}
		}
	}
	for _, t := range c.Archive.Topics.Nodes {
		if len(used[t]) != 1 {
			continue
		}
		r := used[t][0]
		pos := problem.Pos{}
		for i := range r.Topics {
			if r.Topics[i] == t && len(r.Topics) == len(r.Bulletin.Topics) {
				pos = r.Bulletin.Topics[i].Pos
			}
		}
		c.warn(ruleTopic, r.Source, pos, fmt.Sprintf("no other bulletin uses the topic %q", t.Names.In("").Text),
			"look whether another topic says the same; an alias in topics.yaml ties the two names")
	}
}

// numbers warns of numbers that a series of official numbers leaves out. A single number is no series: nothing says that its
// neighbours were ever to be published here.
func (c *checker) numbers() {
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
		c.warn(ruleNumber, after.Record.Source, after.Record.Number.Pos,
			fmt.Sprintf("%s%d%s is there, but not %s%s%s", s.Prefix, highest, s.Suffix, s.Prefix, ranges(gaps), s.Suffix),
			"publish what is missing; look whether a number was mistyped or its publisher is another; or list what was never published under `unpublished:` of the agency")
	}
}

// ranges writes numbers in order, neighbours as a range: 2, 4–7. Many are cut short.
func ranges(numbers []int) string {
	const most = 8 // parts
	var b strings.Builder
	for i, parts := 0, 0; i < len(numbers); parts++ {
		if parts > 0 {
			b.WriteString(", ")
		}
		if parts == most {
			b.WriteString("…")
			break
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
	if len(numbers) == 100 { // Gaps stops there
		b.WriteString(" …")
	}
	return b.String()
}
