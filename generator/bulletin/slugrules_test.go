package bulletin

import (
	"strings"
	"testing"
)

func TestSlugs(t *testing.T) {
	for slug, want := range map[string]string{
		"notice-3_a.b":           "",
		"济南市通知":                  "",
		"'2020-02'":              "",
		"12":                     "",
		"../etc":                 "is a path; expected only the last part of an address\n  did you mean \"etc\"?",
		"a/b":                    "is a path; expected only the last part of an address\n  did you mean \"b\"?",
		"'a\\b'":                 "is a path; expected only the last part of an address\n  did you mean \"a-b\"?",
		"..":                     "is a path; expected only the last part of an address",
		".hidden":                "starts or ends with a dot\n  did you mean \"hidden\"?",
		"a.":                     "starts or ends with a dot\n  did you mean \"a\"?",
		"Notice":                 "has capital letters; expected lower-case ones, since some hosts do not distinguish them\n  did you mean \"notice\"?",
		"a b":                    "holds ' '; expected letters, digits, hyphens, underscores and dots\n  did you mean \"a-b\"?",
		"a：b":                    "holds '：'; expected letters, digits, hyphens, underscores and dots\n  did you mean \"a-b\"?",
		"\"a\\u200Bb\"":          "holds '\\u200b'; expected letters, digits, hyphens, underscores and dots\n  did you mean \"a-b\"?",
		"\"cafe\\u0301\"":        "has letters and accents that are not composed (Unicode NFC)\n  did you mean \"café\"?",
		"index":                  "is a reserved name; expected another",
		"con":                    "is a reserved name; expected another",
		"com1.x":                 "is a reserved name; expected another",
		"nul":                    "is a reserved name; expected another",
		"a.print":                "ends with .print, which addresses add themselves\n  did you mean \"a\"?",
		"a.html":                 "ends with .html, which addresses add themselves\n  did you mean \"a\"?",
		strings.Repeat("a", 120): "",
		strings.Repeat("济", 41):  "is too long; expected at most 120 bytes",
	} {
		_, _, _, problems := Parse("a.md", "f", []byte(with("slug: "+slug)), Options{Location: shanghai})
		got := said(problems)
		if want != "" {
			before, after, _ := strings.Cut(strings.ReplaceAll(got, "\"…", "\""), "\" ")
			if !strings.HasPrefix(before, "f:5:7: slug \"") {
				t.Errorf("%s: %s", slug, got)
			}
			got = after
		}
		if got != want {
			t.Errorf("%s:\n got  %s\n want %s", slug, got, want)
		}
	}
}

func TestSlugByDefaultComesFromTheFilesName(t *testing.T) {
	for source, want := range map[string]string{
		"bulletins/2020/2020-02-21-notice.md":  "notice",
		"bulletins/2020-02-21.md":              "2020-02-21",
		"bulletins/20200221-notice.md":         "20200221-notice",
		"bulletins/2020/notice/index.md":       "notice",
		"bulletins/2020-02-21-notice/index.md": "notice",
		"bulletins/My Notice.md":               "my-notice",
		"bulletins/2020-02-21-济南市通知.md":        "ji-nan-shi-tong-zhi",
		"bulletins/v1.2.md":                    "v1.2",
		"bulletins/README.markdown":            "readme",
	} {
		b, _, _, problems := Parse(source, source, []byte(with("")), Options{Location: shanghai})
		if b.Slug.Value != want || len(problems) > 0 {
			t.Errorf("%s: %q, want %q %v", source, b.Slug.Value, want, problems)
		}
	}
	check(t, "bulletins/con.md", with(""), "f:1:1: the file's name makes the slug \"con\", which is a reserved name; expected another\n  add slug: with another name")
	check(t, "bulletins/.md", with(""), "f:1:1: the file's name makes the slug \"\", which is empty\n  add slug: with another name")
}

func TestAliases(t *testing.T) {
	for alias, want := range map[string]string{
		"/art/2020/2/21/art_1_2.html":          "",
		"/old/":                                "",
		"/公报/第一期.html":                         "",
		"old.html":                             "does not start with /",
		"http://example.org/":                  "does not start with /",
		"/":                                    "is the home page",
		"//example.org/a":                      "has an empty part",
		"/a//b":                                "has an empty part",
		"/../a":                                "has a part that starts with a dot",
		"/a/./b":                               "has a part that starts with a dot",
		"/.htaccess":                           "has a part that starts with a dot",
		"/a?id=3":                              "",
		"/?p=123":                              "",
		"'/index.php?m=content&a=show&id=3|4'": "",
		"'/查询.asp?名=值&t=%CD%A8'":               "",
		"/a?":                                  "ends with a question mark",
		"'/a?b c'":                             "has a space or a mark in its query that no address has",
		"'/a?b\\c'":                            "has a space or a mark in its query that no address has",
		"/a?b<c":                               "has a space or a mark in its query that no address has",
		"/../a?id=3":                           "has a part that starts with a dot",
		"'/a#b'":                               "has a fragment, which browsers never send",
		"'/a?b#c'":                             "has a fragment, which browsers never send",
		"'/a\\b'":                              `has one of \ : * " < > | %, which not every host takes`,
		"/%E6%B5%8E":                           `has one of \ : * " < > | %, which not every host takes`,
		"'/a./b'":                              "has a part that ends with a dot or starts or ends with a space",
		"/" + strings.Repeat("a/", 1000):       "is too long",
		"/" + strings.Repeat("济", 100):         "has a part that is too long",
	} {
		_, _, _, problems := Parse("a.md", "f", []byte(with("aliases: [/good, "+alias+"]")), Options{Location: shanghai})
		got := ""
		if len(problems) == 1 && strings.HasPrefix(problems[0].Error(), "f:5:18: alias ") {
			_, got, _ = strings.Cut(strings.ReplaceAll(problems[0].Message, "\"…", "\""), "\" ")
			got = strings.TrimSuffix(got, "; expected a path such as /2020/old.html")
		} else if len(problems) > 0 {
			got = said(problems)
		}
		if got != want {
			t.Errorf("%.60s:\n got  %s\n want %s", alias, got, want)
		}
	}
}

func TestAttachments(t *testing.T) {
	for text, want := range map[string]string{
		with("attachments: a.pdf"):                               "",
		with("attachments: [a.pdf, {name: b/c.xls, title: 附表}]"): "",
		with("attachments: [../a.pdf]"):                          "f:5:15: attachment \"../a.pdf\"; expected the name of a file beside this one, such as table.xlsx",
		with("attachments: [/etc/passwd]"):                       "f:5:15: attachment \"/etc/passwd\"; expected the name of a file beside this one, such as table.xlsx",
		with("attachments: [a//b]"):                              "f:5:15: attachment \"a//b\"; expected the name of a file beside this one, such as table.xlsx",
		with("attachments: [.git/config]"):                       "f:5:15: attachment \".git/config\"; expected the name of a file beside this one, such as table.xlsx",
		with("attachments: [a, b, a]"):                           "f:5:21: attachment \"a\" is listed twice",
		with("attachments: [{title: x}]"):                        "f:5:15: an attachment has no name; expected the name of a file beside this one",
		with("attachments: [{name: [a]}]"):                       "f:5:22: name is a list; expected a text\n  if it is a text, put it in quotes: name: \"[a]\"",
	} {
		check(t, "bulletins/a/index.md", text, want)
	}
}
