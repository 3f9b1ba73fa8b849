package legacy

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Doubt is something that an import decided and an editor should look at.
type Doubt struct {
	Code    problem.Code
	Line    int    // of the text as it was read; 0: the page as a whole
	Field   string // of the front matter, if it is about one
	Message string
}

// recognition is what a page tells about itself, gathered line by line.
type recognition struct {
	*Page
	o                         Options
	agencies, topics, regions vocabulary
	lines                     []line
	author                    string
	date                      time.Time
	month, day                string // of a date without a year
	signed                    time.Time
	publisher                 string
	repeated                  map[int]bool // numbers of lines at which a repeated passage begins, or the text after it
}

func (r *recognition) doubt(code problem.Code, line int, field, format string, args ...any) {
	r.Doubts = append(r.Doubts, Doubt{code, line, field, fmt.Sprintf(format, args...)})
}

// recognise finds what a page says about itself and gives its lines their roles.
func (r *recognition) recognise() {
	r.doubtRepairs()
	r.readFurniture()
	r.findTitle()
	r.readDatelines()
	r.findHeadings()
	r.settleDate()
	r.settlePublisher()
	r.settleTerms()
	m := &r.FrontMatter
	m.Source = cmp.Or(m.Source, r.author, r.o.Source)
	switch han.ScriptOf(r.Mended) {
	case han.Traditional:
		m.Language = "zh-Hant"
	case han.Simplified:
		m.Language = "zh-Hans"
	}
}

// doubtRepairs names the places where the text is damaged and stays so, in whole or in part.
func (r *recognition) doubtRepairs() {
	for _, repair := range r.Repairs {
		switch {
		case repair.Made && repair.Note != "":
			r.doubt(problem.DoubtfulRepair, repair.Line, "", "%s was repaired to %s, but %s", repair.Before, repair.After, repair.Note)
		case !repair.Made && repair.Rule == ShiftRule:
			r.doubt(problem.DoubtfulRepair, repair.Line, "", "%s is damaged text; it may have been %s (%s, %s)", repair.Before, repair.After, repair.ID(), repair.Percent())
		}
	}
}

// readFurniture reads labels and marks what belongs to the site. What follows "相关文章" near the end does too.
func (r *recognition) readFurniture() {
	const (
		tail          = 15  // lines
		longestFiller = 120 // characters: a longer line says something too
	)
	for i := range r.lines {
		l := &r.lines[i]
		if l.text == "" {
			continue
		}
		if all, ok := readLabels(*l); ok {
			l.role = label
			why := "furniture of the site"
			for _, s := range all {
				r.take(l.number, s)
				if s.about != aboutNothing {
					why = "said in the front matter"
				}
			}
			r.remove(*l, why)
			continue
		}
		switch {
		case isFurniture(l.plain):
			l.role = furniture
			r.remove(*l, "furniture of the site")
			if related.MatchString(l.plain) && len(r.lines)-i <= tail {
				for j := i + 1; j < len(r.lines); j++ {
					if l := &r.lines[j]; l.text != "" && !l.endsInStop() {
						l.role = furniture
						r.remove(*l, "a list of other pages")
					}
				}
			}
		case l.outside:
			l.role = furniture
			if l.plain != simple(r.FrontMatter.Title) {
				r.remove(*l, "outside the text of the page")
			}
		case isFiller(l.plain) && l.length() <= longestFiller:
			l.role = furniture
			r.remove(*l, "written by the site that copied the text")
		case isFiller(l.plain):
			r.doubt(problem.CopiedFiller, l.number, "", "this seems to be written by the site that copied the text")
		}
	}
}

func (r *recognition) remove(l line, why string) {
	r.Removed = append(r.Removed, Removed{l.number, l.text, why})
}

// take puts what a label says where it belongs. The first label of a kind wins.
func (r *recognition) take(line int, s said) {
	m := &r.FrontMatter
	set := func(field *string) {
		if *field == "" {
			*field = s.value
		}
	}
	switch s.about {
	case aboutDate, aboutWhen:
		if t, ok := parseDate(simple(s.value)); ok && r.date.IsZero() {
			r.date = t
		} else if !ok && s.value != "" {
			r.doubt(problem.UnreadableLabel, line, "date", "%s: %s cannot be read as a date", s.label, s.value)
		}
	case aboutSource:
		set(&m.Source)
	case aboutEditor:
		set(&m.Editor)
	case aboutAuthor:
		r.author = cmp.Or(r.author, s.value)
	case aboutPublisher:
		r.publisher = cmp.Or(r.publisher, s.value)
	case aboutIndex:
		set(&m.IndexNumber)
	case aboutNumber:
		set(&m.Number)
	case aboutURL:
		if u, err := url.Parse(s.value); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			set(&m.SourceURL)
		} else if s.value != "" {
			r.doubt(problem.UnreadableLabel, line, "source_url", "%s: %s is no address of the web", s.label, s.value)
		}
	case aboutTitle:
		set(&m.Title)
	case aboutTopics:
		for _, t := range strings.FieldsFunc(s.value, func(c rune) bool { return isStop(c) || c == ' ' || c == '/' || c == '|' }) {
			r.addTopic(t)
		}
	}
}

func (r *recognition) addTopic(name string) {
	if id := r.topics.id(name); !slices.Contains(r.FrontMatter.Topics, id) {
		r.FrontMatter.Topics = append(r.FrontMatter.Topics, id)
	}
}

var (
	compiled = regexp.MustCompile(`(?:整理|收集|准备|带来)的([^。,!:“”]{4,40}?)\((?:通用|精选|共|最新|汇总)\d+篇\)`)
	clause   = regexp.MustCompile(`^[^,。;:!?]+`)
)

const longestTitle = 60 // characters

// findTitle takes the title: what markup or a label named so, or the first line if it looks like one.
func (r *recognition) findTitle() {
	m := &r.FrontMatter
	first := slices.IndexFunc(r.lines, func(l line) bool { return l.text != "" && l.role == body })
	if m.Title == "" && first >= 0 {
		l := &r.lines[first]
		if d := dayOfTitle.FindStringSubmatch(l.plain); d != nil {
			if _, ok := day("2000", d[1], d[2]); ok {
				r.month, r.day = d[1], d[2]
				*l = newLineFrom(*l, l.text[len(d[0]):])
			}
		}
		if l.length() <= longestTitle && !l.endsInStop() {
			m.Title = l.text
			l.role = title
			return
		}
	}
	if m.Title != "" {
		for i := range r.lines { // the page repeats it above its text
			if l := &r.lines[i]; l.role == body && l.plain == simple(m.Title) {
				l.role = title
				break
			}
		}
		return
	}
	for _, l := range r.lines {
		if c := compiled.FindStringSubmatchIndex(l.plain); c != nil {
			m.Title = l.original(c[2], c[3])
			r.doubt(problem.DoubtfulField, l.number, "title", "the page has no title; the name of the collection was taken")
			return
		}
	}
	if first >= 0 {
		l := r.lines[first]
		m.Title = cutTitle(l.original(0, len(clause.FindString(l.plain))))
		r.doubt(problem.DoubtfulField, l.number, "title", "the page has no title; the beginning of its text was taken")
	}
}

func newLineFrom(l line, text string) line {
	n := newLine(text, l.number)
	n.role, n.marked, n.outside = l.role, l.marked, l.outside
	return n
}

// cutTitle shortens a text to a length that titles have.
func cutTitle(s string) string {
	const longest = 40
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}

// readDatelines reads what the text itself says at its ends: "某某网2月28日讯", "（某某厅）", a date that signs it.
func (r *recognition) readDatelines() {
	m := &r.FrontMatter
	last := -1
	seen := false
	for i, l := range r.lines {
		if l.role != body || l.text == "" {
			continue
		}
		last = i
		if !seen {
			seen = true
			if d := dateline.FindStringSubmatchIndex(l.plain); d != nil {
				if m.Source == "" {
					m.Source = l.original(d[2], d[3])
					r.doubt(problem.DoubtfulField, l.number, "source", "the page names no source; the one of its dateline was taken")
				}
				if r.month == "" {
					r.month, r.day = l.plain[d[4]:d[5]], l.plain[d[6]:d[7]]
				}
			}
		}
		if dateAlone.MatchString(l.plain) {
			r.signed, _ = parseDate(l.plain)
		}
	}
	if last < 0 {
		return
	}
	l := r.lines[last]
	if a := attribution.FindStringSubmatchIndex(l.plain); a != nil {
		name := strings.TrimSpace(l.original(a[2], a[3]))
		if m.Source == "" {
			m.Source = name
		}
		if r.publisher == "" && (isAgency(simple(name)) || r.agencies.knows(name)) {
			r.publisher = name
		}
	}
}

var attribution = regexp.MustCompile(`\(\s*(?:供稿:|来源:|作者:)?([\p{Han}A-Za-z0-9 ·、]{2,24})\s*\)$`)

// settleDate decides on the date.
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
			r.doubt(problem.DoubtfulField, 0, "date", "the page names no year with its date; %s was taken", year)
		}
	}
	if r.date.IsZero() && !r.o.Date.IsZero() {
		r.date = r.o.Date
		r.doubt(problem.DoubtfulField, 0, "date", "the page gives no date; the one of the import was taken")
	}
	if !r.date.IsZero() {
		r.FrontMatter.Date = r.date.Format(time.DateOnly)
	}
}

var yearNamed = regexp.MustCompile(`((?:19|20)\d\d)年`)

// yearOfText gives the year that the text names most often, of equals the latest.
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

// settlePublisher decides on the publisher: as labelled, or whoever the page can be from.
func (r *recognition) settlePublisher() {
	m := &r.FrontMatter
	name, why := r.publisher, ""
	if name == "" {
		switch lead := r.leadAgency(); {
		case r.agencies.knows(m.Source) || isAgency(simple(m.Source)) && !medium.MatchString(simple(m.Source)):
			name = m.Source
		case lead != "":
			name, why = lead, "the page names no publisher; the first agency that it names was taken"
		case r.o.Publisher != "":
			name, why = r.o.Publisher, "the page names no publisher; the one of the import was taken"
		case m.Source != "":
			name, why = m.Source, "the page names no publisher; its source was taken"
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

// medium is a source that writes of what others do.
var medium = regexp.MustCompile(`(?:网|日报社?|晚报|时报|电视台|广播台|通讯社|在线|出版社)$`)

// leadAgency gives the agency before a colon in the title, or that of the first section, if it comes early.
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

// settleTerms finds region and topics by the names of the vocabularies, or by the shape of the publisher's name.
func (r *recognition) settleTerms() {
	m := &r.FrontMatter
	publisher := ""
	if len(m.Publishers) > 0 {
		publisher = simple(m.Publishers[0])
	}
	m.Region = cmp.Or(r.regions.within(publisher), r.regions.within(simple(m.Source)), r.regions.within(simple(m.Title)))
	if m.Region == "" && len(r.regions.names) == 0 && publisher != "" {
		if l := newLine(m.Publishers[0], 0); place.MatchString(l.plain) {
			m.Region = l.original(0, len(place.FindString(l.plain)))
		}
	}
	const often = 3 // times in the text
	plain := simple(r.Mended)
	for _, name := range r.topics.names {
		if strings.Contains(simple(m.Title), name) || strings.Count(plain, name) >= often {
			r.addTopic(name)
		}
	}
}

var place = regexp.MustCompile(`^\p{Han}{2,8}?(?:省|自治区|特别行政区|市|州|县|区)`)
