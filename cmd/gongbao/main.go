// Command gongbao turns a folder of markdown bulletins into a static archive of record.
//
// Standard output has the result of the command and nothing else: one line that sums up a build or a check, the address of the
// preview, the paths of new files, the list of `gongbao next`, the version, a completion script, help. So it can be piped into another
// program.
//
// Standard error has everything else that a person should see: problems, one to a line as file:line:column: message with the hint
// indented below (problems of one cause once, unless --all is given), a progress bar (only on a terminal, and only if the work takes more than a second), the table of build --timings,
// the questions of `gongbao new`, the log of the preview, and last the error that ended the command, as gongbao: message.
//
// With --json or --sarif the report is a single JSON value on standard output, whether or not the command succeeds, and problems
// are in it instead of on standard error. Misuse of the command and errors that leave no report, such as an unreadable folder,
// still go to standard error.
//
// Exit status: 0 success; 1 the content or the archive has problems, or a file cannot be read or written; 2 the command was
// misused; 130 the command was interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongbao/generator/problem"
)

func main() {
	setMemory()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs the command line and returns the exit status. Tests call it too.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	root := &cobra.Command{
		Use:           "gongbao",
		Short:         "Turn a folder of markdown bulletins into a static archive of record",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(suggestFlag)
	root.AddCommand(buildCommand(), checkCommand(), importCommand(), newCommand(), nextCommand(), serveCommand(), termsCommand(), versionCommand())
	root.SetHelpCommand(helpCommand())
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	select {
	case err := <-done:
		return exitStatus(ctx, err, errOut)
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return exitStatus(ctx, err, errOut)
	case <-time.After(patience): // something does not listen: one huge page, a disk that hangs
		fmt.Fprintln(errOut, "gongbao: stopped; every file of the site is whole; run the command again to finish")
		return interrupted
	}
}

// patience is how long a command may take to end after it was interrupted. A build may be killed at any moment, so it costs nothing.
const patience = 750 * time.Millisecond

// The exit statuses. 130 is 128 + SIGINT, as shells have it.
const success, problems, misuse, interrupted = 0, 1, 2, 130

// exitStatus prints the error that ended a command and returns the status to exit with.
func exitStatus(ctx context.Context, err error, errOut io.Writer) int {
	if err == nil {
		return success
	}
	status := misuse
	var failed failure
	if errors.As(err, &failed) {
		status, err = problems, failed.err
	}
	if ctx.Err() != nil {
		status = interrupted
	}
	switch err {
	case nil: // printed already
	case context.Canceled: // before the first write; package publish has the same words for a site that it has not touched
		fmt.Fprintln(errOut, "gongbao: stopped; the site is as it was before")
	default:
		printError(errOut, err, status == misuse)
	}
	return status
}

// suggestFlag adds the flag that was probably meant to the error about an unknown flag.
func suggestFlag(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := problem.Nearest(unknown.GetSpecifiedName(), known); near != "" && unknown.GetSpecifiedShortnames() == "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return err
}

// failure is an error in the content, the archive or the disk: the command was used correctly. A nil err has been printed already.
type failure struct{ err error }

func (f failure) Error() string {
	if f.err == nil {
		return "failed"
	}
	return f.err.Error()
}

func (f failure) Unwrap() error { return f.err }
