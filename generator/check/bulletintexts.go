package check

import (
	"context"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
	"gongbao/generator/slips"
)

// texts checks the text of each bulletin, and then compares the texts.
func (c *checker) texts(ctx context.Context) error {
	records := c.Archive.Records
	signatures := make([]signature, len(records))
	err := c.batches(ctx, Texts, len(records), func() func(int) error {
		var s shingler
		typing := slips.New(c.Markdown)
		var source []byte
		return func(i int) error {
			if records[i].Status == archive.Erased {
				return nil // it has no text
			}
			text, err := c.Text(records[i])
			if err != nil {
				return err
			}
			source, err = load(filepath.Join(c.Content, filepath.FromSlash(records[i].Source)), 0, source)
			if err != nil {
				return err
			}
			c.text(records[i], text, source, typing)
			signatures[i] = s.sign(text)
			return c.attachedData(records[i].Source, records[i].Attachments)
		}
	})
	if err != nil {
		return err
	}
	return c.nearDuplicates(signatures)
}

// passage is the text of one bulletin while it is checked.
type passage struct {
	*checker
	record *archive.Record
	text   string

	source []byte // the whole file

	bare bool // marks of emphasis stay in the text, and are reported

	parsed  bool
	written *bulletin.Bulletin // only what the front matter contains, without derived values; nil if it cannot be parsed
	body    string             // the markdown
	line    int                // of the file, where body begins
}

func (c *checker) text(r *archive.Record, text string, source []byte, typing *slips.Finder) {
	p := &passage{checker: c, record: r, text: text, source: source}
	p.typing(typing)
	c.personalData(r.Source, source)
	p.summary()
	p.leftovers()
	p.maskedNames()
	p.mixedScripts()
}

func (p *passage) warn(code problem.Code, pos problem.Pos, message, hint string) {
	p.inSource(code, p.record.Source, pos, message, hint)
}

// parse parses the source, which is only needed to locate a finding.
func (p *passage) parse() {
	if p.parsed {
		return
	}
	p.parsed = true
	written, body, line, _ := bulletin.Parse(p.record.Source, "", p.source, bulletin.Options{})
	p.written, p.body, p.line = written, string(body), line
}

// summary warns if the front matter has no summary. The record always has one, if necessary taken from the beginning of the text, so
// the source needs parsing only if the text contains the summary.
func (p *passage) summary() {
	if p.record.Withheld() {
		return // lists show the reason
	}
	derived := strings.TrimSuffix(p.record.Summary, "…")
	if derived != "" && !strings.Contains(strings.ReplaceAll(p.text, "\n", " "), derived) {
		return
	}
	if p.parse(); p.written == nil || p.written.Summary == "" {
		p.warn(problem.MissingSummary, problem.Pos{}, "the front matter has no summary", "add `summary:` and sum up the bulletin in a sentence or two")
	}
}

// place finds a piece of the text in its source. The source contains markup that the text does not, so the search uses less and
// less of the surrounding text. It returns the zero Pos if the piece is not found.
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
		if before+after == "" && piece[0] == '*' { // an asterisk is nearly always emphasis
			continue
		}
		if i := strings.Index(p.body, before+piece+after); i >= 0 {
			return placeIn(p.body, i+len(before), p.line)
		}
	}
	return problem.Pos{}
}

// placeIn returns the place of the byte at an offset of a text. line is the line of the file on which the text begins.
func placeIn(text string, at, line int) problem.Pos {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	return problem.Pos{Line: int32(line + strings.Count(text[:at], "\n")), Column: int32(utf8.RuneCountInString(text[start:at]) + 1)}
}

// first returns the first n characters of a text, or all of it.
func first(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end]
}

// last returns the last n characters of a text, or all of it.
func last(s string, n int) string {
	start := len(s)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}
