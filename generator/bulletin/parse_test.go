package bulletin

import (
	"bytes"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"github.com/adrg/frontmatter"

	"gongbao/generator/problem"
)

var inEachFormat = map[string]string{
	"YAML": `---
title: "关于：通知"
subtitle: 第二次
publisher: [shandong-audit, 济南市审计局]
date: 2020-02-21 09:30
region: shandong/jinan
topics:
  - audit
  - 疫情防控
summary: |
  闻令而动,
  尽锐出战。
  Two words
language: zh-hans
number: 2020-02
index_number: 37/1
source: 山东省审计厅
source_url: https://example.org/a
editor: 张三
slug: notice
aliases: /old.html
updated: 2020-03-01
changes:
  - date: 2020-03-01
    note: 更正数字
status: withdrawn
supersedes: [a, b]
superseded_by: c
reason: 有误
publish_at: 2020-02-22
expires_at: 2021-02-22
draft: true
translation_key: k
attachments:
  - name: t.xlsx
    title: 附表
  - a.pdf
---
`,
	"TOML": `+++
title = "关于：通知"
subtitle = "第二次"
publisher = ["shandong-audit", "济南市审计局"]
date = 2020-02-21T09:30:00
region = "shandong/jinan"
topics = ["audit", "疫情防控"]
summary = """
闻令而动,
尽锐出战。
Two words
"""
language = "zh-Hans"
number = "2020-02"
index_number = "37/1"
source = "山东省审计厅"
source_url = "https://example.org/a"
editor = "张三"
slug = "notice"
aliases = ["/old.html"]
updated = 2020-03-01
status = "withdrawn"
supersedes = ["a", "b"]
superseded_by = ["c"]
reason = "有误"
publish_at = 2020-02-22
expires_at = 2021-02-22
draft = true
translation_key = "k"
attachments = [{name = "t.xlsx", title = "附表"}, "a.pdf"]
[[changes]]
date = 2020-03-01
note = "更正数字"
+++
`,
	"JSON": `{
"title": "关于：通知", "subtitle": "第二次",
"publisher": ["shandong-audit", "济南市审计局"],
"date": "2020-02-21 09:30",
"region": "shandong/jinan",
"topics": ["audit", "疫情防控"],
"summary": "闻令而动,\n尽锐出战。\nTwo words\n",
"language": "zh-Hans", "number": "2020-02", "index_number": "37/1",
"source": "山东省审计厅", "source_url": "https://example.org/a", "editor": "张三",
"slug": "notice", "aliases": ["/old.html"], "updated": "2020-03-01",
"changes": [
  {
    "date": "2020-03-01",
    "note": "更正数字"
  }
],
"status": "withdrawn", "supersedes": ["a", "b"], "superseded_by": ["c"], "reason": "有误",
"publish_at": "2020-02-22", "expires_at": "2021-02-22", "draft": true, "translation_key": "k",
"attachments": [{"name": "t.xlsx", "title": "附表"}, "a.pdf"]
}

`,
}

func TestTheThreeFormatsSayTheSame(t *testing.T) {
	const want = `
Source a.md
Title 关于：通知
Language zh-Hans
Summary 闻令而动, 尽锐出战。 Two words
Slug notice
Aliases [/old.html]
TranslationKey k
Draft true
Attachments [t.xlsx 附表, a.pdf]
Subtitle 第二次
Number 2020-02
IndexNumber 37/1
Origin 山东省审计厅
OriginURL https://example.org/a
Editor 张三
Publishers [shandong-audit 济南市审计局]
Region shandong/jinan
Topics [audit 疫情防控]
Date 2020-02-21 09:30:00 +0800 clock
Updated 2020-03-01 00:00:00 +0800
PublishAt 2020-02-22 00:00:00 +0800
ExpiresAt 2021-02-22 00:00:00 +0800
Changes [2020-03-01 00:00:00 +0800 更正数字]
Status withdrawn
Reason 有误
Supersedes [a b]
SupersededBy [c]
`
	for name, text := range inEachFormat {
		b, body, line, problems := Parse("a.md", "f", []byte(text+"# 正文\n"), Options{Location: shanghai})
		if len(problems) > 0 {
			t.Errorf("%s: %s", name, said(problems))
			continue
		}
		if got := written(b); got != want {
			t.Errorf("%s:\n%s", name, got)
		}
		if string(body) != "# 正文\n" || line != strings.Count(text, "\n")+1 {
			t.Errorf("%s: body %q on line %d", name, body, line)
		}
	}
}

// written returns what is set in a bulletin, one field on each line, without places.
func written(b *Bulletin) string {
	var out strings.Builder
	out.WriteByte('\n')
	for field, v := range fieldsOf(b) {
		if !v.IsZero() && v.Type() != reflect.TypeFor[problem.Pos]() {
			fmt.Fprintln(&out, field.Name, plain(v.Interface()))
		}
	}
	return out.String()
}

// fieldsOf yields the fields of a bulletin, those that it shares with a page first.
func fieldsOf(b *Bulletin) iter.Seq2[reflect.StructField, reflect.Value] {
	return func(yield func(reflect.StructField, reflect.Value) bool) {
		v := reflect.ValueOf(b).Elem()
		for _, field := range reflect.VisibleFields(v.Type()) {
			if !field.Anonymous && !yield(field, v.FieldByIndex(field.Index)) {
				return
			}
		}
	}
}

func plain(v any) string {
	switch v := v.(type) {
	case Text:
		return v.Value
	case []Text:
		var all []string
		for _, t := range v {
			all = append(all, t.Value)
		}
		return "[" + strings.Join(all, " ") + "]"
	case Date:
		if v.Clock {
			return v.Format("2006-01-02 15:04:05 -0700") + " clock"
		}
		return v.Format("2006-01-02 15:04:05 -0700")
	case []Change:
		var all []string
		for _, c := range v {
			all = append(all, plain(c.Date)+" "+c.Note)
		}
		return "[" + strings.Join(all, ", ") + "]"
	case []Attachment:
		var all []string
		for _, a := range v {
			all = append(all, strings.TrimSpace(a.Name+" "+a.Title))
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return fmt.Sprint(v)
}

func TestTextsKeepTheirPlace(t *testing.T) {
	b, _, _, _ := Parse("a.md", "f", []byte("\uFEFF"+strings.ReplaceAll(inEachFormat["YAML"], "\n", "\r\n")), Options{Location: shanghai})
	for what, got := range map[string]problem.Pos{
		"2:8": b.Title.Pos, "4:13": b.Publishers[0].Pos, "4:29": b.Publishers[1].Pos, "5:7": b.Date.Pos, "9:5": b.Topics[1].Pos, "24:11": b.Changes[0].Date.Pos,
		"26:9": b.StatusAt, "35:11": b.Attachments[0].Pos, "37:5": b.Attachments[1].Pos,
	} {
		if at := fmt.Sprintf("%d:%d", got.Line, got.Column); at != what {
			t.Errorf("%s, want %s", at, what)
		}
	}
}

func TestBodyIsReturnedUnchanged(t *testing.T) {
	const front = "---\ntitle: a\npublisher: b\ndate: 2020-02-21\n---"
	for text, want := range map[string]struct {
		body string
		line int
	}{
		front:                          {"", 5},
		front + "\n":                   {"", 6},
		front + "\n\n正文\r\n---\n":      {"\n正文\r\n---\n", 6},
		"\n \n" + front + " \t\r\nx":   {"x", 8},
		"\uFEFF" + front + "\n\uFEFFx": {"\uFEFFx", 6},
		front + "\n" + strings.Repeat("长文\n", 5000): {strings.Repeat("长文\n", 5000), 6},
	} {
		_, body, line, problems := Parse("a.md", "f", []byte(text), Options{Location: shanghai})
		if string(body) != want.body || line != want.line || len(problems) > 0 {
			t.Errorf("%.80q: %.40q on line %d %v", text, body, line, problems)
		}
	}
}

func TestBulletinWithProblemsKeepsWhatIsCertain(t *testing.T) {
	b, body, _, problems := Parse("bulletins/2020-02-21-notice.md", "f", []byte(with("slug: A B\nnumber: 鲁审通〔2020〕3号\nexpires_at: x\nstatsu: y")+"\xFF"), Options{Location: shanghai})
	if len(problems) != 4 || b == nil {
		t.Fatal(b, said(problems))
	}
	if b.Title.Value != "通知" || b.Number.Value != "鲁审通〔2020〕3号" || b.Slug.Value != "notice" || b.Date.IsZero() || len(b.Publishers) != 1 || string(body) != "正文\n" {
		t.Errorf("%+v %q", b, body)
	}
}

func TestSupersededByImpliesItsStatus(t *testing.T) {
	b, _, _, problems := Parse("a.md", "f", []byte(with("superseded_by: b")), Options{Location: shanghai})
	if b.Status != Superseded || b.StatusAt.Line != 5 || len(problems) > 0 {
		t.Errorf("%s at %v %v", b.Status, b.StatusAt, problems)
	}
}

func TestParsedBulletinDoesNotReferToTheBytesItCameFrom(t *testing.T) {
	for name, text := range inEachFormat {
		data := []byte(text)
		b, _, _, _ := Parse("a.md", "f", data, Options{Location: shanghai})
		before := written(b)
		for i := range data {
			data[i] = 'x'
		}
		if written(b) != before {
			t.Errorf("%s: the bulletin changes with the caller's buffer", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range inEachFormat {
		f.Add([]byte(text))
	}
	f.Add([]byte(with("changes: [{date: 2020-03-01}]\nattachments: [{}]\nslug: ''\naliases: ['']")))
	f.Add([]byte(";;;\n{\"title\": {}, \"date\": [], \"changes\": {}}\n;;;"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, body, line, problems := Parse("bulletins/a.md", "f", data, Options{Location: shanghai})
		if b == nil {
			if len(problems) == 0 {
				t.Fatal("nothing was read, and nothing reported")
			}
		} else {
			if b.Slug.Value == "" || line < 1 || !strings.HasSuffix(string(data), string(body)) && len(problems) == 0 {
				t.Fatalf("slug %q, body %q on line %d", b.Slug.Value, body, line)
			}
			if again, rest, err := Decode(string(b.Append(nil))); err != nil || rest != "" || !reflect.DeepEqual(again, compact(b)) {
				t.Fatalf("%v\n%+v\n%+v", err, again, b)
			}
		}
		ParsePage("pages/a.md", "f", data, Options{Location: shanghai})
	})
}

// compact makes lists that are empty nil, as decoding does.
func compact(b *Bulletin) *Bulletin {
	for _, v := range fieldsOf(b) {
		if v.Kind() == reflect.Slice && v.Len() == 0 {
			v.SetZero()
		}
	}
	return b
}

// typical is front matter of eight keys and a body of 3 kB.
var typical = []byte(`---
title: 山东省审计机关扎实做好疫情防控资金物资跟踪审计
publisher: shandong-audit
date: 2020-02-21 09:30
region: shandong
topics: [audit, 疫情防控, relief]
number: 鲁审通〔2020〕3号
summary: 全省审计机关闻令而动, 尽锐出战
source: 山东省审计厅
---
` + strings.Repeat("全省审计机关坚决贯彻落实决策部署，闻令而动。\n\n", 44))

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(typical)))
	for b.Loop() {
		Parse("bulletins/2020/a.md", "a.md", typical, Options{Location: shanghai})
	}
}

// BenchmarkFrontMatterAlone compares a cutter with the library as its documentation shows it.
func BenchmarkFrontMatterAlone(b *testing.B) {
	b.Run("cutter", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			cut("a.md", typical)
		}
	})
	b.Run("documented", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c := cutters.Get().(*cutter)
			c.reset("a.md", typical)
			frontmatter.MustParse(bytes.NewReader(typical), c, libraryFormats...)
			cutters.Put(c)
		}
	})
}
