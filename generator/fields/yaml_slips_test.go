package fields

import (
	"strings"
	"testing"
)

// Each line is put between good lines, as the first, as one of several, and as the last: the problem is always on it.
func TestASlipIsReportedOnItsLineWithTheLineAsItShouldBe(t *testing.T) {
	const quote, space, wide = "put it in quotes: ", "put a space after the colon: ", "after a key comes the colon : and a space: "
	for _, c := range []struct{ line, message, hint string }{
		{"title:通知", "found no space after the colon of title", space + "title: 通知"},
		{"number:2020-3", "found no space after the colon of number", space + "number: 2020-3"},
		{"标题:通知", "found no space after the colon of 标题", space + "标题: 通知"},
		{"title:[通知] 关于巡查", "found no space after the colon of title", space + `title: "[通知] 关于巡查"`},
		{"title:关于 #2 泵站", "found no space after the colon of title", space + `title: "关于 #2 泵站"`},
		{"title:　通知", "found no space after the colon of title", space + "title: 通知"},
		{"title：通知", "found a full-width colon after title", wide + "title: 通知"},
		{"title： 通知", "found a full-width colon after title", wide + "title: 通知"},
		{"title ： 通知", "found a full-width colon after title ", wide + "title: 通知"},
		{"发文字号：青水〔2020〕3号", "found a full-width colon after 发文字号", wide + "发文字号: 青水〔2020〕3号"},
		{"title: [通知] 关于巡查水库", "a value without quotes starts with [", quote + `title: "[通知] 关于巡查水库"`},
		{"title: [转发][急] 通知", "a value without quotes starts with [", quote + `title: "[转发][急] 通知"`},
		{"title: {附件} 名单", "a value without quotes starts with {", quote + `title: "{附件} 名单"`},
		{"title: *重要* 巡查通知", "a value without quotes starts with *", quote + `title: "*重要* 巡查通知"`},
		{"title: **重要**", "a value without quotes starts with *", quote + `title: "**重要**"`},
		{"title: & 号泵站通知", "a value without quotes starts with &", quote + `title: "& 号泵站通知"`},
		{"title: &号泵站", "a value without quotes starts with &", quote + `title: "&号泵站"`},
		{"title: !重要 通知", "a value without quotes starts with !", quote + `title: "!重要 通知"`},
		{"title: ! 重要", "a value without quotes starts with !", quote + `title: "! 重要"`},
		{"title: |通知|", "a value without quotes starts with |", quote + `title: "|通知|"`},
		{"title: | 通知", "a value without quotes starts with |", quote + `title: "| 通知"`},
		{"title: >通知", "a value without quotes starts with >", quote + `title: ">通知"`},
		{"title: %50 以上", "a value without quotes starts with %", quote + `title: "%50 以上"`},
		{"title: @全体 通知", "a value without quotes starts with @", quote + `title: "@全体 通知"`},
		{"title: `code`", "a value without quotes starts with `", quote + "title: \"`code`\""},
		{"title: - 通知", "a value without quotes starts with - and a space, as the entry of a list does", quote + `title: "- 通知"`},
		{"title: ] 通知", "a value without quotes starts with ]", quote + `title: "] 通知"`},
		{"title: 通知: 关于巡查", "a colon and a space inside a value without quotes", quote + `title: "通知: 关于巡查"`},
		{"title: 通知:", "a colon and a space inside a value without quotes", quote + `title: "通知:"`},
		{"title: Notice: \"a\" and b", "a colon and a space inside a value without quotes", quote + `title: 'Notice: "a" and b'`},
		{"title: \"甲\"乙", "text follows the quote that closes here; a value in quotes ends with its quote", quote + `title: '"甲"乙'`},
		{"title: '甲' 与 '乙'", "text follows the quote that closes here; a value in quotes ends with its quote", quote + `title: "'甲' 与 '乙'"`},
		{"@id: 3", "a key without quotes starts with @", `put the key in quotes: "@id": 3`},
		{"topics: [水利, *急*, 审计]", "an entry in these brackets needs quotes", `write: topics: [水利, "*急*", 审计]`},
		{"name: {zh: *甲*, en: A}", "an entry in these brackets needs quotes", `write: name: {zh: "*甲*", en: A}`},
		{"topics: [水利 #2, 审计]", "an entry in these brackets needs quotes", `write: topics: ["水利 #2", 审计]`},
		{"topics: [水利, 审计", "the bracket that opens here is not closed", "write: topics: [水利, 审计]"},
	} {
		for _, d := range []struct{ before, after string }{
			{"", "publisher: 甲\ndate: 2020-02-21\n"},
			{"publisher: 甲\n", "date: 2020-02-21\n"},
			{"publisher: 甲\n\n# 说明\nothers:\n  - 一\n", "last: \"x\"\nlist: [a, b]\n"},
			{"publisher: 甲\ndate: 2020-02-21\n", ""},
			{"publisher: 甲\ntext: |\n  一\n  二\n", "date: 2020-02-21\n"},
		} {
			for _, end := range []string{"\n", "\r\n"} {
				text := strings.ReplaceAll(d.before+c.line+"\n"+d.after, "\n", end)
				v, problems := YAML("f", []byte(text), 2)
				if len(problems) != 1 || problems[0].Message != c.message || problems[0].Hint != c.hint || problems[0].Line != 2+strings.Count(d.before, "\n") {
					t.Errorf("%q:\n got  %s\n want %s\n      %s", text, said(problems), c.message, c.hint)
				}
				if _, ok := v.Get("publisher"); !ok {
					t.Errorf("%q: the rest is not read: %+v", text, v)
				}
			}
		}
	}
}

func TestEachSlipIsReported(t *testing.T) {
	const text = "title:通知\npublisher：甲\ndate: 2020-02-21\ntopics:\n  - *急*\n  - 水利: 一\nsummary: \"未完\nsource: 青山报: 版\n\tnumber: 3\n"
	_, problems := YAML("f", []byte(text), 1)
	want := `f:1:1: found no space after the colon of title
  put a space after the colon: title: 通知
f:2:1: found a full-width colon after publisher
  after a key comes the colon : and a space: publisher: 甲
f:5:5: a value without quotes starts with *
  put it in quotes: - "*急*"
f:7:10: the quote that opens here is never closed
  put it in quotes: summary: "未完"
f:8:9: a colon and a space inside a value without quotes
  put it in quotes: source: "青山报: 版"`
	if got := said(problems); !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestLinesThatContinueAText(t *testing.T) {
	for text, want := range map[string]string{
		"title: 通知\n  subtitle:副题\n":          "f:2:3: this line is a part of the text above it; expected a key at the start of a line\n  subtitle: 副题",
		"title: 通知\n  number：3\n":             "f:2:3: this line is a part of the text above it; expected a key at the start of a line\n  number: 3",
		"a: b\n\tnumber: 3\nc: d\n":           "f:2:1: a tab is used for indentation; expected spaces\n  delete the tab: a key starts at the start of its line: number: 3",
		"a:\n\t- b\n\t- c\nd: e\n":            "f:2:1: a tab is used for indentation; expected spaces\n  put two spaces in the place of each tab: - b",
		"a: 内容 #1\n  第二行 #2\nb: c\n":          "f:1:4: a space and # start a comment, though the text goes on in the next line\n  put the whole text in quotes, or write a full-width ＃: a: 内容 ＃1",
		"summary: 第一行，\n第二行。\na: b\n":         "f:2:1: expected `key: value`, or two spaces before a line that continues the text above\n  put two spaces before it: 第二行。",
		"summary: 见\n  https://a.example/b\n": "",
		"summary: 第一行\n  第二行：说明\n":            "",
	} {
		_, problems := YAML("f", []byte(text), 1)
		if got := said(problems); got != want {
			t.Errorf("%q:\n got  %s\n want %s", text, got, want)
		}
	}
}

// FuzzSlips checks that putting slips right never makes a place outside the document.
func FuzzSlips(f *testing.F) {
	f.Add("title:通知\na: [b\nc: *d\n\te: 'f\n")
	f.Add("a: b\n  c：d\n- e\n\"")
	fuzz(f, YAML)
}

func TestCommentsAreKeptWithTheTextBeforeThem(t *testing.T) {
	for text, want := range map[string]string{
		"a: b #c d\n":                         "b|#c d",
		"a: b   # c\r\nd: e\n":                "b|# c",
		"a: #c\nd: e\n":                       "|#c",
		"a: 关于\n  #2 泵站\nb: c\n":              "关于|#2 泵站",
		"a: 关于\r\n  #2 泵站\r\nb: |\r\n  c\r\n": "关于|#2 泵站",
		"a: 关于\n  # 泵站\nb: c\n":               "关于|",
		"a: 关于\n#2 泵站\nb: c\n":                "关于|",
		"a: 关于\n\n  #2 泵站\nb: c\n":            "关于|",
		"a: 'b'\n  #2\n":                      "b|",
		"a: b#c\n":                            "b#c|",
		"a: 'b' #c\n":                         "b|",
		"a: b\n  c #d\n":                      "b c|#d",
		"a: 一\n  二\n\n  三 #四 五\n":             "一 二\n三|#四 五",
		"a:\n  b #c\n":                        "b|#c",
		"a: |\n  b #c\n":                      "b #c\n|",
	} {
		v, problems := YAML("f", []byte(text), 1)
		item, ok := v.Get("a")
		if !ok || len(problems) > 0 || item.Text+"|"+item.Comment != want {
			t.Errorf("%q: %+v %v, want %s", text, item, problems, want)
		}
	}
	v, _ := YAML("f", []byte("a:\n  - b #2\n  - c: d #3\n    e: [f, g]\n"), 1)
	if list, _ := v.Get("a"); list.Items[0].Comment != "#2" || list.Items[1].Items[0].Comment != "#3" {
		t.Errorf("%+v", v)
	}
}
