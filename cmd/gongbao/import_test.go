package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInterruptedImportReportsHowFarItGot(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(page, []byte("公告"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	c := importCommand()
	c.SetArgs([]string{page, "--content", dir})
	c.SetOut(io.Discard)
	c.SetErr(io.Discard)
	c.SilenceErrors, c.SilenceUsage = true, true
	err := c.ExecuteContext(ctx)
	var failed failure
	if !errors.As(err, &failed) || err.Error() != "stopped after 0 of 1 file" {
		t.Errorf("%v", err)
	}
}

func TestThresholdOfZeroIsNotTheDefault(t *testing.T) {
	var f importFlags
	if err := f.complete(); err != nil || f.Threshold == 0 {
		t.Errorf("threshold %v, error %v", f.Threshold, err)
	}
}

func TestImportFollowsANamedLink(t *testing.T) {
	dir := t.TempDir()
	page, link := filepath.Join(dir, "page.dat"), filepath.Join(dir, "link")
	if err := os.WriteFile(page, []byte("公告"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(page, link); err != nil {
		t.Skip(err)
	}
	if files, err := filesOf([]string{link}); err != nil || len(files) != 1 {
		t.Errorf("%v, error %v", files, err)
	}
}

func TestFileThatCannotBeImportedIsNamedOnce(t *testing.T) {
	name := filepath.Join(t.TempDir(), "nowhere.html")
	i := importer{importFlags: &importFlags{}}
	i.file(name)
	if len(i.problems) != 1 || i.problems[0].File != name || strings.Contains(i.problems[0].Message, name) {
		t.Errorf("%+v", i.problems)
	}
}
