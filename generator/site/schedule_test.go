package site

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
)

func TestBulletinWithADateAheadIsNotPublishedBeforeThatDay(t *testing.T) {
	shanghai := time.FixedZone("", 8*60*60)
	files := map[string]string{
		"bulletins/day.md":   folder.Bulletin("日", "2026-12-24"),
		"bulletins/clock.md": folder.Bulletin("时", "2026-12-24 09:00"),
		"bulletins/early.md": folder.Bulletin("早", "2026-12-24", "publish_at: 2026-12-01"),
		"bulletins/now.md":   folder.Bulletin("今", "2026-11-27"),
	}
	for at, want := range map[time.Time]string{
		time.Date(2026, 11, 26, 23, 59, 59, 0, shanghai): "",
		time.Date(2026, 11, 27, 0, 0, 0, 0, shanghai):    "now",
		time.Date(2026, 12, 1, 0, 0, 0, 0, shanghai):     "now early",
		time.Date(2026, 12, 23, 23, 59, 0, 0, shanghai):  "now early",
		time.Date(2026, 12, 24, 0, 0, 0, 0, shanghai):    "now day early",
		time.Date(2026, 12, 24, 9, 0, 0, 0, shanghai):    "now day early clock",
	} {
		s := siteOf(t, files, func(o *Options) { o.Now = Moment{Time: at} })
		var shown []string
		for _, r := range s.Archive.Records {
			shown = append(shown, r.Slug.Value)
		}
		if got := strings.Join(shown, " "); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
		if got := s.Schedule.Scheduled; got != len(files)-len(shown) {
			t.Errorf("%s: %d scheduled", at, got)
		}
	}
	preview := siteOf(t, files, func(o *Options) {
		o.Now, o.Drafts = Moment{Time: time.Date(2026, 11, 27, 9, 0, 0, 0, shanghai)}, true
	})
	for _, r := range preview.Archive.Records {
		if want := map[bool]string{true: "", false: "scheduled"}[r.Slug.Value == "now"]; r.State() != want {
			t.Errorf("a preview marks %s as %q", r.Slug.Value, r.State())
		}
	}
}

func TestScheduleCountsWhatIsLeftOut(t *testing.T) {
	files := map[string]string{
		"bulletins/a.md": folder.Bulletin("一", "2026-12-24"),
		"bulletins/b.md": folder.Bulletin("二", "2020-02-21", "expires_at: 2026-12-01"),
		"bulletins/c.md": folder.Bulletin("三", "2020-02-21", "draft: true\nexpires_at: 2026-11-01\npublish_at: 2026-10-01"),
		"pages/x.md":     "---\ntitle: 页\ndraft: true\n---\n文。\n",
	}
	s := siteOf(t, files)
	day := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
	}
	if got := s.Schedule; got.Scheduled != 1 || got.Drafts != 2 || !got.Next.Equal(day(12, 1)) || !got.Publishes.Equal(day(12, 24)) {
		t.Errorf("%+v", got)
	}
	var events []string
	for _, e := range s.Events() {
		events = append(events, e.At.Format(time.DateOnly)+" "+e.Source+map[bool]string{true: " expires"}[e.Expires])
	}
	if want := []string{"2026-12-01 bulletins/b.md expires", "2026-12-24 bulletins/a.md"}; !slices.Equal(events, want) {
		t.Errorf("%q, want %q", events, want)
	}
	drafts := siteOf(t, files, func(o *Options) { o.Drafts = true })
	if got := drafts.Schedule; got.Scheduled != 2 || got.Drafts != 0 || !got.Next.Equal(day(10, 1)) {
		t.Errorf("with drafts: %+v", got)
	}
}

func TestDayOfABuildBeginsWhenItDoesInTheZone(t *testing.T) {
	for _, c := range []struct{ zone, day, begins string }{
		{"America/Santiago", "2021-09-05", "2021-09-05T01:00:00-03:00"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"},
		{"Asia/Shanghai", "2020-02-21", "2020-02-21T00:00:00+08:00"},
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"}, // which never was
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, c.day)
		if got := (Moment{Time: day, IsDay: true}).In(zone).Format(time.RFC3339); got != c.begins {
			t.Errorf("%s %s begins at %s, want %s", c.zone, c.day, got, c.begins)
		}
	}
}

func TestUnlikelyDatesAreReported(t *testing.T) {
	now := func(o *Options) {
		o.Now = Moment{Time: time.Date(2026, 11, 27, 9, 0, 0, 0, time.FixedZone("", 8*60*60))}
	}
	for _, c := range []struct {
		date, more, want string // code, line and hint
	}{
		{"2027-11-27", "", ""}, // a year ahead is only scheduled
		{"2027-11-28", "", "unlikely-year 4: did you mean 2026-11-28?"},
		{"2202-02-21", "", "unlikely-year 4: did you mean 2022-02-21?"},
		{"2062-02-21", "", "unlikely-year 4: did you mean 2026-02-21?"},
		{"2206-02-21", "", "unlikely-year 4: did you mean 2026-02-21?"},
		{"1026-02-21", "", "unlikely-year 4: did you mean 2026-02-21?"},
		{"2820-02-29", "", "unlikely-year 4: did you mean 2020-02-29?"},
		{"1898-12-31", "", "unlikely-year 4: did you mean 1998-12-31?"},
		{"1889-12-31", "", "unlikely-year 4: if the date is right, nothing needs to be done"},
		{"1900-01-01", "", ""},
		{"2026-02-21", "publish_at: 2126-03-01", "unlikely-year 5: did you mean 2026-03-01?"},
		{"2026-02-21", "publish_at: 2027-03-01", ""},
		{"2026-02-21", "expires_at: 2056-03-01", ""},
		{"2026-02-21", "expires_at: 9999-12-31", "unlikely-year 5: if the date is right, nothing needs to be done"},
		{"2026-02-21", "updated: 2062-03-01", "date-ahead 5: did you mean 2026-03-01?"},
		{"2026-02-21", "updated: 2026-11-28", "date-ahead 5: "},
		{"2026-02-21", "updated: 2026-11-27 18:00", ""}, // today
		{"2026-02-21", "status: withdrawn\nreason: x\nwithdrawn: 2062-03-01", "date-ahead 7: did you mean 2026-03-01?"},
		{"2026-02-21", "erased: 2027-03-01\nlegal_ground: x", "date-ahead 5: "},
		{"2026-02-21", "written: 1026-02-20", "unlikely-year 5: did you mean 2026-02-20?"},
		{"2026-12-24", "written: 2026-12-23", ""}, // before the bulletin appears
		{"2026-12-24", "written: 2026-12-24", ""},
		{"2026-12-24", "updated: 2026-12-24", ""},
		{"2026-12-24", "updated: 2026-12-26", "date-ahead 5: "},
		{"2026-02-21", "changes:\n  - {date: 2026-03-01, note: x}\n  - {date: 2062-03-02, note: x}", "date-ahead 7: did you mean 2026-03-02?"},
	} {
		s := siteOf(t, map[string]string{"bulletins/a.md": "---\ntitle: 通知\npublisher: 甲\ndate: " + c.date + "\n" + c.more + "\n---\n文。\n"}, now)
		var got []string
		for _, p := range s.Problems {
			if p.Code != problem.UnlikelyYear && p.Code != problem.DateAhead || !p.Warning {
				t.Errorf("%s %s: %s", c.date, c.more, p.Error())
			}
			got = append(got, string(p.Code)+" "+string(rune('0'+p.Line))+": "+p.Hint)
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%s %s: %q, want %q", c.date, c.more, all, c.want)
		}
	}
}
