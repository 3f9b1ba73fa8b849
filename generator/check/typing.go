package check

import (
	"bytes"
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/slips"
)

// afterFrontMatter returns a source from the line that closes its front matter on, roughly: it is only looked at to decide whether the
// source must be parsed. A source in an unusual format is returned whole.
func afterFrontMatter(source []byte) []byte {
	for _, line := range []string{"\n---", "\n+++", "\n;;;"} {
		if i := bytes.Index(source, []byte(line)); i > 0 && bytes.HasPrefix(bytes.TrimPrefix(source, []byte("\uFEFF")), []byte(line[1:])) {
			if end := bytes.IndexByte(source[i+1:], '\n'); end >= 0 {
				return source[i+1+end:]
			}
			return nil
		}
	}
	return source
}

// typing warns of what looks like markdown and is not read as such.
func (p *passage) typing(f *slips.Finder) {
	if !slips.MayHold(afterFrontMatter(p.source)) {
		return
	}
	p.parse()
	text := slips.Text{Body: []byte(p.body), File: p.file(p.record.Source), Line: p.line, Files: filesOf(&p.record.Bulletin.Page)}
	for _, s := range f.Find(text) {
		p.bare = p.bare || s.Code == problem.UnreadEmphasis
		p.add(Finding{Problem: s.Problem, Fixable: len(s.Edits) > 0})
	}
}

// filesOf returns the files beside a source.
func filesOf(page *bulletin.Page) map[string]markdown.File {
	files := map[string]markdown.File{}
	for _, a := range page.Attachments {
		files[a.Name] = markdown.File{Size: a.Size, Width: a.Width, Height: a.Height}
	}
	return files
}

// pages checks the typing of the plain pages, and looks for personal data in them.
func (c *checker) pages() error {
	f := slips.New(c.Markdown)
	for _, page := range c.Plain {
		source, text, err := c.plainText(page)
		if err != nil {
			return err
		}
		for _, s := range f.Find(text) {
			c.add(Finding{Problem: s.Problem, Fixable: len(s.Edits) > 0})
		}
		c.personalData(page.Source, source)
		if err := c.attachedData(page.Source, page.Attachments); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) plainText(page *bulletin.Page) ([]byte, slips.Text, error) {
	source, err := load(filepath.Join(c.Content, filepath.FromSlash(page.Source)), 0, nil)
	if err != nil {
		return nil, slips.Text{}, err
	}
	_, body, line, _ := bulletin.ParsePage(page.Source, "", source, bulletin.Options{})
	return source, slips.Text{Body: body, File: c.file(page.Source), Line: line, Files: filesOf(page)}, nil
}

// A Correction is a source with its certain slips corrected.
type Correction struct {
	File string // as problems name it
	*slips.Correction
}

// Corrections returns the corrections of all sources, by file. Nothing is written.
func Corrections(ctx context.Context, o Options) (all []Correction, err error) {
	c := &checker{Options: o}
	f := slips.New(o.Markdown)
	correct := func(source []byte, text slips.Text) {
		if made := f.Correct(bytes.Clone(source), text); made != nil {
			all = append(all, Correction{path.Join(filepath.ToSlash(o.Content), text.File), made})
		}
	}
	var source []byte
	for _, r := range o.Archive.Records {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if r.Status == archive.Erased {
			continue // its text is not published
		}
		if source, err = load(filepath.Join(o.Content, filepath.FromSlash(r.Source)), 0, source); err != nil {
			return nil, err
		}
		if slips.MayHold(afterFrontMatter(source)) {
			_, body, line, _ := bulletin.Parse(r.Source, "", source, bulletin.Options{})
			correct(source, slips.Text{Body: body, File: r.Source, Line: line, Files: filesOf(&r.Bulletin.Page)})
		}
	}
	for _, page := range o.Plain {
		source, text, err := c.plainText(page)
		if err != nil {
			return nil, err
		}
		text.File = page.Source
		correct(source, text)
	}
	slices.SortFunc(all, func(a, b Correction) int { return strings.Compare(a.File, b.File) })
	return all, nil
}
