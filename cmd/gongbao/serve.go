package main

import (
	"fmt"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"

	"gongbao/generator/preview"
	"gongbao/generator/problem"
	"gongbao/generator/site"
)

func serveCommand() *cobra.Command {
	var f buildFlags
	var addr string
	var hosts []string
	var open bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site with live reload",
		Long: `Serve previews the whole site as a build would publish it. Drafts, scheduled and expired bulletins are included and marked.

Pages in the browser update as soon as a source is saved and keep their scroll position; a page reloads if its scripts changed, or
if a script changed the part to update. Errors appear on top of the last good page until they are fixed.

The server answers only this machine, under its own names, unless --addr and --host say otherwise. Each change prints one line:
the folders that changed, how many sources were read, and how long it took.`,
		Example: "  gongbao serve\n  gongbao serve --addr localhost:9000 --open",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := f.options()
			if err != nil {
				return err
			}
			if err := preview.CheckAddr(addr); err != nil {
				return err
			}
			for i, name := range hosts {
				if hosts[i], err = preview.CheckHost(name); err != nil {
					return err
				}
			}
			if f.now == "" {
				o.Now = site.Moment{} // the preview follows the clock
			}
			s, err := preview.Listen(c.Context(), preview.Options{Site: o, Addr: addr, Hosts: hosts, Log: c.ErrOrStderr(), Idle: runtime.GC})
			if err != nil {
				return failure{err}
			}
			fmt.Fprintf(c.OutOrStdout(), "%s\n", s.URL())
			if open {
				if err := openBrowser(s.URL()); err != nil {
					fmt.Fprintf(c.ErrOrStderr(), "%s\n", problem.Visible(fmt.Sprintf("cannot open a browser: %v", err)))
				}
			}
			if err := s.Run(c.Context()); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	f.register(c)
	c.Flags().StringVar(&addr, "addr", "localhost:8080", "host and port to listen on; port 0 picks a free port")
	c.Flags().StringSliceVar(&hosts, "host", nil, "a further host name to answer to, besides this machine's own: a name or an IP address, without port or path")
	c.Flags().BoolVar(&open, "open", false, "open the site in a browser")
	return c
}

// openBrowser opens an address in the user's browser.
func openBrowser(url string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	}
	return exec.Command("xdg-open", url).Start()
}
