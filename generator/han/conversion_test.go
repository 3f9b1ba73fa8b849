package han

import (
	"testing"
	"unicode/utf8"
)

func TestTheScriptOfAText(t *testing.T) {
	for _, c := range []struct {
		text string
		want Script
	}{
		{"", Neutral},
		{"2020 Gazette, No. 3", Neutral},
		{"公告", Neutral},
		{"群床峰里后台", Neutral}, // in use on both sides
		{"济南市审计局关于应急物资审计的公告", Simplified},
		{"濟南市審計局關於應急物資審計的公告", Traditional},
		{"济南市審計局", Mixed},
		{"国务院办公厅关于进一步规范审计机关对疫情防控资金专项审计的通知，附：後来", Simplified}, // one stray
		{"國務院辦公廳關於進一步規範審計機關對疫情防控資金專項審計的通知，附：赵", Traditional},
		{"\xff\xfe发\xff", Simplified},
	} {
		if got := ScriptOf(c.text); got != c.want {
			t.Errorf("ScriptOf(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestConversionChangesCharactersOneForOne(t *testing.T) {
	for _, c := range []struct{ traditional, simplified string }{
		{"濟南市審計局", "济南市审计局"},
		{"國務院辦公廳關於", "国务院办公厅关于"},
		{"醫療機構與應急物資", "医疗机构与应急物资"},
		{"Gazette 2020", "Gazette 2020"},
	} {
		if got := ToSimplified(c.traditional); got != c.simplified {
			t.Errorf("ToSimplified(%q) = %q, want %q", c.traditional, got, c.simplified)
		}
		if got := ToTraditional(c.simplified); got != c.traditional {
			t.Errorf("ToTraditional(%q) = %q, want %q", c.simplified, got, c.traditional)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"頭髮發展皇后之後一隻只有臺灣颱風", "头发发展皇后之后一只只有台湾台风"},
		{"裡裏里麵面鬆松製制", "里里里面面松松制制"},
		{"a\xff發", "a\uFFFD发"},
	} {
		if got := ToSimplified(c.text); got != c.want {
			t.Errorf("ToSimplified(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestConversionStaysWithinAFoldingClass(t *testing.T) {
	tables := scripts()
	for _, table := range []map[rune]rune{tables.toSimplified, tables.toTraditional} {
		if len(table) < 2500 {
			t.Errorf("a table holds %d pairs only", len(table))
		}
		for from, to := range table {
			if FoldRune(from) != FoldRune(to) {
				t.Errorf("%c becomes %c, which folds differently", from, to)
			}
			if to == utf8.RuneError {
				t.Errorf("%c has no counterpart", from)
			}
		}
	}
}

func BenchmarkScriptOf(b *testing.B) {
	text := seedText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		ScriptOf(text)
	}
}
