package site

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// A wrong digit in a year is easy to type and hard to see: it hides a bulletin until 2202, or files it under 1026. What is unlikely
// depends on the day of the build, so these warnings are the site's and are never kept with a source.

// dateLimits are the days between which dates are likely.
type dateLimits struct {
	now         time.Time
	first       time.Time // of 1900
	tomorrow    time.Time
	nextYear    time.Time // a year from now
	nextCentury time.Time // a hundred years from now
}

// limitsAt returns the limits at a moment, which is in the site's time zone.
func limitsAt(now time.Time) dateLimits {
	begins := func(year int, month time.Month, day int) time.Time {
		at, _ := bulletin.StartOfDay(year, month, day, now.Location())
		return at
	}
	y, m, d := now.Date()
	return dateLimits{now: now, first: begins(1900, 1, 1), tomorrow: begins(y, m, d+1), nextYear: begins(y+1, m, d+1), nextCentury: begins(y+100, m, d+1)}
}

// unlikelyDates reports dates that were probably mistyped.
func (s *Site) unlikelyDates() (found []problem.Problem) {
	limits := limitsAt(s.Now.In(s.Settings.Config.TimeZone))
	for i := range s.Sources.Items {
		if b := s.Sources.Items[i].Bulletin; b != nil {
			found = append(found, s.unlikelyDatesOf(b, &limits)...)
		}
	}
	return found
}

// unlikelyDatesOf reports the unlikely dates of one bulletin.
func (s *Site) unlikelyDatesOf(b *bulletin.Bulletin, limits *dateLimits) (found []problem.Problem) {
	check := func(key string, d *bulletin.Date, end time.Time, code problem.Code, reason string) {
		switch {
		case d.IsZero():
			return
		case d.Before(limits.first):
			code, reason = problem.UnlikelyYear, "before 1900"
		case d.Before(end), end.IsZero():
			return
		}
		p := problem.New(code, s.show(b.Source), d.Pos, "%s is %s, %s", key, d.Format(time.DateOnly), reason)
		if meant := limits.meant(d.Time, cmp.Or(end, limits.tomorrow)); meant != "" && d != &b.ExpiresAt {
			p = p.WithHint("did you mean %s?", meant)
		} else if code == problem.UnlikelyYear {
			p = p.WithHint("if the date is right, nothing needs to be done")
		}
		found = append(found, p)
	}
	done := limits.tomorrow // what has been done when the bulletin appears cannot be later
	if at := b.Appears(); at.After(done) {
		done = at.AddDate(0, 0, 1)
	}
	const far, notYet = "more than a year ahead", "which is still to come; expected the day on which it was done"
	check("date", &b.Date, limits.nextYear, problem.UnlikelyYear, far)
	check("publish_at", &b.PublishAt, limits.nextYear, problem.UnlikelyYear, far)
	check("expires_at", &b.ExpiresAt, limits.nextCentury, problem.UnlikelyYear, "more than a hundred years ahead")
	check("written", &b.Written, time.Time{}, "", "") // package bulletin reports one after date
	check("updated", &b.Updated, done, problem.DateAhead, notYet)
	check("withdrawn", &b.WithdrawnOn, done, problem.DateAhead, notYet)
	check("erased", &b.ErasedOn, done, problem.DateAhead, notYet)
	for i := range b.Changes {
		check("the date of a change", &b.Changes[i].Date, done, problem.DateAhead, notYet)
	}
	return found
}

// meant returns the likeliest day before end whose year differs by one digit, or by two neighbours that changed places, or "". A day
// within the next year has the right year.
func (l *dateLimits) meant(t, end time.Time) string {
	if t.After(l.now) && t.Before(l.nextYear) {
		return ""
	}
	written := strconv.Itoa(t.Year())
	best, distance := "", 31 // more than thirty years from now is no likely year either
	try := func(digits []byte) {
		year, _ := strconv.Atoi(string(digits))
		day := fmt.Sprintf("%04d%s", year, t.Format("-01-02"))
		at, err := time.ParseInLocation(time.DateOnly, day, l.now.Location())
		if away := max(year-l.now.Year(), l.now.Year()-year); err == nil && away < distance && at.Before(end) {
			best, distance = day, away
		}
	}
	for i := range written {
		if i > 0 {
			digits := []byte(written)
			digits[i-1], digits[i] = digits[i], digits[i-1]
			try(digits)
		}
	}
	for i := range written {
		for digit := byte('0'); digit <= '9'; digit++ {
			digits := []byte(written)
			digits[i] = digit
			try(digits)
		}
	}
	return best
}
