// Command benchmark measures gongbao against Hugo, and against the floor: the time that it takes to write the same files
// from memory.
//
//	go run ./cmd/benchmark
//	    10 000 and 100 000 bulletins, in memory
//	go run ./cmd/benchmark --runs 3 --disk /var/tmp
//	    the same three times, and the full build and the floor on a disk too
//	go run ./cmd/benchmark --bulletins= --million --dir /var/tmp
//	    1 000 000 small bulletins through gongbao alone
//	go run ./cmd/benchmark --bulletins 100000 --json cmd/benchmark/figures.json --chart cmd/benchmark/figures.svg
//	    the figures of the README, kept as JSON and drawn
//	go run ./cmd/benchmark --chart-from cmd/benchmark/figures.json --chart cmd/benchmark/figures.svg
//	    nothing is measured: the chart is drawn anew from figures that were kept
//
// Everything is measured as a whole process, started anew, and is made in a temporary folder that is removed at the
// end: on a memory file system where there is one, so that the disk is not what is measured. The corpus is synthetic
// and the same on every machine. The bulletins are 1 to 6 kB of text; those of --million are 300 to 500 bytes.
//
// Each figure is the run of median wall time out of --runs. Peak memory is the largest resident set of the process; what
// stands on a memory file system is not in it.
//
// What is equal between gongbao and Hugo, and what is not, is printed below the table (see comparison). The search index
// is left out, since Hugo makes none; --settings 'search: true' measures the same with it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
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

type options struct {
	sizes       []int
	runs        int
	jobs        int
	dir         string // for everything
	disk        string // for what is measured on a disk, or empty
	settings    string
	hugo        bool
	hugoVersion string
	hugoBinary  string
	million     bool
	json        string // file for the report
	chart       string // file for the drawing
	chartFrom   string // file of a report; nothing is measured then
}

func readOptions(args []string, errOut io.Writer) (o options, err error) {
	f := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	f.SetOutput(errOut)
	sizes := f.String("bulletins", "10000,100000", "sizes of the corpus, with commas")
	f.IntVar(&o.runs, "runs", 1, "how often each case is run; the median is shown")
	f.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "workers of gongbao and of the floor")
	f.StringVar(&o.dir, "dir", memoryFolder(), "folder for the corpus and the sites")
	f.StringVar(&o.disk, "disk", "", "folder on a disk: measure the full build and the floor there too")
	f.StringVar(&o.settings, "settings", "search: false", "line to add to the corpus's site.yaml")
	f.BoolVar(&o.hugo, "hugo", true, "measure Hugo too")
	f.StringVar(&o.hugoVersion, "hugo-version", "", "release of Hugo; by default the newest that this Go builds")
	f.StringVar(&o.hugoBinary, "hugo-binary", "", "a Hugo that is there already, instead of building one")
	f.BoolVar(&o.million, "million", false, "1 000 000 small bulletins through gongbao alone; needs some 30 GB in --dir")
	f.StringVar(&o.json, "json", "", "file to keep the report in, as JSON")
	f.StringVar(&o.chart, "chart", "", "file to draw the largest size of the report in, as SVG")
	f.StringVar(&o.chartFrom, "chart-from", "", "a report kept with --json, to be drawn instead of measuring anything")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.chartFrom != "" && o.chart == "" {
		return o, errors.New("--chart-from needs --chart: where is the drawing to go?")
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("%q is not understood; expected flags alone", f.Arg(0))
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		if size = strings.TrimSpace(size); size == "" {
			continue
		}
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return o, fmt.Errorf("--bulletins %s: expected numbers of bulletins such as 10000,100000", size)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.runs < 1 || o.jobs < 1 {
		return o, errors.New("--runs and --jobs are at least 1")
	}
	return o, nil
}

// memoryFolder is a folder on a memory file system, or where there is none the folder for temporary files.
func memoryFolder() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

// run is the whole command. Called as "floor …", it is the process whose time is the floor.
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
	if err := b.measure(); err != nil {
		return err
	}
	b.report.write(out)
	if o.json != "" {
		err = b.report.keep(o.json)
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

func (b *bench) measure() error {
	b.report.machine = machine(b.options)
	b.gongbao = filepath.Join(b.work, program("gongbao"))
	if err := b.command("", "go", "build", "-o", b.gongbao, "gongbao/cmd/gongbao"); err != nil {
		return err
	}
	if b.hugo && len(b.sizes) > 0 {
		if err := b.prepareHugo(); err != nil {
			return err
		}
	}
	for _, n := range b.sizes {
		if err := b.size(n); err != nil {
			return err
		}
	}
	if b.million {
		return b.small(1_000_000)
	}
	return nil
}

// size measures all cases of one size of the corpus. What is no longer needed is removed, since it takes memory.
func (b *bench) size(n int) error {
	folder := func(name string) string { return filepath.Join(b.work, name) }
	content, list := folder("content"), folder("floor.list")
	if err := b.corpus(content, corpus.Options{Bulletins: n}); err != nil {
		return err
	}
	g := &gongbaoSite{bench: b, bulletins: n, content: content, output: folder("site"), cache: folder("cache")}
	builds := []build{
		func(run int) (row, error) {
			r, err := g.full("full build")
			if err == nil && run == 0 {
				err = r.listFiles(g.output, list)
			}
			return r, errors.Join(err, g.remove())
		},
		func(int) (row, error) { return b.floor(n, "full build", list, folder("floor"), false) },
	}
	if b.peer != "" {
		builds = append(builds, func(int) (row, error) { return b.buildHugo(n, folder("hugo-site")) })
	}
	if err := b.inTurn(builds...); err != nil {
		return err
	}
	if _, err := g.full(""); err != nil { // not measured: the site that the others are built over
		return err
	}
	if err := errors.Join(g.warm(), g.remove()); err != nil {
		return err
	}
	if b.diskWork != "" {
		if err := b.onDisk(n, content, list); err != nil {
			return err
		}
	}
	return os.RemoveAll(content)
}

// onDisk measures the full build and the floor on the disk. Nothing is removed until the end: a file system that has just
// removed a large tree writes far slower.
func (b *bench) onDisk(n int, content, list string) error {
	folder := func(name string, run int) string {
		return filepath.Join(b.diskWork, fmt.Sprint(name, "-", n, "-", run))
	}
	return b.inTurn(
		func(run int) (row, error) {
			g := gongbaoSite{bench: b, bulletins: n, content: content, output: folder("site", run), cache: folder("cache", run)}
			return g.full("full build, disk")
		},
		func(run int) (row, error) {
			return b.floor(n, "full build, disk", list, folder("floor", run), true)
		},
	)
}

// small builds many small bulletins with gongbao alone, once.
func (b *bench) small(n int) error {
	folder := func(name string) string { return filepath.Join(b.work, name) }
	content := folder("content")
	if err := b.corpus(content, corpus.Options{Bulletins: n, Least: 300, Most: 500}); err != nil {
		return err
	}
	g := &gongbaoSite{bench: b, bulletins: n, content: content, output: folder("site"), cache: folder("cache")}
	r, err := g.full("full build, small bulletins")
	if err != nil {
		return err
	}
	b.told(r)
	b.report.add(r)
	return nil
}

// build measures one build.
type build func(run int) (row, error)

// inTurn measures builds as often as asked for, and puts the median of each into the report. They take turns, since a machine
// may be quicker in one minute than in the next.
func (b *bench) inTurn(builds ...build) error {
	rows := make([][]row, len(builds))
	for run := range b.runs {
		for i, build := range builds {
			r, err := build(run)
			if err != nil {
				return err
			}
			b.told(r)
			rows[i] = append(rows[i], r)
		}
	}
	for _, measured := range rows {
		b.report.add(median(measured))
	}
	return nil
}

// corpus writes the corpus anew.
func (b *bench) corpus(content string, o corpus.Options) error {
	b.say("corpus of %d bulletins", o.Bulletins)
	if err := os.RemoveAll(content); err != nil {
		return err
	}
	if err := corpus.Write(content, o); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(content, "site.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, b.settings)
	// gongbao does not believe the time of a file that changed within two seconds before it is read; an archive is older.
	time.Sleep(2500 * time.Millisecond)
	return errors.Join(err, f.Close())
}

// program is the name of the file of a program.
func program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

func (b *bench) told(r row) {
	b.say("%d bulletins, %s, %s: %.2f s", r.Bulletins, r.Tool, r.Case, r.wall.Seconds())
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.log, format+"\n", args...) }
