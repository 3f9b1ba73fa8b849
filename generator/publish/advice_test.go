package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAdviceFitsTheFailure(t *testing.T) {
	root := filepath.FromSlash("/srv/www")
	out := &output{shown: "public", root: root, own: filepath.Join(root, ".gongbao")}
	page := filepath.Join(root, "2020", "a.html")
	for want, err := range map[string]error{
		"no space left on device while writing public/2020/a.html; the state; free some space and build again":    &fs.PathError{Op: "write", Path: page, Err: syscall.ENOSPC},
		"permission denied while writing public/2020/a.html; the state; make public writable and build again":     &fs.PathError{Op: "write", Path: page, Err: syscall.EACCES},
		"read-only file system while writing public/2020/a.html; the state; make public writable and build again": &fs.PathError{Op: "write", Path: page, Err: syscall.EROFS},
		"input/output error while writing public/2020/a.html; the state; build again":                             &fs.PathError{Op: "write", Path: page, Err: syscall.EIO},
		"something unheard of; the state; build again":                                                            errors.New("something unheard of"),
	} {
		got := out.explain(err, "the state", "build again")
		if filepath.ToSlash(got.Error()) != want || !errors.Is(got, err) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
