// Command coverage passes the output of go test on, and ends with a table of coverage by package. It exits with 1 if a package
// is below its floor.
//
//	go test -cover ./... | go run ./.ci/coverage
//	    a package is covered by its own tests
//	go test -coverpkg=./... -coverprofile=FILE ./... | go run ./.ci/coverage -profile FILE
//	    a package is covered by the tests of any package
//
// It does not look for failed tests: use it with set -o pipefail.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// floor is the lowest coverage of a package, in percent of statements.
const floor = 75

// floors are those of packages that must be better covered than the others.
var floors = map[string]float64{
	"generator/archive":  90,
	"generator/settings": 90,
	"generator/site":     90,
	"generator/source":   90,
	"generator/volume":   90,
}

// exempt are packages without a floor, and why.
var exempt = map[string]string{
	".ci/mutate":                 "most of it runs the tests of mutants for minutes",
	"cmd/benchmark":              "most of it runs other programs for minutes",
	"generator/internal/browser": "helper of tests",
	"generator/internal/folder":  "helper of tests",
	"generator/internal/need":    "helper of tests",
	"themes":                     "embeds files; has no statements that could fail",
}

func main() {
	profile := flag.String("profile", "", "coverage profile of all packages, to use instead of the percentages in the input")
	flag.Parse()
	if err := run(os.Stdin, os.Stdout, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, profile string) error {
	covered := map[string]float64{} // percent by package
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		fmt.Fprintln(out, lines.Text())
		if name, percent, ok := parse(lines.Text()); ok {
			covered[name] = percent
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Open(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if covered, err = readProfile(f); err != nil {
			return fmt.Errorf("%s: %w", profile, err)
		}
	}
	if len(covered) == 0 {
		return errors.New("no coverage found: want the output of go test -cover, or a profile")
	}
	fmt.Fprintf(out, "\n%-28s %9s %6s\n", "package", "covered %", "floor")
	var below []string
	for _, name := range slices.Sorted(maps.Keys(covered)) {
		least, note := float64(floor), ""
		if f, ok := floors[name]; ok {
			least = f
		}
		switch reason, ok := exempt[name]; {
		case ok:
			least, note = 0, "  no floor: "+reason
		case covered[name] < least:
			below = append(below, name)
			note = "  BELOW"
		}
		fmt.Fprintf(out, "%-28s %9.1f %6.0f%s\n", name, covered[name], least, note)
	}
	if len(below) > 0 {
		return fmt.Errorf("below their floor: %s", strings.Join(below, ", "))
	}
	return nil
}

// covered matches the two forms of a line with coverage: a tested package, and one without tests.
//
//	ok  	gongbao/generator/han	0.512s	coverage: 91.2% of statements
//		gongbao/themes		coverage: 0.0% of statements
var covered = regexp.MustCompile(`^(?:ok +)?\tgongbao/(\S+)\t.*\bcoverage: ([0-9.]+)% of statements`)

// parse finds a package and its coverage in a line of go test's output. A package whose tests have nothing to cover counts
// as covered.
func parse(line string) (name string, percent float64, ok bool) {
	if m := covered.FindStringSubmatch(line); m != nil {
		percent, err := strconv.ParseFloat(m[2], 64)
		return m[1], percent, err == nil
	}
	if fields := strings.Split(line, "\t"); len(fields) == 4 && fields[3] == "coverage: [no statements]" {
		return strings.TrimPrefix(fields[1], "gongbao/"), 100, true
	}
	return "", 0, false
}

// readProfile computes the coverage of each package from a profile. A block is there once for each test binary; it is covered if
// any of them ran it.
//
//	gongbao/generator/key/key.go:12.34,15.2 3 1
func readProfile(r io.Reader) (percent map[string]float64, err error) {
	type block struct {
		statements int
		ran        bool
	}
	blocks := map[string]block{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "mode: ") {
			continue
		}
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			return nil, fmt.Errorf("line %q: want place, statements and count", lines.Text())
		}
		statements, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, err
		}
		blocks[fields[0]] = block{statements, blocks[fields[0]].ran || fields[2] != "0"}
	}
	all, ran := map[string]int{}, map[string]int{}
	for place, b := range blocks {
		file, _, _ := strings.Cut(place, ":")
		name := strings.TrimPrefix(path.Dir(file), "gongbao/")
		all[name] += b.statements
		if b.ran {
			ran[name] += b.statements
		}
	}
	percent = map[string]float64{}
	for name, n := range all {
		percent[name] = 100 * float64(ran[name]) / float64(max(n, 1))
	}
	return percent, lines.Err()
}
