package bulletin

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongbao/generator/fields"
	"gongbao/generator/problem"
)

func TestEveryFieldIsDeclaredInFull(t *testing.T) {
	type meaning struct{ name, key string }
	names := map[meaning]bool{}
	for _, f := range Fields {
		for _, name := range append([]string{f.Key}, f.Instead...) {
			m := meaning{plainName(name), f.Key}
			if names[m] || useless[m.name] {
				t.Errorf("%s: the name %s is given already", f.Key, name)
			}
			if other := fieldByKey[name]; other != nil && other.Key != f.Key {
				t.Errorf("%s: the name %s is that of another field", f.Key, name)
			}
			names[m] = true
		}
		if f.Type == nil || f.at == nil || f.Help.EN == "" || f.Help.ZH == "" {
			t.Errorf("%s lacks a type, a place or its help", f.Key)
		}
		if (f.JSON == "") != (f.Absent.JSON != "") || (f.CSV == "") != (f.Absent.CSV != "") {
			t.Errorf("%s needs either a name in the open data, or the reason why it is absent: JSON %q, CSV %q, absent %+v", f.Key, f.JSON, f.CSV, f.Absent)
		}
		if !f.Placed && (f.Absent.Page == "") != (f.Absent.Print == "") {
			t.Errorf("%s is a fact, so page and print view both show it or both do not: %+v", f.Key, f.Absent)
		}
		if (f.Missing == "") != (f.Empty == "") {
			t.Errorf("%s needs codes for both of its problems: %q, %q", f.Key, f.Missing, f.Empty)
		}
	}
}

// Everything in a bulletin belongs to a field of the table, except for what front matter does not say.
func TestEveryPartOfABulletinBelongsToOneField(t *testing.T) {
	b := new(Bulletin)
	owner := map[any]string{}
	for _, f := range Fields {
		at := f.at(b)
		if owner[at] != "" {
			t.Errorf("%s and %s are kept in one place", f.Key, owner[at])
		}
		owner[at] = f.Key
	}
	outside := []string{"Source", "Hash", "Headings", "Links", "Elsewhere", "StatusAt"}
	for field, v := range fieldsOf(b) {
		if owner[v.Addr().Interface()] == "" && !slices.Contains(outside, field.Name) {
			t.Errorf("no field of the table is kept in %s", field.Name)
		}
	}
}

// sample is a value that a field of a type accepts.
var sample = map[*Type]string{
	Line: "一行", Name: "甲", Names: "[甲, 乙]", Paragraph: "一段", URL: "https://example.org/", Language: "zh-Hant", Slug: "a-slug", Lines: "[甲, 乙]", Paths: "[/old.html]", Day: "2020-02-22",
	Flag: "true", StatusWord: "corrected", Corrections: "[{date: 2020-03-01, note: 更正}]", Attachments: "[a.pdf, {name: b.pdf, title: 表}]",
}

// companions are the fields without which a field is a mistake.
var companions = map[string]string{
	"withdrawn": "reason: 有误\n", "erased": "legal_ground: 某法\n", "legal_ground": "erased: 2020-03-01\n", "erase_title": "erased: 2020-03-01\nlegal_ground: 某法\n",
}

func TestEveryFieldIsReadKeptAndDescribed(t *testing.T) {
	schema := frontMatterSchema(t)
	for _, f := range Fields {
		text := "title: 一行\npublisher: 甲\ndate: 2020-02-21\n" + f.Key + ": " + sample[f.Type] + "\n"
		if f.Required() {
			text = without(f.Key)[len("---\n"):]
			text = strings.TrimSuffix(text, "---\n") + f.Key + ": " + sample[f.Type] + "\n"
		}
		text += companions[f.Key]
		b, _, _, problems := Parse("a.md", "f", []byte("---\n"+text+"---\n"), Options{})
		if problem.Errors(problems) > 0 {
			t.Errorf("%s: %s", f.Key, said(problems))
			continue
		}
		if reflect.ValueOf(f.at(b)).Elem().IsZero() {
			t.Errorf("%s is not read", f.Key)
		}
		again, _, err := Decode(string(b.Append(nil)))
		if err != nil || !reflect.DeepEqual(f.at(again), f.at(b)) {
			t.Errorf("%s is not remembered: %v", f.Key, err)
		}
		if err := schema.Validate(decoded(t, text)); err != nil {
			t.Errorf("the schema refuses %s: %v", f.Key, err)
		}
	}
}

func TestTheSchemaKnowsWhatTheParserKnows(t *testing.T) {
	schema := frontMatterSchema(t)
	const good = "title: a\npublisher: b\ndate: 2020-02-21\n"
	if err := schema.Validate(decoded(t, good+"summary:\ntopics: ~\n")); err != nil {
		t.Errorf("it refuses fields without a value: %v", err)
	}
	for _, text := range []string{
		"title: a\n", good + "publishers: x\n", good + "summary: [a]\n", good + "draft: maybe\n", good + "status: gone\n", good + "source_url: ftp://a/\n",
		good + "aliases: old.html\n", good + "updated: 1.3.2020\n", good + "changes: [{note: x}]\n", good + "slug: A B\n", good + "language: zh_CN\n",
	} {
		if schema.Validate(decoded(t, text)) == nil {
			t.Errorf("the schema accepts %q", text)
		}
		if _, _, _, problems := Parse("a.md", "f", []byte("---\n"+text+"---\n"), Options{}); problem.Errors(problems) == 0 {
			t.Errorf("the parser accepts %q", text)
		}
	}
	for _, source := range sampleSources(t) {
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		if f := cut(source, data); !f.ok {
			t.Errorf("%s: %v", source, f.problems)
		} else if err := schema.Validate(plainValue(f.value)); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func sampleSources(t *testing.T) (sources []string) {
	for _, depth := range []string{"*", "*/*"} {
		found, err := filepath.Glob("../../content/bulletins/" + depth + ".md")
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, found...)
	}
	if len(sources) < 10 {
		t.Fatalf("only %d sources in the sample", len(sources))
	}
	return sources
}

func frontMatterSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("front-matter.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("front-matter.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// decoded returns YAML in the form that the schema's validator takes.
func decoded(t *testing.T, text string) any {
	t.Helper()
	v, problems := fields.YAML("f", []byte(text), 1)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	return plainValue(v)
}

func plainValue(v fields.Value) any {
	switch v.Kind {
	case fields.Null:
		return nil
	case fields.Bool:
		return v.Text == "true"
	case fields.Number:
		return json.Number(v.Text)
	case fields.List:
		list := []any{}
		for _, item := range v.Items {
			list = append(list, plainValue(item))
		}
		return list
	case fields.Map:
		m := map[string]any{}
		for i, k := range v.Keys {
			m[k.Name] = plainValue(v.Items[i])
		}
		return m
	}
	return v.Text
}

func TestTheReferenceExplainsEveryFieldInBothLanguages(t *testing.T) {
	for _, language := range []string{"en", "zh", "zh-Hans", "fr"} {
		text := Reference(language)
		for _, f := range Fields {
			_, section, found := strings.Cut(text, "\n## "+f.Key+"\n")
			section, _, _ = strings.Cut(section, "\n## ")
			if !found || !strings.Contains(section, f.Help.In(language)) || !strings.Contains(section, f.Type.Words.In(language)) {
				t.Errorf("%s: %s is not explained: %q", language, f.Key, section)
			}
		}
	}
	if strings.Contains(Reference("en"), "必填") || !strings.Contains(Reference("zh-Hans"), "必填") {
		t.Error("the languages are mixed up")
	}
}

func TestOnlyWhatOtherPagesDependOnIsADifferenceOutside(t *testing.T) {
	for _, f := range Fields {
		n := 0
		var a, b Bulletin
		fill(t, reflect.ValueOf(&a).Elem(), &n)
		n = 0
		fill(t, reflect.ValueOf(&b).Elem(), &n)
		if !SameOutside(&a, &b) {
			t.Fatal("equal bulletins differ")
		}
		n = 1000
		if at := reflect.ValueOf(f.at(&b)).Elem(); at.Kind() == reflect.Bool || f.Type == StatusWord {
			at.SetZero()
		} else {
			fill(t, at, &n)
		}
		if got := SameOutside(&a, &b); got != f.Own {
			t.Errorf("another %s: same outside %v, want %v", f.Key, got, f.Own)
		}
	}
}

func TestPlacesAndBodiesMakeNoDifferenceOutside(t *testing.T) {
	read := func(front string) *Bulletin {
		b, _, _, problems := Parse("a.md", "f", []byte(front), Options{})
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		return b
	}
	a := read("---\ntitle: a\npublisher: b\ndate: 2020-02-21 09:30\ntopics: [x, y]\nstatus: current\nattachments: [c.pdf]\n---\n")
	b := read("---\n# moved\nattachments: [ c.pdf ]\nstatus:   current\ntopics: [ x,  y ]\ndate:  2020-02-21 09:30\npublisher: [b]\ntitle: a\n---\n")
	b.Hash, b.Headings, b.Links = Hash{1}, make([]Heading, 1), make([]Text, 1)
	if !SameOutside(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
	b.Source = "b.md"
	if SameOutside(a, b) {
		t.Error("another source is taken for the same")
	}
}

func TestNamesOfOtherProgramsLeadToTheField(t *testing.T) {
	for text, want := range map[string]string{
		with("tags: x"):          "f:5:1: unknown key \"tags\"\n  did you mean \"topics\"?",
		with("Description: x"):   "f:5:1: unknown key \"Description\"\n  did you mean \"summary\"?",
		with("文号: x"):            "f:5:1: unknown key \"文号\"\n  did you mean \"number\"?",
		with("redirect_from: x"): "f:5:1: unknown key \"redirect_from\"\n  did you mean \"aliases\"?",
		"---\n标题: 通知\nauthor: 甲\ndate: 2020-02-21\n---\n": "f:2:1: unknown key \"标题\"\n  did you mean \"title\"?\nf:3:1: unknown key \"author\"\n  did you mean \"publisher\" or \"editor\"?",
		with("author: 邱某"):               "f:5:1: unknown key \"author\"\n  did you mean \"editor\"?",
		with("agency: x"):                "f:5:1: unknown key \"agency\"\n  did you mean \"publisher\"?",
		with("發佈機構: x"):                  "f:5:1: unknown key \"發佈機構\"\n  did you mean \"publisher\"?",
		with("categories: [x]"):          "f:5:1: unknown key \"categories\"\n  did you mean \"topics\"?",
		with("permalink: /old/7.html"):   "f:5:1: unknown key \"permalink\"\n  did you mean \"aliases\"?",
		with("permalink: inspection"):    "f:5:1: unknown key \"permalink\"\n  did you mean \"slug\"?",
		with("url: https://a.example/b"): "f:5:1: unknown key \"url\"\n  did you mean \"source_url\" or \"aliases\"?",
		with("url: /a.html\nslug: b"):    "f:5:1: unknown key \"url\"\n  did you mean \"aliases\"?",
		with("expiryDate: 2030-01-01"):   "f:5:1: unknown key \"expiryDate\"\n  did you mean \"expires_at\"?",
		with("PublishDate: 2030-01-01"):  "f:5:1: unknown key \"PublishDate\"\n  did you mean \"publish_at\"?",
		with("publish-at: 2030-01-01"):   "f:5:1: unknown key \"publish-at\"\n  did you mean \"publish_at\"?",
		with("lastmod: 2030-01-01"):      "f:5:1: unknown key \"lastmod\"\n  did you mean \"updated\"?",
		with("ＳＵＭＭＡＲＹ: x"):               "f:5:1: unknown key \"ＳＵＭＭＡＲＹ\"\n  did you mean \"summary\"?",
		with("layout: post"):             "f:5:1: unknown key \"layout\"\n  delete the line: no page would show it",
		with("colour: red"):              "f:5:1: unknown key \"colour\"\n  gongbao help fields lists all keys",
		with("summry: x"):                "f:5:1: unknown key \"summry\"\n  did you mean \"summary\"?",
	} {
		check(t, "bulletins/a.md", text, want)
	}
	_, _, _, problems := ParsePage("pages/a.md", "f", []byte("---\ntitle: a\ntags: x\n---\n"), Options{})
	if got := said(problems); !strings.HasPrefix(got, "f:3:1: unknown key \"tags\"; expected one of title, ") {
		t.Errorf("a page has no topics, but: %s", got)
	}
}
