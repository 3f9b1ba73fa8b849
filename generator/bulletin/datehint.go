package bulletin

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// An editor writes dates as people do: 二〇二〇年二月二十一日, 2026/3/1, 3/4/2026, March 1, 2026, “2026-03-01”, 2020-02-21 09:30:00 +0800. None
// of these is taken for a date, since some have two meanings. The hint gives the date as it should be written, or each date that it
// may mean.

// maxDate is the length of the longest text, in bytes, that is looked at as a date.
const maxDate = 100

// dateHint returns what to do about a text that parseDate refused, or "" if no one can tell.
func dateHint(text string, site *time.Location) string {
	if len(text) > maxDate {
		return ""
	}
	g := dateGuess{tokens: dateTokens(text)}
	g.readDay()
	g.readClock()
	if len(g.clock) == 1 && g.onTheHour {
		g.clock = append(g.clock, "00")
	}
	if !g.understood() {
		return g.unknownZone()
	}
	var meant []string
	for _, d := range g.days() {
		written := g.write(d)
		if _, wrong := parseDate(written, site); isDay(d.year, d.month, d.day) && wrong.reason == "" && !slices.Contains(meant, written) {
			meant = append(meant, written)
		}
	}
	if len(meant) > 0 {
		return "did you mean " + strings.Join(meant, " or ") + "?"
	}
	return g.impossible()
}

// A dateGuess reads a date from tokens.
type dateGuess struct {
	tokens []dateToken // not read yet
	parts  []datePart  // of the day, as written
	clock  []string    // hour, minute, second with its fraction
	zone   string      // Z, +08:00

	compact   bool // the time of day may be one number: 20200221T0930
	t         bool // a T was between the day and the time of day
	onTheHour bool // the hour needs no minutes: 9点
	am, pm    bool
}

type datePart struct {
	value, digits int
	role          byte // y, m or d if the text says so, otherwise 0
}

type civilDay struct{ year, month, day int }

// readDay takes the tokens of the day.
func (g *dateGuess) readDay() {
	republic := false
	for len(g.tokens) > 0 && len(g.parts) < 3 {
		t := g.tokens[0]
		switch {
		case (t.digits == 8 || t.digits == 12 || t.digits == 14) && len(g.parts) == 0:
			g.readCompactDay(t)
			return
		case t.digits > 0:
			g.parts = append(g.parts, datePart{value: t.value, digits: t.digits})
		case monthNames[t.word] > 0:
			g.parts = append(g.parts, datePart{value: monthNames[t.word], role: 'm'})
		case dateMarks[t.word] != 0 && g.mark(dateMarks[t.word]):
		case republicNames[t.word]:
			republic = true
		case t.word == ":" && len(g.parts) > 0 && g.parts[0].digits == 4: // 2020:02:21, as cameras write it
		case !dateFillers[t.word]:
			return
		}
		g.tokens = g.tokens[1:]
	}
	if len(g.tokens) > 0 && dateMarks[g.tokens[0].word] != 0 && g.mark(dateMarks[g.tokens[0].word]) {
		g.tokens = g.tokens[1:]
	}
	for i := range g.parts {
		p := &g.parts[i]
		if (p.role == 'y' || p.role == 0 && i == 0) && (republic || p.digits == 3) { // of the Republic of China, whose first year is 1912
			p.value, p.digits, p.role = p.value+1911, 4, 'y'
		}
	}
}

// mark gives the last part of the day a role, unless it has one.
func (g *dateGuess) mark(role byte) bool {
	last := len(g.parts) - 1
	if last < 0 || g.parts[last].role != 0 {
		return false
	}
	g.parts[last].role = role
	return true
}

// readCompactDay takes a number such as 20200221 or 202002210930.
func (g *dateGuess) readCompactDay(t dateToken) {
	cut := func(from, digits int) datePart {
		return datePart{value: t.value / pow10(t.digits-from-digits) % pow10(digits), digits: digits}
	}
	g.parts = []datePart{cut(0, 4), cut(4, 2), cut(6, 2)}
	g.parts[0].role, g.compact = 'y', true
	if rest := t.digits - 8; rest > 0 {
		g.tokens[0] = dateToken{value: t.value % pow10(rest), digits: rest}
		return
	}
	g.tokens = g.tokens[1:]
}

// readClock takes the tokens of a time of day and a zone.
func (g *dateGuess) readClock() {
	for len(g.tokens) > 0 {
		t := g.tokens[0]
		switch {
		case (t.digits == 4 || t.digits == 6) && len(g.clock) == 0 && g.compact: // 0930, 093000
			for rest := t.digits; rest > 0; rest -= 2 {
				g.clock = append(g.clock, fmt.Sprintf("%02d", t.value/pow10(rest-2)%100))
			}
		case t.word == "." && len(g.clock) == 3 && len(g.tokens) > 1 && g.tokens[1].digits > 0:
			g.clock[2] += fmt.Sprintf(".%0*d", g.tokens[1].digits, g.tokens[1].value)
			g.tokens = g.tokens[1:]
		case (t.word == "+" || t.word == "-") && len(g.clock) > 0:
			g.readOffset(t.word)
			return
		case t.digits > 0 && t.digits <= 2 && len(g.clock) < 3:
			g.clock = append(g.clock, fmt.Sprintf("%02d", t.value))
		case t.word == "半" && len(g.clock) == 1:
			g.clock = append(g.clock, "30")
		case t.word == "t" && len(g.clock) == 0:
			g.t, g.compact = true, true
		case forenoon[t.word]:
			g.am, g.onTheHour = true, true
		case afternoon[t.word]:
			g.pm, g.onTheHour = true, true
		case hourMarks[t.word]:
			g.onTheHour = true
		case zoneNames[t.word] != "" && len(g.clock) > 0 && g.zone == "":
			g.zone = zoneNames[t.word]
			if g.zone == "Z" && len(g.tokens) > 1 && (g.tokens[1].word == "+" || g.tokens[1].word == "-") { // UTC+8
				g.tokens = g.tokens[1:]
				g.readOffset(g.tokens[0].word)
				return
			}
		case !dateFillers[t.word] && !clockMarks[t.word]:
			return
		}
		g.tokens = g.tokens[1:]
	}
}

// readOffset takes the tokens of a zone such as +0800, +8 or +08:00, and the name of the zone after it.
func (g *dateGuess) readOffset(sign string) {
	rest := g.tokens[1:]
	for len(rest) > 0 && rest[len(rest)-1].digits == 0 {
		rest = rest[:len(rest)-1]
	}
	hour, minute := 0, 0
	switch {
	case len(rest) == 1 && (rest[0].digits == 1 || rest[0].digits == 2):
		hour = rest[0].value
	case len(rest) == 1 && rest[0].digits == 4:
		hour, minute = rest[0].value/100, rest[0].value%100
	case len(rest) == 3 && rest[1].word == ":":
		hour, minute = rest[0].value, rest[2].value
	default:
		return // the tokens that are left say that the text was not understood
	}
	g.zone = fmt.Sprintf("%s%02d:%02d", sign, hour, minute)
	g.tokens = nil
}

// understood reports whether every part of the text was read.
func (g *dateGuess) understood() bool {
	return len(g.tokens) == 0 && len(g.parts) > 0 && len(g.clock) != 1
}

// unknownZone returns the hint for a time in a zone with a name, such as CST: several zones may have it.
func (g *dateGuess) unknownZone() string {
	if len(g.clock) < 2 || len(g.tokens) == 0 || slices.ContainsFunc(g.tokens, func(t dateToken) bool { return t.digits > 0 }) || !isLatin(g.tokens[0].word) {
		return ""
	}
	return "write the zone as its offset, such as +08:00, or leave it out if it is the site's"
}

func isLatin(word string) bool { return word != "" && word[0] >= 'a' && word[0] <= 'z' }

// days returns the days that the parts may mean, the likeliest first.
func (g *dateGuess) days() []civilDay {
	if len(g.parts) != 3 {
		return nil
	}
	a, b, c := g.parts[0], g.parts[1], g.parts[2]
	if slices.ContainsFunc(g.parts, func(p datePart) bool { return p.role != 0 && p.role != 'y' }) {
		return g.daysByRole()
	}
	switch {
	case isYearPart(a):
		year := a.year()
		if !isDay(year, b.value, c.value) && isDay(year, c.value, b.value) {
			return []civilDay{{year, c.value, b.value}}
		}
		return []civilDay{{year, b.value, c.value}}
	case isYearPart(c):
		return []civilDay{{c.year(), a.value, b.value}, {c.year(), b.value, a.value}}
	}
	return []civilDay{{a.year(), b.value, c.value}, {c.year(), a.value, b.value}, {c.year(), b.value, a.value}}
}

// daysByRole returns the day of a text that names its month, or its year, month and day.
func (g *dateGuess) daysByRole() []civilDay {
	var year, month, day *datePart
	var others []*datePart
	for i := range g.parts {
		switch p := &g.parts[i]; p.role {
		case 'y':
			year = p
		case 'm':
			month = p
		case 'd':
			day = p
		default:
			others = append(others, p)
		}
	}
	for _, p := range others {
		switch {
		case year == nil && isYearPart(*p):
			year = p
		case day == nil:
			day = p
		case month == nil:
			month = p
		default:
			year = p
		}
	}
	if year == nil || month == nil || day == nil {
		return nil
	}
	return []civilDay{{year.year(), month.value, day.value}}
}

func isYearPart(p datePart) bool { return p.role == 'y' || p.digits >= 3 || p.value > 31 }

// year returns a year of four digits. Those of two are from 1970 to 2069.
func (p datePart) year() int {
	switch {
	case p.digits > 2:
		return p.value
	case p.value < 70:
		return 2000 + p.value
	}
	return 1900 + p.value
}

// write returns the day, with the time of day, as front matter has it.
func (g *dateGuess) write(d civilDay) string {
	text := fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	if len(g.clock) == 0 {
		return text
	}
	clock := slices.Clone(g.clock)
	switch {
	case g.pm && clock[0] < "12":
		clock[0] = fmt.Sprintf("%02d", 12+int(clock[0][0]-'0')*10+int(clock[0][1]-'0'))
	case g.am && clock[0] == "12":
		clock[0] = "00"
	}
	between := " "
	if g.t {
		between = "T"
	}
	text += between + strings.Join(clock, ":")
	if g.zone != "" && !g.t && g.zone != "Z" {
		text += " "
	}
	return text + g.zone
}

// impossible says what is wrong with a text that names no day of the calendar.
func (g *dateGuess) impossible() string {
	days := g.days()
	switch {
	case len(g.parts) < 3 && len(g.clock) == 0:
		return "write the year, the month and the day"
	case len(days) == 0 || days[0].year < 1000 || days[0].year > 9999:
		return ""
	}
	i := slices.IndexFunc(days, func(d civilDay) bool { return 1 <= d.month && d.month <= 12 }) // 29/02/2019 may be read in two ways
	if i < 0 {
		return "months are 01 to 12"
	}
	d := days[i]
	if len(g.clock) > 0 && g.clock[0] == "24" && isDay(d.year, d.month, d.day) {
		return time.Date(d.year, time.Month(d.month), d.day+1, 0, 0, 0, 0, time.UTC).Format("did you mean 2006-01-02 15:04?")
	}
	if last := daysIn(d.year, d.month); d.day < 1 || d.day > last {
		return fmt.Sprintf("%04d-%02d has %d days; the last is %04d-%02d-%02d", d.year, d.month, last, d.year, d.month, last)
	}
	return ""
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// foldDate returns a text in the forms that dateTokens knows: half-width, lower case, one kind of hyphen, no quotes, no invisible characters.
func foldDate(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("–—−‐‑‒ーｰ", r):
			return '-'
		case r == '。', r == '、', r == '·', r == '・':
			return '.'
		case unicode.Is(unicode.Cf, r), strings.ContainsRune("\"'`“”‘’「」『』〈〉《》()[]【】〔〕", r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}
