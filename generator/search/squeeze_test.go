package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSqueezeMakesEqualWhatReadersTakeForEqual(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"審計署", "审计署"},
		{"頭髮、發展、乾隆皇后之後", "头发 发展 干隆皇后之后"}, // one simplified character for several
		{"ＡＢＣ１２３", "abc123"},
		{"ﾌﾗﾝｽ", "フランス"},
		{"鲁审通〔2020〕3号", "鲁审通 2020 3号"},
		{"鲁审通[2020] 3号", "鲁审通 2020 3号"},
		{"  疫情，\n\n防控。", "疫情 防控"},
		{"Lǚ ÉCOLE e\u0301cole", "lu ecole ecole"},
		{"审\u200b计\u202e局\ufeff\u00ad", "审计局"},
		{"葛\U000E0100城", "葛城"},
		{"审😀计", "审 计"},
		{"89.13%、1,234", "89 13 1 234"},
		{"\xff审\xed\xa0\x80计", "审 计"}, // not UTF-8
		{"𠮷野家", "𠮷野家"},
		{"", ""}, {"。，", ""},
	} {
		if got := string(squeeze(nil, test.text)); got != test.want {
			t.Errorf("%q becomes %q; expected %q", test.text, got, test.want)
		}
	}
}

func FuzzSqueeze(f *testing.F) {
	for _, s := range []string{"審計 abc", "e\u0301", "\xff", "ﾄﾞ", "\u1100\u1161\u11a8", "각"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		squeezed := squeeze(nil, s)
		text := string(squeezed)
		if strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") || strings.Contains(text, "  ") || !utf8.ValidString(text) {
			t.Fatalf("%q becomes %q", s, text)
		}
		for _, r := range squeezed {
			if c := classOf(r); r != ' ' && (c == gap || c == mute) {
				t.Fatalf("%q becomes %q, in which %q is neither letter nor digit", s, text, r)
			}
		}
		if again := squeeze(nil, text); !slices.Equal(again, squeezed) {
			t.Fatalf("%q becomes %q, and that %q", s, text, string(again))
		}
	})
}

func TestBitsAreReadAsTheyWereWritten(t *testing.T) {
	numbers := []uint32{0, 1, 2, 3, 23, 24, 25, 63, 64, 127, 1000, 19968, 0x3FFFF, 1<<31 - 1}
	var w bitWriter
	for _, n := range numbers {
		for k := range uint(20) {
			w.rice(n, k)
		}
		w.gamma(n + 1)
		w.char(n)
		w.put(uint64(n), 32)
		w.unary(uint(n % 32))
	}
	r := &bitReader{bytes: w.close()}
	for _, n := range numbers {
		for k := range uint(20) {
			if got := r.rice(k); got != n {
				t.Fatalf("%d by Rice's code of %d is read as %d", n, k, got)
			}
		}
		if got := r.gamma(); got != n+1 {
			t.Fatalf("%d by the gamma code is read as %d", n+1, got)
		}
		if got := r.char(); got != n {
			t.Fatalf("%d as a rune is read as %d", n, got)
		}
		if got := r.take(32); got != n {
			t.Fatalf("%d in 32 bits is read as %d", n, got)
		}
		if got := r.unary(32); got != uint(n%32) {
			t.Fatalf("%d in unary is read as %d", n%32, got)
		}
	}
	if r.failed || len(r.bytes)*8-int(r.at) > 7 {
		t.Fatalf("%d of %d bits were read", r.at, len(r.bytes)*8)
	}
	r.take(32)
	if !r.failed {
		t.Fatal("reading past the end is not noticed")
	}
	r = &bitReader{bytes: []byte{0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0}}
	if n := r.gamma(); n < 1 || !r.failed {
		t.Fatalf("a number of 33 bits is read as %d", n)
	}
}
