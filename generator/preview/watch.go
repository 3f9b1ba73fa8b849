package preview

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"gongbao/generator"
	"gongbao/generator/problem"
)

const (
	// gather is how long the watcher waits after an event for those that belong to it: an editor saves by writing
	// another file and renaming it, a checkout changes a thousand.
	gather     = 8 * time.Millisecond
	gatherMost = 200 * time.Millisecond
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
	fmt.Fprintf(s.options.Log, "cannot watch the content (%v); looking for changes every %s instead\n", err, pollEvery)
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
	if s.watcher == nil {
		s.poll(ctx)
		return
	}
	w := s.watcher
	for {
		changed, styles := map[string]bool{}, true
		var wait, most <-chan time.Time
	gathering:
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-w.Events:
				if e.Op == fsnotify.Chmod || temporary(e.Name) {
					continue
				}
				if e.Op.Has(fsnotify.Create) {
					if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
						if err := addTree(w, e.Name); err != nil {
							s.giveUpWatching(err)
							s.rebuild(ctx, []string{"."}, false)
							s.poll(ctx)
							return
						}
					}
				}
				changed[s.folderOf(e.Name)] = true
				styles = styles && filepath.Ext(e.Name) == ".css"
				wait = time.After(gather)
				if most == nil {
					most = time.After(gatherMost)
				}
			case <-w.Errors: // events were lost: look everywhere
				changed["."] = true
				styles = false
				wait = time.After(gather)
			case <-wait:
				break gathering
			case <-most:
				break gathering
			}
		}
		var folders []string
		for f := range changed {
			folders = append(folders, f)
		}
		slices.Sort(folders)
		s.rebuild(ctx, folders, styles)
	}
}

// poll looks everywhere at an interval.
func (s *Server) poll(ctx context.Context) {
	t := time.NewTicker(s.options.Poll)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			s.rebuild(ctx, []string{"."}, false)
		}
	}
}

// watched are the folders in which a change matters.
func (s *Server) watched() []string {
	dirs := []string{s.options.Site.Content}
	if theme := s.options.Site.Theme; theme != "" {
		if info, err := os.Stat(theme); err == nil && info.IsDir() {
			dirs = append(dirs, theme)
		}
	}
	return dirs
}

// addTree watches a folder and all below it.
func addTree(w *fsnotify.Watcher, dir string) error {
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

// rebuild reads what changed and tells the browsers.
func (s *Server) rebuild(ctx context.Context, folders []string, styles bool) {
	started := time.Now()
	_, latest, _ := s.state()
	site, err := latest.Reload(ctx, folders, started)
	if err != nil {
		if ctx.Err() == nil {
			fmt.Fprintf(s.options.Log, "%s: %v\n", strings.Join(folders, ", "), err)
		}
		return
	}
	if site.Same(latest) {
		return // touched, but nothing is different
	}
	s.take(site)
	s.notify(styles)
	if !slices.Equal(site.Problems, latest.Problems) {
		s.tell(site.Problems)
	}
	fmt.Fprintf(s.options.Log, "%s: %s in %s%s\n", strings.Join(folders, ", "), read(site), since(started), troubled(site))
}

func read(site *generator.Site) string {
	switch n := site.Parsed(); n {
	case 0:
		return "read"
	case 1:
		return "1 source read"
	default:
		return fmt.Sprintf("%d sources read", n)
	}
}

func troubled(site *generator.Site) string {
	switch n := problem.Errors(site.Problems); n {
	case 0:
		return ""
	case 1:
		return "; 1 problem, the last good page stays"
	default:
		return fmt.Sprintf("; %d problems, the last good page stays", n)
	}
}
