package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"gongbao/generator/problem"
)

const (
	// gather is how long the server waits after an event for others: one save causes several events at once, a checkout
	// thousands. Altogether it waits no longer than gatherMost.
	gather     = 2 * time.Millisecond
	gatherMost = 200 * time.Millisecond
	// rootEvery is the interval at which the server checks that it still watches the right folders.
	rootEvery = 500 * time.Millisecond
	// pollEvery is the interval of looking for changes where the system cannot watch.
	pollEvery = 2 * time.Second
)

// A watcher watches folders and everything below them.
//
// The system watches a folder, not a name. Below a root, events of the parent folder show that a folder came or went. But a root
// itself may be moved or replaced, and so may the folders above it or the link that leads to it, without any event. So the
// watcher remembers which folder each root was, and compares.
type watcher struct {
	notify *fsnotify.Watcher
	roots  []root
}

// A root is a folder that is watched by name.
type root struct {
	dir  string
	info fs.FileInfo // of the folder that is watched; nil: none
}

func watchFolders(dirs ...string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify: notify}
	for _, dir := range dirs {
		w.roots = append(w.roots, root{dir: dir})
	}
	if _, err := w.rewatch(); err != nil {
		notify.Close()
		return nil, err
	}
	return w, nil
}

// now returns the folder that currently has the name of a root, or nil.
func (r *root) now() fs.FileInfo {
	if info, err := os.Stat(r.dir); err == nil && info.IsDir() {
		return info
	}
	return nil
}

func (r *root) same(now fs.FileInfo) bool {
	if now == nil || r.info == nil {
		return now == nil && r.info == nil
	}
	return os.SameFile(now, r.info)
}

// replaced reports whether a root is another folder than the one that is watched.
func (w *watcher) replaced() bool {
	return slices.ContainsFunc(w.roots, func(r root) bool { return !r.same(r.now()) })
}

// rewatch watches the roots that have been replaced, and reports whether there were any.
func (w *watcher) rewatch() (changed bool, err error) {
	for i := range w.roots {
		r := &w.roots[i]
		now := r.now() // first, so that a folder that comes later is found the next time
		if r.same(now) {
			continue
		}
		changed = true
		w.forget(r.dir)
		if r.info = now; now != nil {
			if err := w.add(r.dir); err != nil {
				return changed, err
			}
		}
	}
	return changed, nil
}

// add watches a folder and all below it.
func (w *watcher) add(dir string) error {
	dir += string(filepath.Separator) // it may be a link
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // gone again, or not readable: reading the content will report that
		}
		if !d.IsDir() {
			return nil
		}
		if name != dir && strings.HasPrefix(d.Name(), ".") && d.Name() != ".well-known" {
			return filepath.SkipDir
		}
		err = w.notify.Add(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone again
		}
		return err
	})
}

// forget stops watching folders that are gone, and all below them. Otherwise the system would go on watching a folder that was moved,
// and report its files by their old names.
func (w *watcher) forget(gone ...string) {
	names := map[string]bool{}
	for _, name := range gone {
		names[filepath.Clean(name)] = true
	}
	below := func(name string) bool {
		for name = filepath.Clean(name); !names[name]; name = filepath.Dir(name) {
			if name == filepath.Dir(name) {
				return false
			}
		}
		return true
	}
	for _, name := range w.notify.WatchList() {
		if below(name) {
			w.notify.Remove(name) // an error means that it was forgotten already
		}
	}
	for i := range w.roots {
		if below(w.roots[i].dir) {
			w.roots[i].info = nil
		}
	}
}

// startWatching watches content and theme, unless the options ask for polling or the system cannot watch.
func (s *Server) startWatching() {
	if s.options.Poll > 0 {
		return
	}
	dirs := []string{s.options.Site.Content}
	if theme := s.options.Site.Theme; theme != "" { // it may be a name instead of a folder, and then never exists
		dirs = append(dirs, theme)
	}
	var err error
	if s.watcher, err = watchFolders(dirs...); err != nil {
		s.giveUpWatching(err)
	}
}

// giveUpWatching switches to polling, and logs that.
func (s *Server) giveUpWatching(err error) {
	s.options.Poll = pollEvery
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		err = errors.New("the system allows no more watches")
	}
	fmt.Fprintf(s.options.Log, "cannot watch the content (%s); looking for changes every %s instead, or less often if that takes long\n", problem.Visible(err.Error()), pollEvery)
	s.stopWatching()
}

func (s *Server) stopWatching() {
	if s.watcher != nil {
		s.watcher.notify.Close()
		s.watcher = nil
	}
}

// changes waits for events until no other follows for a while, and returns the folders to read again. It returns none if end comes
// first, or if ctx ends. If the system can no longer watch, it switches to polling.
func (s *Server) changes(ctx context.Context, end <-chan time.Time) (folders []string) {
	var most <-chan time.Time
	var fresh, gone []string // folders and files that are new, and those that are gone
	note := func(folder string) {
		if !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
		end = time.After(gather)
		if most == nil {
			most = time.After(gatherMost)
		}
	}
	check := time.NewTicker(rootEvery)
	defer check.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-s.watcher.notify.Events:
			if e.Op == fsnotify.Chmod || temporary(e.Name) {
				continue
			}
			if e.Op.Has(fsnotify.Create) {
				fresh = append(fresh, e.Name)
			}
			if e.Op.Has(fsnotify.Rename) || e.Op.Has(fsnotify.Remove) {
				gone = append(gone, e.Name)
			}
			note(s.folderOf(e.Name))
		case <-s.watcher.notify.Errors: // events were lost: look everywhere
			note(".")
		case <-check.C:
			if s.watcher.replaced() {
				note(".")
			}
		case <-end:
			return s.watchNew(fresh, gone, folders)
		case <-most:
			return s.watchNew(fresh, gone, folders)
		}
	}
}

// watchNew watches new folders just before they are read, so that no change is missed, and returns the folders to read.
func (s *Server) watchNew(fresh, gone, folders []string) []string {
	if len(gone) > 0 {
		s.watcher.forget(gone...)
		fresh = append(fresh, gone...) // some may exist again, and may have been watched before the event came
	}
	changed, err := s.watcher.rewatch()
	for _, dir := range fresh {
		if err == nil && isDir(dir) {
			err = s.watcher.add(dir)
		}
	}
	if err != nil {
		s.giveUpWatching(err)
	}
	if err != nil || changed {
		return []string{"."}
	}
	slices.Sort(folders)
	return folders
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// temporary reports whether a file is one that editors write next to the one that they save.
func temporary(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") && base != ".well-known" || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") || base == "4913"
}

// folderOf returns the folder of the content to read again after a file changed: that of its bulletin.
func (s *Server) folderOf(name string) string {
	rel, err := filepath.Rel(s.options.Site.Content, name)
	if err != nil || !filepath.IsLocal(rel) {
		return "."
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	switch {
	case len(parts) > 1 && parts[0] == "static":
		return "static"
	case len(parts) < 2 || parts[0] != "bulletins" && parts[0] != "pages":
		return "."
	}
	parts = parts[:len(parts)-1]
	for i := 2; i <= len(parts); i++ { // a bulletin's folder is read as a whole
		if _, err := os.Stat(filepath.Join(s.options.Site.Content, filepath.Join(parts[:i]...), "index.md")); err == nil {
			return strings.Join(parts[:i-1], "/")
		}
	}
	return strings.Join(parts, "/")
}
