package generator

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// promising is content that is built once, and the options to build it again.
func promising(t *testing.T, files map[string]string) Options {
	t.Helper()
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	folder.Write(t, o.Content, files)
	folder.Age(t, o.Content)
	if r := mustBuild(t, o); len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	return o
}

// said returns the hints of the problems of a build, by the first word of their message.
func said(r *Report) string {
	var all []string
	for _, p := range r.Problems {
		address, _, _ := strings.Cut(p.Message, " ")
		_, line, _ := strings.Cut(p.Hint, "`")
		if strings.HasPrefix(line, "status") {
			_, line, _ = strings.Cut(p.Hint, ": `")
		}
		line, _, _ = strings.Cut(line, "`")
		all = append(all, string(p.Code)+" "+address+" "+line)
	}
	return strings.Join(all, "\n")
}

// What each change breaks, and the line that explains it.
func TestEachWayToLoseAnAddressIsReported(t *testing.T) {
	bulletin := folder.Bulletin
	base := map[string]string{
		"site.yaml": "title: 公报\nlanguages: [zh-Hans, en]\nbase_url: https://example.org/\n", "topics.yaml": "- {id: money, name: 资金}\n- {id: roads, name: 道路}\n",
		"bulletins/a.md": bulletin("一", "2020-02-21", "topics: 资金"), "bulletins/b.md": bulletin("二", "2020-02-22", "number: 水〔2020〕2号", "topics: 道路"),
		"bulletins/c/index.md": bulletin("三", "2020-02-23"), "bulletins/c/表.pdf": "pdf", "bulletins/c/图.csv": "1", "pages/about.md": "---\ntitle: 关于\n---\n文。\n",
		"bulletins/通告.md": bulletin("四", "2020-02-24", "slug: 通告四", "aliases: /old/x.html"),
	}
	for name, c := range map[string]struct {
		change map[string]string // "": deleted
		want   string
	}{
		"a date":             {map[string]string{"bulletins/a.md": bulletin("一", "2021-02-21", "topics: 资金")}, "/2020/02/21/a.html aliases: [/2020/02/21/a.html]"},
		"a slug":             {map[string]string{"bulletins/a.md": bulletin("一", "2020-02-21", "slug: x", "topics: 资金")}, "/2020/02/21/a.html aliases: [/2020/02/21/a.html]"},
		"a file's name":      {map[string]string{"bulletins/a.md": "", "bulletins/2020/z.md": bulletin("一", "2020-02-21", "topics: 资金")}, "/2020/02/21/a.html aliases: [/2020/02/21/a.html]"},
		"name, date, title":  {map[string]string{"bulletins/b.md": "", "bulletins/z.md": bulletin("二之二", "2020-03-01", "number: 水〔2020〕2号", "topics: 道路")}, "/2020/02/22/b.html aliases: [/2020/02/22/b.html]"},
		"a Chinese slug":     {map[string]string{"bulletins/通告.md": bulletin("四", "2020-02-24", "slug: 通告五", "aliases: /old/x.html")}, "/2020/02/24/通告四.html aliases: [/old/x.html, /2020/02/24/通告四.html]"},
		"a file to a folder": {map[string]string{"bulletins/a.md": "", "bulletins/aa/index.md": bulletin("一", "2020-02-21", "topics: 资金")}, "/2020/02/21/a.html aliases: [/2020/02/21/a.html]"},
		"a bulletin":         {map[string]string{"bulletins/a.md": ""}, `/2020/02/21/a.html - {address: "/2020/02/21/a.html", date: 2026-01-01, reason: "…"}`},
		"a draft":            {map[string]string{"bulletins/a.md": bulletin("一", "2020-02-21", "topics: 资金", "draft: true")}, `/2020/02/21/a.html - {address: "/2020/02/21/a.html", date: 2026-01-01, reason: "…"}`},
		"a later day":        {map[string]string{"bulletins/a.md": bulletin("一", "2020-02-21", "topics: 资金", "publish_at: 2026-06-01")}, `/2020/02/21/a.html - {address: "/2020/02/21/a.html", date: 2026-01-01, reason: "…"}`},
		"an attachment":      {map[string]string{"bulletins/c/表.pdf": ""}, `/2020/02/23/c/表.pdf - {address: "/2020/02/23/c/表.pdf", date: 2026-01-01, reason: "…"}`},
		"an attachment's name": {map[string]string{"bulletins/c/表.pdf": "", "bulletins/c/附表.pdf": "pdf"},
			"/2020/02/23/c/表.pdf aliases: [/2020/02/23/c/表.pdf]"},
		"a page":           {map[string]string{"pages/about.md": ""}, `/about.html - {address: "/about.html", date: 2026-01-01, reason: "…"}`},
		"a page's name":    {map[string]string{"pages/about.md": "", "pages/guide.md": "---\ntitle: 关于\n---\n文。\n"}, "/about.html aliases: [/about.html]"},
		"a page's slug":    {map[string]string{"pages/about.md": "---\ntitle: 关于\nslug: guide\n---\n文。\n"}, `/about.html aliases: [/about.html]`},
		"a term's id":      {map[string]string{"topics.yaml": "- {id: funds, name: 资金}\n- {id: roads, name: 道路}\n"}, "/topics/money/ former_ids: [money]"},
		"a term":           {map[string]string{"topics.yaml": "- {id: money, name: 资金, aliases: 道路}\n"}, `/topics/roads/ - {address: "/topics/roads/", date: 2026-01-01, reason: "…"}`},
		"an alias":         {map[string]string{"bulletins/通告.md": bulletin("四", "2020-02-24", "slug: 通告四")}, "/old/x.html aliases: [/old/x.html]"},
		"the base_url":     {map[string]string{"site.yaml": "title: 公报\nlanguages: [zh-Hans, en]\n"}, `/feed.xml - {address: "/feed.*", date: 2026-01-01, reason: "…"}`},
		"pretty addresses": {map[string]string{"site.yaml": "title: 公报\nlanguages: [zh-Hans, en]\nbase_url: https://example.org/\npretty_urls: true\n"}, "/2020/02/21/a.html aliases: [/2020/02/21/a.html]\n/2020/02/22/b.html aliases: [/2020/02/22/b.html]\n/2020/02/23/c.html aliases: [/2020/02/23/c.html]\n/2020/02/24/通告四.html aliases: [/old/x.html, /2020/02/24/通告四.html]\n/about.html aliases: [/about.html]"},
	} {
		t.Run(name, func(t *testing.T) {
			o := promising(t, base)
			for file, text := range c.change {
				if text == "" {
					os.Remove(filepath.Join(o.Content, filepath.FromSlash(file)))
					continue
				}
				folder.Write(t, o.Content, map[string]string{file: text})
			}
			want := "unexplained-address " + strings.ReplaceAll(c.want, "\n", "\nunexplained-address ")
			for i := range 3 { // it stays reported
				folder.Age(t, o.Content)
				if got := said(mustBuild(t, o)); got != want {
					t.Fatalf("build %d:\n%s\nwant\n%s", i, got, want)
				}
			}
			explain(t, o, strings.Split(c.want, "\n"))
			if r := mustBuild(t, o); len(r.Problems) > 0 {
				t.Errorf("with the lines pasted: %v", r.Problems)
			}
			if _, err := os.Stat(publish.Unexplained(o.Output)); err == nil {
				t.Error("the list of what is unexplained stays")
			}
		})
	}
}

// explain pastes the lines that problems printed, as an editor would.
func explain(t *testing.T, o Options, lines []string) {
	t.Helper()
	var gone strings.Builder
	for _, line := range lines {
		address, paste, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(paste, "- {"):
			gone.WriteString(strings.Replace(paste, "…", "误发", 1) + "\n")
		case strings.HasPrefix(paste, "former_ids"):
			folder.Write(t, o.Content, map[string]string{"topics.yaml": "- {id: funds, name: 资金, " + paste + "}\n- {id: roads, name: 道路}\n"})
		default:
			file := sourceOf(t, o, address)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(replaceLine(string(data), "aliases: ", paste)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if gone.Len() > 0 {
		folder.Write(t, o.Content, map[string]string{"gone.yaml": gone.String()})
	}
}

// sourceOf returns the source in which the problem of an address is.
func sourceOf(t *testing.T, o Options, address string) string {
	t.Helper()
	for _, p := range mustBuild(t, o).Problems {
		if strings.HasPrefix(p.Message, address+" ") {
			return p.File
		}
	}
	t.Fatalf("no problem is about %s", address)
	return ""
}

// What only a preview shows is not promised.
func TestDraftsArePromisedByNoLedger(t *testing.T) {
	o := promising(t, map[string]string{"site.yaml": "title: 公报\nbase_url: https://example.org/\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	want, err := os.ReadFile(filepath.Join(o.Output, "data/addresses.txt"))
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, o.Content, map[string]string{
		"bulletins/b/index.md": "---\ntitle: 二\npublisher: 乙\ndate: 2021-03-04\ndraft: true\ntopics: 资金\naliases: [/2019/01/02/b.html, '/x.asp?id=3', /old/]\n---\n文。\n", "bulletins/b/x.pdf": "pdf",
		"bulletins/c.md": folder.Bulletin("三", "2022-03-04", "publish_at: 2026-06-01"), "pages/p.md": "---\ntitle: 页\ndraft: true\naliases: /q.html\n---\n文。\n",
	})
	o.Drafts = true
	mustBuild(t, o)
	if _, err := os.Stat(filepath.Join(o.Output, "2021/03/04/b.html")); err != nil {
		t.Error(err)
	}
	if got, _ := os.ReadFile(filepath.Join(o.Output, "data/addresses.txt")); string(got) != string(want) {
		t.Errorf("%s", got)
	}
	o.Drafts = false
	if r := mustBuild(t, o); len(r.Problems) > 0 {
		t.Error(r.Problems)
	}
}

// An erased bulletin is gone: nothing in the ledger recognises it, and its attachments need no other explanation.
func TestErasedBulletinIsGone(t *testing.T) {
	o := promising(t, map[string]string{"site.yaml": "title: 公报\nformats: json\n", "bulletins/a/index.md": folder.Bulletin("张某", "2020-02-21"), "bulletins/a/决定.pdf": "pdf"})
	folder.Write(t, o.Content, map[string]string{"bulletins/a/index.md": folder.Bulletin("张某", "2020-02-21", "status: erased", "erased: 2026-01-01", "legal_ground: 某法第七条", "reason: |\n  当事人\n  申请", "erase_title: true")})
	if r := mustBuild(t, o); len(r.Problems) > 0 {
		t.Error(r.Problems)
	}
	text, err := os.ReadFile(filepath.Join(o.Output, "data/addresses.txt"))
	for _, at := range []string{"a.html", "a.print.html", "a.json"} {
		if line := "gone\t/2020/02/21/" + at + "\t2026-01-01\t某法第七条 当事人申请\n"; err != nil || !strings.Contains(string(text), line) {
			t.Errorf("%v: no line %q in\n%s", err, line, text)
		}
	}
	if _, err := os.Stat(filepath.Join(o.Output, "2020/02/21/a/决定.pdf")); err == nil {
		t.Error("the attachment is still there")
	}
}

func TestSiteThatIsPublishedElsewhereKeepsItsPromises(t *testing.T) {
	o := promising(t, map[string]string{"site.yaml": "title: 公报\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	server := httptest.NewServer(http.StripPrefix("/archive", http.FileServer(http.Dir(o.Output))))
	defer server.Close()
	ci := o
	ci.Output, ci.Cache = filepath.Join(t.TempDir(), "public"), ""
	ci.Published = []string{server.URL + "/archive/"}
	mustBuild(t, ci)
	os.RemoveAll(ci.Output)

	folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-22")})
	r, err := Build(context.Background(), ci)
	if !errors.Is(err, ErrProblems) || said(r) != "vanished-address /2020/02/21/a.html aliases: [/2020/02/21/a.html]" {
		t.Errorf("%v: %s", err, said(r))
	}
	if _, err := os.Stat(ci.Output); err == nil {
		t.Error("something was written")
	}
	folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-22", "aliases: [/2020/02/21/a.html]")})
	mustBuild(t, ci)

	// A build in which nothing changed asks as well.
	folder.Age(t, o.Content)
	ci.Cache = o.Cache
	ci.Published = nil
	mustBuild(t, ci)
	mustBuild(t, ci)
	if lookAt(ci).unchanged(ci) == nil {
		t.Fatal("nothing changed, but it is not seen")
	}
	ci.Published = []string{server.URL + "/none/"}
	if _, err := Build(context.Background(), ci); err == nil || !strings.Contains(err.Error(), "answers 404 Not Found") {
		t.Error(err)
	}
}

func TestStrictBuildWritesNothingForAWarning(t *testing.T) {
	o := promising(t, map[string]string{"site.yaml": "title: 公报\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	o.Strict = true
	before := folder.Snapshot(t, o.Output)
	folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-22")})
	for range 2 {
		if r, err := Build(context.Background(), o); !errors.Is(err, ErrProblems) || problem.Errors(r.Problems) != 1 || r.Problems[0].Code != problem.VanishedAddress {
			t.Errorf("%v %v", err, r.Problems)
		}
	}
	folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21"), "bulletins/b.md": folder.Bulletin("二", "2020-02-22", "status: corrected")})
	if _, err := Build(context.Background(), o); !errors.Is(err, ErrProblems) {
		t.Error(err)
	}
	if now := folder.Snapshot(t, o.Output); !folder.Equal(before, now) {
		t.Error(folder.Difference(before, now))
	}
}

// The list of what is unexplained is data: it may say anything, and may be anything.
func TestTamperedListsDoNoHarm(t *testing.T) {
	for name, tamper := range map[string]func(t *testing.T, list, victim string){
		"paths that lead out": func(t *testing.T, list, victim string) {
			os.WriteFile(list, []byte("current\t/../../victim\ncurrent\t/%2e%2e/victim\nmoved\t/x\t/../victim\n"+strings.Repeat("x", 1<<20)), 0o644)
		},
		"a link":   func(t *testing.T, list, victim string) { os.Symlink(victim, list) },
		"a folder": func(t *testing.T, list, victim string) { os.MkdirAll(filepath.Join(list, "x"), 0o755) },
		"zeros":    func(t *testing.T, list, victim string) { os.WriteFile(list, make([]byte, 1<<20), 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			o := promising(t, map[string]string{"site.yaml": "title: 公报\n", "bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
			victim := filepath.Join(filepath.Dir(o.Output), "victim")
			if err := os.WriteFile(victim, []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
			tamper(t, publish.Unexplained(o.Output), victim)
			folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-22")})
			r, err := Build(context.Background(), o)
			if name != "a folder" && err != nil {
				t.Fatal(err)
			}
			if r == nil || !slices.ContainsFunc(r.Problems, func(p problem.Problem) bool { return p.Code == problem.DamagedLedger && p.Warning }) {
				t.Errorf("%v %+v", err, r)
			}
			if data, err := os.ReadFile(victim); string(data) != "mine" {
				t.Errorf("the file outside: %q %v", data, err)
			}
		})
	}
}

// A page that stands where a file was is the index of a folder, since hosts send files by their ending.
func TestGoneAttachmentIsExplained(t *testing.T) {
	o := promising(t, map[string]string{"site.yaml": "title: 公报\nlanguages: [zh-Hans, en]\n", "bulletins/a/index.md": folder.Bulletin("一", "2020-02-21"), "bulletins/a/x.pdf": "pdf"})
	os.Remove(filepath.Join(o.Content, "bulletins/a/x.pdf"))
	folder.Write(t, o.Content, map[string]string{"gone.yaml": "- {address: /2020/02/21/a/x.pdf, date: 2026-01-01, reason: 含个人信息, legal_ground: 《条例》第十五条, replaced_by: /2020/02/21/a.html}\n- {address: /topics/old/, date: 2026-01-01, reason: 不再使用}\n"})
	if r := mustBuild(t, o); len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	page, err := os.ReadFile(filepath.Join(o.Output, "2020/02/21/a/x.pdf/index.html"))
	for _, want := range []string{"<dd>含个人信息</dd>", "<dd>《条例》第十五条</dd>", `href="../../../../../2020/02/21/a.html"`, "<code>/2020/02/21/a/x.pdf</code>"} {
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%v: the page does not hold %s", err, want)
		}
	}
	english, err := os.ReadFile(filepath.Join(o.Output, "en/topics/old/index.html"))
	if err != nil || !strings.Contains(string(english), "What was at this address and below it is no longer published") {
		t.Errorf("%v %s", err, english)
	}
}
