// Package legacy turns old pages into bulletins: plain text or HTML in any common encoding, often damaged by the programs that
// handled them.
//
// What a caller can rely on:
//
//   - Import accepts any bytes. It returns a page, or a problem that explains why there is none.
//   - No change is silent: Page lists every repair, every line that was left out and every guess, with its line in the original, so
//     that an editor can accept or refuse it. The original is part of the page.
//   - A repair is only made if it is much more likely than the text as it is. Undamaged text comes out unchanged.
//   - The same bytes and options produce the same page. The ID of a repair stays valid while the original does not change.
//
// An import runs through these steps:
//
//	bytes --Decode--> text --RepairText--> repaired text --recognise--> front matter, headings, page furniture --> Markdown
//
// HTML is read as the lines that a browser shows, so both kinds of pages share all steps but the last (htmlpage.go).
package legacy

import (
	"cmp"
	"path"
	"strings"
	"time"

	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// Options are what the caller knows about the pages. The zero value is ready to use.
type Options struct {
	Agencies, Topics, Regions []Term // to convert names to ids
	Choice                           // which repairs to make

	Publisher string    // of a page that does not name one
	Source    string    // of a page that does not name one
	Date      time.Time // of a page without a date; its year, for a page with only day and month
	URL       string    // where the page was published, to resolve its links
	Charset   string    // the encoding as declared outside the page, for example by a server
}

// Page is an old page as a bulletin.
type Page struct {
	File        string // as the caller named it
	Name        string // file name for the bulletin, without extension: date and title
	FrontMatter Meta
	Markdown    string // the body

	Encoding string // of the original
	Text     string // decoded, before any repair; all places refer to it
	Repaired string // Text with the repairs made
	Repairs  []Repair
	Removed  []Removed
	Doubts   []Doubt
	Split    []Part   // if the page is a compilation: the reports it seems to contain
	Repeats  []Repeat // passages that occur more than once
	Original []byte
}

// Removed is a line that was left out of the bulletin.
type Removed struct {
	Line int // of Text
	Text string
	Why  string
}

// maxSlug is the maximum length, in bytes, of the title in the name of a bulletin.
const maxSlug = 60

// Largest is the size in bytes of the largest page that is read. A page of that size that consists of damage takes some seconds and some
// hundred megabytes.
const Largest = 4 << 20

// Import turns a page into a bulletin. name is its file name, which distinguishes HTML from text if the bytes do not. The problems
// name what a bulletin needs and neither the page nor the options provide: a text, or a required field of the front matter. The page
// is nil only if there are too many bytes or they are not text.
func Import(name string, data []byte, o Options) (*Page, []problem.Problem) {
	if len(data) > Largest {
		return nil, []problem.Problem{problem.New(problem.ImportTooLarge, name, problem.Pos{}, "the page is larger than %d MiB; expected a text that people read", Largest>>20).
			WithHint("split it into single documents; if it is data, publish it as an attachment of a bulletin")}
	}
	p := &Page{File: name, Original: data}
	text, encoding, err := Decode(data, o.Charset)
	if err != nil {
		return nil, []problem.Problem{problem.New(problem.ImportNotText, name, problem.Pos{}, "%s", err).WithHint("if it is a document or an image, publish it as an attachment of a bulletin")}
	}
	p.Encoding = encoding
	r := &recognition{Page: p, o: o, agencies: newVocabulary(o.Agencies), topics: newVocabulary(o.Topics), regions: newVocabulary(o.Regions)}
	if !isHTML(name, text) {
		r.importText(text)
	} else if !r.importHTML(text) {
		return nil, []problem.Problem{problem.New(problem.ImportTooDeep, name, problem.Pos{}, "the page has elements that are nested too deep, and %d tags; expected a text that people read", strings.Count(text, "<")).
			WithHint("open it in a browser, and save what it shows as plain text")}
	}
	m := &p.FrontMatter
	p.Name = strings.Trim(m.Date+"-"+han.ShortSlug(m.Title, maxSlug), "-")
	p.Name = cmp.Or(p.Name, han.Slug(strings.TrimSuffix(path.Base(name), path.Ext(name))), "page")
	return p, p.missing()
}

// importText reads a page of plain text.
func (r *recognition) importText(text string) {
	r.Text = text
	var numbers []int
	r.Repaired, r.Repairs, numbers = repairLines(text, r.o.Choice)
	for i, s := range strings.Split(r.Repaired, "\n") {
		r.lines = append(r.lines, newLine(s, numbers[i]))
	}
	r.recognise()
	r.Markdown = writeProse(r.lines)
	r.split()
}

// missing reports what a bulletin needs and the page lacks.
func (p *Page) missing() (all []problem.Problem) {
	lacks := func(what, hint string) {
		all = append(all, problem.New(problem.ImportIncomplete, p.File, problem.Pos{}, "the page has no %s that could be recognised; a bulletin needs one", what).WithHint("%s", hint))
	}
	m := p.FrontMatter
	if strings.TrimSpace(p.Markdown) == "" {
		lacks("text", "look at the original: it may be a list of links, or an image")
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

// Source returns the source of the bulletin: front matter in YAML and the body in Markdown.
func (p *Page) Source() []byte {
	return []byte(p.FrontMatter.yaml() + "\n" + p.Markdown)
}
