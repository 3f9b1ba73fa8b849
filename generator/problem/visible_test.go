package problem

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisibleShowsWhatATextHoldsOnOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"济南市审计局 a-b (1)":                  "济南市审计局 a-b (1)",
		"ئۇيغۇر\u200c\u200dتىلى":          "ئۇيغۇر\u200c\u200dتىلى", // joiners
		"a\\nb":                           "a\\nb",
		"a\n::error file=x.md::forged":    `a\n::error file=x.md::forged`,
		"::error::x":                      `\x3a:error::x`,
		"   ::error::x":                   `   \x3a:error::x`,
		"a::b":                            "a::b",
		"##[error]x":                      `\x23#[error]x`,
		"a ##vso[task.x]b":                `a \x23#vso[task.x]b`,
		"##teamcity[x]":                   `\x23#teamcity[x]`,
		"## 标题 [x]":                       "## 标题 [x]",
		"\x1b[31mred\x07\r\x00":           `\x1b[31mred\a\r\x00`,
		"a\tb\x7f":                        `a\tb\x7f`,
		"\u0085\u009b":                    `\u0085\u009b`,
		"abc\u202egpj.exe":                `abc\u202egpj.exe`,
		"\u2066x\u2069\u200e\u200f\u061c": `\u2066x\u2069\u200e\u200f\u061c`,
		"a\u2028b\ufeff":                  `a\u2028b\ufeff`,
		"\U000E0041":                      `\U000e0041`,
		"a\xffb\xe6\xb5":                  `a\xffb\xe6\xb5`,
		"\uFFFD":                          "\uFFFD",
	} {
		got := Visible(text)
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if again := Visible(got); again != got {
			t.Errorf("%q: a second time %s", text, again)
		}
	}
}

func FuzzVisibleDoesNothing(f *testing.F) {
	f.Add("a\n##[x\x1b\u202e")
	f.Add("####vso[[")
	f.Fuzz(func(t *testing.T, text string) {
		got := Visible(text)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, Hidden) || strings.Contains(got, "##[") || strings.Contains(got, "##vso[") ||
			strings.HasPrefix(strings.TrimSpace(got), "::") || Visible(got) != got {
			t.Errorf("%q: %q", text, got)
		}
	})
}

func TestAMessageIsOneLineOfBoundedLength(t *testing.T) {
	long := strings.Repeat("一\n", 100_000)
	p := New(BadTOML, "a\nb.md", Pos{2, 3}, "found %s; expected a number", long).WithHint("write %s\nand then %q", long, long)
	if n := utf8.RuneCountInString(p.Message); n != MaxMessage || !strings.HasPrefix(p.Message, `found 一\n`) || !strings.HasSuffix(p.Message, "; expected a number") {
		t.Errorf("%d characters: %s", n, p.Message)
	}
	lines := strings.Split(p.Hint, "\n")
	if len(lines) != 2 || utf8.RuneCountInString(lines[0]) != maxHintLine || !strings.HasPrefix(lines[0], `write 一\n`) || !strings.HasPrefix(lines[1], `and then "一\n`) {
		t.Errorf("%d lines: %.80q", len(lines), p.Hint)
	}
	if got := p.Error(); strings.Contains(got, "\n") || !strings.HasPrefix(got, `a\nb.md:2:3: found`) {
		t.Errorf("%.80q", got)
	}
	var back Problem
	if data, err := json.Marshal(p); err != nil || json.Unmarshal(data, &back) != nil || back.File != "a\nb.md" {
		t.Errorf("in JSON, a name is as it is: %v, %+v", err, back)
	}
}
