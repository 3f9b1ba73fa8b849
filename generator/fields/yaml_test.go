package fields

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// agree reads a document with both readers. It fails if the fast reader accepts it and disagrees with the library.
func agree(t *testing.T, text string) (fast bool) {
	t.Helper()
	if _, _, bad := Unreadable("f", []byte(text), 1); bad || strings.ContainsAny(text, "\u2028\u2029") {
		return false
	}
	quick := builder{file: "f"}
	got, fast := quick.flat(text, 3)
	if !fast {
		return false
	}
	slow := builder{file: "f"}
	want, _ := slow.yaml([]byte(text), 3)
	if !reflect.DeepEqual(bare(got), bare(want)) || !reflect.DeepEqual(quick.problems, slow.problems) {
		t.Fatalf("%q\n fast %+v %v\n slow %+v %v", text, got, quick.problems, want, slow.problems)
	}
	return true
}

// bare makes empty slices nil.
func bare(v Value) Value {
	items := v.Items
	v.Items = nil
	for _, i := range items {
		v.Items = append(v.Items, bare(i))
	}
	if len(v.Keys) == 0 {
		v.Keys = nil
	}
	return v
}

const typical = `title: 山东省审计机关扎实做好疫情防控资金物资跟踪审计
publisher: shandong-audit
date: 2020-02-21 09:30
region: shandong
topics: [audit, 疫情防控, "relief"]
number: 鲁审通〔2020〕3号
summary: 全省审计机关闻令而动, 尽锐出战 # from the text
source: 山东省审计厅
`

func TestFastReaderTakesTypicalFrontMatterAndAgreesWithTheLibrary(t *testing.T) {
	for _, text := range []string{
		typical,
		strings.ReplaceAll(typical, "\n", "\r\n"),
		"",
		"# only a comment\n",
		"a:\nb: \nc:   # nothing\n",
		"topics:\n  - one\n  # between\n  - 'two'\n\n  - \"three\" # end\nnext: x",
		"topics:\n- one\n- two\nnext: 3\nlast: ~",
		"a: [ ]\nb: []\nc: [ 'x' , y z ,\"w\" ]\n",
		"a: http://example.org/#x\nb: c#d\nc: 12:30\nd: don't \"care\"\n",
		"a: ''\nb: \"\"\n",
		"a: true\nb: 0x1f\nc: -\n"[:len("a: true\nb: 0x1f\n")],
		"a: 1\na: 2\n",
	} {
		if !agree(t, text) {
			t.Errorf("left to the library: %q", text)
		}
	}
}

func TestFastReaderLeavesTheRestToTheLibrary(t *testing.T) {
	for _, text := range []string{
		"a: |\n  b\n", "a: b\n  c\n", "a: {b: c}\n", "a: &x b\n", "a: \"\\n\"\n", "a: 'it''s'\n", "- a\n", "a\n", "a: b: c\n",
		"a:\n  - b\n    c\n", "a:\n  - b: c\n", "a:\n  b: c\n", " a: b\n", "a: [b,\n c]\n", "a: [b, [c]]\n", "a: [b c: d]\n",
		"a:\tb\n", "a: \"b\n", "a: [b] c\n", "a: 'b' c\n", "---\na: b\n", "'a': b\n", "a:\n  - b\n - c\n", "a: [b,]\n", "a:#b\n",
	} {
		if agree(t, text) {
			t.Errorf("not left to the library: %q", text)
		}
	}
}

func FuzzFastReaderAgreesWithTheLibrary(f *testing.F) {
	f.Add(typical)
	for _, text := range []string{"a:\n- b\n- c\nd: 'e' # f", "a: [b, 'c']\n", "a: b\n\n# c\nd:\n", "a: .5e3\nb: 1_0", "a: <<", "a:\n\n - x\n-y"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { agree(t, text) })
}

func TestRandomDocumentsReadAlikeBothWays(t *testing.T) {
	pieces := []string{"a", "b", "key", "济南", "a:", "b: ", "c:\n", "d: e\n", "- ", "  - ", " ", "  ", "\n", "\n", "\r\n", "# ", " # c", " #d", "\n  #e\n", "'", "\"", "''", "[", "]", ", ", ",",
		": ", ":", "{", "}", "~", "null", "true", "12", "-1", "1e3", "<<", "*", "&x ", "!", "|", ">", "%", "@", "?", "-", "---", "...", "\t", "\\", "x: [a, 'b']\n", "l:\n- a\n- 'b' # c\n", "\u00a0", "\ufeff"}
	random := rand.New(rand.NewPCG(1, 2))
	took, runs := 0, 100_000
	for range runs {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if agree(t, b.String()) {
			took++
		}
	}
	if took < runs/100 {
		t.Errorf("the fast reader took only %d of %d: the test compares too little", took, runs)
	}
}
