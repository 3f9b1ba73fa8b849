//go:build !unix

package generator

import (
	"io"
	"os"
)

type descriptor struct{ *os.File }

func openSource(name string) (descriptor, error) {
	f, err := os.Open(name)
	return descriptor{f}, err
}

// Read says that the file is at its end by n == 0 alone.
func (d descriptor) Read(b []byte) (n int, err error) {
	if n, err = d.File.Read(b); err == io.EOF {
		err = nil
	}
	return n, err
}
