package generator

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
	"gongbao/generator/search"
)

// secrets are what a source says that must be gone after its erasure. Each is one that nothing else says.
var secrets = []string{"秘副乙", "秘摘丙", "秘编丁", "秘源戊", "秘更己", "秘节庚", "秘文辛", "秘件壬", "秘名癸", "秘附子", "秘图丑"}

const secretTitle = "秘题甲"

// secretSource is the source of a bulletin with a secret in each field that is not to remain. status are its further lines.
func secretSource(status string) string {
	return `---
title: 秘题甲
subtitle: 秘副乙
publisher: 甲
date: 2020-02-21
summary: 秘摘丙
number: 甲〔2020〕3号
editor: 秘编丁
source: 秘源戊
changes: [{date: 2020-03-01, note: 秘更己}]
aliases: /old/notice.html
translation_key: k
attachments: [{name: 秘件壬.pdf, title: 秘名癸}]
` + status + `
---

## 秘节庚

### 乙

秘文辛 ![图](秘图丑.png) [件](秘件壬.pdf)

## 丙

## 丁
`
}

// secretContent is a site with such a bulletin, in a folder of its own, and others that refer to it in every way.
func secretContent(t *testing.T, dir string) {
	folder.Write(t, dir, map[string]string{
		"site.yaml":                  "title: 公报\nbase_url: https://archive.example.org/\nlanguages: [zh-Hans, en]\nformats: [json, markdown]\nfeeds: {content: full, archives: all}\nsitemap: {gzip: true}\n",
		"bulletins/x/index.md":       secretSource(""),
		"bulletins/x/秘件壬.pdf":        "%PDF-1.4 秘附子\n",
		"bulletins/x/秘图丑.png":        "no image 秘附子\n",
		"bulletins/newer.md":         folder.Bulletin("取代者", "2020-03-21", "supersedes: x"),
		"bulletins/older.md":         folder.Bulletin("被取代者", "2020-01-21", "superseded_by: x"),
		"bulletins/english.md":       folder.Bulletin("English", "2020-02-22", "language: en", "translation_key: k", "status: withdrawn", "reason: r"),
		"bulletins/linking.md":       strings.Replace(folder.Bulletin("引用者", "2020-02-23"), "文。", "见[那份公报](x/index.md)。", 1),
		"pages/about.md":             "---\ntitle: 关于\n---\n见[那份公报](../bulletins/x/index.md)。\n",
		"bulletins/秘密者/index.md":     folder.Bulletin("旁人", "2020-02-24", "slug: other"),
		"bulletins/秘密者/attached.txt": "旁人的附件\n",
	})
	folder.Age(t, dir)
}

// says returns the files below some folders that hold a text, or whose names do: as it is, escaped, or compressed.
func says(t *testing.T, text string, dirs ...string) (files []string) {
	t.Helper()
	forms := [][]byte{[]byte(text), []byte(url.PathEscape(text)), []byte(strings.ToLower(url.PathEscape(text))), fmt.Appendf(nil, "%+q", text)[1:19]}
	holds := func(data []byte) bool {
		for _, form := range forms {
			if bytes.Contains(data, form) {
				return true
			}
		}
		return false
	}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			if holds(data) || holds(unpacked(data)) || holds([]byte(rel)) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// unpacked returns what a file holds in gzip or zlib format, at its start or behind the stamp of the search index.
func unpacked(data []byte) []byte {
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		text, _ := io.ReadAll(z)
		return text
	}
	for from := range min(len(data), 17) {
		if z, err := zlib.NewReader(bytes.NewReader(data[from:])); err == nil {
			if text, err := io.ReadAll(z); err == nil {
				return text
			}
		}
	}
	return nil
}

// found returns how many bulletins a search finds in a built site. Its index is packed into bits, so that says sees no text there.
func found(t *testing.T, output, query string) int {
	t.Helper()
	r, err := search.Open(func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(output, filepath.FromSlash(path))) })
	if err != nil {
		t.Fatal(err)
	}
	candidates, _, err := r.Find(search.Search{Query: query})
	if err != nil {
		t.Fatal(err)
	}
	return len(candidates)
}

const erased = "status: erased\nerased: 2026-03-01\nlegal_ground: 《某法》第七条\nreason: 涉及个人信息\n"

func TestErasedTextIsInNoFile(t *testing.T) {
	for name, c := range map[string]struct {
		status string
		title  bool // stays
		clean  bool
		before func(t *testing.T, o Options) // the erasure, after a build of the site as it was
	}{
		"the title stays":  {status: erased, title: true},
		"with its title":   {status: erased + "erase_title: true\n"},
		"by a clean build": {status: erased + "erase_title: true\n", clean: true},
		"and the source is emptied": {status: erased + "erase_title: true\n", before: func(t *testing.T, o Options) {
			os.Remove(filepath.Join(o.Content, "bulletins/x/秘件壬.pdf"))
			os.Remove(filepath.Join(o.Content, "bulletins/x/秘图丑.png"))
			folder.Write(t, o.Content, map[string]string{"bulletins/x/index.md": "---\npublisher: 甲\ndate: 2020-02-21\naliases: /old/notice.html\nerase_title: true\n" + erased + "---\n"})
		}},
		"and the source is moved": {status: erased + "erase_title: true\n", before: func(t *testing.T, o Options) {
			os.Rename(filepath.Join(o.Content, "bulletins/x"), filepath.Join(o.Content, "bulletins/y"))
			folder.Write(t, o.Content, map[string]string{"bulletins/y/index.md": secretSource("slug: x\n" + erased + "erase_title: true\n")})
			for _, name := range []string{"bulletins/linking.md", "pages/about.md"} {
				text, _ := os.ReadFile(filepath.Join(o.Content, name))
				folder.Write(t, o.Content, map[string]string{name: strings.Replace(string(text), "x/index.md", "y/index.md", 1)})
			}
		}},
		"after a build that was killed": {status: erased + "erase_title: true\n", before: func(t *testing.T, o Options) {
			folder.Write(t, o.Output, map[string]string{".gongbao/new/2020/x.html": "秘文辛", ".gongbao/changed/x.html": "秘文辛", ".gongbao/next-draft": "秘文辛"})
			folder.Write(t, o.Cache, map[string]string{"bodies-1": "秘文辛", "index-1": "秘文辛"})
			folder.Write(t, o.Content, map[string]string{"bulletins/x/index.md": secretSource(erased + "erase_title: true\n")})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
			secretContent(t, o.Content)
			mustBuild(t, o)
			for _, s := range append(secrets, secretTitle) {
				if found(t, o.Output, "秘文辛") == 0 {
					t.Fatal("a search does not find the text before it is erased")
				}
				if len(says(t, s, o.Output)) == 0 || len(says(t, s, o.Cache)) == 0 && s != "秘附子" {
					t.Fatalf("%s is not in the site, or not in its cache: this test would find nothing", s)
				}
			}
			if c.before != nil {
				c.before(t, o)
			} else {
				folder.Write(t, o.Content, map[string]string{"bulletins/x/index.md": secretSource(c.status)})
			}
			folder.Age(t, o.Content)
			o.Clean = c.clean
			mustBuild(t, o)
			for _, s := range secrets {
				if left := says(t, s, o.Output, o.Cache); len(left) > 0 {
					t.Errorf("%s is still in %q", s, left)
				}
			}
			if left := says(t, secretTitle, o.Output, o.Cache); len(left) > 0 != c.title {
				t.Errorf("the title is in %q", left)
			}
			if n := found(t, o.Output, "秘文辛"); n > 0 || found(t, o.Output, "旁人") == 0 {
				t.Errorf("a search finds the text in %d bulletins, or finds nothing at all", n)
			}
			page, _ := os.ReadFile(filepath.Join(o.Output, "2020/02/21/x.html"))
			for _, want := range []string{"2026年3月1日", "《某法》第七条", "甲</a>"} {
				if !strings.Contains(string(page), want) {
					t.Errorf("the page does not say %s:\n%s", want, page)
				}
			}
			redirect, _ := os.ReadFile(filepath.Join(o.Output, "old/notice.html"))
			if title := map[bool]string{true: secretTitle, false: "已删除的公报"}[c.title]; !strings.Contains(string(redirect), title+"</a>") || !strings.Contains(string(page), "<h1>"+title+"</h1>") {
				t.Errorf("page and redirect do not show the title %s", title)
			}
			clean := o
			clean.Output, clean.Cache, clean.Clean = filepath.Join(dir, "clean"), "", true
			mustBuild(t, clean)
			if got, want := folder.Snapshot(t, o.Output), folder.Snapshot(t, clean.Output); !folder.Equal(got, want) {
				t.Error(folder.Difference(want, got))
			}
		})
	}
}

// A preview that shows the site while the bulletin is erased, and one that opens it afterwards, leave nothing in the cache.
func TestErasedTextLeavesTheCacheOfAPreview(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	secretContent(t, o.Content)
	live, err := Preview(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	live.Remember()
	if !live.Forgotten() || len(says(t, "秘文辛", o.Cache)) == 0 {
		t.Fatal("a site without erasures has something to forget, or its cache holds nothing")
	}
	folder.Write(t, o.Content, map[string]string{"bulletins/x/index.md": secretSource(erased + "erase_title: true\n")})
	now := time.Now()
	if _, ok, err := live.Update(context.Background(), []string{"bulletins/x"}, now); ok || err != nil {
		t.Fatalf("an erasure is shown in place: %v %v", ok, err)
	}
	next, err := live.Reload(context.Background(), []string{"bulletins/x"}, now)
	if err != nil || problem.Errors(next.Problems()) > 0 {
		t.Fatal(err, next.Problems())
	}
	if next.Forgotten() {
		t.Error("the cache is said to be clean before it was written")
	}
	next.Remember()
	if !next.Forgotten() {
		t.Error("the cache is not said to be clean")
	}
	for _, s := range append(secrets, secretTitle) {
		if left := says(t, s, o.Cache); len(left) > 0 {
			t.Errorf("%s is still in %q", s, left)
		}
	}
	for path, want := range map[string]string{"2020/02/21/x.html": "已删除的公报", "2020/02/21/x.print.html": "《某法》第七条", "2020/02/24/other.html": "文。"} {
		f, ok := next.Find(path)
		if !ok {
			t.Fatalf("%s is not found", path)
		}
		if page, err := f.Render(nil); err != nil || !strings.Contains(string(page), want) || strings.Contains(string(page), "秘") {
			t.Errorf("%s: %v\n%s", path, err, page)
		}
	}
	// A reason that changes must not bring the title back, nor leave the neutral one out.
	folder.Write(t, o.Content, map[string]string{"bulletins/x/index.md": secretSource(strings.Replace(erased, "涉及", "确实涉及", 1) + "erase_title: true\n")})
	if _, ok, _ := next.Update(context.Background(), []string{"bulletins/x"}, now); ok {
		t.Error("an erased bulletin is replaced in place")
	}
	next.Close()
}
