package generator

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongbao/generator/escape"
	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/need"
)

// hostileNames are names of files that mean something else in a link.
var hostileNames = []string{
	"附件#1.pdf", "附件%41.pdf", "c%20d.pdf", "e?f=1.pdf", "g & h;i.pdf", "j'k\"l.pdf", "a:b.pdf", "javascript:1.pdf", "m+n=o,p.pdf", "q (1) [2].pdf", "100%.pdf", "~甲@!$*.pdf",
	"sub#1/表%.pdf", "更 多?/x.pdf", "U\u0308ber.pdf", "😀.pdf",
}

const linkBase = "https://bulletin.example.org/a%20b/"

// A link is one that a file of the site has: what it is called there, and where it leads.
type siteLink struct{ from, to string }

func TestEveryFamilyLinksToFilesWithAnyName(t *testing.T) {
	names := hostileNames
	sources := map[string]string{
		"site.yaml":                  "title: 公报\nbase_url: " + linkBase + "\nformats: [json, markdown]\nfeeds: {content: full, archives: all}\nlanguages: [zh-Hans, en]\n",
		"pages/甲#1 %41?/关于/index.md": "---\ntitle: 关于\nslug: 关于\naliases: [/旧 a&b;c/]\n---\n\n见[公报](../../../bulletins/" + escape.Path("源#1%41/b#2%20.md") + "#x)。\n\n![图](图%231.png)\n",
		"bulletins/源#1%41/b#2%20.md": folder.Bulletin("乙", "2020-02-22", "slug: 乙公报", "aliases: [\"/art/旧 '1' & 2.html\"]") +
			"\n## 部分 {#x}\n\n见[页](" + escape.Path("../../pages/甲#1 %41?/关于/index.md") + ")、[本站](/" + escape.Path("files/表 #1%.csv") + ")、[首页](/)、[全址](" + linkBase + "2020/02/21/n.html)。\n",
		"static/files/表 #1%.csv": "a,b\n",
	}
	sources["pages/甲#1 %41?/关于/图#1.png"] = "x"
	text := folder.Bulletin("甲", "2020-02-21", "slug: n") + "\n见[乙](" + escape.Path("../源#1%41/b#2%20.md") + ")。\n\n![图](" + escape.Path("图#1.png") + ")\n"
	sources["bulletins/n/图#1.png"] = "x"
	for i, name := range names {
		sources["bulletins/n/"+name] = fmt.Sprint(i)
		text += fmt.Sprintf("\n见[件%d](./%s)。\n", i, escape.Path(name))
	}
	sources["bulletins/n/index.md"] = text
	site := build(t, sources)

	linked := map[string][]string{} // by target: the files that link to it
	for name, data := range site {
		for _, l := range linksIn(t, name, data) {
			if _, ok := site[l.to]; !ok {
				t.Errorf("%s: a link leads to %q, which is no file of the site", l.from, l.to)
			}
			linked[l.to] = append(linked[l.to], l.from)
		}
	}
	for _, name := range names {
		to := "2020/02/21/n/" + name
		for _, from := range []string{"2020/02/21/n.html", "2020/02/21/n.print.html", "2020/02/print.html", "2020/02/21/n.json", "feed.xml", "feed.json", "data/2020.json"} {
			if !slices.Contains(linked[to], from) {
				t.Errorf("%s does not link to %s", from, to)
			}
		}
	}
	for to, from := range map[string][]string{
		"2020/02/22/乙公报.html":       {"2020/02/21/n.html", "index.html", "en/index.html", "sitemap-2020.xml", "feed.xml", "data/2020.json", "data/bulletins.csv", "art/旧 '1' & 2.html"},
		"甲#1 %41?/关于.html":          {"index.html", "2020/02/22/乙公报.html", "sitemap-pages.xml", "旧 a&b;c/index.html"},
		"甲#1 %41?/关于/图#1.png":       {"甲#1 %41?/关于.html"},
		"files/表 #1%.csv":           {"2020/02/22/乙公报.html", "feed.xml"},
		"sitemap.xml":               {"robots.txt"},
		"2020/02/21/n/图#1.png":      {"2020/02/21/n.html"},
		"2020/02/21/n.html":         {"2020/02/22/乙公报.html"},
		"2020/02/22/乙公报.print.html": {"2020/02/22/乙公报.html"},
	} {
		for _, from := range from {
			if !slices.Contains(linked[to], from) {
				t.Errorf("%s does not link to %s", from, to)
			}
		}
	}
}

// linksIn returns the links of a file to files of the site, decoded.
func linksIn(t *testing.T, name string, data []byte) (links []siteLink) {
	t.Helper()
	add := func(href string) {
		if to, ok := resolved(t, name, href); ok {
			links = append(links, siteLink{name, to})
		}
	}
	switch path.Ext(name) {
	case ".html":
		linksInHTML(t, parse(t, data), add)
	case ".xml":
		linksInXML(t, data, add)
	case ".json", ".jsonld":
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		linksInJSON(t, v, add)
	case ".csv":
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, cell := range slices.Concat(rows...) {
			if strings.HasPrefix(cell, linkBase) {
				add(cell)
			}
		}
	case ".txt":
		for word := range strings.FieldsSeq(string(data)) {
			if strings.HasPrefix(word, linkBase) {
				add(word)
			}
		}
	}
	return links
}

// resolved returns the file to which a link leads. ok is false if it is one of another site, or a part of the page itself.
func resolved(t *testing.T, from, href string) (to string, ok bool) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil {
		t.Errorf("%s: the link %q is no address: %v", from, href, err)
		return "", false
	}
	base, _ := url.Parse(linkBase)
	page := base.ResolveReference(&url.URL{Path: "./" + from})
	if from == "404.html" {
		page = base
	}
	full := page.ResolveReference(u)
	if full.Scheme+full.Host != base.Scheme+base.Host || href == "" || href[0] == '#' || strings.Contains(href, "{") {
		if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "tel" {
			t.Errorf("%s: the link %q has the scheme of a name", from, href)
		}
		return "", false
	}
	to, inside := strings.CutPrefix(full.Path, base.Path)
	if !inside {
		t.Errorf("%s: the link %q leaves the site", from, href)
	}
	if to == "" || strings.HasSuffix(to, "/") {
		to += "index.html"
	}
	return to, inside
}

func linksInHTML(t *testing.T, page *html.Node, add func(string)) {
	for n := range page.Descendants() {
		if n.Data == "script" && attributeOf(n, "type") == "application/ld+json" {
			var v any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &v); err != nil {
				t.Error(err)
			}
			linksInJSON(t, v, add)
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "poster", "action":
				add(a.Val)
			case "srcset":
				for candidate := range strings.SplitSeq(a.Val, ",") {
					add(strings.Fields(candidate)[0])
				}
			case "content":
				if attributeOf(n, "http-equiv") == "refresh" {
					_, to, _ := strings.Cut(a.Val, "url=")
					add(strings.Trim(to, `'"`))
				}
			}
		}
	}
}

func linksInXML(t *testing.T, data []byte, add func(string)) {
	d := xml.NewDecoder(strings.NewReader(string(data)))
	inside, base := "", ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Error(err)
			return
		}
		switch e := token.(type) {
		case xml.StartElement:
			inside = e.Name.Local
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "href", "src", "template":
					add(a.Value)
				case "base":
					base = a.Value
				}
			}
		case xml.EndElement:
			inside = ""
		case xml.CharData:
			switch text := string(e); inside {
			case "loc", "uri", "Image", "logo", "icon":
				add(text)
			case "content":
				linksInHTML(t, parse(t, e), func(href string) { add(absolute(base, href)) })
			}
		}
	}
}

// absolute resolves a link in the text of a feed.
func absolute(base, href string) string {
	b, _ := url.Parse(base)
	u, err := url.Parse(href)
	if err != nil || href != "" && href[0] == '#' {
		return href
	}
	return b.ResolveReference(u).String()
}

func linksInJSON(t *testing.T, v any, add func(string)) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			linksInJSON(t, item, add)
		}
	case map[string]any:
		for key, item := range v {
			if text, ok := item.(string); ok && key == "content_html" {
				from, _ := v["url"].(string)
				linksInHTML(t, parse(t, []byte(text)), func(href string) { add(absolute(from, href)) })
				continue
			}
			linksInJSON(t, item, add)
		}
	case string:
		if strings.HasPrefix(v, linkBase) {
			add(v)
		}
	}
}

// An address is made in one place, package escape. A conversion of a string to it elsewhere, or another function that escapes paths, is a
// second way.
func TestNothingElseMakesAddresses(t *testing.T) {
	root := need.Root(t)
	files := token.NewFileSet()
	checked := 0
	err := filepath.WalkDir(filepath.Join(root, "generator"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || filepath.Base(filepath.Dir(name)) == "escape" {
			return err
		}
		parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if s, ok := call.Fun.(*ast.SelectorExpr); ok {
				if pkg, ok := s.X.(*ast.Ident); ok {
					checked++
					if of := pkg.Name + "." + s.Sel.Name; of == "escape.Address" || of == "url.PathEscape" || of == "url.QueryEscape" {
						t.Errorf("%s: %s makes an address; use escape.AddressOf", files.Position(n.Pos()), of)
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil || checked < 1000 {
		t.Fatalf("%d calls were checked: %v", checked, err)
	}
}
