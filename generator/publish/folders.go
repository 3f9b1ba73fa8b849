package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// parent returns the folder of a path, "." at the top.
func parent(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return "."
}

// folder reports whether a folder of the site exists. It is an error if something else has its name: nothing is written
// through a link, and nothing in the way is removed unless the last manifest names it.
func (out *output) folder(path string) (bool, error) {
	if path == "." {
		return true, nil
	}
	out.foldersMu.Lock()
	exists, known := out.folders[path]
	out.foldersMu.Unlock()
	if known {
		return exists, nil
	}
	exists, err := out.folder(parent(path))
	if exists && err == nil {
		exists, err = out.statFolder(path)
	}
	if err != nil {
		return false, err
	}
	out.foldersMu.Lock()
	out.folders[path] = exists
	out.foldersMu.Unlock()
	return exists, nil
}

// statFolder does the same for a folder whose parent exists, and always asks the file system.
func (out *output) statFolder(path string) (bool, error) {
	info, err := out.FS.Lstat(out.at(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return true, nil
	case slices.Contains(out.inWay, path):
		return false, nil
	}
	return false, fileError{fmt.Errorf("%s is %s, where the site needs a folder; remove it and build again", out.name(path), kind(info))}
}

// emptied returns an error unless everything in a folder is going to be deleted, so that a file can take its place.
func (out *output) emptied(dir string) error {
	entries, err := out.FS.ReadDir(out.at(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			if err := out.emptied(p); err != nil {
				return err
			}
		} else if !slices.Contains(out.inWay, p) {
			return fileError{fmt.Errorf("%s is in a folder whose name the site needs for a file, and gongbao did not publish it; "+
				"remove it and build again", out.name(p))}
		}
	}
	return nil
}

func kind(info fs.FileInfo) string {
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	}
	return "not a file"
}

// clear removes a folder and everything in it.
func (out *output) clear(ctx context.Context, dir string) error {
	entries, err := out.FS.ReadDir(dir)
	if err != nil {
		return ignoreMissing(err)
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(dir, e.Name())
		if e.IsDir() {
			err = out.clear(ctx, name)
		} else {
			err = ignoreMissing(out.FS.Remove(name))
		}
		if err != nil {
			return err
		}
	}
	return ignoreMissing(out.FS.Remove(dir))
}

// ignoreMissing returns err, or nil if it says that a file does not exist: then it need not be removed.
func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
