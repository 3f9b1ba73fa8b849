package generator

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongbao/generator/problem"
)

// A unit is the source of one bulletin or page: a markdown file alone, or a folder with index.md and its attachments.
type unit struct {
	source string      // slash path below the content folder, of the markdown file
	file   fileState   // of the markdown file
	beside []fileState // of the attachments, by name
}

// fileState is what tells without reading whether a file may have changed.
type fileState struct {
	name string // of an attachment: slash path relative to its bulletin's folder
	size int64
	time int64 // of modification, nanoseconds
}

func stateOf(name string, info fs.FileInfo) fileState {
	return fileState{name: name, size: info.Size(), time: info.ModTime().UnixNano()}
}

// walk lists the units below one folder of the content, sorted by source. What it cannot take it reports: links out of
// the content folder, files that are no files, markdown beside an index.md, files that belong to no bulletin.
func walk(content, show, folder string) ([]unit, []problem.Problem) {
	w := &walker{content: content, show: show}
	if real, err := filepath.EvalSymlinks(content); err == nil {
		w.real = real
	}
	w.busy.Add(1)
	w.slots = make(chan struct{}, 8)
	w.folder(folder, slices.Contains(sourceFolders, folder))
	w.busy.Wait()
	// Folders are read in any order, and what they hold is in order: gathered by folder, little is left to sort.
	slices.SortFunc(w.found, func(a, b []unit) int { return strings.Compare(a[0].source, b[0].source) })
	units := slices.Concat(w.found...)
	bySource := func(a, b unit) int { return strings.Compare(a.source, b.source) }
	if !slices.IsSortedFunc(units, bySource) {
		slices.SortFunc(units, bySource)
	}
	return units, w.problems
}

type walker struct {
	content, real, show string
	busy                sync.WaitGroup
	slots               chan struct{} // folders read at a time

	mu       sync.Mutex
	found    [][]unit // of each folder that holds any
	problems []problem.Problem
}

func (w *walker) report(source, message, hint string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, problem.Problem{File: path.Join(w.show, source), Message: message, Hint: hint})
}

func (w *walker) folder(dir string, top bool) {
	defer w.busy.Done()
	w.slots <- struct{}{}
	defer func() { <-w.slots }()
	opened, entries, err := w.open(dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.report(dir, "cannot be read: "+plainError(err), "")
		}
		return
	}
	defer opened.Close()
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "index.md" }) {
		if !top {
			w.bundle(dir)
			return
		}
		w.report(path.Join(dir, "index.md"), "found at the top of "+dir+"; expected in a folder of its own", "move it and its files to "+dir+"/NAME/")
	}
	units := make([]unit, 0, len(entries))
	for _, e := range entries {
		if ignored(e.Name()) || top && e.Name() == "index.md" {
			continue
		}
		name := dir + "/" + e.Name()
		if e.Type().IsRegular() && path.Ext(name) == ".md" { // nearly all are, so nothing more is asked for them than is needed
			if state, ok := stateIn(opened, e.Name()); ok {
				units = append(units, unit{source: name, file: state})
				continue
			}
		}
		info, ok := w.stat(name, e)
		switch {
		case !ok:
		case info.IsDir():
			w.busy.Add(1)
			go w.folder(name, false)
		case path.Ext(name) == ".md":
			units = append(units, unit{source: name, file: stateOf("", info)})
		default:
			w.mu.Lock()
			w.problems = append(w.problems, problem.Problem{File: path.Join(w.show, name), Warning: true,
				Message: "belongs to no bulletin; expected a markdown file, or a folder with index.md",
				Hint:    "to attach it, make a folder of the bulletin: NAME/index.md with this file beside it"})
			w.mu.Unlock()
		}
	}
	w.take(units)
}

// open opens a folder and gives its entries, by name.
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

// bundle takes a folder with index.md as one unit.
func (w *walker) bundle(dir string) {
	u := unit{source: path.Join(dir, "index.md")}
	var gather func(below string)
	gather = func(below string) {
		entries, err := os.ReadDir(filepath.Join(w.content, filepath.FromSlash(path.Join(dir, below))))
		if err != nil {
			w.report(path.Join(dir, below), "cannot be read: "+plainError(err), "")
			return
		}
		for _, e := range entries {
			if ignored(e.Name()) {
				continue
			}
			name := path.Join(below, e.Name())
			info, ok := w.stat(path.Join(dir, name), e)
			switch {
			case !ok:
			case info.IsDir():
				gather(name)
			case name == "index.md":
				u.file = stateOf("", info)
			case path.Ext(name) == ".md":
				w.report(path.Join(dir, name), "found beside an index.md; expected one markdown file in a bulletin's folder", "move it out of "+dir+"/")
			default:
				u.beside = append(u.beside, stateOf(name, info))
			}
		}
	}
	gather("")
	w.take([]unit{u})
}

// stat follows a symbolic link as long as it stays in the content folder, and takes only files and folders.
func (w *walker) stat(name string, e fs.DirEntry) (fs.FileInfo, bool) {
	full := filepath.Join(w.content, filepath.FromSlash(name))
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		var real string
		if real, err = filepath.EvalSymlinks(full); err == nil {
			if rel, e := filepath.Rel(w.real, real); e != nil || !filepath.IsLocal(rel) {
				w.report(name, "is a symbolic link that leaves the content folder; expected files of the archive alone", "copy the file in place of the link")
				return nil, false
			}
			if info, err = os.Stat(full); err == nil && info.IsDir() {
				w.report(name, "is a symbolic link to a folder; expected a folder", "move the folder here")
				return nil, false
			}
		}
	}
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) || e.Type()&fs.ModeSymlink != 0 {
			w.report(name, "cannot be read: "+plainError(err), "")
		}
		return nil, false
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		w.report(name, "is a "+special(info.Mode())+"; expected a file", "remove it from the content folder")
		return nil, false
	}
	return info, true
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

// ignored are the files that editors and systems leave behind, and the originals that an import keeps.
func ignored(name string) bool {
	return strings.Contains(name, ".original.") || strings.HasSuffix(name, ".original") || name[0] == '.' || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		name == "Thumbs.db" || name == "desktop.ini"
}

// plainError is an error without the path that the message names anyway.
func plainError(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}
