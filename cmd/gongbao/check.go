package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator"
	"gongbao/generator/check"
)

func checkCommand() *cobra.Command {
	var f buildFlags
	var external, strict, sarif bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for what a reader would stumble over: in the sources, and in the built archive",
		Long: `Check reads the sources and says what an editor should look at: every problem that stops a build, and warnings: no summary,
a topic used once, nearly the same text twice, gaps in official numbers, headings that skip a level, images without words,
unusual characters, mixed scripts, placeholders left in a published text.

Where the output folder exists, check then reads the built archive (of another content than the usual, only where --output
names it): links and anchors that lead nowhere, files that are missing or
changed, addresses that were published and that the sources do not give any more, faults of the HTML.

Nothing is written. The exit status is 1 when there are errors; with --strict also when there are warnings.`,
		Example: "  gongbao check\n  gongbao check --strict\n  gongbao check --external\n  gongbao check --sarif > gongbao.sarif",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			elsewhere := c.Flags().Changed("content") && !c.Flags().Changed("output") // public may be what another content became
			if info, err := os.Stat(f.output); err != nil || !info.IsDir() || elsewhere {
				switch {
				case c.Flags().Changed("output"):
					return fmt.Errorf("--output %s: no such folder; expected one that gongbao built", f.output)
				case external && elsewhere:
					return errors.New("--external asks for what the built archive links to; name its folder with --output, beside --content")
				case external:
					return fmt.Errorf("--external asks for what the built archive links to, and there is none at %s; build it first", f.output)
				}
				o.Output = ""
			}
			started := time.Now()
			report, err := runCheck(c, o, external)
			if err != nil {
				return failure{err}
			}
			switch {
			case sarif:
				err = report.SARIF(c.OutOrStdout())
			case f.json:
				err = findingsJSON(c.OutOrStdout(), report)
			default:
				printFindings(c.ErrOrStderr(), report)
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s in %.2f s\n", summary(report, o), time.Since(started).Seconds())
			}
			if err != nil {
				return failure{err}
			}
			if report.Errors() > 0 || strict && len(report.Findings) > 0 {
				return failure{} // told already
			}
			return nil
		},
	}
	f.register(c)
	c.Flags().StringVar(&f.output, "output", "public", "folder of the built archive; it is checked if it is there, and with --content if it is named")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "with drafts and scheduled bulletins")
	c.Flags().BoolVar(&external, "external", false, "ask other sites whether the addresses that bulletins link to still exist")
	c.Flags().BoolVar(&strict, "strict", false, "exit with 1 for warnings too")
	c.Flags().BoolVar(&f.json, "json", false, "report as one JSON object")
	c.Flags().BoolVar(&sarif, "sarif", false, "report as SARIF 2.1.0, for tools that review code")
	c.MarkFlagsMutuallyExclusive("json", "sarif")
	return c
}

// runCheck loads the sources and checks them, and the built archive where there is one.
func runCheck(c *cobra.Command, o generator.Options, external bool) (*check.Report, error) {
	bar := newProgress(c.ErrOrStderr(), false)
	defer bar.clear()
	o.Progress = bar.show
	site, err := generator.Load(c.Context(), o)
	if err != nil {
		return nil, err
	}
	defer site.Sources.Close()
	find := site.Finder()
	what := check.Options{
		Content: o.Content, Archive: site.Archive, Problems: site.Problems, Text: site.Text,
		Output: o.Output, BaseURL: site.Settings.Config.BaseURL, Languages: site.Settings.Config.Languages,
		Planned: func(path string) bool { f, ok := find.Find(path); return ok && f.Path == path },
		Jobs:    o.Jobs, Progress: func(s check.Stage, done, total int) { bar.show(generator.Stage(s), done, total) },
	}
	if external {
		what.Web = check.Transport()
	}
	return check.Run(c.Context(), what)
}

// shown is how many findings of a kind people are told; the reports for machines have all.
const shown = 50

// printFindings writes the findings by place, and once for each kind why it matters.
func printFindings(w io.Writer, r *check.Report) {
	why := map[string]string{}
	for _, rule := range check.Rules {
		why[rule.ID] = rule.Why
	}
	count := map[string]int{}
	for _, f := range r.Findings {
		if count[f.Rule]++; count[f.Rule] > shown {
			continue
		}
		mark := paint(w, red, "error: ")
		if f.Warning {
			mark = paint(w, yellow, "warning: ")
		} else if !isTerminal(w) {
			mark = ""
		}
		also := ""
		if f.Count > 1 {
			also = fmt.Sprintf(" (in %d places)", f.Count)
		}
		fmt.Fprintf(w, "%s: %s%s%s\n", paint(w, bold, f.Place()), mark, f.Message, also)
		if f.Hint != "" {
			fmt.Fprintf(w, "    %s\n", paint(w, dim, f.Hint))
		}
		if count[f.Rule] == 1 {
			fmt.Fprintf(w, "    %s\n", paint(w, dim, f.Rule+": "+why[f.Rule]))
		}
	}
	for _, rule := range check.Rules {
		if n := count[rule.ID] - shown; n > 0 {
			fmt.Fprintf(w, "%s: %d more, which --json lists\n", rule.ID, n)
		}
	}
}

// summary says in a line what was checked, and what was found.
func summary(r *check.Report, o generator.Options) string {
	s := o.Content + ": " + plural(r.Bulletins, "bulletin", "bulletins")
	if o.Output != "" {
		s += "; " + o.Output + ": " + plural(r.Pages, "page", "pages")
	}
	if r.Addresses > 0 {
		s += "; " + plural(r.Addresses, "address", "addresses") + " of other sites"
	}
	n := r.Errors()
	return s + "; " + plural(n, "error", "errors") + ", " + plural(len(r.Findings)-n, "warning", "warnings")
}

func findingsJSON(w io.Writer, r *check.Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
