package check

import (
	"context"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// texts looks at each bulletin's text by itself, and then at what the texts have in common.
func (c *checker) texts(ctx context.Context) error {
	records := c.Archive.Records
	signatures := make([]signature, len(records))
	err := c.batches(ctx, Texts, len(records), func() func(int) error {
		var s shingler
		var source []byte
		return func(i int) error {
			text, err := c.Text(records[i])
			if err != nil {
				return err
			}
			source, err = load(filepath.Join(c.Content, filepath.FromSlash(records[i].Source)), 0, source)
			if err != nil {
				return err
			}
			c.text(records[i], text, source)
			signatures[i] = s.sign(text)
			return nil
		}
	})
	if err != nil {
		return err
	}
	return c.duplicates(signatures)
}

// passage is one bulletin's text while it is checked.
type passage struct {
	*checker
	record *archive.Record
	text   string

	source []byte // the whole file

	parsed  bool
	written *bulletin.Bulletin // what the front matter gives by itself; nil if it cannot be read
	body    string             // the markdown
	line    int                // of the file, on which body begins
}

func (c *checker) text(r *archive.Record, text string, source []byte) {
	p := &passage{checker: c, record: r, text: text, source: source}
	p.summary()
	p.marks()
	p.stars()
	p.scripts()
}

// parse takes the source apart, which is needed only to say where a finding stands.
func (p *passage) parse() {
	if p.parsed {
		return
	}
	p.parsed = true
	written, body, line, _ := bulletin.Parse(p.record.Source, "", p.source, bulletin.Options{})
	p.written, p.body, p.line = written, string(body), line
}

// summary warns where the front matter has no summary. The record always has one, if need be the beginning of the text, so that
// only a summary which the text holds makes it necessary to look.
func (p *passage) summary() {
	derived := strings.TrimSuffix(p.record.Summary, "…")
	if derived != "" && !strings.Contains(strings.ReplaceAll(p.text, "\n", " "), derived) {
		return
	}
	if p.parse(); p.written == nil || p.written.Summary == "" {
		p.warn(ruleSummary, p.record.Source, problem.Pos{}, "the front matter has no summary", "add summary: with what the bulletin says, in a sentence or two")
	}
}

// place finds where in its source a piece of the text stands. The source has marks that the text has not, so that the piece is
// looked for with less and less of what surrounds it. What cannot be found has no place.
func (p *passage) place(from, to int) problem.Pos {
	p.parse()
	start := strings.LastIndexByte(p.text[:from], '\n') + 1
	end := len(p.text)
	if n := strings.IndexByte(p.text[to:], '\n'); n >= 0 {
		end = to + n
	}
	piece := p.text[from:to]
	for _, around := range [][2]int{{12, 12}, {6, 6}, {3, 3}, {6, 0}, {0, 6}, {2, 0}, {0, 2}, {0, 0}} {
		before, after := last(p.text[start:from], around[0]), first(p.text[to:end], around[1])
		if before+after == "" && piece[0] == '*' { // which stands for emphasis nearly everywhere
			continue
		}
		if i := strings.Index(p.body, before+piece+after); i >= 0 {
			return placeIn(p.body, i+len(before), p.line)
		}
	}
	return problem.Pos{}
}

// placeIn gives the line and the column of a byte of a text that begins on a line of its file.
func placeIn(text string, at, line int) problem.Pos {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	return problem.Pos{Line: int32(line + strings.Count(text[:at], "\n")), Column: int32(utf8.RuneCountInString(text[start:at]) + 1)}
}

// first and last give the first and the last n characters of a text, or all of it.
func first(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end]
}

func last(s string, n int) string {
	start := len(s)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}
