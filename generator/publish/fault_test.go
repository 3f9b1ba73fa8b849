package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

var errInjected = errors.New("injected fault")

// faulty counts calls by kind and lets some of them fail.
type faulty struct {
	FS
	fail  func(op string, n int) error // n counts the calls of the kind from 1
	mu    sync.Mutex
	calls map[string]int
	hit   bool
}

func (f *faulty) call(op string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calls == nil {
		f.calls = map[string]int{}
	}
	f.calls[op]++
	f.calls["any"]++
	if f.fail == nil {
		return nil
	}
	err := f.fail(op, f.calls[op])
	if err == nil {
		err = f.fail("any", f.calls["any"])
	}
	f.hit = f.hit || err != nil
	return err
}

func try[T any](f *faulty, op string, do func() (T, error)) (T, error) {
	if err := f.call(op); err != nil {
		var zero T
		return zero, err
	}
	return do()
}

func (f *faulty) Lstat(name string) (fs.FileInfo, error) {
	return try(f, "lstat", func() (fs.FileInfo, error) { return f.FS.Lstat(name) })
}

func (f *faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	return try(f, "readdir", func() ([]fs.DirEntry, error) { return f.FS.ReadDir(name) })
}

func (f *faulty) Open(name string) (Handle, error) {
	h, err := try(f, "open", func() (Handle, error) { return f.FS.Open(name) })
	return &faultyHandle{h, f}, err
}

func (f *faulty) Create(name string) (Handle, error) {
	h, err := try(f, "create", func() (Handle, error) { return f.FS.Create(name) })
	return &faultyHandle{h, f}, err
}

func (f *faulty) Mkdir(name string) error {
	_, err := try(f, "mkdir", func() (bool, error) { return true, f.FS.Mkdir(name) })
	return err
}

func (f *faulty) Rename(from, to string) error {
	_, err := try(f, "rename", func() (bool, error) { return true, f.FS.Rename(from, to) })
	return err
}

func (f *faulty) Remove(name string) error {
	_, err := try(f, "remove", func() (bool, error) { return true, f.FS.Remove(name) })
	return err
}

type faultyHandle struct {
	Handle
	f *faulty
}

func (h *faultyHandle) Read(p []byte) (int, error) {
	return try(h.f, "read", func() (int, error) { return h.Handle.Read(p) })
}

func (h *faultyHandle) Write(p []byte) (int, error) {
	if err := h.f.call("write"); err != nil {
		n, _ := h.Handle.Write(p[:len(p)/2]) // as a disk does that becomes full
		return n, err
	}
	return h.Handle.Write(p)
}

func (h *faultyHandle) Sync() error {
	_, err := try(h.f, "sync", func() (bool, error) { return true, h.Handle.Sync() })
	return err
}

func (h *faultyHandle) Close() error {
	err := h.f.call("close")
	if e := h.Handle.Close(); err == nil {
		err = e
	}
	return err
}

// caseBlind takes names in the output folder for one that differ only in case.
type caseBlind struct {
	FS
	root string
}

func (c caseBlind) low(name string) string {
	if rest, ok := strings.CutPrefix(name, c.root); ok {
		return c.root + strings.ToLower(rest)
	}
	return name
}

func (c caseBlind) Lstat(name string) (fs.FileInfo, error)     { return c.FS.Lstat(c.low(name)) }
func (c caseBlind) ReadDir(name string) ([]fs.DirEntry, error) { return c.FS.ReadDir(c.low(name)) }
func (c caseBlind) Open(name string) (Handle, error)           { return c.FS.Open(c.low(name)) }
func (c caseBlind) Create(name string) (Handle, error)         { return c.FS.Create(c.low(name)) }
func (c caseBlind) Mkdir(name string) error                    { return c.FS.Mkdir(c.low(name)) }
func (c caseBlind) Rename(from, to string) error               { return c.FS.Rename(c.low(from), c.low(to)) }
func (c caseBlind) Remove(name string) error                   { return c.FS.Remove(c.low(name)) }

// The three sites of the fault tests: between the first two there is everything that a publication can meet, but a file
// and a folder of one name.
var (
	small1 = pages{
		"index.html": "1" + a("about.html", "2025/index.html", "old/index.html"), "about.html": "about" + a("index.html"),
		"2025/index.html": a("2025/x.html", "2025/y.html"), "2025/x.html": "x1", "2025/y.html": "y1" + a("2025/x.html"),
		"old/index.html": a("old/deep/er/1.html"), "old/deep/er/1.html": "1" + a("index.html"),
	}
	small2 = pages{
		"index.html": "2" + a("about.html", "2025/index.html", "new/index.html"), "about.html": "about" + a("index.html"),
		"2025/index.html": a("2025/x.html", "2025/z.html"), "2025/x.html": "x2" + a("2025/z.html"), "2025/z.html": "z2" + a("new/deep/er/2.html"),
		"new/index.html": a("new/deep/er/2.html"), "new/deep/er/2.html": "2" + a("index.html"),
	}
	small3 = pages{
		"index.html": "3" + a("2025/index.html", "new/index.html", "old/index.html"), "2025/index.html": a("2025/x.html", "2025/y.html"),
		"2025/x.html": "x1", "2025/y.html": "y3" + a("new/index.html"), "new/index.html": "n3" + a("old/index.html"), "old/index.html": "o3" + a("2025/y.html"),
	}
)

var kinds = []string{"lstat", "readdir", "open", "create", "mkdir", "rename", "remove", "read", "write", "sync", "close"}

// TestEveryCallThatFailsLeavesAWholeSite lets the n-th call of each kind fail, for every n: once; or from then on, as a
// full disk does; or that and every other call after it, which is what a kill at that point leaves behind.
func TestEveryCallThatFailsLeavesAWholeSite(t *testing.T) {
	type fault struct {
		name string
		fail func(k int) func(op string, n int) error
	}
	var faults []fault
	for _, kind := range kinds {
		faults = append(faults, fault{kind + " once", func(k int) func(string, int) error {
			return func(op string, n int) error { return when(op == kind && n == k) }
		}}, fault{kind + " from then on", func(k int) func(string, int) error {
			return func(op string, n int) error { return when(op == kind && n >= k) }
		}})
	}
	faults = append(faults, fault{"killed", func(k int) func(string, int) error {
		return func(op string, n int) error { return when(op == "any" && n >= k) }
	}})
	for _, old := range []pages{nil, small1} {
		for _, f := range faults {
			t.Run(fmt.Sprintf("%s, %d pages before", f.name, len(old)), func(t *testing.T) {
				t.Parallel()
				k := 1
				for ; tryFault(t, old, k, f.fail(k)) && !t.Failed(); k++ {
				}
				if k == 1 && old != nil { // a first publication reads and removes nothing
					t.Error("the fault was never met")
				}
			})
		}
	}
}

func when(yes bool) error {
	if yes {
		return errInjected
	}
	return nil
}

// tryFault publishes small2 over an old site while calls fail, and reports whether one did.
func tryFault(t *testing.T, old pages, k int, fail func(string, int) error) bool {
	dir := filepath.Join(folder(t), "public")
	if old != nil {
		publish(t, dir, old)
	}
	fsys := &faulty{FS: Disk{}, fail: fail}
	_, err := Publish(context.Background(), dir, small2.plan(), Options{Jobs: 1, FS: fsys})
	if !fsys.hit {
		small2.expect(t, dir)
		return false
	}
	if err == nil && slices.Contains([]string{"create", "mkdir", "rename", "write", "sync"}, lastOf(fsys)) {
		t.Errorf("call %d: a fault went unnoticed", k)
	}
	wholeSite(t, dir, old, err, fmt.Sprintf("call %d", k))

	// What the next build makes of it does not depend on what it is asked to make.
	for i, next := range []pages{small2, small3, small1, small2} {
		r := publish(t, dir, next)
		next.expect(t, dir)
		if i == 0 && err != nil && strings.Contains(err.Error(), "as it was before") && r.Unknown != nil {
			t.Errorf("call %d: after %v, the manifest is no longer trusted", k, err)
		}
	}
	return true
}

// lastOf is the kind of the only fault that was injected, if it is one kind.
func lastOf(f *faulty) string {
	for _, kind := range kinds {
		for n := range f.calls[kind] {
			if f.fail(kind, n+1) != nil {
				return kind
			}
		}
	}
	return ""
}

// wholeSite asserts what holds after a failure: each file is an old or a new one, no link is dead, and if the message says
// that nothing happened, nothing did.
func wholeSite(t *testing.T, dir string, old pages, err error, when string) {
	t.Helper()
	if _, e := os.Stat(dir); e != nil {
		return
	}
	if dead := deadLinks(dir, func(string, string) {}); len(dead) > 0 {
		t.Errorf("%s: dead links %q after %v", when, dead, err)
	}
	now := pages{}
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == hidden {
			return fs.SkipDir
		}
		if err == nil && !e.IsDir() {
			text, _ := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			now[filepath.ToSlash(rel)] = string(text)
		}
		return nil
	})
	for path, text := range now {
		before, was := old[path]
		after, will := small2[path]
		if !(was && text == before) && !(will && text == after) {
			t.Errorf("%s: %s holds %q", when, path, text)
		}
	}
	if err != nil && strings.Contains(err.Error(), "as it was before") {
		if d := old.diff(now); d != "" {
			t.Errorf("%s: %v; but %s", when, err, d)
		}
	}
}

func TestFullDiskLeavesTheOldSiteAndSaysHowMuchIsMissing(t *testing.T) {
	base := folder(t)
	err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "gongbao-test", base).Run()
	if err != nil {
		t.Skip("a memory file system of 8 MiB cannot be mounted here; the fault tests let writes fail all the same")
	}
	t.Cleanup(func() { exec.Command("umount", base).Run() })
	dir := filepath.Join(base, "public")
	site := func(version, n int) pages {
		p := pages{"index.html": fmt.Sprint(version)}
		for i := range n {
			path := fmt.Sprintf("%d.html", i)
			p[path] = strings.Repeat(fmt.Sprintf("%d of %d\n", i, version), 1500)
			p["index.html"] += a(path)
		}
		return p
	}
	_, err = Publish(context.Background(), dir, site(1, 2000).plan(), Options{})
	if err == nil || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free about ") {
		t.Errorf("first publication: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the failed first publication left something")
	}
	publish(t, dir, site(1, 200)) // 3 MB of 8
	_, err = Publish(context.Background(), dir, site(2, 900).plan(), Options{})
	if err == nil || !strings.Contains(err.Error(), "no space left on device while writing "+dir) ||
		!strings.Contains(err.Error(), "the site is as it was before; free about ") {
		t.Errorf("second publication: %v", err)
	}
	site(1, 200).expect(t, dir)
	publish(t, dir, site(2, 210))
	site(2, 210).expect(t, dir)

	if err := exec.Command("mount", "-o", "remount,ro", base).Run(); err != nil {
		t.Fatal(err)
	}
	_, err = Publish(context.Background(), dir, site(3, 210).plan(), Options{})
	if err == nil || !strings.Contains(err.Error(), "read-only") || !strings.Contains(err.Error(), "the site is as it was before; make "+dir+" writable") {
		t.Errorf("read-only: %v", err)
	}
	site(2, 210).expect(t, dir)
}

func TestMessageOfAFullDisk(t *testing.T) {
	dir := folder(t)
	publish(t, dir, small1)
	fsys := &faulty{FS: Disk{}, fail: func(op string, n int) error {
		if op == "write" && n == 3 {
			return &fs.PathError{Op: "write", Path: filepath.Join(dir, hidden, newFolder, "2025", "z.html"), Err: syscall.ENOSPC}
		}
		return nil
	}}
	_, err := Publish(context.Background(), dir, small2.plan(), Options{Jobs: 1, FS: fsys})
	want := "no space left on device while writing " + filepath.Join(dir, "2025", "z.html") +
		"; the site is as it was before; free about 1 MB and build again"
	if err == nil || err.Error() != want {
		t.Errorf("error\n got %v\nwant %s", err, want)
	}
}
