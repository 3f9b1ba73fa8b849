package legacy

import (
	"strings"
	"testing"
)

func TestPunctuationFoldedToASCIIIsWidened(t *testing.T) {
	for before, want := range map[string]string{
		"会议指出,要抓好落实;同时,要加强督查:一是检查,二是通报!":                 "会议指出，要抓好落实；同时，要加强督查：一是检查，二是通报！",
		"全区(含空港新城)共490个,其中(一)南区417个,东区73个。":              "全区（含空港新城）共490个，其中（一）南区417个，东区73个。",
		"占比85.59%;全区37687家(不含房地产企业),16948家通过备案,占44.97%。": "占比85.59%；全区37687家（不含房地产企业），16948家通过备案，占44.97%。",
		"“谁来负责?”他问,“何时完成?”\n如何洗手?\n怎样预防?\n":              "“谁来负责？”他问，“何时完成？”\n如何洗手？\n怎样预防？\n",
	} {
		if got, _ := RepairText(before, Choice{}); got != want {
			t.Errorf("%s\nbecame   %s\nexpected %s", before, got, want)
		}
	}
}

func TestPunctuationInNumbersAndLatinTextStays(t *testing.T) {
	const text = "会议于14:00开始,支出1,234.5元,见http://example.org/a?b=1,比例3:1,依据ISO 9001:2015(E)。各组,各县,各乡。"
	got, _ := RepairText(text, Choice{})
	for _, part := range []string{"14:00", "1,234.5", "http://example.org/a?b=1", "3:1", "9001:2015"} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is no longer in %s", part, got)
		}
	}
}

func TestPageWithBothWidthsIsLeftAlone(t *testing.T) {
	text := strings.Repeat("各单位要认真落实，不得拖延。", 20) + "联系人:张三,电话:123。"
	if got, _ := RepairText(text, Choice{}); got != text {
		t.Errorf("became %s", got[len(got)-60:])
	}
}

func TestRealPagesHaveNoASCIIStopNextToHanCharacters(t *testing.T) {
	for _, name := range []string{shandong, hubei, taiyuan, chengdu} {
		repaired := importSeed(t, name).Repaired
		if i := strings.IndexAny(repaired, foldable); i >= 0 {
			t.Errorf("%s: %q is left", name, repaired[max(0, i-12):i+1])
		}
	}
}
