package ledger

import (
	"strings"
	"testing"
	"time"

	"gongbao/generator/problem"
)

// text returns a ledger with the given lines, whose columns are separated by spaces.
func text(lines ...string) string {
	b := Head
	for _, l := range lines {
		b += strings.ReplaceAll(l, " ", "\t") + "\n"
	}
	return b
}

func TestAddressesAreEncodedOneWay(t *testing.T) {
	for path, want := range map[string]string{
		"index.html":              "/",
		"2020/index.html":         "/2020/",
		"2020/02/21/通告.html":      "/2020/02/21/%E9%80%9A%E5%91%8A.html",
		"a/附件#1 (2).pdf":          "/a/%E9%99%84%E4%BB%B6%231%20(2).pdf",
		"a/c%20d.pdf":             "/a/c%2520d.pdf",
		"a/myindex.html":          "/a/myindex.html",
		"agencies/jinan-audit/":   "/agencies/jinan-audit/",
		"2020/02/21/a/index.html": "/2020/02/21/a/",
	} {
		if got := Address(path); got != want {
			t.Errorf("%s is at %s; want %s", path, got, want)
		}
	}
	if got := WithQuery("show.asp", "id=3&名=%CD%A8"); got != "/show.asp?id=3&%E5%90%8D=%CD%A8" {
		t.Error(got)
	}
}

func TestAddressesAreShownAsPeopleWriteThem(t *testing.T) {
	for address, want := range map[string]string{
		"/2020/%E9%80%9A%E5%91%8A.html": "/2020/通告.html",
		"/a%2541.pdf":                   "/a%2541.pdf",         // decoded it would be another address
		"/a%23b":                        "/a%23b",              // a fragment
		"/a%3Fb":                        "/a%3Fb",              // a query
		"/a%1B%5B31m":                   "/a%1B%5B31m",         // an escape sequence
		"/%E2%80%AEa":                   "/%E2%80%AEa",         // text that runs backwards
		"/%FF":                          "/%FF",                // not UTF-8
		"/x.asp?id=3":                   "/x.asp?id=3",         //
		"/x.asp?%E5%90%8D=1":            "/x.asp?名=1",          //
		"/a%0Ab.html":                   "/a%0Ab.html",         // a line end
		"/2020/02/21/%E8%A1%A8%20.xlsx": "/2020/02/21/表 .xlsx", //
	} {
		if got := Show(address); got != want {
			t.Errorf("%s is shown as %s; want %s", address, got, want)
		}
	}
}

func TestWhatVanishesIsFound(t *testing.T) {
	then := text("current /2019/", "current /2020/02/21/a.html 11111111aaaaaaaa", "current /2020/02/21/a.print.html", "current /2020/02/21/a/x.pdf 22222222",
		"withdrawn /2020/02/21/b.html 33333333bbbbbbbb", "current /agencies/old/ 44444444", "current /en/agencies/old/", "gone /g.html 2020-01-01 误发", "moved /m.html /2020/02/21/b.html",
		"moved /x.asp?id=3 /2020/02/21/b.html")
	for name, c := range map[string]struct{ now, want string }{
		"nothing":            {then, ""},
		"an attachment":      {strings.Replace(then, "current\t/2020/02/21/a/x.pdf\t22222222\n", "", 1), "/2020/02/21/a/x.pdf"},
		"the first line":     {strings.Replace(then, "current\t/2019/\n", "", 1), "/2019/"},
		"the last line":      {strings.Replace(then, "moved\t/x.asp?id=3\t/2020/02/21/b.html\n", "", 1), "/x.asp?id=3=/2020/02/21/b.html"},
		"a term":             {text("current /2019/", "current /2020/02/21/a.html", "current /2020/02/21/a.print.html", "current /2020/02/21/a/x.pdf", "current /2020/02/21/b.html", "current /agencies/new/ 44444444", "gone /g.html 2020-01-01 误发", "moved /m.html /y", "moved /x.asp?id=3 /y"), "/agencies/old/=/agencies/new/ /en/agencies/old/"},
		"a term that moved":  {strings.Replace(strings.Replace(then, "current\t/en/agencies/old/\n", "", 1), "current\t/agencies/old/\t44444444", "moved\t/agencies/old/\t/agencies/new/", 1), "/en/agencies/old/"},
		"all, but explained": {text("gone /* 2026-01-01 关闭"), ""},
		"a folder is gone":   {text("gone /2019/ 2026-01-01 x", "gone /2020/ 2026-01-01 x", "gone /agencies/ 2026-01-01 x", "gone /en/ 2026-01-01 x", "gone /g.html 2026-01-01 x", "gone /m.html 2026-01-01 x", "gone /x.asp?id=3 2026-01-01 x"), ""},
		"a page is gone, and with it what belongs to it": {strings.NewReplacer("current\t/2020/02/21/a.html\t11111111aaaaaaaa", "gone\t/2020/02/21/a.html\t2026-01-01\tx", "current\t/2020/02/21/a.print.html\n", "", "current\t/2020/02/21/a/x.pdf\t22222222\n", "").Replace(then), ""},
		"a page moved, but an attachment did not":        {strings.NewReplacer("current\t/2020/02/21/a.html\t11111111aaaaaaaa", "moved\t/2020/02/21/a.html\t/y.html", "current\t/2020/02/21/a/x.pdf\t22222222\n", "").Replace(then), "/2020/02/21/a/x.pdf"},
	} {
		var got []string
		for _, v := range Unexplained(c.now, Read("", []byte(then))) {
			s := v.Address
			if v.Now != "" {
				s += "=" + v.Now
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q; want %s", name, got, c.want)
		}
	}
}

func TestWhatMovedIsRecognised(t *testing.T) {
	now := text("current /2020/02/22/a.html 11111111aaaaaaaa", "current /2020/02/22/x.html 99999999bbbbbbbb", "current /2020/02/22/y.html 88888888cccccccc", "current /2020/02/22/z.html 77777777cccccccc",
		"current /2020/02/22/slug.html 66666666dddddddd", "moved /old.html /2020/02/22/x.html")
	for line, want := range map[string]string{
		"current /2020/02/21/a.html 11111111zzzzzzzz":    "/2020/02/22/a.html", // the source is the same
		"current /2020/02/21/b.html 55555555bbbbbbbb":    "/2020/02/22/x.html", // the number is
		"current /2020/02/21/c.html 55555555cccccccc":    "",                   // two have it
		"current /2020/02/21/slug.html":                  "/2020/02/22/slug.html",
		"current /2020/02/21/slug.html 55555555eeeeeeee": "", // another bulletin by the same name
		"moved /older.html /old.html":                    "/old.html",
	} {
		v := Unexplained(now, Read("", []byte(text(line))))
		if len(v) != 1 || v[0].Now != want {
			t.Errorf("%s: %+v; want %q", line, v, want)
		}
	}
}

// A ledger is data. Whatever it says, nothing but its addresses is compared, and a problem shows nothing that a terminal obeys.
func TestDamagedLedgersAreData(t *testing.T) {
	good := "current\t/2020/02/21/a.html\n"
	for damaged, bad := range map[string]int{
		"":                                       0,
		"current\t../../etc/passwd\n":            1,
		"current\t/a\x1b[31m.html\n":             1,
		"current\t/a b.html\n":                   1,
		"current\n":                              1,
		"deleted\t/a.html\n":                     1,
		"moved\t/a.html\thttps://evil.example/":  1,
		"moved\t/a.html\n":                       1,
		"current\t/" + strings.Repeat("a", 5000): 1,
		"\x00\x00\x00\n\xff\n":                   2,
		"gone\t/a.html\t2020\t\xff\n":            1,
	} {
		p := Read("f", []byte(Head+damaged+"\n"+good))
		v := Unexplained(Head, p)
		if len(v) != 1 || v[0].Address != "/2020/02/21/a.html" || p.Bad != bad || bad > 0 && p.BadAt != 4 {
			t.Errorf("%.40q: %d bad lines, the first is line %d; %+v", damaged, p.Bad, p.BadAt, v)
		}
	}
	// Lines out of order and twice are still one address each.
	if v := Unexplained(text("current /b"), Read("", []byte(text("current /c", "current /b", "current /a", "current /c")))); len(v) != 2 || v[0].Address != "/a" || v[1].Address != "/c" {
		t.Errorf("%+v", v)
	}
	// A site's own paths: dots lead nowhere.
	r := Report{Code: problem.UnexplainedAddress, Gone: "content/gone.yaml", Day: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)}
	ps := r.Problems(Unexplained(Head, Read("", []byte(text("current /%1B%5B31m/../%E2%80%AE.html", "gone /g.html 2020-01-01 \x1b[31m\x07")))))
	for _, p := range ps {
		if strings.ContainsFunc(p.Message+p.Hint, func(r rune) bool { return r < ' ' || r == '\u202e' }) {
			t.Errorf("%q %q", p.Message, p.Hint)
		}
	}
	if len(ps) != 2 {
		t.Errorf("%q", ps)
	}
}

func FuzzComparison(f *testing.F) {
	f.Add(text("current /a", "moved /b /a"), text("current /a"))
	f.Add(text("gone /2020/*.json 2020-01-01 x", "current /2020/02/21/a.json"), Head)
	f.Fuzz(func(t *testing.T, then, now string) {
		p := Read("", []byte(then))
		r := Report{Gone: "gone.yaml"}
		r.Problems(Unexplained(now, p))
		// What a text promises, it explains.
		if v := Unexplained(then, Read("", []byte(then))); len(v) > 0 && p.Bad == 0 && strings.HasSuffix(then, "\n") {
			for _, x := range v {
				if strings.Contains(then, "\n"+x.State.String()+"\t"+x.Address+"\n") && sortedText(then) {
					t.Errorf("%q does not explain %+v", then, x)
				}
			}
		}
	})
}

// sortedText reports whether the lines of a ledger are in order of address.
func sortedText(s string) bool {
	last := ""
	rest := lines{s}
	for a, ok := rest.next(); ok; a, ok = rest.next() {
		if a < last {
			return false
		}
		last = a
	}
	return true
}

func TestOneCauseIsOneProblem(t *testing.T) {
	then := Paths([]string{
		"index.html", "2020/02/21/a.html", "assets/a.123.css", "sitemap.xml", "search/index.html", "agencies/index.html", "404.html",
		// of a bulletin that was deleted
		"2020/02/21/gone.html", "2020/02/21/gone.print.html", "2020/02/21/gone/表.xlsx", "2020/02/21/gone.json",
		// of one whose date was changed, in a month of its own
		"2019/02/20/a.html", "2019/02/20/a.print.html", "2019/02/index.html", "2019/02/print.html", "2019/index.html", "en/2019/index.html", "data/2019.json",
		// of an agency that was renamed
		"agencies/old/index.html", "agencies/old/2020/index.html", "agencies/old/feed.xml", "en/agencies/old/index.html",
		// of a month in which nothing is left; an alias and an attachment that were taken away; the feeds; a plain page
		"2018/01/index.html", "2018/01/print.html", "2018/01/1.html", "old/page.htm", "2020/02/21/a/b.pdf", "feed.xml", "feed.json", "feed/1.xml", "agencies/x/feed/1.xml", "about.html", "about/map.png",
		// of bulletins whose data a setting no longer asks for
		"2020/02/21/a.json", "2020/02/21/b.json", "2020/02/21/a.md",
	}, []string{"en"})
	now := text("current /2020/02/21/a.html", "current /2020/02/21/b.html", "current /agencies/x/")
	r := Report{Code: problem.VanishedAddress, Gone: "content/gone.yaml", Day: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), Find: func(at string) (Holder, bool) {
		return Holder{File: "content/bulletins/a.md", Pos: problem.Pos{Line: 4, Column: 7}, Aliases: []string{"/x.asp?id=3"}}, at == "/2020/02/21/a.html"
	}}
	var got []string
	for _, p := range r.Problems(Unexplained(now, then)) {
		got = append(got, p.Error()+"\n  "+p.Hint)
	}
	for i, want := range []string{
		"content/gone.yaml: /2018/01/ and /2018/01/print.html were published, but the sources no longer produce them\n  say what became of it in content/gone.yaml: `- {address: \"/2018/01/\", date: 2026-11-27, reason: \"…\"}`",
		"content/bulletins/a.md:4:7: /2019/02/20/a.html and 6 more that went with it were published, but the sources no longer produce them\n  it seems to be at /2020/02/21/a.html now: add `aliases: [\"/x.asp?id=3\", /2019/02/20/a.html]` to content/bulletins/a.md",
		"content/gone.yaml: /2020/02/21/a.json and /2020/02/21/b.json were published, but the sources no longer produce them\n  say what became of it in content/gone.yaml: `- {address: \"/*.json\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /2020/02/21/a.md was published, but the sources no longer produce it\n  say what became of it in content/gone.yaml: `- {address: \"/2020/02/21/a.md\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /2020/02/21/a/b.pdf was published, but the sources no longer produce it\n  say what became of it in content/gone.yaml: `- {address: \"/2020/02/21/a/b.pdf\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /2020/02/21/gone.html and 3 more that went with it were published, but the sources no longer produce them\n  restore the file with `status: withdrawn` and a reason, or say what became of it in content/gone.yaml: `- {address: \"/2020/02/21/gone.html\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /about.html and /about/map.png were published, but the sources no longer produce them\n  say what became of it in content/gone.yaml: `- {address: \"/about.html\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /agencies/old/ and /en/agencies/old/ were published, but the sources no longer produce them\n  say what became of it in content/gone.yaml: `- {address: \"/agencies/old/\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /feed.xml and /feed.json were published, but the sources no longer produce them\n  say what became of it in content/gone.yaml: `- {address: \"/feed.*\", date: 2026-11-27, reason: \"…\"}`",
		"content/gone.yaml: /old/page.htm was published, but the sources no longer produce it\n  say what became of it in content/gone.yaml: `- {address: \"/old/page.htm\", date: 2026-11-27, reason: \"…\"}`",
	} {
		if i >= len(got) || got[i] != want {
			t.Errorf("want %s", want)
		}
	}
	if len(got) != 10 || t.Failed() {
		t.Errorf("%d:\n%s", len(got), strings.Join(got, "\n"))
	}
}

func TestManyCausesAreCounted(t *testing.T) {
	var then []string
	for i := range 500 {
		then = append(then, "current /2020/02/21/"+strings.Repeat("a", i+1)+".html")
	}
	r := Report{Code: problem.UnexplainedAddress, Gone: "gone.yaml"}
	ps := r.Problems(Unexplained(Head, Read("", []byte(text(then...)))))
	if len(ps) != 101 || !strings.HasPrefix(ps[100].Message, "400 more addresses were published") {
		t.Errorf("%d problems, the last is %v", len(ps), ps[len(ps)-1])
	}
}
