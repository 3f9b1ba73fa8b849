package address

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryPathBelongsToOneFamily(t *testing.T) {
	for path, want := range map[string]string{
		"": "home", "index.html": "home", "en/": "home", "en/index.html": "home",
		"2020/": "dates", "2020/1.html": "dates", "2020/02/": "dates", "2020/02/index.html": "dates", "2020/02/12.html": "dates", "en/2020/02/": "dates",
		"2020/02/print.html": "issues",
		"2020/02/21/a.html":  "bulletins", "2020/02/21/a.print.html": "bulletins", "2020/02/21/a/table (1).xlsx": "bulletins", "2020/02/21/a.md": "bulletins",
		"2020/02/21/a/feed.xml": "bulletins",
		"agencies/":             "agencies", "agencies/jinan/2020/1.html": "agencies", "en/topics/finance/": "topics", "regions/jinan/feed.xml": "regions",
		"search/": "search", "en/search/index.html": "search", "search/index/1.bin": "search index", "search/page.js": "search index",
		"data/": "data", "data/2020.json": "data", "en/data/": "data",
		"feed.xml": "feeds", "feed.json": "feeds", "feed/1.xml": "archived feeds",
		"sitemap.xml": "crawler files", "sitemap-2020.xml.gz": "crawler files", "robots.txt": "crawler files", "opensearch.xml": "search description", "en/opensearch.xml": "search description",
		"404.html": "not found", "assets/gazette.HASH.css": "assets",
		"about.html": "", "about/": "", "art/2020/2/21/x.html": "", "en/assets/x.css": "", "en/2020/02/21/a.html": "", "20/1.html": "", "2020/2.txt": "",
		"sitemap/x.html": "", "2020/02/x.html": "", "fr/": "",
	} {
		if f, ok := Of(path, []string{"en", "zh-Hant"}); f.Name != want || ok != (want != "") {
			t.Errorf("%q belongs to %q (%v); expected %q", path, f.Name, ok, want)
		}
	}
}

func TestAuthorsCannotChooseTheAddressOfAFamily(t *testing.T) {
	languages := []string{"en", "zh-Hant"}
	for path, want := range map[string]bool{
		"agencies/x.html": true, "topics.html": false, "data/index.html": true, "search/x": true, "feed/index.html": true, "assets/x.css": true, ".gongbao/x": true,
		"index.html": true, "404.html": true, "feed.xml": true, "robots.txt": true, "sitemap.html": true, "sitemap/index.html": false, "x/robots.txt": false,
		"zh-hant/index.html": true, "en/x.html": true, "fr/index.html": false,
		"2020/old.html": true, "2020/02/old.html": true, "2020/02/21/old.html": false, "20200/x.html": false, "about/index.html": false, "feed.html": false,
	} {
		if got := Reserved(path, languages); got != want {
			t.Errorf("%s is reserved: %v; expected %v", path, got, want)
		}
	}
	for slug, want := range map[string]bool{"404": true, "agencies": true, "topics": true, "regions": true, "search": true, "data": true, "assets": true, "about": false, "feed": false, "sitemap": false} {
		if got := ReservedSlug(slug); got != want {
			t.Errorf("the slug %s is reserved: %v; expected %v", slug, got, want)
		}
	}
}

func TestFamiliesAreDeclaredWhole(t *testing.T) {
	var names []string
	for _, f := range Families {
		if slices.Contains(names, f.Name) {
			t.Errorf("%s is declared twice", f.Name)
		}
		names = append(names, f.Name)
		if f.Folder == "" && f.Files == nil && f.contains == nil {
			t.Errorf("%s contains no path", f.Name)
		}
		if f.Folder != "" && (!strings.HasSuffix(f.Folder, "/") || strings.Count(f.Folder, "/") > 1) {
			t.Errorf("%s: the folder %q is not a top-level folder with a slash at its end", f.Name, f.Folder)
		}
		if f.Single && f.Templates == nil {
			t.Errorf("%s has a page without a template", f.Name)
		}
		if f.Single {
			if found, _ := Of(f.Folder, nil); found.Name != f.Name {
				t.Errorf("the page of %s belongs to %s", f.Name, found.Name)
			}
		}
	}
}

func TestPathsOfPages(t *testing.T) {
	for got, want := range map[string]string{
		Year(2020): "2020/", Month(2020, 2): "2020/02/", Month(2020, 11): "2020/11/", Issue(2020, 2): "2020/02/print.html", Part(0): "", Part(12): "12.html",
		Term("agencies", "jinan"): "agencies/jinan/", DataYear(2020): "data/2020.json",
		Print("2020/02/21/a.html"): "2020/02/21/a.print.html", Print("2020/02/21/a/index.html"): "2020/02/21/a/print.html",
		Index(""): "index.html", Index("data/"): "data/index.html", Index("about.html"): "about.html",
		Root(""): "./", Root("404.html"): "./", Root("2020/02/21/a.html"): "../../../", Root(strings.Repeat("a/", 20)): strings.Repeat("../", 20),
	} {
		if got != want {
			t.Errorf("found %q; expected %q", got, want)
		}
	}
}
