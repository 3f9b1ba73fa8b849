package pages

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// described returns a bulletin with everything that structured data have.
func described() *Bulletin {
	b := &Bulletin{
		Frame: Frame{Language: "zh-Hans", Path: "2020/02/21/a.html", Title: "关于防疫资金的审计公告", Description: "摘要。",
			Canonical: "https://gazette.example.org/2020/02/21/a.html",
			Breadcrumbs: []Link{{Path: ""}, {Name: "山东省审计厅", Path: "agencies/shandong-audit/"},
				{Name: "济南市审计局", Path: "agencies/jinan-audit/"}},
			Site: &Site{BaseURL: "https://gazette.example.org/", Title: map[string]string{"zh-Hans": "山东审计公报"}}},
		TextLanguage: "zh-Hant",
		Number:       "鲁审通〔2020〕3号",
		Keywords:     "审计,济南",
		Publishers:   []Link{{Name: "济南市审计局", Path: "agencies/jinan-audit/"}, {Name: "市卫生健康委", Path: "agencies/jinan-health/"}},
		Region:       Link{Name: "济南市", Path: "regions/jinan/"},
		Date:         Date{2020, 2, 21},
		Written:      Date{2020, 2, 18},
		Updated:      Date{2020, 2, 25},
		Changes:      []Change{{Date: Date{2020, 3, 1}}, {Date: Date{2020, 2, 23}}},
		Expires:      Date{2021, 2, 21},
		Status:       "corrected",
	}
	return b
}

// linkedData parses the JSON of a script element, and returns the things that it describes, by type.
func linkedData(t *testing.T, b *Bulletin) map[string]map[string]any {
	t.Helper()
	element := string(b.AppendStructuredData(nil))
	source, opened := strings.CutPrefix(element, `<script type="application/ld+json">`)
	source, closed := strings.CutSuffix(source, `</script>`)
	if !opened || !closed || strings.Contains(source, "<") {
		t.Fatalf("not one script element with data: %s", element)
	}
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(source), &doc); err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	if doc.Context != "https://schema.org" {
		t.Errorf("context %q", doc.Context)
	}
	things := map[string]map[string]any{}
	for _, thing := range doc.Graph {
		things[thing["@type"].(string)] = thing
	}
	return things
}

func TestStructuredDataDescribeABulletinAsAReport(t *testing.T) {
	report := linkedData(t, described())["Report"]
	for name, want := range map[string]any{
		"headline": "关于防疫资金的审计公告", "inLanguage": "zh-Hant", "datePublished": "2020-02-21", "dateCreated": "2020-02-18", "dateModified": "2020-03-01",
		"expires": "2021-02-21", "description": "摘要。", "reportNumber": "鲁审通〔2020〕3号", "keywords": "审计,济南", "creativeWorkStatus": "corrected",
		"url": "https://gazette.example.org/2020/02/21/a.html", "mainEntityOfPage": "https://gazette.example.org/2020/02/21/a.html",
	} {
		if report[name] != want {
			t.Errorf("%s is %v, want %v", name, report[name], want)
		}
	}
	publishers := report["publisher"].([]any)
	if len(publishers) != 2 {
		t.Fatalf("publishers %v", publishers)
	}
	thing := func(v any) [3]any { m := v.(map[string]any); return [3]any{m["@type"], m["name"], m["url"]} }
	if got := thing(publishers[0]); got != [3]any{"GovernmentOrganization", "济南市审计局", "https://gazette.example.org/agencies/jinan-audit/"} {
		t.Errorf("publisher %v", got)
	}
	if got := thing(report["spatialCoverage"]); got != [3]any{"AdministrativeArea", "济南市", "https://gazette.example.org/regions/jinan/"} {
		t.Errorf("spatialCoverage %v", got)
	}
}

func TestStructuredDataHaveTheBreadcrumbs(t *testing.T) {
	var got []any
	for _, item := range linkedData(t, described())["BreadcrumbList"]["itemListElement"].([]any) {
		m := item.(map[string]any)
		if m["@type"] != "ListItem" {
			t.Errorf("item %v", m)
		}
		got = append(got, m["position"], m["name"], m["item"])
	}
	want := []any{1.0, "山东审计公报", "https://gazette.example.org/", 2.0, "山东省审计厅", "https://gazette.example.org/agencies/shandong-audit/",
		3.0, "济南市审计局", "https://gazette.example.org/agencies/jinan-audit/"}
	if !slices.Equal(got, want) {
		t.Errorf("breadcrumbs %v", got)
	}
}

func TestStructuredDataOmitWhatIsUnknown(t *testing.T) {
	b := &Bulletin{Frame: Frame{Language: "en", Title: "T", Site: &Site{}}, Date: Date{2020, 2, 21}}
	things := linkedData(t, b)
	if things["BreadcrumbList"] != nil {
		t.Error("breadcrumbs without absolute addresses")
	}
	for name := range things["Report"] {
		if !slices.Contains([]string{"@type", "headline", "inLanguage", "datePublished"}, name) {
			t.Errorf("found %s, which is unknown: %v", name, things["Report"][name])
		}
	}
}

func TestNoTextEndsTheScriptElementOfStructuredData(t *testing.T) {
	for _, title := range []string{
		`</script><script>alert(1)</script>`, `<!-- <script>`, `]]>`, "line\u2028paragraph\u2029", "control\x00\x1f\x7f", `"},{"@type":"Person"`,
		`back\slash`, "=cmd()", "&lt;", "not UTF-8 \xff\xed\xa0\x80",
	} {
		b := described()
		b.Title, b.Description, b.Number, b.Publishers[0].Name, b.Region.Name, b.Breadcrumbs[1].Name = title, title, title, title, title, title
		things := linkedData(t, b)
		if want := string([]rune(title)); things["Report"]["headline"] != want || things["Report"]["reportNumber"] != want {
			t.Errorf("%q comes back as %q", want, things["Report"]["headline"])
		}
		if len(things) != 2 {
			t.Errorf("%q makes other things: %v", title, things)
		}
		if s := string(b.AppendStructuredData(nil)); strings.ContainsAny(s, "\u2028\u2029\x00") {
			t.Errorf("%q is not escaped in %s", title, s)
		}
	}
}
