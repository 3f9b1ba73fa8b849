package han

import (
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
)

func TestCharactersWithSeveralReadingsFollowTheirPhrase(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"济南市审计局", "jì nán shì shěn jì jú"},
		{"重庆市", "chóng qìng shì"},
		{"重慶市", "chóng qìng shì"}, // in either script
		{"重要", "zhòng yào"},
		{"长沙市市长", "cháng shā shì shì zhǎng"},
		{"厦门", "xià mén"},
		{"大厦", "dà shà"},
		{"六安", "lù ān"},
		{"蚌埠", "bèng bù"},
		{"台州", "tāi zhōu"},
		{"台湾", "tái wān"},
		{"单县", "shàn xiàn"},
		{"朝阳", "cháo yáng"},
		{"吕梁", "lǚ liáng"},
		{"柏林", "bó lín"},
		{"万柏林区", "wàn bǎi lín qū"}, // the phrase that begins first
		{"乾隆", "qián lóng"},        // not as 干, to which it folds
		{"⻓沙", "cháng shā"},        // radicals, as PDF files give them
		{"二〇二〇年", "èr líng èr líng nián"},
	} {
		if got := strings.Join(Pinyin(c.text), " "); got != c.want {
			t.Errorf("Pinyin(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPinyinHasAPlaceForEachRune(t *testing.T) {
	if got, want := Pinyin("第3号é。\xff\U0010FFFF"), []string{"dì", "", "hào", "", "", "", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Pinyin(""); len(got) != 0 {
		t.Errorf("empty text has the syllables %q", got)
	}
}

func TestReadingsAreThoseOfTheLibrary(t *testing.T) {
	tables, known := readings(), 0
	for code, all := range pinyin.PinyinDict {
		usual, _, _ := strings.Cut(all, ",")
		if got := tables.syllables[tables.usual[code].line()]; got != usual {
			t.Errorf("%c is read %q, want %q", code, got, usual)
		}
	}
	for _, reading := range tables.usual {
		if reading != 0 {
			known++
		}
	}
	if known != len(pinyin.PinyinDict) {
		t.Errorf("%d characters have a reading, the library knows %d", known, len(pinyin.PinyinDict))
	}
}

func TestEachPhraseIsWellFormedAndNeeded(t *testing.T) {
	const local = "乐lào 解hài" // only in place names, so the library leaves them out
	tables, seen := readings(), map[string]bool{}
	for line := range strings.Lines(phraseLines) {
		words := strings.Fields(line)
		text, syllables := words[0], words[1:]
		if seen[text] {
			t.Errorf("%s is listed twice", text)
		}
		seen[text] = true
		if len([]rune(text)) != len(syllables) {
			t.Errorf("%s has %d syllables", text, len(syllables))
			continue
		}
		different := false
		for i, r := range []rune(text) {
			if !slices.Contains(tables.syllables[1:], syllables[i]) {
				t.Errorf("%s: no character is usually read %s", text, syllables[i])
			}
			if all := pinyin.PinyinDict[int(r)]; !slices.Contains(strings.Split(all, ","), syllables[i]) && !strings.Contains(local, string(r)+syllables[i]) {
				t.Errorf("%s: %c is read %s, not %s", text, r, all, syllables[i])
			}
			different = different || tables.syllables[tables.usual[r].line()] != syllables[i]
		}
		if _, inner, _ := strings.Cut(phraseLines, string([]rune(text)[1:])+" "); !different && inner == "" { // 万柏林 is not about 柏林
			t.Errorf("%s is read so without the table of phrases", text)
		}
	}
}

func BenchmarkReadTheReadings(b *testing.B) {
	for b.Loop() {
		makeReadings()
	}
}
