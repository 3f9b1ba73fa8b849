package legacy

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Doubt is a decision of an import that an editor should review.
type Doubt struct {
	Code    problem.Code
	Line    int    // of Page.Text; 0: the page as a whole
	Field   string // of the front matter, if the doubt is about one
	Message string
}

// recognition collects what a page states about itself, line by line.
type recognition struct {
	*Page
	o                         Options
	agencies, topics, regions vocabulary
	lines                     []line
	author                    string
	date                      time.Time
	month, day                string    // of a date without a year
	signed                    time.Time // date below the text
	publisher                 string
	repeated                  map[int]bool // numbers of the lines on which a repeated passage, or the text after it, begins
}

func (r *recognition) doubt(code problem.Code, line int, field, format string, args ...any) {
	r.Doubts = append(r.Doubts, Doubt{code, line, field, fmt.Sprintf(format, args...)})
}

// recognise finds what a page states about itself and sets the roles of its lines.
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
	switch han.ScriptOf(r.Repaired) {
	case han.Traditional:
		m.Language = "zh-Hant"
	case han.Simplified:
		m.Language = "zh-Hans"
	}
}

// doubtRepairs reports the places where the text is still damaged, in whole or in part.
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

// readFurniture reads labels and marks the lines that belong to the site, including those after "相关文章" near the end.
func (r *recognition) readFurniture() {
	const (
		tail          = 15  // lines
		longestFiller = 120 // characters: a longer line has content too
	)
	for i := range r.lines {
		l := &r.lines[i]
		if l.text == "" {
			continue
		}
		if all, ok := readLabels(*l); ok {
			l.role = label
			why := "part of the site, not of the text"
			for _, s := range all {
				r.take(l.number, s)
				if s.about != aboutNothing {
					why = "now in the front matter"
				}
			}
			r.remove(*l, why)
			continue
		}
		switch {
		case isFurniture(l.plain):
			l.role = furniture
			r.remove(*l, "part of the site, not of the text")
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
				r.remove(*l, "outside the main text of the page")
			}
		case isFiller(l.plain) && l.length() <= longestFiller:
			l.role = furniture
			r.remove(*l, "added by the site that copied the text")
		case isFiller(l.plain):
			r.doubt(problem.CopiedFiller, l.number, "", "this seems to be added by the site that copied the text")
		}
	}
}

func (r *recognition) remove(l line, why string) {
	r.Removed = append(r.Removed, Removed{l.number, l.text, why})
}

// take stores the value of a label. The first label of a kind wins.
func (r *recognition) take(line int, s labelled) {
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
			r.doubt(problem.UnreadableLabel, line, "source_url", "%s: %s is not a web address", s.label, s.value)
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
