package publish

import (
	"errors"
	"fmt"
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
	text, err := readCredible(filepath.Join(own, manifestName))
	if err != nil {
		return nil, false, err
	}
	seal, err := readCredible(filepath.Join(own, sealName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, false, err
	}
	m := readManifest(text)
	sum, _, _ := strings.Cut(string(seal), " ")
	entries := entryReader{rest: m.lines}
	whole = m.intact && sum == m.sum
	for e, ok := entries.next(); ok; e, ok = entries.next() {
		if refusedPath(e.path) != "" {
			whole = false // gongbao writes no such line
			continue
		}
		files = append(files, Published{e.path, e.size})
	}
	return files, whole, nil
}

// readCredible reads a file of a hidden folder that gongbao can have written.
func readCredible(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !credible(info) {
		return nil, fmt.Errorf("%s is %s that gongbao did not write", name, kind(info))
	}
	return os.ReadFile(name)
}

// State identifies the site in dir, as far as its seal and the names at its top show. It only reads, and takes no lock. It returns
// "" if there is no site, if a build left it half done, or if the machine was restarted since the last publication: then only
// Publish finds out whether all files are whole.
func State(dir string) string {
	own := filepath.Join(dir, hidden)
	state, err := readCredible(filepath.Join(own, sealName))
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

// Unexplained returns the name of a file that a caller may keep beside the manifest of the site in dir, and that publications leave
// alone.
func Unexplained(dir string) string { return filepath.Join(dir, hidden, keptName) }
