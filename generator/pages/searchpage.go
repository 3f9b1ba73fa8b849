package pages

import (
	"path"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/escape"
)

// Search is the search page. Choices narrow a search; the trees and the years lead to every bulletin without a script.
type Search struct {
	Frame
	Choices []Choices // for each kind of term that has any
	Years   []Count   // newest first
	Ways
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
	Language string // of Name, if it differs from the page's
}

// SearchPage returns the view of the search page.
func (v *Views) SearchPage(language string) Search {
	s := Search{Frame: v.indexFrame(language, address.Search, "search", "")}
	a := v.Archive
	s.Breadcrumbs = []Link{{Path: escape.AddressOf(s.Prefix)}}
	for _, t := range a.Trees {
		kind := t.Kind.String()
		if values := choices(nil, v.sorted[language+kind], 0); len(values) > 0 {
			s.Choices = append(s.Choices, Choices{Name: t.Kind.Singular(), Kind: kind, Values: values})
		}
	}
	s.Ways = v.ways(language)
	for i := len(a.Years) - 1; i >= 0; i-- {
		s.Years = append(s.Years, yearCount(s.Prefix, a.Years[i].Year, len(a.Years[i].Records)))
	}
	return s
}

// choices appends the branches that have bulletins, and all branches below them.
func choices(dst []Choice, branches []Branch, depth int) []Choice {
	for _, b := range branches {
		if b.Count > 0 {
			dst = append(dst, Choice{ID: path.Base(string(b.Path)), Name: strings.Repeat("\u3000", depth) + b.Name, Language: b.Language})
			dst = choices(dst, b.Children, depth+1)
		}
	}
	return dst
}
