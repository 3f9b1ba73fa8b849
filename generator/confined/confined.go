// Package confined reads files of a folder that others may write to, and none outside it.
//
// A symbolic link may lead to another file of the folder, by any number of links. One that leads out of it, a device, a pipe and a
// socket are never opened. Files are opened relative to the open folder (os.Root), so a link that takes the place of a file or of a
// folder between two looks leads nowhere either.
package confined

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongbao/generator/problem"
)

var (
	// ErrOutside says that a symbolic link leads out of the folder.
	ErrOutside = errors.New("it is a symbolic link that leaves its folder")
	// ErrSpecial says that something is neither a file nor a folder.
	ErrSpecial = errors.New("it is a device, a pipe or a socket")
	// ErrTooLarge says that a file has more bytes than the caller wants.
	ErrTooLarge = errors.New("it is too large")
)

// Problem returns the problem of a file that was refused, or false if the error is another one. folder is the one that it must not
// leave, in words: "the content folder".
func Problem(file string, err error, folder string) (problem.Problem, bool) {
	switch {
	case errors.Is(err, ErrOutside):
		p := problem.New(problem.LinkLeavesContent, file, problem.Pos{}, "is a symbolic link that leaves %s; expected a file or folder in it", folder)
		return p.WithHint("put a copy of its target in place of the link; --allow-links follows such links to any file of this machine"), true
	case errors.Is(err, ErrSpecial):
		return problem.New(problem.SpecialFile, file, problem.Pos{}, "is a device, a pipe or a socket; expected a file").WithHint("remove it"), true
	}
	return problem.Problem{}, false
}

// Folder is a folder whose files may be read.
type Folder struct {
	Name string
	Open bool // links may lead anywhere
}

// Find returns the path of a file or folder below the folder, without links, or ErrOutside. name is a path of the operating system,
// relative to the folder.
func (f Folder) Find(name string) (real string, err error) {
	real, err = filepath.EvalSymlinks(filepath.Join(f.Name, name))
	if err != nil || f.Open {
		return real, err
	}
	if _, err = f.inside(real); err != nil {
		return "", err
	}
	return real, nil
}

// Holds reports whether a path without links lies in the folder, or may lie anywhere.
func (f Folder) Holds(real string) bool {
	_, err := f.inside(real)
	return f.Open || err == nil
}

// inside returns a path without links relative to the folder, or ErrOutside.
func (f Folder) inside(real string) (string, error) {
	top, err := filepath.EvalSymlinks(f.Name)
	if err != nil {
		return "", err
	}
	if top, err = filepath.Abs(top); err != nil {
		return "", err
	}
	if real, err = filepath.Abs(real); err != nil {
		return "", err
	}
	rel, err := filepath.Rel(top, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", ErrOutside
	}
	return rel, nil
}

// Site returns the folder that holds a content folder. Its settings may be links into it, if they are relative: then they mean the
// same wherever the site lies. ok is false if the content lies at the top of the disk, where nothing would be outside.
func Site(content string) (site Folder, below string, ok bool) {
	real, err := filepath.EvalSymlinks(content)
	if err != nil {
		return site, "", false
	}
	if real, err = filepath.Abs(real); err != nil {
		return site, "", false
	}
	top := filepath.Dir(real)
	if filepath.Dir(top) == top {
		return site, "", false
	}
	return Folder{Name: top}, filepath.Base(real), true
}

// FindRelative is Find for links that are relative at each step, and lead to nothing hidden: a folder that holds a content folder may
// hold .git or .env as well.
func (f Folder) FindRelative(name string) (real string, err error) {
	root, err := os.OpenRoot(f.Name)
	if err != nil {
		return "", err
	}
	defer root.Close()
	if _, err := root.Stat(name); err != nil { // it refuses absolute links and those that lead out
		return "", ErrOutside
	}
	if real, err = f.Find(name); err != nil {
		return "", err
	}
	rel, err := f.inside(real)
	if err != nil {
		return "", err
	}
	for part := range strings.SplitSeq(rel, string(filepath.Separator)) {
		if strings.HasPrefix(part, ".") && part != "." {
			return "", ErrOutside
		}
	}
	return real, nil
}

// OpenFile opens a file or a folder below the folder.
func (f Folder) OpenFile(name string) (*os.File, error) {
	real, err := f.Find(name)
	if err != nil {
		return nil, err
	}
	if f.Open {
		f.Name = filepath.Dir(real)
	}
	rel, err := f.inside(real)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(f.Name)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if info, err := root.Stat(rel); err != nil { // opening a device may do something
		return nil, err
	} else if !plain(info) {
		return nil, ErrSpecial
	}
	file, err := root.OpenFile(rel, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !plain(info) {
		file.Close()
		if err == nil {
			err = ErrSpecial
		}
		return nil, err
	}
	return file, nil
}

func plain(info fs.FileInfo) bool { return info.IsDir() || info.Mode().IsRegular() }

// ReadFile reads a file below the folder of at most the given size. If it is larger, the error is ErrTooLarge.
func (f Folder) ReadFile(name string, most int64) ([]byte, error) {
	file, err := f.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, ErrTooLarge
	}
	return data, err
}

// FS returns the folder as a file system, for a theme.
func (f Folder) FS() fs.FS { return folderFS{f} }

type folderFS struct{ folder Folder }

func (f folderFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := f.folder.OpenFile(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	return file, nil
}
