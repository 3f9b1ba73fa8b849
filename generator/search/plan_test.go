package search

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/publish"
)

// many returns bulletins of a few words each, three a day.
func many(n int) []made {
	words := strings.Fields("审计 公报 通知 公告 决定 意见 办法 规定 报告 情况 工作 部署 落实 整改 监督 检查 预算 执行 财政 资金 audit office 2020 87")
	all := make([]made, n)
	for i := range all {
		m := &all[i]
		m.title, m.agency, m.topic, m.region = fmt.Sprint(words[i%7], words[i%11], i), "jinan", "budget", "jn"
		for k := range 6 {
			m.body += words[(i*7+k*k+i/3)%len(words)] + words[(i+k*5)%len(words)] + "，"
		}
	}
	return all
}

func renderAll(t testing.TB, files []publish.File) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range files {
		data, err := f.Render(nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := all[f.Path]; twice || !strings.HasPrefix(f.Path, Folder) {
			t.Fatalf("%s is planned twice, or elsewhere", f.Path)
		}
		all[f.Path] = string(data)
	}
	return all
}

func TestTheIndexIsTheSameHoweverItIsBuilt(t *testing.T) {
	bulletins := many(cutLeast + 300)
	want := renderAll(t, newSite(t, bulletins...).files)
	s := newSite(t, bulletins...)
	for _, jobs := range []int{1, 3, 8} {
		files := Plan(s.archive, s.text, Options{Jobs: jobs})
		slices.Reverse(files) // the order of requests does not matter
		if got := renderAll(t, files); !maps.Equal(got, want) {
			for path := range want {
				if got[path] != want[path] {
					t.Errorf("with %d jobs %s differs", jobs, path)
				}
			}
		}
	}
}

func TestPlanReadsNoText(t *testing.T) {
	s := newSite(t, many(20)...)
	Plan(s.archive, func(*archive.Record) (string, error) {
		t.Error("Plan read a text")
		return "", nil
	}, Options{})
}

func TestATextThatCannotBeReadFailsEachPartThatNeedsIt(t *testing.T) {
	s := newSite(t, many(20)...)
	broken := errors.New("the disk is gone")
	failed := 0
	for _, f := range Plan(s.archive, func(r *archive.Record) (string, error) { return "", broken }, Options{}) {
		if _, err := f.Render(nil); errors.Is(err, broken) {
			failed++
		} else if strings.Contains(f.Path, "/terms/") {
			t.Errorf("%s is made of texts that cannot be read", f.Path)
		}
	}
	if failed == 0 {
		t.Error("no part failed")
	}
}

// changed returns the folders of the planned files whose keys differ, the number of files that differ, and that of all.
func changed(before, after []publish.File) (folders []string, differ, all int) {
	keys := map[string]publish.Key{}
	for _, f := range before {
		keys[f.Path] = f.Key
	}
	for _, f := range after {
		if keys[f.Path] != f.Key {
			folder := f.Path[:strings.LastIndexByte(f.Path, '/')]
			if !slices.Contains(folders, folder) {
				folders = append(folders, folder)
			}
			differ++
		}
	}
	slices.Sort(folders)
	return folders, differ, len(after)
}

func TestOneMoreBulletinChangesOnlyTheNewestSegment(t *testing.T) {
	bulletins := many(cutLeast + 300)
	before := newSite(t, bulletins...)
	if folders, n, _ := changed(before.files, newSite(t, bulletins...).files); n > 0 {
		t.Fatalf("nothing changed, but %d files in %q did", n, folders)
	}
	newest := many(1)[0]
	newest.day = time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	after := newSite(t, append(slices.Clone(bulletins), newest)...)
	folders, _, _ := changed(before.files, after.files)
	for _, folder := range folders {
		if folder != "search/index" && !strings.HasPrefix(folder, "search/index/1") {
			t.Errorf("a new bulletin changes files in %s", folder)
		}
	}
	old, now := renderAll(t, before.files), renderAll(t, after.files)
	differ, all := 0, 0
	for path, data := range now {
		all += len(data)
		if old[path] != data {
			differ += len(data)
		}
	}
	if differ*10 > all { // in so small an archive; the benchmark measures a large one
		t.Errorf("a new bulletin changes %d of %d bytes; expected less than a tenth", differ, all)
	}
}

func TestACorrectionChangesOnlyTheSegmentOfItsBulletin(t *testing.T) {
	bulletins := many(cutLeast + 300)
	before := newSite(t, bulletins...)
	bulletins[cutLeast+250].body += "更正"
	after := newSite(t, bulletins...)
	folders, _, _ := changed(before.files, after.files)
	if want := []string{"search/index", "search/index/1", "search/index/1/common", "search/index/1/terms"}; !slices.Equal(folders, want) {
		t.Errorf("the correction of a new bulletin changes %q; expected %q", folders, want)
	}
	bulletins[7].body += "更正"
	old, now := renderAll(t, after.files), renderAll(t, newSite(t, bulletins...).files)
	differ := 0
	for path, data := range now {
		if strings.HasPrefix(path, Folder+"0/") && old[path] != data {
			differ++
		}
	}
	if differ == 0 || differ > 10 {
		t.Errorf("two characters more in an old bulletin change %d parts of its segment; expected those of a few terms", differ)
	}
}

func TestNamesOfAgenciesAreInTheIndex(t *testing.T) {
	s := newSite(t, made{title: "一", agency: "shandong"}, made{title: "二", agency: "jinan"}, made{title: "三", agency: "chengdu"})
	r := s.open(t)
	for query, want := range map[string][]int{"山东省审计厅": {0}, "Shandong": {0}, "鲁审": {0}, "370000": {}, "審計局": {2, 1}} {
		if got := s.shown(t, r, Search{Query: query}); !slices.Equal(got, want) {
			t.Errorf("%q finds %v; expected %v", query, got, want)
		}
	}
}

func TestANumberIsFoundInAnyBracketsAndAsItShouldBeWritten(t *testing.T) {
	s := newSite(t, made{number: "青审通〔2020〕3号"}, made{number: "青审通【２０２０】第03号"}, made{number: "青審通(2020)3號"}, made{number: "青审通[2020]第 003 号"}, made{number: "青审通〔2020〕30号"})
	r := s.open(t)
	for query, want := range map[string][]int{"青审通〔2020〕3号": {3, 2, 1, 0}, "青审通[2020]3号": {3, 2, 1, 0}, "青审通（2020）3号": {3, 2, 1, 0}, "青审通【2020】3號": {3, 2, 1, 0},
		"〔2020〕第03号": {1}, "青审通〔2020〕30号": {4}} {
		if got := s.shown(t, r, Search{Query: query, ByDate: true}); !slices.Equal(got, want) {
			t.Errorf("%q finds %v; expected %v", query, got, want)
		}
	}
	if d, err := r.Document(1); err != nil || d.Proper != "青审通〔2020〕3号" {
		t.Errorf("%+v, %v", d, err)
	}
	if d, err := r.Document(2); err != nil || d.Proper != "" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestASingleCharacterIsLookedForInTitles(t *testing.T) {
	s := newSite(t, made{title: "水利", body: "粮食"}, made{title: "粮食", body: "水"}, made{title: "食粮", number: "水〔2020〕1号"})
	r := s.open(t)
	for query, want := range map[string][]int{"水": {0}, "糧": {2, 1}, "电": {}} {
		if got := s.shown(t, r, Search{Query: query}); !slices.Equal(got, want) {
			t.Errorf("%q finds %v; expected %v", query, got, want)
		}
	}
}

func TestNewerBulletinsComeFirstAmongEqualsAndBetterOnesBeforeAll(t *testing.T) {
	s := newSite(t,
		made{body: "预算执行情况"}, made{title: "预算执行"}, made{body: "预算执行情况"}, made{body: strings.Repeat("预算执行。", 5)}, made{body: "预算执行" + strings.Repeat("其他工作。", 900)})
	if got, want := s.shown(t, s.open(t), Search{Query: "预算执行"}), []int{1, 3, 2, 0, 4}; !slices.Equal(got, want) {
		t.Errorf("the order is %v; expected %v", got, want)
	}
	if got, want := s.shown(t, s.open(t), Search{Query: "预算执行", ByDate: true}), []int{4, 3, 2, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("the order by date is %v; expected %v", got, want)
	}
}

func TestWordsSideBySideCountMore(t *testing.T) {
	s := newSite(t, plain("审计发现问题，整改完成", "整改审计", "审计整改落实", "audit of an office", "the audit office", "office audits")...)
	r := s.open(t)
	if got := s.shown(t, r, Search{Query: "审计 整改"}); got[0] != 2 {
		t.Errorf("the order is %v; expected 2 first", got)
	}
	if got := s.shown(t, r, Search{Query: "audit office"}); got[0] != 4 {
		t.Errorf("the order is %v; expected 4 first", got)
	}
}

func TestFiltersIncludeTheTermsBelow(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2020, 2, d, 0, 0, 0, 0, time.UTC) }
	s := newSite(t,
		made{body: "审计", agency: "shandong", region: "sd", day: day(1)}, made{body: "审计", agency: "jinan", region: "jn", topic: "budget", day: day(2)},
		made{body: "审计", agency: "chengdu", topic: "relief", day: day(3)}, made{body: "审计", agency: "jinan", status: archive.Withdrawn, day: day(3)})
	r := s.open(t)
	for _, test := range []struct {
		what Search
		want []int
	}{
		{Search{Filters: map[string]string{"agencies": "shandong"}}, []int{3, 1, 0}}, {Search{Filters: map[string]string{"agencies": "jinan"}}, []int{3, 1}}, {Search{Filters: map[string]string{"regions": "sd"}}, []int{1, 0}}, {Search{Filters: map[string]string{"topics": "relief"}}, []int{2}},
		{Search{Filters: map[string]string{"status": "withdrawn"}}, []int{3}}, {Search{Filters: map[string]string{"status": "current", "agencies": "jinan"}}, []int{1}}, {Search{Filters: map[string]string{"agencies": "nobody"}}, []int{}},
		{Search{From: day(2)}, []int{3, 2, 1}}, {Search{To: day(2)}, []int{1, 0}}, {Search{From: day(2), To: day(2)}, []int{1}}, {Search{From: day(4)}, []int{}},
	} {
		test.what.Query = "审计"
		if got := s.shown(t, r, test.what); !slices.Equal(got, test.want) {
			t.Errorf("%+v finds %v; expected %v", test.what, got, test.want)
		}
	}
}

func TestAnArchiveWithoutBulletinsHasAnIndex(t *testing.T) {
	s := newSite(t)
	if found, _, err := s.open(t).Find(Search{Query: "审计"}); err != nil || len(found) > 0 {
		t.Errorf("found %v: %v", found, err)
	}
}

func TestWhereTheSegmentsAreCut(t *testing.T) {
	sizes := func(n int, size int64) []int64 { return slices.Repeat([]int64{size}, n) }
	for _, test := range []struct {
		sizes  []int64
		ends   []int
		recent bool
	}{
		{nil, nil, false},
		{sizes(1, 2000), []int{1}, false},
		{sizes(cutLeast-1, 2000), []int{cutLeast - 1}, false},
		{sizes(100_000, 2000), []int{98_304, 100_000}, true},
		{sizes(100_001, 2000), []int{98_304, 100_001}, true},
		{sizes(300_000, 100), []int{131_072, 262_144, 299_008, 300_000}, true},
		{sizes(3, 300<<20), []int{1, 2, 3}, false},
	} {
		ends, recent := cut(test.sizes)
		if !slices.Equal(ends, test.ends) && len(ends)+len(test.ends) > 0 || recent != test.recent {
			t.Errorf("%d bulletins are cut at %v (%v); expected %v (%v)", len(test.sizes), ends, recent, test.ends, test.recent)
		}
	}
	for n := cutLeast; n < 1<<18; n += 997 {
		ends, _ := cut(sizes(n, 100))
		last, before := ends[len(ends)-1], 0
		if len(ends) > 2 {
			before = ends[len(ends)-3]
		}
		if newest := last - ends[len(ends)-2]; n-before >= cutLeast && (newest < 1 || newest*20 > n-before) {
			t.Fatalf("of %d bulletins the newest %d are apart; expected at least one, and at most a twentieth of %d", n, newest, n-before)
		}
	}
}

func TestTheNumberOfPartsGrowsInFewSteps(t *testing.T) {
	var got []int
	for bytes := range int64(40) {
		if n := partsFor(bytes, 1); !slices.Contains(got, n) {
			got = append(got, n)
		}
	}
	if want := []int{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48}; !slices.Equal(got, want) {
		t.Errorf("the numbers of parts are %v; expected %v", got, want)
	}
}
