package legacy

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// settleDate decides on the date of the page.
func (r *recognition) settleDate() {
	switch {
	case !r.date.IsZero():
	case !r.signed.IsZero():
		r.date = r.signed
	case r.month != "":
		year := r.yearOfText()
		if year == "" && !r.o.Date.IsZero() {
			year = fmt.Sprint(r.o.Date.Year())
		}
		if t, ok := day(year, r.month, r.day); ok {
			r.date = t
			r.doubt(problem.DoubtfulField, 0, "date", "the date of the page has no year; %s is used", year)
		}
	}
	if r.date.IsZero() && !r.o.Date.IsZero() {
		r.date = r.o.Date
		r.doubt(problem.DoubtfulField, 0, "date", "the page has no date; the one set for the import is used")
	}
	if !r.date.IsZero() {
		r.FrontMatter.Date = r.date.Format(time.DateOnly)
	}
}

var yearNamed = regexp.MustCompile(`((?:19|20)\d\d)年`)

// yearOfText returns the year that the text mentions most often, and the latest of several.
func (r *recognition) yearOfText() string {
	counts := map[string]int{}
	best := ""
	for _, l := range r.lines {
		for _, m := range yearNamed.FindAllStringSubmatch(l.plain, -1) {
			y := m[1]
			if counts[y]++; best == "" || counts[y] > counts[best] || counts[y] == counts[best] && y > best {
				best = y
			}
		}
	}
	return best
}

// settlePublisher decides on the publisher: the one in a label, or else the most likely one.
func (r *recognition) settlePublisher() {
	m := &r.FrontMatter
	name, why := r.publisher, ""
	if name == "" {
		switch lead := r.leadAgency(); {
		case r.agencies.knows(m.Source) || isAgency(simple(m.Source)) && !medium.MatchString(simple(m.Source)):
			name = m.Source
		case lead != "":
			name, why = lead, "the page does not name its publisher; the first agency it mentions is used"
		case r.o.Publisher != "":
			name, why = r.o.Publisher, "the page does not name its publisher; the one set for the import is used"
		case m.Source != "":
			name, why = m.Source, "the page does not name its publisher; its source is used"
		}
	}
	if name == "" {
		return
	}
	if why != "" {
		r.doubt(problem.DoubtfulField, 0, "publisher", "%s: %s", why, name)
	}
	m.Publishers = []string{r.agencies.id(name)}
}

// medium matches sources that report about others.
var medium = regexp.MustCompile(`(?:网|日报社?|晚报|时报|电视台|广播台|通讯社|在线|出版社)$`)

// leadAgency returns the agency before a colon in the title, or of the first section, if that is near the top.
func (r *recognition) leadAgency() string {
	const early = 8 // paragraphs
	before, _, ok := strings.Cut(simple(r.FrontMatter.Title), ":")
	if ok && (isAgency(before) || r.agencies.knows(before)) {
		return string([]rune(r.FrontMatter.Title)[:utf8.RuneCountInString(before)])
	}
	n := 0
	for _, l := range r.lines {
		if l.text != "" {
			n++
		}
		if n > early {
			break
		}
		if l.role == heading && isAgency(strings.TrimRight(l.plain, ":")) {
			return strings.TrimRight(l.text, ":\uff1a")
		}
	}
	return ""
}

// settleTerms finds the region and topics by the names in the vocabularies, or by the form of the publisher's name.
func (r *recognition) settleTerms() {
	m := &r.FrontMatter
	publisher := ""
	if len(m.Publishers) > 0 {
		publisher = simple(m.Publishers[0])
	}
	m.Region = cmp.Or(r.regions.within(publisher), r.regions.within(simple(m.Source)), r.regions.within(simple(m.Title)))
	if m.Region == "" && len(r.regions.names) == 0 && publisher != "" {
		if l := newLine(m.Publishers[0], 0); placeName.MatchString(l.plain) {
			m.Region = l.original(0, len(placeName.FindString(l.plain)))
		}
	}
	const often = 3 // times in the text
	plain := simple(r.Repaired)
	for _, name := range r.topics.names {
		if strings.Contains(simple(m.Title), name) || strings.Count(plain, name) >= often {
			r.addTopic(name)
		}
	}
}

// placeName matches the region at the start of an agency's name.
var placeName = regexp.MustCompile(`^\p{Han}{2,8}?(?:省|自治区|特别行政区|市|州|县|区)`)
