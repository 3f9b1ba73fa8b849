package source

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/packed"
	"gongbao/generator/problem"
)

// The folder static/ of the content is copied to the root of the site as it is: CNAME, favicon.ico, the files by which other
// services recognise an owner, the old files of a site that moved here. Each of its files is a source of its own, so the store
// remembers its hash, and a change of one is found like any other.

// Static is the folder of the content that is copied as it is.
const Static = "static"

// StaticFile is a file below static/.
type StaticFile struct {
	Source string // slash path below the content folder
	bulletin.Attachment
}

// Path returns where the file goes: its path below the root of the site.
func (f *StaticFile) Path() string { return f.Source[len(Static)+1:] }

func isStatic(path string) bool { return strings.HasPrefix(path, Static+"/") }

// Static returns the files below static/, in order of path.
func (s *Sources) Static() []StaticFile {
	var all []StaticFile
	for _, it := range s.below(Static) {
		if it.Static != nil {
			all = append(all, *it.Static)
		}
	}
	return all
}

// static lists the files of a folder below static/, each as a unit.
func (w *walker) static(dir string) {
	info, err := os.Lstat(filepath.Join(w.content, filepath.FromSlash(dir)))
	if err != nil {
		return
	}
	if !info.IsDir() {
		w.report(problem.LinkToFolder, dir, "is not a folder; expected the folder of the files that are copied as they are", "make it a folder")
		return
	}
	var units []unit
	var left []string
	w.gather(dir, "", &left, func(name string, state fileState) {
		state.name = ""
		units = append(units, unit{path: path.Join(dir, name), file: state})
	})
	w.reportLeftovers(dir, left)
	w.take(units)
}

// static returns the item of a file below static/.
func (r *reader) static(u unit) Item {
	last := r.last.Find(u.path)
	if last != nil && last.entry.unit.same(u) {
		it := *last
		it.read = false
		return it
	}
	if known := r.from.store.find(u.path, &r.next); known != nil && known.unit.same(u) {
		it := Item{entry: *known}
		if it.unpackStatic(known.meta) {
			it.read = r.last != nil
			return it
		}
	}
	now := time.Now()
	it := Item{entry: entry{unit: u}, read: true}
	a, err := r.attachment(path.Base(u.path), u.path)
	if err != nil {
		it.Problems = r.unreadable(u.path, err)
		return it
	}
	if a.Active == "HTML" && r.harmless(u.path) {
		a.Active = ""
	}
	u.settle(now)
	it.Static = &StaticFile{u.path, a}
	it.entry = entry{unit: u, hash: a.Hash, meta: string(packStatic(&a))}
	if last != nil && last.entry.meta == it.entry.meta { // touched
		it.read = false
	}
	return it
}

// harmless reports whether a page below static/ holds nothing that runs, such as those by which other services recognise the owner of a
// site. In a bulletin no page is harmless, since what others sent is not checked that closely by whoever attaches it.
func (r *reader) harmless(source string) bool {
	switch strings.ToLower(path.Ext(source)) {
	case ".html", ".htm":
	default:
		return false
	}
	data, err := r.file(source, 0)
	return err == nil && scriptFree(data)
}

func packStatic(a *bulletin.Attachment) []byte {
	b := packed.AppendUint(nil, uint64(a.Size))
	b = append(b, a.Hash[:]...)
	return packed.AppendString(b, a.Active)
}

func (it *Item) unpackStatic(meta string) bool {
	d := packed.Decoder{S: meta}
	f := &StaticFile{Source: it.Path()}
	f.Name = path.Base(f.Source)
	f.Size = int64(d.Uint())
	copy(f.Hash[:], d.Take(uint64(len(f.Hash))))
	f.Active = d.Text()
	if d.Failed || d.S != "" || meta == "" {
		return false
	}
	it.Static = f
	return true
}
