package fields

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// It is long because it is a table.
func TestSlipsInTOMLAndJSON(t *testing.T) {
	const quote, equals, marks = "put it in straight quotes: ", "in TOML the key is followed by an equals sign: ", "JSON knows only the marks of ASCII: \" , : { } [ ]"
	for _, c := range []struct {
		read       read
		text, want string
	}{
		{TOML, "title = 通知\ndate = 2020-02-21\n", "f:1:9: \"通知\" is a text without quotes\n  " + quote + "title = \"通知\""},
		{TOML, "title = 关于 [通知]，\"急\" # 一\n", "f:1:9: \"关于 [通知]，\\\"急\\\" # 一\" is a text without quotes\n  " + quote + "title = '关于 [通知]，\"急\" # 一'"},
		{TOML, "title = “通知”\n", "f:1:9: \"“通知”\" is a text without quotes\n  " + quote + "title = \"通知\""},
		{TOML, "a = 甲\nb = 乙\r\nc = 1\n", "f:1:5: \"甲\" is a text without quotes\n  " + quote + "a = \"甲\"\nf:2:5: \"乙\" is a text without quotes\n  " + quote + "b = \"乙\""},
		{TOML, "topics = [水利, \"审计\"]\n", "f:1:11: \"水利\" is a text without quotes\n  " + quote + "\"水利\""},
		{TOML, "draft = True\n", "f:1:9: found True; expected true"},
		{TOML, "title: 通知\n", "f:1:6: expected `key = value`\n  " + equals + "title = \"通知\""},
		{TOML, "title：通知\n", "f:1:6: expected `key = value`\n  " + equals + "title = \"通知\""},
		{TOML, "title ＝ \"通知\"\n", "f:1:7: expected `key = value`\n  " + equals + "title = \"通知\""},
		{TOML, "title = \"通知\" 二\n", "f:1:14: found \"二\"; expected the end of the line"},
		{JSON, "{“title”: 1}", "f:1:2: found “; expected \"\n  " + marks},
		{JSON, "{\"a\"：1}", "f:1:5: found ：; expected :\n  " + marks},
		{JSON, "{\"a\": 1，\"b\": 2}", "f:1:8: found ，; expected ,\n  " + marks},
		{JSON, "{\"a\": 1\n\"b\": 2}", "f:2:1: cannot be read as JSON: invalid character '\"' after object key:value pair\n  put a comma between two entries"},
		{JSON, "{\"a\" 1}", "f:1:6: cannot be read as JSON: invalid character '1' after object key\n  put a colon between a key and its value"},
		{JSON, "{\"a\": \"b\n}", "f:1:9: cannot be read as JSON: invalid character '\\n' in string literal\n  end the text with a double quote on its line"},
	} {
		v, problems := c.read("f", []byte(c.text), 1)
		if got := said(problems); got != c.want || v.Kind != Null {
			t.Errorf("%q:\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestMessagesOfTheLibrariesAreCut(t *testing.T) {
	digits := strings.Repeat("1", 250_000)
	for text, read := range map[string]read{
		"number = " + digits + "\n": TOML, "a = 1_" + digits + "__\n": TOML, "a = 2020-" + digits + "\n": TOML, "a = " + digits + "x\n": TOML,
		"{\"a\": " + digits + "x}": JSON, "a: !" + digits + " b\n": YAML, "a: *" + digits + "\n": YAML, digits + "\n": YAML, "a: \"\\" + digits + "\"\n": YAML,
	} {
		_, problems := read("f", []byte(text), 1)
		if len(problems) == 0 {
			t.Errorf("%.20s: no problem", text)
		}
		for _, p := range problems {
			if utf8.RuneCountInString(p.Message) > problem.MaxMessage || len(p.Hint) > 5000 {
				t.Errorf("%.20s: %d and %d bytes", text, len(p.Message), len(p.Hint))
			}
		}
	}
}
