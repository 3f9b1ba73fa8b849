package data

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

type changeItem struct {
	ID, URL, Title, Date string
	Text                 string   `json:"content_text"`
	Published            string   `json:"date_published"`
	Tags                 []string `json:"tags"`
}

func changeItems(t *testing.T, a *archive.Archive) (items []changeItem) {
	t.Helper()
	r := render(a, site())
	var feed struct{ Items []changeItem }
	if err := json.Unmarshal(r.bytes(t, "changes/feed.json"), &feed); err != nil {
		t.Fatal(err)
	}
	atom := string(r.bytes(t, "changes/feed.xml"))
	for _, it := range feed.Items {
		if strings.Count(atom, "<id>"+it.ID+"</id>") != 1 || !strings.Contains(atom, "<title>"+it.Title+"</title>") {
			t.Errorf("the Atom feed lacks %+v", it)
		}
	}
	return feed.Items
}

func TestFeedOfChangesIsNewestFirstWithIDsThatStay(t *testing.T) {
	old := notice("old", on(2020, 1, 2), func(b *bulletin.Bulletin) { b.Status = archive.Superseded })
	erased := notice("gone", on(2020, 1, 3), func(b *bulletin.Bulletin) {
		b.Status, b.ErasedOn, b.LegalGround, b.Reason = archive.Erased, on(2022, 5, 6), "某法第七条", "隐私"
	})
	twice := notice("twice", on(2020, 1, 4), func(b *bulletin.Bulletin) {
		b.Changes = []bulletin.Change{{Date: on(2020, 3, 1), Note: "一"}, {Date: on(2020, 3, 1), Note: "二"}}
	})
	newer := notice("new", on(2021, 1, 2), func(b *bulletin.Bulletin) { b.Supersedes = texts("old") })
	draft := notice("draft", on(2021, 1, 2), func(b *bulletin.Bulletin) { b.Draft, b.Changes = true, twice.Changes })
	var got []string
	for _, it := range changeItems(t, archiveOf(t, old, erased, twice, newer, draft)) {
		got = append(got, it.ID+" "+it.Published[:10]+" "+it.Text)
	}
	const id = "tag:bulletin.example.org,2020-01-0"
	want := []string{
		id + "3:gone#erased 2022-05-06 隐私 某法第七条",
		id + "2:old#superseded-by-2021-01-02-new 2021-01-02 关于new的公告 https://bulletin.example.org/2021/01/02/new.html",
		id + "4:twice#corrected-2020-03-01-2 2020-03-01 二",
		id + "4:twice#corrected-2020-03-01 2020-03-01 一",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// The bulletins move, and their old addresses keep the ids.
	for _, b := range []*bulletin.Bulletin{old, newer} {
		b.Aliases = texts("/" + b.Date.Format("2006/01/02/") + b.Slug.Value + ".html")
		b.Date = bulletin.Date{Time: b.Date.AddDate(0, 0, 7)}
	}
	if moved := changeItems(t, archiveOf(t, old, erased, twice, newer)); moved[1].ID != strings.Fields(want[1])[0] {
		t.Errorf("the id is now %s", moved[1].ID)
	}
}

func TestFeedOfChangesEndsAtFifty(t *testing.T) {
	var changes []bulletin.Change
	for i := range 70 {
		changes = append(changes, bulletin.Change{Date: bulletin.Date{Time: on(2020, 3, 1).AddDate(0, 0, i)}, Note: "改"})
	}
	items := changeItems(t, archiveOf(t, notice("a", on(2020, 1, 2), func(b *bulletin.Bulletin) { b.Changes = changes })))
	if len(items) != newest || items[0].Published[:10] != on(2020, 3, 1).AddDate(0, 0, 69).Format(time.DateOnly) {
		t.Errorf("%d items, the first of %s", len(items), items[0].Published)
	}
}

func TestSitemapLeavesOutWhatSearchEnginesShouldNot(t *testing.T) {
	a := archiveOf(t, notice("open", on(2020, 2, 21)), notice("quiet", on(2020, 2, 22), func(b *bulletin.Bulletin) { b.NoIndex = true }),
		notice("alone", on(2019, 2, 22), func(b *bulletin.Bulletin) { b.NoIndex = true }))
	r := render(a, site())
	pages := listedPages(t, r)
	for address := range pages {
		if strings.Contains(address, "quiet") || strings.Contains(address, "alone") {
			t.Errorf("%s is listed", address)
		}
	}
	if _, ok := pages["https://bulletin.example.org/2020/02/21/open.html"]; !ok || strings.Contains(string(r.bytes(t, "robots.txt")), "quiet") {
		t.Error("the other bulletin is not listed, or robots.txt points to what it should hide")
	}
	if !strings.Contains(string(r.bytes(t, "feed.xml")), "quiet.html") || !strings.Contains(string(r.bytes(t, "data/2020.json")), `"noindex":true`) {
		t.Error("feed and data leave the bulletin out, though it is public")
	}
}
