package data

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

type atomFeed struct {
	ID      string      `xml:"http://www.w3.org/2005/Atom id"`
	Title   string      `xml:"http://www.w3.org/2005/Atom title"`
	Updated string      `xml:"http://www.w3.org/2005/Atom updated"`
	Links   []atomLink  `xml:"http://www.w3.org/2005/Atom link"`
	Entries []atomEntry `xml:"http://www.w3.org/2005/Atom entry"`
	Archive *struct{}   `xml:"http://purl.org/syndication/history/1.0 archive"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr"`
	Href   string `xml:"href,attr"`
	Length int64  `xml:"length,attr"`
}

type atomEntry struct {
	Lang      string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID        string     `xml:"http://www.w3.org/2005/Atom id"`
	Title     string     `xml:"http://www.w3.org/2005/Atom title"`
	Published string     `xml:"http://www.w3.org/2005/Atom published"`
	Updated   string     `xml:"http://www.w3.org/2005/Atom updated"`
	Summary   string     `xml:"http://www.w3.org/2005/Atom summary"`
	Content   string     `xml:"http://www.w3.org/2005/Atom content"`
	Links     []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Authors   []struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
		URI  string `xml:"http://www.w3.org/2005/Atom uri"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Categories []struct {
		Term   string `xml:"term,attr"`
		Scheme string `xml:"scheme,attr"`
		Label  string `xml:"label,attr"`
	} `xml:"http://www.w3.org/2005/Atom category"`
}

func readAtom(t testing.TB, source []byte) (f atomFeed) {
	t.Helper()
	if err := xml.Unmarshal(source, &f); err != nil {
		t.Fatalf("not XML: %v\n%s", err, source)
	}
	return f
}

func (f atomFeed) link(rel string) string {
	for _, l := range f.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, "https://bulletin.example.org/")
		}
	}
	return ""
}

func (f atomFeed) titles() []string {
	var titles []string
	for _, e := range f.Entries {
		titles = append(titles, e.Title)
	}
	return titles
}

func TestEveryTermAndTheSiteHaveAFeed(t *testing.T) {
	r := render(archiveOf(t, notice("a", on(2020, 2, 21))), site())
	for _, folder := range []string{"", "agencies/shandong-audit/", "agencies/jinan-audit/", "agencies/quiet/", "topics/audit/", "topics/supplies/", "regions/shandong/", "regions/jinan/"} {
		f := readAtom(t, r.bytes(t, folder+"feed.xml"))
		want := 1
		if folder == "agencies/quiet/" || folder == "topics/supplies/" {
			want = 0
		}
		if len(f.Entries) != want {
			t.Errorf("%sfeed.xml has %d entries, want %d", folder, len(f.Entries), want)
		}
		if f.link("self") != folder+"feed.xml" || f.link("alternate") != folder {
			t.Errorf("%sfeed.xml: links to itself as %q and to its page as %q", folder, f.link("self"), f.link("alternate"))
		}
		if _, err := time.Parse(time.RFC3339, f.Updated); err != nil {
			t.Errorf("%sfeed.xml: updated: %v", folder, err)
		}
		if !json.Valid(r.bytes(t, folder+"feed.json")) {
			t.Errorf("%sfeed.json is not JSON", folder)
		}
	}
}

func TestFeedHoldsTheNewestFiftyByFirstPublicationHere(t *testing.T) {
	all := daily(80)
	all = append(all, notice("old-date-new-here", on(2001, 1, 1), func(b *bulletin.Bulletin) { b.PublishAt = on(2020, 1, 1) }))
	r := render(archiveOf(t, all...), site())
	f := readAtom(t, r.bytes(t, "feed.xml"))
	if len(f.Entries) != 50 {
		t.Fatalf("%d entries, want 50", len(f.Entries))
	}
	if got := f.titles()[:3]; !slices.Equal(got, []string{"关于old-date-new-here的公告", "关于b0079的公告", "关于b0078的公告"}) {
		t.Errorf("the newest are %q", got)
	}
	if f.Entries[0].Published != "2020-01-01T00:00:00+08:00" {
		t.Errorf("published %s, want when it was first published here", f.Entries[0].Published)
	}
	var j struct{ Items []struct{ ID string } }
	if err := json.Unmarshal(r.bytes(t, "feed.json"), &j); err != nil {
		t.Fatal(err)
	}
	for i, item := range j.Items {
		if item.ID != f.Entries[i].ID {
			t.Fatalf("item %d of the JSON Feed is %s, of Atom %s", i, item.ID, f.Entries[i].ID)
		}
	}
	if len(j.Items) != 50 {
		t.Errorf("%d items in the JSON Feed, want 50", len(j.Items))
	}
}

func TestCorrectionKeepsTheIDAndMovesUpdated(t *testing.T) {
	entry := func(change ...func(*bulletin.Bulletin)) atomEntry {
		return readAtom(t, render(archiveOf(t, notice("a", on(2020, 2, 21), change...)), site()).bytes(t, "feed.xml")).Entries[0]
	}
	corrected := func(days ...int) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) {
			b.Status = archive.Corrected
			for _, d := range days {
				b.Changes = append(b.Changes, bulletin.Change{Date: on(2020, 2, d), Note: "更正"})
			}
		}
	}
	first := entry()
	if first.ID != "tag:bulletin.example.org,2020-02-21:a" || first.Updated != first.Published {
		t.Errorf("id %s, published %s, updated %s", first.ID, first.Published, first.Updated)
	}
	seen := map[string]string{first.Updated: "as published"}
	last := first.Updated
	for _, c := range []struct {
		name   string
		change func(*bulletin.Bulletin)
	}{
		{"corrected on the same day", corrected(21)},
		{"corrected twice on the same day", corrected(21, 21)},
		{"corrected later", corrected(21, 21, 25)},
		{"withdrawn without a date", func(b *bulletin.Bulletin) { corrected(21, 21, 25)(b); b.Status = archive.Withdrawn }},
	} {
		e := entry(c.change)
		if e.ID != first.ID {
			t.Errorf("%s: id %s, want %s", c.name, e.ID, first.ID)
		}
		if other := seen[e.Updated]; other != "" || e.Updated < last {
			t.Errorf("%s: updated %s, as when %s", c.name, e.Updated, other)
		}
		if e.Published != first.Published {
			t.Errorf("%s: published moved to %s", c.name, e.Published)
		}
		seen[e.Updated], last = c.name, e.Updated
	}
}

func TestBulletinThatMovedKeepsItsID(t *testing.T) {
	moved := notice("right-name", on(2020, 2, 22), func(b *bulletin.Bulletin) {
		b.Aliases = texts("/art/2020/2/21/art_12_34.html", "/2020/02/21/wrong-name.html", "/2020/02/20/older.html")
	})
	pretty := notice("b", on(2020, 3, 1), func(b *bulletin.Bulletin) { b.Aliases = texts("/2020/02/29/b/") })
	f := readAtom(t, render(archiveOf(t, moved, pretty), site()).bytes(t, "feed.xml"))
	if got := f.Entries[1].ID; got != "tag:bulletin.example.org,2020-02-21:wrong-name" {
		t.Errorf("id %s after a move", got)
	}
	if got := f.Entries[0].ID; got != "tag:bulletin.example.org,2020-02-29:b" {
		t.Errorf("id %s after a move", got)
	}
}

func TestIDsDistinguishArchivesOnOneHostAndOutliveAMove(t *testing.T) {
	a := archiveOf(t, notice("a", on(2020, 2, 21)))
	id := func(change func(*Site)) string {
		s := site()
		change(&s)
		return readAtom(t, render(a, s).bytes(t, "feed.xml")).Entries[0].ID
	}
	if got := id(func(s *Site) { s.BaseURL = "https://gov.example.org:8443/audit/" }); got != "tag:gov.example.org,2020-02-21:audit/a" {
		t.Errorf("below a folder: %s", got)
	}
	if got := id(func(s *Site) { s.BaseURL = "https://new.example.org/"; s.IDBase = "https://Old.example.org/audit/" }); got != "tag:old.example.org,2020-02-21:audit/a" {
		t.Errorf("after a move: %s", got)
	}
}

func TestEntrySaysWhoAndAboutWhatInItsOwnLanguage(t *testing.T) {
	english := notice("a", on(2020, 2, 21), func(b *bulletin.Bulletin) {
		b.Language = text("en")
		b.Publishers = texts("jinan-audit", "shandong-audit")
		b.Attachments = []bulletin.Attachment{{Name: "a table.xlsx", Title: "Table", Size: 12}, {Name: "photo.jpg", Unlisted: true}}
	})
	e := readAtom(t, render(archiveOf(t, english), site()).bytes(t, "topics/audit/feed.xml")).Entries[0]
	if e.Lang != "en" || len(e.Authors) != 2 || e.Authors[0].Name != "Jinan Audit Bureau" || e.Authors[0].URI != "https://bulletin.example.org/agencies/jinan-audit/" {
		t.Errorf("language %q, authors %+v", e.Lang, e.Authors)
	}
	if c := e.Categories; len(c) != 1 || c[0].Term != "audit" || c[0].Scheme != "https://bulletin.example.org/topics/" || c[0].Label != "Audit" {
		t.Errorf("categories %+v", c)
	}
	want := []atomLink{{Href: "https://bulletin.example.org/2020/02/21/a.html"},
		{Rel: "enclosure", Type: bulletin.MediaType("a.xlsx"), Href: "https://bulletin.example.org/2020/02/21/a/a%20table.xlsx", Length: 12}}
	if !slices.Equal(e.Links, want) {
		t.Errorf("links %+v", e.Links)
	}
}

func TestWithdrawnBulletinStaysAsAnEntryThatSaysSo(t *testing.T) {
	a := archiveOf(t, notice("a", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.Status, b.Reason = archive.Withdrawn, "数据有误" }))
	for _, full := range []bool{false, true} {
		s := site()
		s.FullFeeds = full
		r := render(a, s)
		e := readAtom(t, r.bytes(t, "feed.xml")).Entries[0]
		if e.Title != "[已撤回] 关于a的公告" {
			t.Errorf("title %q", e.Title)
		}
		if said := e.Summary + e.Content; !strings.Contains(said, "[已撤回] 数据有误") || strings.Contains(said, "摘要") || strings.Contains(said, "table.pdf") {
			t.Errorf("text %q", said)
		}
		if j := r.text(t, "feed.json"); !strings.Contains(j, "[已撤回] 关于a的公告") || strings.Contains(j, "摘要") || strings.Contains(j, "table.pdf") {
			t.Errorf("JSON Feed %s", j)
		}
	}
}

func TestFeedsHoldSummariesOrWholeTexts(t *testing.T) {
	a := archiveOf(t, daily(120)...)
	s := site()
	short := render(a, s)
	s.FullFeeds = true
	full := render(a, s)
	const body = "table.pdf"
	for _, path := range []string{"feed.xml", "feed.json", "feed/1.xml", "topics/audit/feed.xml"} {
		if strings.Contains(short.text(t, path), body) {
			t.Errorf("%s holds bodies, though the setting says summaries", path)
		}
		if !strings.Contains(full.text(t, path), `href=`) || !strings.Contains(full.text(t, path), "https://bulletin.example.org/2015/") {
			t.Errorf("%s has no absolute links", path)
		}
		if n := strings.Count(full.text(t, path), body); n != 50 {
			t.Errorf("%s holds %d bodies, want 50", path, n)
		}
	}
	if full.hasFile("topics/audit/feed/1.xml") {
		t.Error("the archived feed of a topic repeats the site's")
	}
}

func TestFeedsNeedAnAddress(t *testing.T) {
	s := site()
	s.BaseURL = ""
	r := render(archiveOf(t, daily(120)...), s)
	if got := r.paths("", "feed.xml"); got != nil {
		t.Errorf("without base_url there are %q", got)
	}
	if !r.hasFile("data/bulletins.json") || !r.hasFile("robots.txt") {
		t.Error("open data or robots.txt is missing")
	}
}

func (r rendered) hasFile(path string) bool { _, ok := r[path]; return ok }

func TestDraftsAreInNoFileForMachines(t *testing.T) {
	b := notice("secret", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.Draft = true; b.Topics = texts("supplies") })
	current := notice("seen", on(2020, 2, 21), func(b *bulletin.Bulletin) { b.SupersededBy = texts("secret"); b.Status = archive.Superseded })
	later := notice("later", on(2031, 1, 1), func(b *bulletin.Bulletin) { b.PublishAt = on(2031, 1, 1) })
	a, _ := archive.New([]*bulletin.Bulletin{b, current, later}, vocabulary(), archive.Options{
		Languages: []string{"zh-Hans"}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai), Drafts: true})
	s := site()
	s.JSON, s.Markdown = true, true
	for path, f := range render(a, s) {
		if strings.Contains(path, "secret") || strings.Contains(path, "later") {
			t.Errorf("%s is planned", path)
		}
		if f.Render == nil {
			continue
		}
		got, err := f.Render(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"secret", "later", "2031"} {
			if strings.Contains(string(got), word) {
				t.Errorf("%s reveals %q:\n%s", path, word, got)
			}
		}
	}
}

func TestFeedUpdatedIsThatOfItsNewestChange(t *testing.T) {
	changedLate := notice("a", on(2020, 2, 21), func(b *bulletin.Bulletin) {
		b.Changes = []bulletin.Change{{Date: on(2024, 5, 6), Note: "更正"}}
	})
	f := readAtom(t, render(archiveOf(t, changedLate, notice("b", on(2023, 1, 1))), site()).bytes(t, "feed.xml"))
	if f.Updated != "2024-05-06T00:00:01+08:00" {
		t.Errorf("updated %s", f.Updated)
	}
}

func TestFeedsAreTheSameWhateverTheOrderOfSources(t *testing.T) {
	all := daily(130)
	a := render(archiveOf(t, all...), site())
	slices.Reverse(all)
	b := render(archiveOf(t, all...), site())
	if got := changed(t, a, b); len(got) > 0 {
		t.Errorf("%q differ", got)
	}
	for path, f := range a {
		if f.Key != b[path].Key {
			t.Errorf("%s has another key", path)
		}
	}
}
