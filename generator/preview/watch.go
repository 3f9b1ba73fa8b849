package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"gongbao/generator/problem"
)

const (
	// gather is how long the watcher waits after an event for those that belong to it: a save is several events within a
	// moment, a checkout is thousands.
	gather     = 2 * time.Millisecond
	gatherMost = 200 * time.Millisecond
	// patience is how long bad news waits for the rest of a save: an editor may empty a file before it writes it, or move
	// it away before it writes another in its place, and is not to be told of a mistake that nobody made.
	patience = 100 * time.Millisecond
	// pollEvery is the interval where watching is not possible.
	pollEvery = 2 * time.Second
)

// startWatching watches the content. Where that is not possible, or not wanted, there is no watcher.
func (s *Server) startWatching() {
	if s.options.Poll > 0 {
		return
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		s.watcher = w
		for _, dir := range s.watched() {
			if err = addTree(w, dir); err != nil {
				break
			}
		}
	}
	if err != nil {
		s.giveUpWatching(err)
	}
}

// giveUpWatching says aloud that changes are looked for at an interval from now on.
func (s *Server) giveUpWatching(err error) {
	s.options.Poll = pollEvery
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		err = errors.New("the system allows no more watches")
	}
	fmt.Fprintf(s.options.Log, "cannot watch the content (%v); looking for changes every %s instead, and less often where there is much to look at\n", err, pollEvery)
	s.stopWatching()
}

func (s *Server) stopWatching() {
	if s.watcher != nil {
		s.watcher.Close()
		s.watcher = nil
	}
}

// watch keeps the site as its sources are. An event is only a hint to look again into a folder: what is to be read is
// decided by size and time of the files.
func (s *Server) watch(ctx context.Context) {
	s.remember() // and again at the end; but a terminal may be closed any time
	for s.watcher != nil && ctx.Err() == nil {
		go runtime.GC() // now, while the editor writes, rather than in the middle of the next turn
		var t turn
		for folders := s.changes(ctx, nil); len(folders) > 0; folders = s.changes(ctx, time.After(s.options.patience)) {
			s.reload(ctx, &t, folders)
			if s.watcher == nil || !s.bad() {
				break
			}
		}
		s.announce(&t)
	}
	s.poll(ctx)
}

// poll looks everywhere at an interval, of which the looking itself takes no more than a tenth.
func (s *Server) poll(ctx context.Context) {
	var took time.Duration
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(max(s.options.Poll, 9*took)):
			begun := time.Now()
			var t turn
			s.reload(ctx, &t, []string{"."})
			took = time.Since(begun)
			if s.bad() {
				time.Sleep(s.options.patience)
				s.reload(ctx, &t, []string{"."})
			}
			s.announce(&t)
		}
	}
}

// changes waits for events, until none follows for a moment, and gives the folders to look into. None came where it ends
// without a folder: until the end of the wait, or of ctx. It gives up watching where that is not possible any more.
func (s *Server) changes(ctx context.Context, end <-chan time.Time) (folders []string) {
	var most <-chan time.Time
	var fresh, gone []string // folders that are new; folders and files that are not there any more
	note := func(folder string) {
		if !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
		end = time.After(gather)
		if most == nil {
			most = time.After(gatherMost)
		}
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-s.watcher.Events:
			if e.Op == fsnotify.Chmod || temporary(e.Name) {
				continue
			}
			if e.Op.Has(fsnotify.Create) && isDir(e.Name) {
				fresh = append(fresh, e.Name)
			}
			if e.Op.Has(fsnotify.Rename) || e.Op.Has(fsnotify.Remove) {
				gone = append(gone, e.Name)
			}
			note(s.folderOf(e.Name))
		case <-s.watcher.Errors: // events were lost: look everywhere
			note(".")
		case <-end:
			return s.follow(fresh, gone, folders)
		case <-most:
			return s.follow(fresh, gone, folders)
		}
	}
}

// follow watches new folders, just before they are read, and gives those to read. The watcher knows a folder inside one that
// was moved by its old name until it is told to forget it.
func (s *Server) follow(fresh, gone, folders []string) []string {
	for _, watched := range s.watcher.WatchList() {
		if slices.ContainsFunc(gone, func(g string) bool { return watched == g || strings.HasPrefix(watched, g+string(filepath.Separator)) }) {
			s.watcher.Remove(watched) // it may be forgotten already
		}
	}
	for _, dir := range fresh {
		if err := addTree(s.watcher, dir); err != nil {
			s.giveUpWatching(err)
			return []string{"."}
		}
	}
	slices.Sort(folders)
	return folders
}

// watched are the folders in which a change matters.
func (s *Server) watched() []string {
	dirs := []string{s.options.Site.Content}
	if theme := s.options.Site.Theme; theme != "" {
		if isDir(theme) {
			dirs = append(dirs, theme)
		}
	}
	return dirs
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// addTree watches a folder and all below it.
func addTree(w *fsnotify.Watcher, dir string) error {
	dir += string(filepath.Separator) // the content folder may be a link
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // gone again, or not ours to read: the next scan will tell
		}
		if !d.IsDir() {
			return nil
		}
		if name != dir && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		return w.Add(name)
	})
}

// temporary are the files that editors write beside the one they save.
func temporary(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") || base == "4913"
}

// folderOf gives the folder of the content to read again after a change of a file: that of its bulletin.
func (s *Server) folderOf(name string) string {
	rel, err := filepath.Rel(s.options.Site.Content, name)
	if err != nil || !filepath.IsLocal(rel) {
		return "."
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	if len(parts) < 2 || parts[0] != "bulletins" && parts[0] != "pages" {
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

// A turn is what was read since the browsers were last told.
type turn struct {
	folders []string
	parsed  int
	updated bool // the latest site is another than it was, though it is the same
	took    time.Duration
}

// reload reads what changed in some folders.
func (s *Server) reload(ctx context.Context, t *turn, folders []string) {
	begun := time.Now()
	parsed, ok, err := s.latest.Update(ctx, folders, s.now())
	site := s.latest
	if err == nil && !ok {
		site, err = s.latest.Reload(ctx, folders, s.now())
	}
	switch {
	case err != nil:
		if ctx.Err() == nil {
			fmt.Fprintf(s.options.Log, "%s: %v\n", strings.Join(folders, ", "), err)
		}
		return
	case ok && parsed > 0:
		t.updated, s.kept = true, nil
	case ok || site.Same(s.latest):
		return // touched, but nothing is different
	default:
		s.latest, parsed = site, site.Parsed()
	}
	t.folders = append(t.folders, folders...)
	t.parsed += parsed
	t.took += time.Since(begun)
}

// bad says whether there are problems that were not told yet, or bulletins are gone.
func (s *Server) bad() bool {
	_, told := s.state()
	known := map[problem.Problem]bool{}
	for _, p := range told.Problems() {
		known[p] = true
	}
	return len(s.latest.Archive().Records) < len(told.Archive().Records) ||
		slices.ContainsFunc(s.latest.Problems(), func(p problem.Problem) bool { return !p.Warning && !known[p] })
}

// announce shows the site as it is now, unless it has problems, and tells browsers and terminal.
func (s *Server) announce(t *turn) {
	begun := time.Now()
	_, told := s.state()
	if s.latest == told && !t.updated {
		return
	}
	s.mu.Lock()
	s.told = s.latest
	if problem.Errors(s.told.Problems()) == 0 {
		s.good = s.told
	}
	s.mu.Unlock()
	s.notify()
	t.took += time.Since(begun)
	if !slices.Equal(s.latest.Problems(), told.Problems()) {
		s.tell(s.latest.Problems())
	}
	slices.Sort(t.folders)
	fmt.Fprintf(s.options.Log, "%s: %s in %s%s\n", strings.Join(slices.Compact(t.folders), ", "), read(t.parsed), human(t.took), outcome(problem.Errors(told.Problems()), problem.Errors(s.latest.Problems())))
}

func read(n int) string {
	if n == 0 {
		return "read"
	}
	return count(n, "source") + " read"
}

// outcome says what became of the problems.
func outcome(before, after int) string {
	switch {
	case after > 0:
		return "; " + count(after, "problem") + ", the last good page stays"
	case before > 0:
		return "; no problem any more"
	}
	return ""
}
