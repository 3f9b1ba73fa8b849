package site

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
	"gongbao/generator/settings"
	"gongbao/generator/source"
)

// siteOf reads a site of the given files.
func siteOf(t *testing.T, files map[string]string, change ...func(*Options)) *Site {
	t.Helper()
	o := Options{Settings: settings.Options{Content: t.TempDir()}, Now: testNow, Jobs: 2}
	for _, c := range change {
		c(&o)
	}
	folder.Write(t, o.Settings.Content, files)
	return read(t, o)
}

func read(t *testing.T, o Options) *Site {
	t.Helper()
	set := settings.Read(o.Settings)
	sources, err := source.Load(context.Background(), source.Look(o.Settings.Content), o.Reading(set))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sources.Close)
	return New(set, sources, o)
}

// whole is content whose site has every kind of page.
func whole() map[string]string {
	files := updated()
	files["site.yaml"] += "search: true\nfeeds: {content: full, archives: all}\ncontact: {email: office@example.org}\n"
	files["pages/about.md"] = "---\ntitle: 关于\ntranslation_key: about\naliases: [/old/about.asp, /old/about/]\n---\n关于本站，见[甲](../bulletins/2020/a.md)。\n"
	files["pages/english.md"] = "---\ntitle: About\nlanguage: en\ntranslation_key: about\n---\nAbout.\n"
	files["pages/contact/index.md"] = "---\ntitle: 联系\n---\n见[图](map.txt)。\n"
	files["pages/contact/map.txt"] = "地图"
	files["pages/help/form.md"] = "---\ntitle: 表格\n---\n文。\n"
	files["pages/later.md"] = "---\ntitle: 草稿\ndraft: true\n---\n文。\n"
	files["bulletins/2021/x/index.md"] = folder.Bulletin("联合", "2021-01-05", "publisher2: 乙")
	files["bulletins/2021/x/index.md"] = strings.Replace(strings.Replace(files["bulletins/2021/x/index.md"], "publisher: 甲", "publisher: [甲, 市审计局]", 1), "publisher2: 乙\n", "", 1)
	files["bulletins/2021/x/t.txt"] = "附件"
	files["regions.yaml"] = "- {id: sheng, name: 某省}\n"
	files["themes/own/images/favicon.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`
	return files
}

func contentOf(t *testing.T, f publish.File) []byte {
	t.Helper()
	var data []byte
	var err error
	if f.Copy != "" {
		data, err = os.ReadFile(f.Copy)
	} else {
		data, err = f.Render(nil)
	}
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	return data
}

func mustBeSound(t *testing.T, s *Site) {
	t.Helper()
	if problem.Errors(s.Problems) > 0 {
		t.Fatal(s.Problems)
	}
}

func TestEveryPlannedFileHasAnAddressOfItsFamily(t *testing.T) {
	s := siteOf(t, whole())
	mustBeSound(t, s)
	languages := s.Settings.Config.Languages[1:]
	planned := map[string]int{}
	var authors []string
	for _, f := range s.Plan() {
		if family, ok := address.Of(f.Path, languages); ok {
			planned[family.Name]++
		} else {
			authors = append(authors, f.Path)
		}
	}
	for _, f := range address.Families {
		if planned[f.Name] == 0 && f.Name != "archived feeds" { // which need more bulletins
			t.Errorf("no file of the family %s is planned", f.Name)
		}
		if f.PerLanguage && indexPages[f.Name] == nil && f.Folder != "" && f.Single {
			t.Errorf("nothing plans the page of the family %s", f.Name)
		}
	}
	for name := range indexPages {
		if !slices.ContainsFunc(address.Families, func(f address.Family) bool { return f.Name == name }) {
			t.Errorf("%s is planned, and is not a family", name)
		}
	}
	slices.Sort(authors)
	want := []string{"about.html", "contact.html", "contact/map.txt", "english.html", "help/form.html", "old/about.asp", "old/about/index.html", "old/b.html"}
	if !slices.Equal(authors, want) {
		t.Errorf("addresses that authors chose: %q, want %q", authors, want)
	}
}

func TestFinderRendersWhatThePlanDoes(t *testing.T) {
	for name, pretty := range map[string]string{"files": "", "folders": "pretty_urls: true\n"} {
		t.Run(name, func(t *testing.T) {
			files := whole()
			files["site.yaml"] += pretty
			s := siteOf(t, files)
			mustBeSound(t, s)
			find := s.Finder()
			for _, f := range s.Plan() {
				found, ok := find.Find(f.Path)
				if !ok || found.Path != f.Path {
					t.Errorf("%s is not found", f.Path)
					continue
				}
				if got, want := contentOf(t, found), contentOf(t, f); !bytes.Equal(got, want) {
					t.Errorf("%s: %.300s, want %.300s", f.Path, got, want)
				}
			}
			for path, want := range map[string]string{"": "index.html", "about": "about.html", "agencies": "agencies/index.html", "agencies/sheng/": "agencies/sheng/index.html",
				"2020/02/print": "2020/02/print.html", "nothing": "", "feed.xml": "feed.xml", "2020/02/21": ""} {
				if pretty != "" && path == "about" {
					want = "about/index.html"
				}
				if got, ok := find.Find(path); got.Path != want || ok != (want != "") {
					t.Errorf("%q finds %q, want %q", path, got.Path, want)
				}
			}
		})
	}
}

// A key depends on everything that decides the bytes of a file, so a file with the same key has the same bytes.
func TestFileWithTheSameKeyHasTheSameBytes(t *testing.T) {
	before := siteOf(t, whole())
	mustBeSound(t, before)
	type state struct {
		key  publish.Key
		data []byte
	}
	was := map[string]state{}
	for _, f := range before.Plan() {
		was[f.Path] = state{f.Key, contentOf(t, f)}
	}
	edit := func(name, old, new string) func(map[string]string) {
		return func(files map[string]string) {
			text := strings.Replace(files[name], old, new, 1)
			if text == files[name] {
				t.Fatalf("%s does not say %q", name, old)
			}
			files[name] = text
		}
	}
	for name, change := range map[string]func(files map[string]string){
		"a body":              edit("bulletins/2020/a.md", "第一段", "改了的第一段"),
		"a title":             edit("bulletins/2020/a.md", "title: 甲", "title: 新甲"),
		"a summary":           edit("bulletins/2020/b.md", "乙的摘要", "新的摘要"),
		"a date":              edit("bulletins/2021/x/index.md", "2021-01-05", "2021-01-06"),
		"a topic":             edit("bulletins/2020/b.md", "topics: [审计]", "topics: [审计, 财政]"),
		"a status":            edit("bulletins/2021/x/index.md", "date: 2021-01-05", "date: 2021-01-05\nstatus: withdrawn\nreason: 有误。"),
		"an attachment":       func(files map[string]string) { files["bulletins/2021/x/t.txt"] = "改了的附件" },
		"a page's attachment": func(files map[string]string) { files["pages/contact/map.txt"] = "改了的地图" },
		"a plain page":        edit("pages/about.md", "关于本站", "关于本站点"),
		"a plain page's name": edit("pages/english.md", "title: About", "title: About us"),
		"an alias":            edit("pages/about.md", "/old/about/", "/older/about/"),
		"a bulletin less":     func(files map[string]string) { delete(files, "bulletins/2021/x/index.md") },
		"a bulletin more":     func(files map[string]string) { files["bulletins/2019/n.md"] = folder.Bulletin("新", "2019-05-01") },
		"the site's title":    edit("site.yaml", "title: 公报", "title: 公报汇编"),
		"the site's address":  edit("site.yaml", "g.example.org", "h.example.org"),
		"the site's contact":  edit("site.yaml", "office@", "post@"),
		"feeds":               edit("site.yaml", "content: full", "content: summary"),
		"formats":             edit("site.yaml", "formats: [json]", "formats: [json, markdown]"),
		"no search":           edit("site.yaml", "search: true", "search: false"),
		"a message": func(files map[string]string) {
			files["themes/own/messages/zh-Hans.yaml"] = "home.newest: 最近\n"
			files["site.yaml"] += "theme: own\n"
		},
		"an agency's name": edit("agencies.yaml", "name: 市审计局", "name: 市审计厅, aliases: [市审计局]"),
		"a region's name":  edit("regions.yaml", "某省", "另一省"),
	} {
		t.Run(name, func(t *testing.T) {
			files := whole()
			change(files)
			s := siteOf(t, files)
			mustBeSound(t, s)
			differs := 0
			now := map[string]bool{}
			for _, f := range s.Plan() {
				now[f.Path] = true
				old, planned := was[f.Path]
				switch data := contentOf(t, f); {
				case !planned:
					differs++
				case !bytes.Equal(data, old.data):
					differs++
					if f.Key == old.key {
						t.Errorf("%s differs, but its key does not", f.Path)
					}
				}
			}
			for path := range was {
				if !now[path] {
					differs++
				}
			}
			if differs == 0 {
				t.Error("no file differs: the test tests nothing")
			}
		})
	}
}

// What a site shows decides its plan, and not what the site is called in memory, nor how many workers made it.
func TestPlanIsTheSameTwice(t *testing.T) {
	files := whole()
	a, b := siteOf(t, files).Plan(), siteOf(t, files, func(o *Options) { o.Jobs = 7 }).Plan()
	if len(a) != len(b) {
		t.Fatal(len(a), len(b))
	}
	slices.SortFunc(a, func(x, y publish.File) int { return strings.Compare(x.Path, y.Path) })
	slices.SortFunc(b, func(x, y publish.File) int { return strings.Compare(x.Path, y.Path) })
	for i := range a {
		if a[i].Path != b[i].Path || a[i].Key != b[i].Key {
			t.Errorf("%s and %s differ", a[i].Path, b[i].Path)
		}
	}
}

func TestADayBeginsInTheSitesTimeZone(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	day := Moment{Time: time.Date(2020, 2, 21, 0, 0, 0, 0, time.UTC), IsDay: true}
	if got, want := day.In(zone), time.Date(2020, 2, 21, 0, 0, 0, 0, zone); !got.Equal(want) {
		t.Errorf("%s, want %s", got, want)
	}
	if got := (Moment{Time: day.Time}).In(zone); !got.Equal(day.Time) {
		t.Errorf("a moment became %s", got)
	}
	early := map[string]string{"bulletins/a.md": folder.Bulletin("早", "2020-02-21", "publish_at: 2020-02-21T07:00:00+08:00")}
	if s := siteOf(t, early, func(o *Options) { o.Now = day }); len(s.Archive.Records) != 0 {
		t.Error("a bulletin of seven in the morning is out at midnight")
	}
	day.Time = day.AddDate(0, 0, 1)
	if s := siteOf(t, early, func(o *Options) { o.Now = day }); len(s.Archive.Records) != 1 {
		t.Error("a bulletin of yesterday is not out")
	}
}

func TestNextChangeIsTheFirstThatLiesAhead(t *testing.T) {
	files := map[string]string{
		"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "publish_at: 2025-12-31"),
		"bulletins/b.md": folder.Bulletin("二", "2020-02-21", "publish_at: 2026-03-01T09:00:00+08:00"),
		"bulletins/c.md": folder.Bulletin("三", "2020-02-21", "expires_at: 2026-02-01T09:00:00+08:00"),
		"bulletins/d.md": folder.Bulletin("四", "2020-02-21"),
		"pages/x.md":     "---\ntitle: 页\n---\n文。\n",
	}
	want := time.Date(2026, 2, 1, 1, 0, 0, 0, time.UTC)
	if got := siteOf(t, files).Schedule.Next; !got.Equal(want) {
		t.Errorf("%s, want %s", got, want)
	}
	later := func(o *Options) { o.Now = Moment{Time: want} }
	if got := siteOf(t, files, later).Schedule.Next; !got.Equal(want.AddDate(0, 0, 28)) {
		t.Errorf("%s, want the publication of b", got)
	}
	if got := siteOf(t, map[string]string{"bulletins/d.md": files["bulletins/d.md"]}).Schedule.Next; !got.IsZero() {
		t.Errorf("%s, want never", got)
	}
}

func TestAddressesAreClaimedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string // code and file
	}{
		"two aliases":             {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/old.html]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-21", "aliases: [/OLD.html]")}, []string{"address-clash b.md"}},
		"a bulletin's page":       {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b.html]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22")}, []string{"address-clash a.md"}},
		"a bulletin's print view": {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b.print.html]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22")}, []string{"address-clash a.md"}},
		"a bulletin's data":       {map[string]string{"site.yaml": "title: a\nformats: [json]\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b.json]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22")}, []string{"address-clash a.md"}},
		"data that is not made":   {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b.json]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22")}, nil},
		"a folder's print view":   {map[string]string{"site.yaml": "title: a\npretty_urls: true\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b/print.html]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22")}, []string{"address-clash a.md"}},
		"a plain page":            {map[string]string{"pages/about.md": "---\ntitle: 页\n---\n文。\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/about.html]")}, []string{"address-clash a.md"}},
		"two plain pages":         {map[string]string{"pages/about.md": "---\ntitle: 页\n---\n文。\n", "pages/x.md": "---\ntitle: 页\nslug: about\n---\n文。\n"}, []string{"address-clash x.md"}},
		"a list":                  {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/agencies/x/]")}, []string{"reserved-address a.md"}},
		"a language":              {map[string]string{"site.yaml": "title: a\nlanguages: [zh-Hans, zh-Hant]\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/zh-hant/x.html]")}, []string{"reserved-address a.md"}},
		"no such language":        {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/zh-hant/x.html, /zh-hans/x.html]")}, nil},
		"an attachment":           {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/22/b/x.pdf]"), "bulletins/b/index.md": folder.Bulletin("二", "2020-02-22"), "bulletins/b/x.pdf": "x"}, []string{"address-clash a.md"}},
		"queries that differ":     {map[string]string{"site.yaml": "title: a\nhost_redirects: true\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/x.asp, '/x.asp?id=1', '/x.asp?id=2', '/2020/02/21/a.html?from=rss']")}, nil},
		"the same query twice":    {map[string]string{"site.yaml": "title: a\nhost_redirects: true\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: ['/x.asp?id=1']"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22", "aliases: ['/x.asp?id=1']")}, []string{"address-clash b.md"}},
		"a search":                {map[string]string{"site.yaml": "title: a\nhost_redirects: true\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: ['/search/?q=x']")}, []string{"reserved-address a.md"}},
		"a folder":                {map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/old/, /old/index.html]")}, []string{"address-clash a.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := siteOf(t, c.files)
			var got []string
			for _, p := range s.Problems {
				got = append(got, string(p.Code)+" "+filepath.Base(p.File))
				if p.Line == 0 || !strings.HasPrefix(p.File, s.options.Settings.Content) {
					t.Errorf("%v has no place", p)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", s.Problems, c.want)
			}
		})
	}
}

func TestDeadLinkSuggestsTheNearestSource(t *testing.T) {
	s := siteOf(t, map[string]string{
		"bulletins/aaaa.md":       folder.Bulletin("一", "2020-02-21") + "[x](bbbb.md#z)、[y](draft.md)、[z](elsewhere/q.md)、[u](far.md)\n",
		"bulletins/x/y/far.md":    folder.Bulletin("四", "2020-02-21"),
		"bulletins/bbbc.md":       folder.Bulletin("二", "2020-02-21"),
		"bulletins/draft.md":      folder.Bulletin("三", "2020-02-21", "draft: true"),
		"pages/about.md":          "---\ntitle: 页\n---\n[x](../bulletins/bbbc.md)[y](abouts.md)\n",
		"bulletins/broken/bbb.md": "---\n---\n",
	})
	var got []string
	for _, p := range s.Problems {
		if p.Code == problem.UnknownSource {
			got = append(got, fmt.Sprint(filepath.Base(p.File), ":", p.Line, " ", p.Hint))
		}
	}
	want := []string{`aaaa.md:7 did you mean "bbbc.md"?`, `aaaa.md:7 bulletins/draft.md is a draft, or is not published yet`, `aaaa.md:7 `, `aaaa.md:7 did you mean "x/y/far.md"?`, `about.md:4 did you mean "about.md"?`}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPlainPagesOfOneKeyAreTranslations(t *testing.T) {
	s := siteOf(t, whole())
	mustBeSound(t, s)
	find := s.Finder()
	for path, want := range map[string][]string{"about.html": {`href="./english.html"`, `lang="zh-Hans"`}, "english.html": {`href="./about.html"`, `<html lang="en"`}, "help/form.html": {`href="../"`}} {
		f, ok := find.Find(path)
		if !ok {
			t.Fatalf("%s is not found", path)
		}
		page := string(contentOf(t, f))
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %s", path, w)
			}
		}
	}
	if _, ok := find.Find("later.html"); ok {
		t.Error("a draft is shown")
	}
	if _, ok := siteOf(t, whole(), func(o *Options) { o.Drafts = true }).Finder().Find("later.html"); !ok {
		t.Error("a draft is not shown among drafts")
	}
}

func TestNotFoundPageLinksFromTheRootOfTheHost(t *testing.T) {
	for base, want := range map[string]string{"https://g.example.org/a/b/": `"/a/b/`, "https://g.example.org/": `"/`, "": `"/`} {
		files := whole()
		files["site.yaml"] = "title: 公报\nlanguages: [zh-Hans, en]\nbase_url: '" + base + "'\n"
		f, _ := siteOf(t, files).Finder().Find("404.html")
		if page := string(contentOf(t, f)); !strings.Contains(page, `href=`+want+`agencies/"`) {
			t.Errorf("%s: no link to %sagencies/", base, want)
		}
	}
}

func TestReloadShowsWhatAFreshReadingShows(t *testing.T) {
	for name, c := range map[string]struct {
		files   map[string]string
		folders []string
	}{
		"a title of the site":  {map[string]string{"site.yaml": "title: 新公报\nbase_url: https://g.example.org/\n"}, []string{"."}},
		"another time zone":    {map[string]string{"site.yaml": "title: 公报\ntime_zone: Asia/Tokyo\n"}, []string{"."}},
		"raw HTML":             {map[string]string{"site.yaml": "title: 公报\nunsafe_html: sanitized\n"}, []string{"."}},
		"a vocabulary":         {map[string]string{"agencies.yaml": "- {id: sheng, name: 甲}\n- {id: shi, name: 市审计局, parent: sheng, aliases: [审计局]}\n"}, []string{"."}},
		"a new bulletin":       {map[string]string{"bulletins/2020/d.md": folder.Bulletin("丁", "2020-04-01")}, []string{"bulletins/2020"}},
		"a plain page":         {map[string]string{"pages/about.md": "---\ntitle: 新页\n---\n文。\n"}, []string{"pages"}},
		"a page and a setting": {map[string]string{"pages/about.md": "---\ntitle: 新页\n---\n文。\n", "site.yaml": "title: 新公报\n"}, []string{"pages", "."}},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Settings: settings.Options{Content: t.TempDir()}, Now: testNow, Cache: filepath.Join(t.TempDir(), "cache"), Jobs: 2, Drafts: true}
			folder.Write(t, o.Settings.Content, updated())
			ctx := context.Background()
			l, err := Open(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			before := shown(t, l)
			folder.Write(t, o.Settings.Content, c.files)
			next, err := l.Reload(ctx, c.folders, o.Now.Time.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			defer next.Close()
			if !next.SharesStore(l) {
				defer l.Close()
			}
			o.Cache = ""
			fresh, err := Open(ctx, o)
			if err != nil {
				t.Fatal(err)
			}
			defer fresh.Close()
			got, want := shown(t, next), shown(t, fresh)
			for path, page := range want {
				if got[path] != page {
					t.Errorf("%s is %.200q; expected %.200q", path, got[path], page)
				}
			}
			if len(got) != len(want) || len(next.Problems()) > 0 || next.Same(l) {
				t.Error(len(got), len(want), next.Problems(), next.Same(l))
			}
			if next.options.Now.Time.Equal(l.options.Now.Time) {
				t.Error("the site does not have the new time")
			}
			if name == "a new bulletin" {
				if len(next.Archive().Records) != len(l.Archive().Records)+1 || next.Parsed() != 1 {
					t.Error(len(next.Archive().Records), next.Parsed())
				}
				if after := shown(t, l); len(after) != len(before) || after["index.html"] != before["index.html"] {
					t.Error("the site before it is not as it was")
				}
			}
		})
	}
}

func TestReloadWithoutAChangeIsTheSame(t *testing.T) {
	o := Options{Settings: settings.Options{Content: t.TempDir()}, Now: testNow, Cache: filepath.Join(t.TempDir(), "cache")}
	folder.Write(t, o.Settings.Content, updated())
	folder.Age(t, o.Settings.Content)
	ctx := context.Background()
	l, err := Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, folders := range [][]string{{"."}, {"bulletins"}, {"bulletins/2020", "pages"}} {
		next, err := l.Reload(ctx, folders, o.Now.Time)
		if err != nil {
			t.Fatal(err)
		}
		if !next.Same(l) || next.Parsed() != 0 {
			t.Errorf("%q: something differs", folders)
		}
	}
	l.Remember()
	again, err := Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.Parsed() != 0 {
		t.Errorf("%d sources were read, though the last preview remembered them", again.Parsed())
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := l.Reload(cancelled, []string{"."}, o.Now.Time); err == nil {
		t.Error("a reading that was cancelled gave a site")
	}
}

func TestBulletinIsKnownByTheAddressOfItsPages(t *testing.T) {
	o := Options{Settings: settings.Options{Content: t.TempDir()}, Now: testNow}
	folder.Write(t, o.Settings.Content, updated())
	l, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for path, want := range map[string]string{"2020/02/21/a.html": "bulletins/2020/a.md", "2020/02/21/a.print.html": "bulletins/2020/a.md", "2020/02/21/": "", "about.html": ""} {
		if b := l.Bulletin(path); b == nil && want != "" || b != nil && b.Source != want {
			t.Errorf("%s: %v", path, b)
		}
	}
}

// The search index is cut by the sizes of texts.
func TestSizeOfATextIsKnownWithoutReadingIt(t *testing.T) {
	s := siteOf(t, whole())
	for _, r := range s.Archive.Records {
		text, err := s.Text(r)
		if err != nil || text == "" || s.textSize(r) != int64(len(text)) {
			t.Errorf("%s: a text of %d bytes has the size %d (%v)", r.Source, len(text), s.textSize(r), err)
		}
	}
}
