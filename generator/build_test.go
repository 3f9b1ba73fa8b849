package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"gongbao/generator/corpus"
	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/need"
)

// build builds a site of the given files, by path below the content folder, and returns the files of the site.
func build(t *testing.T, files map[string]string, change ...func(*Options)) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Now: testNow}
	for _, c := range change {
		c(&o)
	}
	folder.Write(t, o.Content, files)
	report, err := Build(context.Background(), o)
	if err != nil {
		t.Fatalf("%v\n%v", err, report)
	}
	return folder.Snapshot(t, o.Output)
}

// problemsOf returns the problems of a content folder, without the path of the folder.
func problemsOf(t *testing.T, prepare func(dir string), files map[string]string) []string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	folder.Write(t, dir, files)
	if prepare != nil {
		prepare(dir)
	}
	s, err := Load(context.Background(), Options{Content: dir, Now: testNow})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Sources.Close()
	var all []string
	for _, p := range s.Problems {
		all = append(all, strings.ReplaceAll(p.Error(), dir+"/", ""))
	}
	return all
}

func parse(t *testing.T, page []byte) *html.Node {
	t.Helper()
	n, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// text returns the text below a node as a reader sees it, with white space folded.
func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestPathsOfProblemSources(t *testing.T) {
	cases := []struct {
		name    string
		files   map[string]string
		prepare func(dir string)
		want    []string
	}{
		{"one address", map[string]string{"bulletins/a/x.md": folder.Bulletin("一", "2020-02-21"), "bulletins/b/x.md": folder.Bulletin("二", "2020-02-21")}, nil,
			[]string{"bulletins/b/x.md:1:1: address /2020/02/21/x.html is already that of bulletins/a/x.md; expected an address of its own"}},
		{"Unicode form", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "slug: caf\u00e9"), "bulletins/b.md": folder.Bulletin("二", "2020-02-21", "slug: cafe\u0301")}, nil,
			[]string{"bulletins/b.md:5:7: slug \"cafe\u0301\" has letters and accents that are not composed (Unicode NFC)"}},
		{"letter case", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "slug: Notice")}, nil,
			[]string{"bulletins/a.md:5:7: slug \"Notice\" has capital letters; expected lower-case ones, since some hosts do not distinguish them"}},
		{"alias of a page", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/2020/02/21/b.html]"), "bulletins/b.md": folder.Bulletin("二", "2020-02-21")}, nil,
			[]string{"bulletins/a.md:5:11: alias /2020/02/21/b.html is already an address of bulletins/b.md; expected an address of its own"}},
		{"alias of an index", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21", "aliases: [/agencies/x/]")}, nil,
			[]string{"bulletins/a.md:5:11: alias /agencies/x/ is an address of the site's own pages; expected another"}},
		{"index at the top", map[string]string{"bulletins/index.md": folder.Bulletin("一", "2020-02-21")}, nil,
			[]string{"bulletins/index.md: found at the top of bulletins; expected in a folder of its own"}},
		{"two texts in a folder", map[string]string{"bulletins/a/index.md": folder.Bulletin("一", "2020-02-21"), "bulletins/a/b.md": folder.Bulletin("二", "2020-02-21")}, nil,
			[]string{"bulletins/a/b.md: found beside an index.md; expected one markdown file in a bulletin's folder"}},
		{"stray file", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21"), "bulletins/a.pdf": "x"}, nil,
			[]string{"bulletins/a.pdf: warning: belongs to no bulletin; only a folder with index.md has files"}},
		{"link out of the content", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21")}, func(dir string) {
			outside := filepath.Join(filepath.Dir(dir), "secret.md")
			os.WriteFile(outside, []byte(folder.Bulletin("秘", "2020-02-21")), 0o644)
			os.Symlink(outside, filepath.Join(dir, "bulletins", "s.md"))
		}, []string{"bulletins/s.md: is a symbolic link that leaves the content folder; expected a file of the archive"}},
		{"link to nothing", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21")}, func(dir string) {
			os.Symlink("nothing.md", filepath.Join(dir, "bulletins", "s.md"))
		}, []string{"bulletins/s.md: cannot be read: no such file or directory"}},
		{"broken link to another source", map[string]string{"bulletins/aaaa.md": folder.Bulletin("一", "2020-02-21") + "[二](bbbb.md)\n", "bulletins/bbbc.md": folder.Bulletin("二", "2020-02-21")}, nil,
			[]string{"bulletins/aaaa.md:7:1: link to \"bbbb.md\" leads to no source; expected the path of another markdown file"}},
		{"strict without vocabularies", map[string]string{"site.yaml": "title: 公报\nstrict: true\n"}, nil,
			[]string{"agencies.yaml: no such file; expected, since site.yaml says strict: true", "regions.yaml: no such file; expected, since site.yaml says strict: true",
				"topics.yaml: no such file; expected, since site.yaml says strict: true"}},
		{"unknown theme", map[string]string{"site.yaml": "title: 公报\ntheme: gold\n"}, nil,
			[]string{"site.yaml: no theme \"gold\"; expected \"gazette\" or the folder themes/gold"}},
		{"invalid UTF-8 and NUL", map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21") + "\xff\n", "bulletins/b.md": folder.Bulletin("二", "2020-02-21") + "a\x00\n"}, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := problemsOf(t, c.prepare, c.files)
			if c.want == nil {
				if len(got) == 0 {
					t.Error("no problem")
				}
				return
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestNamedPipeIsReportedAndNotRead(t *testing.T) {
	mkfifo := need.Program(t, "it makes named pipes, which Windows does not have", "mkfifo")
	got := problemsOf(t, func(dir string) {
		if err := exec.Command(mkfifo, filepath.Join(dir, "bulletins", "pipe.md")).Run(); err != nil {
			t.Fatal(err)
		}
	}, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	if want := []string{"bulletins/pipe.md: is a named pipe; expected a file"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestLinkInsideTheContentIsFollowed(t *testing.T) {
	got := problemsOf(t, func(dir string) {
		if err := os.Symlink("../shared.md", filepath.Join(dir, "bulletins", "b.md")); err != nil {
			t.Skip(err)
		}
	}, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21"), "shared.md": folder.Bulletin("二", "2020-02-22")})
	if len(got) > 0 {
		t.Error(got)
	}
}

// The same sources give the same bytes in any folder, time zone and locale, on one CPU and on several, and in whatever order the
// files were created.
func TestBuildDependsOnTheSourcesAlone(t *testing.T) {
	bulletins := map[string]string{}
	for i := range 40 {
		b := corpus.Bulletin(i, corpus.Options{Least: 200, Most: 600})
		s := strings.ReplaceAll(string(b.Source), "publisher: a", "publisher: 局")
		bulletins[b.Folder+"/"+b.Name] = s
	}
	bulletins["site.yaml"] = "title: 公报\nlanguages: [zh-Hans, en]\n"
	first := build(t, bulletins, func(o *Options) { o.Jobs = 1 })
	for _, zone := range []string{"America/Los_Angeles", "Asia/Tokyo"} {
		t.Setenv("TZ", zone)
		t.Setenv("LC_ALL", "tr_TR.UTF-8")
		for _, cores := range []int{1, 2} {
			old := runtime.GOMAXPROCS(cores)
			again := build(t, bulletins)
			runtime.GOMAXPROCS(old)
			if !folder.Equal(first, again) {
				t.Fatalf("%s, %d cores: %s", zone, cores, folder.Difference(first, again))
			}
		}
	}
}

// Every local link of every page leads to a file, and every fragment to an element.
func TestEveryLinkOfTheSampleResolves(t *testing.T) {
	site := sample(t)
	ids := map[string]map[string]bool{}
	for name, data := range site {
		if strings.HasSuffix(name, ".html") {
			ids[name] = map[string]bool{}
			for n := range parse(t, data).Descendants() {
				for _, a := range n.Attr {
					if a.Key == "id" {
						if ids[name][a.Val] {
							t.Errorf("%s: id %q twice", name, a.Val)
						}
						ids[name][a.Val] = true
					}
				}
			}
		}
	}
	broken := 0
	for name, data := range site {
		if !strings.HasSuffix(name, ".html") || name == "404.html" {
			continue
		}
		for n := range parse(t, data).Descendants() {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" {
					continue
				}
				to, fragment, ok := resolve(name, a.Val)
				if !ok {
					continue
				}
				if _, exists := site[to]; !exists {
					broken++
					t.Errorf("%s: %s=%q leads nowhere (%s)", name, a.Key, a.Val, to)
				} else if fragment != "" && strings.HasSuffix(to, ".html") && !ids[to][fragment] {
					broken++
					t.Errorf("%s: %q: %s has no element %q", name, a.Val, to, fragment)
				}
				if broken > 20 {
					t.FailNow()
				}
			}
		}
	}
}

// sample builds the sample archive and returns its files.
func sample(t *testing.T) map[string][]byte {
	t.Helper()
	return build(t, nil, func(o *Options) { o.Content = filepath.Join(need.Root(t), "content") })
}

// Captured pages of real offices, entered as an editor would: each becomes a bulletin and loses nothing of its text.
func TestCapturedPagesBuildWhole(t *testing.T) {
	dir := need.Seeds(t)
	files := map[string]string{
		"site.yaml": "title: 公报\n",
		"agencies.yaml": "- {id: shandong-audit, name: 山东省审计厅}\n- {id: hubei-audit, name: 湖北省审计厅}\n- {id: office, name: 编辑部}\n" +
			bureaus("济南市", "淄博市", "烟台市", "济宁市", "乐陵市", "潍坊市", "泰安市", "威海市", "德州市", "临沂市", "青岛西海岸新区", "黄冈市", "孝感市"),
	}
	heading := regexp.MustCompile(`(?m)^(\S{2,12}(?:審計(?:\(jì\))?局|审计局|審計局|审计厅|審計廳))[:：]?$`)
	numbered := regexp.MustCompile(`(?m)^([一二三四五六七八九十]{1,3}、[^。；;]{2,30})。$`)
	pinyin := regexp.MustCompile(`\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)`)
	texts := map[string]string{}
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(names) < 5 {
		t.Fatalf("%d captured pages", len(names))
	}
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		stem := filepath.Base(name)[:3]
		body := strings.ToValidUTF8(string(data), "\uFFFD")
		if stem == "000" {
			body = pinyin.ReplaceAllString(body, "")
		}
		body = heading.ReplaceAllString(escapeMarkdown(body), "\n## $1\n")
		body = numbered.ReplaceAllString(body, "\n## $1。\n")
		body = strings.ReplaceAll(body, "\n", "\n\n")
		texts[stem] = body
		files["bulletins/"+stem+".md"] = fmt.Sprintf("---\ntitle: 汇编 %s\npublisher: office\ndate: 2020-02-%02d\n---\n\n%s\n", stem, 20+i, body)
	}
	site := build(t, files)

	for stem, body := range texts {
		var path string
		for name := range site {
			if strings.HasSuffix(name, "/"+stem+".html") {
				path = name
			}
		}
		if path == "" {
			t.Fatalf("%s has no page", stem)
		}
		want := letters(strings.ReplaceAll(strings.ReplaceAll(body, "## ", ""), `\`, ""))
		for _, name := range []string{path, strings.TrimSuffix(path, ".html") + ".print.html", "2020/02/print.html"} {
			if got := strings.ReplaceAll(letters(text(parse(t, site[name]))), `\`, ""); !strings.Contains(got, want) {
				t.Errorf("%s: of the %d letters of %s some are lost, at %q", name, len([]rune(want)), stem, firstLost(want, got))
			}
		}
	}
	outlined, numberedName := 0, regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)
	for n := range parse(t, site["2020/02/23/003.html"]).Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" && strings.HasPrefix(a.Val, "#") && numberedName.MatchString(text(n)) {
				outlined++
			}
		}
	}
	if outlined < 30 {
		t.Errorf("the outline of 003 has %d of its numbered headings", outlined)
	}
	listed := 0
	for name, data := range site {
		if !strings.HasPrefix(name, "agencies/") || strings.Count(name, "/") != 2 || !strings.HasSuffix(name, "/index.html") {
			continue
		}
		for n := range parse(t, data).Descendants() {
			for _, a := range n.Attr {
				if a.Key == "href" && strings.Contains(a.Val, "/000.html#") {
					listed++
					to, fragment, _ := resolve(name, a.Val)
					if !strings.Contains(string(site[to]), `id="`+fragment+`"`) {
						t.Errorf("%s: %s leads to no section", name, a.Val)
					}
				}
			}
		}
	}
	if listed != 11 {
		t.Errorf("000 is listed under %d of its 11 bureaus", listed)
	}
}

// resolve returns the file and fragment that a link of a page leads to; ok is false if it leaves the site.
func resolve(page, link string) (file, fragment string, ok bool) {
	u, err := url.Parse(link)
	if err != nil || u.IsAbs() || u.Host != "" {
		return "", "", false
	}
	to := path.Join(path.Dir(page), u.Path)
	switch {
	case u.Path == "":
		to = page
	case strings.HasSuffix(u.Path, "/"):
		to = path.Join(to, "index.html")
	}
	return to, u.Fragment, true
}

// firstLost returns the first run of letters that the text lacks.
func firstLost(want, text string) string {
	rs := []rune(want)
	for i := 0; i+12 < len(rs); i += 6 {
		if run := string(rs[i : i+12]); !strings.Contains(text, run) {
			return run
		}
	}
	return ""
}

func bureaus(places ...string) string {
	var b strings.Builder
	for i, p := range places {
		fmt.Fprintf(&b, "- {id: bureau-%d, name: %s审计局}\n", i, p)
	}
	return b.String()
}

// escapeMarkdown escapes characters that markdown would take for markup.
func escapeMarkdown(s string) string {
	return regexp.MustCompile("(?m)([\\\\*_`<\\[\\]]|^[ \u3000]+|^[-+>#]|^\\d+[.)])").ReplaceAllStringFunc(s, func(m string) string {
		if strings.TrimSpace(m) == "" {
			return ""
		}
		return m[:len(m)-1] + `\` + m[len(m)-1:]
	})
}

// letters returns the text without white space.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestDamagedStoreIsParsedAgain(t *testing.T) {
	dir, o := archiveOf(t, corpus.Options{Bulletins: 12, Least: 200, Most: 400})
	mustBuild(t, o)
	want := folder.Snapshot(t, o.Output)
	for i := range 40 {
		damage(t, o.Cache, i)
		o.Output = filepath.Join(dir, fmt.Sprint("again", i))
		mustBuild(t, o)
		if got := folder.Snapshot(t, o.Output); !folder.Equal(got, want) {
			t.Fatalf("damage %d: %s", i, folder.Difference(want, got))
		}
	}
}

func TestDamagedBodyIsParsedAgainOnce(t *testing.T) {
	dir, o := archiveOf(t, corpus.Options{Bulletins: 12, Least: 200, Most: 400})
	folder.Age(t, o.Content)
	mustBuild(t, o)
	bodies, _ := filepath.Glob(filepath.Join(o.Cache, "bodies-*"))
	data, err := os.ReadFile(bodies[0])
	if err != nil {
		t.Fatal(err)
	}
	data[100] ^= 1
	if err := os.WriteFile(bodies[0], data, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, parsed := range []int{0, 1, 0} { // the body is found damaged when a page is rendered; then it is forgotten; then known again
		o.Output = filepath.Join(dir, fmt.Sprint("again", i))
		if r := mustBuild(t, o); r.Parsed != parsed {
			t.Errorf("build %d parsed %d sources; expected %d", i, r.Parsed, parsed)
		}
	}
}

// In a large archive the store is rewritten once enough has changed, and leaves nothing behind until then.
func TestStoreIsNotWrittenForOneEditOfMany(t *testing.T) {
	_, o := archiveOf(t, corpus.Options{Bulletins: 1000, Least: 100, Most: 200})
	folder.Age(t, o.Content)
	mustBuild(t, o)
	sources, err := filepath.Glob(filepath.Join(o.Content, "bulletins", "*", "*", "*.md"))
	if err != nil || len(sources) != 1000 {
		t.Fatal(len(sources), err)
	}
	edit := func(n int) {
		for _, name := range sources[:n] {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			folder.Write(t, filepath.Dir(name), map[string]string{filepath.Base(name): string(text) + "\n尾。\n"})
			folder.Age(t, name)
		}
	}
	for i, step := range []struct{ edited, parsed, bodies int }{{1, 1, 1}, {0, 0, 1}, {3, 3, 2}, {1, 1, 2}, {0, 0, 2}} {
		edit(step.edited)
		r := mustBuild(t, o)
		bodies, _ := filepath.Glob(filepath.Join(o.Cache, "bodies-*"))
		if r.Parsed != step.parsed || len(bodies) != step.bodies {
			t.Errorf("step %d: %d sources parsed, %d files of bodies kept; expected %d and %d", i, r.Parsed, len(bodies), step.parsed, step.bodies)
		}
	}
}

// archiveOf writes a corpus and returns the options that build it with a store, all below a temporary folder.
func archiveOf(t *testing.T, size corpus.Options) (dir string, o Options) {
	t.Helper()
	dir = t.TempDir()
	o = Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Cache: filepath.Join(dir, "cache"), Now: testNow}
	if err := corpus.Write(o.Content, size); err != nil {
		t.Fatal(err)
	}
	return dir, o
}

// damage flips bytes of a file of the store, cuts it or empties it, differently for each n.
func damage(t *testing.T, dir string, n int) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatal("no store", err)
	}
	slices.Sort(names)
	for k, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case len(data) == 0:
		case n%8 == 6:
			data = data[:len(data)*(n%5)/5]
		case n%8 == 7 && k == 0:
			data = nil
		default:
			for i := n * 37; i < len(data); i += 1 + len(data)/(1+n%4) {
				data[i] ^= byte(1 << (n % 8))
			}
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func mustBuild(t *testing.T, o Options) *Report {
	t.Helper()
	r, err := Build(context.Background(), o)
	if err != nil {
		if r != nil {
			t.Log(r.Problems)
		}
		t.Fatal(err)
	}
	return r
}

func TestOneEditTouchesFewFiles(t *testing.T) {
	_, o := archiveOf(t, corpus.Options{Bulletins: 60, Least: 200, Most: 400})
	mustBuild(t, o)
	b := corpus.Bulletin(17, corpus.Options{Least: 200, Most: 400})
	name := filepath.Join(o.Content, filepath.FromSlash(b.Folder), b.Name)
	if err := os.WriteFile(name, append(b.Source, "\n多一句。\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	r := mustBuild(t, o)
	if len(r.New) > 0 || len(r.Deleted) > 0 {
		t.Errorf("new %v, deleted %v", r.New, r.Deleted)
	}
	day := b.Folder[len("bulletins/"):]
	for _, p := range r.Changed {
		if !strings.HasPrefix(p, day) && !strings.HasPrefix(p, "search/") && !strings.HasPrefix(p, "data/") && !strings.HasSuffix(p, "feed.json") && !strings.HasSuffix(p, ".xml") {
			t.Errorf("an edited body changed %s", p)
		}
	}
}

// A build that has changed nothing says the same, whenever it is stopped.
func TestStoppedBuildSaysTheSameAtEveryStage(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Output: filepath.Join(dir, "public"), Now: testNow}
	folder.Write(t, o.Content, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	mustBuild(t, o)
	before := folder.Snapshot(t, o.Output)
	folder.Write(t, o.Content, map[string]string{"bulletins/b.md": folder.Bulletin("二", "2020-02-22")})
	for _, at := range []Stage{Looking, Settings, Reading, Modelling, Planning, Publishing} {
		ctx, cancel := context.WithCancel(context.Background())
		begun := false
		o.Begin = func(stage Stage, _ int) {
			if stage == at {
				begun = true
				cancel()
			}
		}
		_, err := Build(ctx, o)
		cancel()
		if !begun || !errors.Is(err, context.Canceled) || err.Error() != "stopped; the site is as it was before; build again" {
			t.Errorf("%s: begun %v, error %v", at, begun, err)
		}
		if now := folder.Snapshot(t, o.Output); !folder.Equal(before, now) {
			t.Errorf("%s: %s", at, folder.Difference(before, now))
		}
	}
}

func TestAllProblemsOfARunAreReported(t *testing.T) {
	files := map[string]string{}
	for i := range 30 {
		files[fmt.Sprintf("bulletins/b%02d.md", i)] = folder.Bulletin("", "2020-13-01")
	}
	got := problemsOf(t, nil, files)
	if len(got) != 60 || !slices.IsSorted(got) {
		t.Errorf("%d problems; want 60, in order: %q", len(got), got[:min(4, len(got))])
	}
}

// folderIndex returns the file that a host serves for a path.
func folderIndex(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}
