package check

import (
	"strings"
	"testing"
)

// markedIn returns the first placeholder and the first unusual character that scan finds.
func markedIn(text string) (holder, odd string) {
	var h, o pieces
	scan(text, &h, &o)
	return text[h.from:h.to], text[o.from:o.to]
}

func TestPlaceholdersAreDistinguishedFromWords(t *testing.T) {
	for text, want := range map[string]string{
		"xx区审计局":                     "xx",
		"由XXX负责":                     "XXX",
		"××市人民政府":                    "××",
		"ＸＸ公司":                       "ＸＸ",
		"张**、李**":                    "**",
		"截至****年":                    "****",
		"会议时间待定。":                    "待定",
		"待定":                         "待定",
		"附件：待补充":                     "待补充",
		"TODO: 数字":                   "TODO",
		"（TBD）":                      "TBD",
		"Lorem ipsum dolor":          "Lorem ipsum",
		"lorem Ipsum":                "lorem Ipsum",
		"Exxon, maxx and xxl":        "",
		"Volume XXI, MMXX":           "",
		"手机138××××1234":              "",
		"尾号xx12":                     "",
		"等待定期检查":                     "",
		"待定向培养":                      "",
		"等待定。":                       "",
		"5×5米，3x4":                   "",
		"TODOS los días, methodTODO": "",
		"LOREM":                      "",
		"* 一 * 二":                    "",
		"":                           "",
	} {
		if got, _ := markedIn(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestUnusualCharactersAreDistinguishedFromWriting(t *testing.T) {
	for text, want := range map[string]string{
		"一\uE000二":         "\uE000",
		"\U000F0001":       "\U000F0001",
		"丢失\uFFFD了":        "\uFFFD",
		"\uF914":           "\uF914", // 樂 as Korea once encoded it
		"\U0002F800":       "\U0002F800",
		"\uFA0E":           "", // unified, in spite of its place
		"\u2F00":           "\u2F00",
		"零\u200B宽":         "\u200B",
		"\uFEFF开头":         "\uFEFF",
		"soft\u00ADhyphen": "\u00AD",
		"a\u202Eb":         "\u202E",
		"中\u200D文":         "\u200D",
		"👨\u200D👩":         "", // one picture
		"می\u200Cخواهم":    "", // Persian needs it
		"𠮷野家 〇 々 ㈱ ① ℃ “” — …": "",
		"Ünïcödé ½ × ÷":        "",
		"ᠮᠣᠩᠭᠣᠯ བོད་ཡིག":       "",
	} {
		if _, got := markedIn(text); got != want {
			t.Errorf("%+q: %+q, want %+q", text, got, want)
		}
	}
}

func TestUnusualCharacterComesWithTheUsualOne(t *testing.T) {
	for odd, want := range map[rune]string{'\uF914': "樂", '\u2F00': "一", '\U0002F800': "丽", '\u2E80': "", '\uE000': ""} {
		if _, usual := unusual(odd); usual != want {
			t.Errorf("%U: %q, want %q", odd, usual, want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	text := strings.Repeat("审计机关检查应急资金的管理和使用情况，发现问题267个，已纠正252个。A line of English text.\n", 40)
	b.SetBytes(int64(len(text)))
	for range b.N {
		var h, o pieces
		scan(text, &h, &o)
	}
}
