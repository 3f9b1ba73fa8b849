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

// Copying sites bind many reports into one page. Where one ends and the next begins is seldom said. It shows in what the
// site writes between them, in a line that holds a lone stop, in "篇一", and where the numbering starts again. Such a page
// is offered split; nothing is cut without an editor's word.

// Part is one report that a compilation seems to hold.
type Part struct {
	Title    string
	From, To int    // lines of the text as it was read, both inclusive
	Why      string // why it is thought to begin there
	Markdown string
}

// Repeat is a passage that stands on a page more than once.
type Repeat struct {
	First, Again int    // lines at which it begins
	Lines        int    // its length in paragraphs
	Beginning    string // of its text
}

const (
	fewestParts    = 3
	shortestRepeat = 40 // Han characters of a paragraph
	fewestRepeated = 4  // paragraphs of a passage that is likely a whole report
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

// findStarts gives the lines at which reports seem to begin.
func (r *recognition) findStarts() []start {
	lone := map[int]bool{}
	for _, repair := range r.Repairs {
		if repair.Rule == LeftoverRule && repair.Before == "。" && repair.Column == 1 {
			lone[repair.Line] = true
		}
	}
	whys := map[int]string{} // by index
	why := "the page begins"
	last, lastNumbered := 0, -1 // of 一、
	for i, l := range r.lines {
		switch {
		case lone[l.number] && l.text == "":
			why = "a lone stop stands before it"
			continue
		case isFiller(l.plain):
			why = "the copying site wrote between it and what stands before it"
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

// openingAfter gives the first line between two numbered ones that opens a report: a paragraph that begins as they do.
func (r *recognition) openingAfter(from, to int) int {
	for i := max(from, 0) + 1; i < to; i++ {
		if l := r.lines[i]; l.role == body && isParagraph(l) && opening.MatchString(l.plain) {
			return i
		}
	}
	return 0
}

// findRepeats names passages that stand on the page again: runs of equal paragraphs, one of them long.
func (r *recognition) findRepeats() {
	first := map[string]int{} // index of the line where a paragraph stands first
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

// Divide gives the parts of a compilation as pages of their own, for an editor who wants them so. What the front matter
// of the page says of the whole, it says of each.
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
