package main

import (
	"errors"
	"fmt"
	"io/fs"
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

func importCommand() *cobra.Command {
	var content, into, report, date string
	var split, dry bool
	var o legacy.Options
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Bring old pages into the archive, with damaged text repaired",
		Long: `Import makes bulletins of old pages: plain text or HTML, in UTF-8, GB18030 or Big5, single files or whole folders. Title,
publisher, date, source and editor are taken from the page; what belongs to the old site and not to the text is left out.

Damaged text is repaired where that is sure enough: pinyin put after characters, GBK bytes that were lost, full-width marks
folded to ASCII, pieces of markup. Each repair has a name such as shift@12:5. Those below the threshold are only proposed; --accept and
--refuse decide one by one, and --report FILE shows all of them side by side. The original is kept beside the bulletin, as
NAME.original with its ending. Nothing is overwritten.`,
		Example: `  gongbao import old/page.html --publisher jinan-audit
  gongbao import old/ --into content/bulletins/2020 --report repairs.html
  gongbao import page.txt --accept shift@12:5 --refuse width@3:9`,
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return errors.New("no page is named; expected gongbao import FILE…, or a folder of pages")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if date != "" {
				day, err := time.Parse(time.DateOnly, date)
				if err != nil {
					return fmt.Errorf("--date %q is no date; expected one such as 2020-02-21", date)
				}
				o.Date = day
			}
			if o.Threshold < 0 || o.Threshold > 1 {
				return fmt.Errorf("--threshold %v; expected a number from 0 to 1", o.Threshold)
			}
			if into == "" {
				into = filepath.Join(content, "bulletins", "imported")
			}
			_, vocabulary, _ := settings.ReadVocabulary(content)
			o.Agencies, o.Topics, o.Regions = known(vocabulary.Terms[archive.Agencies]), known(vocabulary.Terms[archive.Topics]), known(vocabulary.Terms[archive.Regions])
			files, err := filesOf(args)
			if err != nil {
				return failure{err}
			}
			i := importer{into: into, options: o, split: split, dry: dry, report: report != ""}
			for _, file := range files {
				i.file(file)
			}
			printProblems(c.ErrOrStderr(), i.problems)
			for _, line := range i.written {
				fmt.Fprintln(c.OutOrStdout(), line)
			}
			if report != "" {
				if err := writeReport(report, i.pages); err != nil {
					return failure{err}
				}
			}
			fmt.Fprintf(c.ErrOrStderr(), "%s of %s; %d repairs made, %d proposed\n", plural(len(i.written), "bulletin", "bulletins"),
				plural(len(files), "file", "files"), i.made, i.proposed)
			if problem.Errors(i.problems) > 0 {
				return failure{}
			}
			return nil
		},
	}
	c.Flags().StringVar(&content, "content", "content", "folder of the content, whose vocabularies are used")
	c.Flags().StringVar(&into, "into", "", "folder for the bulletins (default: bulletins/imported in the content)")
	c.Flags().StringVar(&report, "report", "", "write an HTML page that shows each repair before and after")
	c.Flags().StringVar(&o.Publisher, "publisher", "", "publisher of pages that name none")
	c.Flags().StringVar(&o.Source, "source", "", "source of pages that name none")
	c.Flags().StringVar(&date, "date", "", "date of pages that give none; its year, for pages that give day and month alone")
	c.Flags().StringVar(&o.Charset, "charset", "", "encoding of the files, where it is known (default: as declared, or detected)")
	c.Flags().Float64Var(&o.Threshold, "threshold", legacy.DefaultThreshold, "confidence from which a repair is made")
	c.Flags().StringSliceVar(&o.Accept, "accept", nil, "repairs to make, whatever their confidence")
	c.Flags().StringSliceVar(&o.Refuse, "refuse", nil, "repairs not to make")
	c.Flags().BoolVar(&split, "split", false, "make a bulletin of each report of a compilation")
	c.Flags().BoolVar(&dry, "dry-run", false, "write nothing but the report")
	completeTerms(c, "publisher", archive.Agencies, &content)
	return c
}

func known(terms []archive.Term) []legacy.Term {
	var all []legacy.Term
	for _, t := range terms {
		k := legacy.Term{ID: t.ID, Names: slices.Clone(t.Aliases)}
		for _, n := range t.Names {
			k.Names = append(k.Names, n.Text)
		}
		all = append(all, k)
	}
	return all
}

// filesOf lists the files that were named, and those in folders that were named.
func filesOf(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		err := filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.Type().IsRegular() && (name == arg || page(name)):
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

// page says whether a file in a folder looks like a page; pictures and styles beside it are left alone.
func page(name string) bool {
	return slices.Contains([]string{".html", ".htm", ".shtml", ".xhtml", ".txt", ".asp", ".aspx", ".jsp", ".php"}, strings.ToLower(filepath.Ext(name)))
}

// importer imports files one after the other.
type importer struct {
	into               string
	options            legacy.Options
	split, dry, report bool

	pages          []*legacy.Page
	written        []string
	problems       []problem.Problem
	made, proposed int
}

func (i *importer) file(name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		i.problems = append(i.problems, problem.Problem{File: name, Message: err.Error()})
		return
	}
	p, problems := legacy.Import(name, data, i.options)
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
		i.problems = append(i.problems, problem.Problem{File: name, Line: d.Line, Message: d.Message, Warning: true})
	}
	pages := []*legacy.Page{p}
	if len(p.Split) > 0 && i.split {
		pages = p.Divide()
	}
	if i.report {
		i.pages = append(i.pages, p)
	}
	if i.dry {
		return
	}
	for _, page := range pages {
		if err := i.write(page); err != nil {
			i.problems = append(i.problems, problem.Problem{File: name, Message: err.Error()})
		}
	}
}

// write puts a bulletin and its original into the folder, under a name that is free.
func (i *importer) write(p *legacy.Page) error {
	if err := os.MkdirAll(i.into, 0o755); err != nil {
		return err
	}
	stem := filepath.Join(i.into, p.Name)
	err := writeNew(stem+".md", p.Source())
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s.md is there already; it was left as it is", stem)
	} else if err != nil {
		return err
	}
	i.written = append(i.written, stem+".md")
	return writeNew(stem+".original"+filepath.Ext(p.File), p.Original)
}

// writeNew writes a file that must not be there yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func writeReport(name string, pages []*legacy.Page) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(legacy.Report(f, pages), f.Close())
}
