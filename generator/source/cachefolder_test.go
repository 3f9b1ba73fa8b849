//go:build unix

package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCacheThatOthersCanWriteToIsRefused(t *testing.T) {
	for mode, refused := range map[os.FileMode]bool{0o700: false, 0o755: false, 0o750: false, 0o775: true, 0o770: true, 0o777: true, 0o757: true, os.ModeSticky | 0o777: true} {
		dir := filepath.Join(t.TempDir(), "cache")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		link := dir + "-link"
		if err := os.Symlink(dir, link); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{dir, link} {
			err := CheckCache(name)
			if (err != nil) != refused || refused && !strings.Contains(err.Error(), "chmod go-w "+name) {
				t.Errorf("%v: %v", mode, err)
			}
		}
	}
	if err := CheckCache(filepath.Join(t.TempDir(), "none")); err != nil {
		t.Error(err)
	}
	if os.Geteuid() == 0 {
		dir := t.TempDir()
		if err := os.Chown(dir, 12345, -1); err != nil {
			t.Skip(err)
		}
		os.Chmod(dir, 0o755)
		if err := CheckCache(dir); err == nil || !strings.Contains(err.Error(), "12345") {
			t.Errorf("a folder of another user: %v", err)
		}
	}
}
