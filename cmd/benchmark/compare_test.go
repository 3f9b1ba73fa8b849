package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestDifferencesNamesAddedRemovedAndChangedFiles(t *testing.T) {
	old, current := t.TempDir(), t.TempDir()
	write := func(dir, path, text string) {
		t.Helper()
		name := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{old, current} {
		write(dir, "same.html", "same")
		write(dir, ".gongbao/manifest", dir) // not part of the site
	}
	write(old, "a/length.html", "1")
	write(current, "a/length.html", "12")
	write(old, "letters.html", "abc")
	write(current, "letters.html", "abd")
	write(old, "removed.html", "")
	write(current, "a/added.html", "")
	got, files, err := differences(old, current)
	want := []string{"+ a/added.html", "~ a/length.html", "~ letters.html", "- removed.html"}
	if err != nil || files != 5 || !slices.Equal(got, want) {
		t.Errorf("%q of %d files, %v; want %q of 5", got, files, err, want)
	}
}

func TestCompareFailsOnlyIfOutputDiffers(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the old program is a shell script")
	}
	b := bench{ctx: t.Context(), log: io.Discard, work: t.TempDir()}
	if err := b.buildGongbao(); err != nil {
		t.Fatal(err)
	}
	compare := func(old string) (string, error) {
		var out strings.Builder
		err := run(t.Context(), []string{"--compare", old, "--bulletins", "20", "--dir", t.TempDir()}, &out, io.Discard)
		return out.String(), err
	}
	if out, err := compare(b.gongbao); err != nil || !strings.HasSuffix(out, " files, none differ\n") {
		t.Errorf("the same program: %q, %v", out, err)
	}

	// An old program that leaves one file out.
	old := filepath.Join(t.TempDir(), "old")
	script := "#!/bin/sh\n" + b.gongbao + " \"$@\" || exit\nwhile [ \"$1\" != --output ]; do shift; done\nrm \"$2/robots.txt\"\n"
	if err := os.WriteFile(old, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := compare(old)
	if err == nil || !strings.HasPrefix(err.Error(), "1 of ") || out != "+ robots.txt\n" {
		t.Errorf("a program without robots.txt: %q, %v", out, err)
	}
}
