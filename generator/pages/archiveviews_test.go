package pages

import (
	"slices"
	"testing"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
)

func recordOf(t *testing.T, a *archive.Archive, source string) *archive.Record {
	t.Helper()
	r, ok := a.BySource("bulletins/" + source)
	if !ok {
		t.Fatalf("there is no bulletin %s", source)
	}
	return r
}

func TestMonthIsCutIntoPartsFromTheOldest(t *testing.T) {
	v := viewsOf(busyArchive(t))
	m := v.Archive.Years[1].Months[0]
	own, first, second := v.Month("en", m, 0), v.Month("en", m, 1), v.Month("en", m, 2)
	for _, test := range []struct {
		list           List
		path           escape.Address
		newest, oldest string
		older, newer   escape.Address
		total          int
	}{
		{own, "en/2020/02/", "b229", "b130", "en/2020/02/2.html", "", 230},
		{second, "en/2020/02/2.html", "b199", "b100", "en/2020/02/1.html", "en/2020/02/", 0},
		{first, "en/2020/02/1.html", "b099", "b000", "", "en/2020/02/2.html", 0},
	} {
		l := test.list
		if l.Path != test.path || l.Older != test.older || l.Newer != test.newer || l.Total != test.total || len(l.Entries) != partSize {
			t.Errorf("%s: older %q, newer %q, %d in all, %d shown", l.Path, l.Older, l.Newer, l.Total, len(l.Entries))
		}
		for i, slug := range map[int]string{0: test.newest, partSize - 1: test.oldest} {
			if got := slugOf(l.Entries[i].Path); got != slug {
				t.Errorf("%s: entry %d is %s; expected %s", l.Path, i, got, slug)
			}
		}
	}
	if len(own.Parts) != 2 || own.Parts[0] != (Link{Name: "2", Path: "en/2020/02/2.html"}) || own.Print != "2020/02/print.html" {
		t.Errorf("parts %v, print %s", own.Parts, own.Print)
	}
	if !slices.Equal(own.Breadcrumbs, []Link{{Path: "en/"}, {Name: "2020", Path: "en/2020/"}}) {
		t.Errorf("breadcrumbs %v", own.Breadcrumbs)
	}
}

func slugOf(page escape.Address) string {
	path := string(page)
	return path[len("2020/02/21/"):][:4]
}

func TestListWhoseLastPartIsFullLeadsPastIt(t *testing.T) {
	v := viewsOf(busyArchive(t))
	m := v.Archive.Years[1].Months[0]
	m.Records = m.Records[:200]
	if l := v.Month("zh-Hans", m, 0); l.OlderTo == nil || l.OlderTo.Path != "2020/02/1.html" || len(l.Entries) != partSize {
		t.Errorf("a list that shows part 2 leads to %v", l.OlderTo)
	}
}

func TestYearShowsItsMonthsAndLeadsToItsNeighbours(t *testing.T) {
	v := viewsOf(busyArchive(t))
	y := v.Year("zh-Hans", 1)
	if y.Year != 2020 || y.Total != 230 || y.Entries != nil || y.Older != "2019/" || y.Newer != "2021/" || len(y.Months) != 1 || y.Months[0].Path != "2020/02/" {
		t.Errorf("%+v", y)
	}
	if y := v.Year("zh-Hans", 0); len(y.Entries) != 1 || y.Before != nil {
		t.Errorf("a year of one bulletin shows %d, and before it is %v", len(y.Entries), y.Before)
	}
	if len(y.Chart.Bars) != 12 || y.Chart.Max != 230 || y.Chart.Bars[1].BarHeight != chartHeight || y.Chart.Bars[0].Path != "" {
		t.Errorf("the chart is %+v", y.Chart)
	}
}

func TestHomeShowsTheNewestBulletinsInForceAndTheWaysIn(t *testing.T) {
	v := viewsOf(busyArchive(t))
	h := v.Home("zh-Hant")
	if h.Total != 235 || len(h.Newest) != newestShown || h.Newest[0].Path != "2021/06/07/gone.html" || h.Newest[0].Summary != "数据有误" || h.Newest[1].Summary != "摘要" {
		t.Errorf("%d bulletins, of which %d are shown, the newest is %+v", h.Total, len(h.Newest), h.Newest[0])
	}
	var kinds []string
	for _, k := range h.Kinds {
		kinds = append(kinds, k.Kind)
	}
	if !slices.Equal(kinds, []string{"agencies", "topics", "regions"}) || len(h.Agencies()) != 2 || len(h.Topics()) != 3 || h.Of("editors") != nil {
		t.Errorf("the ways in are %v", h.Kinds)
	}
	if regions := h.Regions(); len(regions) != 1 || regions[0].Count != 230 { // of the one province, the level below is shown
		t.Errorf("the regions are %v", regions)
	}
	if len(h.Alternates) != 3 || h.Alternates[2].Path != "en/" || h.Years[0].Year != 2021 {
		t.Errorf("alternates %v, years %v", h.Alternates, h.Years)
	}
}

func TestTermShowsWhatIsBelowItAndItsYears(t *testing.T) {
	v := viewsOf(busyArchive(t))
	n := v.Archive.Trees[archive.Agencies].Roots[0]
	p := v.Term("en", n)
	if p.Kind != "agencies" || p.Total != 234 || len(p.Children) != 2 || len(p.Years) != 3 || p.Years[0].Year != 2021 || len(p.Newest) != newestShown {
		t.Errorf("%+v", p)
	}
	if len(p.Breadcrumbs) != 2 || p.Breadcrumbs[1].Path != "en/agencies/" || p.Years[0].Path != p.Path+"2021/" {
		t.Errorf("breadcrumbs %v, years %v", p.Breadcrumbs, p.Years)
	}
	child := v.Term("zh-Hans", n.Children[0])
	if len(child.Breadcrumbs) != 3 || child.Breadcrumbs[2].Name != "山东省审计厅" {
		t.Errorf("breadcrumbs of a child %v", child.Breadcrumbs)
	}
}

func TestBulletinLeadsToItsNeighboursAndRelations(t *testing.T) {
	a := busyArchive(t)
	v := viewsOf(a)
	var b Bulletin
	v.Bulletin(&b, recordOf(t, a, "2020-02-03-b020.md"))
	if b.Previous == nil || b.Previous.Path != "2020/02/03/b019.html" || b.Next == nil || b.Next.Path != "2020/02/03/b021.html" || len(b.Related) == 0 {
		t.Errorf("previous %v, next %v, %d related", b.Previous, b.Next, len(b.Related))
	}
	if b.Address != "https://gazette.example.org/2020/02/03/b020.html" || b.PrintPath != "2020/02/03/b020.print.html" || b.Issue != "2020/02/print.html" || b.MonthPath != "2020/02/" || b.Root != "../../../" || b.Stem() != "2020/02/03/b020" {
		t.Errorf("addresses %q %q %q %q %q", b.Address, b.PrintPath, b.Issue, b.MonthPath, b.Root)
	}
	if b.Keywords != "扶贫,济南市审计局,济南市" || len(b.Breadcrumbs) != 3 || b.Breadcrumbs[1].Name != "山东省审计厅" {
		t.Errorf("keywords %s, breadcrumbs %v", b.Keywords, b.Breadcrumbs)
	}
	v.Bulletin(&b, recordOf(t, a, "2021-06-07-gone.md"))
	if b.Language != "en" || b.Status != "withdrawn" || len(b.Changes) != 1 || len(b.Translations) == 0 || b.MonthPath != "en/2021/06/" {
		t.Errorf("%+v", b)
	}
	v.Bulletin(&b, recordOf(t, a, "2019-05-06-old.md"))
	if len(b.SupersededBy) != 1 || b.SupersededBy[0].Path != "2021/05/06/new.html" || b.Number != "鲁审〔2019〕1号" {
		t.Errorf("superseded by %v", b.SupersededBy)
	}
}

func TestLinksToSourcesLeadToPages(t *testing.T) {
	v := viewsOf(busyArchive(t))
	for link, want := range map[string]string{
		"2021-05-06-new.md": "2021/05/06/new.html", "/bulletins/2021-05-06-new.md#part": "2021/05/06/new.html#part", "../pages/about.md": "about.html", "none.md": "",
		"2021-05-06-new.md#%E7%AC%AC1条": "2021/05/06/new.html#%E7%AC%AC1%E6%9D%A1",
	} {
		if got := v.Targets("bulletins/2019-05-06-old.md", []bulletin.Text{{Value: link}}); got[0] != escape.Address(want) {
			t.Errorf("%s leads to %q", link, got)
		}
	}
}

func TestPlainPagesAndRedirects(t *testing.T) {
	v := viewsOf(busyArchive(t))
	if p := v.PlainPage(&v.Plain[0]); p.Path != "about.html" || p.Title != "关于本站" || p.Root != "./" || len(p.Breadcrumbs) != 1 {
		t.Errorf("%+v", p)
	}
	if r := v.Redirect("art/1.html", "en", "x", "2021/05/06/new.html"); !r.Hidden || r.Canonical != "https://gazette.example.org/2021/05/06/new.html" || r.Root != "../" || r.Language != "en" {
		t.Errorf("%+v", r)
	}
	for text, want := range map[string]string{"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "en-GB": "en", "en": "en", "ug": "zh-Hans"} {
		if got := v.InterfaceLanguage(text); got != want {
			t.Errorf("the interface around a text in %s is in %s; expected %s", text, got, want)
		}
	}
	defer func(languages []string) { Interface = languages }(Interface)
	if Interface = []string{"zh-Hans", "ug"}; v.InterfaceLanguage("ug") != "ug" {
		t.Error("a language that is added to Interface is not used")
	}
	if LanguageName("en") != "English" || LanguageName("ug") != "ug" {
		t.Error("languages do not have their own names")
	}
}
