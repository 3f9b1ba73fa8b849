package archive

import (
	"slices"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// findSections finds the headings that open an agency's section: those marked {agency=…}, and those that are the name of one known
// agency. A heading that is the name of several opens none and is reported.
func (b *builder) findSections() {
	rs := b.archive.Records
	if b.trees[Agencies].undeclared != nil {
		b.resolveMarks(rs)
	}
	var first, second []*Record
	b.both(
		func(b *builder) { first = b.mayHaveSections(rs[:len(rs)/2]) },
		func(b *builder) { second = b.mayHaveSections(rs[len(rs)/2:]) },
	)
	for _, r := range slices.Concat(first, second) {
		for i := range r.Headings {
			h := &r.Headings[i]
			if agency := b.agencyOf(r, h); agency != nil {
				r.Sections = append(r.Sections, Section{Agency: agency, Heading: h})
			}
		}
	}
}

// resolveMarks makes the agencies that only marks name, so that a heading finds them wherever they are marked.
func (b *builder) resolveMarks(rs []*Record) {
	for _, r := range rs {
		for i := range r.Headings {
			if h := &r.Headings[i]; h.Agency != "" {
				b.resolve(r, Agencies, &bulletin.Text{Value: h.Agency, Pos: h.Pos})
			}
		}
	}
}

// agencyOf returns the agency whose section a heading opens, or nil.
func (b *builder) agencyOf(r *Record, h *bulletin.Heading) *Node {
	if h.Agency != "" {
		return b.resolve(r, Agencies, &bulletin.Text{Value: h.Agency, Pos: h.Pos})
	}
	found := b.trees[Agencies].lookup(headingName(h))
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		names, marks := make([]string, len(found)), make([]string, len(found))
		for i, n := range found {
			names[i] = n.handle()
			marks[i] = "{agency=" + names[i] + "}"
			if strings.ContainsAny(names[i], " \t") {
				marks[i] = `{agency="` + names[i] + `"}`
			}
		}
		b.report(r, h.Pos, problem.AmbiguousHeading, "heading %s is the name of several agencies: %s; expected one", fields.Quote(headingName(h)), strings.Join(names, ", ")).
			Hint = "mark the one whose section begins here: " + strings.Join(marks, " or ")
	}
	return nil
}

// mayHaveSections returns the few bulletins with a heading that may open a section.
func (b *builder) mayHaveSections(rs []*Record) (some []*Record) {
	for _, r := range rs {
		if slices.ContainsFunc(r.Headings, func(h bulletin.Heading) bool { return h.Agency != "" || b.trees[Agencies].mayName(headingName(&h)) }) {
			some = append(some, r)
		}
	}
	return some
}

// headingName returns a heading's text without the colon that often ends it.
func headingName(h *bulletin.Heading) string { return strings.TrimRight(h.Text, ":： \t") }
