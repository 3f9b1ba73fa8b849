package confined

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"gongbao/generator/internal/folder"
)

// link makes a symbolic link, or skips the test where there are none.
func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

func TestLinksAreFollowedInsideTheFolderOnly(t *testing.T) {
	top := t.TempDir()
	folder.Write(t, top, map[string]string{"in/a.txt": "a", "in/sub/b.txt": "b", "out/secret.txt": "secret", "in-other/secret.txt": "secret", ".env": "secret"})
	in := filepath.Join(top, "in")
	for name, to := range map[string]string{
		"to-file": "a.txt", "to-sub": "sub/b.txt", "up-and-back": "../in/a.txt", "absolute": filepath.Join(in, "a.txt"), "sub/up": "../a.txt", "twice": "to-file", "folder": "sub", "through": "folder/up",
		"leak": "../out/secret.txt", "leak-absolute": filepath.Join(top, "out", "secret.txt"), "leak-twice": "leak", "leak-folder": "../out", "alike": "../in-other/secret.txt",
		"leak-through": "leak-folder/secret.txt", "nowhere": "../missing", "round": "round", "proc": "/proc/self/environ", "zero": "/dev/zero", "top": "/",
	} {
		link(t, to, filepath.Join(in, filepath.FromSlash(name)))
	}
	f := Folder{Name: in}
	for name, want := range map[string]string{"a.txt": "a", "to-file": "a", "to-sub": "b", "up-and-back": "a", "absolute": "a", "sub/up": "a", "twice": "a", "folder/b.txt": "b", "through": "a", "folder/up": "a"} {
		if data, err := f.ReadFile(name, 100); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"leak", "leak-absolute", "leak-twice", "leak-folder", "leak-folder/secret.txt", "leak-through", "alike", "top", "../out/secret.txt"} {
		if data, err := f.ReadFile(name, 100); !errors.Is(err, ErrOutside) {
			t.Errorf("%s: %q, %v; expected ErrOutside", name, data, err)
		}
	}
	for _, name := range []string{"proc", "zero", "nowhere", "round", "missing"} {
		if data, err := f.ReadFile(name, 100); err == nil {
			t.Errorf("%s: %q", name, data)
		}
	}
	if _, err := f.ReadFile("missing", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if _, err := f.ReadFile("sub/b.txt", 0); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	open := Folder{Name: in, Open: true}
	if data, err := open.ReadFile("leak-through", 100); err != nil || string(data) != "secret" {
		t.Errorf("an open folder: %q, %v", data, err)
	}
	if _, err := open.ReadFile("zero", 100); runtime.GOOS != "windows" && !errors.Is(err, ErrSpecial) {
		t.Errorf("a device in an open folder: %v", err)
	}
	if _, err := fs.ReadFile(f.FS(), "../out/secret.txt"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a path that leads out: %v", err)
	}
	entries, err := fs.ReadDir(f.FS(), "sub")
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
	if _, err := fs.ReadDir(f.FS(), "leak-folder"); !errors.Is(err, ErrOutside) {
		t.Errorf("a folder outside: %v", err)
	}
}

func TestSiteHoldsRelativeLinksToWhatIsNotHidden(t *testing.T) {
	top := filepath.Join(t.TempDir(), "site")
	folder.Write(t, top, map[string]string{"content/a.yaml": "a", "shared/b.yaml": "b", ".env": "secret", ".git/config": "secret", "../out.yaml": "out"})
	site, below, ok := Site(filepath.Join(top, "content"))
	if !ok || below != "content" {
		t.Fatal(site, below, ok)
	}
	for name, to := range map[string]string{"b": "../shared/b.yaml", "back": "../content/a.yaml", "absolute": filepath.Join(top, "shared", "b.yaml"), "env": "../.env", "git": "../.git/config",
		"out": "../../out.yaml", "twice": "absolute", "shared": "../shared"} {
		link(t, to, filepath.Join(top, "content", name))
	}
	for name, inside := range map[string]bool{"b": true, "back": true, "shared": true, "absolute": false, "env": false, "git": false, "out": false, "twice": false} {
		if _, err := site.FindRelative(filepath.Join(below, name)); (err == nil) != inside {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, ok := Site(string(filepath.Separator) + "content"); ok {
		t.Error("the top of the disk is no site")
	}
}

// TestLinkThatComesInBetweenLeadsNowhere swaps a folder and a link to a folder outside while files are read.
func TestLinkThatComesInBetweenLeadsNowhere(t *testing.T) {
	top := t.TempDir()
	folder.Write(t, top, map[string]string{"in/sub/a.txt": "inside", "out/a.txt": "outside"})
	link(t, filepath.Join(top, "out"), filepath.Join(top, "in", "other"))
	var done sync.WaitGroup
	stop := make(chan struct{})
	done.Go(func() {
		at := func(name string) string { return filepath.Join(top, "in", name) }
		for {
			select {
			case <-stop:
				return
			default:
			}
			os.Rename(at("sub"), at("kept"))
			os.Rename(at("other"), at("sub"))
			os.Rename(at("sub"), at("other"))
			os.Rename(at("kept"), at("sub"))
		}
	})
	f := Folder{Name: filepath.Join(top, "in")}
	for range 3000 {
		if data, err := f.ReadFile(filepath.Join("sub", "a.txt"), 100); err == nil && string(data) != "inside" {
			t.Errorf("read %q", data)
			break
		}
	}
	close(stop)
	done.Wait()
}
