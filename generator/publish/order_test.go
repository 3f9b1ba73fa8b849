package publish

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func TestPlanThatSomeSystemsCannotHoldIsRefusedBeforeAnyWrite(t *testing.T) {
	long := strings.Repeat("长", 86) // 258 bytes
	for _, c := range []struct {
		paths []string
		want  string // a part of the message; "" for a plan that is right
	}{
		{[]string{"a.html", "b.html", "a.html"}, `"a.html": planned twice`},
		{[]string{"a/B.html", "a/b.html"}, "only in case"},
		{[]string{"a/B.html", "a/C.html", "a/bb.html"}, ""},
		{[]string{"News/1.html", "news/2.html"}, `"News" differs from "news"`},
		{[]string{"News/x/1.html", "News/x/2.html", "NEWS/x/2.html"}, "only in case"},
		{[]string{"x/News/1.html", "y/news/2.html"}, ""},
		{[]string{"caf\u00e9.html", "cafe\u0301.html"}, "Unicode normal form"},
		{[]string{"STRASSE.html", "straße.html"}, "only in case"},
		{[]string{"strasse.html", "straße.html"}, "only in case"},
		{[]string{"\uf900.html", "\u8c48.html"}, "Unicode normal form"}, // a compatibility ideograph and its twin
		{[]string{"公报（一）/Ａ.html", "公报（一）/ａ.html"}, "only in case"},
		{[]string{"公报（一）.html", "公报(一).html", "「通知」、公告。.html"}, ""},
		{[]string{"각.html", "\u1100\u1161\u11a8.html"}, "Unicode normal form"},
		{[]string{"Ä/b.html", "a\u0308/B.html"}, "\"Ä\" differs from \"a\u0308\""},
		{[]string{"zh-Hant/B.html", "zh-Hant/b.html"}, "only in case"},
		{[]string{"zh-Hant/a.html", "zh-Hant/b.html", "zh-Hans/a.html"}, ""},
		{[]string{"关于/公报.html", "关于/公报/附件.pdf", "關於/公報.html"}, ""},
		{[]string{"a", "a/b.html"}, `"a" is planned as a file, so it cannot be a folder`},
		{[]string{"a", "a-b/c", "a.html", "a/b/c.html"}, `"a/b/c.html": "a" is planned as a file`},
		{[]string{"a.html", "a/b.html", "a-b", "a/c/d", "a/cc"}, ""},
		{[]string{""}, "empty"},
		{[]string{"/etc/passwd"}, "begins"},
		{[]string{"a//b"}, "two together"},
		{[]string{"a/"}, "ends with a slash"},
		{[]string{"../a"}, "holds . or .."},
		{[]string{"a/../../b"}, "holds . or .."},
		{[]string{"./a"}, "holds . or .."},
		{[]string{"."}, "holds . or .."},
		{[]string{"a\nb"}, "control character"},
		{[]string{"a\x7f"}, "control character"},
		{[]string{`a\b`}, "backslash"},
		{[]string{"a\xffb"}, "UTF-8"},
		{[]string{"x/" + long}, "258 bytes"},
		{[]string{"x/" + long[:255]}, ""},
		{[]string{".gongbao/manifest"}, "is reserved"},
		{[]string{".Gongbao"}, "is reserved"},
		{[]string{".gongbao2/x", "x/.gongbao/y"}, ""},
		{[]string{"...", "a b.html", ".well-known/x"}, ""},
	} {
		dir := filepath.Join(folder(t), "public")
		var plan []File
		for _, path := range c.paths {
			plan = append(plan, File{Path: path, Render: func(dst []byte) ([]byte, error) { return dst, nil }})
		}
		_, err := Publish(context.Background(), dir, plan, Options{})
		if c.want == "" {
			if err != nil {
				t.Errorf("%q: %v", c.paths, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.paths, err, c.want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: something was written", c.paths)
		}
	}
}

func TestFileNeedsEitherARendererOrASource(t *testing.T) {
	render := func(dst []byte) ([]byte, error) { return dst, nil }
	for _, f := range []File{{Path: "a"}, {Path: "a", Render: render, Copy: "b"}} {
		if _, err := Publish(context.Background(), folder(t), []File{f}, Options{}); err == nil || !strings.Contains(err.Error(), "either") {
			t.Errorf("error: %v", err)
		}
	}
}

func TestAllProblemsOfAPlanAreReportedUpToALimit(t *testing.T) {
	var plan []File
	for i := range 30 {
		plan = append(plan, File{Path: fmt.Sprintf("x/%d\\", i), Copy: "y"})
	}
	_, err := order(plan, nil)
	if err == nil || strings.Count(err.Error(), "backslash") != maxProblems || !strings.HasSuffix(err.Error(), "and 10 more") {
		t.Errorf("error: %v", err)
	}
}

func TestProblemsOfAPlanNameTheSourcesOfItsFiles(t *testing.T) {
	var asked atomic.Int32
	origin := func(path string) string {
		if asked.Add(1); strings.HasPrefix(path, "b") {
			return "content/b\n.md"
		}
		return map[string]string{"a\\": "content/a.md:3:4", "X": "content/x.md", "x": "content/y.md:5", "f": "content/f.md", "f/g": "content/g.md"}[path]
	}
	plan := func(paths ...string) (files []File) {
		for _, p := range paths {
			files = append(files, File{Path: p, Copy: "y"})
		}
		return files
	}
	_, err := order(plan("X", "a\\", "b\\", "c\\", "f", "f/g", "x"), origin)
	want := `the site cannot be published, nothing was written:
content/a.md:3:4: planned file "a\\": the path holds a control character or a backslash
"content/b\n.md": planned file "b\\": the path holds a control character or a backslash
planned file "c\\": the path holds a control character or a backslash
content/g.md: planned file "f/g": "f" (content/f.md) is planned as a file, so it cannot be a folder
content/x.md: planned file "X": "X" differs from "x" (content/y.md:5) only in case or in Unicode normal form`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	asked.Store(0)
	if _, err := order(plan("a", "b", "c/d"), origin); err != nil || asked.Load() > 0 {
		t.Errorf("error %v; the origin of %d files of a good plan was asked for", err, asked.Load())
	}
	if order(plan(slices.Repeat([]string{"a\\"}, 1000)...), origin); asked.Load() > 10*maxProblems {
		t.Errorf("the origin of %d files was asked for", asked.Load())
	}
}

func TestPlanIsSortedWhateverItsOrder(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for n := range 200 {
		var plan []File
		for i := range n {
			plan = append(plan, File{Path: fmt.Sprintf("%03d", i)})
		}
		want := slices.Clone(plan)
		switch n % 3 {
		case 0:
			slices.Reverse(plan)
		case 1:
			random.Shuffle(n, func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
		}
		given := slices.Clone(plan)
		same := func(a, b File) bool { return a.Path == b.Path }
		if got := sorted(plan); !slices.EqualFunc(got, want, same) {
			t.Fatalf("%d files are not in order", n)
		}
		if !slices.EqualFunc(plan, given, same) {
			t.Fatalf("the plan of the caller was changed")
		}
	}
}
