// Package corpus writes synthetic archives of any size, for benchmarks and for tests that need many bulletins. The same
// options give the same bytes on every machine.
package corpus

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongbao/generator/han"
)

// Options describe an archive.
type Options struct {
	Bulletins int
	Least     int      // bytes of the smallest text; 0: 1000
	Most      int      // bytes of the largest text; 0: 6000
	Languages []string // of the site; none: zh-Hans
	Tricky    bool     // every third bulletin has something that looks like a mistake and is none
}

const (
	agencies  = 200
	topics    = 40
	provinces = 34
	cities    = 10 // in each province
	firstYear = 2005
	years     = 20
)

// Write writes a content folder: site.yaml, the vocabularies, and the bulletins in a folder for each month.
func Write(dir string, o Options) error {
	o = o.filled()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, data := range map[string][]byte{
		"site.yaml":     site(o.Languages),
		"agencies.yaml": agencyTerms(),
		"topics.yaml":   topicTerms(),
		"regions.yaml":  regionTerms(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	created := map[string]bool{}
	for i := range o.Bulletins {
		b := Bulletin(i, o)
		folder := filepath.Join(dir, filepath.FromSlash(b.Folder))
		if !created[folder] {
			created[folder] = true
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(folder, b.Name), b.Source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// filled returns the options with defaults filled in.
func (o Options) filled() Options {
	if o.Least == 0 {
		o.Least = 1000
	}
	if o.Most == 0 {
		o.Most = 6000
	}
	if len(o.Languages) == 0 {
		o.Languages = []string{"zh-Hans"}
	}
	return o
}

// A Source is one synthetic bulletin.
type Source struct {
	Folder string // below the content folder: "bulletins/2005/01"
	Name   string // "b0000001.md"
	Source []byte
}

// Bulletin returns the i-th bulletin. It depends only on i, Least and Most.
func Bulletin(i int, o Options) Source {
	r := rand.New(rand.NewPCG(20200221, uint64(i)))
	first := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	day := first.AddDate(0, 0, (i*7919)%(years*365)) // evenly spread for any number of bulletins
	agency := r.IntN(agencies)
	region := ""
	if r.IntN(3) > 0 {
		region = fmt.Sprintf("r%02d-%d", r.IntN(provinces), r.IntN(cities))
	}
	size := o.Least + r.IntN(max(1, o.Most-o.Least))
	language := []string{"zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "en"}[r.IntN(10)]

	w := writer{r: r, language: language}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %s\npublisher: a%03d\ndate: %s\n", w.title(), agency, day.Format(time.DateOnly))
	if region != "" {
		fmt.Fprintf(&b, "region: %s\n", region)
	}
	fmt.Fprintf(&b, "topics: [t%02d, t%02d]\n", r.IntN(topics/2), topics/2+r.IntN(topics/2))
	if language != "zh-Hans" {
		fmt.Fprintf(&b, "language: %s\n", language)
	}
	if r.IntN(4) == 0 {
		series, number := "审通", i+1
		if o.Tricky { // a series without gaps
			series, number = fmt.Sprintf("审通%d组", i), 1
		}
		fmt.Fprintf(&b, "number: %s〔%d〕%d号\n", series, day.Year(), number)
	}
	like := o.lookalike(i)
	fmt.Fprintf(&b, "%ssummary: %s\n---\n\n", like.front, w.sentence())
	for start := b.Len(); b.Len()-start < size; {
		w.block(&b)
	}
	b.WriteString(like.body)
	return Source{Folder: "bulletins/" + day.Format("2006/01"), Name: fmt.Sprintf("b%07d.md", i), Source: b.Bytes()}
}

// writer generates text that looks like a bulletin: words of official Chinese or English, in sentences and blocks.
type writer struct {
	r        *rand.Rand
	language string
	headings int
}

// toScript converts simplified text to the script of the bulletin.
func (w *writer) toScript(s string) string {
	if w.language == "zh-Hant" {
		return han.ToTraditional(s)
	}
	return s
}

func (w *writer) word() string {
	if w.language == "en" {
		return english[w.r.IntN(len(english))]
	}
	return chinese[w.r.IntN(len(chinese))]
}

func (w *writer) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 && w.language == "en" {
			b.WriteByte(' ')
		}
		b.WriteString(w.word())
	}
	return w.toScript(b.String())
}

func (w *writer) title() string { return w.words(5 + w.r.IntN(5)) }

func (w *writer) sentence() string {
	comma, stop := "，", "。"
	if w.language == "en" {
		comma, stop = ", ", "."
	}
	s := w.words(4 + w.r.IntN(6))
	for range w.r.IntN(3) {
		s += comma + w.words(3+w.r.IntN(6))
	}
	return s + stop
}

func (w *writer) paragraph(b *bytes.Buffer) {
	for i := range 2 + w.r.IntN(4) {
		if i > 0 && w.language == "en" {
			b.WriteByte(' ')
		}
		b.WriteString(w.sentence())
	}
	if w.r.IntN(4) == 0 {
		fmt.Fprintf(b, " **%s** %d%%", w.words(2), w.r.IntN(100))
	}
	if w.r.IntN(8) == 0 {
		fmt.Fprintf(b, " [%s](https://example.org/%d)", w.words(2), w.r.IntN(1000))
	}
	b.WriteString("\n\n")
}

func (w *writer) block(b *bytes.Buffer) {
	switch n := w.r.IntN(12); {
	case n == 0:
		w.headings++
		fmt.Fprintf(b, "## %s\n\n", w.words(3))
	case n == 1:
		for range 3 + w.r.IntN(4) {
			fmt.Fprintf(b, "- %s\n", w.sentence())
		}
		b.WriteByte('\n')
	case n == 2:
		fmt.Fprintf(b, "| %s | %s | %s |\n| --- | --- | ---: |\n", w.words(1), w.words(1), w.words(1))
		for range 2 + w.r.IntN(4) {
			fmt.Fprintf(b, "| %s | %s | %d |\n", w.words(2), w.words(3), w.r.IntN(10000))
		}
		b.WriteByte('\n')
	default:
		w.paragraph(b)
	}
}
