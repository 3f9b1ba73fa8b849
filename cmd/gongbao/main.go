// Command gongbao turns a folder of markdown bulletins into a static archive of record.
//
// Exit status: 0 done; 1 the content or the archive has problems; 2 the command was misused.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongbao/generator/problem"
)

func main() {
	collectSeldom()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// collectSeldom trades memory that most machines have for time: a build is over before much garbage matters. From 900 MiB
// on the collector works as hard as ever, and from more where more than that lives. GOGC and GOMEMLIMIT, where set, have
// their say.
func collectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(900 << 20)
		runtime.SetFinalizer(new(cycle), raiseLimit)
	}
}

// cycle is garbage from the start, so that its finalizer runs after each collection.
type cycle struct{ _ [16]byte }

// raiseLimit keeps the limit well above what lives. Below it, as in an archive of a million bulletins, the collector would run
// without end and free nothing.
func raiseLimit(c *cycle) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if want := int64(live[0].Value.Uint64()) * 3 / 2; want > debug.SetMemoryLimit(-1) {
		debug.SetMemoryLimit(want)
	}
	runtime.SetFinalizer(c, raiseLimit)
}

// run is the whole command, for main and for tests.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := &cobra.Command{
		Use:           "gongbao",
		Short:         "Turn a folder of markdown bulletins into a static archive of record",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(meantFlag)
	root.AddCommand(buildCommand(), checkCommand(), importCommand(), newCommand(), serveCommand(), versionCommand())
	root.SetHelpCommand(helpCommand())
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	var failed failure
	switch {
	case err == nil:
		return 0
	case errors.As(err, &failed):
		if failed.err != nil {
			fmt.Fprintln(errOut, "gongbao: "+failed.err.Error())
		}
		return 1
	default:
		fmt.Fprintln(errOut, "gongbao: "+err.Error())
		return 2
	}
}

// meantFlag adds to the complaint about an unknown flag the one that was meant, where that can be guessed.
func meantFlag(c *cobra.Command, err error) error {
	written, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := problem.Nearest(written, known); unknown && near != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return err
}

// failure is an error of the content, the archive or the disk: the command itself was used well. A nil err has been told
// already.
type failure struct{ err error }

func (f failure) Error() string {
	if f.err == nil {
		return "failed"
	}
	return f.err.Error()
}

func (f failure) Unwrap() error { return f.err }
