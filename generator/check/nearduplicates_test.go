package check

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

// prose returns a made-up text of Han characters. The same seed returns the same text.
func prose(seed uint64, length int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for i := range length {
		b.WriteRune(rune(0x4E00 + r.IntN(3000)))
		if i%20 == 19 {
			b.WriteString("，\n")
		}
	}
	return b.String()
}

func TestNearlyIdenticalTextIsReported(t *testing.T) {
	text := prose(1, 1000)
	changed := strings.Replace(text, text[271:301], prose(2, 10), 1)
	texts := map[string]string{
		"a.md":     bulletinText(text),
		"b.md":     bulletinText(strings.ReplaceAll(changed, "，\n", " ")), // wrapped in another way
		"half.md":  bulletinText(text[:len(text)/2] + prose(3, 500)),
		"other.md": bulletinText(prose(4, 1000)),
		"short.md": bulletinText(text[:149]),
	}
	equalLines(t, run(t, sources(t, texts), problem.NearDuplicate), "bulletins/b.md:2:8 near-duplicate: the text is nearly the same as in bulletins/a.md: they share 97 %")

	for what, more := range map[string]string{
		"one that replaces it":    "supersedes: a\n",
		"a translation":           "language: zh-Hant\ntranslation_of: a\n",
		"one that was taken back": "status: withdrawn\nreason: 误发\n",
	} {
		texts["b.md"] = bulletinText(changed, more)
		if got := run(t, sources(t, texts), problem.NearDuplicate); len(got) > 0 {
			t.Errorf("%s: %s", what, got)
		}
	}
}

func TestEachCopyIsReportedOnce(t *testing.T) {
	texts := map[string]string{}
	for i := range 50 {
		texts[fmt.Sprintf("%02d.md", i)] = bulletinText(prose(9, 400))
	}
	if got := run(t, sources(t, texts), problem.NearDuplicate); len(got) != 49 {
		t.Errorf("%d findings for 50 copies of a text, want 49", len(got))
	}
}

func TestSignaturesEstimateHowMuchTextsShare(t *testing.T) {
	var a, b shingler
	for _, cut := range []int{0, 100, 300, 600, 1000} {
		x, y := prose(7, 1000), prose(7, 1000-cut)+prose(8, cut)
		sx, sy := a.sign(x), b.sign(y)
		estimated, exact := float64(equal(&sx, &sy))/bins, resemblance(a.of(x), b.of(y))
		if math.Abs(estimated-exact) > 0.15 {
			t.Errorf("with %d of 1000 characters exchanged: estimated %.2f, counted %.2f", cut, estimated, exact)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	text := prose(1, 1200)
	var s shingler
	b.SetBytes(int64(len(text)))
	for range b.N {
		s.sign(text)
	}
}
