// Package legacy brings old pages into an archive: plain text or HTML in any common encoding, often damaged by the
// programs that they went through, comes out as a bulletin with front matter, and with a list of all that was repaired,
// left out or guessed, so that an editor can accept or refuse it. Nothing is changed in silence, and the original is kept.
//
//	bytes --Decode--> text --Mend--> repaired text --recognise--> front matter, headings, furniture --> Markdown
package legacy

import (
	"cmp"
	"path"
	"strings"
	"time"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Options say what an import knows beforehand. All of it may be empty.
type Options struct {
	Agencies, Topics, Regions []Term // so that names on the page become ids
	Choice                           // of repairs

	Publisher string    // for a page that names none
	Source    string    // for a page that names none
	Date      time.Time // for a page that gives none; its year, for a page that gives day and month
	URL       string    // where the page was, to resolve its links
	Charset   string    // the encoding that whoever sent the page declared for it
}

// Page is one old page as a bulletin.
type Page struct {
	File        string // as the caller named it
	Name        string // a file name for the bulletin, without extension: date and title
	FrontMatter Meta
	Markdown    string // the body

	Encoding string // of the original
	Text     string // as it was read, before any repair; places are places in it
	Mended   string // the same with the repairs made
	Repairs  []Repair
	Removed  []Removed
	Doubts   []Doubt
	Split    []Part   // if the page is a compilation: the reports that it seems to hold
	Repeats  []Repeat // passages that stand in it more than once
	Original []byte
}

// Removed is a line that was left out of the bulletin.
type Removed struct {
	Line int // of Text
	Text string
	Why  string
}

// Import makes a bulletin of a page. name is its file name, which tells HTML from text where the bytes do not. The
// problems are what keeps the bulletin from being complete: no text, or a field that front matter needs and neither the
// page nor the options give. The page is nil only if the bytes are no text. Any bytes may come in.
func Import(name string, data []byte, o Options) (*Page, []problem.Problem) {
	const largest = 32 << 20
	if len(data) > largest {
		return nil, []problem.Problem{problem.New(problem.ImportTooLarge, name, problem.Pos{}, "the page is larger than 32 MiB; expected a text that people read")}
	}
	p := &Page{File: name, Original: data}
	text, encoding, err := Decode(data, o.Charset)
	if err != nil {
		return nil, []problem.Problem{problem.New(problem.ImportNotText, name, problem.Pos{}, "%s", err).WithHint("if it is a document or a picture, publish it as an attachment of a bulletin")}
	}
	p.Encoding = encoding
	r := &recognition{Page: p, o: o, agencies: newVocabulary(o.Agencies), topics: newVocabulary(o.Topics), regions: newVocabulary(o.Regions)}
	if isHTML(name, text) {
		r.importHTML(text)
	} else {
		r.importText(text)
	}
	m := &p.FrontMatter
	p.Name = strings.Trim(m.Date+"-"+shortSlug(m.Title), "-")
	p.Name = cmp.Or(p.Name, han.Slug(strings.TrimSuffix(path.Base(name), path.Ext(name))), "page")
	return p, p.missing()
}

// importText reads a page of plain text.
func (r *recognition) importText(text string) {
	r.Text = text
	var numbers []int
	r.Mended, r.Repairs, numbers = mend(text, r.o.Choice)
	for i, s := range strings.Split(r.Mended, "\n") {
		r.lines = append(r.lines, newLine(s, numbers[i]))
	}
	r.recognise()
	r.Markdown = writeProse(r.lines)
	r.split()
}

// missing says what a bulletin needs and the page lacks.
func (p *Page) missing() (all []problem.Problem) {
	lacks := func(what, hint string) {
		all = append(all, problem.New(problem.ImportIncomplete, p.File, problem.Pos{}, "the page has no %s that could be recognised; a bulletin needs one", what).WithHint("%s", hint))
	}
	m := p.FrontMatter
	if strings.TrimSpace(p.Markdown) == "" {
		lacks("text", "look at the original: it may be a list of links, or a picture")
	}
	if m.Title == "" {
		lacks("title", "write it into the bulletin")
	}
	if len(m.Publishers) == 0 {
		lacks("publisher", "write it into the bulletin, or import again with --publisher")
	}
	if m.Date == "" {
		lacks("date", "write it into the bulletin, or import again with --date")
	}
	return all
}

// Source gives the bulletin's file: front matter in YAML, and the body in Markdown.
func (p *Page) Source() []byte {
	return []byte(p.FrontMatter.yaml() + "\n" + p.Markdown)
}

// shortSlug spells a title for a file name, cut between syllables.
func shortSlug(title string) string {
	const longest = 60
	s := han.Slug(title)
	if len(s) > longest {
		s = s[:longest]
		if cut := strings.LastIndexByte(s, '-'); cut > 0 {
			s = s[:cut]
		}
	}
	return s
}
