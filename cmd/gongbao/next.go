package main

import (
	"fmt"
	"path"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator"
	"gongbao/generator/problem"
	"gongbao/generator/site"
)

func nextCommand() *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use:   "next",
		Short: "Print when the site will next change without an edit",
		Long: `Next lists what will happen although no source changes: bulletins that are published when publish_at, or else their date, has come,
and bulletins that expire. Each line has the time, what happens, and the source; the first line is the next change.

The site differs only once it is built again, so build it at that time. The built site has the time too, in data/next-change.json.
Nothing is written.`,
		Example: "  gongbao next\n  gongbao next --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			return runNext(c, o, f.json)
		},
	}
	f.register(c)
	c.Flags().BoolVar(&f.drafts, "drafts", false, "include drafts")
	c.Flags().BoolVar(&f.json, "json", false, "print the list as a JSON object")
	return c
}

// upcoming is what will happen to one bulletin, as --json prints it.
type upcoming struct {
	At     time.Time `json:"at"`
	What   string    `json:"what"` // published or expires
	Source string    `json:"source"`
	Title  string    `json:"title"`
}

// runNext reads the sources and prints what will happen to them.
func runNext(c *cobra.Command, o generator.Options, asJSON bool) error {
	s, err := generator.Load(c.Context(), o)
	if err != nil {
		return failure{err}
	}
	defer s.Sources.Close()
	list := []upcoming{}
	for _, e := range s.Events() {
		what := "published"
		if e.Expires {
			what = "expires"
		}
		list = append(list, upcoming{e.At, what, path.Join(o.Content, e.Source), e.Title.Value})
	}
	errors := problem.Errors(s.Problems)
	if asJSON {
		err = printJSON(c.OutOrStdout(), struct {
			site.Schedule
			Events []upcoming `json:"events"`
			Errors int        `json:"errors"`
		}{s.Schedule, list, errors})
	} else {
		err = printNext(c, list)
	}
	if err != nil {
		return failure{err}
	}
	if errors > 0 {
		return failure{fmt.Errorf("the content has %s, so nothing will be published; gongbao check lists them", plural(errors, "error", "errors"))}
	}
	return nil
}

// printNext prints the list for people.
func printNext(c *cobra.Command, list []upcoming) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(c.OutOrStdout(), "nothing is scheduled; the site changes only when a source does")
		return err
	}
	for _, e := range list {
		if _, err := fmt.Fprintf(c.OutOrStdout(), "%s  %-9s  %s\n", moment(e.At), e.What, problem.Visible(e.Source)); err != nil {
			return err
		}
	}
	return nil
}
