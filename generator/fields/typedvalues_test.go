package fields

import (
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

// readAs reads `key: VALUE` with one of the reader's methods, and returns the result and the problems.
func readAs(t *testing.T, yaml string, read func(r *Reader, v *Value) any) (result, problems string) {
	t.Helper()
	doc, found := YAML("f", []byte("key: "+yaml+"\n"), 1)
	if len(found) > 0 {
		t.Fatal(said(found))
	}
	v, ok := doc.Get("key")
	if !ok {
		t.Fatal("no key")
	}
	r := Reader{File: "f"}
	return fmt.Sprint(read(&r, v)), said(r.Problems)
}

// It is long because it is a table.
func TestValuesAreReadAsWhatTheEditorMeant(t *testing.T) {
	text := func(t Text) any { return t.Value }
	line := func(r *Reader, v *Value) any { return text(r.Line("key", v)) }
	lines := func(r *Reader, v *Value) any {
		var all []string
		for _, t := range r.Lines("key", v) {
			all = append(all, t.Value)
		}
		return strings.Join(all, "|")
	}
	flag := func(r *Reader, v *Value) any { return r.Bool("key", v) }
	choice := func(r *Reader, v *Value) any { return r.Choice("key", v, []string{"red", "green", "blue"}) }
	choices := func(r *Reader, v *Value) any { return r.Choices("key", v, []string{"json", "markdown"}) }
	url := func(r *Reader, v *Value) any { return text(r.URL("key", v)) }
	language := func(r *Reader, v *Value) any { return text(r.Language("key", v)) }
	isMap := func(r *Reader, v *Value) any { return r.Map("key", v) }
	translated := func(r *Reader, v *Value) any {
		var all []string
		for _, t := range r.Translated("key", v) {
			all = append(all, t.Language+"="+t.Value)
		}
		return strings.Join(all, "|")
	}
	for _, c := range []struct {
		read           func(r *Reader, v *Value) any
		yaml           string
		want, problems string
	}{
		{line, "'  a  '", "a", ""},
		{line, "2020-02", "2020-02", ""},
		{line, "0x10", "0x10", ""},
		{line, "~", "", ""},
		{line, "true", "", "f:1:6: key is true; expected a text\n  put the text in quotes: key: \"true\""},
		{line, "[a]", "", "f:1:6: key is a list; expected a text\n  if it is a text, put it in quotes: key: \"[a]\""},
		{line, "|\n  a\n  b", "", "f:1:6: key runs over several lines; expected one"},
		{lines, "a", "a", ""},
		{lines, "[a, 1, '']", "a|1", "f:1:13: an entry of key is empty"},
		{lines, "{a: b}", "", "f:1:6: key is a map of keys; expected a text or a list of texts"},
		{flag, "True", "true", ""},
		{flag, "~", "false", ""},
		{flag, "'yes'", "false", "f:1:6: key is \"yes\"; expected true or false\n  did you mean true?"},
		{flag, "'true'", "false", "f:1:6: key is \"true\"; expected true or false\n  did you mean true, without quotes?"},
		{flag, "flase", "false", "f:1:6: key is \"flase\"; expected true or false\n  did you mean false?"},
		{flag, "否", "false", "f:1:6: key is \"否\"; expected true or false\n  did you mean false?"},
		{flag, "[a]", "false", "f:1:6: key is a list; expected true or false"},
		{choice, "green", "1", ""},
		{choice, "~", "-1", ""},
		{choice, "Gren", "-1", "f:1:6: key is \"Gren\"; expected red, green or blue\n  did you mean \"green\"?"},
		{choice, "[red]", "-1", "f:1:6: key is a list; expected red, green or blue"},
		{choices, "[markdown, json]", "[1 0]", ""},
		{choices, "[json, csv]", "[0]", "f:1:13: an entry of key is \"csv\"; expected json or markdown"},
		{url, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d", ""},
		{url, "~", "", ""},
		{url, "http:/example.org/", "", "f:1:6: key is \"http:/example.org/\"; expected an address that starts with https:// or http://"},
		{url, "'https://a b/'", "", "f:1:6: key is \"https://a b/\", which is not a web address; expected one such as https://www.example.org/"},
		{url, "https://me:secret@example.org/", "", "f:1:6: key holds a user's name or password; expected an address that anyone may see"},
		{language, "zh-hant-tw", "zh-Hant-TW", ""},
		{language, "~", "", ""},
		{language, "en_GB", "", "f:1:6: key is \"en_GB\"; expected a language tag such as zh-Hans, zh-Hant or en\n  did you mean \"en-GB\"?"},
		{isMap, "{a: b}", "true", ""},
		{isMap, "~", "true", ""},
		{isMap, "a", "false", "f:1:6: key is a text; expected keys and values"},
		{translated, "济南", "=济南", ""},
		{translated, "{zh-Hans: 济南, en: Jinan}", "zh-Hans=济南|en=Jinan", ""},
		{translated, "{EN: Jinan, en: Tsinan}", "en=Jinan", "f:1:18: key has two texts in the language en"},
		{translated, "{english: Jinan}", "", "f:1:7: a key of key is \"english\"; expected a language tag such as zh-Hans, zh-Hant or en"},
		{translated, "[济南]", "", "f:1:6: key is a list; expected a text, or a map of languages and texts\n  if it is a text, put it in quotes: key: \"[济南]\""},
	} {
		got, problems := readAs(t, c.yaml, c.read)
		if got != c.want || problems != c.problems {
			t.Errorf("%s: %q, want %q\n got  %s\n want %s", c.yaml, got, c.want, problems, c.problems)
		}
	}
}

func TestUnknownKeysSuggestTheNearestOrListAll(t *testing.T) {
	r := Reader{File: "f"}
	r.Unknown(Key{Name: "titel"}, []string{"title", "date"})
	r.Unknown(Key{Name: "colour"}, []string{"title", "date"})
	const want = "f: unknown key \"titel\"\n  did you mean \"title\"?\nf: unknown key \"colour\"; expected one of title, date"
	if got := said(r.Problems); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestHintsStopAfterAHundredProblems(t *testing.T) {
	r := Reader{File: "f"}
	for range 150 {
		r.Unknown(Key{Name: "colour"}, []string{"title"})
		r.DidYouMean("titel", []string{"title"})
	}
	if first, last := r.Problems[0], r.Problems[149]; first.Hint == "" || last.Hint != "" {
		t.Errorf("%q, %q", first.Hint, last.Hint)
	}
}

func TestListHasABound(t *testing.T) {
	for n, found := range map[int]int{MaxEntries: 0, MaxEntries + 1: 1, 100_000: 1} {
		v, problems := YAML("f", []byte("topics: ["+strings.Repeat("a, ", n-1)+"a]\n"), 1)
		r := Reader{File: "f", Problems: problems}
		topics, _ := v.Get("topics")
		if got := r.Lines("topics", topics); len(r.Problems) != found || found == 0 && len(got) != n {
			t.Errorf("%d: %d texts, %v", n, len(got), r.Problems)
		} else if found == 1 && r.Problems[0].Code != problem.TooManyEntries {
			t.Errorf("%d: %v", n, r.Problems)
		}
	}
}
