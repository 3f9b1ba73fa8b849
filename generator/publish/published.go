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

// Standing lists the files that the last publication left in dir, sorted by path. It only reads, and takes no lock. whole reports
// whether the manifest is complete and the one that was written last; if not, the list holds what can still be read. The error
// wraps fs.ErrNotExist if nothing was ever published in dir.
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

// State identifies the site in dir, as far as its seal and the names at its top show. It only reads, and takes no lock. It returns
// "" if there is no site, if a build left it half done, or if the machine was restarted since the last publication: then only
// Publish finds out whether all files are whole.
func State(dir string) string {
	own := filepath.Join(dir, hidden)
	state, err := os.ReadFile(filepath.Join(own, sealName))
	if err != nil {
		return ""
	}
	if _, boot, _ := strings.Cut(strings.TrimSpace(string(state)), " "); boot != bootID() {
		return ""
	}
	for _, folder := range []string{dir, own} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return ""
		}
		for _, e := range entries {
			if folder == own && e.Name() == nextName {
				return ""
			}
			state = append(append(state, e.Name()...), '/') // which no name holds
		}
		state = append(state, '/')
	}
	return checksum(state)
}
