package publish

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// tamper adds paths to a manifest and makes its sums right, as somebody can who knows the format.
func tamper(t *testing.T, dir string, paths ...string) {
	t.Helper()
	own := filepath.Join(dir, hidden)
	text, err := os.ReadFile(filepath.Join(own, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var plan []File
	var items []item
	for _, f := range readManifest(text).files() {
		plan, items = append(plan, f), append(items, item{})
	}
	for _, p := range paths {
		plan, items = append(plan, File{Path: p}), append(items, item{size: 7})
	}
	slices.SortStableFunc(plan, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	text, sum := encodeManifest(plan, items)
	for name, data := range map[string]string{manifestName: string(text), sealName: sum + " " + bootID() + "\n"} {
		if err := os.WriteFile(filepath.Join(own, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTamperedManifestDeletesNothingThatIsNotOfTheSite(t *testing.T) {
	top := folder(t)
	victim := filepath.Join(top, "victim")
	for _, path := range []string{"../victim", victim, "a/../../victim", "./../victim", "..", ".", "", "a//b", "/", "a/../b/1.html", `..\victim`, "victim\x00", "victim\x1b",
		".gongbao/lock", ".GONGBAO/seal", ".gongbao/manifest", ".gongbao./seal", ".gongbao /seal", ".gongbao:x/seal", "GONGBA~1/seal", "gongba~1/manifest", ".gong\u200cbao/seal", "b/1.html/x/../../../../victim"} {
		dir := filepath.Join(top, "public")
		os.RemoveAll(dir)
		os.WriteFile(victim, []byte("keep"), 0o644)
		one := pages{"index.html": "home", "a/1.html": "one", "b/1.html": "two"}
		publish(t, dir, one)
		tamper(t, dir, path)
		two := one.with(pages{"a/2.html": "new"}, "a/1.html")
		r, err := Publish(context.Background(), dir, two.plan(), Options{})
		if err != nil {
			t.Errorf("%q: %v", path, err)
			continue
		}
		if slices.Contains(r.Deleted, path) {
			t.Errorf("%q: the report says that it was deleted", path)
		}
		if _, err := os.Stat(victim); err != nil {
			t.Errorf("%q: the file outside is gone", path)
		}
		for _, name := range []string{manifestName, sealName} {
			if _, err := os.Stat(filepath.Join(dir, hidden, name)); err != nil {
				t.Errorf("%q: %v", path, err)
			}
		}
		two.expect(t, dir)
		if _, whole, err := Standing(dir); !whole || err != nil {
			t.Errorf("%q: the manifest afterwards is whole: %v, %v", path, whole, err)
		}
	}
}

func TestManifestThatSaysAFileTwiceOrOutOfOrderDeletesNothingPlanned(t *testing.T) {
	dir := folder(t)
	site := pages{"index.html": "home", "a/1.html": "one", "b/1.html": "two"}
	publish(t, dir, site)
	tamper(t, dir, "a/1.html", "b/1.html", "index.html")
	r, err := Publish(context.Background(), dir, site.plan(), Options{})
	if err != nil || len(r.Deleted) > 0 {
		t.Errorf("report %+v, error %v", r, err)
	}
	site.expect(t, dir)
}

func TestStandingLeavesOutWhatGongbaoDoesNotWrite(t *testing.T) {
	dir := folder(t)
	publish(t, dir, pages{"index.html": "home"})
	tamper(t, dir, "../victim", ".gongbao/seal")
	files, whole, err := Standing(dir)
	if err != nil || whole || len(files) != 1 || files[0].Path != "index.html" {
		t.Errorf("%v, whole %v, %v", files, whole, err)
	}
}

func TestNothingIsDeletedOrWrittenThroughALinkInTheOutput(t *testing.T) {
	top := folder(t)
	dir, elsewhere := filepath.Join(top, "public"), filepath.Join(top, "elsewhere")
	one := pages{"index.html": "home", "a/1.html": "one", "a/b/2.html": "two"}
	publish(t, dir, one)
	if err := os.Rename(filepath.Join(dir, "a"), elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "a")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	before := tree(t, elsewhere)
	Publish(context.Background(), dir, pages{"index.html": "home"}.plan(), Options{})
	if d := pages(before).diff(tree(t, elsewhere)); d != "" {
		t.Errorf("deleted through a link: %s", d)
	}
	if _, err := Publish(context.Background(), dir, one.with(pages{"a/1.html": "changed", "a/3.html": "new"}).plan(), Options{Clean: true}); err == nil {
		t.Error("a page was published through a link without an error")
	}
	if d := pages(before).diff(tree(t, elsewhere)); d != "" {
		t.Errorf("written through a link: %s", d)
	}
}

func TestHiddenFolderHoldsOnlyWhatGongbaoWrites(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no devices here")
	}
	for _, name := range []string{manifestName, sealName, nextName} {
		dir := folder(t)
		site := pages{"index.html": "home", "a/1.html": "one"}
		publish(t, dir, site)
		file := filepath.Join(dir, hidden, name)
		os.Remove(file)
		if err := os.Symlink("/dev/zero", file); err != nil { // reading it would never end
			t.Fatal(err)
		}
		State(dir)
		Standing(dir)
		publish(t, dir, site.with(pages{"a/2.html": "two"}))
		site.with(pages{"a/2.html": "two"}).expect(t, dir)
	}
}
