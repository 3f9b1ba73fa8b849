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

// What people are told when the system refuses a call: what happened, to which file, in which state the site is now, and
// what to do. The error of the system stays wrapped inside.

// full is a disk without room.
type full struct {
	error
	missing int64 // bytes that are needed beside those that the build had written; 0 if that is not known
}

func (f full) Unwrap() error { return f.error }

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

type told struct {
	message string
	err     error
}

func (t told) Error() string { return t.message }
func (t told) Unwrap() error { return t.err }

// untouched tells of an error before the first file of the site was moved.
func (s *site) untouched(err error) error {
	return s.tell(err, "the site is as it was before", "build again")
}

// unfinished tells of an error while files were moved.
func (s *site) unfinished(err error) error {
	return s.tell(err, "the site is published in part, and all its links work", "build again to finish it")
}

// abandon clears what was written out of sight and tells why it was for nothing. What cannot be cleared now, the next
// build clears.
func (s *site) abandon(ctx context.Context, err error) error {
	for _, folder := range []string{newFolder, changeFolder} {
		s.clear(ctx, filepath.Join(s.own, folder))
	}
	for _, file := range []string{draftName, unsealedName} {
		s.FS.Remove(filepath.Join(s.own, file))
	}
	return s.untouched(err)
}

func (s *site) tell(err error, state, then string) error {
	if err == context.Canceled || err == context.DeadlineExceeded {
		return told{fmt.Sprintf("stopped; %s; %s", state, then), err}
	}
	if errors.As(err, new(problem)) {
		return told{fmt.Sprintf("%v\n%s", err, state), err}
	}
	what := err.Error()
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		what = fmt.Sprintf("%v while %s %s", path.Err, doing(path.Op), s.seen(path.Path))
	case errors.As(err, &link):
		what = fmt.Sprintf("%v while moving %s into place", link.Err, s.seen(link.New))
	}
	var f full
	switch {
	case errors.As(err, &f) && f.missing > 0:
		then = fmt.Sprintf("free about %d MB and %s", f.missing>>20+1, then)
	case isFull(err):
		then = "free some room and " + then
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		then = fmt.Sprintf("make %s writable and %s", s.shown, then)
	}
	return told{fmt.Sprintf("%s; %s; %s", what, state, then), err}
}

// seen gives the path under which people will see a file: what is written out of sight is named by its place in the site.
func (s *site) seen(name string) string {
	for _, below := range []string{filepath.Join(s.own, newFolder), filepath.Join(s.own, changeFolder), s.root} {
		if rest, ok := strings.CutPrefix(name, below); ok {
			return filepath.Join(s.shown, rest)
		}
	}
	return name
}

func doing(op string) string {
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
