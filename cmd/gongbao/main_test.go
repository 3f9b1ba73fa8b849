package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExitStatusShowsWhatWentWrong(t *testing.T) {
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		name    string
		ctx     context.Context
		err     error
		status  int
		printed string
	}{
		{"success", t.Context(), nil, 0, ""},
		{"problems that were printed", t.Context(), failure{}, 1, ""},
		{"a full disk", t.Context(), failure{errors.New("disk full")}, 1, "gongbao: disk full\n"},
		{"misuse", t.Context(), errors.New("unknown flag"), 2, "gongbao: unknown flag\n"},
		{"success in spite of Ctrl-C", interrupted, nil, 0, ""},
		{"Ctrl-C while reading", interrupted, failure{context.Canceled}, 130, "gongbao: stopped; the site is as it was before\n"},
		{"Ctrl-C while publishing", interrupted, failure{fmt.Errorf("stopped; build again to finish it: %w", context.Canceled)}, 130, "gongbao: stopped; build again to finish it: context canceled\n"},
		{"Ctrl-C with a JSON report", interrupted, errors.Join(nil, failure{}), 130, ""},
	} {
		var printed strings.Builder
		if status := exitStatus(c.ctx, c.err, &printed); status != c.status || printed.String() != c.printed {
			t.Errorf("%s: status %d, printed %q; want %d, %q", c.name, status, printed.String(), c.status, c.printed)
		}
	}
}

// fullDisk is a writer that always fails.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatCannotBeWrittenIsAnErrorButNotMisuse(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	bulletin := filepath.Join(content, "bulletins", "a.md")
	if err := os.MkdirAll(filepath.Dir(bulletin), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		filepath.Join(content, "site.yaml"): "title: 公报\n",
		bulletin:                            "---\ntitle: 一\npublisher: 甲\ndate: 2020-02-21\nsummary: 文\n---\n文。\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	common := []string{"--content", content, "--output", filepath.Join(dir, "public"), "--cache", filepath.Join(dir, "cache")}
	for _, args := range [][]string{
		append([]string{"build", "--json"}, common...),
		append([]string{"check", "--json"}, common...),
		append([]string{"check", "--sarif"}, common...),
		{"help", "fields"},
	} {
		var errOut strings.Builder
		if status := run(args, strings.NewReader(""), fullDisk{}, &errOut); status != 1 || errOut.String() != "gongbao: no space left\n" {
			t.Errorf("%v: status %d, %q", args, status, errOut.String())
		}
	}
}
