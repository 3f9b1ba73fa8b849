package slips

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gongbao/generator/markdown"
)

func TestHostileTextsAreReadInTime(t *testing.T) {
	const n = 30_000
	for name, text := range map[string]string{
		"brackets":      strings.Repeat("]", n) + strings.Repeat("[a]（", n),
		"wide brackets": strings.Repeat("［甲］（", n),
		"points":        strings.Repeat("1.甲\n", n),
		"counting":      strings.Repeat("（一）甲\n（二）乙\n", n/2),
		"items":         strings.Repeat("-甲\n", n),
		"headings":      strings.Repeat("#甲\n\n", n),
		"rows":          strings.Repeat("| a | b |\n", n),
		"tabs":          strings.Repeat("a\tb\n", n),
		"bars":          strings.Repeat("|", n),
		"dollars":       strings.Repeat("$", n) + strings.Repeat("$x^2$ ", n),
		"colons":        strings.Repeat(":a", n),
		"asterisks":     strings.Repeat("** a **", n),
		"braces":        strings.Repeat("{{", n) + strings.Repeat("[[", n),
		"addresses":     strings.Repeat("http：//a.example ", n),
		"rules":         strings.Repeat("a\n---\n", n),
	} {
		started := time.Now()
		f := New(markdown.Options{})
		if found := f.Find(textOf(text)); len(found) > maxSlips {
			t.Errorf("%s: %d slips", name, len(found))
		}
		if took := time.Since(started); took > 8*time.Second {
			t.Errorf("%s: %s", name, took)
		}
	}
}

// Random lines of marks must neither break the finder nor be corrected without end.
func TestRandomMarksAreCorrectedOnce(t *testing.T) {
	pieces := []string{"#", "＃", "-", "－", "*", "**", "＊＊", "1.", "（一）", "（二）", "［", "］", "（", "）", "[", "]", "(", ")", "|", "｜", "——", "---", "\t", "    ",
		"甲", "乙。", "http：//a.example/x", "https://a.example/", "\n", "\n", "\n\n", "\u3000", " ", "：", "2020年2月21日", "```\n", "> ", "- ", "$x$", "\\", "`"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var b strings.Builder
		for range 2 + random.IntN(24) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		if len(New(markdown.Options{}).find(textOf(text), 1)) > 0 && !MayHold([]byte(text)) {
			t.Errorf("%q is passed over", text)
		}
		fixed := correct(text)
		if words([]byte(fixed)) != words([]byte(text)) {
			t.Errorf("%q became %q", text, fixed)
		}
		if again := correct(fixed); again != fixed {
			t.Errorf("%q became %q, and then %q", text, fixed, again)
		}
	}
}

func FuzzSlipsHaveAPlaceAndAreCorrectedOnce(f *testing.F) {
	for _, c := range typed {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 || strings.ContainsAny(text, "\r\x00") || !utf8.ValidString(text) {
			return
		}
		for _, s := range New(markdown.Options{}).Find(textOf(text)) {
			if s.Line < 1 || s.Line > 1+strings.Count(text, "\n") || s.Column < 1 || s.Hint == "" {
				t.Errorf("%q: %+v", text, s.Problem)
			}
		}
		fixed := correct(text)
		if words([]byte(fixed)) != words([]byte(text)) || correct(fixed) != fixed {
			t.Errorf("%q became %q", text, fixed)
		}
	})
}
