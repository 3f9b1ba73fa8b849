package han

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNamesOfFilesAreInTheOrderInWhichPeopleCount(t *testing.T) {
	for _, want := range [][]string{
		{"附件1.pdf", "附件2.pdf", "附件10.pdf", "附件11.pdf", "附件100.pdf"},
		{"附表一.pdf", "附表二.pdf", "附表三.pdf", "附表九.pdf", "附表十.pdf", "附表十一.pdf", "附表二十.pdf", "附表廿一.pdf", "附表一百零二.pdf"},
		{"第一章.docx", "第二章.docx", "第九章.docx", "第十章.docx", "第十一章.docx", "第二十一章.docx"},
		{"附件１.pdf", "附件２.pdf", "附件１０.pdf"},
		{"附件1.pdf", "附件２.pdf", "附件三.pdf", "附件10.pdf", "附件十一.pdf"},
		{"附件.pdf", "附件1.pdf", "附件一览.pdf", "附件2.pdf"},
		{"附件1-2.pdf", "附件1-10.pdf", "附件2-1.pdf"},
		{"表壹.xls", "表贰.xls", "表叁.xls", "表拾.xls"},
		{"1.pdf", "2.pdf", "10.pdf", "a.pdf", "B.pdf", "c.pdf", "公开.pdf"},
		{"a1.pdf", "A2.pdf", "a10.pdf"},
		{"a1.doc", "a01.pdf", "a1.pdf"},
		{"（一）.pdf", "（二）.pdf", "（十）.pdf"},
		{"①.pdf", "②.pdf", "⑩.pdf"},
		{"2019年.csv", "二〇二〇年.csv", "2021年.csv"},
		{"sub/1.pdf", "sub/2.pdf", "sub/10.pdf", "sub1.pdf"},
		{"v1.2.txt", "v1.10.txt"},
		{"99999999999999999999998.pdf", "99999999999999999999999.pdf"},
	} {
		names := slices.Clone(want)
		rand.New(rand.NewPCG(1, uint64(len(want)))).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		slices.SortFunc(names, CompareNatural)
		if !slices.Equal(names, want) {
			t.Errorf("%q, want %q", names, want)
		}
	}
}

func FuzzCompareNaturalIsAnOrder(f *testing.F) {
	f.Add("附件1.pdf", "附件十.pdf", "附件.pdf")
	f.Add("十十", "百一", "千")
	f.Add("a/1", "a1", "a")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		ab, ba, bc, ac := CompareNatural(a, b), CompareNatural(b, a), CompareNatural(b, c), CompareNatural(a, c)
		if ab != -ba || (ab == 0) != (a == b) || ab <= 0 && bc <= 0 && ac > 0 {
			t.Errorf("%q %q %q: %d %d %d %d", a, b, c, ab, ba, bc, ac)
		}
	})
}
