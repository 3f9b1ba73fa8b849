package preview

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"path/filepath"
	"strings"
	"unicode"

	"gongbao/generator/bulletin"
	"gongbao/generator/confined"
	"gongbao/generator/problem"
)

//go:embed problems.html
var problemsHTML string

var problemPage = template.Must(template.New("problems.html").Parse(problemsHTML))

// excerpt is a problem with the lines of source around it. What it shows is problem.Visible: a page would obey marks that turn the
// order of letters round.
type excerpt struct {
	problem.Problem
	Where  string   `json:"place"`
	Text   string   `json:"text"`
	Hints  []string `json:"hints,omitempty"`
	Others string   `json:"others,omitempty"` // first places of the same cause
	Lines  []line   `json:"lines,omitempty"`
}

// line is a line of source. In the line of the problem, the word at its place is separate.
type line struct {
	Number int    `json:"number"`
	Here   bool   `json:"here,omitempty"`
	Before string `json:"before"`
	Found  string `json:"found,omitempty"`
	After  string `json:"after,omitempty"`
}

// excerpts returns the problems that stop a build, each cause once, with the lines around its first place: first those of one file,
// then the others. Warnings go only to the terminal, apart from remarks on the page's own text (remarks.go).
func excerpts(problems []problem.Problem, first string) []excerpt {
	var chosen, others []problem.Problem
	for _, p := range problems {
		switch {
		case p.Warning:
		case p.File == first:
			chosen = append(chosen, p)
		default:
			others = append(others, p)
		}
	}
	return withLines(append(chosen, others...))
}

// withLines returns problems with the lines around each, if there are not too many.
func withLines(problems []problem.Problem) []excerpt {
	const most, around = 20, 2
	var all []excerpt
	causes := problem.Causes(problems)
	for _, c := range causes[:min(most, len(causes))] {
		p := c.Problem
		e := excerpt{Problem: p, Where: p.Place(), Text: c.Text(), Hints: p.HintLines(), Others: c.Others("gongbao check --all shows them")}
		if p.Line > 0 {
			lines := strings.Split(strings.ToValidUTF8(string(readSource(p.File)), "\uFFFD"), "\n")
			for n := max(1, p.Line-around); n <= min(len(lines), p.Line+around); n++ {
				e.Lines = append(e.Lines, lineOf(n, []rune(strings.TrimSuffix(lines[n-1], "\r")), p))
			}
		}
		all = append(all, e)
	}
	return all
}

// readSource reads the file of a problem that has a place in it, or nothing. A pipe, a device or a link to elsewhere may have taken its
// place.
func readSource(file string) []byte {
	name := filepath.FromSlash(file)
	data, _ := confined.Folder{Name: filepath.Dir(name)}.ReadFile(filepath.Base(name), bulletin.MaxSource)
	return data
}

// lineOf returns a line near a problem. A line may be a whole text, so only the part around the problem is kept.
func lineOf(number int, text []rune, p problem.Problem) line {
	const most = 200 // characters on either side of the place
	at := 0
	if number == p.Line {
		at = min(max(p.Column-1, 0), len(text))
	}
	end := at
	for number == p.Line && p.Column > 0 && end < len(text) && end-at < most && !unicode.IsSpace(text[end]) {
		end++
	}
	from, to := max(0, at-most), min(len(text), end+most)
	l := line{Number: number, Here: number == p.Line, Before: visible(text[from:at]), Found: visible(text[at:end]), After: visible(text[end:to])}
	if from > 0 {
		l.Before = "…" + l.Before
	}
	if to < len(text) {
		l.After += "…"
	}
	return l
}

func visible(text []rune) string { return problem.VisibleCells(string(text)) }

// writeProblemPage answers a request with problems, since there is no page to show.
func writeProblemPage(w http.ResponseWriter, problems []problem.Problem) {
	var b bytes.Buffer
	if err := problemPage.Execute(&b, excerpts(problems, "")); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	w.Write(addScript(b.Bytes(), noState))
}
