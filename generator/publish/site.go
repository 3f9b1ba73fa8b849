package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// hidden is the folder in the output folder that holds what Publish needs for itself.
const hidden = ".gongbao"

const sep = string(filepath.Separator)

// Names in the hidden folder; see the opening comment.
const (
	manifestName = "manifest"
	sealName     = "seal"
	nextName     = "next"
	draftName    = "next-draft" // next, until it is whole
	unsealedName = "next-seal"
	lockName     = "lock"
	newFolder    = "new"
	changeFolder = "changed"
)

// site is an output folder that this process has locked.
type site struct {
	Options
	shown string // the folder as the user named it
	root  string // the same, absolute and without links
	own   string // its hidden folder
	lock  *lock

	made    []string // folders above the site that this call made
	fresh   bool     // nothing was ever published here
	damaged bool     // the manifest may not list all that was published here
	aged    bool     // the machine was started anew since the last publication

	inWay    []string        // paths that must be deleted before their place can be taken
	replaced map[string]bool // planned paths under which the file system finds such a file
	looks    sync.Mutex
	folders  map[string]bool // folders of the site that were looked at: are they there?
}

// openSite makes sure that the folder is one that may be written, makes it if it is missing, and locks it.
func openSite(dir string, o Options) (*site, error) {
	root, err := resolve(dir)
	if err != nil {
		return nil, fmt.Errorf("output folder %s: %w", dir, err)
	}
	for _, source := range o.Refuse {
		if err := refuse(dir, root, source); err != nil {
			return nil, err
		}
	}
	s := &site{Options: o, shown: dir, root: root, own: filepath.Join(root, hidden)}
	if err := s.open(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *site) open() error {
	if err := s.makeAll(s.root); err != nil {
		return fmt.Errorf("cannot make the output folder %s: %w", s.shown, err)
	}
	switch info, err := s.FS.Lstat(s.own); {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is not a folder; remove it and build again", s.name(hidden))
	case errors.Is(err, fs.ErrNotExist):
		if err := s.refuseForeign(); err != nil {
			return err
		}
		if err := s.FS.Mkdir(s.own); err != nil && !errors.Is(err, fs.ErrExist) {
			return s.untouched(err)
		}
		s.fresh = true
	case err != nil:
		return s.untouched(err)
	}
	lock, err := acquire(filepath.Join(s.own, lockName))
	if err != nil {
		if errors.Is(err, ErrBusy) {
			return fmt.Errorf("output folder %s: %w; wait until it ends, and build again", s.shown, err)
		}
		return s.untouched(err)
	}
	s.lock = lock
	entries, err := s.FS.ReadDir(s.own)
	if err != nil {
		return s.untouched(err)
	}
	s.fresh = !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() == manifestName || e.Name() == sealName || e.Name() == nextName
	})
	if s.fresh {
		return s.refuseForeign()
	}
	return nil
}

// refuseForeign returns an error if the folder holds anything.
func (s *site) refuseForeign() error {
	entries, err := s.FS.ReadDir(s.root)
	if err != nil {
		return s.untouched(err)
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
		s.shown, strings.Join(names, ", "))
}

// makeAll makes a folder and those above it, and remembers which ones.
func (s *site) makeAll(dir string) error {
	info, err := s.FS.Lstat(dir)
	if err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is a file", dir)
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.makeAll(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := s.FS.Mkdir(dir); err != nil {
		return err
	}
	s.made = append(s.made, dir)
	return nil
}

// close lets go of the folder. If nothing was ever published in it, nothing stays of it.
func (s *site) close() {
	if s.lock != nil {
		s.lock.release()
	}
	if s.fresh {
		s.FS.Remove(s.own)
		for _, dir := range slices.Backward(s.made) {
			s.FS.Remove(dir)
		}
	}
}

// standing reads what the last publication left, and finds out how far it can be believed.
func (s *site) standing() (manifest, error) {
	if s.fresh {
		return manifest{}, nil
	}
	m, err := s.load(manifestName)
	if err != nil {
		return m, s.untouched(err)
	}
	text, err := readFile(s.FS, filepath.Join(s.own, sealName), 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m, s.untouched(err)
	}
	sum, boot, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	// A manifest that is whole but not the last one says nothing about what was published after it.
	s.damaged = !m.intact || sum != m.sum
	s.aged = boot != startOfMachine()
	return m, nil
}

// load reads a manifest; one that is missing reads as one that is damaged.
func (s *site) load(name string) (manifest, error) {
	name = filepath.Join(s.own, name)
	info, err := s.FS.Lstat(name)
	if err == nil && info.Mode().IsRegular() {
		text, err := readFile(s.FS, name, info.Size())
		return readManifest(text), err
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return manifest{}, err
}

// startOfMachine names the time since which the machine has been running, or is empty where the system does not tell.
func startOfMachine() string {
	id, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return strings.TrimSpace(string(id))
}

// writeNext writes the manifest that will be that of the site, and beside it the seal that makes it the last one.
func (s *site) writeNext(text []byte, sum string) error {
	seal := sum + " " + startOfMachine() + "\n"
	if err := writeFile(s.FS, filepath.Join(s.own, unsealedName), []byte(seal), true); err != nil {
		return err
	}
	// A file called next says that files are being moved, so that it must be whole from the first.
	draft := filepath.Join(s.own, draftName)
	if err := writeFile(s.FS, draft, text, true); err != nil {
		return err
	}
	return s.FS.Rename(draft, filepath.Join(s.own, nextName))
}

// seal makes the manifest of the site the one whose keys are believed.
func (s *site) seal() error {
	err := s.FS.Rename(filepath.Join(s.own, unsealedName), filepath.Join(s.own, sealName))
	if err != nil {
		return fmt.Errorf("the site is published, but its seal cannot be written: %w; the next build will look at every file", err)
	}
	s.fresh = false
	return nil
}

// at gives the path of a file of the site in the operating system.
func (s *site) at(path string) string {
	return s.root + sep + filepath.FromSlash(path)
}

// name gives the path of a file of the site as people know it.
func (s *site) name(path string) string { return filepath.Join(s.shown, filepath.FromSlash(path)) }

// folder says whether a folder of the site is there. It is an error if something else is: nothing is written through a
// link, and nothing that stands in the way is removed but what the last manifest names.
func (s *site) folder(path string) (bool, error) {
	if path == "." {
		return true, nil
	}
	s.looks.Lock()
	there, known := s.folders[path]
	s.looks.Unlock()
	if known {
		return there, nil
	}
	there, err := s.folder(parent(path))
	if there && err == nil {
		there, err = s.lookFolder(path)
	}
	if err != nil {
		return false, err
	}
	s.looks.Lock()
	s.folders[path] = there
	s.looks.Unlock()
	return there, nil
}

func (s *site) lookFolder(path string) (bool, error) {
	info, err := s.FS.Lstat(s.at(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return true, nil
	case slices.Contains(s.inWay, path):
		return false, nil
	}
	return false, problem{fmt.Errorf("%s is %s, where the site needs a folder; remove it and build again", s.name(path), kind(info))}
}

// emptied returns an error unless all that a folder holds is to be deleted, so that a file can take its place.
func (s *site) emptied(dir string) error {
	entries, err := s.FS.ReadDir(s.at(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			if err := s.emptied(p); err != nil {
				return err
			}
		} else if !slices.Contains(s.inWay, p) {
			return problem{fmt.Errorf("%s stands in a folder whose name a file of the site needs, and gongbao did not publish it; "+
				"remove it and build again", s.name(p))}
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

// clear removes a folder and all that it holds.
func (s *site) clear(ctx context.Context, dir string) error {
	entries, err := s.FS.ReadDir(dir)
	if err != nil {
		return ifThere(err)
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(dir, e.Name())
		if e.IsDir() {
			err = s.clear(ctx, name)
		} else {
			err = ifThere(s.FS.Remove(name))
		}
		if err != nil {
			return err
		}
	}
	return ifThere(s.FS.Remove(dir))
}

// ifThere takes it for a success that what should be removed is not there.
func ifThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
