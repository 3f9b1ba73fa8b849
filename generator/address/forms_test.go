package address

import "testing"

func TestFormOfAnAddressShowsWhatWasThere(t *testing.T) {
	for _, c := range []struct{ path, stem, date, term string }{
		{"2020/02/21/a.html", "2020/02/21/a", "", ""},
		{"2020/02/21/a/", "2020/02/21/a", "", ""},
		{"2020/02/21/a/index.html", "2020/02/21/a", "", ""},
		{"2020/02/21/a.print.html", "", "", ""},
		{"2020/02/21/a/附件.pdf", "", "", ""},
		{"2020/02/", "", "2020/02/", ""},
		{"2020/02/print.html", "", "2020/02/", ""},
		{"en/2020/", "", "2020/", ""},
		{"zh-Hant/2020/02/", "", "2020/02/", ""},
		{"data/2020.json", "", "2020/", ""},
		{"data/20x0.json", "", "", ""},
		{"agencies/jinan-audit/", "", "", "agencies/jinan-audit/"},
		{"en/topics/audit/2020/2.html", "", "", "topics/audit/"},
		{"agencies/", "", "", ""},
		{"about.html", "", "", ""},
	} {
		if stem, ok := BulletinStem(c.path); stem != c.stem && ok || ok != (c.stem != "") {
			t.Errorf("%s: stem %q, expected %q", c.path, stem, c.stem)
		}
		if got := DateFolder(c.path); got != c.date {
			t.Errorf("%s: date folder %q, expected %q", c.path, got, c.date)
		}
		if got := TermFolder(c.path); got != c.term {
			t.Errorf("%s: term folder %q, expected %q", c.path, got, c.term)
		}
	}
	if !IsBulletin("2020/02/21/a/附件.pdf") || IsBulletin("2020/02/") || !IsFeed("feed.xml") || IsFeed("agencies/a/feed.xml") {
		t.Error("a bulletin or a feed is not known by its address")
	}
}

func TestStandInIsAFileThatHostsSendAsAPage(t *testing.T) {
	for path, want := range map[string]string{
		"": "index.html", "old/": "old/index.html", "old/a.html": "old/a.html", "old/a.ASP": "old/a.ASP", "old/a.jsp": "old/a.jsp",
		"old/a": "old/a/index.html", "old/a.pdf": "old/a.pdf/index.html", "2020/print.json": "2020/print.json/index.html",
	} {
		if got := StandIn(path); got != want {
			t.Errorf("%s: %s, expected %s", path, got, want)
		}
	}
}
