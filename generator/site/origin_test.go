package site

import (
	"strings"
	"testing"

	"gongbao/generator/internal/folder"
)

func TestOriginOfAPlannedFileIsTheSourceThatMakesIt(t *testing.T) {
	for _, pretty := range []string{"false", "true"} {
		s := siteOf(t, map[string]string{
			"site.yaml":                  "title: 公报\nlanguages: [zh-Hans, en]\npretty_urls: " + pretty + "\n",
			"agencies.yaml":              "- id: a\n  name: 甲\n",
			"bulletins/2020/a.md":        folder.Bulletin("一", "2020-02-21", "region: 山东/济南\naliases: [/old/a.html, /older/, /x]"),
			"bulletins/2020/b/index.md":  folder.Bulletin("二", "2020-02-21", "slug: other"),
			"bulletins/2020/b/附件.pdf":    "x",
			"bulletins/2020/b/sub/1.pdf": "x",
			"pages/Help/form.md":         "---\ntitle: 表格\naliases: [/form.htm]\n---\n文。\n",
		})
		content := s.options.Settings.Content
		made := map[string]bool{}
		for _, f := range s.Plan() {
			made[f.Path] = true
		}
		page := "2020/02/21/other.html"
		if pretty == "true" {
			page = "2020/02/21/other/index.html"
		}
		for planned, want := range map[string]string{
			page: "bulletins/2020/b/index.md:5:7", "2020/02/21/other/附件.pdf": "bulletins/2020/b/附件.pdf", "2020/02/21/other/sub/1.pdf": "bulletins/2020/b/sub/1.pdf",
			"2020/02/21/other/sub": "bulletins/2020/b/sub/1.pdf", "old/a.html": "bulletins/2020/a.md:6:11", "old": "bulletins/2020/a.md:6:11", "older/index.html": "bulletins/2020/a.md:6:24",
			"x/index.html": "bulletins/2020/a.md:6:33", "x": "bulletins/2020/a.md:6:33", "form.htm": "pages/Help/form.md:3:11", "Help": "pages/Help/form.md:1:1", "agencies/a/index.html": "agencies.yaml:1:7",
			"en/agencies/a/2020/index.html": "agencies.yaml:1:7", "regions/shan-dong-ji-nan/index.html": "bulletins/2020/a.md:5:9", "regions/shan-dong/feed.xml": "bulletins/2020/a.md:5:9",
			"regions/shan-dong": "bulletins/2020/a.md:5:9", "regions/shan/index.html": "", "index.html": "", "2020/02/index.html": "", "assets/x.css": "", "data/2020.json": "", "2020/02/21/oth": "",
		} {
			if want != "" {
				want = content + "/" + want
			}
			if got := s.Origin(planned); got != want {
				t.Errorf("%s comes from %q; want %q", planned, got, want)
			}
		}
		for path := range made {
			if strings.HasPrefix(path, "2020/02/21/") && s.Origin(path) == "" {
				t.Errorf("%s has no origin", path)
			}
		}
	}
}
