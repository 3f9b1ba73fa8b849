package publish

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// fate is what happens to a planned file.
type fate uint8

const (
	isKept fate = iota
	isNew
	isChanged
)

// item is what is known about a planned file.
type item struct {
	size int64
	fate fate
	ours bool // in the last manifest
}

// goneFile is a file that the last manifest names but the plan does not.
type goneFile struct {
	path  string
	inWay bool // where the plan needs a folder, or in a folder where the plan needs a file
}

// work is the difference between the published site and the plan.
type work struct {
	items []item // one for each planned file
	todo  []int  // the planned files that must be rendered
	gone  []goneFile
}

// keeps reports whether a planned file need not be rendered.
func (w *work) keeps(plan []File, path string) bool {
	i, ok := slices.BinarySearchFunc(plan, path, func(f File, path string) int { return strings.Compare(f.Path, path) })
	_, todo := slices.BinarySearch(w.todo, i)
	return ok && !todo
}

func (w *work) empty() bool { return len(w.todo) == 0 && len(w.gone) == 0 }

// compare walks through the plan and the manifest side by side. It discards what was known about the folder.
func (out *output) compare(plan []File, old manifest) *work {
	w := &work{items: make([]item, len(plan))}
	out.inWay, out.replaced, out.folders = nil, map[string]bool{}, map[string]bool{}
	unchanged := out.unchanged()
	entries := entryReader{rest: old.lines}
	e, more := entries.next()
	var above prefixes
	inWay := map[string]bool{}
	drop := func() {
		switch {
		case !out.mayDelete(e.path) || isPlanned(plan, e.path):
			out.damaged = true // only gongbao should write here, and it writes no such line
		default:
			if _, below := above.next(e.path); below {
				inWay[e.path] = true
			}
			w.gone = append(w.gone, goneFile{path: e.path})
		}
		e, more = entries.next()
	}
	var key [keyLen]byte
	for i := range plan {
		f, it := &plan[i], &w.items[i]
		for more && e.path < f.Path {
			drop()
		}
		if folder, below := above.next(f.Path); below {
			inWay[folder] = true
		}
		if more && e.path == f.Path {
			it.ours = true
			base64.RawURLEncoding.Encode(key[:], f.Key[:])
			if string(key[:]) == e.key && unchanged(e) {
				it.size = e.size
				e, more = entries.next()
				continue
			}
			e, more = entries.next()
		}
		w.todo = append(w.todo, i)
	}
	for more {
		drop()
	}
	out.damaged = out.damaged || entries.wrong
	if len(w.gone) > 0 && out.ignoresCase() {
		out.findRenamed(plan, w, inWay)
	}
	for i := range w.gone {
		if g := &w.gone[i]; inWay[g.path] {
			g.inWay = true
			out.inWay = append(out.inWay, g.path)
		}
	}
	return w
}

// mayDelete reports whether a path of a manifest names a file of the site. A manifest is data that anyone may have written, not
// truth: a path that leads out of the folder, or into the hidden folder, is never deleted.
func (out *output) mayDelete(path string) bool {
	return refusedPath(path) == "" && filepath.IsLocal(filepath.FromSlash(path))
}

func isPlanned(plan []File, path string) bool {
	_, ok := slices.BinarySearchFunc(plan, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
	return ok
}

// ignoresCase reports whether the file system treats names as equal that differ only in case.
func (out *output) ignoresCase() bool {
	_, err := out.FS.Lstat(filepath.Join(out.root, strings.ToUpper(hidden)))
	return err == nil
}

// findRenamed finds the files whose name changes only in case. The old one must be deleted first: both names mean one file,
// so deleting it last would delete the new one.
func (out *output) findRenamed(plan []File, w *work, inWay map[string]bool) {
	old := map[string]string{}
	for _, g := range w.gone {
		old[Fold(g.path)] = g.path
	}
	for _, i := range w.todo {
		if path, ok := old[Fold(plan[i].Path)]; ok {
			inWay[path] = true
			out.replaced[plan[i].Path] = true
		}
	}
}

// unchanged returns a function that reports whether a file still is what the manifest says. It looks at a file only if there is a
// reason to, so that a build with nothing to do is fast.
func (out *output) unchanged() func(entry) bool {
	if out.damaged || out.Clean {
		return func(entry) bool { return false }
	}
	top, topExists := "", false
	return func(e entry) bool {
		// People empty a folder with "rm -rf public/*", which leaves hidden names.
		if first, _, _ := strings.Cut(e.path, "/"); first != top {
			_, err := out.FS.Lstat(out.at(first))
			top, topExists = first, err == nil
		}
		if !topExists || !out.rebooted {
			return topExists
		}
		info, err := out.FS.Lstat(out.at(e.path))
		return err == nil && info.Mode().IsRegular() && info.Size() == e.size
	}
}

// unknown lists the files in the folder that are not planned. After a publication these are files that gongbao did not write and, if
// the manifest was damaged, files that it no longer named.
func (out *output) unknown(plan []File) ([]string, error) {
	found := []string{}
	var visit func(dir string) error
	visit = func(dir string) error {
		entries, err := out.FS.ReadDir(out.at(dir))
		if err != nil {
			return err
		}
		for _, e := range entries {
			p := path.Join(dir, e.Name())
			if p == hidden {
				continue
			}
			if e.IsDir() {
				if err := visit(p); err != nil {
					return err
				}
				continue
			}
			if !isPlanned(plan, p) {
				found = append(found, p)
			}
		}
		return nil
	}
	err := visit("")
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	slices.Sort(found)
	return found, err
}
