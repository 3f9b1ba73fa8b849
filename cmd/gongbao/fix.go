package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gongbao/generator"
	"gongbao/generator/check"
)

// fixSlips shows what --fix would change in the sources, and writes it if --yes or an answer on a terminal allows it. Anything else,
// such as a job without a terminal, is a rehearsal.
func (f *checkFlags) fixSlips(c *cobra.Command, o generator.Options) error {
	site, err := generator.Load(c.Context(), o)
	if err != nil {
		return err
	}
	all, err := check.Corrections(c.Context(), checkOptions(site, o))
	site.Sources.Close()
	if err != nil {
		return err
	}
	say, n := c.ErrOrStderr(), 0
	for _, made := range all {
		n += made.Slips
		fmt.Fprint(c.OutOrStdout(), made.Diff(made.File))
	}
	what := plural(n, "slip", "slips") + " in " + plural(len(all), "file", "files")
	switch {
	case n == 0:
		fmt.Fprintln(say, "nothing to fix: no slip has a certain correction")
		return nil
	case !f.yes && !f.allowed(c, what):
		fmt.Fprintf(say, "nothing was written; --fix --yes corrects %s as shown\n", what)
		return nil
	}
	var failed []error
	for _, made := range all {
		if err := made.Write(o.Content, filepath.FromSlash(made.File)); err != nil {
			failed = append(failed, err)
		}
	}
	fmt.Fprintf(say, "%s written\n", plural(len(all)-len(failed), "file", "files"))
	return errors.Join(failed...)
}

// allowed asks on a terminal whether to write.
func (f *checkFlags) allowed(c *cobra.Command, what string) bool {
	if in, ok := c.InOrStdin().(*os.File); !ok || !term.IsTerminal(int(in.Fd())) || !isTerminal(c.ErrOrStderr()) {
		return false
	}
	answer := newDialog(c.Context(), c.InOrStdin(), c.ErrOrStderr(), "").line("Correct " + what + "? [y/N] ")
	return strings.EqualFold(answer, "y") || strings.EqualFold(answer, "yes")
}
