package generator

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/internal/folder"

	"golang.org/x/net/html"

	"gongbao/generator/data"
	"gongbao/generator/pages"
)

// The head of a page links to the data beside the bulletin, whatever the form of addresses, and the data exists.
func TestPageNamesTheDataBesideIt(t *testing.T) {
	const settings = "title: 公报\nbase_url: https://bulletin.example.org/\n"
	for _, c := range []struct{ settings, page, want string }{
		{"", "2020/02/21/a.html", ""},
		{"formats: json\n", "2020/02/21/a.html", "2020/02/21/a.json application/json"},
		{"formats: [json, markdown]\n", "2020/02/21/a.html", "2020/02/21/a.json application/json, 2020/02/21/a.md text/markdown"},
		{"formats: [json, markdown]\npretty_urls: true\n", "2020/02/21/a/index.html", "2020/02/21/a.json application/json, 2020/02/21/a.md text/markdown"},
	} {
		site := build(t, map[string]string{"site.yaml": settings + c.settings, "bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
		var named []string
		for n := range parse(t, site[c.page]).Descendants() {
			if kind := attributeOf(n, "type"); n.Data == "link" && (kind == "application/json" || kind == "text/markdown") {
				to, _, _ := resolve(c.page, attributeOf(n, "href"))
				if site[to] == nil {
					t.Errorf("%q: %s leads to no file", c.settings, to)
				}
				if attributeOf(n, "rel") != "alternate" {
					t.Errorf("%q: %s is named as %q", c.settings, to, attributeOf(n, "rel"))
				}
				named = append(named, to+" "+kind)
			}
		}
		if got := strings.Join(named, ", "); got != c.want {
			t.Errorf("%q: the page names %q; expected %q", c.settings, got, c.want)
		}
	}
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// The address of the data beside a bulletin is taken if a setting makes the data, and only then.
func TestAddressesOfDataBesideBulletinsAreTaken(t *testing.T) {
	for _, c := range []struct{ settings, source, want string }{
		{"", "aliases: [/2020/02/21/b.json, /2020/02/21/b.md]", ""},
		{"formats: markdown\n", "aliases: [/2020/02/21/b.json]", ""},
		{"formats: json\n", "aliases: [/2020/02/21/b.json]", "bulletins/a.md:5:11: alias /2020/02/21/b.json is already an address of bulletins/b.md; expected an address of its own"},
		{"formats: markdown\n", "aliases: [/2020/02/21/b.md]", "bulletins/a.md:5:11: alias /2020/02/21/b.md is already an address of bulletins/b.md; expected an address of its own"},
		{"formats: json\npretty_urls: true\n", "aliases: [/2020/02/21/b.json]", "bulletins/a.md:5:11: alias /2020/02/21/b.json is already an address of bulletins/b.md; expected an address of its own"},
		{"formats: json\n", "aliases: [/2020/02/21/c.json]", ""},
		{"", "aliases: [/data/]", "bulletins/a.md:5:11: alias /data/ is an address of the site's own pages; expected another"},
		{"formats: json\n", "slug: b.json", "bulletins/a.md:5:7: slug \"b.json\" ends with .json, which addresses add themselves"},
		{"formats: markdown\npretty_urls: true\n", "slug: b.md", "bulletins/a.md:5:7: slug \"b.md\" ends with .md, which addresses add themselves"},
	} {
		got := strings.Join(problemsOf(t, nil, map[string]string{
			"site.yaml":      "title: 公报\n" + c.settings,
			"bulletins/a.md": folder.Bulletin("一", "2020-02-21", c.source), "bulletins/b.md": folder.Bulletin("二", "2020-02-21"),
		}), "\n")
		if got != c.want {
			t.Errorf("%q, %s:\n got  %s\n want %s", c.settings, c.source, got, c.want)
		}
	}
}

// The page about the open data links to every file of the folder and explains every column, in each language.
func TestPageOfTheOpenDataNamesEveryFile(t *testing.T) {
	site := sample(t)
	for _, language := range pages.Interface {
		name := "data/index.html"
		if language != "zh-Hans" {
			name = language + "/" + name
		}
		page := parse(t, site[name])
		linked, explained := map[string]bool{}, map[string]string{}
		for n := range page.Descendants() {
			if n.Data == "a" {
				to, _, _ := resolve(name, attributeOf(n, "href"))
				linked[to] = true
			}
			if n.Data == "tr" && n.FirstChild.Data == "th" && n.LastChild.Data == "td" {
				explained[text(n.FirstChild)] = text(n.LastChild)
			}
		}
		for file := range site {
			if path.Dir(file) == "data" && path.Ext(file) != ".html" && !linked[file] {
				t.Errorf("%s does not lead to %s", name, file)
			}
		}
		for _, column := range data.Columns() {
			if said := explained[column]; said == "" || strings.Contains(said, "column.") {
				t.Errorf("%s says %q of the column %s", name, said, column)
			}
		}
	}
}

// A feed reader finds the feeds of the page, or else those of the site, in the head of every page.
func TestEveryPageNamesAFeed(t *testing.T) {
	for name, page := range sample(t) {
		if !strings.HasSuffix(name, ".html") || strings.HasSuffix(name, "print.html") || name == "404.html" {
			continue
		}
		var feeds, titles []string
		for n := range parse(t, page).Descendants() {
			if n.Data == "link" && attributeOf(n, "rel") == "alternate" && attributeOf(n, "type") == "application/atom+xml" {
				to, _, _ := resolve(name, attributeOf(n, "href"))
				feeds, titles = append(feeds, to), append(titles, attributeOf(n, "title"))
			}
		}
		want := "feed.xml"
		if parts := strings.Split(strings.TrimPrefix(strings.TrimPrefix(name, "en/"), "zh-Hant/"), "/"); len(parts) == 3 && slices.Contains([]string{"agencies", "topics", "regions"}, parts[0]) {
			want = parts[0] + "/" + parts[1] + "/feed.xml"
		} else if len(parts) == 2 && parts[0] == "changes" {
			want = "changes/feed.xml"
		}
		if len(feeds) != 1 || feeds[0] != want || titles[0] == "" || titles[0] == "Atom" {
			t.Errorf("%s names the feeds %q with the titles %q; expected %s", name, feeds, titles, want)
		}
	}
}

// The catalogue for harvesters leads people to the page at /data/.
func TestCatalogueSendsPeopleToThePageOfTheData(t *testing.T) {
	site := sample(t)
	var catalogue struct {
		Datasets []struct {
			LandingPage struct {
				ID string `json:"@id"`
			} `json:"dcat:landingPage"`
		} `json:"dcat:dataset"`
	}
	if err := json.Unmarshal(site["data/catalog.jsonld"], &catalogue); err != nil {
		t.Fatal(err)
	}
	page := strings.TrimPrefix(catalogue.Datasets[0].LandingPage.ID, "https://bulletin.example.org/")
	if site[folderIndex(page)] == nil {
		t.Errorf("%s is no page", page)
	}
}
