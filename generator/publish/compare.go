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

// fate is what becomes of a planned file.
type fate uint8

const (
	isKept fate = iota
	isNew
	isChanged
)

// item is what is known of a planned file.
type item struct {
	size int64
	fate fate
	ours bool // the last manifest names it
}

// gone is a file that the last manifest names and the plan does not.
type gone struct {
	path  string
	inWay bool // it stands where the plan needs a folder, or in a folder where the plan needs a file
}

// work is the difference between what stands and what is planned.
type work struct {
	items []item // one for each planned file
	todo  []int  // those that must be rendered
	gone  []gone
}

func (w *work) nothing() bool { return len(w.todo) == 0 && len(w.gone) == 0 }

// compare walks through the plan and the manifest side by side. What was known of the folder before is forgotten.
func (s *site) compare(plan []File, old manifest) *work {
	w := &work{items: make([]item, len(plan))}
	s.inWay, s.replaced, s.folders = nil, map[string]bool{}, map[string]bool{}
	believe := s.believer()
	entries := walk{old.lines}
	e, more := entries.next()
	var above prefixes
	inWay := map[string]bool{}
	drop := func() {
		if _, below := above.next(e.path); below {
			inWay[e.path] = true
		}
		w.gone = append(w.gone, gone{path: e.path})
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
			if string(key[:]) == e.key && believe(e) {
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
	if len(w.gone) > 0 && s.caseBlind() {
		s.renamed(plan, w, inWay)
	}
	for i := range w.gone {
		if g := &w.gone[i]; inWay[g.path] {
			g.inWay = true
			s.inWay = append(s.inWay, g.path)
		}
	}
	return w
}

// caseBlind says that the file system takes names for one that differ only in case.
func (s *site) caseBlind() bool {
	_, err := s.FS.Lstat(filepath.Join(s.root, strings.ToUpper(hidden)))
	return err == nil
}

// renamed finds the files that get the same name in other letters. There, the old one has to go first: it is the one that
// would be found under the new name, and deleting it last would delete the new one.
func (s *site) renamed(plan []File, w *work, inWay map[string]bool) {
	old := map[string]string{}
	for _, g := range w.gone {
		old[fold(g.path)] = g.path
	}
	for _, i := range w.todo {
		if path, ok := old[fold(plan[i].Path)]; ok {
			inWay[path] = true
			s.replaced[plan[i].Path] = true
		}
	}
}

// believer gives a function that says whether a file still is what the manifest says of it. A file is not looked at when
// nothing gives cause to: that is what makes a build quick that has nothing to do.
func (s *site) believer() func(entry) bool {
	if s.damaged || s.Clean {
		return func(entry) bool { return false }
	}
	top, there := "", false
	return func(e entry) bool {
		// People empty a folder with "rm -rf public/*", which leaves hidden names.
		if first, _, _ := strings.Cut(e.path, "/"); first != top {
			_, err := s.FS.Lstat(s.at(first))
			top, there = first, err == nil
		}
		if !there || !s.aged {
			return there
		}
		info, err := s.FS.Lstat(s.at(e.path))
		return err == nil && info.Mode().IsRegular() && info.Size() == e.size
	}
}

// unknown lists the files in the folder that are not planned. After a publication these are files of others, and, if the
// manifest had been damaged, files that it no longer named.
func (s *site) unknown(plan []File) ([]string, error) {
	found := []string{}
	var visit func(dir string) error
	visit = func(dir string) error {
		entries, err := s.FS.ReadDir(s.at(dir))
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
			if _, ok := slices.BinarySearchFunc(plan, p, func(f File, p string) int { return strings.Compare(f.Path, p) }); !ok {
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

// parent gives the folder of a path, "." at the top.
func parent(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return "."
}
