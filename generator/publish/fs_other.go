//go:build !unix

package publish

import "os"

func openFile(name string) (Handle, error) { return os.Open(name) }

func createFile(name string) (Handle, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

func rename(from, to string) error { return os.Rename(from, to) }
