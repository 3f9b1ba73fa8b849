package pages

import (
	"slices"
	"strings"
	"testing"

	"gongbao/themes"
)

func messagesIn(t *testing.T, language string) *messages {
	t.Helper()
	c, problems := readMessages(layers{{themes.Gazette()}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c.in(language)
}

func TestNumbersAndPluralsFollowTheLanguage(t *testing.T) {
	for _, test := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 bulletins"}, {"en", 1, "1 bulletin"}, {"en", 2, "2 bulletins"}, {"en", 999, "999 bulletins"},
		{"en", 1000, "1,000 bulletins"}, {"en", 1234567, "1,234,567 bulletins"}, {"en", -100000, "-100,000 bulletins"},
		{"zh-Hans", 1, "共 1 份公报"}, {"zh-Hans", 1234567, "共 1234567 份公报"}, {"zh-Hant", 20, "共 20 份公報"},
	} {
		if got := messagesIn(t, test.language).format("total", test.n); got != test.want {
			t.Errorf("%d in %s: found %q; expected %q", test.n, test.language, got, test.want)
		}
	}
}

func TestDatesFollowTheLanguage(t *testing.T) {
	d := Date{2020, 2, 1}
	for _, test := range []struct{ language, key, want string }{
		{"zh-Hans", "date", "2020年2月1日"}, {"zh-Hant", "month", "2020年2月"}, {"zh-Hans", "year", "2020年"}, {"zh-Hans", "month_short", "2月"},
		{"en", "date", "1 February 2020"}, {"en", "month", "February 2020"}, {"en", "year", "2020"}, {"en", "month_short", "Feb"}, {"en", "month_of_year", "February"},
	} {
		if got := messagesIn(t, test.language).date(test.key, d); got != test.want {
			t.Errorf("%s in %s: found %q; expected %q", test.key, test.language, got, test.want)
		}
	}
	if got := messagesIn(t, "en").date("month", Date{Year: 2020, Month: 13}); got != " 2020" {
		t.Errorf("a month that does not exist is %q", got)
	}
}

func TestSizesAreInUnitsOfAThousandBytes(t *testing.T) {
	for _, test := range []struct {
		bytes int64
		want  string
	}{
		{0, "0 B"}, {1, "1 B"}, {999, "999 B"}, {1000, "1.0 kB"}, {1500, "1.5 kB"}, {9949, "9.9 kB"}, {9951, "10 kB"}, {12_400, "12 kB"}, {999_499, "999 kB"}, {999_500, "1.0 MB"},
		{1_240_000, "1.2 MB"}, {3_000_000_000, "3.0 GB"}, {7_000_000_000_000_000, "7000 TB"},
	} {
		if got := messagesIn(t, "en").size(test.bytes); got != test.want {
			t.Errorf("%d bytes: found %q; expected %q", test.bytes, got, test.want)
		}
	}
}

func TestPatternsSurviveAnyText(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "{": "{", "}": "}", "{}": "{}", "{0}": "a", "{0}{1}": "ab", "x{9}y": "xy", "{{0}}": "{a}", "a{0": "a{0", "}{0}": "}a", "{-1}": "",
	} {
		m := &messages{texts: map[string]pattern{"key": parsePattern(text)}}
		if got := m.format("key", "a", "b"); got != want {
			t.Errorf("%q: found %q; expected %q", text, got, want)
		}
	}
	if got := (&messages{}).format("absent"); got != "absent" {
		t.Errorf("a message that does not exist is %q", got)
	}
}

// TestEveryLanguageHasEveryMessage compares the languages of the default theme: the same messages, with the same placeholders.
func TestEveryLanguageHasEveryMessage(t *testing.T) {
	c, _ := readMessages(layers{{themes.Gazette()}})
	reference := c.languages["en"]
	for _, key := range c.keys() {
		if key == "short_months" {
			continue // only English shortens them
		}
		for language, m := range c.languages {
			p, ok := m.find(key, nil)
			want, _ := reference.find(key, nil)
			if !ok {
				t.Errorf("%s has no message %q", language, key)
			}
			if !slices.Contains([]string{"date", "month", "year", "month_of_year", "month_short"}, key) && placeholders(p) != placeholders(want) {
				t.Errorf("%s fills %s in %q; expected %s", language, placeholders(p), key, placeholders(want))
			}
		}
	}
}

func placeholders(p pattern) string {
	var names []string
	for _, part := range p {
		names = append(names, part.placeholder)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func FuzzMessageFile(f *testing.F) {
	f.Add("nav:\n  home: x\ntotal:\n  other: '{0}'\n")
	f.Add("a: {b: {c: [d]}}\n&x y: *x\n")
	f.Add("date: '{year}{'\nmonths: 1 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, _ := readMessages(layers{{site(map[string]string{"messages/en.yaml": text})}, {themes.Gazette()}})
		m := c.in("en")
		for _, key := range c.keys() {
			m.format(key, 1, "x")
		}
		m.date("date", Date{2020, 13, 1})
		m.size(1 << 40)
	})
}
