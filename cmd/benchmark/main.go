// Command benchmark measures gongbao against Hugo and against the floor: the time it takes just to write the same files
// from memory.
//
//	go run ./cmd/benchmark
//	    10 000 and 100 000 bulletins, in memory
//	go run ./cmd/benchmark --runs 3 --disk /var/tmp
//	    the same three times, and the full build and the floor on a disk too
//	go run ./cmd/benchmark --bulletins= --million --dir /var/tmp
//	    1 000 000 small bulletins, with gongbao only
//	go run ./cmd/benchmark --bulletins 100000 --json cmd/benchmark/figures.json --chart cmd/benchmark/figures.svg
//	    the figures of the README, saved as JSON and drawn as a chart
//	go run ./cmd/benchmark --chart-from cmd/benchmark/figures.json --chart cmd/benchmark/figures.svg
//	    draw the chart again from saved figures; measures nothing
//	go run ./cmd/benchmark --compare OLD
//	    build one corpus with the binary OLD and with the current source, and list the files that differ; exit 1 if any do
//	go run ./cmd/benchmark --mistakes 1000
//	    plant 1 000 mistakes in a correct archive of 20 000 bulletins; exit 1 if one is not reported at its line
//
// Each measurement runs in a separate process, in a temporary folder that is removed at the end. The folder is on a memory
// file system if there is one, so that the disk does not decide the result. The corpus is synthetic and the same on every
// machine: bulletins with 1 to 6 kB of text, or 300 to 500 bytes with --million.
//
// Of --runs runs, the table shows the one with the median wall time. Peak memory is the largest resident set of the
// process; files on a memory file system do not count towards it.
//
// gongbao is measured with its default settings, which include the search index, and with "search: false". Hugo makes no
// index, so it is compared with the latter. The text below the table (see comparison) lists what else the two have in
// common and what they do not.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"gongbao/generator/corpus"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

// run runs the command line. If its first argument is "floor", this is the process whose time is the floor.
func run(ctx context.Context, args []string, out, errOut io.Writer) (err error) {
	if len(args) > 0 && args[0] == floorCommand {
		return writeFloor(args[1:])
	}
	o, err := readOptions(args, errOut)
	if err != nil {
		return err
	}
	if o.chartFrom != "" {
		r, err := readReport(o.chartFrom)
		if err != nil {
			return err
		}
		return r.draw(o.chart)
	}
	b := bench{options: o, ctx: ctx, log: errOut}
	if b.work, err = os.MkdirTemp(o.dir, "gongbao-benchmark-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.work)) }()
	if o.disk != "" {
		if b.diskWork, err = os.MkdirTemp(o.disk, "gongbao-benchmark-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(b.diskWork)) }()
	}
	if o.compare != "" {
		return b.compareWith(o.compare, out)
	}
	if o.mistakes > 0 {
		return b.scoreSilence(out)
	}
	if err := b.measure(); err != nil {
		return err
	}
	b.report.write(out)
	if o.json != "" {
		err = b.report.save(o.json)
	}
	if o.chart != "" {
		err = errors.Join(err, b.report.draw(o.chart))
	}
	return err
}

// bench is one run of the command.
type bench struct {
	options
	ctx            context.Context
	log            io.Writer
	work, diskWork string
	gongbao        string // the program
	peer           string // Hugo, or empty
	report         report
}

// measure measures every case that the options select.
func (b *bench) measure() error {
	b.report.machine = machine(b.options)
	if err := b.buildGongbao(); err != nil {
		return err
	}
	if b.hugo && len(b.sizes) > 0 && slices.Contains(b.search, false) {
		if err := b.prepareHugo(); err != nil {
			return err
		}
	}
	for _, n := range b.sizes {
		if err := b.measureSize(n); err != nil {
			return err
		}
	}
	if b.million {
		return b.measureSmall(1_000_000)
	}
	return nil
}

// buildGongbao builds the program from the current source.
func (b *bench) buildGongbao() error {
	b.gongbao = filepath.Join(b.work, program("gongbao"))
	return b.command("", "go", "build", "-o", b.gongbao, "gongbao/cmd/gongbao")
}

// measureSize measures all cases of one size of the corpus. It removes files once it no longer needs them, because they take
// memory.
func (b *bench) measureSize(n int) error {
	content := filepath.Join(b.work, "content")
	if err := b.corpus(content, corpus.Options{Bulletins: n}); err != nil {
		return err
	}
	for _, search := range b.search {
		if err := b.setSearch(content, search); err != nil {
			return err
		}
		if err := b.measureSearch(n, content, search); err != nil {
			return err
		}
	}
	return os.RemoveAll(content)
}

// measureSearch measures all cases of a corpus whose site.yaml has search on or off.
func (b *bench) measureSearch(n int, content string, search bool) error {
	folder := func(name string) string { return filepath.Join(b.work, name) }
	list := folder("floor.list")
	g := &gongbaoSite{bench: b, bulletins: n, search: search, content: content, output: folder("site"), cache: folder("cache")}
	builds := []build{
		func(run int) (row, error) {
			r, err := g.full("full build")
			if err == nil && run == 0 {
				err = r.listFiles(g.output, list)
			}
			return r, errors.Join(err, g.remove())
		},
		func(int) (row, error) { return b.floor(n, search, "full build", list, folder("floor"), false) },
	}
	if b.peer != "" && !search {
		builds = append(builds, func(int) (row, error) { return b.buildHugo(n, folder("hugo-site")) })
	}
	if err := b.inTurn(builds...); err != nil {
		return err
	}
	if _, err := g.full(""); err != nil { // not measured: the site that the warm builds start from
		return err
	}
	if err := errors.Join(g.warm(), g.remove()); err != nil {
		return err
	}
	if b.diskWork != "" {
		return b.measureDisk(n, search, content, list)
	}
	return nil
}

// measureDisk measures the full build and the floor on the disk. It removes nothing until the end, because a file system
// that has just removed a large tree writes far more slowly.
func (b *bench) measureDisk(n int, search bool, content, list string) error {
	folder := func(name string, run int) string {
		return filepath.Join(b.diskWork, fmt.Sprint(name, "-", n, "-search-", onOff(search), "-", run))
	}
	return b.inTurn(
		func(run int) (row, error) {
			g := gongbaoSite{bench: b, bulletins: n, search: search, content: content, output: folder("site", run), cache: folder("cache", run)}
			return g.full("full build, disk")
		},
		func(run int) (row, error) {
			return b.floor(n, search, "full build, disk", list, folder("floor", run), true)
		},
	)
}

// measureSmall measures one build of many small bulletins with gongbao, without the search index.
func (b *bench) measureSmall(n int) error {
	folder := func(name string) string { return filepath.Join(b.work, name) }
	content := folder("content")
	if err := b.corpus(content, corpus.Options{Bulletins: n, Least: 300, Most: 500}); err != nil {
		return err
	}
	if err := b.setSearch(content, false); err != nil {
		return err
	}
	g := &gongbaoSite{bench: b, bulletins: n, content: content, output: folder("site"), cache: folder("cache")}
	r, err := g.full("full build, small bulletins")
	if err != nil {
		return err
	}
	b.progress(r)
	b.report.add(r)
	return nil
}

// A build measures one build.
type build func(run int) (row, error)

// inTurn runs each build --runs times and adds the median of each to the report. The builds take turns, because a machine
// may be faster in one minute than in the next.
func (b *bench) inTurn(builds ...build) error {
	rows := make([][]row, len(builds))
	for run := range b.runs {
		for i, build := range builds {
			r, err := build(run)
			if err != nil {
				return err
			}
			b.progress(r)
			rows[i] = append(rows[i], r)
		}
	}
	for _, measured := range rows {
		b.report.add(median(measured))
	}
	return nil
}

// corpus replaces the content folder with a corpus.
func (b *bench) corpus(content string, o corpus.Options) error {
	b.logf("corpus of %d bulletins", o.Bulletins)
	if err := os.RemoveAll(content); err != nil {
		return err
	}
	if err := corpus.Write(content, o); err != nil {
		return err
	}
	if b.settings == "" {
		return nil
	}
	name := filepath.Join(content, "site.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, b.settings+"\n"...), 0o644)
}

// searchOff is the line that turns search off in site.yaml. Without it, search is on.
const searchOff = "search: false\n"

// setSearch turns the search index on or off in the site.yaml of a corpus.
func (b *bench) setSearch(content string, on bool) error {
	name := filepath.Join(content, "site.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	text = bytes.TrimSuffix(text, []byte(searchOff))
	if !on {
		text = append(text, searchOff...)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	// gongbao trusts the time of a file only if it is at least two seconds old, as files of an archive are.
	time.Sleep(2500 * time.Millisecond)
	return nil
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// program returns the file name of a program.
func program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// progress logs one run.
func (b *bench) progress(r row) {
	b.logf("%d bulletins, search %s, %s, %s: %.2f s", r.Bulletins, onOff(r.Search), r.Tool, r.Case, r.wall.Seconds())
}

func (b *bench) logf(format string, args ...any) { fmt.Fprintf(b.log, format+"\n", args...) }
