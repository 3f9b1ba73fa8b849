package settings

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
)

func saidOfConfig(problems []problem.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.Error() + "\n")
		if p.Hint != "" {
			b.WriteString("  " + p.Hint + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestConfigProblems(t *testing.T) {
	const zone = "; expected a name of the IANA time zone database such as Asia/Shanghai\n  "
	for text, want := range map[string]string{
		"":                         "f:1:1: title is missing; a site needs one",
		"title:":                   "f:1:7: title is empty; a site needs one",
		"title: ''":                "f:1:8: title is empty; a site needs one",
		"title: [a]":               "f:1:8: title is a list; expected a text, or a map of languages and texts\n  if it is a text, put it in quotes: title: \"[a]\"",
		"title: {english: a}":      "f:1:9: a key of title is \"english\"; expected a language tag such as zh-Hans, zh-Hant or en",
		"- a":                      "f:1:1: the file is a list; expected keys and values",
		"a":                        "f:1:1: found \"a\"; expected `key: value` lines",
		"title: a\ntitel: b":       "f:2:1: unknown key \"titel\"\n  did you mean \"title\"?",
		"title: a\nzzz: b":         "f:2:1: unknown key \"zzz\"\n  gongbao help site lists all keys",
		"title: a\nbaseURL: b":     "f:2:1: unknown key \"baseURL\"\n  did you mean \"base_url\"?",
		"title: a\nTime-Zone: UTC": "f:2:1: unknown key \"Time-Zone\"\n  did you mean \"time_zone\"?",
		"网站名称: a\ntitle: b":        "f:1:1: unknown key \"网站名称\"\n  did you mean \"title\"?",
		"title: a #1 b":            "f:1:8: warning: title is \"a\": a space and # start a comment, so \"#1 b\" is left out\n  quote it: title: \"a #1 b\"",
		"title: {zh: 公报 # 一}":      "f:1:8: an entry in these brackets needs quotes\n  write: title: {zh: \"公报 # 一\"}",
		"title: a\nbase_url: https://a.example/ # the old one\nsearch: true # on\ncopyright: '© a' # b": "",
		"title:a":                                     "f:1:1: found no space after the colon of title\n  put a space after the colon: title: a",
		"title: a\ntitle: b":                          "f:2:1: key \"title\" is given twice; it is already on line 1\n  delete one of the two",
		"title: \xFF":                                 "f:1:8: byte 0xFF is not UTF-8 text\n  save the file with the encoding UTF-8; old files may be in GB18030 or Big5",
		"title: a\nbase_url: /b":                      "f:2:11: base_url is \"/b\"; expected an address that starts with https:// or http://",
		"title: a\nbase_url: ftp://b/":                "f:2:11: base_url is \"ftp://b/\"; expected an address that starts with https:// or http://",
		"title: a\nbase_url: 'https://b/?c'":          "f:2:11: base_url has a query or a fragment; expected one such as https://www.example.org/archive/",
		"title: a\nlanguages: [zh-CN]":                "f:2:13: language \"zh-CN\"; expected one of zh-Hans, zh-Hant, en\n  did you mean \"zh-Hans\"?",
		"title: a\nlanguages: [en, zh_TW]":            "f:2:17: language \"zh_TW\"; expected one of zh-Hans, zh-Hant, en\n  did you mean \"zh-Hant\"?",
		"title: a\nlanguages: [fr]":                   "f:2:13: language \"fr\"; expected one of zh-Hans, zh-Hant, en",
		"title: a\nlanguages: [en, en]":               "f:2:17: language \"en\" is listed twice",
		"title: a\nlanguages: {en: b}":                "f:2:12: languages is a map of keys; expected a text or a list of texts",
		"title: a\ntime_zone: Asia/Beijing":           "f:2:12: time_zone is \"Asia/Beijing\"" + zone + "all of mainland China uses Asia/Shanghai",
		"title: a\ntime_zone: Asia/Shangai":           "f:2:12: time_zone is \"Asia/Shangai\"" + zone + "did you mean \"Asia/Shanghai\"?",
		"title: a\ntime_zone: Local":                  "f:2:12: time_zone is \"Local\"" + zone + "all of mainland China uses Asia/Shanghai",
		"title: a\ntime_zone: ../../etc/passwd":       "f:2:12: time_zone is \"../../etc/passwd\"" + zone + "all of mainland China uses Asia/Shanghai",
		"title: a\ntheme: ../x":                       "f:2:8: theme is \"../x\"; expected the name of a folder in themes, of letters, digits, hyphens and underscores",
		"title: a\nstrict: yes":                       "f:2:9: strict is \"yes\"; expected true or false\n  did you mean true?",
		"title: a\npretty_urls: [true]":               "f:2:14: pretty_urls is a list; expected true or false",
		"title: a\nrelated: 'no'":                     "f:2:10: related is \"no\"; expected true or false\n  did you mean false?",
		"title: a\nunsafe_html: on":                   "f:2:14: unsafe_html is \"on\"; expected off or sanitized",
		"title: a\nunsafe_html: true":                 "f:2:14: unsafe_html is true; expected off or sanitized",
		"title: a\nunsafe_html: sanitised":            "f:2:14: unsafe_html is \"sanitised\"; expected off or sanitized\n  did you mean \"sanitized\"?",
		"title: a\nformats: [json, xml]":              "f:2:17: an entry of formats is \"xml\"; expected json or markdown",
		"title: a\nfeeds: full":                       "f:2:8: feeds is a text; expected keys and values",
		"title: a\nfeeds: {content: all}":             "f:2:18: feeds.content is \"all\"; expected summary or full",
		"title: a\nfeeds: {contents: full}":           "f:2:9: unknown key \"contents\"\n  did you mean \"content\"?",
		"title: a\nfeeds: {archives: none}":           "f:2:19: feeds.archives is \"none\"; expected site or all",
		"title: a\nfeeds: {id_base: old.example}":     "f:2:18: feeds.id_base is \"old.example\"; expected an address that starts with https:// or http://",
		"title: a\nsitemap: {gzip: maybe}":            "f:2:17: sitemap.gzip is \"maybe\"; expected true or false",
		"title: a\npublisher: b":                      "f:2:12: publisher is a text; expected keys and values",
		"title: a\npublisher: {nme: b}":               "f:2:13: unknown key \"nme\"\n  did you mean \"name\"?",
		"title: a\npublisher: {url: b}":               "f:2:18: publisher.url is \"b\"; expected an address that starts with https:// or http://",
		"title: a\ncontact: {email: b}":               "f:2:18: contact.email is \"b\"; expected an address such as office@example.org",
		"title: a\ncontact: {email: 'a@b?cc=c@d'}":    "f:2:18: contact.email is \"a@b?cc=c@d\"; expected an address such as office@example.org",
		"title: a\ncontact: {phone: [1]}":             "f:2:18: contact.phone is a list; expected a text\n  if it is a text, put it in quotes: phone: \"[1]\"",
		"title: a\nmeta: {site_nam: b}":               "f:2:8: unknown key \"site_nam\"\n  did you mean \"site_name\"?",
		"title: a\nmeta: {site_name: [b]}":            "f:2:19: meta.site_name is a list; expected a text\n  if it is a text, put it in quotes: site_name: \"[b]\"",
		"title: a\n" + strings.Repeat("#", maxConfig): "f: the file is larger than 1 MiB",
	} {
		c, problems := readConfig("f", []byte(text))
		if got := saidOfConfig(problems); got != want {
			t.Errorf("%.80q:\n got  %s\n want %s", text, got, want)
		}
		if len(c.Title) == 0 || len(c.Languages) == 0 || c.TimeZone == nil {
			t.Errorf("%.80q: a config without title, languages or time zone: %+v", text, c)
		}
	}
}

func TestConfigIsRead(t *testing.T) {
	got, problems := readConfig("f", []byte(`
title: {zh-Hans: 公报, en: Bulletins}
description: 说明
copyright: 版权
base_url: https://example.org/archive
languages: [en, zh-Hant]
time_zone: Asia/Urumqi
theme: gazette
strict: true
publisher: {name: 厅, url: https://example.org/}
contact: {email: a@b.example, phone: 0531-1, address: {en: Road 1}}
meta: {site_name: n, site_domain: d, site_id_code: 0370000001, column_name: c, column_type: t}
unsafe_html: sanitized
pretty_urls: true
formats: [json, markdown]
feeds: {content: full, archives: all, id_base: https://old.example.org}
sitemap: {gzip: true}
related: false
search: false
`))
	urumqi, err := time.LoadLocation("Asia/Urumqi")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Title:       archive.Names{{Language: "zh-Hans", Text: "公报"}, {Language: "en", Text: "Bulletins"}},
		Description: archive.Names{{Text: "说明"}},
		Copyright:   archive.Names{{Text: "版权"}},
		BaseURL:     "https://example.org/archive/",
		Languages:   []string{"en", "zh-Hant"},
		TimeZone:    urumqi,
		Theme:       "gazette",
		Strict:      true,
		Publisher: Publisher{Name: archive.Names{{Text: "厅"}}, URL: "https://example.org/", Email: "a@b.example", Phone: "0531-1",
			Address: archive.Names{{Language: "en", Text: "Road 1"}}},
		Government:    pages.Government{SiteName: "n", SiteDomain: "d", SiteIDCode: "0370000001", ColumnName: "c", ColumnType: "t"},
		SanitizedHTML: true, PrettyURLs: true, JSON: true, Markdown: true, FullFeeds: true, TermArchives: true, IDBase: "https://old.example.org/", GzipSitemap: true, Related: false,
	}
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got  %+v\n want %+v", saidOfConfig(problems), got, want)
	}
}

func TestConfigWithOnlyATitleHasTheDefaults(t *testing.T) {
	got, problems := readConfig("f", []byte("title: a\nrelated:\nbase_url:\nlanguages: []\n"))
	want := defaultConfig()
	want.Title = archive.Names{{Text: "a"}}
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got  %+v\n want %+v", saidOfConfig(problems), got, want)
	}
	if want.TimeZone.String() != "Asia/Shanghai" || !want.Related || !reflect.DeepEqual(want.Languages, []string{"zh-Hans"}) {
		t.Errorf("%+v", want)
	}
}

func FuzzReadConfig(f *testing.F) {
	f.Add("title: {en: a}\nmeta: {site_name: b}\nfeeds:\n  content: full\n")
	f.Fuzz(func(t *testing.T, text string) {
		if c, _ := readConfig("f", []byte(text)); len(c.Title) == 0 || len(c.Languages) == 0 || c.TimeZone == nil || c.BaseURL != "" && !strings.HasSuffix(c.BaseURL, "/") {
			t.Fatalf("%q: %+v", text, c)
		}
	})
}
