// Package folder helps tests with folders of files: it writes content and compares sites.
package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Write writes files by their slash path below dir.
func Write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Bulletin returns the source of a bulletin. more are additional lines of its front matter.
func Bulletin(title, day string, more ...string) string {
	return "---\ntitle: " + title + "\npublisher: 甲\ndate: " + day + "\n" + strings.Join(append(more, "---", "文。", ""), "\n")
}

// Age sets the modification time of everything in a folder to an hour ago, so that a build trusts it.
func Age(t testing.TB, dir string) {
	t.Helper()
	long := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chtimes(name, long, long)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Snapshot reads all files of a site, except the build's own. A folder that does not exist has none.
func Snapshot(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && name == dir {
				return fs.SkipAll
			}
			return err
		}
		if d.IsDir() {
			if d.Name() == ".gongbao" {
				return fs.SkipDir
			}
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		data, err := os.ReadFile(name)
		files[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Equal reports whether two snapshots are the same.
func Equal(a, b map[string][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for name, data := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(data, other) {
			return false
		}
	}
	return true
}

// Difference names the files in which two snapshots differ.
func Difference(want, got map[string][]byte) string {
	var all []string
	for name, data := range want {
		switch other, ok := got[name]; {
		case !ok:
			all = append(all, "missing "+name)
		case !bytes.Equal(data, other):
			all = append(all, "different "+name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			all = append(all, "left over "+name)
		}
	}
	slices.Sort(all)
	return fmt.Sprintf("%d files: %s", len(all), strings.Join(all[:min(8, len(all))], ", "))
}
