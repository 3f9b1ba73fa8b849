package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestFirstPublicationMakesTheFolderAndWritesThePlan(t *testing.T) {
	dir := filepath.Join(folder(t), "deep", "public")
	site := linked(1, 200)
	r := publish(t, dir, site)
	site.expect(t, dir)
	if len(r.New) != len(site) || len(r.Changed)+len(r.Deleted)+r.Kept != 0 || !slices.IsSorted(r.New) {
		t.Errorf("report: %d new of %d, %d changed, %d deleted, %d kept", len(r.New), len(site), len(r.Changed), len(r.Deleted), r.Kept)
	}
	size := 0
	for _, text := range site {
		size += len(text)
	}
	if r.Bytes != int64(size) {
		t.Errorf("report says %d bytes; the site has %d", r.Bytes, size)
	}
}

func TestSecondPublicationTouchesOnlyWhatDiffers(t *testing.T) {
	dir := folder(t)
	one := pages{"index.html": "home", "a/1.html": "one", "a/2.html": "two", "b/3.html": "three", "c.html": "c"}
	publish(t, dir, one)
	old := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	for path := range one {
		os.Chtimes(filepath.Join(dir, path), old, old)
	}
	two := one.with(pages{"a/2.html": "zwei", "d/4.html": "four"}, "b/3.html")
	r := publish(t, dir, two)
	two.expect(t, dir)
	want := `{"new":["d/4.html"],"changed":["a/2.html"],"deleted":["b/3.html"],"kept":3,"bytes":8}`
	if got, _ := json.Marshal(r); string(got) != want {
		t.Errorf("report\n got %s\nwant %s", got, want)
	}
	for path := range two {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		touched := !info.ModTime().Equal(old)
		if should := path == "a/2.html" || path == "d/4.html"; touched != should {
			t.Errorf("%s: touched is %v", path, touched)
		}
	}
}

func TestPublicationThatChangesNothingRendersAndWritesNothing(t *testing.T) {
	dir := folder(t)
	site := linked(1, 50)
	publish(t, dir, site)
	before, _ := os.Stat(filepath.Join(dir, hidden, manifestName))
	plan := site.plan()
	for i := range plan {
		plan[i].Render = func([]byte) ([]byte, error) { t.Error("rendered"); return nil, nil }
	}
	fsys := &faulty{FS: Disk{}}
	r, err := Publish(context.Background(), dir, plan, Options{FS: fsys})
	if err != nil || r.Kept != len(site) || len(r.New)+len(r.Changed)+len(r.Deleted) != 0 {
		t.Errorf("report %+v, error %v", r, err)
	}
	for _, op := range []string{"create", "mkdir", "rename", "remove"} {
		if n := fsys.calls[op]; n > 0 {
			t.Errorf("%d calls of %s", n, op)
		}
	}
	if after, _ := os.Stat(filepath.Join(dir, hidden, manifestName)); !os.SameFile(before, after) {
		t.Error("the manifest was written again")
	}
	site.expect(t, dir)
}

func TestFileWhoseKeyChangedButNotItsBytesIsNotTouched(t *testing.T) {
	dir, source := folder(t), filepath.Join(folder(t), "a.pdf")
	os.WriteFile(source, []byte("attachment"), 0o644)
	plan := append(pages{"index.html": "home"}.plan(), File{Path: "a.pdf", Copy: source})
	if _, err := Publish(context.Background(), dir, plan, Options{}); err != nil {
		t.Fatal(err)
	}
	for i := range plan {
		plan[i].Key[3]++
	}
	r, err := Publish(context.Background(), dir, plan, Options{})
	if err != nil || r.Kept != 2 || len(r.Changed) != 0 {
		t.Fatalf("report %+v, error %v", r, err)
	}
	plan[0].Render = nil
	plan[0].Copy = filepath.Join(folder(t), "not there") // never looked at: the new key is in the manifest
	if r, err = Publish(context.Background(), dir, plan, Options{}); err != nil || r.Kept != 2 {
		t.Errorf("report %+v, error %v", r, err)
	}
}

func TestCleanRepairsWhatSomebodyChangedAndWritesNothingElse(t *testing.T) {
	dir := folder(t)
	site := linked(1, 50)
	publish(t, dir, site)
	os.WriteFile(filepath.Join(dir, "about.html"), []byte("ABOUT\n"+a("index.html")), 0o644) // of the same size
	if r := publish(t, dir, site); len(r.Changed) != 0 {
		t.Errorf("without Clean the keys decide, but %q changed", r.Changed)
	}
	r, err := Publish(context.Background(), dir, site.plan(), Options{Clean: true})
	if err != nil || !slices.Equal(r.Changed, []string{"about.html"}) || len(r.New) != 0 || r.Kept != len(site)-1 {
		t.Errorf("report %+v, error %v", r, err)
	}
	site.expect(t, dir)
}

func TestTimesOfFilesDecideNothing(t *testing.T) {
	for _, year := range []int{1971, 2099} { // clocks go backwards, and are set wrong
		dir := folder(t)
		publish(t, dir, small1)
		filepath.WalkDir(dir, func(name string, _ fs.DirEntry, _ error) error {
			return os.Chtimes(name, time.Time{}, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
		})
		if r := publish(t, dir, small1); r.Kept != len(small1) {
			t.Errorf("files of %d: %d kept of %d", year, r.Kept, len(small1))
		}
		publish(t, dir, small2)
		small2.expect(t, dir)
	}
}

func TestSiteWhoseVisibleFilesWereDeletedComesBack(t *testing.T) {
	dir := folder(t)
	site := linked(1, 50)
	publish(t, dir, site)
	names, _ := filepath.Glob(filepath.Join(dir, "*")) // as "rm -rf public/*" does
	for _, name := range names {
		if filepath.Base(name) != hidden {
			os.RemoveAll(name)
		}
	}
	publish(t, dir, site)
	site.expect(t, dir)
}

func TestFilesOfOthersAreLeftAlone(t *testing.T) {
	dir := folder(t)
	publish(t, dir, linked(1, 50))
	foreign := pages{".well-known/security.txt": "mine", "2003/03/mine.txt": "mine", "CNAME": "example.org"}
	for path, text := range foreign {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755)
		os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)
	}
	publish(t, dir, linked(2, 50))
	linked(2, 50).with(foreign).expect(t, dir)
	publish(t, dir, pages{"index.html": "home"})
	pages{"index.html": "home"}.with(foreign).expect(t, dir)
}

func TestForeignFileInThePlaceOfAPageIsAnErrorBeforeAnyWrite(t *testing.T) {
	dir := folder(t)
	one := pages{"index.html": "home"}
	publish(t, dir, one)
	foreign := pages{"about.html": "mine", "contact.html": "same"}
	for path, text := range foreign {
		os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)
	}
	two := pages{"index.html": "new home", "about.html": "theirs", "contact.html": "same", "new.html": "new"}
	_, err := Publish(context.Background(), dir, two.plan(), Options{})
	if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "about.html")) || strings.Contains(err.Error(), "contact") {
		t.Errorf("error: %v", err)
	}
	one.with(foreign).expect(t, dir)
	os.Remove(filepath.Join(dir, "about.html"))
	publish(t, dir, two)
	two.expect(t, dir)
	publish(t, dir, one) // what had equal bytes was taken over, and belongs to the site now
	one.expect(t, dir)
}

func TestFolderThatHoldsForeignFilesIsRefused(t *testing.T) {
	for name, prepare := range map[string]func(dir string){
		"never published":  func(dir string) {},
		"killed at once":   func(dir string) { os.MkdirAll(filepath.Join(dir, hidden, newFolder, "a"), 0o755) },
		"an empty folder":  func(dir string) { os.MkdirAll(filepath.Join(dir, hidden), 0o755) },
		"hidden is a link": func(dir string) { os.Symlink("thesis.doc", filepath.Join(dir, hidden)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			os.WriteFile(filepath.Join(dir, "thesis.doc"), []byte("mine"), 0o644)
			prepare(dir)
			_, err := Publish(context.Background(), dir, pages{"index.html": "home"}.plan(), Options{})
			if err == nil || !strings.Contains(err.Error(), dir) {
				t.Errorf("error: %v", err)
			}
			if d := (pages{"thesis.doc": "mine"}).diff(tree(t, dir)); d != "" && name != "hidden is a link" {
				t.Error(d)
			}
		})
	}
}

func TestFolderOfTheSourcesIsRefused(t *testing.T) {
	base := folder(t)
	content := filepath.Join(base, "content")
	os.MkdirAll(filepath.Join(content, "bulletins"), 0o755)
	os.Mkdir(filepath.Join(base, "elsewhere"), 0o755)
	os.Symlink(content, filepath.Join(base, "elsewhere", "link"))
	os.Symlink(filepath.Join(base, "nowhere"), filepath.Join(base, "dangling"))
	for _, out := range []string{
		"content", "content/public", "content/not/there/yet", ".", "elsewhere/link", "elsewhere/link/public", "dangling",
	} {
		_, err := Publish(context.Background(), filepath.Join(base, out), pages{"index.html": ""}.plan(), Options{Refuse: []string{content}})
		if err == nil || !strings.Contains(err.Error(), out) {
			t.Errorf("output %s: error %v", out, err)
		}
	}
	left, _ := os.ReadDir(content)
	if len(left) != 1 {
		t.Errorf("the sources were written into: %v", left)
	}
	if _, err := Publish(context.Background(), filepath.Join(base, "content-public"), pages{"index.html": ""}.plan(), Options{Refuse: []string{content}}); err != nil {
		t.Errorf("a neighbour with a similar name is refused: %v", err)
	}
}

func TestFailedRenderingLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(folder(t), "public")
	broken := func(p pages) []File {
		plan := p.plan()
		for i := range plan {
			if plan[i].Path == "about.html" || plan[i].Path == "index.html" {
				plan[i].Key = Key{}
				plan[i].Render = func([]byte) ([]byte, error) { return nil, errors.New("no such template") }
			}
		}
		return plan
	}
	_, err := Publish(context.Background(), dir, broken(linked(1, 300)), Options{})
	if err == nil || !strings.Contains(err.Error(), "about.html: no such template") || !strings.Contains(err.Error(), "index.html: no such") {
		t.Errorf("error: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a first publication that failed leaves a folder: %v", err)
	}
	publish(t, dir, linked(1, 300))
	if _, err := Publish(context.Background(), dir, broken(linked(2, 300)), Options{}); err == nil {
		t.Error("no error")
	}
	linked(1, 300).expect(t, dir)

	plan := append(linked(2, 300).plan(), File{Path: "0.html", Render: func([]byte) ([]byte, error) { return nil, errors.New("no") }})
	fsys := &faulty{FS: Disk{}}
	if _, err := Publish(context.Background(), dir, plan, Options{Jobs: 1, FS: fsys}); err == nil || fsys.calls["create"] > 0 {
		t.Errorf("%d files were written after the first had failed; error %v", fsys.calls["create"], err)
	}
}

func TestAttachmentsAreCopiedComparedAndKept(t *testing.T) {
	base := folder(t)
	dir, source := filepath.Join(base, "public"), filepath.Join(base, "big.bin")
	big := []byte(strings.Repeat("0123456789abcdef", 10<<20/16) + "end") // 10 MiB
	os.WriteFile(source, big, 0o644)
	plan := func(key byte) []File {
		return append(pages{"index.html": a("files/big.bin")}.plan(), File{Path: "files/big.bin", Key: Key{key}, Copy: source})
	}
	ctx := context.Background()
	if r, err := Publish(ctx, dir, plan(1), Options{}); err != nil || len(r.New) != 2 {
		t.Fatal(r, err)
	}
	pages{"index.html": a("files/big.bin"), "files/big.bin": string(big)}.expect(t, dir)
	big[5<<20] = 'X' // the size stays
	os.WriteFile(source, big, 0o644)
	if r, err := Publish(ctx, dir, plan(2), Options{}); err != nil || !slices.Equal(r.Changed, []string{"files/big.bin"}) || r.Bytes != int64(len(big)) {
		t.Fatal(r, err)
	}
	pages{"index.html": a("files/big.bin"), "files/big.bin": string(big)}.expect(t, dir)

	for name, damage := range map[string]func(){
		"vanished": func() { os.Remove(source) },
		"a folder": func() { os.Remove(source); os.Mkdir(source, 0o755) },
	} {
		damage()
		if _, err := Publish(ctx, dir, plan(3), Options{}); err == nil || !strings.Contains(err.Error(), source) {
			t.Errorf("%s: error %v", name, err)
		}
		pages{"index.html": a("files/big.bin"), "files/big.bin": string(big)}.expect(t, dir)
	}
}

func TestRenderedFileOfTenMebibytes(t *testing.T) {
	dir := folder(t)
	site := pages{"index.html": a("big.html"), "big.html": strings.Repeat("0123456789abcdef", 10<<20/16)}
	publish(t, dir, site)
	site.expect(t, dir)
	site["big.html"] += "more"
	publish(t, dir, site)
	site.expect(t, dir)
}

func TestTenThousandFilesInOneFolder(t *testing.T) {
	dir := folder(t)
	site := pages{"index.html": a("flat/0.html")}
	for i := range 10_000 {
		site[fmt.Sprintf("flat/%d.html", i)] = fmt.Sprint(i)
	}
	publish(t, dir, site)
	site.expect(t, dir)
	for i := range 10_000 {
		if i%3 == 0 {
			delete(site, fmt.Sprintf("flat/%d.html", i))
		} else {
			site[fmt.Sprintf("flat/%d.html", i)] += "!"
		}
	}
	publish(t, dir, site)
	site.expect(t, dir)
}

func TestFileAndFolderCanTakeEachOthersPlace(t *testing.T) {
	dir := folder(t)
	one := pages{"index.html": "home", "a": "file", "b/c/x.html": "x", "b/y.html": "y"}
	two := pages{"index.html": "home 2", "a/b/1.html": "1", "a/2.html": "2", "b": "file"}
	for range 2 {
		publish(t, dir, one)
		one.expect(t, dir)
		publish(t, dir, two)
		two.expect(t, dir)
	}
	for n := 1; ; n++ { // whatever fails, the message is true, and the next build converges
		publish(t, dir, one)
		fsys := &faulty{FS: Disk{}, fail: func(op string, k int) error { return when(op == "rename" && k == n) }}
		_, err := Publish(context.Background(), dir, two.plan(), Options{Jobs: 1, FS: fsys})
		if err != nil && strings.Contains(err.Error(), "as it was before") {
			one.expect(t, dir)
		}
		publish(t, dir, two)
		two.expect(t, dir)
		if !fsys.hit {
			break
		}
	}
	os.Mkdir(filepath.Join(dir, "mine"), 0o755)
	os.WriteFile(filepath.Join(dir, "mine", "notes.txt"), nil, 0o644)
	if _, err := Publish(context.Background(), dir, two.with(pages{"mine": "page"}).plan(), Options{}); err == nil || !strings.Contains(err.Error(), "notes.txt") {
		t.Errorf("error: %v", err)
	}
}

func TestFoldersOfDeletedFilesGoAndOthersStay(t *testing.T) {
	dir := folder(t)
	publish(t, dir, pages{"index.html": "h", "x/y/z/1.html": "1", "x/2.html": "2"})
	os.MkdirAll(filepath.Join(dir, "x", "y", "mine"), 0o755)
	os.WriteFile(filepath.Join(dir, "x", "y", "mine", "f"), []byte("f"), 0o644)
	os.Remove(filepath.Join(dir, "x", "2.html"))
	os.Mkdir(filepath.Join(dir, "x", "2.html"), 0o755) // a deleted page whose name somebody gave to a folder
	os.WriteFile(filepath.Join(dir, "x", "2.html", "g"), []byte("g"), 0o644)
	publish(t, dir, pages{"index.html": "h"})
	pages{"index.html": "h", "x/y/mine/f": "f", "x/2.html/g": "g"}.expect(t, dir)
}

func TestNothingIsWrittenOrDeletedThroughALink(t *testing.T) {
	base := folder(t)
	dir, outside := filepath.Join(base, "public"), filepath.Join(base, "outside")
	one := pages{"index.html": "home", "a/1.html": "one", "a/2.html": "two", "b.html": "b"}
	prepare := func() {
		os.RemoveAll(dir)
		os.RemoveAll(outside)
		publish(t, dir, one)
		os.Rename(filepath.Join(dir, "a"), outside)
		os.Symlink(outside, filepath.Join(dir, "a"))
	}
	precious := pages{"1.html": "one", "2.html": "two"}

	prepare()
	for _, two := range []pages{one.with(pages{"a/1.html": "changed"}), one.with(pages{"a/3.html": "new"})} {
		_, err := Publish(context.Background(), dir, two.plan(), Options{})
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "a")) || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("error: %v", err)
		}
	}
	publish(t, dir, one.with(nil, "a/1.html", "a/2.html"))
	precious.expectFiles(t, outside)

	// A page that was replaced by a link: the link goes, what it leads to stays.
	prepare()
	os.Remove(filepath.Join(dir, "b.html"))
	os.Symlink(filepath.Join(outside, "1.html"), filepath.Join(dir, "b.html"))
	publish(t, dir, one.with(pages{"b.html": "changed"}, "a/1.html", "a/2.html"))
	precious.expectFiles(t, outside)
	if text, _ := os.ReadFile(filepath.Join(dir, "b.html")); string(text) != "changed" {
		t.Errorf("b.html holds %q", text)
	}

	// A link that leads to a folder of the site itself is no better.
	if err := os.Symlink(outside, filepath.Join(dir, "new")); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(context.Background(), dir, pages{"new/1.html": "x"}.plan(), Options{}); err == nil {
		t.Error("a new folder was written through a link")
	}
	precious.expectFiles(t, outside)

	// Nor are links in the hidden folder followed when it is cleared.
	os.Symlink(outside, filepath.Join(dir, hidden, newFolder))
	os.Symlink(filepath.Join(outside, "2.html"), filepath.Join(dir, hidden, draftName))
	os.Remove(filepath.Join(dir, "new"))
	publish(t, dir, one.with(pages{"b.html": "again"}, "a/1.html", "a/2.html"))
	precious.expectFiles(t, outside)
}

func (p pages) expectFiles(t *testing.T, dir string) {
	t.Helper()
	if d := p.diff(tree(t, dir)); d != "" {
		t.Errorf("%s: %s", dir, d)
	}
}

func TestOutputFolderMayBeALink(t *testing.T) {
	base := folder(t)
	os.Mkdir(filepath.Join(base, "www"), 0o755)
	os.Symlink("www", filepath.Join(base, "public"))
	for v := range 2 {
		publish(t, filepath.Join(base, "public"), linked(v, 50))
		linked(v, 50).expect(t, filepath.Join(base, "www"))
	}
}

func TestSecondBuildInTheSameFolderIsRefused(t *testing.T) {
	if runtime.GOOS == "js" || runtime.GOOS == "wasip1" {
		t.Skip("no locks here")
	}
	dir := filepath.Join(folder(t), "public")
	site := linked(1, 100)
	plan := site.plan()
	started, goOn := make(chan bool), make(chan bool)
	render := plan[0].Render
	plan[0].Render = func(dst []byte) ([]byte, error) { close(started); <-goOn; return render(dst) }
	first := make(chan error)
	go func() {
		_, err := Publish(context.Background(), dir, plan, Options{})
		first <- err
	}()
	<-started
	_, err := Publish(context.Background(), dir, linked(2, 100).plan(), Options{})
	if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("second build: %v", err)
	}
	close(goOn)
	if err := <-first; err != nil {
		t.Errorf("first build: %v", err)
	}
	site.expect(t, dir)
	publish(t, dir, linked(2, 100))
}

func TestOnlyOneHoldsTheLockAtATime(t *testing.T) {
	name := filepath.Join(folder(t), lockName)
	var inside, taken atomic.Int64
	var builds sync.WaitGroup
	for range 8 {
		builds.Go(func() {
			for range 500 {
				lock, err := acquire(name)
				if errors.Is(err, ErrBusy) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if n := inside.Add(1); n != 1 {
					t.Errorf("%d hold the lock", n)
				}
				taken.Add(1)
				time.Sleep(20 * time.Microsecond)
				inside.Add(-1)
				lock.release()
			}
		})
	}
	builds.Wait()
	if taken.Load() == 0 {
		t.Error("nobody got the lock")
	}
}

func TestCancelledBuildLeavesTheOldSite(t *testing.T) {
	dir := folder(t)
	publish(t, dir, linked(1, 300))
	for after := range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		plan := linked(2, 300).plan()
		var rendered atomic.Int64
		for i := range plan {
			render := plan[i].Render
			plan[i].Render = func(dst []byte) ([]byte, error) {
				if rendered.Add(1) == int64(after*10+1) {
					cancel()
				}
				return render(dst)
			}
		}
		start := time.Now()
		_, err := Publish(ctx, dir, plan, Options{})
		if !errors.Is(err, context.Canceled) || err.Error() != Stopped(context.Canceled).Error() {
			t.Errorf("error: %v", err)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("stopped after %v", d)
		}
		linked(1, 300).expect(t, dir)
	}
	publish(t, dir, linked(2, 300))
	linked(2, 300).expect(t, dir)
}

func TestStoppedBuildSaysWhatStateTheSiteIsIn(t *testing.T) {
	err := Stopped(context.Canceled)
	if want := "stopped; the site is as it was before; build again"; err.Error() != want || !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	dir := folder(t)
	publish(t, dir, small1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	fsys := &faulty{FS: Disk{}, fail: func(op string, n int) error {
		if op == "rename" && n > 1 { // the first one announces the move
			cancel()
			return ctx.Err()
		}
		return nil
	}}
	_, err = Publish(ctx, dir, small2.with(pages{"about.html": "about 2"}).plan(), Options{FS: fsys})
	if !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "stopped; the site is") {
		t.Errorf("error: %v", err)
	}
}

func TestNoMoreFilesAreRenderedAtATimeThanJobs(t *testing.T) {
	for _, jobs := range []int{1, 3} {
		plan := linked(1, 300).plan()
		var running, most atomic.Int64
		for i := range plan {
			render := plan[i].Render
			plan[i].Render = func(dst []byte) ([]byte, error) {
				now := running.Add(1)
				defer running.Add(-1)
				for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
				}
				time.Sleep(time.Microsecond)
				return render(dst)
			}
		}
		if _, err := Publish(context.Background(), folder(t), plan, Options{Jobs: jobs}); err != nil {
			t.Fatal(err)
		}
		if m := int(most.Load()); m > jobs {
			t.Errorf("%d files at a time with %d jobs", m, jobs)
		}
	}
}

func TestProgressRisesToTheNumberOfRenderedFiles(t *testing.T) {
	dir := folder(t)
	site := linked(1, 300)
	last := 0
	_, err := Publish(context.Background(), dir, site.plan(), Options{Jobs: 4, Progress: func(done, total int) {
		if done <= last || total != len(site) {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}})
	if err != nil || last != len(site) {
		t.Errorf("ends at %d of %d, error %v", last, len(site), err)
	}
}

func TestFileThatIsRenamedInCaseSurvivesOnAFileSystemThatIgnoresCase(t *testing.T) {
	dir := folder(t)
	one := pages{"index.html": a("News/A.html"), "News/A.html": "news", "Other.html": "o"}
	two := pages{"index.html": a("news/a.html"), "news/a.html": "news", "other.html": "o"}
	for _, site := range []pages{one, two, one, two} {
		if _, err := Publish(context.Background(), dir, site.plan(), Options{FS: caseBlind{Disk{}, dir}}); err != nil {
			t.Fatal(err)
		}
		two.with(pages{"index.html": site["index.html"]}).expect(t, dir)
	}
}
