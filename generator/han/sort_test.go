package han

import (
	"slices"
	"strings"
	"testing"
)

func sorted(lang string, names ...string) string {
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(SortKey(a, lang), SortKey(b, lang)) })
	return strings.Join(names, " ")
}

func TestNamesSortAsTheLanguageDoes(t *testing.T) {
	for _, c := range []struct{ rule, lang, want string }{
		{"pinyin", "zh-Hans", "安徽 北京 长沙 重庆 广东 济南 六安 厦门 郑州"},
		{"pinyin of either script", "zh-Hans", "安徽 北京 長沙 重慶 广东 濟南 六安 廈門 郑州"},
		{"letters, then tone", "zh-Hans", "台州 台北 太原 唐山 天台"},
		{"tones one to four", "zh-Hans", "妈 麻 马 骂"},
		{"strokes among equal sounds", "zh-Hans", "市 事 室"},
		{"u before ü", "zh-Hans", "路 吕梁 旅大 绿"},
		{"the first syllable decides before the second", "zh-Hans", "市委 市政府 事业 室内"},
		{"a shorter name before a longer", "zh-Hans", "济南 济南市 济南市审计局"},
		{"digits, Latin letters, Han", "zh-Hans", "2020 ａ B c 安徽"},
		{"pinyin for a tag of the region", "zh-CN", "安徽 北京 重庆"},
		{"pinyin where no language is known", "", "安徽 北京 重庆"},
		{"pinyin for a tag that cannot be read", "not a language", "安徽 北京 重庆"},
		{"strokes", "zh-Hant", "一 丁 人 上海 王 市 臺北 澳門"},
		{"strokes for a tag of the region", "zh-TW", "一 丁 人 上海 王 市 臺北 澳門"},
		{"strokes for a tag of the region", "zh-HK", "一 丁 人 上海 王 市 臺北 澳門"},
		{"root collation: letters, then radicals and strokes", "en", "2020 audit Beijing École zinc 一 丁 上海 人 北京"},
	} {
		names := strings.Fields(c.want)
		slices.Reverse(names)
		if got := sorted(c.lang, names...); got != c.want {
			t.Errorf("%s (%s):\n got %s\nwant %s", c.rule, c.lang, got, c.want)
		}
	}
}

func TestDifferentTextsHaveDifferentKeys(t *testing.T) {
	for _, lang := range []string{"zh-Hans", "zh-Hant", "en"} {
		seen := map[string]string{}
		for _, s := range []string{"", "\x00", "a", "A", "ａ", "á", "a\u0301", "\xff", "\xfe", "\uFFFD", "後", "后", "\u200B"} {
			key := SortKey(s, lang)
			if other, ok := seen[key]; ok {
				t.Errorf("%s: %q and %q have one key", lang, s, other)
			}
			seen[key] = s
		}
	}
}

func TestKeysCanBeMadeAtTheSameTime(t *testing.T) {
	const name = "臺北市政府審計處"
	want := SortKey(name, "zh-Hant")
	done := make(chan string)
	for range 8 {
		go func() { done <- SortKey(name, "zh-Hant") }()
	}
	for range 8 {
		if got := <-done; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func BenchmarkSortKey(b *testing.B) {
	for _, lang := range []string{"zh-Hans", "zh-Hant", "en"} {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				SortKey("济南市历下区人民政府审计局", lang)
			}
		})
	}
}

func BenchmarkSlug(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Slug("济南市历下区人民政府审计局")
	}
}
