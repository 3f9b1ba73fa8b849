package legacy

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"
)

//go:embed repairreport.html
var reportPage string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{"harmless": harmless}).Parse(reportPage))

// harmless returns a text as problem.Visible, with its line ends and tabs. The page would obey marks that turn the order of letters
// round, and an editor could not see them.
func harmless(text string) string {
	var b strings.Builder
	for text != "" {
		n := strings.IndexAny(text, "\n\t")
		if n < 0 {
			n = len(text)
		}
		b.WriteString(problem.Visible(text[:n]))
		if n < len(text) {
			b.WriteByte(text[n])
			n++
		}
		text = text[n:]
	}
	return b.String()
}

// Report writes an HTML page that shows an editor what an import did: each repaired line before and after, side by side, with the ID
// of each repair; what was left out; what is doubtful. The page is a single file without scripts. The error is that of w.
func Report(w io.Writer, pages []*Page) error {
	var all []reportedPage
	for _, p := range pages {
		all = append(all, report(p))
	}
	return reportTemplate.Execute(w, all)
}

type reportedPage struct {
	*Page
	Made, Proposed int
	Source         string // the front matter
	Passages       []passage
	Plain          []passage // in which only punctuation was widened
}

// passage is one or more consecutive lines with repairs.
type passage struct {
	Line          int
	Before, After []span
	Repairs       []Repair // repairs to look at
	Routine       []Repair // repairs of which a page has hundreds, all alike
}

// span is a piece of a passage: unchanged text or a repair.
type span struct {
	Text string
	Kind string // "", "made", "proposed"
	Rule Rule
	ID   string
}

func report(p *Page) reportedPage {
	out := reportedPage{Page: p, Source: p.FrontMatter.yaml()}
	for _, r := range p.Repairs {
		if r.Made {
			out.Made++
		} else {
			out.Proposed++
		}
	}
	for i := 0; i < len(p.Repairs); {
		from := strings.LastIndexByte(p.Text[:p.Repairs[i].Offset], '\n') + 1
		to := from
		group := passage{Line: p.Repairs[i].Line}
		onlyWidth := true
		done := from
		for ; i < len(p.Repairs) && (to == from || p.Repairs[i].Offset <= to); i++ {
			r := p.Repairs[i]
			end := r.Offset + len(r.Before)
			to = max(to, lineEnd(p.Text, end))
			onlyWidth = onlyWidth && r.Rule == WidthRule
			if r.isRoutine() {
				group.Routine = append(group.Routine, r)
			} else {
				group.Repairs = append(group.Repairs, r)
			}
			if r.Offset < done || !r.Made && madeWithin(p.Repairs[i+1:], end) {
				continue // a proposal that overlaps another repair is only listed
			}
			group.add(p.Text[done:r.Offset], r)
			done = end
		}
		rest := span{Text: p.Text[done:to]}
		group.Before, group.After = append(group.Before, rest), append(group.After, rest)
		if onlyWidth {
			out.Plain = append(out.Plain, group)
		} else {
			out.Passages = append(out.Passages, group)
		}
	}
	return out
}

// isRoutine reports whether a repair needs no review: widened punctuation, or a removed reading.
func (r Repair) isRoutine() bool {
	const sure = 0.9
	alike := r.Rule == WidthRule || r.Rule == PinyinRule && utf8.RuneCountInString(r.After) == 1
	return r.Made && alike && r.Confidence >= sure
}

// madeWithin reports whether one of the next repairs begins before an offset and was made.
func madeWithin(next []Repair, end int) bool {
	for _, r := range next {
		if r.Offset >= end {
			break
		}
		if r.Made {
			return true
		}
	}
	return false
}

// add appends unchanged text and a repair to both sides of a passage.
func (g *passage) add(text string, r Repair) {
	kind, after := "proposed", r.Before
	if r.Made {
		kind, after = "made", r.After
	}
	g.Before = append(g.Before, span{Text: text}, span{visible(r.Before), kind, r.Rule, r.ID()})
	g.After = append(g.After, span{Text: text}, span{visible(after), kind, r.Rule, r.ID()})
}

// visible makes line ends visible.
func visible(s string) string { return strings.ReplaceAll(s, "\n", "⏎") }

func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// Percent returns the confidence in percent.
func (r Repair) Percent() string { return fmt.Sprintf("%.0f %%", 100*r.Confidence) }
