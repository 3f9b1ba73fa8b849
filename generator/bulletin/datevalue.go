package bulletin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

// date reads a day or a time: 2020-02-21 (ISO 8601, RFC 3339 §5.6), 2020年2月21日 (GB/T 7408), with an optional time
// of day after `T` or a space (09:30, 09:30:00) and an optional zone (Z, +08:00). Years have four digits, 1000 to 9999.
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
	d, reason := parseDate(text, r.location)
	if reason != "" {
		r.Report(v.Pos, problem.BadDate, "%s is %s, %s", key, fields.Quote(text), reason)
		if guess := guessDate(text); guess != "" {
			r.Hint("did you mean %s?", guess)
		}
		return Date{}
	}
	d.Pos = v.Pos
	return d
}

const noDate = "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30"

// parseDate returns the date, or the reason why the text is not one.
func parseDate(text string, site *time.Location) (d Date, reason string) {
	s := scanner{text: text}
	year := s.number(4, 4)
	var month, day int
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
	var hour, minute, second, nano int
	zone := site
	if !s.failed && s.text != "" {
		d.Clock = true
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
		return Date{}, noDate
	}
	switch {
	case year < 1000:
		return Date{}, "a year out of range; expected 1000 to 9999"
	case month < 1 || month > 12 || day < 1 || day > daysIn(year, month):
		return Date{}, "a date that does not exist"
	case hour > 23 || minute > 59 || second > 59:
		return Date{}, "a time of day that does not exist"
	}
	d.Time = time.Date(year, time.Month(month), day, hour, minute, second, nano, zone).In(site)
	if y := d.Year(); y < 1000 || y > 9999 {
		return Date{}, "a year out of range; expected 1000 to 9999"
	}
	// Only the offset is kept, so that a parsed date equals one that an earlier build remembered.
	_, offset := d.Zone()
	d.Time = d.In(time.FixedZone("", offset))
	return d, ""
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

// guessDate returns the day that the editor probably meant by 2020/2/21, 2020.02.21, 20200221 or 2020-2-21, or "".
func guessDate(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == '．' || r == '－' })
	if len(parts) == 1 && len(text) == 8 {
		parts = []string{text[:4], text[4:6], text[6:]}
	}
	if len(parts) != 3 || len(parts[0]) != 4 {
		return ""
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 1 {
			return ""
		}
		n[i] = v
	}
	if n[0] < 1000 || n[1] > 12 || n[2] > daysIn(n[0], n[1]) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", n[0], n[1], n[2])
}
