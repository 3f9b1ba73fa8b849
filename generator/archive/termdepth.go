package archive

import (
	"slices"

	"gongbao/generator/problem"
)

// maxDepth is the number of terms that one may lie below. Each lists the bulletins of all below it, so a chain of thousands would
// make a site of millions of entries.
const maxDepth = 32

// checkDepth reports the first term that lies too deep, with the number of such terms, and makes them roots. There are no cycles any
// more, and where there was one, it is the cause.
func (r *termReader) checkDepth() {
	byID := make(map[string]*parsedTerm, len(r.terms))
	for i := range r.terms {
		if t := &r.terms[i]; byID[t.ID] == nil {
			byID[t.ID] = t
		}
	}
	depths := map[*parsedTerm]int{}
	var tooDeep []*parsedTerm
	for i := range r.terms {
		var chain []*parsedTerm
		for t := &r.terms[i]; t != nil && depths[t] == 0; t = byID[t.Parent] {
			chain = append(chain, t)
			if t.Parent == "" {
				break
			}
		}
		for at := len(chain) - 1; at >= 0; at-- {
			t := chain[at]
			depths[t] = 1
			if t.Parent == "" {
				continue
			}
			if depths[t] = depths[byID[t.Parent]] + 1; depths[t] > maxDepth {
				tooDeep = append(tooDeep, t)
				t.Parent, depths[t] = "", 1
			}
		}
	}
	isCycle := func(p problem.Problem) bool { return p.Code == problem.ParentCycle }
	if len(tooDeep) > 0 && !slices.ContainsFunc(r.Problems, isCycle) {
		r.Report(tooDeep[0].parentAt, problem.TooManyParents, "this %s lies below %d others; expected at most %d (%d such terms in this file)",
			r.kind.Singular(), maxDepth, maxDepth-1, len(tooDeep))
		r.Hint("leave levels out, or leave parent out to make it a root")
	}
}
