package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// resolve returns the absolute path of a folder, without links. The folder need not exist.
func resolve(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	missing := ""
	for {
		real, err := filepath.EvalSymlinks(dir)
		if err == nil {
			return filepath.Join(real, missing), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if _, err := os.Lstat(dir); err == nil {
			return "", fmt.Errorf("%s is a symbolic link that leads nowhere", dir)
		}
		missing = filepath.Join(filepath.Base(dir), missing)
		dir = filepath.Dir(dir)
	}
}

// refuse returns an error if the output folder is a folder of sources, holds it, or lies in it. Folders are compared as
// files, so that neither a link nor the case of a letter hides one.
func refuse(shown, root, source string) error {
	sources, err := resolve(source)
	if err != nil {
		return fmt.Errorf("source folder %s: %w", source, err)
	}
	where := ""
	switch inside, around := within(root, sources), within(sources, root); {
	case inside && around:
		where = "is the folder of the sources"
	case inside:
		where = "is in the folder of the sources"
	case around:
		where = "holds the folder of the sources"
	default:
		return nil
	}
	return fmt.Errorf("the output folder %s %s %s, and publishing could destroy them; name another output folder. Nothing was written",
		shown, where, source)
}

// within reports whether dir is the folder top or lies in it. A folder that does not exist yet cannot be compared, so its
// parents are.
func within(dir, top string) bool {
	if dir == top {
		return true
	}
	topInfo, err := os.Stat(top)
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, topInfo) {
			return true
		}
		above := filepath.Dir(dir)
		if above == dir {
			return false
		}
		dir = above
	}
}
