package generator

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"gongbao/generator/address"
	"gongbao/generator/internal/folder"
)

func TestEveryPlannedFileBelongsToAFamily(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	folder.Write(t, dir, map[string]string{
		"site.yaml":                 "title: 公报\nbase_url: https://example.org/\nlanguages: [zh-Hans, en]\nsearch: true\njson: true\nmarkdown: true\nterm_archives: true\n",
		"pages/about.md":            "---\ntitle: 关于\n---\n正文\n",
		"bulletins/2020/a.md":       "---\ntitle: 公告\npublisher: 济南市审计局\ndate: 2020-02-21\ntopics: 资金\nregion: 山东省/济南市\naliases: [/old/a.html]\n---\n正文[表](x/t.csv)\n",
		"bulletins/2020/b/index.md": "---\ntitle: 另一公告\npublisher: 济南市审计局\ndate: 2021-02-21\n---\n正文\n",
		"bulletins/2020/b/t.csv":    "a,b\n",
		"bulletins/2020/x/t.csv":    "a,b\n",
	})
	s, err := Load(context.Background(), Options{Content: dir, Now: testNow})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Sources.Close()
	planned := map[string]bool{}
	for _, f := range s.Plan() {
		family, ok := address.Of(f.Path, []string{"en"})
		if chosen := slices.Contains([]string{"about.html", "old/a.html"}, f.Path); ok == chosen {
			t.Errorf("%s is of the family %q; an author chose the address: %v", f.Path, family.Name, chosen)
		}
		planned[family.Name] = true
	}
	for _, f := range address.Families {
		if !planned[f.Name] && f.Name != "archived feeds" { // those need more bulletins
			t.Errorf("the site has no file of the family %q", f.Name)
		}
	}
}
