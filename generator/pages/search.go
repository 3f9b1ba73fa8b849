package pages

import (
	"path"
	"strings"
)

// Search is the search page. The agencies, topics and regions of Choices narrow a search; without a script the page offers the
// ways in below.
type Search struct {
	Frame
	Choices  []Choices // agencies, topics and regions, each where there are any
	Agencies []Branch
	Topics   []Branch
	Regions  []Branch
	Years    []Count
}

// Choices are the values of one filter, in the order of the tree.
type Choices struct {
	Name   string // of the filter in an address: "agency", "topic", "region"
	Kind   string // "agencies", "topics", "regions"
	Values []Choice
}

// Choice is one value of a filter.
type Choice struct {
	ID       string
	Name     string // after an ideographic space for each level above it
	Language string // of Name where it differs from the page's; else empty
}

// SearchPage is the page of the search.
func (v *Views) SearchPage(language string) Search {
	s := Search{Frame: v.indexFrame(language, "search/", "search", "")}
	a := v.Archive
	s.Breadcrumbs = []Link{{Path: s.Prefix}}
	for _, c := range []Choices{{Name: "agency", Kind: a.Agencies.Kind.String()}, {Name: "topic", Kind: a.Topics.Kind.String()}, {Name: "region", Kind: a.Regions.Kind.String()}} {
		c.Values = choices(nil, v.order[language+c.Kind], 0)
		if len(c.Values) > 0 {
			s.Choices = append(s.Choices, c)
		}
	}
	s.Agencies, s.Topics, s.Regions = v.top(a.Agencies, language), v.top(a.Topics, language), v.top(a.Regions, language)
	for i := len(a.Years) - 1; i >= 0; i-- {
		s.Years = append(s.Years, yearCount(s.Prefix, a.Years[i].Year, len(a.Years[i].Records)))
	}
	return s
}

// choices appends the branches that have bulletins.
func choices(dst []Choice, branches []Branch, depth int) []Choice {
	for _, b := range branches {
		if b.Count > 0 {
			dst = append(dst, Choice{ID: path.Base(b.Path), Name: strings.Repeat("\u3000", depth) + b.Name, Language: b.Language})
			dst = choices(dst, b.Children, depth+1)
		}
	}
	return dst
}
