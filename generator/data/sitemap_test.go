package data

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

type located struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
}

func readSitemap(t testing.TB, source []byte) []located {
	t.Helper()
	var s struct {
		URLs     []located `xml:"url"`
		Sitemaps []located `xml:"sitemap"`
	}
	if err := xml.Unmarshal(source, &s); err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	return append(s.URLs, s.Sitemaps...)
}

// listedPages follows the index and returns what all parts list.
func listedPages(t testing.TB, r rendered) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, part := range readSitemap(t, r.bytes(t, "sitemap.xml")) {
		path := strings.TrimPrefix(part.Loc, "https://bulletin.example.org/")
		if strings.Contains(path, "/") {
			t.Errorf("%s lies in a folder, so it may not speak for the whole site", path)
		}
		source := r.bytes(t, path)
		if strings.HasSuffix(path, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(source))
			if err != nil {
				t.Fatal(err)
			}
			if source, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		for _, l := range readSitemap(t, source) {
			if _, twice := pages[l.Loc]; twice {
				t.Errorf("%s is listed twice", l.Loc)
			}
			pages[l.Loc] = l.Lastmod
		}
	}
	return pages
}

func TestSitemapListsEveryPageWorthFinding(t *testing.T) {
	corrected := notice("b", on(2020, 2, 22), func(b *bulletin.Bulletin) {
		b.Status, b.Changes = archive.Corrected, []bulletin.Change{{Date: on(2020, 3, 5), Note: "更正"}}
	})
	a := archiveOf(t, notice("公报", on(2020, 2, 21)), corrected)
	const root = "https://bulletin.example.org/"
	want := map[string]string{
		root + "2020/02/21/%E5%85%AC%E6%8A%A5.html": "2020-02-21",
		root + "2020/02/22/b.html":                  "2020-03-05",
		root + "about.html":                         "",
	}
	for _, path := range []string{"", "2020/", "2020/02/", "agencies/", "agencies/shandong-audit/", "agencies/jinan-audit/",
		"topics/", "topics/audit/", "regions/", "regions/shandong/", "regions/jinan/", "changes/", "changes/2020/", "data/"} {
		want[root+path], want[root+"en/"+path] = "", ""
	}
	for _, packed := range []bool{false, true} {
		s := site()
		s.GzipSitemap = packed
		got := listedPages(t, render(a, s))
		for address, lastmod := range want {
			if l, ok := got[address]; !ok || l != lastmod {
				t.Errorf("%s: listed %v, lastmod %q, want %q", address, ok, l, lastmod)
			}
		}
		for address := range got {
			if _, ok := want[address]; !ok {
				t.Errorf("%s is listed", address)
			}
		}
	}
}

func TestSitemapIsSplitAtItsLimits(t *testing.T) {
	addresses, size := sitemapAddresses, sitemapBytes
	t.Cleanup(func() { sitemapAddresses, sitemapBytes = addresses, size })
	a := archiveOf(t, daily(300)...)
	whole := listedPages(t, render(a, site()))

	sitemapAddresses = 40
	r := render(a, site())
	if got := r.paths("sitemap-2015", ".xml"); len(got) != 8 || got[0] != "sitemap-2015-2.xml" || got[7] != "sitemap-2015.xml" {
		t.Errorf("parts %q", got)
	}
	for _, path := range r.paths("sitemap-", ".xml") {
		if n := len(readSitemap(t, r.bytes(t, path))); n > 40 {
			t.Errorf("%s lists %d addresses", path, n)
		}
	}
	if got := listedPages(t, r); len(got) != len(whole) {
		t.Errorf("split, it lists %d pages, whole %d", len(got), len(whole))
	}
	first := r.text(t, "sitemap-2015.xml")
	if later := render(archiveOf(t, append(daily(300), notice("new", on(2015, 12, 31)))...), site()); later.text(t, "sitemap-2015.xml") != first {
		t.Error("a new bulletin changes a full part")
	}

	sitemapAddresses, sitemapBytes = addresses, 8<<10
	r = render(a, site())
	for _, path := range r.paths("sitemap-", ".xml") {
		if n := len(r.bytes(t, path)); n > sitemapBytes {
			t.Errorf("%s has %d bytes", path, n)
		}
	}
	if got := listedPages(t, r); len(got) != len(whole) {
		t.Errorf("split by size, it lists %d pages, whole %d", len(got), len(whole))
	}
}

func TestRobotsMayReadAllAndFindTheSitemap(t *testing.T) {
	a := archiveOf(t, daily(1)...)
	if got := render(a, site()).text(t, "robots.txt"); got != "User-agent: *\nAllow: /\n\nSitemap: https://bulletin.example.org/sitemap.xml\n" {
		t.Errorf("%q", got)
	}
	s := site()
	s.BaseURL = ""
	r := render(a, s)
	if got := r.text(t, "robots.txt"); got != "User-agent: *\nAllow: /\n" {
		t.Errorf("without an address %q", got)
	}
	for _, path := range []string{"sitemap.xml", "opensearch.xml"} {
		if r.hasFile(path) {
			t.Errorf("without an address there is %s", path)
		}
	}
}

func TestBrowserCanAddTheSearchInEachLanguage(t *testing.T) {
	a := archiveOf(t, daily(1)...)
	r := render(a, site())
	for path, want := range map[string][2]string{
		"opensearch.xml":    {"公报汇编", "https://bulletin.example.org/search/?q={searchTerms}"},
		"en/opensearch.xml": {"Collected", "https://bulletin.example.org/en/search/?q={searchTerms}"},
	} {
		var o struct {
			ShortName string
			URL       []struct {
				Type     string `xml:"type,attr"`
				Template string `xml:"template,attr"`
			} `xml:"Url"`
		}
		if err := xml.Unmarshal(r.bytes(t, path), &o); err != nil {
			t.Fatal(err)
		}
		if o.ShortName != want[0] || o.URL[0].Type != "text/html" || o.URL[0].Template != want[1] {
			t.Errorf("%s: %+v", path, o)
		}
	}
	s := site()
	s.Search = false
	if render(a, s).hasFile("opensearch.xml") {
		t.Error("a site without a search describes one")
	}
}

func TestShortNamesAreCutBetweenWords(t *testing.T) {
	for s, want := range map[string]string{
		"Sixteen letters.":               "Sixteen letters.",
		"Sixteen letters more":           "Sixteen letters",
		"Collected bulletins":            "Collected",
		"Abcdefghijklmnopqrstuvwxyz":     "Abcdefghijklmnop",
		strings.Repeat("公", 17):          strings.Repeat("公", 16),
		"Bulletins, notices, and others": "Bulletins",
	} {
		if got := shortened(s, 16); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}

func TestNoTwoFilesShareAPath(t *testing.T) {
	seen := map[string]bool{}
	s := site()
	s.JSON, s.Markdown = true, true
	for _, f := range Plan(program, archiveOf(t, daily(400)...), s, bodies{}) {
		if seen[f.Path] || (f.Render == nil) == (f.Copy == "") {
			t.Errorf("%s is planned twice, or not well", f.Path)
		}
		seen[f.Path] = true
	}
	if len(seen) < 800 {
		t.Errorf("only %d files", len(seen))
	}
}
