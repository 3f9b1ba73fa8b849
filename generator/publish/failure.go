package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Errors for people. Each says what happened, to which file, what state the site is in now, and what to do. The cause stays
// wrapped inside.

// explained is an error with a message for people in place of its own.
type explained struct {
	lines []string
	err   error
}

func (e explained) Error() string   { return strings.Join(e.lines, "\n") }
func (e explained) Unwrap() error   { return e.err }
func (e explained) Lines() []string { return e.lines }

// explain returns an error with a message of one line.
func explain(err error, format string, args ...any) error {
	return explained{[]string{fmt.Sprintf(format, args...)}, err}
}

// linesOf returns the lines of an error. A line end in the name of a file makes none.
func linesOf(err error) []string {
	var several interface{ Lines() []string }
	if errors.As(err, &several) {
		return several.Lines()
	}
	return []string{err.Error()}
}

// fullDisk is a write that failed for lack of space.
type fullDisk struct {
	error
	missing int64 // bytes still to be written; 0 if unknown
}

func (f fullDisk) Unwrap() error { return f.error }

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// fileError is an error that concerns only one file: it cannot be rendered, or something else is in its place. Any other error, such
// as a full disk, stops the build at once.
type fileError struct{ error }

func isFileError(err error) bool { return errors.As(err, new(fileError)) }

const asBefore = "the site is as it was before"

// Stopped returns the error of a build that was stopped before it changed anything in the site. It wraps cause, the error of a
// context. Publish returns the same error in the same situation, so Ctrl-C means the same while sources are read.
func Stopped(cause error) error { return stopped(cause, asBefore, "build again") }

func stopped(cause error, state, advice string) error {
	return explain(cause, "stopped; %s; %s", state, advice)
}

// untouched explains an error that came before the first file of the site was moved.
func (out *output) untouched(err error) error {
	return out.explain(err, asBefore, "build again")
}

// unfinished explains an error that came while files were moved.
func (out *output) unfinished(err error) error {
	return out.explain(err, "the site is published in part, and all its links work", "build again to finish it")
}

// abandon removes the staged files and returns the explained error. What cannot be removed now, the next build removes.
func (out *output) abandon(ctx context.Context, err error) error {
	for _, folder := range []string{newFolder, changeFolder} {
		out.clear(ctx, filepath.Join(out.own, folder))
	}
	for _, file := range []string{draftName, unsealedName} {
		out.FS.Remove(filepath.Join(out.own, file))
	}
	return out.untouched(err)
}

func (out *output) explain(err error, state, advice string) error {
	if isFileError(err) {
		return explained{append(linesOf(err), state), err}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return stopped(err, state, advice)
	}
	what := err.Error()
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		what = fmt.Sprintf("%v while %s %s", path.Err, activity(path.Op), out.seen(path.Path))
	case errors.As(err, &link):
		what = fmt.Sprintf("%v while moving %s into place", link.Err, out.seen(link.New))
	}
	var full fullDisk
	switch {
	case errors.As(err, &full) && full.missing > 0:
		advice = fmt.Sprintf("free about %d MB and %s", full.missing>>20+1, advice)
	case isFull(err):
		advice = "free some space and " + advice
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		advice = fmt.Sprintf("make %s writable and %s", out.shown, advice)
	}
	return explain(err, "%s; %s; %s", what, state, advice)
}

// seen returns the path by which people know a file: a staged file is named by its place in the site.
func (out *output) seen(name string) string {
	for _, below := range []string{filepath.Join(out.own, newFolder), filepath.Join(out.own, changeFolder), out.root} {
		if rest, ok := strings.CutPrefix(name, below); ok {
			return filepath.Join(out.shown, rest)
		}
	}
	return name
}

// activity names an operation of package os in plain words.
func activity(op string) string {
	switch op {
	case "write", "sync", "close":
		return "writing"
	case "mkdir":
		return "making the folder"
	case "remove", "unlinkat":
		return "deleting"
	case "open":
		return "opening"
	}
	return "reading"
}
