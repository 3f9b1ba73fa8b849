package site

import (
	"cmp"
	"slices"
	"time"

	"gongbao/generator/bulletin"
)

// A Schedule says what a site leaves out for now, and when it will next differ although no source does.
type Schedule struct {
	Scheduled int       `json:"scheduled"`                 // bulletins that are not published yet
	Publishes time.Time `json:"next_publication,omitzero"` // when the next of them is; zero: never
	Next      time.Time `json:"next_change,omitzero"`      // when the next bulletin is published or expires; zero: never
	Drafts    int       `json:"drafts"`                    // bulletins and pages that are left out as drafts
}

// An Event is something that will happen to a bulletin because its time has come.
type Event struct {
	At      time.Time
	Expires bool // otherwise it is published
	*bulletin.Bulletin
}

// lookAhead returns the schedule after Now.
func (s *Site) lookAhead() (ahead Schedule) {
	for i := range s.Sources.Items {
		it := &s.Sources.Items[i]
		if p := it.Page; p != nil && p.Draft && !s.options.Drafts {
			ahead.Drafts++
		}
		if it.Bulletin == nil {
			continue
		}
		if it.Bulletin.Draft && !s.options.Drafts {
			ahead.Drafts++
			continue
		}
		if at := it.Bulletin.Appears(); at.After(s.Now) {
			ahead.Scheduled++
			ahead.Next, ahead.Publishes = earlier(ahead.Next, at), earlier(ahead.Publishes, at)
		}
		if at := it.Bulletin.ExpiresAt; at.After(s.Now) {
			ahead.Next = earlier(ahead.Next, at.Time)
		}
	}
	return ahead
}

// earlier returns the earlier of two times, of which the first may be zero for none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// Events returns everything that will happen after Now, in order of time, then of source.
func (s *Site) Events() []Event {
	var events []Event
	for _, b := range s.Sources.Bulletins() {
		if b.Draft && !s.options.Drafts {
			continue
		}
		if at := b.Appears(); at.After(s.Now) {
			events = append(events, Event{at, false, b})
		}
		if b.ExpiresAt.After(s.Now) {
			events = append(events, Event{b.ExpiresAt.Time, true, b})
		}
	}
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Source, b.Source)) })
	return events
}
