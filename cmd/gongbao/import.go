package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator/archive"
	"gongbao/generator/legacy"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
)

// importFlags are the flags of `gongbao import`.
type importFlags struct {
	legacy.Options
	content, into, report, date string
	split, dry, all             bool
}

func importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Turn old pages into bulletins and repair damaged text",
		Long: `Import turns old pages into bulletins: plain text or HTML, in UTF-8, GB18030, Big5 or UTF-16, single files or whole folders. It takes the
title, publisher, date, source and editor from the page, and leaves out what belongs to the old site and not to the text.

Import repairs damaged text if it is confident enough: pinyin inserted after characters, lost GBK bytes, full-width punctuation
folded to ASCII, remains of markup. Each repair has a name such as shift@12:5. Repairs below the threshold are only proposed; --accept
and --refuse decide about single ones, and --report FILE shows all of them before and after. The original is kept next to the bulletin,
as NAME.original with its extension. Nothing is overwritten.`,
		Example: `  gongbao import old/page.html --publisher jinan-audit
  gongbao import old/ --into content/bulletins/2020 --report repairs.html
  gongbao import page.txt --accept shift@12:5 --refuse width@3:9`,
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return errors.New("no page given; expected gongbao import FILE…, or a folder of pages")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return f.run(c, args) },
	}
	c.Flags().StringVar(&f.content, "content", "content", "content folder, whose vocabularies are used")
	c.Flags().StringVar(&f.into, "into", "", "folder for the bulletins (default: bulletins/imported in the content)")
	c.Flags().StringVar(&f.report, "report", "", "write an HTML page that shows each repair before and after")
	c.Flags().StringVar(&f.Publisher, "publisher", "", "publisher of pages that do not name one")
	c.Flags().StringVar(&f.Source, "source", "", "source of pages that do not name one")
	c.Flags().StringVar(&f.date, "date", "", "date of pages without one; its year, for pages with only day and month")
	c.Flags().StringVar(&f.Charset, "charset", "", "encoding of the files, if known (default: as declared, or detected)")
	c.Flags().Float64Var(&f.Threshold, "threshold", legacy.DefaultThreshold, "confidence from which a repair is made, 0 to 1")
	c.Flags().StringSliceVar(&f.Accept, "accept", nil, "repairs to make, whatever their confidence")
	c.Flags().StringSliceVar(&f.Refuse, "refuse", nil, "repairs not to make")
	c.Flags().BoolVar(&f.split, "split", false, "make a bulletin of each report in a compilation")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "write nothing but the report")
	c.Flags().BoolVar(&f.all, "all", false, "print every problem, also those with the same cause")
	completeTerms(c, "publisher", archive.Agencies, &f.content)
	return c
}

func (f *importFlags) run(c *cobra.Command, args []string) error {
	if err := f.complete(); err != nil {
		return err
	}
	files, err := filesOf(args)
	if err != nil {
		return failure{err}
	}
	i := importer{importFlags: f}
	done := 0
	for ; done < len(files) && c.Context().Err() == nil; done++ {
		i.file(files[done])
	}
	findings{all: f.all}.print(c.ErrOrStderr(), i.problems)
	for _, name := range i.written {
		fmt.Fprintln(c.OutOrStdout(), problem.Visible(name))
	}
	if f.report != "" {
		if err := writeReport(f.report, i.pages); err != nil {
			return failure{err}
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s of %s; %s made, %d proposed\n", plural(len(i.written), "bulletin", "bulletins"),
		plural(done, "file", "files"), plural(i.made, "repair", "repairs"), i.proposed)
	if done < len(files) {
		return failure{fmt.Errorf("stopped after %d of %s", done, plural(len(files), "file", "files"))}
	}
	if problem.Errors(i.problems) > 0 {
		return failure{} // printed already
	}
	return nil
}

// complete checks the flags and adds defaults and the vocabularies of the content. An error means that the command was misused.
func (f *importFlags) complete() error {
	if f.date != "" {
		day, err := time.Parse(time.DateOnly, f.date)
		if err != nil {
			return fmt.Errorf("invalid --date %q: want a date such as 2020-02-21", f.date)
		}
		f.Date = day
	}
	if f.Threshold < 0 || f.Threshold > 1 {
		return fmt.Errorf("invalid --threshold %v: want a number from 0 to 1", f.Threshold)
	}
	if f.Threshold == 0 {
		f.Threshold = math.SmallestNonzeroFloat64 // 0 is the default of package legacy
	}
	if f.into == "" {
		f.into = filepath.Join(f.content, "bulletins", "imported")
	}
	_, vocabulary, _ := settings.ReadVocabulary(f.content)
	f.Agencies, f.Topics, f.Regions = legacyTerms(vocabulary.Terms[archive.Agencies]), legacyTerms(vocabulary.Terms[archive.Topics]), legacyTerms(vocabulary.Terms[archive.Regions])
	return nil
}

// legacyTerms converts the terms of a vocabulary.
func legacyTerms(terms []archive.Term) []legacy.Term {
	var all []legacy.Term
	for _, t := range terms {
		all = append(all, legacy.Term{ID: t.ID, Names: namesOf(t)[1:]}) // without the id
	}
	return all
}

// filesOf returns the named files and the pages in the named folders.
func filesOf(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		err := filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case name == arg && !d.IsDir(), d.Type().IsRegular() && isPage(name):
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w; expected a file or a folder of pages", arg, errors.Unwrap(err))
		}
	}
	return files, nil
}

// isPage reports whether the name of a file in a folder is that of a page, and not of an image or a style sheet next to it.
func isPage(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".shtml", ".xhtml", ".txt", ".asp", ".aspx", ".jsp", ".php"}, strings.ToLower(filepath.Ext(name)))
}

// importer imports files one after the other and collects what to report about them.
type importer struct {
	*importFlags

	pages          []*legacy.Page // for the report
	written        []string
	problems       []problem.Problem
	made, proposed int
}

// file imports one file.
func (i *importer) file(name string) {
	data, err := readPage(name)
	if err != nil {
		i.fail(problem.ImportUnreadable, name, err)
		return
	}
	p, problems := legacy.Import(name, data, i.Options)
	i.problems = append(i.problems, problems...)
	if p == nil {
		return
	}
	for _, r := range p.Repairs {
		if r.Made {
			i.made++
		} else {
			i.proposed++
		}
	}
	for _, d := range p.Doubts {
		i.problems = append(i.problems, problem.New(d.Code, name, problem.Pos{Line: int32(d.Line)}, "%s", d.Message))
	}
	if i.report != "" {
		i.pages = append(i.pages, p)
	}
	if i.dry {
		return
	}
	pages := []*legacy.Page{p}
	if len(p.Split) > 0 && i.split {
		pages = p.Divide()
	}
	for _, page := range pages {
		i.write(page)
	}
}

// readPage reads a page, or as much of it as shows that it is too large. A pipe or a device named on the command line may go on for ever.
func readPage(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, legacy.Largest+1))
}

// fail reports an error about a file, which the error need not name again.
func (i *importer) fail(code problem.Code, file string, err error) {
	var named *fs.PathError
	if errors.As(err, &named) && named.Path == file {
		err = named.Err
	}
	i.problems = append(i.problems, problem.New(code, file, problem.Pos{}, "%s", err))
}

// write writes a bulletin and its original, unless the bulletin exists.
func (i *importer) write(p *legacy.Page) {
	if err := os.MkdirAll(i.into, 0o755); err != nil {
		i.fail(problem.ImportUnwritable, p.File, err)
		return
	}
	stem := filepath.Join(i.into, p.Name)
	switch err := writeNew(stem+".md", p.Source()); {
	case errors.Is(err, fs.ErrExist):
		i.fail(problem.ImportExists, p.File, fmt.Errorf("%s.md already exists and was not changed", stem))
		return
	case err != nil:
		i.fail(problem.ImportUnwritable, p.File, err)
		return
	}
	i.written = append(i.written, stem+".md")
	if err := writeNew(stem+".original"+filepath.Ext(p.File), p.Original); err != nil {
		i.fail(problem.ImportUnwritable, p.File, err)
	}
}

// writeNew writes a file that must not exist yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// writeReport writes the HTML page that shows the repairs.
func writeReport(name string, pages []*legacy.Page) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(legacy.Report(f, pages), f.Close())
}
