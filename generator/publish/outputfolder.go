package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// hidden is the folder in the output folder that holds what Publish needs for itself.
const hidden = ".gongbao"

const sep = string(filepath.Separator)

// Names in the hidden folder; see the package comment.
const (
	manifestName = "manifest"
	sealName     = "seal"
	nextName     = "next"
	draftName    = "next-draft" // next, until it is whole
	unsealedName = "next-seal"
	lockName     = "lock"
	keptName     = "unexplained"
	newFolder    = "new"
	changeFolder = "changed"
)

// output is an output folder that this process has locked.
type output struct {
	Options
	shown string // the folder as the user named it
	root  string // the same, absolute and without links
	own   string // its hidden folder
	lock  *lock

	made     []string // folders above the site that this call made
	fresh    bool     // nothing was ever published here
	damaged  bool     // the manifest may not list all that was published here
	rebooted bool     // the machine was restarted since the last publication

	inWay     []string        // paths that must be deleted before their place can be taken
	replaced  map[string]bool // planned paths under which the file system finds such a file
	foldersMu sync.Mutex
	folders   map[string]bool // whether a folder of the site exists, for those that were looked up
}

// openOutput checks that the folder may be written, creates it if it is missing, and locks it.
func openOutput(dir string, o Options) (*output, error) {
	root, err := resolve(dir)
	if err != nil {
		return nil, fmt.Errorf("output folder %s: %w", dir, err)
	}
	for _, source := range o.Refuse {
		if err := refuse(dir, root, source); err != nil {
			return nil, err
		}
	}
	out := &output{Options: o, shown: dir, root: root, own: filepath.Join(root, hidden)}
	if err := out.open(); err != nil {
		out.close()
		return nil, err
	}
	return out, nil
}

func (out *output) open() error {
	if err := out.makeAll(out.root); err != nil {
		return fmt.Errorf("cannot make the output folder %s: %w", out.shown, err)
	}
	switch info, err := out.FS.Lstat(out.own); {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is not a folder; remove it and build again", out.name(hidden))
	case errors.Is(err, fs.ErrNotExist):
		if err := out.refuseForeign(); err != nil {
			return err
		}
		if err := out.FS.Mkdir(out.own); err != nil && !errors.Is(err, fs.ErrExist) {
			return out.untouched(err)
		}
		out.fresh = true
	case err != nil:
		return out.untouched(err)
	}
	lock, err := acquire(filepath.Join(out.own, lockName))
	if err != nil {
		if errors.Is(err, ErrBusy) {
			return fmt.Errorf("output folder %s: %w; wait until it ends, and build again", out.shown, err)
		}
		return out.untouched(err)
	}
	out.lock = lock
	entries, err := out.FS.ReadDir(out.own)
	if err != nil {
		return out.untouched(err)
	}
	out.fresh = !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() == manifestName || e.Name() == sealName || e.Name() == nextName
	})
	if out.fresh {
		return out.refuseForeign()
	}
	return nil
}

// refuseForeign returns an error if the folder holds anything.
func (out *output) refuseForeign() error {
	entries, err := out.FS.ReadDir(out.root)
	if err != nil {
		return out.untouched(err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != hidden {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	if len(names) > 3 {
		names = append(names[:3], fmt.Sprintf("%d more", len(names)-3))
	}
	return fmt.Errorf("the output folder %s holds files that gongbao did not publish (%s); "+
		"expected an empty folder or one that gongbao published into. Name another folder, or empty this one. Nothing was written",
		out.shown, strings.Join(names, ", "))
}

// makeAll creates a folder and its missing parents, and records which ones it created.
func (out *output) makeAll(dir string) error {
	info, err := out.FS.Lstat(dir)
	if err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is a file", dir)
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := out.makeAll(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := out.FS.Mkdir(dir); err != nil {
		return err
	}
	out.made = append(out.made, dir)
	return nil
}

// close unlocks the folder. If nothing was ever published in it, it removes what this call created.
func (out *output) close() {
	if out.lock != nil {
		out.lock.release()
	}
	if out.fresh {
		out.FS.Remove(out.own)
		for _, dir := range slices.Backward(out.made) {
			out.FS.Remove(dir)
		}
	}
}

// at returns the path of a file of the site on the disk.
func (out *output) at(path string) string {
	return out.root + sep + filepath.FromSlash(path)
}

// name returns the path of a file of the site as the user knows it.
func (out *output) name(path string) string {
	return filepath.Join(out.shown, filepath.FromSlash(path))
}
