package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
)

// FS is what Publish needs of the file system. All changes to the output folder go through it, except for the lock, so that
// tests can let each call fail in turn. Names are paths of the operating system.
type FS interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error) // sorted by name
	Open(name string) (Handle, error)           // for reading
	Create(name string) (Handle, error)         // for writing; fails if the file exists
	Mkdir(name string) error                    // one folder; its parent must exist
	Rename(from, to string) error               // a file or a folder; replaces a file at to
	Remove(name string) error                   // a file or an empty folder
}

// Handle is an open file.
type Handle interface {
	io.Reader
	io.Writer
	Sync() error
	Close() error
}

// Disk is the file system of the machine.
type Disk struct{}

func (Disk) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (Disk) Open(name string) (Handle, error)           { return openFile(name) }
func (Disk) Create(name string) (Handle, error)         { return createFile(name) }
func (Disk) Mkdir(name string) error                    { return os.Mkdir(name, 0o777) }
func (Disk) Rename(from, to string) error               { return rename(from, to) }
func (Disk) Remove(name string) error                   { return os.Remove(name) }

// writeFile writes a new file.
func writeFile(fsys FS, name string, data []byte, sync bool) error {
	f, err := fsys.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && sync {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// readFile reads a whole file. The size is a guess that saves copying.
func readFile(fsys FS, name string, size int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}
