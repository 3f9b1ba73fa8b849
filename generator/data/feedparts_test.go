package data

import (
	"slices"
	"strings"
	"testing"

	"gongbao/generator/bulletin"
)

func TestArchivedFeedsTogetherHoldEveryBulletinOnce(t *testing.T) {
	const n = 700
	s := site()
	s.TermArchives = true
	r := render(archiveOf(t, daily(n)...), s)
	for _, folder := range []string{"", "agencies/jinan-audit/", "agencies/shandong-audit/", "topics/audit/", "regions/jinan/", "regions/shandong/"} {
		t.Run("of the feed in /"+folder, func(t *testing.T) { walkArchive(t, r, folder, n) })
	}
}

// walkArchive goes from the feed in a folder back through its archive, as a subscriber does (RFC 5005 §4.3).
func walkArchive(t *testing.T, r rendered, folder string, n int) {
	document := readAtom(t, r.bytes(t, folder+"feed.xml"))
	if document.Archive != nil || document.link("current") != "" {
		t.Error("the feed to subscribe to says that it is an archive")
	}
	id := document.ID
	var titles []string
	seen := map[string]bool{}
	add := func(f atomFeed) {
		for _, e := range f.Entries {
			if !seen[e.ID] {
				titles = append(titles, e.Title)
			}
			seen[e.ID] = true
		}
	}
	add(document)
	walked, newer := 0, ""
	for path := document.link("prev-archive"); path != ""; walked++ {
		f := readAtom(t, r.bytes(t, path))
		if f.Archive == nil || f.link("current") != folder+"feed.xml" || f.link("self") != path || f.ID != id {
			t.Fatalf("%s: archive %v, current %q, self %q, id %q", path, f.Archive, f.link("current"), f.link("self"), f.ID)
		}
		if f.link("next-archive") != newer {
			t.Errorf("%s: next-archive is %q, want %q", path, f.link("next-archive"), newer)
		}
		if len(f.Entries) == 0 || len(f.Entries) > 50 {
			t.Errorf("%s has %d entries", path, len(f.Entries))
		}
		add(f)
		newer, path = path, f.link("prev-archive")
	}
	if planned := len(r.paths(folder+"feed/", ".xml")); walked != planned || walked < n/50 {
		t.Errorf("%d archived parts are linked, %d planned", walked, planned)
	}
	if len(titles) != n || titles[0] != "关于b0699的公告" || titles[n-1] != "关于b0000的公告" {
		t.Errorf("a walk finds %d bulletins, want %d", len(titles), n)
	}
	if !slices.IsSortedFunc(titles, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Error("a walk does not go back in time")
	}
}

func TestArchivesOfTermsAreMadeOnRequestAndHoldSummaries(t *testing.T) {
	a := archiveOf(t, daily(120)...)
	s := site()
	s.FullFeeds = true
	if parts := render(a, s).paths("topics/audit/feed/", ".xml"); parts != nil {
		t.Errorf("%q were made without a request", parts)
	}
	s.TermArchives = true
	r := render(a, s)
	for path, whole := range map[string]bool{"topics/audit/feed.xml": true, "feed/1.xml": true, "topics/audit/feed/1.xml": false} {
		if f := readAtom(t, r.bytes(t, path)); (f.Entries[0].Content != "") != whole || (f.Entries[0].Summary != "") == whole {
			t.Errorf("%s: content %q, summary %q", path, f.Entries[0].Content, f.Entries[0].Summary)
		}
	}
}

// changed lists the files that differ between two plans: by their bytes, whatever their keys say.
func changed(t *testing.T, before, after rendered) []string {
	t.Helper()
	var paths []string
	for path, f := range after {
		if f.Render == nil {
			continue
		}
		old, ok := before[path]
		same := ok && string(after.bytes(t, path)) == string(before.bytes(t, path))
		if !same {
			paths = append(paths, path)
		}
		if ok && !same && f.Key == old.Key {
			t.Errorf("%s has other bytes under the same key", path)
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			paths = append(paths, "gone: "+path)
		}
	}
	slices.Sort(paths)
	return paths
}

func TestNewBulletinOnlyChangesItsOwnFeeds(t *testing.T) {
	all := daily(700)
	before := render(archiveOf(t, all...), site())
	after := render(archiveOf(t, append(all, notice("new", on(2020, 1, 1), func(b *bulletin.Bulletin) {
		b.Publishers, b.Topics, b.Region = texts("shandong-audit"), texts("supplies"), text("shandong")
	}))...), site())
	want := []string{
		"agencies/shandong-audit/feed.json", "agencies/shandong-audit/feed.xml",
		"data/2020.json", "data/bulletins.csv", "data/bulletins.json", "data/catalog.jsonld",
		"feed.json", "feed.xml",
		"regions/shandong/feed.json", "regions/shandong/feed.xml",
		"sitemap-2020.xml", "sitemap-pages.xml", "sitemap.xml", // the first bulletin of a year, and of a topic
		"topics/supplies/feed.json", "topics/supplies/feed.xml",
	}
	if got := changed(t, before, after); !slices.Equal(got, want) {
		t.Errorf("a new bulletin changes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// In each feed of a new bulletin, at most the newest part changes, and at most one is added.
func TestNewBulletinChangesAtMostTheNewestArchivedPartOfEachFeed(t *testing.T) {
	s := site()
	s.TermArchives = true
	all := daily(260)
	before := render(archiveOf(t, all[:249]...), s)
	newParts := 0
	for n := 250; n <= len(all); n++ {
		after := render(archiveOf(t, all[:n]...), s)
		touched := map[string]int{}
		for _, path := range changed(t, before, after) {
			folder, _, archived := strings.Cut(path, "feed/")
			if !archived {
				continue
			}
			if !before.hasFile(path) {
				newParts++
			} else if touched[folder]++; readAtom(t, before.bytes(t, path)).link("next-archive") != "" {
				t.Errorf("bulletin %d changes %s, which was not the newest part", n, path)
			}
			if touched[folder] > 1 {
				t.Errorf("bulletin %d changes several parts below /%s", n, folder)
			}
		}
		before = after
	}
	if newParts == 0 {
		t.Error("no part came into being: the test tests nothing")
	}
}

func TestLateBulletinMovesFewArchivedParts(t *testing.T) {
	all := daily(3000)
	before := render(archiveOf(t, all...), site())
	parts := len(before.paths("feed/", ".xml"))
	for _, day := range []int{10, 700, 1500, 2600} {
		late := notice("late", on(2015, 1, 1+day))
		late.Source = "bulletins/a.md"
		after := render(archiveOf(t, append(slices.Clone(all), late)...), site())
		touched := 0
		for _, path := range changed(t, before, after) {
			if strings.HasPrefix(path, "feed/") || strings.HasPrefix(path, "gone: feed/") {
				touched++
			}
		}
		if touched == 0 || touched > parts/4 {
			t.Errorf("a bulletin of day %d moves %d of %d parts", day, touched, parts)
		}
	}
}

func TestFeedThatShowsAllHasNoArchive(t *testing.T) {
	r := render(archiveOf(t, daily(50)...), site())
	if parts := r.paths("", "/1.xml"); parts != nil {
		t.Errorf("there are %q", parts)
	}
	if strings.Contains(r.text(t, "feed.xml"), "prev-archive") {
		t.Error("feed.xml links to an archive")
	}
}

func TestCutLeavesNothingBetweenTheLastPartAndTheNewest(t *testing.T) {
	p := newPlanner(program, archiveOf(t, daily(1000)...), site(), bodies{})
	for n := range 1000 {
		at := 0
		for _, part := range p.cut(between(0, n)) {
			if part.from != at || part.to <= at || part.to-part.from > newest {
				t.Fatalf("of %d entries, a part holds %d to %d after %d", n, part.from, part.to, at)
			}
			at = part.to
		}
		if n-at > newest {
			t.Fatalf("of %d entries, parts end at %d: feed.xml leaves some out", n, at)
		}
	}
}
