package generator

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// age gives all files of a folder a time that is long past, so that their times are believed.
func age(t *testing.T, dir string) {
	t.Helper()
	long := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, long, long)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func lookAt(o Options) *inputs {
	in := lookAtSettings(o)
	in.lookAtSources(o)
	return in
}

// Settings are read beside the look at the sources, and may change meanwhile.
func TestSettingsThatChangeWhileABuildLooksAreReadByTheNext(t *testing.T) {
	o := Options{Content: t.TempDir()}
	writeFiles(t, o.Content, map[string]string{"site.yaml": "title: 一\n", "bulletins/a.md": bulletinSource("一", "2020-02-21")})
	before := lookAt(o)
	in := lookAtSettings(o)
	writeFiles(t, o.Content, map[string]string{"site.yaml": "title: 另一\n"})
	in.lookAtSources(o)
	if in.fingerprint != before.fingerprint || lookAt(o).fingerprint == before.fingerprint {
		t.Error("a build that read the old settings takes the new ones for read")
	}
}

func TestBuildWithNothingToDo(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	writeFiles(t, o.Content, map[string]string{
		"bulletins/a.md": bulletinSource("一", "2020-02-21", "summary: 一。"),
		"bulletins/b.md": bulletinSource("二", "2020-02-22", "summary: 二。", "publish_at: 2026-02-01"),
		"site.yaml":      "title: 公报\n",
	})
	age(t, o.Content)
	mustBuild(t, o)
	first := mustBuild(t, o)
	if first.Bulletins != 1 || first.Kept == 0 || len(first.New)+len(first.Changed)+len(first.Deleted) > 0 {
		t.Fatalf("a build with nothing to do: %+v", first.Report)
	}
	if unchanged(o, lookAt(o)) == nil {
		t.Fatal("nothing changed, but it is not seen")
	}
	later := o
	later.Now = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	other := o
	other.BaseURL = "https://example.org/"
	drafts := o
	drafts.Drafts = true
	clean := o
	clean.Clean = true
	for name, changed := range map[string]Options{"a scheduled bulletin is due": later, "another address": other, "drafts": drafts, "clean": clean} {
		if unchanged(changed, lookAt(changed)) != nil {
			t.Errorf("%s: taken for unchanged", name)
		}
	}
	for name, change := range map[string]func(){
		"a text": func() {
			writeFiles(t, o.Content, map[string]string{"bulletins/a.md": bulletinSource("一一", "2020-02-21")})
		},
		"a setting": func() { writeFiles(t, o.Content, map[string]string{"site.yaml": "title: 公报汇编\n"}) },
		"a theme":   func() { writeFiles(t, o.Content, map[string]string{"themes/own/styles/x.css": "/* */"}) },
		"a new file": func() {
			writeFiles(t, o.Content, map[string]string{"bulletins/c.md": bulletinSource("三", "2020-02-21")})
		},
		"the site": func() { os.RemoveAll(filepath.Join(o.Output, "2020")) },
		"the seal": func() { os.Remove(filepath.Join(o.Output, ".gongbao", "seal")) },
	} {
		age(t, o.Content)
		mustBuild(t, o)
		mustBuild(t, o)
		if unchanged(o, lookAt(o)) == nil {
			t.Fatalf("before %s: nothing changed, but it is not seen", name)
		}
		change()
		if unchanged(o, lookAt(o)) != nil {
			t.Errorf("%s: taken for unchanged", name)
		}
		mustBuild(t, o)
	}
}
