package main

import (
	"os"
	"path/filepath"
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
		err := run(strings.NewReader(c.in), &out, "")
		if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("error %v; want %q for\n%s", err, c.err, c.in)
		}
		if !strings.HasPrefix(out.String(), c.in) {
			t.Errorf("the input is not passed on:\n%s", out.String())
		}
		if !strings.Contains(out.String(), c.line) {
			t.Errorf("no line %q in\n%s", c.line, out.String())
		}
	}
}

func TestProfileCountsWhatAnyTestRan(t *testing.T) {
	profile := filepath.Join(t.TempDir(), "profile")
	err := os.WriteFile(profile, []byte(`mode: atomic
gongbao/generator/key/key.go:1.1,2.2 3 0
gongbao/generator/key/key.go:3.1,4.2 1 0
gongbao/generator/key/key.go:1.1,2.2 3 7
gongbao/generator/key/key.go:3.1,4.2 1 0
gongbao/generator/han/fold.go:1.1,2.2 2 0
`), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = run(strings.NewReader("ok  \tgongbao/generator/key\t0.5s\tcoverage: 10.0% of statements in ./...\n"), &out, profile)
	if err == nil || !strings.Contains(err.Error(), "floor: generator/han") {
		t.Errorf("error %v; want han to be below its floor", err)
	}
	for _, line := range []string{"generator/key                     75.0     75\n", "generator/han                      0.0     75  BELOW\n"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("no line %q in\n%s", line, out.String())
		}
	}
}
