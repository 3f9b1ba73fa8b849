package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// options are the flags of the command.
type options struct {
	sizes       []int
	runs        int
	jobs        int
	dir         string // for everything
	disk        string // for measurements on a disk, or empty
	search      []bool // settings of search to measure: off, on or both
	settings    string
	compare     string // an older gongbao whose output to compare; if set, nothing is measured
	mistakes    int    // to plant, instead of measuring
	seed        uint64 // of the mistakes
	hugo        bool
	hugoVersion string
	hugoBinary  string
	million     bool
	json        string // file for the report
	chart       string // file for the chart
	chartFrom   string // file of a report to draw; if set, nothing is measured
}

func readOptions(args []string, errOut io.Writer) (o options, err error) {
	f := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	f.SetOutput(errOut)
	sizes := f.String("bulletins", "", "comma-separated corpus sizes (default 10000,100000; with --compare 1000, with --mistakes 20000)")
	search := f.String("search", "both", "measure with the search index on, off or both")
	f.IntVar(&o.runs, "runs", 1, "runs of each case; the table shows the median")
	f.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "parallel workers of gongbao and of the floor")
	f.StringVar(&o.dir, "dir", memoryFolder(), "folder for the corpus and the sites")
	f.StringVar(&o.disk, "disk", "", "folder on a disk, to measure the full build and the floor there too")
	f.StringVar(&o.settings, "settings", "", "line to add to the corpus's site.yaml")
	f.StringVar(&o.compare, "compare", "", "an older gongbao binary: compare its output with that of the current source; measures nothing")
	f.IntVar(&o.mistakes, "mistakes", 0, "plant so many mistakes in a correct archive and count those that are reported; measures nothing")
	f.Uint64Var(&o.seed, "seed", 1, "seed of --mistakes")
	f.BoolVar(&o.hugo, "hugo", true, "measure Hugo too")
	f.StringVar(&o.hugoVersion, "hugo-version", "", "Hugo release to build (default: the newest that this Go builds)")
	f.StringVar(&o.hugoBinary, "hugo-binary", "", "use this Hugo binary instead of building one")
	f.BoolVar(&o.million, "million", false, "measure gongbao with 1 000 000 small bulletins; needs about 30 GB in --dir")
	f.StringVar(&o.json, "json", "", "write the report to this file as JSON")
	f.StringVar(&o.chart, "chart", "", "draw the largest size of the report to this SVG file")
	f.StringVar(&o.chartFrom, "chart-from", "", "draw a report written with --json; measures nothing")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q: want flags only", f.Arg(0))
	}
	if !isSet(f, "bulletins") {
		*sizes = "10000,100000"
		if o.compare != "" {
			*sizes = "1000"
		}
		if o.mistakes > 0 {
			*sizes = "20000"
		}
	}
	if o.sizes, err = readSizes(*sizes); err != nil {
		return o, err
	}
	switch *search {
	case "off":
		o.search = []bool{false}
	case "on":
		o.search = []bool{true}
	case "both":
		o.search = []bool{false, true}
	default:
		return o, fmt.Errorf("invalid --search %q: want on, off or both", *search)
	}
	switch {
	case o.runs < 1 || o.jobs < 1:
		return o, errors.New("--runs and --jobs must be at least 1")
	case o.chartFrom != "" && o.chart == "":
		return o, errors.New("--chart-from needs --chart, the file to draw to")
	case (o.compare != "" || o.mistakes > 0) && len(o.sizes) != 1:
		return o, errors.New("--compare and --mistakes take one corpus: want one size in --bulletins")
	}
	return o, nil
}

// readSizes parses a comma-separated list of sizes. It may be empty, if only --million is to be measured.
func readSizes(list string) (sizes []int, err error) {
	for size := range strings.SplitSeq(list, ",") {
		if size = strings.TrimSpace(size); size == "" {
			continue
		}
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("invalid --bulletins %s: want numbers such as 10000,100000", size)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// isSet reports whether the command line sets a flag.
func isSet(f *flag.FlagSet, name string) (found bool) {
	f.Visit(func(g *flag.Flag) { found = found || g.Name == name })
	return found
}

// memoryFolder returns a folder on a memory file system, or the folder for temporary files if there is none.
func memoryFolder() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}
