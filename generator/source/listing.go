package source

import (
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/internal/changetime"
	"gongbao/generator/packed"
	"gongbao/generator/problem"
)

// Folders are the folders of the content that hold sources, in order.
var Folders = []string{"bulletins", "pages", Static}

// A unit is the source of one bulletin or page: a single markdown file, or a folder with index.md and its attachments. A file below
// static/ is a unit too.
type unit struct {
	path   string      // slash path of the file below the content folder
	file   fileState   // of that file
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
// and pipes, markdown beside an index.md, files that belong to no bulletin, files that nothing reads.
func Look(content string) *Listing { return list(content, Folders) }

// list is Look for some folders below the content folder. Files outside the source folders are looked at if it lists all of these.
func list(content string, folders []string) *Listing {
	l := &Listing{}
	linked := map[string]bool{}
	for _, folder := range folders {
		units, strays, links := walk(content, folder)
		l.strays = append(l.strays, strays...)
		for _, to := range links {
			linked[to] = true
		}
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
	if listsAll(folders) {
		l.strays = append(l.strays, misplaced(content, linked)...)
	}
	return l
}

func listsAll(folders []string) bool {
	return !slices.ContainsFunc(Folders, func(f string) bool { return !slices.Contains(folders, f) })
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
