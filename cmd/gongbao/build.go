package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator"
	"gongbao/generator/key"
	"gongbao/generator/problem"
	"gongbao/generator/site"
)

// buildFlags are the flags shared by the commands that read the content.
type buildFlags struct {
	content, output, theme, baseURL, cache string
	now                                    string
	drafts, clean, strict, json, all       bool
	links                                  bool
	published                              []string
	jobs                                   int
}

func (f *buildFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.content, "content", "content", "content folder")
	c.Flags().StringVar(&f.theme, "theme", "", "theme folder, or the name of one in the content's themes/ (default: from site.yaml)")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "absolute URL of the site (default: from site.yaml)")
	c.Flags().StringVar(&f.cache, "cache", "", "folder for parsed sources (default: in the user's cache folder)")
	c.Flags().StringVar(&f.now, "now", "", "time to build for, which decides what is scheduled or expired: 2020-02-21 or 2020-02-21T09:00:00+08:00 (default: now)")
	c.Flags().BoolVar(&f.links, "allow-links", false, "follow symbolic links of settings and themes out of the content, to any file of this machine")
	c.Flags().IntVar(&f.jobs, "jobs", 0, "parallel workers (default: number of CPUs)")
}

func (f *buildFlags) registerPublished(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.published, "published", nil, "address of the published site, or a copy of its data/addresses.txt: what it promises must not vanish (may be repeated)")
}

// options converts the flags to the generator's options. An error means that the command was misused.
func (f *buildFlags) options() (generator.Options, error) {
	o := generator.Options{Content: f.content, Output: f.output, Theme: f.theme, BaseURL: f.baseURL, Drafts: f.drafts,
		Cache: f.cache, Jobs: f.jobs, Clean: f.clean, Links: f.links, Strict: f.strict, Published: f.published, Now: site.Moment{Time: time.Now()}}
	if f.now != "" {
		var err error
		if o.Now, err = parseNow(f.now); err != nil {
			return o, err
		}
	}
	if f.jobs < 0 {
		return o, fmt.Errorf("invalid --jobs %d: want a number of workers, or 0 for the number of CPUs", f.jobs)
	}
	if o.Cache == "" {
		o.Cache = defaultCache(f.content)
	}
	return o, nil
}

// parseNow parses --now: a time, or a day, which begins at midnight in the site's time zone.
func parseNow(now string) (site.Moment, error) {
	if t, err := time.Parse(time.RFC3339, now); err == nil {
		return site.Moment{Time: t}, nil
	}
	t, err := time.Parse(time.DateOnly, now)
	if err != nil {
		return site.Moment{}, fmt.Errorf("invalid --now %q: want a date or an RFC 3339 time", now)
	}
	return site.Moment{Time: t, IsDay: true}, nil
}

// defaultCache returns a folder for this content in the user's cache folder, or "" if the user has none.
func defaultCache(content string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	abs, err := filepath.Abs(content)
	if err != nil {
		return ""
	}
	name := key.Of(abs)
	return filepath.Join(dir, "gongbao", hex.EncodeToString(name[:8]))
}

func buildCommand() *cobra.Command {
	var f buildFlags
	var timed bool
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site from the content folder",
		Long: `Build reads the content, reports every problem in it, and writes the static archive to the output folder.

Bulletins lie below bulletins/, pages such as "about" below pages/. Files below static/ are copied to the root of the site as they are.

Only changed files are written. The others keep their modification time, so that copying the site to a server transfers
only the difference. If there is an error, nothing is written and the last good site stays in place.

An address that was published is a promise. If the sources no longer produce one, build prints the line that explains it: an alias,
or an entry of gone.yaml. It says so again until the line is there. With --strict or --published, nothing is written before.`,
		Example: "  gongbao build\n  gongbao build --content archive --output /srv/www --base-url https://bulletin.example.org/",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			return runBuild(c, o, buildOutput{f.json, timed, f.all})
		},
	}
	f.register(c)
	c.Flags().StringVar(&f.output, "output", "public", "output folder")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "include drafts and scheduled bulletins")
	c.Flags().BoolVar(&f.clean, "clean", false, "render every file again; only files that differ are written")
	f.registerPublished(c)
	c.Flags().BoolVar(&f.strict, "strict", false, "write nothing if there is a warning")
	c.Flags().BoolVar(&f.json, "json", false, "print the report as a JSON object")
	c.Flags().BoolVar(&f.all, "all", false, "print every problem, also those with the same cause")
	c.Flags().BoolVar(&timed, "timings", false, "print the time, items and peak memory of each stage")
	return c
}

// buildOutput says what a build prints.
type buildOutput struct{ json, timings, all bool }

// runBuild builds the site and prints what happened.
func runBuild(c *cobra.Command, o generator.Options, show buildOutput) error {
	started := time.Now()
	bar := newProgress(c.ErrOrStderr(), show.json)
	var took timings
	var pause collectorPause
	o.Found = found
	o.Begin = func(stage generator.Stage, work int) {
		took.begin(stage, work)
		pause.begin(stage, work)
	}
	o.Progress = func(stage generator.Stage, done, total int) {
		pause.progress(stage, total)
		bar.show(stage, done, total)
	}
	report, err := generator.Build(c.Context(), o)
	took.end()
	bar.clear()
	if !show.timings {
		took.stages = nil
	}
	if show.json && report != nil {
		if err := writeJSON(c, report, took.stages, err); err != nil {
			return failure{err}
		}
		return reported(err)
	}
	took.print(c.ErrOrStderr())
	if report != nil {
		findings{all: show.all}.print(c.ErrOrStderr(), report.Problems)
	}
	switch {
	case errors.Is(err, generator.ErrProblems):
		n := problem.Errors(report.Problems)
		if o.Strict {
			n = len(report.Problems)
		}
		return failure{fmt.Errorf("%s; nothing was written", plural(n, "problem", "problems"))}
	case err != nil:
		return failure{err}
	}
	fmt.Fprintf(c.OutOrStdout(), "%s: %s; %s%d written, %d deleted, %d kept in %.2f s\n", problem.Visible(o.Output),
		plural(report.Bulletins, "bulletin", "bulletins"), leftOut(report.Schedule), len(report.New)+len(report.Changed), len(report.Deleted), report.Kept, time.Since(started).Seconds())
	return nil
}

// leftOut says what a build leaves out, and when the site will next differ although no source does.
func leftOut(s site.Schedule) (words string) {
	if s.Scheduled > 0 {
		words = fmt.Sprintf("%d scheduled, next %s; ", s.Scheduled, moment(s.Publishes))
	}
	if !s.Next.Equal(s.Publishes) {
		words += fmt.Sprintf("next expiry %s; ", moment(s.Next))
	}
	if s.Drafts > 0 {
		words += plural(s.Drafts, "draft", "drafts") + " left out; "
	}
	return words
}

// moment formats a time for people, with seconds only if it has any: 2026-12-24T09:00+08:00.
func moment(t time.Time) string {
	if t.Second() != 0 {
		return t.Format(time.RFC3339)
	}
	return t.Format("2006-01-02T15:04Z07:00")
}

// reported returns the failure of a command whose report contains its error, or nil if there is no error.
func reported(err error) error {
	if err == nil {
		return nil
	}
	return failure{}
}

// writeJSON prints the report of a build, with its timings and the error that ended it.
func writeJSON(c *cobra.Command, report *generator.Report, took []timing, err error) error {
	all := struct {
		*generator.Report
		Timings []timing `json:"timings,omitempty"`
		Error   string   `json:"error,omitempty"`
	}{Report: report, Timings: took}
	if err != nil {
		all.Error = err.Error()
	}
	return printJSON(c.OutOrStdout(), all)
}

// plural returns a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
