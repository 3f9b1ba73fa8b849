//go:build unix

// Command mutate measures how well the tests notice faults. It changes one place of a package at a time (a mutant), runs the
// tests, and lists the mutants that no test notices.
//
//	go run ./.ci/mutate
//	    100 mutants of the packages that matter most
//	go run ./.ci/mutate -n 20 -seed 7 -packages generator/key
//	    20 other mutants, of one package
//
// The same seed and source produce the same mutants. No file of the project changes: the compiler reads the mutant through an
// overlay (go help build, -overlay). A mutant that does not compile is replaced by the next one.
//
// The tests of the mutant's own package run first. If it survives them, those of -also run. A mutant is killed by a test that
// fails or crashes, and by tests that take three times as long as without it.
//
// A survivor is a missing test, or a change that makes no difference (an equivalent mutant). Only a reader can tell which.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongbao/generator/parallel"
)

type options struct {
	mutants  int
	seed     uint64
	packages []string // below the module: "generator/archive"
	also     []string
	alsoArgs []string // for the tests of also
	jobs     int
	short    bool
	least    float64 // percent of mutants to be killed
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func readOptions(args []string, errOut io.Writer) (o options, err error) {
	f := flag.NewFlagSet("mutate", flag.ContinueOnError)
	f.SetOutput(errOut)
	f.IntVar(&o.mutants, "n", 100, "number of mutants")
	f.Uint64Var(&o.seed, "seed", 1, "selects the mutants")
	packages := f.String("packages", "generator/archive,generator/site,generator/source,generator/publish,generator/key", "comma-separated packages to change; missing ones are skipped")
	also := f.String("also", "generator", "comma-separated packages whose tests run too if those of the changed package pass")
	alsoArgs := f.String("also-args", "", "space-separated flags for the tests of -also, such as -law.steps=50")
	f.IntVar(&o.jobs, "jobs", 2, "mutants to test at once")
	f.BoolVar(&o.short, "short", true, "run tests with -short")
	f.Float64Var(&o.least, "least", 0, "percentage of mutants that must be killed; exit with status 1 if fewer are")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q: want flags only", f.Arg(0))
	}
	if o.mutants < 1 || o.jobs < 1 {
		return o, errors.New("-n and -jobs must be at least 1")
	}
	split := func(list string) []string {
		return slices.DeleteFunc(strings.Split(list, ","), func(s string) bool { return s == "" })
	}
	o.packages, o.also, o.alsoArgs = split(*packages), split(*also), strings.Fields(*alsoArgs)
	return o, nil
}

func run(ctx context.Context, args []string, out, errOut io.Writer) (err error) {
	o, err := readOptions(args, errOut)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp(temporaryFolder(), "mutate-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	packages, err := list(ctx, o.packages)
	if err != nil {
		return err
	}
	also, err := list(ctx, o.also)
	if err != nil {
		return err
	}
	var mutants []mutant
	for _, p := range packages {
		found, err := p.mutants()
		if err != nil {
			return err
		}
		fmt.Fprintf(errOut, "%s: %d places to change\n", p.ImportPath, len(found))
		mutants = append(mutants, found...)
	}
	r := rand.New(rand.NewPCG(o.seed, 0))
	r.Shuffle(len(mutants), func(i, j int) { mutants[i], mutants[j] = mutants[j], mutants[i] })

	t := tester{ctx: ctx, options: o, work: work, also: also, limits: map[string]time.Duration{}}
	for _, p := range slices.Concat(packages, also) {
		if err := t.baseline(p); err != nil {
			return err
		}
	}
	tried, survivors, err := t.sample(mutants, errOut)
	if err != nil {
		return err
	}
	slices.SortFunc(survivors, func(a, b mutant) int { return strings.Compare(a.place(), b.place()) })
	for _, m := range survivors {
		fmt.Fprintf(out, "survived %s: %s\n", m.place(), m.what)
	}
	percent := 100 * float64(tried-len(survivors)) / float64(max(tried, 1))
	fmt.Fprintf(out, "%d of %d mutants killed (%.0f %%)\n", tried-len(survivors), tried, percent)
	if percent < o.least {
		return fmt.Errorf("want at least %g %%", o.least)
	}
	return nil
}

// temporaryFolder returns the folder for temporary files. It is in memory if possible, because the tests write many.
func temporaryFolder() string {
	if info, err := os.Stat("/dev/shm"); os.Getenv("TMPDIR") == "" && err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

// A goPackage is a package as go list describes it.
type goPackage struct {
	ImportPath, Dir string
	GoFiles         []string
}

// list returns the packages that exist.
func list(ctx context.Context, names []string) (packages []goPackage, err error) {
	if len(names) == 0 {
		return nil, nil
	}
	args := []string{"list", "-find", "-e", "-json=ImportPath,Dir,GoFiles"}
	for _, name := range names {
		args = append(args, "gongbao/"+name)
	}
	out, err := exec.CommandContext(ctx, "go", args...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p goPackage
		if err := d.Decode(&p); err != nil {
			return nil, err
		}
		if len(p.GoFiles) > 0 {
			packages = append(packages, p)
		}
	}
	if len(packages) == 0 {
		return nil, fmt.Errorf("no package among %s", strings.Join(names, ", "))
	}
	return packages, nil
}

// sample tests mutants in order until the requested number have compiled.
func (t *tester) sample(mutants []mutant, log io.Writer) (tried int, survivors []mutant, err error) {
	var mu sync.Mutex
	next := 0
	parallel.Each(t.jobs, t.jobs, func(w int) {
		for {
			mu.Lock()
			// The count goes down again if the mutant does not compile.
			if err != nil || tried >= t.mutants || next >= len(mutants) {
				mu.Unlock()
				return
			}
			tried++
			m := mutants[next]
			next++
			mu.Unlock()

			verdict, failed := t.test(m, filepath.Join(t.work, fmt.Sprint(w)))

			mu.Lock()
			switch {
			case failed != nil:
				err = errors.Join(err, failed)
			case verdict == invalid:
				tried--
			default:
				fmt.Fprintf(log, "%s %s: %s\n", verdict, m.place(), m.what)
				if verdict == survived {
					survivors = append(survivors, m)
				}
			}
			mu.Unlock()
		}
	})
	return tried, survivors, err
}
