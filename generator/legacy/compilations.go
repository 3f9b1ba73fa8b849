package legacy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Copying sites put many reports on one page, and rarely mark where one ends and the next begins. Signs of it are the site's own text
// between them, a line with a lone stop, "篇一", and numbering that starts again. Import proposes to split such a page, and splits it
// only if the editor asks for it.

// Part is a report that a compilation seems to contain.
type Part struct {
	Title    string
	From, To int    // lines of Page.Text, both inclusive
	Why      string // why it seems to begin there
	Markdown string
}

// Repeat is a passage that occurs on a page more than once.
type Repeat struct {
	First, Again int    // lines on which it begins
	Lines        int    // length in paragraphs
	Beginning    string // first words
}

const (
	fewestParts    = 3
	shortestRepeat = 40 // Han characters of a paragraph
	fewestRepeated = 4  // paragraphs from which a passage is probably a whole report
)

// split finds the parts and the repeated passages of a page.
func (r *recognition) split() {
	r.findRepeats()
	starts := r.findStarts()
	if len(starts) < fewestParts {
		return
	}
	for n, s := range starts {
		end := len(r.lines)
		if n+1 < len(starts) {
			end = starts[n+1].index
		}
		lines := slices.Clone(r.lines[s.index:end])
		text := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.text == "" || l.role != body && l.role != heading })
		if len(text) == 0 {
			continue
		}
		first := text[0]
		name := first.text
		if first.length() > longestTitle || first.endsInStop() {
			name = cutTitle(name)
		}
		r.Split = append(r.Split, Part{Title: name, From: first.number, To: text[len(text)-1].number, Why: s.why, Markdown: writeProse(lines)})
	}
	if len(r.Split) < fewestParts {
		r.Split = nil
		return
	}
	r.doubt(problem.Compilation, 0, "", "the page seems to be a compilation of %d reports; it can be imported split", len(r.Split))
}

type start struct {
	index int
	why   string
}

var numberedPart = regexp.MustCompile(`^(?:篇|第|范文)[一二三四五六七八九十\d]{1,3}(?:篇|章|份)?(?:[:、\s]|$)`)

// findStarts returns the lines on which reports seem to begin.
func (r *recognition) findStarts() []start {
	lone := map[int]bool{}
	for _, repair := range r.Repairs {
		if repair.Rule == LeftoverRule && repair.Before == "。" && repair.Column == 1 {
			lone[repair.Line] = true
		}
	}
	whys := map[int]string{} // by index in lines
	why := "the page begins"
	last, lastNumbered := 0, -1 // of 一、
	for i, l := range r.lines {
		switch {
		case lone[l.number] && l.text == "":
			why = "a lone stop precedes it"
			continue
		case isFiller(l.plain):
			why = "text of the copying site precedes it"
			continue
		case l.text == "" || l.role != body && l.role != heading:
			continue
		case numberedPart.MatchString(l.plain):
			why = "it is numbered as a part"
		case why == "" && r.repeated[l.number]:
			why = "the same text begins or ends elsewhere on the page"
		}
		if why != "" {
			whys[i], why, last = why, "", 0
		}
		if m := hanItem.FindString(l.plain); m != "" {
			n, _ := strconv.Atoi(hanNumber(strings.TrimSuffix(m, "、")))
			if n == 1 && last > 1 {
				if at := r.openingAfter(lastNumbered, i); at > 0 && whys[at] == "" {
					whys[at] = "the numbering starts again below it"
				}
			}
			last, lastNumbered = n, i
		}
	}
	var starts []start
	for _, i := range slices.Sorted(maps.Keys(whys)) {
		starts = append(starts, start{i, whys[i]})
	}
	return starts
}

var opening = regexp.MustCompile(`^(?:自|为|根据|按照|近[期日年]|目前|今年|当前|在|面对|对于|我|全|(?:\d{4}年)?\d{1,2}月|\d{4}年|收到|现将|新型|“)`)

// openingAfter returns the first line between two numbered ones that begins like the opening of a report, or 0.
func (r *recognition) openingAfter(from, to int) int {
	for i := max(from, 0) + 1; i < to; i++ {
		if l := r.lines[i]; l.role == body && isParagraph(l) && opening.MatchString(l.plain) {
			return i
		}
	}
	return 0
}

// findRepeats finds passages that occur again: runs of equal paragraphs, at least one of them long.
func (r *recognition) findRepeats() {
	first := map[string]int{} // index of the first occurrence of a paragraph
	var text []line
	for _, l := range r.lines {
		if l.text != "" && l.role != furniture && l.role != label {
			text = append(text, l)
		}
	}
	r.repeated = map[int]bool{}
	mark := func(i int) {
		if i < len(text) {
			r.repeated[text[i].number] = true
		}
	}
	for i := 0; i < len(text); i++ {
		at, again := first[text[i].plain]
		if !again {
			first[text[i].plain] = i
			continue
		}
		if hanCount(text[i].plain) < shortestRepeat {
			continue
		}
		from, to := i, i+1
		for at > 0 && text[at-1].plain == text[from-1].plain && at < from-1 {
			at, from = at-1, from-1
		}
		for to < len(text) && text[at+to-from].plain == text[to].plain && at+to-from < from {
			to++
		}
		n := to - from
		r.Repeats = append(r.Repeats, Repeat{text[at].number, text[from].number, n, cutTitle(text[from].text)})
		if n >= fewestRepeated {
			for _, edge := range [...]int{at, at + n, from, to} {
				mark(edge)
			}
		}
		i = to - 1
	}
}

func hanCount(s string) (n int) {
	for _, c := range s {
		if han.IsHan(c) {
			n++
		}
	}
	return n
}

// Divide returns the parts of a compilation as separate pages. Each has the front matter of the whole page, but its own title.
func (p *Page) Divide() []*Page {
	var pages []*Page
	for n, part := range p.Split {
		q := *p
		q.FrontMatter.Title = part.Title
		q.Markdown = part.Markdown
		q.Split, q.Repeats = nil, nil
		q.Name = fmt.Sprintf("%s-%02d", p.Name, n+1)
		pages = append(pages, &q)
	}
	return pages
}
