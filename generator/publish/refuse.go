package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// Check returns the error with which Publish would refuse an output folder because of where it is or what it holds. It only reads. A
// build calls it first, so that nothing is written anywhere if the output folder was misspelt.
func Check(dir string, sources []string) error {
	root, err := resolve(dir)
	if err != nil {
		return fmt.Errorf("output folder %s: %w", dir, err)
	}
	for _, source := range sources {
		if err := refuse(dir, root, source); err != nil {
			return err
		}
	}
	out := &output{Options: Options{FS: Disk{}}, shown: dir, root: root, own: filepath.Join(root, hidden)}
	if _, err := out.FS.Lstat(root); err != nil {
		return nil // it will be made
	}
	if _, err := out.FS.Lstat(out.own); errors.Is(err, fs.ErrNotExist) {
		return out.refuseForeign()
	}
	return nil
}

// CheckCache returns an error if the cache, which holds the texts of drafts, is a folder that a host copies or that holds sources, or lies
// in one. The keys of folders say what each is.
func CheckCache(cache string, folders map[string]string) error {
	root, err := resolve(cache)
	if err != nil {
		return fmt.Errorf("cache folder %s: %w", cache, err)
	}
	for what, folder := range folders {
		if folder == "" {
			continue
		}
		top, err := resolve(folder)
		if err != nil {
			continue // reported where it is used
		}
		if within(root, top) {
			return fmt.Errorf("the cache folder %s is in the %s folder %s; it holds the texts of drafts, which must not lie where others copy files. "+
				"Name a folder elsewhere with --cache, or leave it out. Nothing was written", cache, what, folder)
		}
	}
	return nil
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
	if err != nil { // it does not exist, so only the names say where it will be
		return strings.HasPrefix(dir, top+sep)
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
