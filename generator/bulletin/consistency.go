package bulletin

import (
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// The rules in this file look at several fields of one source. Rules that need other sources belong to package archive.

// dates reports dates that contradict one another.
func (r *reader) dates(b *Bulletin) {
	if !b.ExpiresAt.IsZero() {
		shown, key := b.PublishAt, "publish_at"
		if shown.IsZero() {
			shown, key = b.Date, "date"
		}
		if !shown.IsZero() && !b.ExpiresAt.After(shown.Time) {
			r.Report(b.ExpiresAt.Pos, problem.ExpiresTooEarly, "expires_at is not later than %s; expected a date after it", key)
		}
	}
	if earlierDay(b.Updated, b.Date) {
		r.Report(b.Updated.Pos, problem.UpdatedTooEarly, "updated is before date; expected the date of a later correction")
	}
	for _, end := range ends(b) {
		if earlierDay(end.on, b.Date) {
			r.Report(end.on.Pos, problem.EndedTooEarly, "%s is before date; expected the day on which the bulletin was %s", end.key, end.key)
		}
	}
	for i := range b.Changes {
		if earlierDay(b.Changes[i].Date, b.Date) {
			r.Report(b.Changes[i].Date.Pos, problem.UpdatedTooEarly, "the date of a change is before date; expected the date of a later correction")
		}
	}
	if earlierDay(b.Date, b.Written) {
		r.Report(b.Written.Pos, problem.WrittenTooLate, "written is %s, after date; expected the day on which the document was signed", b.Written.Format(time.DateOnly))
	}
}

// earlierDay reports whether a is on an earlier day than b. Neither is if one of them is absent.
func earlierDay(a, b Date) bool {
	return !a.IsZero() && !b.IsZero() && a.Before(b.Time) && a.Format(time.DateOnly) != b.Format(time.DateOnly)
}

// lifecycle checks that a status comes with what a reader needs to know, and derives it from erased, withdrawn or superseded_by if it
// is absent.
func (r *reader) lifecycle(b *Bulletin) {
	if r.ended(b); b.Status == Erased {
		r.erasure(b)
		return
	}
	r.stays(b)
	if len(b.SupersededBy) > 0 && b.Status < Superseded {
		if r.hasStatus {
			r.Report(b.StatusAt, problem.StatusContradiction, "status is %s, but superseded_by is given; expected superseded", b.Status)
			return
		}
		if _, written := r.front.Get("status"); !written {
			b.Status, b.StatusAt = Superseded, b.SupersededBy[0].Pos
		}
	}
	switch {
	case b.Status == Withdrawn && b.Reason == "" && r.silent("reason"):
		r.Report(b.StatusAt, problem.MissingReason, "status is withdrawn without a reason; expected reason: to tell readers why")
	case b.Status == Superseded && len(b.SupersededBy) == 0 && b.Reason == "" && r.silent("superseded_by") && r.silent("reason"):
		// Only a warning: another bulletin may name this one as superseded.
		r.Report(b.StatusAt, problem.MissingSuccessor, "status is superseded, but not by what; expected superseded_by: or reason:")
	case b.Status == Corrected && len(b.Changes) == 0 && b.Reason == "" && r.silent("changes") && r.silent("reason"):
		r.Report(b.StatusAt, problem.MissingCorrection, "status is corrected, but not how; expected changes: or reason:")
	}
}

// ended derives the status from the date on which a bulletin was erased or withdrawn, and reports one that contradicts it.
func (r *reader) ended(b *Bulletin) {
	for _, end := range ends(b) {
		if end.on.IsZero() || b.Status >= end.then {
			continue
		}
		if r.hasStatus {
			r.Report(b.StatusAt, problem.StatusContradiction, "status is %s, but %s is given; expected %s", b.Status, end.key, end.then)
		} else if _, written := r.front.Get("status"); !written {
			b.Status, b.StatusAt = end.then, end.on.Pos
		}
	}
}

// An end is the date on which a bulletin was withdrawn or erased; zero: it was not.
type end struct {
	key  string
	on   Date
	then Status
}

func ends(b *Bulletin) [2]end {
	return [...]end{{"erased", b.ErasedOn, Erased}, {"withdrawn", b.WithdrawnOn, Withdrawn}}
}

// silent reports whether a key is absent or empty, so that no problem of it has been reported.
func (r *reader) silent(key string) bool {
	v, ok := r.front.Get(key)
	return !ok || v.Kind == fields.Null || v.Kind == fields.String
}

// translation reports a bulletin that names its translations in both ways.
func (r *reader) translation(key, of Text) {
	if key.Value != "" && of.Value != "" {
		r.Report(of.Pos, problem.TwoTranslationFields, "translation_of and translation_key are both given; expected one of them")
	}
}
