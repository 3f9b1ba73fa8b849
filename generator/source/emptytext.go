package source

import (
	"strings"
	"unicode"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// says reports whether a text says anything besides its headings. A picture without words has its own warning.
func says(doc *markdown.Document) bool {
	headings := doc.Headings
	for line := range strings.Lines(doc.Text) {
		line = strings.TrimFunc(line, invisible)
		switch {
		case line == "":
		case len(headings) > 0 && strings.TrimFunc(headings[0].Text, invisible) == line:
			headings = headings[1:]
		default:
			return true
		}
	}
	return false
}

func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// emptyText returns the warning about a page whose text says nothing. That is all right for a draft, which is not finished, and where
// files are attached, which may be all that is published. line is the one that closes the front matter.
func emptyText(p *bulletin.Page, file string, line int) (found []problem.Problem) {
	if p.Draft || len(p.Attachments) > 0 {
		return nil
	}
	what := "there is no text below the front matter"
	if len(p.Headings) > 0 {
		what = "the text has headings and nothing else"
	}
	w := problem.New(problem.EmptyText, file, problem.Pos{Line: int32(line)}, "%s; expected a text or attachments", what)
	return []problem.Problem{w.WithHint("write the text, or add `draft: true` until it is written")}
}
