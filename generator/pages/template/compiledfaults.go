package template

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Fault reports that the compiled code of a template failed on pages that html/template then rendered without an error:
// these pages are correct, but took some twenty times as long. Either a function called by the template panicked once and not
// again, or the compiled code has a bug, or the template relies on how html/template shows a missing value.
type Fault struct {
	Template string
	Pages    int    // how many pages html/template rendered instead
	Cause    string // the first cause in alphabetical order, so that it does not depend on the order of pages
}

// faults collects the faults of a set's programs, from many goroutines.
type faults struct {
	mu         sync.Mutex
	byTemplate map[string]*Fault
}

// record adds a page on which a program failed. The cause is copied, since it may be made of text of the view.
func (f *faults) record(template string, failure error) {
	cause := strings.Clone(failure.Error())
	f.mu.Lock()
	defer f.mu.Unlock()
	fault := f.byTemplate[template]
	if fault == nil {
		if f.byTemplate == nil {
			f.byTemplate = map[string]*Fault{}
		}
		fault = &Fault{Template: template, Cause: cause}
		f.byTemplate[template] = fault
	}
	fault.Pages++
	fault.Cause = min(fault.Cause, cause)
}

// Faults returns the faults of the set's programs so far: one for each template, sorted by name. It may be called while pages
// are rendered.
func (s *Set) Faults() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	var list []Fault
	for _, name := range slices.Sorted(maps.Keys(s.faults.byTemplate)) {
		list = append(list, *s.faults.byTemplate[name])
	}
	return list
}
