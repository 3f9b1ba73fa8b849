package source

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/escape"
	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/scratch"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// archive is a content folder with one of everything.
func archive() map[string]string {
	return map[string]string{
		"bulletins/2020/a.md":          folder.Bulletin("甲", "2020-02-21") + "见[乙](b.md)、[页](../../pages/about.md#x)。\n",
		"bulletins/2020/b.md":          folder.Bulletin("乙", "2020-02-22"),
		"bulletins/2020/c/index.md":    folder.Bulletin("丙", "2020-02-23") + "\n![图](图/x.png)\n\n[表](表.csv#1)\n",
		"bulletins/2020/c/表.csv":       "a,b\n",
		"bulletins/2020/c/图/x.png":     "not a picture",
		"bulletins/2020/c/.hidden":     "",
		"bulletins/2020/c/draft.docx~": "",
		"pages/about.md":               "---\ntitle: 关于\n---\n\n# 关于\n\n## 联系 {#x}\n\n本站。\n",
	}
}

// options returns the options of a content folder with the given files, with a store next to it.
func options(t *testing.T, files map[string]string) Options {
	t.Helper()
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Cache: filepath.Join(dir, "cache"), Location: time.UTC, Jobs: 2}
	folder.Write(t, o.Content, files)
	folder.Age(t, o.Content)
	return o
}

func load(t *testing.T, o Options) *Sources {
	t.Helper()
	s, err := Load(context.Background(), Look(o.Content), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// remembered loads the sources and keeps them in the store.
func remembered(t *testing.T, o Options) {
	t.Helper()
	s := load(t, o)
	s.Remember()
	s.Close()
}

func paths(s *Sources) (all []string) {
	for i := range s.Items {
		all = append(all, s.Items[i].Path())
	}
	return all
}

// bodies returns the text and HTML of all items, as they are on a page two folders down.
func bodies(t *testing.T, s *Sources) map[string]string {
	t.Helper()
	all := map[string]string{}
	for i := range s.Items {
		it := &s.Items[i]
		if it.page() == nil {
			continue
		}
		var buf scratch.Buffer
		h, err := s.HTML(&buf, it.page())
		if err != nil {
			t.Fatal(err)
		}
		text, err := s.Text(it.page())
		if err != nil {
			t.Fatal(err)
		}
		if size := it.TextSize(); size != len(text) {
			t.Errorf("%s: a text of %d bytes has the size %d", it.Path(), len(text), size)
		}
		all[it.Path()] = strings.Clone(h.In(&buf, Place{Root: "../../", Stem: "2020/x", Targets: []escape.Address{"one.html", "two.html#x"}, Anchor: "b1-"})) + "\n" + text
	}
	return all
}

func codes(s *Sources) (all []string) {
	for _, p := range problem.Sort(slices.Clone(s.Problems)) {
		all = append(all, string(p.Code)+" "+filepath.Base(p.File))
	}
	return all
}

func TestSecondLoadReadsNothingAndSaysTheSame(t *testing.T) {
	o := options(t, archive())
	var unknown, progress []int
	o.Begin = func(n int) { unknown = append(unknown, n) }
	o.Progress = func(done, total int) { progress = append(progress, done, total) }
	first := load(t, o)
	defer first.Close()
	first.Remember()
	second := load(t, o)
	defer second.Close()
	if want := []string{"bulletins/2020/a.md", "bulletins/2020/b.md", "bulletins/2020/c/index.md", "pages/about.md"}; !slices.Equal(paths(first), want) || !slices.Equal(paths(second), want) {
		t.Errorf("%q and %q, want %q", paths(first), paths(second), want)
	}
	if first.Read != 4 || second.Read != 0 {
		t.Errorf("read %d and %d", first.Read, second.Read)
	}
	if !slices.Equal(unknown, []int{4, 0}) || !slices.Equal(progress, []int{4, 4, 4, 4}) {
		t.Errorf("unknown %v, progress %v", unknown, progress)
	}
	for i := range first.Items {
		a, b := &first.Items[i], &second.Items[i]
		if !reflect.DeepEqual(a.Bulletin, b.Bulletin) || !reflect.DeepEqual(a.Page, b.Page) || !a.Read() || b.Read() {
			t.Errorf("%s differs", a.Path())
		}
	}
	if a, b := bodies(t, first), bodies(t, second); !reflect.DeepEqual(a, b) {
		t.Errorf("%q\n%q", a, b)
	}
	if len(second.Bulletins()) != 3 || len(second.Pages()) != 1 || second.Pages()[0].Title.Value != "关于" {
		t.Error(second.Bulletins(), second.Pages())
	}
	if it := second.Find("bulletins/2020/b.md"); it == nil || it.Bulletin.Title.Value != "乙" || second.Find("bulletins/2020/bb.md") != nil {
		t.Error("a source is not found by its path, or another one is")
	}
}

func TestBodyIsPlacedOnItsPage(t *testing.T) {
	s := load(t, options(t, archive()))
	defer s.Close()
	all := bodies(t, s)
	for path, want := range map[string][]string{
		"bulletins/2020/a.md":       {`<a href="../../one.html">乙</a>`, `<a href="../../two.html#x">页</a>`, "\n文。见乙、页。"},
		"bulletins/2020/c/index.md": {`src="../../2020/x/%E5%9B%BE/x.png"`, `href="../../2020/x/%E8%A1%A8.csv#1"`},
		"pages/about.md":            {`id="b1-x"`},
	} {
		for _, w := range want {
			if !strings.Contains(all[path], w) {
				t.Errorf("%s lacks %s: %s", path, w, all[path])
			}
		}
	}
	var buf scratch.Buffer
	h, _ := s.HTML(&buf, &s.Find("bulletins/2020/a.md").Bulletin.Page)
	if got := h.In(&buf, Place{Root: "./"}); !strings.Contains(got, `<a href="#">乙</a>`) {
		t.Errorf("a link without a target: %s", got)
	}
}

func TestFilesBesideATextAreItsAttachments(t *testing.T) {
	o := options(t, archive())
	folder.Write(t, o.Content, map[string]string{
		"bulletins/listed/index.md": folder.Bulletin("列", "2020-02-21", "attachments: [{name: b.txt, title: 乙表}, c.txt, d.txt]") + "\n见[甲](a.txt)。\n",
		"bulletins/listed/a.txt":    "1", "bulletins/listed/b.txt": "22", "bulletins/listed/dd.txt": "333",
	})
	s := load(t, o)
	defer s.Close()
	names := func(path string) (all []string) {
		for _, a := range s.Find(path).Bulletin.Attachments {
			all = append(all, fmt.Sprint(a.Name, " ", a.Title, " ", a.Size, " ", a.Unlisted))
		}
		return all
	}
	if got, want := names("bulletins/2020/c/index.md"), []string{"图/x.png  13 false", "表.csv  4 false"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := names("bulletins/listed/index.md"), []string{"b.txt 乙表 2 false", "a.txt  1 true"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var hints []string
	for _, p := range s.Problems {
		if p.Code == problem.MissingAttachment {
			hints = append(hints, p.Message[:len(`no attachment "c.txt"`)]+p.Hint)
		}
	}
	if want := []string{`no attachment "c.txt"did you mean "a.txt"?`, `no attachment "d.txt"did you mean "a.txt"?`}; !slices.Equal(hints, want) {
		t.Errorf("%q, want %q", hints, want)
	}
}

func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	for name, c := range map[string]struct {
		change func(o Options)
		read   []string
	}{
		"nothing":          {func(Options) {}, nil},
		"a text":           {func(o Options) { write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22")) }, []string{"bulletins/2020/b.md"}},
		"an attachment":    {func(o Options) { write(o, "bulletins/2020/c/表.csv", "a,b,c\n") }, []string{"bulletins/2020/c/index.md"}},
		"a new attachment": {func(o Options) { write(o, "bulletins/2020/c/新.csv", "a\n") }, []string{"bulletins/2020/c/index.md"}},
		"an attachment less": {func(o Options) {
			os.Remove(filepath.Join(o.Content, "bulletins/2020/c/图/x.png"))
			write(o, "bulletins/2020/c/index.md", folder.Bulletin("丙", "2020-02-23"))
		}, []string{"bulletins/2020/c/index.md"}},
		"a new source":  {func(o Options) { write(o, "bulletins/2021/d.md", folder.Bulletin("丁", "2021-02-22")) }, []string{"bulletins/2021/d.md"}},
		"a source less": {func(o Options) { os.Remove(filepath.Join(o.Content, "bulletins/2020/b.md")) }, nil},
		"a text of the same size whose time was set back": {func(o Options) { sameSizeAndTime(t, o, "bulletins/2020/b.md") }, []string{"bulletins/2020/b.md"}},
		"an attachment whose time was set back":           {func(o Options) { sameSizeAndTime(t, o, "bulletins/2020/c/表.csv") }, []string{"bulletins/2020/c/index.md"}},
		"a file put in place of another with its time": {func(o Options) {
			replaceWithTime(t, o, "bulletins/2020/b.md")
		}, []string{"bulletins/2020/b.md"}},
		"a time only": {func(o Options) {
			now := time.Now()
			os.Chtimes(filepath.Join(o.Content, "bulletins/2020/b.md"), now, now)
		}, []string{"bulletins/2020/b.md"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t, archive())
			remembered(t, o)
			last := load(t, o)
			c.change(o)
			for _, way := range []string{"load", "reload"} {
				var s *Sources
				if way == "load" {
					s = load(t, o)
					defer s.Close()
				} else {
					var err error
					if s, err = last.Reload(context.Background(), []string{"bulletins", "bulletins/2020", "pages"}); err != nil {
						t.Fatal(err)
					}
					defer s.Close()
				}
				clean := o
				clean.Cache = ""
				want := load(t, clean)
				defer want.Close()
				if !slices.Equal(paths(s), paths(want)) || !reflect.DeepEqual(bodies(t, s), bodies(t, want)) || !slices.Equal(codes(s), codes(want)) {
					t.Errorf("%s: differs from a clean load: %q, %q", way, paths(s), paths(want))
				}
				var read []string
				for i := range s.Items {
					if s.Items[i].Read() {
						read = append(read, s.Items[i].Path())
					}
				}
				if name == "a time only" && way == "reload" {
					c.read = nil // the content hash shows that nothing changed
				}
				if !slices.Equal(read, c.read) || s.Read != len(c.read) {
					t.Errorf("%s: read %q, want %q", way, read, c.read)
				}
			}
		})
	}
}

func TestReloadOfOneFolderKeepsTheOthers(t *testing.T) {
	files := map[string]string{"pages/about.md": "---\ntitle: 关于\n---\n\n文。\n"}
	for year := 2018; year < 2022; year++ {
		for _, name := range []string{"a", "b"} {
			files[fmt.Sprintf("bulletins/%d/%s.md", year, name)] = folder.Bulletin(name, fmt.Sprint(year, "-02-21"))
		}
	}
	o := options(t, files)
	last := load(t, o)
	defer last.Close()
	write(o, "bulletins/2019/a0.md", folder.Bulletin("新", "2019-02-21"))
	write(o, "bulletins/2020/b.md", folder.Bulletin("改", "2020-02-21"))
	write(o, "bulletins/2021/a.md", folder.Bulletin("改", "2021-02-21"))
	os.Remove(filepath.Join(o.Content, "bulletins/2020/a.md"))
	s, err := last.Reload(context.Background(), []string{"bulletins/2020", "bulletins/2019"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"bulletins/2018/a.md", "bulletins/2018/b.md", "bulletins/2019/a.md", "bulletins/2019/a0.md", "bulletins/2019/b.md", "bulletins/2020/b.md",
		"bulletins/2021/a.md", "bulletins/2021/b.md", "pages/about.md"}
	if !slices.Equal(paths(s), want) || s.Read != 2 || len(last.Items) != 9 {
		t.Errorf("%d read: %q, want %q", s.Read, paths(s), want)
	}
	if s.Find("bulletins/2020/b.md").Bulletin.Title.Value != "改" || s.Find("bulletins/2021/a.md").Bulletin.Title.Value != "a" {
		t.Error("a folder that was named is as before, or one that was not named is not")
	}
}

// A folder comes before another whose name it starts, but their sources may be in the other order: "a-b/x.md" before "a/x.md".
func TestReloadOfSeveralFoldersKeepsTheOrderOfPaths(t *testing.T) {
	o := options(t, map[string]string{
		"bulletins/2020/a.md":       folder.Bulletin("甲", "2020-02-21"),
		"bulletins/2020-extra/b.md": folder.Bulletin("乙", "2020-02-22"),
		"pages/about.md":            "---\ntitle: 关于\n---\n\n文。\n",
	})
	last := load(t, o)
	defer last.Close()
	s, err := last.Reload(context.Background(), []string{"bulletins/2020", "bulletins/2020-extra", "pages"})
	if err != nil {
		t.Fatal(err)
	}
	if want := paths(last); !slices.Equal(paths(s), want) {
		t.Errorf("%q, want %q", paths(s), want)
	}
}

func TestReloadOfOneFolderKeepsTheProblemsOfTheOthers(t *testing.T) {
	o := options(t, map[string]string{
		"bulletins/2020/a.md":    folder.Bulletin("甲", "2020-02-21"),
		"bulletins/2020/b.pdf":   "",
		"bulletins/2021/c.pdf":   "",
		"bulletins/2021/x/d.pdf": "",
	})
	s := load(t, o)
	defer s.Close()
	for _, step := range []struct {
		folder, removed string
		want            []string
	}{
		{"bulletins/2020", "", []string{"stray-file b.pdf", "stray-file c.pdf", "stray-file d.pdf"}},
		{"bulletins/2020", "bulletins/2020/b.pdf", []string{"stray-file c.pdf", "stray-file d.pdf"}},
		{"bulletins/2021", "bulletins/2021/c.pdf", []string{"stray-file d.pdf"}},
	} {
		if step.removed != "" {
			os.Remove(filepath.Join(o.Content, step.removed))
		}
		var err error
		if s, err = s.Reload(context.Background(), []string{step.folder}); err != nil {
			t.Fatal(err)
		}
		if got := codes(s); !slices.Equal(got, step.want) {
			t.Errorf("after %s: %q, want %q", step.folder, got, step.want)
		}
	}
}

// A preview compares with what it showed last, not with what the store remembers from another day.
func TestSourceRestoredToAnEarlierStateIsAChange(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	s := load(t, o)
	defer s.Close()
	ctx := context.Background()
	name := filepath.Join(o.Content, "bulletins/2020/b.md")
	if err := os.Rename(name, name+".original"); err != nil {
		t.Fatal(err)
	}
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
	edits, ok, err := s.Edits(ctx, []string{"bulletins"})
	if err != nil || !ok || len(edits) != 1 {
		t.Fatal(edits, ok, err)
	}
	s.Replace(edits)
	if err := os.Rename(name+".original", name); err != nil { // which keeps its time
		t.Fatal(err)
	}
	edits, ok, err = s.Edits(ctx, []string{"bulletins"})
	if err != nil || !ok || len(edits) != 1 || !edits[0].New.Read() || edits[0].New.Bulletin.Title.Value != "乙" {
		t.Errorf("edits %+v, %v, %v; want the old text", edits, ok, err)
	}
	reloaded, err := s.Reload(ctx, []string{"bulletins"})
	if err != nil {
		t.Fatal(err)
	}
	if reloaded.Read != 1 || reloaded.Find("bulletins/2020/b.md").Bulletin.Title.Value != "乙" {
		t.Errorf("%d items are new, want 1", reloaded.Read)
	}

	// A source that was renamed, and back.
	for _, move := range [][2]string{{name, name[:len(name)-len("b.md")] + "e.md"}, {name[:len(name)-len("b.md")] + "e.md", name}} {
		if err := os.Rename(move[0], move[1]); err != nil {
			t.Fatal(err)
		}
		if reloaded, err = reloaded.Reload(ctx, []string{"bulletins"}); err != nil {
			t.Fatal(err)
		}
		if reloaded.Read != 1 || reloaded.Find("bulletins/2020/"+filepath.Base(move[1])) == nil {
			t.Errorf("after the move to %s, %d items are new, want 1", filepath.Base(move[1]), reloaded.Read)
		}
	}

	// Touched, and its time set back.
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{info.ModTime().Add(time.Second), info.ModTime()} {
		os.Chtimes(name, at, at)
		before := reloaded.Find("bulletins/2020/b.md").Bulletin
		if reloaded, err = reloaded.Reload(ctx, []string{"bulletins"}); err != nil {
			t.Fatal(err)
		}
		if reloaded.Read != 0 || reloaded.Find("bulletins/2020/b.md").Bulletin != before {
			t.Error("a source of which only the time changed counts as new")
		}
	}
}

func write(o Options, name, text string) {
	full := filepath.Join(o.Content, name)
	os.MkdirAll(filepath.Dir(full), 0o755)
	os.WriteFile(full, []byte(text), 0o644)
}

func TestProblemsAreReportedByEveryLoad(t *testing.T) {
	o := options(t, map[string]string{"bulletins/a.md": "---\ntitel: 甲\n---\n", "bulletins/b.md": folder.Bulletin("乙", "2020-02-22") + "\n[x](nothing.pdf)\n"})
	for range 3 {
		s := load(t, o)
		s.Remember()
		if got := codes(s); len(got) < 3 || !slices.Contains(got, "unknown-key a.md") || !slices.Contains(got, "missing-file b.md") {
			t.Errorf("%q", got)
		}
		s.Close()
	}
}

func TestWhatCannotBeASourceIsReported(t *testing.T) {
	o := options(t, map[string]string{
		"bulletins/index.md": folder.Bulletin("零", "2020-02-21"), "bulletins/a.md": folder.Bulletin("一", "2020-02-21"), "bulletins/a.pdf": "x", "bulletins/b/index.md": folder.Bulletin("二", "2020-02-21"),
		"bulletins/b/more.md": "", "pages/.swp": "", "pages/x.md~": "", "pages/#x.md#": "", "pages/Thumbs.db": "", "pages/a.original.html": "", "pages/b.original": "",
	})
	outside := filepath.Join(t.TempDir(), "secret.md")
	os.WriteFile(outside, []byte(folder.Bulletin("秘", "2020-02-21")), 0o644)
	for name, target := range map[string]string{"bulletins/out.md": outside, "bulletins/dead.md": "nothing.md", "bulletins/folder.md": "b", "bulletins/b/out.pdf": outside, "bulletins/inside.md": "a.md"} {
		if err := os.Symlink(target, filepath.Join(o.Content, name)); err != nil {
			t.Fatal(err)
		}
	}
	pipes := exec.Command("mkfifo", filepath.Join(o.Content, "bulletins/pipe.md")).Run() == nil // not on every system
	listing := Look(o.Content)
	s := load(t, o)
	defer s.Close()
	want := []string{"link-leaves-content out.pdf", "link-leaves-content out.md", "link-to-folder folder.md", "stray-file a.pdf", "stray-index index.md",
		"stray-markdown more.md", "unreadable-file dead.md"}
	if pipes {
		want = append(want, "special-file pipe.md")
	}
	got := codes(s)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || listing.Sound() {
		t.Errorf("%q, want %q", got, want)
	}
	if want := []string{"bulletins/a.md", "bulletins/b/index.md", "bulletins/inside.md"}; !slices.Equal(paths(s), want) || listing.Len() != 3 {
		t.Errorf("%q, want %q", paths(s), want)
	}
	for _, p := range s.Problems {
		if warning := p.Code == problem.StrayFile; p.Warning != warning {
			t.Errorf("%v: a warning: %v", p, p.Warning)
		}
	}
}

func TestStateOfAListingChangesWithItsFiles(t *testing.T) {
	o := options(t, archive())
	state := func() [16]byte { h, _ := Look(o.Content).State(); return h }
	before := state()
	if state() != before {
		t.Fatal("the state changed although nothing else did")
	}
	if _, newest := Look(o.Content).State(); time.Since(time.Unix(0, newest)) < 50*time.Minute {
		t.Error("the newest change is that of an hour ago:", time.Unix(0, newest))
	}
	seen := [][16]byte{before}
	for _, change := range []func(){
		func() { write(o, "bulletins/2020/b.md", folder.Bulletin("乙", "2020-02-22")+"尾。\n") },
		func() { write(o, "bulletins/2020/c/表.csv", "longer\n") },
		func() { os.Remove(filepath.Join(o.Content, "bulletins/2020/c/图/x.png")) },
		func() {
			os.Rename(filepath.Join(o.Content, "pages/about.md"), filepath.Join(o.Content, "pages/contact.md"))
		},
		func() {
			long := time.Now().Add(-3 * time.Hour)
			os.Chtimes(filepath.Join(o.Content, "pages/contact.md"), long, long)
		},
	} {
		change()
		if now := state(); slices.Contains(seen, now) {
			t.Error("a change is not in the state")
		} else {
			seen = append(seen, now)
		}
	}
}

// A file that changed just before it was read may change again within the same tick of its clock.
func TestFileThatChangedJustNowIsReadAgain(t *testing.T) {
	o := options(t, archive())
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙", "2020-02-22"))
	write(o, "bulletins/2020/c/表.csv", "x\n")
	remembered(t, o)
	s := load(t, o)
	defer s.Close()
	if s.Read != 2 {
		t.Errorf("%d sources were read, want the two that changed just now", s.Read)
	}
}

func TestSourceDeletedBeforeItIsReadIsLeftOut(t *testing.T) {
	o := options(t, archive())
	listing := Look(o.Content)
	os.Remove(filepath.Join(o.Content, "bulletins/2020/b.md"))
	os.Chmod(filepath.Join(o.Content, "bulletins/2020/a.md"), 0)
	s, err := Load(context.Background(), listing, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(s.Bulletins()) != 2-unreadable() || len(s.Problems) != unreadable() {
		t.Errorf("%d bulletins, problems %v", len(s.Bulletins()), s.Problems)
	}
	s.Remember() // must not keep what is not there
	again := load(t, o)
	defer again.Close()
	if len(again.Bulletins()) != 2-unreadable() {
		t.Error(paths(again))
	}
}

// unreadable is 1, or 0 for root, who can read every file.
func unreadable() int {
	if os.Getuid() == 0 {
		return 0
	}
	return 1
}

func TestLoadEndsWithItsContext(t *testing.T) {
	o := options(t, archive())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Load(ctx, Look(o.Content), o); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s := load(t, o)
	defer s.Close()
	if _, err := s.Reload(ctx, Folders); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
	if _, _, err := s.Edits(ctx, []string{"bulletins"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestEditsAreWhatChangedInPlace(t *testing.T) {
	o := options(t, archive())
	s := load(t, o)
	defer s.Close()
	edits := func(folders ...string) (paths []string, ok bool) {
		t.Helper()
		all, ok, err := s.Edits(context.Background(), folders)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			paths = append(paths, e.Old.Path())
		}
		return paths, ok
	}
	if got, ok := edits("bulletins/2020"); !ok || got != nil {
		t.Error(got, ok)
	}
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
	if got, ok := edits("bulletins/2020"); !ok || !slices.Equal(got, []string{"bulletins/2020/b.md"}) {
		t.Error(got, ok)
	}
	for _, folders := range [][]string{{"pages"}, {"."}, {"bulletinsx"}, {"bulletins", "pages"}} {
		if _, ok := edits(folders...); ok {
			t.Errorf("%q are not only folders of bulletins", folders)
		}
	}
	all, _, _ := s.Edits(context.Background(), []string{"bulletins"})
	before := s.changes
	s.Replace(all)
	if s.Find("bulletins/2020/b.md").Bulletin.Title.Value != "乙乙" || s.Read != 1 || s.changes != before+1 {
		t.Error("the edit is not there", s.Read, s.changes)
	}
	write(o, "bulletins/2020/d.md", folder.Bulletin("丁", "2020-02-22"))
	if _, ok := edits("bulletins/2020"); ok {
		t.Error("a new source is not an edit")
	}
	os.Remove(filepath.Join(o.Content, "bulletins/2020/b.md"))
	if _, ok := edits("bulletins/2020"); ok {
		t.Error("a source in the place of another is not an edit")
	}
}

func TestOptionsThatDecideParsingAreTheStoresOwn(t *testing.T) {
	o := options(t, map[string]string{"bulletins/a.md": folder.Bulletin("甲", "2020-02-21")})
	remembered(t, o)
	zone, html, same := o, o, o
	zone.Location = time.FixedZone("Elsewhere", 3600)
	html.HTML = markdown.HTMLSanitized
	same.Jobs = 1
	for name, other := range map[string]Options{"another zone": zone, "HTML": html} {
		if o.SameParsing(&other) {
			t.Errorf("%s parses the same", name)
		}
		s := load(t, other)
		if s.Read != 1 || s.Identity() == o.identity() {
			t.Errorf("%s: taken from a store of other options", name)
		}
		s.Close()
	}
	if s := load(t, same); !o.SameParsing(&same) || s.Read != 0 {
		t.Error("the number of workers decides nothing")
	}
}

func TestWithin(t *testing.T) {
	for path, want := range map[string]bool{"bulletins/a.md": true, "bulletins": false, "bulletinsx/a.md": false, "pages/x/a.md": true, "x": false} {
		if got := Within(path, []string{"bulletins", "pages/x"}); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if got := outermost([]string{"b/c", "a", "b", "a", "b/c/d", "bc"}); !slices.Equal(got, []string{"a", "b", "bc"}) {
		t.Error(got)
	}
}

func TestLoadOfAnEmptyFolderEndsWithItsContext(t *testing.T) {
	o := options(t, map[string]string{"site.yaml": "title: a\n"})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Load(ctx, Look(o.Content), o); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestSocketIsReportedAsOne(t *testing.T) {
	dir, err := os.MkdirTemp("", "s") // the address of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	folder.Write(t, dir, map[string]string{"bulletins/a.md": folder.Bulletin("一", "2020-02-21")})
	l, err := net.Listen("unix", filepath.Join(dir, "bulletins", "s.md"))
	if err != nil {
		return // not on every system
	}
	defer l.Close()
	s := load(t, Options{Content: dir, Location: time.UTC})
	defer s.Close()
	if len(s.Problems) != 1 || s.Problems[0].Code != problem.SpecialFile || !strings.HasPrefix(s.Problems[0].Message, "is a socket;") {
		t.Errorf("%v", s.Problems)
	}
}

// Files that were copied with their times may have the same size and the same time.
func TestLinkThatLeadsElsewhereIsReadAgain(t *testing.T) {
	o := options(t, map[string]string{"originals/a.md": folder.Bulletin("甲", "2020-02-21"), "originals/b.md": folder.Bulletin("乙", "2020-02-21"),
		"originals/a.csv": "1", "originals/b.csv": "2", "bulletins/c/index.md": folder.Bulletin("丙", "2020-02-21")})
	point := func(which string) {
		for link, target := range map[string]string{"bulletins/x.md": "../originals/" + which + ".md", "bulletins/c/t.csv": "../../originals/" + which + ".csv"} {
			os.Remove(filepath.Join(o.Content, link))
			if err := os.Symlink(target, filepath.Join(o.Content, link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	point("a")
	before, _ := Look(o.Content).State()
	remembered(t, o)
	point("b")
	if after, _ := Look(o.Content).State(); after == before {
		t.Error("the state is the same")
	}
	s := load(t, o)
	defer s.Close()
	if s.Read != 2 || s.Find("bulletins/x.md").Bulletin.Title.Value != "乙" {
		t.Errorf("%d read, title %s", s.Read, s.Find("bulletins/x.md").Bulletin.Title.Value)
	}
}

// sameSizeAndTime changes the last letter of a file, and sets its time back as a program that synchronises folders does.
func sameSizeAndTime(t *testing.T, o Options, name string) {
	t.Helper()
	file := filepath.Join(o.Content, filepath.FromSlash(name))
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-2] = 'z'
	if err := errors.Join(os.WriteFile(file, data, 0o644), os.Chtimes(file, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
}

// replaceWithTime does the same in the way of rsync: it writes another file and moves it into place.
func replaceWithTime(t *testing.T, o Options, name string) {
	t.Helper()
	file := filepath.Join(o.Content, filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".original", data, 0o644); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file+".original", info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	sameSizeAndTime(t, o, name+".original")
	if err := os.Rename(file+".original", file); err != nil {
		t.Fatal(err)
	}
}

func TestFilesBelowStaticAreRememberedLikeSources(t *testing.T) {
	files := archive()
	for name, text := range map[string]string{"CNAME": "a.example.org", "files/表 #1.csv": "a,b\n", ".well-known/security.txt": "x", ".hidden": "x", "app.js": "x()", "a.bak": "x"} {
		files["static/"+name] = text
	}
	o := options(t, files)
	remembered(t, o)
	s := load(t, o)
	defer s.Close()
	names := func(s *Sources) (all []string) {
		for _, f := range s.Static() {
			all = append(all, fmt.Sprint(f.Path(), " ", f.Size, " ", f.Active))
		}
		return all
	}
	want := []string{".well-known/security.txt 1 ", "CNAME 13 ", "app.js 3 JavaScript", "files/表 #1.csv 4 "}
	if got := names(s); !slices.Equal(got, want) || s.Read != 0 {
		t.Errorf("%d read: %q, want %q", s.Read, got, want)
	}
	sameSizeAndTime(t, o, "static/CNAME")
	write(o, "static/new.txt", "new")
	os.Remove(filepath.Join(o.Content, "static/app.js"))
	next, err := s.Reload(context.Background(), []string{"static"})
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	want = []string{".well-known/security.txt 1 ", "CNAME 13 ", "files/表 #1.csv 4 ", "new.txt 3 "}
	if got := names(next); !slices.Equal(got, want) || next.Read != 2 || next.Static()[1].Hash == s.Static()[1].Hash {
		t.Errorf("%d read: %q, want %q", next.Read, got, want)
	}
	fresh := o
	fresh.Cache = ""
	clean := load(t, fresh)
	defer clean.Close()
	if !slices.Equal(next.Static(), clean.Static()) || !slices.Equal(codes(next), codes(clean)) {
		t.Errorf("differs from a clean load: %v %v, %v %v", next.Static(), codes(next), clean.Static(), codes(clean))
	}
}
