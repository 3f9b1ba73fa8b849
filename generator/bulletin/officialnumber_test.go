package bulletin

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gongbao/generator/problem"
)

func TestSpellingsOfAnOfficialNumberAreOneNumber(t *testing.T) {
	for _, same := range [][]string{
		{"鲁审通〔2020〕3号", "鲁审通[2020]3号", "鲁审通（2020）03号", "鲁审通【2020】3号", "鲁审通(2020)3号", "鲁审通﹝2020﹞3号", "鲁审通［2020］3号", "鲁审通〔２０２０〕３号",
			"鲁审通〔2020〕第3号", "鲁审通〔2020〕 003 号", "魯審通〔2020〕3號", "鲁审通 <2020> 第０3號", "鲁审通〖2020〗3", "鲁审通｛2020｝3号", "鲁审通《2020》3号", "鲁审通「2020」3号",
			"鲁审通〈2020〉3号", "鲁审通〔2020)3号", "鲁审通❲2020❳3号", "鲁审通〔 2020 〕3号", "鲁审通︵2020︶3号"},
		{"公告2020年第3号", "公告2020年3号", "公告2020年第03号", "公告 2020 年 第 3 号"},
		{"国务院令第720号", "国务院令720号", "国务院令第0720号"},
		{"国发〔84〕3号", "国发[84]3号"},
		{"国发〔1998〕3号", "国发〔一九九八〕3号", "国发（一九九八）3号"}, {"国发〔2005〕30号", "国发〔二〇〇五〕30号", "国发[二○○五]30号"},
		{"COM(2020) 3", "com[2020]3", "COM(2020)03"},
		{"鲁审通〔2020〕3号附2", "鲁审通[2020]03号附2"},
		{"3", "3", " 3"}, {"", ""},
	} {
		want := FoldNumber(same[0])
		for _, written := range same {
			if got := FoldNumber(written); got != want || FoldNumber(got) != got {
				t.Errorf("%s folds to %s, and that to %s; want %s", written, got, FoldNumber(got), want)
			}
		}
	}
}

func TestDifferentOfficialNumbersStayDifferent(t *testing.T) {
	seen := map[string]string{}
	for _, number := range []string{
		"鲁审通〔2020〕3号", "鲁审通〔2020〕30号", "鲁审通〔2020〕13号", "鲁审通〔2020〕3号附", "鲁审通〔2021〕3号", "鲁审发〔2020〕3号", "审通〔2020〕3号", "鲁审通〔2020〕3-1号", "鲁审通〔20〕203号",
		"国发〔十二〕3号", "国发（三）3号", "国发（二〇〇五年）3号", "标准1.05", "标准1.5", "标准10.5", "第三届〔2020〕3号", "三届〔2020〕3号", "通知（二）3号", "公告（12）号", "〔2020〕3号", "2020", "0", "鲁审通〔2020〕0号",
	} {
		folded := FoldNumber(number)
		if other := seen[folded]; other != "" {
			t.Errorf("%s and %s both fold to %s", other, number, folded)
		}
		seen[folded] = number
	}
}

func TestProperNumberIsWhatTheStandardPrescribes(t *testing.T) {
	for written, want := range map[string]string{
		"鲁审通[2020]3号": "鲁审通〔2020〕3号", "鲁审通（２０２０）第03号": "鲁审通〔2020〕3号", "魯審通【2020】 3 號": "魯審通〔2020〕3號", "鲁审通〔2020〕3号": "鲁审通〔2020〕3号",
		"鲁审通(2020)3": "鲁审通〔2020〕3号", "COM(2020) 3 final": "COM(2020) 3 final", "S/2020/03": "S/2020/03", "国发（一九九八）3号": "国发〔1998〕3号", "通知（三十）3号": "通知（三十）3号", "公告2020年第3号": "公告2020年第3号", "通知（二）3号": "通知（二）3号",
		"鲁审通[2020]3号附[2021]04号": "鲁审通〔2020〕3号附〔2021〕4号", "": "",
	} {
		if got := ProperNumber(written); got != want || ProperNumber(got) != got {
			t.Errorf("%q becomes %q; want %q", written, got, want)
		}
	}
}

func TestOddBracketsOfANumberAreAWarningWithTheRightForm(t *testing.T) {
	for written, want := range map[string]string{
		"青审通[2020]3号":   "[2020]; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3号",
		"青审通【2020】第03号": "【2020】; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3号",
		"青审通（2020）3号":   "（2020）; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3号",
		"青审通﹝2020﹞ 3号":  "﹝2020﹞; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3号",
		"青审通〔2020）3號":   "〔2020）; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3號",
		"青审通〔２０２０〕3号":   "〔２０２０〕; expected 〔2020〕 (GB/T 9704—2012 §7.2.5)|write number: 青审通〔2020〕3号",
		"青审通〔2020〕3号":   "", "公告2020年第3号": "", "COM(2020) 3": "", "国务院令（第720号）": "", "（2020年）3号": "", "公告（12）号": "", "示审公告(2020)": "", "青审通〔2020〕3号（附1）": "",
	} {
		_, _, _, problems := Parse("bulletins/a.md", "content/bulletins/a.md", []byte("---\ntitle: 甲\npublisher: 乙\ndate: 2020-02-21\nnumber: '"+written+"'\n---\n"), Options{})
		switch {
		case want == "" && len(problems) > 0:
			t.Errorf("%s: %v", written, problems)
		case want != "" && (len(problems) != 1 || problems[0].Code != problem.NumberBrackets || !problems[0].Warning || problems[0].Place() != "content/bulletins/a.md:5:9" ||
			!strings.HasSuffix(problems[0].Message+"|"+problems[0].Hint, want)):
			t.Errorf("%s: %v", written, problems)
		}
	}
}

func TestLongNumbersTakeNoLongerThanTheirLength(t *testing.T) {
	for _, part := range []string{"0", "第", "(", "(2020)", "第0", "〔", "号0"} {
		long := strings.Repeat(part, 1<<16/len(part))
		start := time.Now()
		FoldNumber(long)
		ProperNumber("号" + long)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("64 kB of %q take %v", part, took)
		}
	}
}

func FuzzOfficialNumber(f *testing.F) {
	for _, number := range []string{"鲁审通[2020]第03号", "(2020)0", "【20】", "第第0", "<2020", "〔2020〕\xff", "（２０２０）第０３"} {
		f.Add(number)
	}
	f.Fuzz(func(t *testing.T, number string) {
		folded := FoldNumber(number)
		if again := FoldNumber(folded); again != folded || !utf8.ValidString(folded) {
			t.Errorf("%q folds to %q, and that to %q", number, folded, again)
		}
		if got := FoldNumber(ProperNumber(number)); got != folded && utf8.ValidString(number) {
			t.Errorf("%q folds to %q, and %q to %q", number, folded, ProperNumber(number), got)
		}
	})
}

func BenchmarkFoldNumber(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		FoldNumber("鲁审通〔2020〕31号")
	}
}
