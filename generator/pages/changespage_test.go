package pages

import (
	"fmt"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

// changed returns the views of an archive in which each of n bulletins was corrected, a day after the other.
func changed(t *testing.T, n int) *Views {
	t.Helper()
	var all []*bulletin.Bulletin
	for i := range n {
		day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		slug := fmt.Sprintf("b%03d", i)
		all = append(all, &bulletin.Bulletin{Page: bulletin.Page{Source: "bulletins/" + slug + ".md", Slug: bulletin.Text{Value: slug}, Title: bulletin.Text{Value: slug}},
			Date: bulletin.Date{Time: day}, Publishers: []bulletin.Text{{Value: "甲"}}, Status: archive.Corrected,
			Changes: []bulletin.Change{{Date: bulletin.Date{Time: day.AddDate(0, 0, i)}, Note: "改"}}})
	}
	a, problems := archive.New(all, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans", "en"}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return viewsOf(a)
}

// yearOfChanges returns the view of a page of 2020, as the plan makes it.
func yearOfChanges(v *Views, part int) Changes {
	for year, all := range v.Archive.YearsOfChanges() {
		if year == 2020 {
			return v.ChangesPage("en", year, all, part)
		}
	}
	return Changes{}
}

func TestFullPartsOfChangesNeverChange(t *testing.T) {
	before, after := changed(t, 230), changed(t, 251)
	for part := 1; part <= 2; part++ {
		x, y := yearOfChanges(before, part), yearOfChanges(after, part)
		if len(x.Changes) != partSize || x.Changes[0].Name == x.Changes[1].Name || fmt.Sprint(x.Changes) != fmt.Sprint(y.Changes) || x.Total != 0 || len(x.Parts) > 0 {
			t.Errorf("part %d changes when a change is added", part)
		}
	}
	if oldest := yearOfChanges(after, 1).Changes[partSize-1]; oldest.Name != "b000" || oldest.Date != (Date{2020, 1, 1}) {
		t.Errorf("the oldest change is %+v", oldest)
	}
	c := yearOfChanges(after, 0)
	if c.Path != "en/changes/2020/" || c.Total != 251 || len(c.Changes) != partSize || c.Changes[0].Name != "b250" || len(c.Parts) != 2 || c.OlderTo.Path != "en/changes/2020/2.html" {
		t.Errorf("%+v", c.Parts)
	}
}

func TestNewestChangesOfAllYears(t *testing.T) {
	v := changed(t, 400)
	c := v.ChangesPage("zh-Hans", 0, v.Archive.Changes, 0)
	if c.Path != "changes/" || c.Total != 400 || len(c.Changes) != newestShown || c.Changes[0].Name != "b399" || len(c.Years) != 2 ||
		c.Years[0].Path != "changes/2021/" || c.Years[0].Count != 34 || c.Years[1].Count != 366 {
		t.Errorf("%d of %d changes, years %+v", len(c.Changes), c.Total, c.Years)
	}
	if none := changed(t, 0); len(none.ChangesPage("en", 0, nil, 0).Changes) != 0 {
		t.Error("an archive without bulletins has changes")
	}
}
