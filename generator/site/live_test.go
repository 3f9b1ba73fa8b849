package site

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
)

var testNow = Moment{Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}

// updated is content with one of everything that an edit may touch.
func updated() map[string]string {
	return map[string]string{
		"site.yaml":     "title: 公报\nbase_url: https://g.example.org/\nlanguages: [zh-Hans, en]\nformats: [json]\n",
		"agencies.yaml": "- {id: sheng, name: 甲}\n- {id: shi, name: 市审计局, parent: sheng}\n",
		"bulletins/2020/a.md": folder.Bulletin("甲", "2020-02-21", "summary: 甲的摘要。", "topics: [审计]", "status: superseded", "superseded_by: b") +
			"\n第一段，见[乙](b.md)。\n\n## 市审计局\n\n第二段。\n",
		"bulletins/2020/b.md":       folder.Bulletin("乙", "2020-02-22", "summary: 乙的摘要。", "topics: [审计]", "supersedes: a", "aliases: [/old/b.html]") + "\n乙的正文。\n",
		"bulletins/2020/c/index.md": folder.Bulletin("丙", "2020-03-01", "summary: 丙的摘要。", "publish_at: 2026-02-01") + "\n丙的正文。\n",
		"bulletins/2020/c/x.txt":    "附件",
		"pages/about.md":            "---\ntitle: 关于\n---\n关于本站。\n",
	}
}

// A day begins at midnight of the site's zone, for Update as for everything else.
func TestUpdateWorksOnAGivenDay(t *testing.T) {
	files := updated()
	files["site.yaml"] += "time_zone: America/New_York\n"
	content := t.TempDir()
	folder.Write(t, content, files)
	now := Moment{Time: testNow.Time, IsDay: true}
	l, err := Open(context.Background(), Options{Settings: settings.Options{Content: content}, Now: now, Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	before := l.site.Now
	folder.Write(t, content, map[string]string{"bulletins/2020/a.md": files["bulletins/2020/a.md"] + "\n尾。\n"})
	if n, ok, err := l.Update(context.Background(), []string{"bulletins/2020"}, now.Time); n != 1 || !ok || err != nil {
		t.Errorf("%d sources, %v, %v", n, ok, err)
	}
	if !l.site.Now.Equal(before) {
		t.Errorf("it is %s now, and was %s", l.site.Now, before)
	}
}

// Pages are rendered while a preview updates the site. With the race detector, this test notices what they share.
func TestPagesAreRenderedDuringUpdates(t *testing.T) {
	files, content, ctx := updated(), t.TempDir(), context.Background()
	folder.Write(t, content, files)
	l, err := Open(ctx, Options{Settings: settings.Options{Content: content}, Now: testNow, Drafts: true, Cache: filepath.Join(t.TempDir(), "cache")})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var readers sync.WaitGroup
	var done atomic.Bool
	for _, path := range []string{"2020/02/21/a.html", "2020/02/21/a.print.html", "2020/02/print.html", "", "feed.xml", "2020/02/21/a.json"} {
		readers.Go(func() {
			for !done.Load() {
				f, ok := l.Find(path)
				if !ok {
					t.Errorf("%q is not found", path)
					return
				}
				if _, err := f.Render(nil); err != nil {
					t.Error(err)
					return
				}
				l.Bulletin(path)
			}
		})
	}
	for i := range 20 {
		text := strings.Replace(files["bulletins/2020/a.md"], "title: 甲", fmt.Sprint("title: 甲", i), 1)
		folder.Write(t, content, map[string]string{"bulletins/2020/a.md": text})
		if n, ok, err := l.Update(ctx, []string{"bulletins/2020"}, testNow.Time); n != 1 || !ok || err != nil {
			t.Errorf("%d sources, %v, %v", n, ok, err)
		}
		l.Remember()
	}
	done.Store(true)
	readers.Wait()
	f, _ := l.Find("2020/02/21/a.html")
	if page, err := f.Render(nil); err != nil || !bytes.Contains(page, []byte("甲19")) {
		t.Errorf("the page does not show the last title: %v", err)
	}
}

// A page that is shown again and again must not fill the memory in which it is put together.
func TestPageThatIsRenderedAgainTakesNoMoreMemory(t *testing.T) {
	s := siteOf(t, whole())
	r := newRenderer(s, s.views)
	of := s.Archive.Records[0]
	var b bench
	r.benches.New = func() any { return &b }
	sizes := map[int]bool{}
	for range 3 {
		for _, template := range []string{"bulletin.html", "print.html"} {
			if _, err := r.bulletin(nil, template, of); err != nil {
				t.Fatal(err)
			}
		}
		b2 := r.bench()
		sizes[len(b2.buf.B)] = true
		r.benches.Put(b2)
	}
	if len(sizes) != 1 {
		t.Errorf("the buffer has the sizes %v", sizes)
	}
}

func TestUpdateShowsWhatAFreshLoadShows(t *testing.T) {
	a := updated()["bulletins/2020/a.md"]
	replace := func(old, new string) string {
		out := bytes.Replace([]byte(a), []byte(old), []byte(new), 1)
		if string(out) == a {
			t.Fatalf("%q is not in the source", old)
		}
		return string(out)
	}
	for name, c := range map[string]struct {
		files  map[string]string // what changes; empty: is deleted
		folder string
		now    time.Time
		light  bool
	}{
		"a body":              {files: map[string]string{"bulletins/2020/a.md": replace("第一段", "改了的第一段")}, light: true},
		"a body, lines moved": {files: map[string]string{"bulletins/2020/a.md": replace("第一段", "新的一段。\n\n第一段")}, light: true},
		"a title":             {files: map[string]string{"bulletins/2020/a.md": replace("title: 甲", "title: 新甲")}, light: true},
		"a summary":           {files: map[string]string{"bulletins/2020/a.md": replace("甲的摘要", "改了的摘要")}, light: true},
		"an editor is named":  {files: map[string]string{"bulletins/2020/a.md": replace("summary:", "editor: 王\nsummary:")}, light: true},
		"two bodies":          {files: map[string]string{"bulletins/2020/a.md": a + "\n尾。\n", "bulletins/2020/c/index.md": updated()["bulletins/2020/c/index.md"] + "\n尾。\n"}, light: true},
		"touched":             {files: map[string]string{"bulletins/2020/a.md": a}, light: true},
		"another heading":     {files: map[string]string{"bulletins/2020/a.md": replace("## 市审计局", "## 甲")}},
		"a heading less":      {files: map[string]string{"bulletins/2020/a.md": replace("## 市审计局\n", "")}},
		"a topic":             {files: map[string]string{"bulletins/2020/a.md": replace("[审计]", "[审计, 民生]")}},
		"a date":              {files: map[string]string{"bulletins/2020/a.md": replace("2020-02-21", "2020-02-20")}},
		"a title at an alias": {files: map[string]string{"bulletins/2020/b.md": folder.Bulletin("新乙", "2020-02-22", "summary: 乙的摘要。", "topics: [审计]", "supersedes: a", "aliases: [/old/b.html]") + "\n乙的正文。\n"}},
		"an attachment":       {files: map[string]string{"bulletins/2020/c/x.txt": "另一附件"}},
		"a new bulletin":      {files: map[string]string{"bulletins/2020/d.md": folder.Bulletin("丁", "2020-04-01", "summary: 丁。") + "\n丁。\n"}},
		"a bulletin is gone":  {files: map[string]string{"bulletins/2020/b.md": ""}},
		"a mistyped year":     {files: map[string]string{"bulletins/2020/a.md": replace("summary:", "updated: 2062-03-01\nsummary:")}},
		"a correction":        {files: map[string]string{"bulletins/2020/a.md": replace("summary:", "updated: 2020-03-01\nsummary:")}},
		"no text":             {files: map[string]string{"bulletins/2020/b.md": "---\ntitle: 乙\npublisher: 甲\ndate: 2020-02-22\n---\n"}},
		"a dead link":         {files: map[string]string{"bulletins/2020/a.md": replace("b.md", "nobody.md")}},
		"a mistake":           {files: map[string]string{"bulletins/2020/a.md": replace("summary:", "sumary:")}},
		"a plain page":        {files: map[string]string{"pages/about.md": "---\ntitle: 关于\n---\n改了。\n"}, folder: "pages"},
		"a schedule is due":   {files: map[string]string{"bulletins/2020/a.md": a + "\n尾。\n"}, now: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)},
	} {
		t.Run(name, func(t *testing.T) {
			content := t.TempDir()
			o := Options{Settings: settings.Options{Content: content}, Now: testNow, Drafts: true}
			folder.Write(t, content, updated())
			ctx := context.Background()
			s, err := Open(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			shown(t, s) // so that all pages have been rendered before
			for file, text := range c.files {
				if text == "" {
					if err := os.Remove(filepath.Join(content, file)); err != nil {
						t.Fatal(err)
					}
					continue
				}
				folder.Write(t, content, map[string]string{file: text})
			}
			if !c.now.IsZero() {
				o.Now = Moment{Time: c.now}
			}
			before := shown(t, s)
			in := "bulletins/2020"
			if c.folder != "" {
				in = c.folder
			}
			parsed, ok, err := s.Update(ctx, []string{in}, o.Now.Time)
			if !ok && parsed != 0 {
				t.Errorf("%d sources were read, though nothing was updated", parsed)
			}
			if err != nil || ok != c.light {
				t.Fatalf("updated: %v %v; expected %v", ok, err, c.light)
			}
			if !ok {
				if got := shown(t, s); !maps.Equal(got, before) {
					t.Error("the site changed although it could not be updated")
				}
				return
			}
			fresh, err := Open(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			defer fresh.Close()
			want, got := shown(t, fresh), shown(t, s)
			for p, page := range want {
				if got[p] != page {
					t.Errorf("%s is %q; expected %q", p, got[p], page)
				}
			}
			if name != "touched" && maps.Equal(got, before) {
				t.Error("no page changed: the test tests nothing")
			}
		})
	}
}

// A warning about an erased title belongs to the site, so a text that links to the bulletin cannot be updated by itself.
func TestUpdateOverlooksNoErasedTitle(t *testing.T) {
	files := updated()
	files["bulletins/2020/e.md"] = folder.Bulletin("救助对象名单", "2020-02-10", "erased: 2020-03-01", "legal_ground: 某法第一条", "erase_title: true", "slug: e") + "\n名单。\n"
	files["bulletins/2020/f.md"] = folder.Bulletin("己", "2020-04-01", "summary: 己的摘要。") + "\n见[那份公报](e.md)。\n"
	content := t.TempDir()
	folder.Write(t, content, files)
	l, err := Open(context.Background(), Options{Settings: settings.Options{Content: content}, Now: testNow, Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(l.Problems()) > 0 {
		t.Fatal(l.Problems())
	}
	folder.Write(t, content, map[string]string{"bulletins/2020/f.md": files["bulletins/2020/f.md"] + "\n原题救助对象名单。\n"})
	if _, ok, err := l.Update(context.Background(), []string{"bulletins/2020"}, testNow.Time); ok || err != nil {
		t.Errorf("updated: %v %v; expected a reload", ok, err)
	}
	again, err := l.Reload(context.Background(), []string{"bulletins/2020"}, testNow.Time)
	if err != nil || len(again.Problems()) != 1 || again.Problems()[0].Code != problem.ErasedTitleNamed {
		t.Error(again.Problems(), err)
	}
}

// shown renders all files of a site as a preview does.
func shown(t *testing.T, s *Live) map[string]string {
	t.Helper()
	p := newPlanner(s.site, s.site.views)
	p.keyless = true
	p.indexes()
	p.machineFiles()
	paths := []string{}
	for _, f := range slices.Concat(p.run()...) {
		paths = append(paths, f.Path)
	}
	for _, r := range s.site.Archive.Records {
		paths = append(paths, r.Path, "2020/02/print.html", "2020/03/print.html", r.Path[:len(r.Path)-len(".html")]+".print.html")
	}
	slices.Sort(paths)
	pages := map[string]string{}
	for _, at := range slices.Compact(paths) {
		f, ok := s.Find(at)
		if !ok {
			t.Fatalf("%s is not found", at)
		}
		if f.Render == nil {
			continue
		}
		page, err := f.Render(nil)
		if err != nil {
			page = []byte("cannot be rendered: " + err.Error())
		}
		pages[at] = string(page)
	}
	return pages
}

// A mistake in one source may have kept the site from being what it should be, so a change of another one needs a new model.
func TestSiteWithAnErrorIsNotUpdated(t *testing.T) {
	ctx := context.Background()
	o := Options{Settings: settings.Options{Content: t.TempDir()}, Now: testNow, Drafts: true}
	files := updated()
	files["bulletins/2020/broken.md"] = "---\ntitle: 坏\npublisher: 甲\ndate: 2020-02-30\n---\n文。\n"
	folder.Write(t, o.Settings.Content, files)
	l, err := Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(l.Problems()) != 1 {
		t.Fatalf("want one problem: %v", l.Problems())
	}
	folder.Write(t, o.Settings.Content, map[string]string{"bulletins/2020/a.md": updated()["bulletins/2020/a.md"] + "\n尾。\n"})
	if _, ok, err := l.Update(ctx, []string{"bulletins/2020"}, o.Now.Time); ok || err != nil {
		t.Errorf("updated: %v, %v", ok, err)
	}
}
