package archive

import (
	"cmp"
	"slices"
	"time"
)

// A Change is something that happened to a bulletin after its publication: a correction, a withdrawal, an erasure, or another bulletin
// that took its place.
type Change struct {
	Record *Record
	Kind   ChangeKind
	Day    time.Time // midnight in the site's time zone; if it is not known, the day of the bulletin
	Dated  bool      // Day is known
	Nth    int       // among the changes of this kind to the bulletin on this day, from 1
	By     *Record   // of a supersession: the bulletin that took its place; nil: no bulletin says so

	note int // 1 + its place in Record.Changes; 0: the reason says what happened
}

// A ChangeKind is the word for a kind of change. It is also that of the state that a bulletin was left in.
type ChangeKind string

// The kinds of changes.
const (
	Correction   ChangeKind = "corrected"
	Supersession ChangeKind = "superseded"
	Withdrawal   ChangeKind = "withdrawn"
	Erasure      ChangeKind = "erased"
)

// Note returns what was changed, or why. It may be empty.
func (c *Change) Note() string {
	switch {
	case c.note > 0:
		return c.Record.Changes[c.note-1].Note
	case c.Kind == Withdrawal && c.Record.Status == Erased:
		return "" // the reason is that of the erasure
	}
	return c.Record.Reason
}

// collectChanges fills in the changes of all bulletins.
func (b *builder) collectChanges() {
	var all []Change
	for _, r := range b.archive.Records {
		if r.Status != Current || len(r.Changes) > 0 || !r.Updated.IsZero() || len(r.SupersededBy) > 0 {
			all = r.appendChanges(all)
		}
	}
	slices.SortStableFunc(all, func(x, y Change) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Record.Index, y.Record.Index))
	})
	b.archive.Changes = all
}

// appendChanges appends the changes of a bulletin, in the order in which they are likely to have happened on one day.
func (r *Record) appendChanges(all []Change) []Change {
	first := len(all)
	add := func(c Change, day time.Time) {
		c.Record, c.Nth, c.Dated = r, 1, !day.IsZero()
		if c.Day = r.Day; c.Dated {
			y, m, d := day.Date()
			c.Day = time.Date(y, m, d, 0, 0, 0, 0, day.Location())
		}
		for _, earlier := range all[first:] {
			if earlier.Kind == c.Kind && earlier.Day.Equal(c.Day) {
				c.Nth++
			}
		}
		all = append(all, c)
	}
	for i, c := range r.Changes {
		add(Change{Kind: Correction, note: i + 1}, c.Date.Time)
	}
	if len(r.Changes) == 0 && r.Status <= Corrected && (r.Status == Corrected || !r.Updated.IsZero()) {
		add(Change{Kind: Correction}, r.Updated.Time)
	}
	for _, newer := range r.SupersededBy {
		add(Change{Kind: Supersession, By: newer}, newer.Day)
	}
	if r.Status == Superseded && len(r.SupersededBy) == 0 {
		add(Change{Kind: Supersession}, r.Updated.Time)
	}
	if r.Status == Withdrawn || !r.WithdrawnOn.IsZero() {
		add(Change{Kind: Withdrawal}, cmp.Or(r.WithdrawnOn.Time, r.Updated.Time))
	}
	if r.Status == Erased {
		add(Change{Kind: Erasure}, r.ErasedOn.Time)
	}
	return all
}

// YearsOfChanges yields the changes of each year, oldest first.
func (a *Archive) YearsOfChanges() func(yield func(int, []Change) bool) {
	return func(yield func(int, []Change) bool) {
		for rest := a.Changes; len(rest) > 0; {
			year, n := rest[0].Day.Year(), 0
			for n < len(rest) && rest[n].Day.Year() == year {
				n++
			}
			if !yield(year, rest[:n:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}
