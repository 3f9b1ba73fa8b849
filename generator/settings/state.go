package settings

import (
	"io/fs"
	"os"
	"path/filepath"

	"gongbao/generator/confined"
	"gongbao/generator/internal/changetime"
	"gongbao/generator/packed"
)

// A State shows whether the files that decide the settings may have changed, without reading them.
type State struct {
	Files  []byte // names, sizes, times and inodes of the files
	Newest int64  // time of the last change, in nanoseconds since 1970
}

// Look returns the state of the files that Read would read. It follows symbolic links, as Read does, so a change of a link's target
// is a change of the settings.
func Look(o Options) State {
	l := looker{seen: map[string]bool{}}
	entries, _ := os.ReadDir(o.Content)
	for _, e := range entries {
		if e.Name() != "themes" {
			l.file(filepath.Join(o.Content, e.Name()))
		}
	}
	themes, _ := os.ReadDir(filepath.Join(o.Content, "themes"))
	for _, e := range themes {
		if folder, err := o.folder("themes/" + e.Name()); err == nil {
			l.folder(filepath.Join(o.Content, "themes", e.Name()), folder)
		}
	}
	if o.Theme != "" {
		l.folder(o.Theme, confined.Folder{Name: o.Theme, Open: o.Links})
	}
	return l.state
}

type looker struct {
	state State
	seen  map[string]bool // folders by their real path: a link may lead to a folder above it
}

// file notes a regular file, or the target of a link to one.
func (l *looker) file(name string) (fs.FileInfo, bool) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, false
	}
	if info.Mode().IsRegular() {
		b := packed.AppendString(l.state.Files, name)
		b = packed.AppendUint(b, uint64(info.Size()))
		b = packed.AppendInt(b, info.ModTime().UnixNano())
		changed, inode := changetime.Of(info)
		b = packed.AppendUint(packed.AppendInt(b, changed), inode)
		real, _ := filepath.EvalSymlinks(name) // a link may come to lead to a file of the same size and time
		l.state.Files = packed.AppendString(b, real)
		l.state.Newest = max(l.state.Newest, info.ModTime().UnixNano())
	}
	return info, true
}

// folder notes the files of a folder of a theme. It does not follow links that Read refuses: they may lead to the whole disk.
func (l *looker) folder(name string, theme confined.Folder) {
	real, err := filepath.EvalSymlinks(name)
	if err != nil || l.seen[real] || !theme.Holds(real) {
		return
	}
	l.seen[real] = true
	l.state.Files = packed.AppendString(l.state.Files, real)
	entries, _ := os.ReadDir(name)
	for _, e := range entries {
		inside := filepath.Join(name, e.Name())
		if info, ok := l.file(inside); ok && info.IsDir() {
			l.folder(inside, theme)
		}
	}
}
