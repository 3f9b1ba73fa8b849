package bulletin

import "time"

// A date without a time of day is a day of the calendar, and its Time is the moment at which that day begins in the site's zone.
// Everything that turns a day into a moment uses StartOfDay: dates in front matter, and the day of a build.

// aroundTransition is more than the difference between any two zones, so a change of clocks farther away cannot touch a day.
const aroundTransition = 48 * time.Hour

// StartOfDay returns the moment at which a day of the calendar begins in a zone: from then on no clock there shows an earlier day.
// That is not always midnight, since some zones move their clocks from 0:00 to 1:00 or back to 23:00. existed is false for a day
// that a zone skipped, as Apia did on 2011-12-30, when it moved to the other side of the date line; the next day begins then.
func StartOfDay(year int, month time.Month, day int, zone *time.Location) (begins time.Time, existed bool) {
	begins = time.Date(year, month, day, 0, 0, 0, 0, zone)
	if from, to := begins.ZoneBounds(); !near(begins, from) && !near(begins, to) {
		return begins, true
	}
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	at := midnight.Add(-aroundTransition)
	for {
		_, offset := at.In(zone).Zone()
		here := midnight.Add(-time.Duration(offset) * time.Second) // when the day begins, if the clocks stay as they are
		_, to := at.In(zone).ZoneBounds()
		if at.Before(here) {
			if begins = here; !to.IsZero() && to.Before(here) {
				begins = to
			}
		}
		if to.IsZero() || to.Sub(midnight) > aroundTransition {
			break
		}
		at = to
	}
	begins = begins.In(zone)
	y, m, d := begins.Date()
	return begins, y == year && m == month && d == day
}

func near(t, transition time.Time) bool {
	return !transition.IsZero() && t.Sub(transition).Abs() < aroundTransition
}

// moments returns the moments at which clocks in a zone showed the date and the time of day that wall shows, earliest first. n is 2
// where clocks were put back over that time. It is 0 where they were put forward over it: then list[0] is the moment at which they
// would have shown it without the change.
func moments(wall time.Time, zone *time.Location) (list [2]time.Time, n int) {
	y, m, d := wall.Date()
	t := time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), zone)
	change, to := t.ZoneBounds()
	if !near(t, change) {
		if change = to; !near(t, change) {
			return [2]time.Time{t}, 1
		}
	}
	_, before := change.Add(-time.Second).Zone()
	_, after := change.Zone()
	early := wall.Add(-time.Duration(before) * time.Second).In(zone)
	late := wall.Add(-time.Duration(after) * time.Second).In(zone)
	switch isEarly, isLate := early.Before(change), !late.Before(change); {
	case isEarly && isLate:
		return [2]time.Time{early, late}, 2
	case isEarly:
		return [2]time.Time{early}, 1
	case isLate:
		return [2]time.Time{late}, 1
	}
	return [2]time.Time{early}, 0
}
