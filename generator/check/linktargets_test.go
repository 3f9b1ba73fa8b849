package check

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func testSite(base string, paths ...string) *site {
	var files []builtFile
	for _, p := range paths {
		files = append(files, builtFile{path: p})
	}
	return newSite(base, files)
}

var linkKinds = [...]string{"other", "here", "dead", "outside", "elsewhere"}

func (l link) String() string {
	s := linkKinds[l.kind]
	switch l.kind {
	case toFile, toMissing:
		s += " " + string(l.path)
	case toWeb:
		s += " " + l.web
	}
	if l.fragment != nil {
		s += " #" + string(l.fragment)
	}
	return s
}

func TestLinksAreResolvedAsBrowsersResolveThem(t *testing.T) {
	s := testSite("https://example.org/bulletins/", "index.html", "2020/02/21/a.html", "2020/02/21/a/表 1.xlsx", "agencies/jinan/index.html")
	page := "2020/02/21/a.html"
	for href, want := range map[string]string{
		"":                                "here " + page,
		"#x":                              "here " + page + " #x",
		"?q=1#x":                          "here " + page + " #x",
		"a.html":                          "here " + page,
		"./a.html?x":                      "here " + page,
		"../21/a.html#":                   "here " + page + " #",
		"../../../":                       "here index.html",
		"../../..":                        "here index.html",
		"../../../agencies/jinan/":        "here agencies/jinan/index.html",
		"../../../agencies/jinan":         "dead agencies/jinan",
		"a/%E8%A1%A8%201.xlsx":            "here 2020/02/21/a/表 1.xlsx",
		"a/表 1.xlsx":                      "here 2020/02/21/a/表 1.xlsx",
		"a/b/../表 1.xlsx":                 "here 2020/02/21/a/表 1.xlsx",
		"b.html#c":                        "dead 2020/02/21/b.html #c",
		"../../../../x":                   "outside",
		"/bulletins/2020/02/21/a.html":    "here " + page,
		"/bulletins/":                     "here index.html",
		"/other/":                         "elsewhere https://example.org/other/",
		"https://example.org/bulletins/":  "here index.html",
		"https://example.org/bulletins/x": "dead x",
		"https://example.org/":            "elsewhere https://example.org/",
		"HTTP://Example.com/#x":           "elsewhere HTTP://Example.com/#x",
		"//example.com/y":                 "elsewhere https://example.com/y",
		"mailto:a@example.org":            "other",
		"tel:123":                         "other",
		" \n../../../index.html\t":        "here index.html",
		"a%zz.html":                       "dead 2020/02/21/a%zz.html",
	} {
		if got := s.follow(page, []byte(href), nil).String(); got != want {
			t.Errorf("%q: %s, want %s", href, got, want)
		}
	}
	if got := testSite("", "index.html").follow("index.html", []byte("/index.html"), nil).String(); got != "here index.html" {
		t.Errorf("without an address of the site: %s", got)
	}
}

func FuzzLinksResolveAsInNetURL(f *testing.F) {
	for _, href := range []string{"a", "../b/", "./../c.html", "/d", "a//b", ".", "..", "%2e%2e/x", "a/./b/..", "?x", "#y", "a b", "//h/x", "x:y"} {
		f.Add("2020/02/a.html", href)
	}
	f.Fuzz(func(t *testing.T, page, href string) {
		base, err := url.Parse("https://example.org/" + page)
		if err != nil || base.Path != "/"+page || page == "" || strings.HasSuffix(page, "/") || strings.Contains("/"+page+"/", "/./") || strings.Contains("/"+page+"/", "/../") || strings.Contains("/"+page, "//") {
			t.Skip()
		}
		l := testSite("https://example.org/").follow(page, []byte(href), nil)
		if l.kind != toMissing && l.kind != toFile {
			return
		}
		u, err := base.Parse(strings.Trim(href, " \t\r\n\f"))
		if err != nil || u.Host != "example.org" || u.Path == "" || strings.Contains(href, "//") || strings.Contains(strings.ToLower(href), "%2") {
			t.Skip()
		}
		want := u.Path[1:]
		if want == "" || strings.HasSuffix(want, "/") {
			want += "index.html"
		}
		if got := string(l.path); got != want {
			t.Errorf("%s on %s: %s, want %s", href, page, got, want)
		}
	})
}

func TestFragmentsNameIDs(t *testing.T) {
	for fragment, want := range map[string]string{"": " false", "top": "top false", "Top": "Top false", "%E4%B8%89": "三 true", "三": "三 true", "a%zz": "a%zz true", ":~:text=x": " false", "a:~:text=x": "a true"} {
		id, ok := fragmentID([]byte(fragment))
		if got := fmt.Sprint(id, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", fragment, got, want)
		}
	}
}
