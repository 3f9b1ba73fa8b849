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

	"gongbao/generator/problem"
)

// walk lists the units below one folder of the content, in order of path, and what symbolic links lead to.
func walk(content, folder string) (units []unit, strays []stray, linked []string) {
	w := &walker{content: content}
	if real, err := filepath.EvalSymlinks(content); err == nil {
		w.real = real
	}
	w.slots = make(chan struct{}, 8)
	if folder == Static || isStatic(folder) {
		w.static(folder)
	} else {
		w.busy.Add(1)
		w.folder(folder, slices.Contains(Folders, folder))
		w.busy.Wait()
	}
	// Folders are read in any order, but the units of each are sorted, so sorting by folder leaves little to do.
	slices.SortFunc(w.found, func(a, b []unit) int { return strings.Compare(a[0].path, b[0].path) })
	units = slices.Concat(w.found...)
	if !slices.IsSortedFunc(units, byPath) {
		slices.SortFunc(units, byPath)
	}
	return units, w.strays, w.linked
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
	linked []string // what symbolic links lead to: slash paths below the content folder
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
	named := func(is func(name string) bool) int {
		return slices.IndexFunc(entries, func(e fs.DirEntry) bool { return is(e.Name()) })
	}
	if named(func(name string) bool { return name == "index.md" }) >= 0 {
		if !top {
			w.bundle(dir)
			return
		}
		w.report(problem.StrayIndex, path.Join(dir, "index.md"), "found at the top of "+dir+"; expected in a folder of its own", "move it and its files to "+dir+"/NAME/")
	} else if i := named(nearlyIndex); i >= 0 && !top {
		w.report(problem.SourceEnding, path.Join(dir, entries[i].Name()), "is not read, because it is not named index.md; so the files beside it belong to no bulletin",
			"rename it to index.md")
		return
	}
	units := make([]unit, 0, len(entries))
	var left []string
	for _, e := range entries {
		name := dir + "/" + e.Name()
		switch {
		case ignored(e.Name()), top && e.Name() == "index.md":
			continue
		case leftover(e.Name()):
			left = append(left, e.Name())
			continue
		case e.Type().IsRegular() && strings.HasSuffix(name, ".md"): // as nearly all are
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
			w.reportStray(name)
		}
	}
	w.reportLeftovers(dir, left)
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
	var left []string
	w.gather(dir, "", &left, func(name string, state fileState) {
		meant := meantAs(path.Base(name))
		switch {
		case name == "index.md":
			state.name = ""
			u.file = state
		case path.Ext(name) == ".md", meant != "" && !strings.HasSuffix(name, ".txt"):
			w.report(problem.StrayMarkdown, path.Join(dir, name), "found beside an index.md; expected one markdown file in a bulletin's folder", "move it out of "+dir+"/")
		default:
			u.beside = append(u.beside, state)
		}
	})
	w.reportLeftovers(dir, left)
	w.reportClashes(u)
	w.take([]unit{u})
}

// gather finds the files in a folder and in all folders below it that can be published. below is the path from the folder to where it
// looks. Names of leftovers are added to left.
func (w *walker) gather(dir, below string, left *[]string, found func(name string, state fileState)) {
	entries, err := os.ReadDir(filepath.Join(w.content, filepath.FromSlash(path.Join(dir, below))))
	if err != nil {
		w.report(problem.UnreadableFile, path.Join(dir, below), "cannot be read: "+reason(err), "")
		return
	}
	for _, e := range entries {
		name := path.Join(below, e.Name())
		switch open := dir == Static && name == wellKnown; {
		case !open && ignored(e.Name()):
			w.reportHidden(dir, name)
			continue
		case leftover(e.Name()):
			*left = append(*left, name)
			continue
		}
		if fault := nameFault(e.Name()); fault != "" {
			w.reportName(dir, name, fault)
			continue
		}
		info, target, ok := w.stat(path.Join(dir, name), e)
		switch {
		case !ok:
		case info.IsDir():
			w.gather(dir, name, left, found)
		default:
			found(name, stateOf(name, target, info))
		}
	}
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
			w.mu.Lock()
			w.linked = append(w.linked, filepath.ToSlash(target))
			w.mu.Unlock()
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

// reason returns an error without its path, which the message names anyway.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return err.Error()
}
