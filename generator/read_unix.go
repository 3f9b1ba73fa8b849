//go:build unix

package generator

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// A source is read by three system calls: open, read, close. os.File adds six that ask whether the file can be polled, and one
// that asks for more where the size says that there is none.

type descriptor int

func openSource(name string) (descriptor, error) {
	for {
		fd, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err == nil {
			return descriptor(fd), nil
		}
		if err != unix.EINTR {
			return 0, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// Read is as io.Reader has it, but says that the file is at its end by n == 0 alone.
func (d descriptor) Read(b []byte) (n int, err error) {
	for {
		n, err := unix.Read(int(d), b)
		if err != unix.EINTR {
			return max(n, 0), err
		}
	}
}

func (d descriptor) Close() error { return unix.Close(int(d)) }
