package legacy

import (
	"regexp"
	"strings"
	"testing"

	"gongbao/generator/han"
)

// reading matches what the learners' tool leaves: letters with a tone mark, or with a bracket after them.
var leftReading = regexp.MustCompile(`[(\x{FF08}][a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜ]{1,6}[)\x{FF09}]|[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜ][)\x{FF09}]`)

func TestReadingsInRealPagesAreRemovedWithoutLosingACharacter(t *testing.T) {
	taken := 0
	for _, name := range []string{shandong, taiyuan} {
		page := seed(t, name)
		p := importSeed(t, name)
		repaired, repairs := p.Repaired, p.Repairs
		if left := leftReading.FindAllString(repaired, -1); left != nil {
			t.Errorf("%s: left over: %q", name, left)
		}
		var standing strings.Builder // the Han characters outside misaligned places
		at := 0
		for _, r := range repairs {
			if r.Rule != PinyinRule || !r.Made {
				continue
			}
			if r.After == string([]rune(r.Before)[0]) {
				taken++
				continue
			}
			standing.WriteString(page[at:r.Offset] + r.After)
			at = r.Offset + len(r.Before)
		}
		standing.WriteString(page[at:])
		if want, got := hanOnly(standing.String()), hanOnly(repaired); want != got {
			t.Errorf("%s: the Han characters differ", name)
		}
	}
	if taken != 849 {
		t.Errorf("%d readings were taken out after Han characters, expected 849", taken)
	}
}

func hanOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if han.IsHan(r) {
			return r
		}
		return -1
	}, s)
}

func TestReadingsThatSplitCharactersAreUndone(t *testing.T) {
	for _, site := range []struct{ page, before, want string }{
		{shandong, "每日?qǐng)?bào)告", "每日報告"},
		{shandong, "堅(jiān)持?jǐn)?shù)據(jù)", "堅持數據"},
		{taiyuan, "當(dāng)?shù)卣鞍l(fā)改", "當地政府及發改"},
	} {
		page := seed(t, site.page)
		if !strings.Contains(page, site.before) {
			t.Errorf("%s has no %s", site.page, site.before)
		}
		repaired := importSeed(t, site.page).Repaired
		if !strings.Contains(repaired, site.want) || strings.Contains(repaired, site.before) {
			t.Errorf("%s: %s did not become %s", site.page, site.before, site.want)
		}
	}
}

// annotated inserts readings into a text as the tool did: after every character with two forms.
func annotated(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteRune(r)
		if han.IsHan(r) && (han.ToSimplified(string(r)) != string(r)) {
			b.WriteString("(" + readings(r)[0] + ")")
		}
	}
	return b.String()
}

func TestReadingsAreRemovedFromAnyPage(t *testing.T) {
	want := "縣審計局組織實施專項檢查，督促單位對發現的問題進行整改，並將結果報告政府辦公室。"
	if got, _ := RepairText(annotated(want), Choice{}); got != want {
		t.Errorf("got %s", got)
	}
}

func TestIntendedReadingsStay(t *testing.T) {
	for _, text := range []string{
		"郴(chēn)州、亳(bó)州和歙(shè)县是容易读错的地名。",
		"“仡佬(gē lǎo)族”的“仡”读作gē。",
		"拼音(pinyin)输入法和区块链(blockchain)。",
		"注意:a)先登记;b)再审核(hé)。",
	} {
		got, repairs := RepairText(text, Choice{})
		for _, r := range repairs {
			if r.Rule == PinyinRule && r.Made {
				t.Errorf("%s: %q was made %q", text, r.Before, r.After)
			}
		}
		if narrowText(got) != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}
