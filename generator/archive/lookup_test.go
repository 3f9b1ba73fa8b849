package archive

import (
	"strings"
	"testing"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func TestBulletinsAreFoundBySourceAndByAddressInAnyCase(t *testing.T) {
	a := mustNew(t, bul("b", "2020-02-21", "jinan-audit"), bul("Z", "2020-02-21", "jinan-audit"), bul("a", "2020-02-21", "jinan-audit"), bul("a2", "2020-02-22", "zibo-audit"))
	for source, want := range map[string]string{"bulletins/a.md": "a", "bulletins/Z.md": "Z", "bulletins/a2.md": "a2", "bulletins/z.md": "", "bulletins/c.md": "", "": ""} {
		r, ok := a.BySource(source)
		if ok != (want != "") || ok && r.Slug.Value != want {
			t.Errorf("source %q: found %v; want %q", source, ok, want)
		}
	}
	for path, want := range map[string]string{
		"2020/02/21/a.html": "a", "2020/02/21/z.html": "Z", "2020/02/21/Z.HTML": "Z", "2020/02/22/A2.html": "a2",
		"2020/02/22/a.html": "", "2020/02/23/a.html": "", "2020/02/21/": "", "2020/02/21": "", "2020/13/21/a.html": "", "about.html": "", "": "",
	} {
		r, ok := a.ByAddress(path)
		if ok != (want != "") || ok && r.Slug.Value != want {
			t.Errorf("address %q: found %v; want %q", path, ok, want)
		}
	}
}

func TestSlugsThatDifferInCaseAreOneAddress(t *testing.T) {
	for _, pair := range [][2]string{{"a", "A"}, {"z", "Z"}, {"é", "É"}, {"ж", "Ж"}} {
		_, problems := New([]*bulletin.Bulletin{bul(pair[0], "2020-02-21", "jinan-audit"), bul(pair[1], "2020-02-21", "jinan-audit")}, vocabulary, options)
		if len(problems) != 1 || problems[0].Code != problem.AddressTaken {
			t.Errorf("%v: %v", pair, problems)
		}
	}
	mustNew(t, bul("a[", "2020-02-21", "jinan-audit"), bul("a{", "2020-02-21", "jinan-audit"), bul("a@", "2020-02-21", "jinan-audit"), bul("a`", "2020-02-21", "jinan-audit"))
}

func TestPrettyAddressesAreFolders(t *testing.T) {
	o := options
	o.Pretty = true
	a, problems := New([]*bulletin.Bulletin{bul("a", "2020-02-21", "jinan-audit")}, vocabulary, o)
	if r := a.Records[0]; len(problems) > 0 || r.Path != "2020/02/21/a/index.html" || r.Stem != "2020/02/21/a" {
		t.Errorf("path %s, stem %s, problems %v", r.Path, r.Stem, problems)
	}
	if r, ok := a.ByAddress("2020/02/21/a/index.html"); !ok || r != a.Records[0] {
		t.Error("the folder's page is not found")
	}
}

func TestNamesServeTheReaderOfALanguageAsWellAsTheyCan(t *testing.T) {
	names := Names{{"zh-Hans", "甲"}, {"en", "A"}, {"fr-CA", "Â"}}
	for language, want := range map[string]string{"zh-Hans": "甲", "en": "A", "en-GB": "A", "fr": "Â", "fr-FR": "Â", "zh-Hant": "甲", "zh": "甲", "ar": "甲", "": "甲", "f": "甲"} {
		if got := names.In(language).Text; got != want {
			t.Errorf("%q: %s, want %s", language, got, want)
		}
	}
	if got := (Names{{"en", "A"}, {"", "丙"}, {"fr", "C"}}).In("fr-CA").Text; got != "丙" {
		t.Errorf("%s; want the name without a language before one in a related language", got)
	}
	if got := (Names{}).In("en"); got != (Name{}) {
		t.Errorf("no names: %v", got)
	}
}

func TestUnknownNamesGetTheHintThatHelps(t *testing.T) {
	for written, want := range map[string]string{
		"shandong/jinna":     `unknown region "shandong/jinna"; expected an id, name or alias of regions.yaml|correct the name, or declare it in regions.yaml`,
		"370101":             `unknown region "370101"; expected an id, name or alias of regions.yaml|did you mean "370100"?`,
		"jinan, zibo":        `unknown region "jinan, zibo"; expected an id, name or alias of regions.yaml|write several as a list: [jinan, zibo]`,
		"济南市；淄博市":            `unknown region "济南市；淄博市"; expected an id, name or alias of regions.yaml|write several as a list: [济南市, 淄博市]`,
		"jinan/shandong":     `unknown region "jinan/shandong"; expected an id, name or alias of regions.yaml|correct the name, or declare it in regions.yaml`,
		"shandong//jinan":    `region "shandong//jinan" has an empty part; expected a path such as shandong/jinan|`,
		"shandong/ ":         `region "shandong/ " has an empty part; expected a path such as shandong/jinan|`,
		"completely foreign": `unknown region "completely foreign"; expected an id, name or alias of regions.yaml|correct the name, or declare it in regions.yaml:` + "\n- {id: completely-foreign, name: completely foreign}",
	} {
		_, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "jinan-audit", region(written))}, vocabulary, options)
		if len(problems) != 1 || problems[0].Message+"|"+problems[0].Hint != want {
			t.Errorf("%q: %+v\nwant %s", written, problems, want)
		}
	}
}

func TestPathMayLeaveOutLevelsUnlessTwoTermsFit(t *testing.T) {
	v := Vocabulary{Terms: map[Kind][]Term{Regions: {
		{ID: "jiangsu", Names: Names{{"", "江苏"}}}, {ID: "nanjing", Names: Names{{"", "南京"}}, Parent: "jiangsu"}, {ID: "xuzhou", Names: Names{{"", "徐州"}}, Parent: "jiangsu"},
		{ID: "nj-gulou", Names: Names{{"", "鼓楼区"}}, Parent: "nanjing"}, {ID: "xz-gulou", Names: Names{{"", "鼓楼区"}}, Parent: "xuzhou"},
		{ID: "hunanlu", Names: Names{{"", "湖南路"}}, Parent: "nj-gulou"}, {ID: "fujian", Names: Names{{"", "福建"}}}, {ID: "fz-gulou", Names: Names{{"", "鼓楼区"}}, Parent: "fujian"},
		{ID: "deep", Names: Names{{"", "鼓楼区"}}, Parent: "fz-gulou"},
	}}}
	for written, want := range map[string]string{
		"江苏/南京/鼓楼区": "nj-gulou", "徐州/鼓楼区": "xz-gulou", "江苏/徐州/鼓楼区": "xz-gulou", "福建/鼓楼区": "fz-gulou", "福建/鼓楼区/鼓楼区": "deep", "江苏/湖南路": "hunanlu", "鼓楼区/湖南路": "hunanlu",
		"江苏/鼓楼区/湖南路": "hunanlu", "江苏/鼓楼区": "write the id: nj-gulou or xz-gulou", "鼓楼区": "write the id: nj-gulou or xz-gulou or fz-gulou or deep",
		"徐州/湖南路": "correct the name, or declare it in regions.yaml", "南京/江苏": "correct the name, or declare it in regions.yaml",
	} {
		a, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "甲局", region(written))}, v, options)
		got := ""
		if r := a.Records[0].Region; r != nil {
			got = r.ID
		} else if len(problems) == 1 {
			got = problems[0].Hint
		}
		if got != want {
			t.Errorf("%s: %s; want %s", written, got, want)
		}
	}
}

func TestAnAgencyServesARegionThatExists(t *testing.T) {
	v := Vocabulary{Terms: map[Kind][]Term{
		Agencies: {{ID: "a", Names: Names{{"", "甲"}}, Region: "nowhere", File: "content/agencies.yaml", Pos: problem.Pos{Line: 4, Column: 3}}},
		Regions:  {{ID: "jinan", Names: Names{{"", "济南市"}}}},
	}}
	_, problems := New(nil, v, options)
	want := `content/agencies.yaml:4:3: unknown region "nowhere"; expected an id, name or alias of regions.yaml`
	if len(problems) != 1 || problems[0].Error() != want || problems[0].Code != problem.UnknownRegion {
		t.Errorf("%v; want %s", problems, want)
	}
}

// New must not hang on a cycle that a caller did not let ReadTerms open.
func TestACycleOfParentsIsOpened(t *testing.T) {
	v := Vocabulary{Terms: map[Kind][]Term{Topics: {
		{ID: "a", Names: Names{{"", "甲"}}, Parent: "b"}, {ID: "b", Names: Names{{"", "乙"}}, Parent: "a"}, {ID: "c", Names: Names{{"", "丙"}}, Parent: "c"}}}}
	a, _ := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "甲局", topics("a", "c"))}, v, options)
	var got []string
	for _, n := range a.Trees[Topics].Nodes {
		for _, above := range n.Ancestors() {
			got = append(got, above.ID+">"+n.ID)
		}
	}
	if s := strings.Join(got, " "); s != "a>b" && s != "b>a" {
		t.Errorf("the tree is %q", s)
	}
}
