package main

import (
	"strings"
	"testing"
)

const good = "ok  \tgongbao/generator/archive\t0.5s\tcoverage: 90.0% of statements\n" +
	"ok  \tgongbao/generator/han\t(cached)\tcoverage: 75.0% of statements\n" +
	"ok  \tgongbao/generator/empty\t0.1s\tcoverage: [no statements]\n" +
	"\tgongbao/themes\t\tcoverage: 0.0% of statements\n"

func TestPackagesBelowTheirFloorFail(t *testing.T) {
	for _, c := range []struct{ in, err, line string }{
		{good, "", "generator/archive                 90.0     90\n"},
		{good, "", "generator/empty                  100.0     75\n"},
		{good, "", "themes                             0.0      0  no floor: "},
		{strings.Replace(good, "90.0%", "89.9%", 1), "floor: generator/archive", "generator/archive                 89.9     90  BELOW\n"},
		{strings.Replace(good, "75.0%", "74.9%", 1), "floor: generator/han", "generator/han                     74.9     75  BELOW\n"},
		{good + "\tgongbao/generator/untested\t\tcoverage: 0.0% of statements\n", "floor: generator/untested", "generator/untested                 0.0     75  BELOW\n"},
		{"ok  \tgongbao/generator/han\t0.5s\n", "no coverage found", "ok  \tgongbao/generator/han\t0.5s\n"},
	} {
		var out strings.Builder
		err := run(strings.NewReader(c.in), &out)
		if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("error %v; want %q for\n%s", err, c.err, c.in)
		}
		if !strings.HasPrefix(out.String(), c.in) {
			t.Errorf("the input is not copied:\n%s", out.String())
		}
		if !strings.Contains(out.String(), c.line) {
			t.Errorf("no line %q in\n%s", c.line, out.String())
		}
	}
}
