package bulletin

import (
	"strings"
	"testing"
	"time"

	"gongbao/generator/problem"
)

var shanghai = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return zone
}()

// said returns problems as people see them, one on each line, hints after two spaces.
func said(problems []problem.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		if problem.RuleOf(p.Code).Code == "" {
			b.WriteString("no rule has the code " + string(p.Code) + " of ")
		}
		b.WriteString(p.Error() + "\n")
		if p.Hint != "" {
			b.WriteString("  " + p.Hint + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// with returns a good bulletin (lines 2 to 4) with more lines from line 5.
func with(more string) string {
	return "---\ntitle: 通知\npublisher: 济南市审计局\ndate: 2020-02-21\n" + more + "\n---\n正文\n"
}

// without returns a good bulletin without one of its fields.
func without(field string) string {
	var kept []string
	for line := range strings.Lines("title: 通知\npublisher: 济南市审计局\ndate: 2020-02-21\n") {
		if !strings.HasPrefix(line, field) {
			kept = append(kept, line)
		}
	}
	return "---\n" + strings.Join(kept, "") + "---\n"
}

func check(t *testing.T, source, text, want string) {
	t.Helper()
	_, _, _, problems := Parse(source, source, []byte(text), Options{Location: shanghai})
	got := strings.ReplaceAll(said(problems), source, "f")
	if got != want {
		t.Errorf("%.200q:\n got  %s\n want %s", text, got, want)
	}
}

func TestFrontMatterThatCannotBeFound(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:",
		"正文\n":                           "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:",
		"---\ntitle: 通知\n———\n正文":        "f:1:1: the front matter that opens here has no end; expected a line with only ---\n  write --- in line 3, in place of \"———\"",
		"\n---\r\ntitle: 通知\r\n----\r\n": "f:2:1: the front matter that opens here has no end; expected a line with only ---\n  write --- in line 4, in place of \"----\"",
		"———\ntitle: 通知\n———\n":          "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  write the first line as --- (three hyphens), and the line below the last key too",
		"--\ntitle: 通知\n--\n":            "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  write the first line as --- (three hyphens), and the line below the last key too",
		"----\ntitle: 通知\n----\n":        "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  write the first line as --- (three hyphens), and the line below the last key too",
		"title: 通知\n---\n正文":             "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  write --- on a line of its own above the first key, and below the last",
		"标题：通知\n\n正文":                    "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  write --- on a line of its own above the first key, and below the last",
		"---\ntitle: 通知\n":               "f:1:1: the front matter that opens here has no end; expected a line with only ---",
		"\n\n---\ntitle: 通知\n":           "f:3:1: the front matter that opens here has no end; expected a line with only ---",
		"\uFEFF---\ntitle: 通知":           "f:1:1: the front matter that opens here has no end; expected a line with only ---",
		"+++\ntitle = '通知'\n---\n":       "f:1:1: the front matter that opens here has no end; expected a line with only +++\n  write +++ in line 3, in place of \"---\"",
		"{\n\"title\": 1\n}\n正文\n":       "f:1:1: the front matter that opens here has no end; expected a line with only }\n  leave an empty line after it",
		"{\"title\": 1}\n\n正文\n":         "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:\n  JSON opens with { on its own line",
		"---\n---\n正文":                   "f:1:1: the front matter is empty; expected keys such as title, publisher and date",
		"---\n- a\n---\n":                "f:1:1: the front matter is a list; expected keys such as title, publisher and date",
		"---\ntitle：通知\n---\n": "f:2:1: found a full-width colon after title\n  after a key comes the colon : and a space: title: 通知" +
			"\nf:1:1: publisher is missing; a bulletin needs title, publisher and date\nf:1:1: date is missing; a bulletin needs title, publisher and date",
		"---\nsummary: |\n  a\n  ---\n  b\ntitle: c\n---\n": "f:4:1: the line that closes the front matter is indented; expected --- at its start\n  if the line belongs to a text, write the text in quotes",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestProblemsPointAtTheirPlaceInEachFormatAndLineEnd(t *testing.T) {
	for text, want := range map[string]string{
		"---\ntitle: 通知\npublisher: x\ndate: 2020-02-30\n---\n":                            "f:4:7: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"\r\n---\r\ntitle: 通知\r\npublisher: x\r\ndate: 2020-02-30\r\n---\r\n":              "f:5:7: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"---yaml\ntitle: 通知\npublisher: x\ndate: 2020-02-30\n---\n":                        "f:4:7: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"+++\ntitle = '通知'\npublisher = 'x'\ndate = '2020-02-30'\n+++\n":                   "f:4:8: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"+++\ntitle = '通知'\npublisher = 'x'\ndate = 2020-02-30\n+++\n":                     "f:4:8: \"2020-02-30\" is a date or time that does not exist",
		"---toml\ntitle = '通知'\npublisher = 'x'\ndate = 09:30:00\n---\n":                   "f:4:8: date is \"09:30:00\", which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		"{\n\"title\": \"通知\", \"publisher\": \"x\",\n\"date\": \"2020-02-30\"\n}\n\n正文":   "f:3:9: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		";;;\n{\"title\": \"通知\", \"publisher\": \"x\",\n\"date\": \"2020-02-30\"}\n;;;\n": "f:3:9: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"---json\n{\"title\": \"通知\", \"publisher\": \"x\", \"date\": 2020}\n---\n":        "f:2:43: date is \"2020\", which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  write the year, the month and the day",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestUnreadableTextIsReportedOnceAtItsFirstByte(t *testing.T) {
	for text, want := range map[string]string{
		with("") + "\n济\xFF南\xFF\n":  "f:9:2: byte 0xFF is not UTF-8 text\n  save the file with the encoding UTF-8; old files may be in GB18030 or Big5",
		with("") + "\n济\x00南\x00\n":  "f:9:2: control character U+0000 (NUL)\n  delete it",
		"---\ntitle: a\x1Bb\n---\n":  "f:2:9: control character U+001B\n  delete it",
		"---\rtitle: a\r---\r":       "f:1:4: carriage return without a line feed\n  save the file with the line ends LF or CRLF",
		"\xFF\xFE-\x00-\x00-\x00":    "f:1:1: the file is in UTF-16; expected UTF-8\n  save it with the encoding UTF-8",
		with("status: gone\xFF"):     "f:5:13: byte 0xFF is not UTF-8 text\n  save the file with the encoding UTF-8; old files may be in GB18030 or Big5",
		with("summary: \"\\u0000\""): "f:5:10: the text holds the control character U+0000 (NUL) behind an escape\n  delete the escape",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestTooLargeSourcesAreRefused(t *testing.T) {
	check(t, "bulletins/a.md", with("")+strings.Repeat("\n", MaxSource), "f: the file is larger than 16 MiB; expected a text that people read\n  put large material beside it as an attachment")
	check(t, "bulletins/a.md", with("summary: "+strings.Repeat("x", MaxFrontMatter)), "f:1:1: the front matter is larger than 256 KiB\n  put long texts into the body")
}

func TestRequiredFields(t *testing.T) {
	const needs = "a bulletin needs title, publisher and date"
	for text, want := range map[string]string{
		without("title"):     "f:1:1: title is missing; " + needs,
		without("publisher"): "f:1:1: publisher is missing; " + needs,
		without("date"):      "f:1:1: date is missing; " + needs,
		"---\nx: 1\n---\n": "f:2:1: unknown key \"x\"\n  gongbao help fields lists all keys\nf:1:1: title is missing; " + needs +
			"\nf:1:1: publisher is missing; " + needs + "\nf:1:1: date is missing; " + needs,
		"---\ntitle:\npublisher: []\ndate: ''\n---\n": "f:2:7: title is empty; " + needs + "\nf:3:12: publisher is empty; " + needs + "\nf:4:7: date is empty; " + needs,
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestUnknownAndRepeatedKeys(t *testing.T) {
	for text, want := range map[string]string{
		with("publsher: x"):    "f:5:1: unknown key \"publsher\"\n  did you mean \"publisher\"?",
		with("publishers: x"):  "f:5:1: unknown key \"publishers\"\n  did you mean \"publisher\"?",
		with("Title: x"):       "f:5:1: unknown key \"Title\"\n  did you mean \"title\"?",
		with("superseded-by:"): "f:5:1: unknown key \"superseded-by\"\n  did you mean \"superseded_by\"?",
		with("title: 又一个"):     "f:5:1: key \"title\" is given twice; it is already on line 2\n  delete one of the two",
		with("changes:\n  - date: 2020-03-01\n    nota: x\n    note: y"): "f:7:5: unknown key \"nota\"\n  did you mean \"note\"?",
		with("attachments:\n  - nam: x"):                                 "f:6:5: unknown key \"nam\"\n  did you mean \"name\"?\nf:6:5: an attachment has no name; expected the name of a file beside this one",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestEveryFieldRefusesTheWrongType(t *testing.T) {
	const text, texts, list, date = "a text", "a text or a list of texts", "a list of dates and notes", "a date such as 2020-02-21"
	const map_, entries, flag = "{a: b}", "[a, b]", "true"
	type wrong struct{ value, found, expected string }
	mapFor := func(expected string) wrong { return wrong{map_, "a map of keys", expected} }
	listFor := func(expected string) wrong { return wrong{entries, "a list", expected} }
	flagFor := func(expected string) wrong { return wrong{flag, "true", expected} }
	const status = "current, corrected, superseded, withdrawn or erased"
	oneText := []wrong{mapFor(text), listFor(text), flagFor(text)}
	someTexts := []wrong{mapFor(texts), flagFor(texts)}
	rules := map[*Type][]wrong{
		Line: oneText, Name: oneText, Names: someTexts, Paragraph: oneText, URL: oneText, Language: oneText, Slug: oneText, Lines: someTexts, Paths: someTexts,
		Day:         {mapFor(date), listFor(date), flagFor(date)},
		StatusWord:  {mapFor(status), listFor(status)},
		Corrections: {mapFor(list), flagFor(list), {"2020-03-01", "a text", list}},
		Flag:        {mapFor("true or false"), listFor("true or false"), {"'yes'", `"yes"`, "true or false"}, {"1", `"1"`, "true or false"}},
		Attachments: {flagFor(text)},
	}
	for _, f := range Fields {
		key := f.Key
		if len(rules[f.Type]) == 0 {
			t.Errorf("the type of %s has no test", key)
		}
		for _, w := range rules[f.Type] {
			text := "---\n"
			for _, required := range []string{"title", "publisher", "date"} {
				if required != key {
					text += required + ": 2020-02-21\n"
				}
			}
			line := strings.Count(text, "\n") + 1
			_, _, _, problems := Parse("a.md", "f", []byte(text+key+": "+w.value+"\n---\n"), Options{Location: shanghai})
			name := key
			if key == "attachments" {
				name = "an entry of attachments"
			}
			want := problem.New(problem.WrongType, "f", problem.Pos{Line: int32(line), Column: int32(len(key) + 3)}, "%s is %s; expected %s", name, w.found, w.expected).Error()
			if len(problems) != 1 || problems[0].Error() != want {
				t.Errorf("%s: %s\n got  %v\n want %s", key, w.value, said(problems), want)
			}
		}
	}
}

func TestDates(t *testing.T) {
	for written, want := range map[string]string{
		"2020-02-21":                          "2020-02-21T00:00:00+08:00",
		"2020年2月21日":                          "2020-02-21T00:00:00+08:00",
		"2020年02月21日 9:30":                    "2020-02-21T09:30:00+08:00 clock",
		"2020-02-21 09:30":                    "2020-02-21T09:30:00+08:00 clock",
		"'2020-02-21T09:30:15'":               "2020-02-21T09:30:15+08:00 clock",
		"2020-02-21T09:30:15.250+08:00":       "2020-02-21T09:30:15.25+08:00 clock",
		"2020-02-20T23:30:00Z":                "2020-02-21T07:30:00+08:00 clock",
		"2020-02-21 00:30 -05:00":             "2020-02-21T13:30:00+08:00 clock",
		"1988-07-01":                          "1988-07-01T00:00:00+09:00", // Shanghai kept summer time then
		"2020-02-29":                          "2020-02-29T00:00:00+08:00",
		"1000-01-01":                          "1000-01-01T00:00:00+08:05",
		"9999-12-31 23:59":                    "9999-12-31T23:59:00+08:00 clock",
		"2020-02-21T24:00":                    "a time of day that does not exist\n  did you mean 2020-02-22 00:00?",
		"2020-02-21T09:60":                    `a time of day that does not exist`,
		"2020-02-30":                          "a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"2019-02-29":                          "a date that does not exist\n  2019-02 has 28 days; the last is 2019-02-28",
		"1900-02-29":                          "a date that does not exist\n  1900-02 has 28 days; the last is 1900-02-28",
		"2020-13-01":                          "a date that does not exist\n  did you mean 2020-01-13?",
		"2020-00-01":                          "a date that does not exist\n  months are 01 to 12",
		"2020年2月0日":                           "a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		"0999-01-01":                          `a year out of range; expected 1000 to 9999`,
		"9999-12-31T23:59:59Z":                `a year out of range; expected 1000 to 9999`,
		"2020-2-21":                           "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"2020/2/21":                           "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"2020.02.21":                          "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"20200221":                            "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"21-02-2020":                          "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"2020-02":                             "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  write the year, the month and the day",
		"2020-02-21T":                         "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"2020-02-21 09:30 CST":                "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  write the zone as its offset, such as +08:00, or leave it out if it is the site's",
		"2020-02-21 09:30:00.1234567890":      "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		"2020-02-21 09:30 +99:00":             "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		"12020-02-21":                         "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		"soon":                                "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		"２０２０-02-21":                          "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30\n  did you mean 2020-02-21?",
		"'" + strings.Repeat("9", 1000) + "'": "which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
	} {
		b, _, _, problems := Parse("a.md", "f", []byte("---\ntitle: x\npublisher: y\ndate: "+written+"\n---\n"), Options{Location: shanghai})
		got := b.Date.Format(time.RFC3339Nano)
		if b.Date.Clock {
			got += " clock"
		}
		if len(problems) > 0 {
			_, got, _ = strings.Cut(said(problems), ", ")
		}
		if got != want {
			t.Errorf("%s:\n got  %s\n want %s", written, got, want)
		}
	}
}

func TestTheSitesTimeZoneDecidesTheDay(t *testing.T) {
	text := []byte("---\ntitle: x\npublisher: y\ndate: 2020-02-20T20:00:00Z\n---\n")
	for zone, want := range map[string]string{"Asia/Shanghai": "2020-02-21", "UTC": "2020-02-20", "America/New_York": "2020-02-20", "Pacific/Auckland": "2020-02-21"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		b, _, _, _ := Parse("a.md", "f", text, Options{Location: location})
		if got := b.Date.Format(time.DateOnly); got != want {
			t.Errorf("%s: %s, want %s", zone, got, want)
		}
	}
}

func TestDatesOfTOMLAreNative(t *testing.T) {
	for written, want := range map[string]string{
		"2020-02-21": "2020-02-21T00:00:00+08:00", "2020-02-21T09:30:00": "2020-02-21T09:30:00+08:00",
		"2020-02-21 09:30:00Z": "2020-02-21T17:30:00+08:00", "2020-02-21T09:30:00.5-05:00": "2020-02-21T22:30:00.5+08:00",
	} {
		b, _, _, problems := Parse("a.md", "f", []byte("+++\ntitle = 'x'\npublisher = 'y'\ndate = "+written+"\n+++\n"), Options{Location: shanghai})
		if len(problems) > 0 || b.Date.Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %v %v", written, b.Date, problems)
		}
	}
}

func TestDatesThatContradictOneAnother(t *testing.T) {
	for text, want := range map[string]string{
		with("expires_at: 2020-02-21"):                                        "f:5:13: expires_at is not later than date; expected a date after it",
		with("publish_at: 2020-03-02 08:00\nexpires_at: 2020-03-02 08:00"):    "f:6:13: expires_at is not later than publish_at; expected a date after it",
		with("updated: 2020-02-20"):                                           "f:5:10: updated is before date; expected the date of a later correction",
		with("changes: [{date: 2020-02-20, note: x}]"):                        "f:5:18: the date of a change is before date; expected the date of a later correction",
		with("changes: [{date: 2020-02-21, note: x}]"):                        "",
		with("written: 2020-02-22"):                                           "f:5:10: warning: written is 2020-02-22, after date; expected the day on which the document was signed",
		with("written: 2020-02-21 18:00"):                                     "",
		with("written: 2019-12-31"):                                           "",
		with("updated: 2020-02-21"):                                           "",
		with("publish_at: 2020-03-02 08:00\nexpires_at: 2020-03-02 08:00:01"): "",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestLifecycle(t *testing.T) {
	for text, want := range map[string]string{
		with("status: withdrawn"):                                      "f:5:9: status is withdrawn without a reason; expected reason: to tell readers why",
		with("status: withdrawn\nreason: ''"):                          "f:5:9: status is withdrawn without a reason; expected reason: to tell readers why",
		with("status: withdrawn\nreason: [a]"):                         "f:6:9: reason is a list; expected a text\n  if it is a text, put it in quotes: reason: \"[a]\"",
		with("status: withdrawn\nreason: 数字有误"):                        "",
		with("status: superseded"):                                     "f:5:9: warning: status is superseded, but not by what; expected superseded_by: or reason:",
		with("status: superseded\nsuperseded_by: b"):                   "",
		with("status: corrected"):                                      "f:5:9: warning: status is corrected, but not how; expected changes: or reason:",
		with("status: corrected\nsuperseded_by: [b]"):                  "f:5:9: status is corrected, but superseded_by is given; expected superseded",
		with("status: supersceded"):                                    "f:5:9: status is \"supersceded\"; expected current, corrected, superseded, withdrawn or erased\n  did you mean \"superseded\"?",
		with("status: Withdrawn"):                                      "f:5:9: status is \"Withdrawn\"; expected current, corrected, superseded, withdrawn or erased\n  did you mean \"withdrawn\"?",
		with("status: gone\nsuperseded_by: b"):                         "f:5:9: status is \"gone\"; expected current, corrected, superseded, withdrawn or erased",
		with("status: withdrawn\nreason: 数字有误\nwithdrawn: 2020-03-01"): "",
		with("reason: 数字有误\nwithdrawn: 2020-03-01"):                    "",
		with("withdrawn: 2020-03-01"):                                  "f:5:12: status is withdrawn without a reason; expected reason: to tell readers why",
		with("status: corrected\nreason: x\nwithdrawn: 2020-03-01"):    "f:5:9: status is corrected, but withdrawn is given; expected withdrawn",
		with("status: withdrawn\nreason: x\nwithdrawn: 2020-02-20"):    "f:7:12: withdrawn is before date; expected the day on which the bulletin was withdrawn",
		with("changes: [{date: 2020-03-01}]"):                          "f:5:11: a change has no note; expected date and note",
		with("changes: [{note: x}]"):                                   "f:5:11: a change has no date; expected date and note",
		with("changes: [x]"):                                           "f:5:11: an entry of changes is a text; expected a date and a note",
		with("changes: [{date: 2020-02-30, note: x}]"):                 "f:5:18: date is \"2020-02-30\", a date that does not exist\n  2020-02 has 29 days; the last is 2020-02-29",
		with("translation_of: a\ntranslation_key: b"):                  "f:5:17: translation_of and translation_key are both given; expected one of them",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestLanguagesAddressesAndTexts(t *testing.T) {
	for text, want := range map[string]string{
		with("language: zh-hant"):               "",
		with("language: zh_CN"):                 "f:5:11: language is \"zh_CN\"; expected a language tag such as zh-Hans, zh-Hant or en\n  did you mean \"zh-CN\"?",
		with("language: zh-Hanss"):              "f:5:11: language is \"zh-Hanss\"; expected a language tag such as zh-Hans, zh-Hant or en\n  did you mean \"zh-Hans\"?",
		with("language: 中文"):                    "f:5:11: language is \"中文\"; expected a language tag such as zh-Hans, zh-Hant or en\n  did you mean \"zh-Hans\"?",
		with("source_url: http://济南.example/a"): "",
		with("source_url: javascript:alert(1)"): "f:5:13: source_url is \"javascript:alert(1)\"; expected an address that starts with https:// or http://",
		with("source_url: /a.html"):             "f:5:13: source_url is \"/a.html\"; expected an address that starts with https:// or http://",
		with("source_url: www.example.org"):     "f:5:13: source_url is \"www.example.org\"; expected an address that starts with https:// or http://\n  did you mean \"https://www.example.org\"?",
		with("source_url: 'http://a b/'"):       "f:5:13: source_url is \"http://a b/\", which is not a web address; expected one such as https://www.example.org/",
		with("source_url: http://a:b@c/"):       "f:5:13: source_url holds a user's name or password; expected an address that anyone may see",
		with("subtitle: |\n  a\n  b"):           "f:5:11: subtitle runs over several lines; expected one",
		with("subtitle: |\n  a"):                "",
		with("topics: [a, '', ~]"):              "f:5:13: an entry of topics is empty\nf:5:17: an entry of topics is empty",
		with("topics: [a, [b], true]"):          "f:5:13: an entry of topics is a list; expected a text\nf:5:18: an entry of topics is true; expected a text",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

func TestPages(t *testing.T) {
	page := func(more string) string { return "---\ntitle: 关于\n" + more + "\n---\n" }
	for text, want := range map[string]string{
		page(""):               "",
		page("publisher: x"):   "f:3:1: unknown key \"publisher\"; expected one of title, summary, language, slug, aliases, noindex, draft, translation_key, attachments",
		"---\nslug: a\n---\n":  "f:1:1: title is missing; a page needs a title",
		page("slug: search"):   "f:3:7: slug \"search\" is a reserved name; expected another",
		page("slug: '404'"):    "f:3:7: slug \"404\" is a reserved name; expected another",
		page("language: xx"):   "f:3:11: language is \"xx\"; expected a language tag such as zh-Hans, zh-Hant or en",
		page("aliases: about"): "f:3:10: alias \"about\" does not start with /; expected a path such as /2020/old.html",
		page("draft: maybe"):   "f:3:8: draft is \"maybe\"; expected true or false",
		"":                     "f:1:1: front matter is missing; expected a line with --- and then title:, publisher: and date:",
	} {
		_, _, _, problems := ParsePage("pages/about.md", "f", []byte(text), Options{Location: shanghai})
		if got := said(problems); got != want {
			t.Errorf("%q:\n got  %s\n want %s", text, got, want)
		}
	}
}

func TestMisspeltRequiredKeyIsOneProblem(t *testing.T) {
	_, _, _, problems := Parse("bulletins/f.md", "f", []byte("---\ntitle: 通知\npublsher: 甲\ndate: 2020-02-21\n---\n文。\n"), Options{})
	if len(problems) != 1 || problems[0].Error() != `f:3:1: unknown key "publsher"` || problems[0].Hint != `did you mean "publisher"?` {
		t.Errorf("got %v", problems)
	}
	_, _, _, problems = Parse("bulletins/f.md", "f", []byte("---\ntitle: 通知\ncolour: red\ndate: 2020-02-21\n---\n文。\n"), Options{})
	if len(problems) != 2 {
		t.Errorf("an unknown key that does not look like publisher hides that publisher is missing: %v", problems)
	}
}
