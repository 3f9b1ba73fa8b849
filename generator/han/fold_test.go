package han

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFormsOfOneCharacterFoldToItsUsualSimplifiedForm(t *testing.T) {
	for _, class := range []string{
		"发發髮", "后後", "干乾幹榦", "只隻祇衹", "台臺檯颱", "里裡裏", "面麵麪", "松鬆", "郁鬱", "制製", "复復複", "历歷曆厤",
		"汇匯彙滙", "尽盡儘", "钟鐘鍾锺", "系係繫", "采採埰寀", "坛壇罈壜", "划劃", "云雲", "余餘", "谷穀", "丑醜", "斗鬥", "几幾",
		"着著", "了瞭", "么麼麽", "于於", "征徵", "姜薑", "卷捲", "岳嶽", "御禦", "才纔", "冲沖衝", "蒙濛矇懞", "为為爲", "线線綫",
		"峰峯", "群羣", "床牀", "启啟啓", "秘祕", "众眾衆", "温溫", "户戶", "说說説", "广廣", "济濟", "审審", "计計", "国國", "强強",
		"产產", "污汙", "并並併", "证證証", "周週", "宁寧甯", "辟闢", "仆僕", "舍捨", "借藉", "向嚮", "板闆", "表錶", "困睏", "致緻",
		"范範", "回迴", "胡鬍", "家傢", "蔑衊", "朴樸", "秋鞦", "签簽籤", "注註", "准準", "沈瀋", "吁籲", "曲麯", "伙夥", "克剋", "扎紮",
		"长長⻓⾧", "见見⻅⾒", "一⼀", "车車⻋",
	} {
		runes := []rune(class)
		for _, r := range runes {
			if got := FoldRune(r); got != runes[0] {
				t.Errorf("FoldRune(%c) = %c, want %c", r, got, runes[0])
			}
		}
	}
}

func TestOtherWordsStayApart(t *testing.T) {
	for _, pair := range []string{"未末", "土士", "己已", "日曰", "浜滨", "芸艺", "弁辩", "己巳", "济齐", "审申", "市布", "県县"} {
		r := []rune(pair)
		if FoldRune(r[0]) == FoldRune(r[1]) {
			t.Errorf("%c and %c fold to one", r[0], r[1])
		}
	}
}

func TestFoldBringsTextToOneForm(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"山東省審計廳", "山东省审计厅"},
		{"皇后之後，頭髮與發展", "皇后之后,头发与发展"},
		{"乾隆、乾燥、幹部、干涉", "干隆、干燥、干部、干涉"},
		{"ＡＢＣ（２０２０）１％", "abc(2020)1%"},
		{"魯審通〔2020〕3號", "鲁审通〔2020〕3号"},
		{"Gazette", "gazette"},
		{"Lü Lǚ lu\u0308 LÜ", "lu lu lu lu"},
		{"École, São Tomé, Łódź, Øre", "ecole, sao tome, lodz, ore"},
		{"Straße", "straße"},
		{"Йод иод", "йод иод"}, // й is a separate letter, not и with a mark
		{"ﾊﾟｿｺﾝ", "ハ゜ソコン"},
		{"か\u3099", "が"},
		{"\u00A0\u3000\u2003", "   "},
		{"\uF900\uFA0C", "岂兀"}, // compatibility characters
		{"x\u0331", "x\u034F"}, // no composed form
		{"a\xffb", "a\uFFFDb"},
		{"\xff", "\uFFFD"},
		{"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"}, // a surrogate is not UTF-8
	} {
		if got := Fold(c.text); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEachRuneFoldsInOneStepAndWithItsCaseAndNormalForms(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		folded := FoldRune(r)
		if FoldRune(folded) != folded {
			t.Errorf("%U folds to %U, which folds to %U", r, folded, FoldRune(folded))
		}
		if !utf8.ValidRune(folded) {
			t.Errorf("%U folds to %U, which is not a rune", r, folded)
		}
		if folded == 0x034F {
			continue // of a mark nothing is left, whatever its case
		}
		if next := unicode.SimpleFold(r); unicode.IsLetter(next) && FoldRune(next) != folded {
			t.Errorf("%U and %U differ only in case but fold to %U and %U", r, next, folded, FoldRune(next))
		}
		if nfc := []rune(norm.NFC.String(string(r))); len(nfc) == 1 && FoldRune(nfc[0]) != folded {
			t.Errorf("%U and its normal form %U fold to %U and %U", r, nfc[0], folded, FoldRune(nfc[0]))
		}
	}
}

func TestFoldRuneAcceptsValuesThatAreNotRunes(t *testing.T) {
	for _, r := range []rune{-1, 0xD800, unicode.MaxRune + 1, 1<<31 - 1} {
		if got := FoldRune(r); got != r {
			t.Errorf("FoldRune(%#x) = %#x, want it unchanged", r, got)
		}
	}
}

func TestFoldedTextIsNotCopied(t *testing.T) {
	text := "山东省审计厅 2020 gazette"
	if n := testing.AllocsPerRun(10, func() { Fold(text) }); n != 0 {
		t.Errorf("Fold allocates %v times for text that is folded already", n)
	}
}

func FuzzFoldIsStableAndKeepsPlaces(f *testing.F) {
	for _, seed := range []string{"發展", "J\u030C", "Ａ\u0301", "ｶﾞ", "e\u0302\u0301", "\u0345Ϊ\u0301", "각\u11A8", "\xff\xfe", "🇨🇳", "か\u3099", "\u2ADC", "ａ\u0327\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Fatalf("Fold(%+q) = %+q, folded again %+q", s, folded, again)
		}
		normal := []rune(norm.NFC.String(s))
		if n := utf8.RuneCountInString(folded); n != len(normal) {
			t.Fatalf("Fold(%+q) has %d runes, its normal form %d", s, n, len(normal))
		}
		i := 0
		for _, r := range folded {
			if r != FoldRune(normal[i]) {
				t.Fatalf("Fold(%+q): rune %d is %U, want %U", s, i, r, FoldRune(normal[i]))
			}
			i++
		}
	})
}

// seedText returns about a megabyte of the captured bulletins, or of similar text if there are none.
func seedText(b *testing.B) string {
	text := "济南市审计局：2020年2月，全市审计机关坚决贯彻落实市委、市政府部署，对应急物资和捐赠款物开展专项审计。\n"
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		text += string(content)
	}
	return strings.Repeat(text, 1+(1<<20)/len(text))
}

func BenchmarkFold(b *testing.B) {
	simplified := seedText(b)
	for name, text := range map[string]string{
		"bulletins":   simplified,
		"traditional": ToTraditional(simplified),
		"folded":      Fold(simplified),
		"decomposed":  norm.NFD.String(strings.Repeat("Lǚ Dàhé, São Tomé; ", 50000)),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Fold(text)
			}
		})
	}
}

func BenchmarkFoldRune(b *testing.B) {
	text := seedText(b)
	b.SetBytes(int64(len(text)))
	var sum rune
	for b.Loop() {
		for _, r := range text {
			sum += FoldRune(r)
		}
	}
	_ = sum
}
