package generator

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/internal/folder"

	"golang.org/x/net/html"

	"gongbao/generator/search"
)

// hostileTitles are titles that an author can type and a program may misread. Control characters are missing here: they are refused
// before anything is made of them.
var hostileTitles = []string{
	`甲]]></title><script>alert(1)</script>`, `乙</script><!-- <script>alert(2)`, `=cmd|'/c calc'!A1 丙`, "@SUM(1) 丁", "＝1+1 戊",
	"己\u2028分行\u2029分段", "\u202e庚\u202c", `辛"><img src=x onerror=alert(3)>`, `壬 {{.Title}} 'a' "b" \`, "癸😀",
}

func TestHostileTitleComesThroughEveryFormatAsText(t *testing.T) {
	sources := map[string]string{"site.yaml": "title: 公报\nbase_url: https://bulletin.example.org/\nformats: [json, markdown]\n"}
	for i, title := range hostileTitles {
		quoted, _ := json.Marshal(title) // YAML reads what JSON writes
		sources[fmt.Sprintf("bulletins/h%d.md", i)] = folder.Bulletin(string(quoted), fmt.Sprintf("2020-02-%02d", i+1))
	}
	site := build(t, sources)

	for name, page := range site {
		if strings.HasSuffix(name, ".html") {
			for n := range parse(t, page).Descendants() {
				if n.Data == "script" && attributeOf(n, "src") == "" && attributeOf(n, "type") != "application/ld+json" || n.Data == "img" || attributeOf(n, "onerror") != "" {
					t.Errorf("%s: a title became an element %s", name, n.Data)
				}
			}
		}
	}

	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	var items struct{ Items []struct{ Title string } }
	var year struct{ Bulletins []struct{ Title string } }
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(site["data/bulletins.csv"]), "\ufeff"))).ReadAll()
	if err := errors.Join(err, xml.Unmarshal(site["feed.xml"], &feed), json.Unmarshal(site["feed.json"], &items), json.Unmarshal(site["data/2020.json"], &year)); err != nil {
		t.Fatal(err)
	}
	index, err := search.Open(func(path string) ([]byte, error) {
		if data, ok := site[path]; ok {
			return data, nil
		}
		return nil, fmt.Errorf("no file %s", path)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, title := range hostileTitles {
		stem := fmt.Sprintf("2020/02/%02d/h%d", i+1, i)
		newest := len(hostileTitles) - 1 - i
		found := map[string]string{
			"Atom": feed.Entries[newest].Title, "JSON Feed": items.Items[newest].Title, "year": year.Bulletins[i].Title, "CSV": strings.TrimPrefix(rows[i+1][1], "'"),
		}
		if cell := rows[i+1][1]; strings.ContainsRune("=+-@＝", []rune(cell)[0]) {
			t.Errorf("a spreadsheet takes %q for a formula", cell)
		}
		var document struct{ Title string }
		if err := json.Unmarshal(site[stem+".json"], &document); err != nil {
			t.Error(err)
		}
		found["JSON"] = document.Title
		for n := range parse(t, site[stem+".html"]).Descendants() {
			switch {
			case n.Data == "h1":
				found["page"] = n.FirstChild.Data
			case attributeOf(n, "name") == "ArticleTitle":
				found["label"] = attributeOf(n, "content")
			case n.Data == "script" && attributeOf(n, "type") == "application/ld+json":
				found["JSON-LD"] = headline(t, n)
			}
		}
		candidates, _, err := index.Find(search.Search{Query: title})
		if err != nil || len(candidates) == 0 && len([]rune(strings.Trim(title, "\u202e\u202c"))) > 2 {
			t.Errorf("a search for %q: %v, %v", title, candidates, err)
		}
		for _, c := range candidates {
			d, err := index.Document(c.Number)
			if err != nil {
				t.Error(err)
			}
			if d.Path == stem+".html" {
				found["search"] = d.Title
			}
		}
		for format, got := range found {
			if got != title {
				t.Errorf("%s has %q for %q", format, got, title)
			}
		}
		if len(found) < 8 {
			t.Errorf("%q was found only in %v", title, found)
		}
		if string(site[stem+".md"]) != sources[fmt.Sprintf("bulletins/h%d.md", i)] {
			t.Errorf("%s.md is not the source", stem)
		}
	}
}

func headline(t *testing.T, script *html.Node) string {
	var v struct {
		Graph []struct{ Headline string } `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(script.FirstChild.Data), &v); err != nil {
		t.Error(err)
	}
	return v.Graph[0].Headline
}

func TestControlCharacterInATitleIsRefusedHoweverItIsWritten(t *testing.T) {
	for _, title := range []string{"\"a\\u0007b\"", "\"a\\0b\"", "a\x07b", "a\x00b", "\"a\\u001bb\""} {
		if got := problemsOf(t, nil, map[string]string{"bulletins/a.md": folder.Bulletin(title, "2020-02-21")}); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "control character") }) {
			t.Errorf("%q: %q", title, got)
		}
	}
}
