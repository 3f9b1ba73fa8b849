// Command coverage copies the output of go test and adds a table of coverage by package. It exits with status 1 if a package is
// below its floor.
//
//	go test -cover ./... | go run ./.ci/coverage
//
// It does not look for failed tests: use it with set -o pipefail.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// floor is the lowest coverage of a package, in percent of statements.
const floor = 75

// floors are the higher floors of some packages.
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
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
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
	if len(covered) == 0 {
		return errors.New("no coverage found: want the output of go test -cover")
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

// coverageLine matches the two forms of a line with coverage: of a tested package, and of one without tests.
//
//	ok  	gongbao/generator/han	0.512s	coverage: 91.2% of statements
//		gongbao/themes		coverage: 0.0% of statements
var coverageLine = regexp.MustCompile(`^(?:ok +)?\tgongbao/(\S+)\t.*\bcoverage: ([0-9.]+)% of statements`)

// parse returns the package and the coverage that a line of go test's output reports. A package without statements counts as
// covered.
func parse(line string) (name string, percent float64, ok bool) {
	if m := coverageLine.FindStringSubmatch(line); m != nil {
		percent, err := strconv.ParseFloat(m[2], 64)
		return m[1], percent, err == nil
	}
	if fields := strings.Split(line, "\t"); len(fields) == 4 && fields[3] == "coverage: [no statements]" {
		return strings.TrimPrefix(fields[1], "gongbao/"), 100, true
	}
	return "", 0, false
}
