package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/internal/changetime"
	"gongbao/generator/packed"
	"gongbao/generator/problem"
)

// Folders are the folders of the content that hold sources, in order.
var Folders = []string{"bulletins", "pages"}

// A unit is the source of one bulletin or page: a single markdown file, or a folder with index.md and its attachments.
type unit struct {
	path   string      // slash path of the markdown file below the content folder
	file   fileState   // of the markdown file
	beside []fileState // of the attachments, by name
}

// fileState shows, without a reading, whether a file may have changed. Programs that synchronise files set the old time again after
// an edit of the same size, but none can set the time of the last change of the file itself.
type fileState struct {
	name    string // of an attachment: slash path relative to its bulletin's folder
	size    int64
	time    int64  // of the last change of the content, as programs may set it; nanoseconds since 1970
	changed int64  // of the last change of the file, as the system sets it; 0 where there is none
	inode   uint64 // 0 where there is none
}

// stateOf returns the state of a file. target is where a symbolic link leads, or "". Files that were copied with their times may
// have the same size and time, so a link's time is that of its target plus up to a second that depends on the target's path.
func stateOf(name, target string, info fs.FileInfo) fileState {
	state := fileState{name: name, size: info.Size(), time: info.ModTime().UnixNano()}
	state.changed, state.inode = changetime.Of(info)
	if target != "" {
		state.time += int64(xxh3.HashString(target) % uint64(time.Second))
	}
	return state
}

// A Listing is what the source folders hold: which files, and in which state. Nothing in it was read.
type Listing struct {
	units  []unit // in order of path
	strays []stray
}

// A stray is a file or folder that cannot be a source.
type stray struct {
	path    string // slash path below the content folder
	problem problem.Problem
}

// Look lists the sources of a content folder. It reports what cannot be a source: links that leave the content folder, devices
// and pipes, markdown beside an index.md, files that belong to no bulletin.
func Look(content string) *Listing { return list(content, Folders) }

// list is Look for some folders below the content folder.
func list(content string, folders []string) *Listing {
	l := &Listing{}
	for _, folder := range folders {
		units, strays := walk(content, folder)
		l.strays = append(l.strays, strays...)
		switch {
		case l.units == nil:
			l.units = units // nearly all
		case len(units) > 0:
			inOrder := l.units[len(l.units)-1].path < units[0].path
			if l.units = append(l.units, units...); !inOrder { // "a-b/x.md" comes before "a/x.md", but folder "a" before "a-b"
				slices.SortFunc(l.units, byPath)
			}
		}
	}
	return l
}

func byPath(a, b unit) int { return strings.Compare(a.path, b.path) }

// Len returns the number of sources.
func (l *Listing) Len() int { return len(l.units) }

// Sound reports whether everything that was found can be a source.
func (l *Listing) Sound() bool { return len(l.strays) == 0 }

// State returns a hash of the names and states of all sources and attachments, and the time of the last change in nanoseconds since
// 1970.
func (l *Listing) State() (hash [16]byte, newest int64) {
	h := xxh3.New()
	var line []byte
	note := func(name string, f fileState) {
		line = f.append(packed.AppendString(line, name))
		newest = max(newest, f.time)
	}
	for _, u := range l.units {
		line = line[:0]
		note(u.path, u.file)
		for _, f := range u.beside {
			note("", f)
		}
		h.Write(line)
	}
	return h.Sum128().Bytes(), newest
}

// walk lists the units below one folder of the content, in order of path.
func walk(content, folder string) ([]unit, []stray) {
	w := &walker{content: content}
	if real, err := filepath.EvalSymlinks(content); err == nil {
		w.real = real
	}
	w.busy.Add(1)
	w.slots = make(chan struct{}, 8)
	w.folder(folder, slices.Contains(Folders, folder))
	w.busy.Wait()
	// Folders are read in any order, but the units of each are sorted, so sorting by folder leaves little to do.
	slices.SortFunc(w.found, func(a, b []unit) int { return strings.Compare(a[0].path, b[0].path) })
	units := slices.Concat(w.found...)
	if !slices.IsSortedFunc(units, byPath) {
		slices.SortFunc(units, byPath)
	}
	return units, w.strays
}

// A walker reads folders in parallel. Their number is unknown beforehand, so each has its goroutine, and slots bound how many of
// them read. The bound is not --jobs, since they wait for the disk and do not compute.
type walker struct {
	content, real string
	busy          sync.WaitGroup
	slots         chan struct{}

	mu     sync.Mutex
	found  [][]unit // of each folder that holds any
	strays []stray
}

func (w *walker) report(code problem.Code, name, message, hint string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.strays = append(w.strays, stray{name, problem.New(code, path.Join(w.content, name), problem.Pos{}, "%s", message).WithHint("%s", hint)})
}

func (w *walker) folder(dir string, top bool) {
	defer w.busy.Done()
	w.slots <- struct{}{}
	defer func() { <-w.slots }()
	opened, entries, err := w.open(dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.report(problem.UnreadableFile, dir, "cannot be read: "+reason(err), "")
		}
		return
	}
	defer opened.Close()
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "index.md" }) {
		if !top {
			w.bundle(dir)
			return
		}
		w.report(problem.StrayIndex, path.Join(dir, "index.md"), "found at the top of "+dir+"; expected in a folder of its own", "move it and its files to "+dir+"/NAME/")
	}
	units := make([]unit, 0, len(entries))
	for _, e := range entries {
		if ignored(e.Name()) || top && e.Name() == "index.md" {
			continue
		}
		name := dir + "/" + e.Name()
		if e.Type().IsRegular() && path.Ext(name) == ".md" { // as nearly all are
			if state, ok := stateIn(opened, e.Name()); ok {
				units = append(units, unit{path: name, file: state})
				continue
			}
		}
		info, target, ok := w.stat(name, e)
		switch {
		case !ok:
		case info.IsDir():
			w.busy.Add(1)
			go w.folder(name, false)
		case path.Ext(name) == ".md":
			units = append(units, unit{path: name, file: stateOf("", target, info)})
		default:
			w.report(problem.StrayFile, name, "belongs to no bulletin; expected a markdown file, or a folder with index.md",
				"to attach it, turn the bulletin into a folder: NAME/index.md with this file beside it")
		}
	}
	w.take(units)
}

// open opens a folder and returns its entries, sorted by name.
func (w *walker) open(dir string) (*os.File, []fs.DirEntry, error) {
	f, err := os.Open(filepath.Join(w.content, filepath.FromSlash(dir)))
	if err != nil {
		return nil, nil, err
	}
	entries, err := f.ReadDir(-1)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return f, entries, nil
}

func (w *walker) take(units []unit) {
	if len(units) == 0 {
		return
	}
	w.mu.Lock()
	w.found = append(w.found, units)
	w.mu.Unlock()
}

// bundle makes one unit of a folder with index.md.
func (w *walker) bundle(dir string) {
	u := unit{path: path.Join(dir, "index.md")}
	var gather func(below string)
	gather = func(below string) {
		entries, err := os.ReadDir(filepath.Join(w.content, filepath.FromSlash(path.Join(dir, below))))
		if err != nil {
			w.report(problem.UnreadableFile, path.Join(dir, below), "cannot be read: "+reason(err), "")
			return
		}
		for _, e := range entries {
			if ignored(e.Name()) {
				continue
			}
			name := path.Join(below, e.Name())
			info, target, ok := w.stat(path.Join(dir, name), e)
			switch {
			case !ok:
			case info.IsDir():
				gather(name)
			case name == "index.md":
				u.file = stateOf("", target, info)
			case path.Ext(name) == ".md":
				w.report(problem.StrayMarkdown, path.Join(dir, name), "found beside an index.md; expected one markdown file in a bulletin's folder", "move it out of "+dir+"/")
			default:
				u.beside = append(u.beside, stateOf(name, target, info))
			}
		}
	}
	gather("")
	w.take([]unit{u})
}

// stat follows a symbolic link if it stays in the content folder, and accepts only files and folders. target is where a link leads.
func (w *walker) stat(name string, e fs.DirEntry) (info fs.FileInfo, target string, ok bool) {
	full := filepath.Join(w.content, filepath.FromSlash(name))
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		var real string
		if real, err = filepath.EvalSymlinks(full); err == nil {
			var e error
			if target, e = filepath.Rel(w.real, real); e != nil || !filepath.IsLocal(target) {
				w.report(problem.LinkLeavesContent, name, "is a symbolic link that leaves the content folder; expected a file of the archive", "copy the file in place of the link")
				return nil, "", false
			}
			if info, err = os.Stat(full); err == nil && info.IsDir() {
				w.report(problem.LinkToFolder, name, "is a symbolic link to a folder; expected a folder", "move the folder here")
				return nil, "", false
			}
		}
	}
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) || e.Type()&fs.ModeSymlink != 0 {
			w.report(problem.UnreadableFile, name, "cannot be read: "+reason(err), "")
		}
		return nil, "", false
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		w.report(problem.SpecialFile, name, "is a "+special(info.Mode())+"; expected a file", "remove it from the content folder")
		return nil, "", false
	}
	return info, target, true
}

func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "named pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}

// ignored reports whether a file is one that editors and systems leave behind, or an original that an import keeps.
func ignored(name string) bool {
	return strings.Contains(name, ".original.") || strings.HasSuffix(name, ".original") || name[0] == '.' || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		name == "Thumbs.db" || name == "desktop.ini"
}

// reason returns an error without its path, which the message names anyway.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}
