package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator"
	"gongbao/generator/bulletin"
	"gongbao/generator/check"
	"gongbao/generator/problem"
	"gongbao/generator/site"
)

type checkFlags struct {
	buildFlags
	external, sarif, fix, yes bool
}

func checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for problems in the sources and in the built archive",
		Long: `Check reads the sources and reports every problem that a build would report, and more that an editor should look at. If the
output folder exists, it then checks the built archive. With --content, name the output folder too, with --output.

The exit status is 1 if there are errors, and with --strict also if there are warnings.

Nothing is written, except with --fix. It corrects slips in typing whose meaning is certain: a space after #, - or 1.,
full-width marks of links, the second line of a table, blank lines between lines that run together. It first shows what it would
change, then asks; without a terminal it writes only with --yes. No word, no other line and no line end changes.

Besides the problems that a build reports, check looks for:

` + ruleList(slices.Concat(problem.CheckRules, problem.SlipRules)),
		Example: "  gongbao check\n  gongbao check --strict\n  gongbao check --fix\n  gongbao check --external\n  gongbao check --sarif > gongbao.sarif",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return f.run(c) },
	}
	f.register(c)
	c.Flags().StringVar(&f.output, "output", "public", "folder of the built archive, checked if it exists (with --content: only if named)")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "include drafts and scheduled bulletins")
	c.Flags().BoolVar(&f.all, "all", false, "print every problem, also those with the same cause")
	f.registerPublished(c)
	c.Flags().BoolVar(&f.external, "external", false, "check links to other sites too")
	c.Flags().BoolVar(&f.strict, "strict", false, "exit with status 1 for warnings too")
	c.Flags().BoolVar(&f.fix, "fix", false, "correct slips in typing, after showing the changes")
	c.Flags().BoolVar(&f.yes, "yes", false, "with --fix: write without asking")
	c.Flags().BoolVar(&f.json, "json", false, "print the report as a JSON object")
	c.Flags().BoolVar(&f.sarif, "sarif", false, "print the report as SARIF 2.1.0, for tools that review code")
	c.MarkFlagsMutuallyExclusive("json", "sarif", "fix")
	return c
}

func (f *checkFlags) run(c *cobra.Command) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	if o.Output, err = f.builtArchive(c); err != nil {
		return err
	}
	if f.yes && !f.fix {
		return errors.New("--yes belongs to --fix, which writes the corrections; expected both or neither")
	}
	if f.fix {
		if err := f.fixSlips(c, o); err != nil {
			return failure{err}
		}
	}
	started := time.Now()
	report, err := runCheck(c, o, f.external)
	if err != nil {
		return failure{err}
	}
	switch {
	case f.sarif:
		err = printJSON(c.OutOrStdout(), report.SARIF())
	case f.json:
		err = printJSON(c.OutOrStdout(), report)
	default:
		findings{all: f.all, reasons: true}.print(c.ErrOrStderr(), problemsOf(report))
		_, err = fmt.Fprintf(c.OutOrStdout(), "%s in %.2f s\n", summary(report, o), time.Since(started).Seconds())
	}
	if err != nil {
		return failure{err}
	}
	if report.Errors() > 0 || f.strict && len(report.Findings) > 0 {
		return failure{} // printed already
	}
	return nil
}

// builtArchive returns the folder of the built archive, or "" if there is none to check. It is an error if the flags need one.
func (f *checkFlags) builtArchive(c *cobra.Command) (string, error) {
	named := c.Flags().Changed("output")
	// The default folder may contain the archive of another content folder.
	unrelated := c.Flags().Changed("content") && !named
	if info, err := os.Stat(f.output); err == nil && info.IsDir() && !unrelated {
		return f.output, nil
	}
	switch {
	case named:
		return "", fmt.Errorf("--output %s: no such folder; expected one that gongbao built", f.output)
	case f.external && unrelated:
		return "", errors.New("--external checks the links of the built archive; name its folder with --output as well as --content")
	case f.external:
		return "", fmt.Errorf("--external checks the links of the built archive, and there is none at %s; build it first", f.output)
	}
	return "", nil
}

// ruleList formats rules for a help text, one to a line.
func ruleList(rules []problem.Rule) string {
	var b strings.Builder
	for _, r := range rules {
		level := "error"
		if r.Warning {
			level = "warning"
		}
		fmt.Fprintf(&b, "  %-18s %-8s %s\n", r.Code, level, r.Title)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// runCheck loads and checks the sources, and checks the built archive if o names one.
func runCheck(c *cobra.Command, o generator.Options, external bool) (*check.Report, error) {
	bar := newProgress(c.ErrOrStderr(), false)
	defer bar.clear()
	o.Progress, o.Found = bar.show, found
	site, err := generator.Load(c.Context(), o)
	if err != nil {
		return nil, err
	}
	defer site.Sources.Close()
	vanished, err := generator.Vanished(c.Context(), site, o)
	if err != nil {
		return nil, err
	}
	options := checkOptions(site, o)
	options.Problems = append(options.Problems, vanished...)
	options.Progress = func(s check.Stage, done, total int) { bar.show(generator.Stage(s), done, total) }
	if external {
		options.Web = check.Transport()
	}
	return check.Run(c.Context(), options)
}

// checkOptions returns the options to check a site.
func checkOptions(of *site.Site, o generator.Options) check.Options {
	find, config := of.Finder(), of.Settings.Config
	var plain []*bulletin.Page
	for i := range of.Sources.Items {
		if page := of.Sources.Items[i].Page; page != nil {
			plain = append(plain, page)
		}
	}
	return check.Options{
		Content: o.Content, Archive: of.Archive, Problems: of.Problems, Text: of.Text, Plain: plain, Markdown: of.Markdown(), Allow: config.Allow,
		Output: o.Output, BaseURL: config.BaseURL,
		Copied: find.Copies,
		Jobs:   o.Jobs,
	}
}

// problemsOf returns the findings as problems, by place.
func problemsOf(r *check.Report) []problem.Problem {
	all := make([]problem.Problem, len(r.Findings))
	for i, f := range r.Findings {
		all[i] = f.Problem
		if f.Count > 1 {
			all[i].Message += fmt.Sprintf(" (in %d places)", f.Count)
		}
	}
	return all
}

// summary returns one line about what was checked and what was found.
func summary(r *check.Report, o generator.Options) string {
	s := problem.Visible(o.Content) + ": " + plural(r.Bulletins, "bulletin", "bulletins")
	if o.Output != "" {
		s += "; " + problem.Visible(o.Output) + ": " + plural(r.Pages, "page", "pages")
	}
	if r.Addresses > 0 {
		s += "; " + plural(r.Addresses, "address", "addresses") + " of other sites"
	}
	n, fixable := r.Errors(), 0
	for i := range r.Findings {
		if r.Findings[i].Fixable {
			fixable++
		}
	}
	s += "; " + plural(n, "error", "errors") + ", " + plural(len(r.Findings)-n, "warning", "warnings")
	if fixable > 0 {
		s += " (--fix corrects " + strconv.Itoa(fixable) + ")"
	}
	return s
}
