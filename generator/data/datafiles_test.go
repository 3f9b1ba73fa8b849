package data

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/publish"
)

func decode(t testing.TB, source []byte) (m map[string]any) {
	t.Helper()
	if err := json.Unmarshal(source, &m); err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	return m
}

// at follows names and indexes into decoded JSON.
func at(t testing.TB, v any, steps ...any) any {
	t.Helper()
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

func full() *bulletin.Bulletin {
	return notice("full", on(2020, 2, 21), func(b *bulletin.Bulletin) {
		b.Number, b.IndexNumber, b.Written = text("鲁审通〔2020〕3号"), "000014349/2020-00012", on(2020, 2, 18)
		b.Origin, b.OriginURL, b.Editor, b.Subtitle = "大众日报", "https://news.example.org/1", "张三", "副题"
		b.Status, b.Reason = archive.Superseded, "另有规定"
		b.Supersedes, b.SupersededBy = texts("older"), texts("newer")
		b.TranslationKey = text("k")
		b.Changes = []bulletin.Change{{Date: on(2020, 3, 1), Note: "改正数字"}}
		b.Headings = []bulletin.Heading{{Level: 2, ID: "shandong", Text: "山东省审计厅"}}
		b.Attachments = []bulletin.Attachment{{Name: "表 1.pdf", Title: "表一", Size: 1234}, {Name: "inline.png", Unlisted: true}}
		b.ExpiresAt = on(2025, 12, 31)
	})
}

func fullArchive(t testing.TB) *archive.Archive {
	return archiveOf(t, full(), notice("older", on(2019, 1, 1)), notice("newer", on(2021, 1, 1)),
		notice("in-english", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.TranslationKey, b.Language = text("k"), text("en") }))
}

func TestYearFileHoldsEverythingKnownOfABulletin(t *testing.T) {
	year := decode(t, render(fullArchive(t), site()).bytes(t, "data/2020.json"))
	if n := len(year["bulletins"].([]any)); n != 2 {
		t.Fatalf("%d bulletins in 2020, want 2", n)
	}
	b := at(t, year, "bulletins", 0)
	for _, c := range []struct {
		want any
		at   []any
	}{
		{"tag:bulletin.example.org,2020-02-21:full", []any{"id"}},
		{"2020/02/21/full.html", []any{"path"}},
		{"https://bulletin.example.org/2020/02/21/full.html", []any{"url"}},
		{"2020-02-21", []any{"date"}},
		{"2020-02-21T00:00:00+08:00", []any{"published"}},
		{"superseded", []any{"status"}},
		{"另有规定", []any{"reason"}},
		{"2025-12-31", []any{"expires"}},
		{"zh-Hans", []any{"language"}},
		{"jinan-audit", []any{"publishers", 0, "id"}},
		{"济南市审计局", []any{"publishers", 0, "name"}},
		{"jinan", []any{"region", "id"}},
		{"审计", []any{"topics", 0, "name"}},
		{"鲁审通〔2020〕3号", []any{"number"}},
		{"000014349/2020-00012", []any{"index_number"}},
		{"2020-02-18", []any{"written"}},
		{"大众日报", []any{"source"}},
		{"https://news.example.org/1", []any{"source_url"}},
		{"张三", []any{"editor"}},
		{"副题", []any{"subtitle"}},
		{"shandong", []any{"sections", 0, "fragment"}},
		{"shandong-audit", []any{"sections", 0, "agency", "id"}},
		{"2020-03-01", []any{"changes", 0, "date"}},
		{"2020/02/21/full/%E8%A1%A8%201.pdf", []any{"attachments", 0, "path"}},
		{1234.0, []any{"attachments", 0, "size"}},
		{"application/pdf", []any{"attachments", 0, "media_type"}},
		{"2019/01/01/older.html", []any{"supersedes", 0, "path"}},
		{"2021/01/01/newer.html", []any{"superseded_by", 0, "path"}},
		{"en", []any{"translations", 0, "language"}},
	} {
		if got := at(t, b, c.at...); got != c.want {
			t.Errorf("%v is %v, want %v", c.at, got, c.want)
		}
	}
	if n := len(at(t, b, "attachments").([]any)); n != 1 {
		t.Errorf("%d attachments, want the listed one", n)
	}
}

func TestDataWithoutAnAddressIsRelative(t *testing.T) {
	s := site()
	s.BaseURL, s.JSON = "", true
	r := render(fullArchive(t), s)
	document := decode(t, r.bytes(t, "2020/02/21/full.json"))
	if document["id"] != nil || document["url"] != nil || document["path"] != "2020/02/21/full.html" {
		t.Errorf("id %v, url %v, path %v", document["id"], document["url"], document["path"])
	}
	if !strings.Contains(document["html"].(string), `href="../../../2020/02/21/full/table.pdf"`) {
		t.Errorf("html %v", document["html"])
	}
	if got := at(t, decode(t, r.bytes(t, "data/catalog.jsonld")), "dcat:dataset", 0, "dcat:distribution", 0, "dcat:downloadURL", "@id"); got != "bulletins.csv" {
		t.Errorf("the catalogue leads to %v", got)
	}
}

func TestSettingsAddJSONAndMarkdownBesideABulletin(t *testing.T) {
	a := fullArchive(t)
	if r := render(a, site()); r.hasFile("2020/02/21/full.json") || r.hasFile("2020/02/21/full.md") {
		t.Error("they are planned though no setting asks for them")
	}
	s := site()
	s.JSON, s.Markdown = true, true
	r := render(a, s)
	document := decode(t, r.bytes(t, "2020/02/21/full.json"))
	if document["text"] != "关于full的公告\n摘要：full。" || !strings.Contains(document["html"].(string), `href="https://bulletin.example.org/2020/02/21/full/table.pdf"`) {
		t.Errorf("text %q, html %q", document["text"], document["html"])
	}
	if f := r["2020/02/21/full.md"]; f.Copy != "content/bulletins/full.md" || f.Key == (publish.Key{}) {
		t.Errorf("the markdown is %+v", f)
	}
}

func TestOverviewListsYears(t *testing.T) {
	o := decode(t, render(fullArchive(t), site()).bytes(t, "data/bulletins.json"))
	if o["count"] != 4.0 {
		t.Errorf("count %v", o["count"])
	}
	var years []any
	for _, y := range o["years"].([]any) {
		years = append(years, at(t, y, "year"), at(t, y, "count"), at(t, y, "path"))
	}
	if !slices.Equal(years, []any{2019.0, 1.0, "data/2019.json", 2020.0, 2.0, "data/2020.json", 2021.0, 1.0, "data/2021.json"}) {
		t.Errorf("years %v", years)
	}
}

func TestVocabulariesHaveNamesAndTrees(t *testing.T) {
	r := render(fullArchive(t), site())
	city := at(t, decode(t, r.bytes(t, "data/agencies.json")), "terms", 1)
	for _, c := range []struct {
		want any
		at   []any
	}{
		{"jinan-audit", []any{"id"}}, {"Jinan Audit Bureau", []any{"name", "en"}}, {"济南审计局", []any{"aliases", 0}},
		{"shandong-audit", []any{"parent"}}, {"jinan", []any{"region"}}, {"agencies/jinan-audit/", []any{"path"}},
	} {
		if got := at(t, city, c.at...); got != c.want {
			t.Errorf("%v is %v, want %v", c.at, got, c.want)
		}
	}
	if got := at(t, decode(t, r.bytes(t, "data/topics.json")), "terms", 1, "name", "und"); got != "物资" {
		t.Errorf("a name without a language is %v", got)
	}
}

func TestCatalogueDescribesEachFileOfTheData(t *testing.T) {
	r := render(fullArchive(t), site())
	c := decode(t, r.bytes(t, "data/catalog.jsonld"))
	if c["@type"] != "dcat:Catalog" || at(t, c, "dcterms:title", 0, "@language") != "zh-Hans" || at(t, c, "dcterms:publisher", "foaf:name", 0, "@value") != "编辑部" {
		t.Errorf("catalogue %v", c)
	}
	if got := at(t, c, "dcat:contactPoint", "vcard:hasEmail", "@id"); got != "mailto:editors@example.org" {
		t.Errorf("whoever has a question is sent to %v", got)
	}
	if got := at(t, c, "dcat:dataset", 0, "dcat:landingPage", "@id"); got != "https://bulletin.example.org/data/" {
		t.Errorf("people are sent to %v", got)
	}
	described := map[string]bool{}
	for _, d := range c["dcat:dataset"].([]any) {
		if at(t, d, "@type") != "dcat:Dataset" || at(t, d, "dcterms:title", 0, "@value") == nil {
			t.Errorf("data set %v", d)
		}
		for _, f := range at(t, d, "dcat:distribution").([]any) {
			address := at(t, f, "dcat:downloadURL", "@id").(string)
			path, ok := strings.CutPrefix(address, "https://bulletin.example.org/")
			if !ok || !r.hasFile(path) {
				t.Errorf("%s leads nowhere", address)
			}
			described[path] = true
		}
	}
	for _, path := range r.paths("data/", "") {
		if path != "data/schema.json" && path != "data/catalog.jsonld" && path != "data/next-change.json" && !described[path] {
			t.Errorf("%s is not described", path)
		}
	}
	first := at(t, c, "dcat:dataset", 0)
	if got := at(t, first, "dcterms:temporal", "dcat:startDate", "@value"); got != "2019-01-01" {
		t.Errorf("from %v", got)
	}
	if got := at(t, first, "dcterms:modified", "@value"); got != "2025-12-31T00:00:03+08:00" {
		t.Errorf("modified %v", got)
	}
	for prefix := range prefixes(c) {
		if at(t, c, "@context").(map[string]any)[prefix] == nil {
			t.Errorf("prefix %s is not in the context", prefix)
		}
	}
}

// prefixes returns the prefixes of all names and types.
func prefixes(v any) map[string]bool {
	found := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, below := range v {
				if prefix, _, ok := strings.Cut(name, ":"); ok {
					found[prefix] = true
				}
				if kind, ok := below.(string); ok && name == "@type" {
					prefix, _, _ := strings.Cut(kind, ":")
					found[prefix] = true
				}
				walk(below)
			}
		case []any:
			for _, below := range v {
				walk(below)
			}
		}
	}
	walk(v)
	return found
}

func TestTableOpensInASpreadsheet(t *testing.T) {
	source := render(fullArchive(t), site()).text(t, "data/bulletins.csv")
	rest, ok := strings.CutPrefix(source, "\uFEFF")
	if !ok {
		t.Error("no byte-order mark: Excel would not read it as UTF-8")
	}
	if strings.Count(rest, "\n") != strings.Count(rest, "\r\n") || !strings.HasSuffix(rest, "\r\n") {
		t.Error("lines do not end with CRLF")
	}
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 5 || !slices.Equal(rows[0], Columns()) {
		t.Fatalf("%d rows, columns %q", len(rows), rows[0])
	}
	want := []string{"2020-02-21", "关于full的公告", "济南市审计局", "鲁审通〔2020〕3号", "济南", "审计", "zh-Hans", "superseded", "2025-12-31",
		"摘要：full。", "000014349/2020-00012", "2020-02-18", "大众日报", "https://news.example.org/1", "https://bulletin.example.org/2020/02/21/full.html"}
	if !slices.Equal(rows[2][:len(want)], want) { // more columns may follow
		t.Errorf("row %q\nwant %q", rows[2], want)
	}
}

func TestTableHoldsNoFormula(t *testing.T) {
	rest := strings.TrimPrefix(archives(t)["hostile"].text(t, "data/bulletins.csv"), "\uFEFF")
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil || len(rows) != len(hostileTitles)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	quoted := 0
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r＝", []rune(cell)[0]) {
				t.Errorf("a spreadsheet takes %q for a formula", cell)
			}
			if strings.HasPrefix(cell, "'=") {
				quoted++
			}
		}
	}
	if quoted == 0 {
		t.Error("no cell was quoted: the test tests nothing")
	}
}

func TestAnEditOnlyChangesTheDataOfItsYear(t *testing.T) {
	all := []*bulletin.Bulletin{notice("a", on(2019, 1, 1)), notice("b", on(2020, 1, 1)), notice("c", on(2021, 1, 1))}
	s := site()
	s.JSON = true
	before := render(archiveOf(t, all...), s)
	all[1] = notice("b", on(2020, 1, 1), titled("新标题"))
	var data []string
	for _, path := range changed(t, before, render(archiveOf(t, all...), s)) {
		if strings.HasPrefix(path, "2") || strings.HasPrefix(path, "data/") || strings.HasPrefix(path, "sitemap") {
			data = append(data, path)
		}
	}
	if want := []string{"2020/01/01/b.json", "data/2020.json", "data/bulletins.csv"}; !slices.Equal(data, want) {
		t.Errorf("changes %q, want %q", data, want)
	}
}

func TestNextChangeSaysWhenAndNamesNothing(t *testing.T) {
	s := site()
	if got := string(render(archiveOf(t), s).bytes(t, "data/next-change.json")); got != `{"$schema":"schema.json#/$defs/next_change","next":null,"scheduled":0}`+"\n" {
		t.Errorf("nothing is scheduled: %s", got)
	}
	s.Scheduled, s.NextChange = 2, time.Date(2026, 12, 24, 9, 0, 0, 0, shanghai)
	if got := string(render(archiveOf(t), s).bytes(t, "data/next-change.json")); got != `{"$schema":"schema.json#/$defs/next_change","next":"2026-12-24T09:00:00+08:00","scheduled":2}`+"\n" {
		t.Errorf("two are scheduled: %s", got)
	}
}
