package publish

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrBusy says that another build is writing the same output folder.
var ErrBusy = errors.New("another build is writing this folder")

// lock reserves the output folder for one build. The operating system releases it when the process ends, for whatever reason.
// The file that stays behind then means nothing.
type lock struct{ file *os.File }

// acquire takes the lock whose file has the given name, or returns ErrBusy with the number of the process that holds it. On
// a file system without locks it always succeeds.
func acquire(name string) (*lock, error) {
	for {
		if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s is not a file; remove it and build again", name)
		}
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		if !tryLock(f) {
			defer f.Close()
			holder := make([]byte, 20)
			n, _ := f.Read(holder)
			if pid := strings.TrimSpace(string(holder[:n])); pid != "" {
				return nil, fmt.Errorf("%w (process %s)", ErrBusy, pid)
			}
			return nil, ErrBusy
		}
		// The last holder may have removed the file after it was opened here. Then this lock locks nothing.
		locked, err := f.Stat()
		if err == nil {
			var current os.FileInfo
			if current, err = os.Stat(name); err == nil && os.SameFile(locked, current) {
				f.Truncate(0)
				fmt.Fprintln(f, os.Getpid()) // for people only; an empty file locks as well
				return &lock{f}, nil
			}
		}
		f.Close()
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
}

func (l *lock) release() {
	os.Remove(l.file.Name())
	l.file.Close()
}
