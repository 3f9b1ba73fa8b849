package generator

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongbao/generator/internal/folder"
	"gongbao/generator/settings"
	"gongbao/generator/site"
)

func lookAt(o Options) *inputs { return look(o, settings.Look(o.settings())) }

func TestBuildWithNothingToDo(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	folder.Write(t, o.Content, map[string]string{
		"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "summary: 一。"),
		"bulletins/b.md": folder.Bulletin("二", "2020-02-22", "summary: 二。", "publish_at: 2026-02-01"),
		"site.yaml":      "title: 公报\n",
	})
	folder.Age(t, o.Content)
	mustBuild(t, o)
	first := mustBuild(t, o)
	if first.Bulletins != 1 || first.Kept == 0 || len(first.New)+len(first.Changed)+len(first.Deleted) > 0 {
		t.Fatalf("a build with nothing to do: %+v", first.Report)
	}
	if lookAt(o).unchanged(o) == nil {
		t.Fatal("nothing changed, but it is not seen")
	}
	later := o
	later.Now = site.Moment{Time: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	other := o
	other.BaseURL = "https://example.org/"
	drafts := o
	drafts.Drafts = true
	clean := o
	clean.Clean = true
	for name, changed := range map[string]Options{"a scheduled bulletin is due": later, "another address": other, "drafts": drafts, "clean": clean} {
		if lookAt(changed).unchanged(changed) != nil {
			t.Errorf("%s: taken for unchanged", name)
		}
	}
	for name, change := range map[string]func(){
		"a text": func() {
			folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一一", "2020-02-21")})
		},
		"a setting": func() { folder.Write(t, o.Content, map[string]string{"site.yaml": "title: 公报汇编\n"}) },
		"a theme":   func() { folder.Write(t, o.Content, map[string]string{"themes/own/styles/x.css": "/* */"}) },
		"a new file": func() {
			folder.Write(t, o.Content, map[string]string{"bulletins/c.md": folder.Bulletin("三", "2020-02-21")})
		},
		"the site": func() { os.RemoveAll(filepath.Join(o.Output, "2020")) },
		"the seal": func() { os.Remove(filepath.Join(o.Output, ".gongbao", "seal")) },
	} {
		folder.Age(t, o.Content)
		mustBuild(t, o)
		mustBuild(t, o)
		if lookAt(o).unchanged(o) == nil {
			t.Fatalf("before %s: nothing changed, but it is not seen", name)
		}
		change()
		if lookAt(o).unchanged(o) != nil {
			t.Errorf("%s: taken for unchanged", name)
		}
		mustBuild(t, o)
	}
}
