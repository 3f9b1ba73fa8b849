package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Published is one file of a site, as the manifest of its last publication lists it.
type Published struct {
	Path string
	Size int64 // bytes
}

// Standing lists what the last publication left in dir, sorted by path. It only reads, and takes no lock. whole reports whether
// the manifest is complete and the one that was written last; if not, the list holds what can still be read. The error wraps
// fs.ErrNotExist if nothing was ever published in dir.
func Standing(dir string) (files []Published, whole bool, err error) {
	own := filepath.Join(dir, hidden)
	text, err := os.ReadFile(filepath.Join(own, manifestName))
	if err != nil {
		return nil, false, err
	}
	seal, err := os.ReadFile(filepath.Join(own, sealName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, false, err
	}
	m := readManifest(text)
	sum, _, _ := strings.Cut(string(seal), " ")
	entries := entryReader{m.lines}
	for e, ok := entries.next(); ok; e, ok = entries.next() {
		files = append(files, Published{e.path, e.size})
	}
	return files, m.intact && sum == m.sum, nil
}
