package publish

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// converges publishes a site over one whose manifest was damaged, and asserts that nothing is left of the old one but files
// that the report names.
func converges(t *testing.T, dir string, site pages, what string) {
	t.Helper()
	r, err := Publish(context.Background(), dir, site.plan(), Options{})
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	now := tree(t, dir)
	for _, path := range r.Unknown {
		if _, planned := site[path]; planned {
			t.Errorf("%s: %s is called unknown", what, path)
		}
		delete(now, path)
	}
	if d := site.diff(now); d != "" {
		t.Errorf("%s: %s", what, d)
	}
	if r, err := Publish(context.Background(), dir, site.plan(), Options{}); err != nil || r.Kept != len(site) || len(r.Unknown) > 0 {
		t.Errorf("%s: the next build reports %+v, error %v", what, r, err)
	}
}

func TestDamagedManifestCostsNothingOfTheSite(t *testing.T) {
	start := folder(t)
	publish(t, start, small1)
	old, _ := os.ReadFile(filepath.Join(start, hidden, manifestName))
	publish(t, start, small2)
	now, _ := os.ReadFile(filepath.Join(start, hidden, manifestName))

	damage := map[string][]byte{
		"missing":         nil,
		"empty":           {},
		"old":             old,
		"another version": bytes.Replace(now, []byte("manifest 1"), []byte("manifest 2"), 1),
		"a line added":    bytes.Replace(now, []byte("\n"), []byte("\nAAAAAAAAAAAAAAAAAAAAAA 1 CNAME\n"), 1),
		"a line missing":  append(bytes.Clone(now[:bytes.IndexByte(now, '\n')+1]), bytes.SplitAfterN(now, []byte("\n"), 3)[2]...),
		"lines swapped":   []byte(strings.Join(swapped(strings.SplitAfter(string(now), "\n")), "")),
		"binary":          bytes.Repeat([]byte{0, 0xff, '\n', ' '}, 999),
	}
	for i := range now {
		if i%7 == 0 {
			damage[fmt.Sprintf("cut at byte %d", i)] = now[:i]
		}
		flipped := bytes.Clone(now)
		flipped[i] ^= 1 << (i % 8)
		damage[fmt.Sprintf("bit flipped in byte %d", i)] = flipped
	}
	for what, text := range damage {
		for _, next := range []pages{small1, small2, small3} {
			dir := filepath.Join(folder(t), "public")
			if err := os.CopyFS(dir, os.DirFS(start)); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(dir, hidden, manifestName)
			os.Remove(name)
			if text != nil {
				os.WriteFile(name, text, 0o644)
			}
			converges(t, dir, next, what)
		}
	}
}

func swapped(lines []string) []string {
	lines[1], lines[2] = lines[2], lines[1]
	return lines
}

func TestFilesOfOthersSurviveADamagedManifestAndAreListed(t *testing.T) {
	dir := folder(t)
	publish(t, dir, small1)
	foreign := pages{"mine/notes.txt": "mine", "old/mine.html": "mine"}
	for path, text := range foreign {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755)
		os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)
	}
	os.Remove(filepath.Join(dir, hidden, manifestName))
	r := publish(t, dir, small2)
	want := []string{"2025/y.html", "mine/notes.txt", "old/deep/er/1.html", "old/index.html", "old/mine.html"}
	if !slices.Equal(r.Unknown, want) || len(r.Deleted) > 0 {
		t.Errorf("unknown %q, deleted %q", r.Unknown, r.Deleted)
	}
	if now := tree(t, dir); now["mine/notes.txt"] != "mine" || now["old/mine.html"] != "mine" {
		t.Error("a file of somebody else was touched")
	}
}

func TestSealDecidesWhetherTheManifestIsTrusted(t *testing.T) {
	for what, text := range map[string]string{"empty": "", "of another": strings.Repeat("0", 32) + " x\n", "binary": "\x00\xff"} {
		dir := folder(t)
		publish(t, dir, small1)
		os.WriteFile(filepath.Join(dir, "about.html"), []byte("damaged"), 0o644)
		os.WriteFile(filepath.Join(dir, hidden, sealName), []byte(text), 0o644)
		converges(t, dir, small1, what)
	}
}

func TestFilesThatAPowerCutEmptiedAreWrittenAgain(t *testing.T) {
	if bootID() == "" {
		t.Skip("this system does not identify its boots")
	}
	dir := folder(t)
	publish(t, dir, small2)
	seal := filepath.Join(dir, hidden, sealName)
	text, _ := os.ReadFile(seal)
	sum, _, _ := strings.Cut(string(text), " ")
	os.WriteFile(seal, []byte(sum+" another-start\n"), 0o644)
	os.Truncate(filepath.Join(dir, "2025", "x.html"), 0)
	os.Remove(filepath.Join(dir, "2025", "z.html"))
	r := publish(t, dir, small2)
	small2.expect(t, dir)
	if !slices.Equal(r.Changed, []string{"2025/x.html"}) || !slices.Equal(r.New, []string{"2025/z.html"}) {
		t.Errorf("changed %q, new %q", r.Changed, r.New)
	}
	if now, _ := os.ReadFile(seal); !bytes.Equal(now, text) {
		t.Errorf("seal %q, want %q", now, text)
	}
}

// stopMoving publishes small2 over small1 and stops before the n-th rename.
func stopMoving(t *testing.T, dir string, n int) {
	t.Helper()
	publish(t, dir, small1)
	renames := 0
	dead := false
	fsys := &faulty{FS: Disk{}, fail: func(op string, _ int) error {
		if op == "rename" {
			renames++
		}
		dead = dead || renames == n
		return when(dead)
	}}
	if _, err := Publish(context.Background(), dir, small2.plan(), Options{Jobs: 1, FS: fsys}); err == nil {
		t.Fatal("the build was not stopped")
	}
	if _, err := os.Stat(filepath.Join(dir, hidden, nextName)); err != nil {
		t.Fatal(err)
	}
}

func TestStoppedBuildIsFinishedByTheNextWhichReportsIt(t *testing.T) {
	for n := 2; n <= 5; n++ { // the first rename makes "next" valid
		dir := filepath.Join(folder(t), "public")
		stopMoving(t, dir, n)
		if r := publish(t, dir, small3); !r.Resumed {
			t.Errorf("stopped at rename %d: not resumed", n)
		}
		small3.expect(t, dir)
	}
}

func TestStoppedBuildThatStopsAgainIsStillFinished(t *testing.T) {
	for n := 2; n <= 5; n++ {
		for m := 1; ; m++ {
			dir := filepath.Join(folder(t), "public")
			stopMoving(t, dir, n)
			fsys := &faulty{FS: Disk{}, fail: func(op string, k int) error { return when(op == "rename" && k == m) }}
			_, err := Publish(context.Background(), dir, small3.plan(), Options{FS: fsys})
			if dead := deadLinks(dir, func(string, string) {}); len(dead) > 0 {
				t.Errorf("stopped at renames %d and %d: dead links %q after %v", n, m, dead, err)
			}
			publish(t, dir, small3)
			small3.expect(t, dir)
			if !fsys.hit {
				break
			}
		}
	}
}

func TestDamagedNextOfAStoppedBuildLosesNothing(t *testing.T) {
	for n := 2; n <= 5; n++ {
		for what, damage := range map[string]func(text []byte) []byte{
			"cut":     func(text []byte) []byte { return text[:len(text)/2] },
			"empty":   func(text []byte) []byte { return nil },
			"flipped": func(text []byte) []byte { text[len(text)/2] ^= 4; return text },
		} {
			dir := filepath.Join(folder(t), "public")
			stopMoving(t, dir, n)
			next := filepath.Join(dir, hidden, nextName)
			text, _ := os.ReadFile(next)
			os.WriteFile(next, damage(text), 0o644)
			converges(t, dir, small1, fmt.Sprintf("stopped at rename %d, next %s", n, what))
		}
	}
}

func TestManifestSurvivesWritingAndReading(t *testing.T) {
	plan, _ := order(linked(1, 300).plan(), nil)
	items := make([]item, len(plan))
	for i := range items {
		items[i].size = int64(i * i * i)
	}
	text, sum := encodeManifest(plan, items)
	m := readManifest(text)
	if !m.intact || m.sum != sum {
		t.Fatalf("intact %v, sum %q of %q", m.intact, m.sum, sum)
	}
	entries := entryReader{rest: m.lines}
	for i := range plan {
		e, ok := entries.next()
		if !ok || e.path != plan[i].Path || e.size != items[i].size {
			t.Fatalf("line %d: %+v, want %s", i, e, plan[i].Path)
		}
	}
	if _, more := entries.next(); more {
		t.Error("there are more entries than files")
	}
}

func FuzzManifest(f *testing.F) {
	plan, _ := order(small1.plan(), nil)
	text, _ := encodeManifest(plan, make([]item, len(plan)))
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add([]byte("gongbao manifest 1\nAAAAAAAAAAAAAAAAAAAAAA 0 ../../etc/passwd\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m := readManifest(text)
		last := ""
		entries := entryReader{rest: m.lines}
		for e, ok := entries.next(); ok; e, ok = entries.next() {
			if why := refusedPath(e.path); why != "" && !m.intact {
				t.Errorf("%q: %s", e.path, why)
			}
			if e.path <= last && last != "" && !m.intact {
				t.Errorf("%q after %q", e.path, last)
			}
			last = e.path
		}
		if entries.rest != "" && !m.intact {
			t.Errorf("%q was left over", entries.rest)
		}
	})
}
