package bulletin

import (
	"strings"
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// date reads a day or a time: 2020-02-21 (ISO 8601, RFC 3339 §5.6), 2020年2月21日 (GB/T 7408), with an optional time
// of day after `T` or a space (09:30, 09:30:00) and an optional zone (Z, +08:00). Years have four digits, 1000 to 9999.
//
// A day is that day in every zone: its Time is the moment at which it begins in the site's. A day or a time of day that the zone
// skipped is a problem. A time that it had twice is taken as the first of the two, with a warning.
func (r *reader) date(key string, v *fields.Value) Date {
	if v.Kind == fields.Null {
		return Date{}
	}
	if v.Kind == fields.List || v.Kind == fields.Map || v.Kind == fields.Bool {
		r.Wrong(key, v, "a date such as 2020-02-21")
		return Date{}
	}
	text := strings.TrimSpace(v.Text)
	if text == "" {
		return Date{}
	}
	d, wrong := parseDate(text, r.location)
	if wrong.code != "" {
		r.Report(v.Pos, wrong.code, "%s is %s, %s", key, fields.Quote(text), wrong.reason)
		if wrong.hint == "" && wrong.code == problem.BadDate {
			wrong.hint = dateHint(text, r.location)
		}
		if wrong.hint != "" {
			r.Hint("%s", wrong.hint)
		}
	}
	if d.IsZero() {
		return Date{}
	}
	d.Pos = v.Pos
	return d
}

// wrongDate says what is wrong with a date. Its code is empty if nothing is.
type wrongDate struct {
	code         problem.Code
	reason, hint string
}

func badDate(reason string) (Date, wrongDate) {
	return Date{}, wrongDate{code: problem.BadDate, reason: reason}
}

const (
	noDate       = "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30"
	noSuchDate   = "a date that does not exist"
	yearTooLarge = "a year out of range; expected 1000 to 9999"
)

// parseDate returns a date, and what is wrong with it. If it cannot be used, it is zero.
func parseDate(text string, site *time.Location) (Date, wrongDate) {
	s := scanner{text: text}
	year, month, day := s.day()
	var hour, minute, second, nano int
	clock, zone := false, (*time.Location)(nil)
	if !s.failed && s.text != "" {
		clock = true
		if !s.skip("T") && !s.skip("t") {
			s.expect(" ")
		}
		hour, minute, second, nano = s.clock()
		s.skip(" ")
		if s.text != "" {
			zone = s.zone()
		}
	}
	if s.failed || s.text != "" {
		return badDate(noDate)
	}
	switch {
	case year < 1000:
		return badDate(yearTooLarge)
	case !isDay(year, month, day):
		return badDate(noSuchDate)
	case hour > 23 || minute > 59 || second > 59:
		return badDate("a time of day that does not exist")
	}
	if !clock {
		begins, existed := StartOfDay(year, time.Month(month), day, site)
		if !existed {
			return Date{}, wrongDate{problem.SkippedDate, "a day that " + site.String() + " skipped; expected a day that its calendar had",
				"the next day there was " + begins.Format(time.DateOnly)}
		}
		return keepOffset(begins, false), wrongDate{}
	}
	if zone != nil {
		t := time.Date(year, time.Month(month), day, hour, minute, second, nano, zone).In(site)
		if y := t.Year(); y < 1000 || y > 9999 {
			return badDate(yearTooLarge)
		}
		return keepOffset(t, true), wrongDate{}
	}
	return localTime(time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC), site)
}

// localTime returns the moment at which the site's clocks show what wall shows.
func localTime(wall time.Time, site *time.Location) (Date, wrongDate) {
	at, n := moments(wall, site)
	const minutes, withZone = "2006-01-02 15:04", "2006-01-02 15:04:05 -07:00"
	switch n {
	case 0:
		return Date{}, wrongDate{problem.SkippedDate, "a time that " + site.String() + " skipped when its clocks were put forward; expected a time that they showed",
			"did you mean " + at[0].Format(minutes) + "?"}
	case 2:
		return keepOffset(at[0], true), wrongDate{problem.RepeatedTime, "a time that " + site.String() + " had twice, since its clocks were put back; the first is taken",
			"add the zone: " + at[0].Format(withZone) + " for the first, " + at[1].Format(withZone) + " for the second"}
	}
	return keepOffset(at[0], true), wrongDate{}
}

// keepOffset keeps only the offset of a time's zone, so that a parsed date equals one that an earlier build remembered.
func keepOffset(t time.Time, clock bool) Date {
	_, offset := t.Zone()
	return Date{Time: t.In(time.FixedZone("", offset)), Clock: clock}
}

// isDay reports whether the calendar has a day.
func isDay(year, month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// scanner reads a date from the left. After a failure it stays failed.
type scanner struct {
	text   string
	failed bool
}

func (s *scanner) skip(prefix string) bool {
	rest, ok := strings.CutPrefix(s.text, prefix)
	s.text = rest
	return ok
}

func (s *scanner) expect(prefix string) {
	if !s.skip(prefix) {
		s.failed = true
	}
}

func (s *scanner) number(least, most int) int {
	n, value := 0, 0
	for n < len(s.text) && n < most && s.text[n] >= '0' && s.text[n] <= '9' {
		value = value*10 + int(s.text[n]-'0')
		n++
	}
	if n < least {
		s.failed = true
	}
	s.text = s.text[n:]
	return value
}

func (s *scanner) day() (year, month, day int) {
	year = s.number(4, 4)
	if s.skip("-") {
		month = s.number(2, 2)
		s.expect("-")
		day = s.number(2, 2)
	} else {
		s.expect("年")
		month = s.number(1, 2)
		s.expect("月")
		day = s.number(1, 2)
		s.expect("日")
	}
	return year, month, day
}

func (s *scanner) clock() (hour, minute, second, nano int) {
	hour = s.number(1, 2)
	s.expect(":")
	minute = s.number(2, 2)
	if s.skip(":") {
		second = s.number(2, 2)
		if s.skip(".") {
			before := len(s.text)
			nano = s.number(1, 9)
			for range 9 - (before - len(s.text)) {
				nano *= 10
			}
		}
	}
	return hour, minute, second, nano
}

func (s *scanner) zone() *time.Location {
	if s.skip("Z") || s.skip("z") {
		return time.UTC
	}
	sign := 1
	if s.skip("-") {
		sign = -1
	} else {
		s.expect("+")
	}
	hour := s.number(2, 2)
	s.expect(":")
	minute := s.number(2, 2)
	if hour > 23 || minute > 59 {
		s.failed = true
	}
	return time.FixedZone("", sign*(hour*60+minute)*60)
}
