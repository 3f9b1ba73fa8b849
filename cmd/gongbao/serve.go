package main

import (
	"fmt"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"gongbao/generator/preview"
)

func serveCommand() *cobra.Command {
	var f buildFlags
	var addr string
	var hosts []string
	var open bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site with live reload",
		Long: `Serve shows the whole site as a build would publish it, with drafts, scheduled and expired bulletins marked. A page in the
browser changes as soon as its source is saved, and keeps its place; it is loaded anew where scripts of the page changed, or have
changed what is to be replaced. A mistake is told over the last good page, and vanishes when mended.

Only this machine is answered, under its own names, unless --addr and --host say otherwise. Each change prints one line: the folders
in which something changed, how much was read, and how long it took.`,
		Example: "  gongbao serve\n  gongbao serve --addr localhost:9000 --open",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			if f.now == "" {
				o.Now = time.Time{} // the preview has its own clock, which goes on
			}
			s, err := preview.Listen(c.Context(), preview.Options{Site: o, Addr: addr, Hosts: hosts, Log: c.ErrOrStderr()})
			if err != nil {
				return failure{err}
			}
			fmt.Fprintf(c.OutOrStdout(), "%s\n", s.URL())
			if open {
				if err := openBrowser(s.URL()); err != nil {
					fmt.Fprintf(c.ErrOrStderr(), "cannot open a browser: %v\n", err)
				}
			}
			if err := s.Run(c.Context()); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	f.register(c)
	c.Flags().StringVar(&addr, "addr", "localhost:8080", "host and port to listen on; port 0 takes a free one")
	c.Flags().StringSliceVar(&hosts, "host", nil, "names, beside this machine's own, under which the preview may be asked for")
	c.Flags().BoolVar(&open, "open", false, "open the browser")
	return c
}

// openBrowser asks the system for the user's browser.
func openBrowser(url string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	}
	return exec.Command("xdg-open", url).Start()
}
