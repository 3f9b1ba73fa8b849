package han

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestSlugsSpellNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"济南市审计局", "ji-nan-shi-shen-ji-ju"},
		{"濟南市審計局", "ji-nan-shi-shen-ji-ju"},
		{"西安", "xi-an"},
		{"先", "xian"},
		{"重庆", "chong-qing"},
		{"吕梁", "lv-liang"},
		{"女儿", "nv-er"},
		{"第3号公告（2020年）", "di-3-hao-gong-gao-2020-nian"},
		{"COVID-19专项审计", "covid-19-zhuan-xiang-shen-ji"},
		{"People’s Gazette, No. 3", "peoples-gazette-no-3"},
		{"ＡＢＣ１２３", "abc123"},
		{"São Tomé / Łódź / Straße / Æsir", "sao-tome-lodz-strasse-aesir"},
		{"x\u0331y", "xy"},
		{"--a__b--", "a-b"},
		{"../../etc/passwd", "etc-passwd"},
		{"<script>", "script"},
		{"m\xffn", "m-n"},
	} {
		if got := Slug(c.text); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTextThatCannotBeSpeltHasAUniqueSlug(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{"！！！", "？", "Москва", "🙂", " ", "\x00", "\xff", "བོད་"} {
		slug := Slug(text)
		if !slugForm.MatchString(slug) {
			t.Errorf("Slug(%q) = %q", text, slug)
		}
		if other, ok := seen[slug]; ok {
			t.Errorf("%q and %q share %q", text, other, slug)
		}
		seen[slug] = text
	}
	if got, want := Slug("Москва"), "feb471b1"; got != want { // an address for ever
		t.Errorf("Slug returns %q; it used to return %q", got, want)
	}
}

func TestLongNamesAreCutBetweenSyllablesAndStayApart(t *testing.T) {
	long := "中共山东省委应对新型冠状病毒感染肺炎疫情工作领导小组"
	group, office := Slug(long), Slug(long+"办公室")
	if group == office {
		t.Errorf("two names share %q", group)
	}
	for _, slug := range []string{group, office, Slug(strings.Repeat("a", 300)), Slug(strings.Repeat("双", 300))} {
		if len(slug) > 80 {
			t.Errorf("%q has %d bytes", slug, len(slug))
		}
	}
	if want := "zhong-gong-shan-dong-sheng-wei-ying-dui-xin-xing-guan-zhuang-bing-du-"; !strings.HasPrefix(group, want) {
		t.Errorf("%q does not begin with %q", group, want)
	}
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func FuzzSlugIsAlwaysOneSafePathSegment(f *testing.F) {
	for _, seed := range []string{"济南市审计局", "a/../b", "\x00", "Łódź", "\xff", strings.Repeat("重庆", 60), "ḿ̀"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if len(slug) > 80 || s != "" && !slugForm.MatchString(slug) {
			t.Fatalf("Slug(%+q) = %q", s, slug)
		}
	})
}

func TestSlugsOfPathsAreThoseOfTheirNames(t *testing.T) {
	long := strings.Repeat("水库管理处", 20)
	for _, c := range []struct{ names, want []string }{
		{[]string{"山东"}, []string{"shan-dong"}},
		{[]string{"山东", "济南", "历下"}, []string{"shan-dong", "shan-dong-ji-nan", "shan-dong-ji-nan-li-xia"}},
		{[]string{long}, []string{Slug(long)}},
		{nil, []string{}},
	} {
		if got := PathSlugs(c.names); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v; want %v", c.names, got, c.want)
		}
	}
	seen := map[string]bool{}
	for _, last := range []string{"甲", "乙", "★", "☆"} {
		for _, slug := range PathSlugs([]string{long, "水务局", last})[2:] {
			if len(slug) > maxSlug || seen[slug] {
				t.Errorf("%s: %s", last, slug)
			}
			seen[slug] = true
		}
	}
}
