package fields

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongbao/generator/problem"
)

type read func(file string, data []byte, firstLine int) (Value, []problem.Problem)

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

// It is long because it is a table: each kind of problem, with its place and hint.
func TestProblemsSayWhereAndWhatToDo(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+2)
	for _, c := range []struct {
		read       read
		text, want string
	}{
		{YAML, "title：foo\n", "f:1:1: found a full-width colon after title\n  after a key comes the colon : and a space: title: foo"},
		{YAML, "title:foo\n", "f:1:1: found no space after the colon of title\n  put a space after the colon: title: foo"},
		{YAML, "a: x\ntitle：foo\nb: c\n", "f:2:1: found a full-width colon after title\n  after a key comes the colon : and a space: title: foo"},
		{YAML, "a: x\nfoo\n", "f:2:1: expected `key: value`"},
		{YAML, "标题: 济南: 通知\n", "f:1:5: a colon and a space inside a value without quotes\n  put it in quotes: 标题: \"济南: 通知\""},
		{YAML, "title：通知\ndate: 2020-02-21\n", "f:1:1: found a full-width colon after title\n  after a key comes the colon : and a space: title: 通知"},
		{YAML, "a: b\n  c: d\n", "f:2:4: a colon and a space inside a value without quotes\n  put the whole value in quotes, or fix the indentation of this line"},
		{YAML, " a: b\nc: d\n", "f:2:1: the indentation of this line is not that of the lines above"},
		{YAML, "a: b\n\tc: d\n", "f:2:1: a tab is used for indentation; expected spaces\n  delete the tab: a key starts at the start of its line: c: d"},
		{YAML, "a:\n\t- b\n", "f:2:1: a tab is used for indentation; expected spaces\n  put two spaces in the place of each tab: - b"},
		{YAML, "a: @x\n", "f:1:4: a value without quotes starts with @\n  put it in quotes: a: \"@x\""},
		{YAML, "a: *x\n", "f:1:4: a value without quotes starts with *\n  put it in quotes: a: \"*x\""},
		{YAML, "a: ,\n", "f:1:4: a value without quotes starts with ,\n  put it in quotes: a: \",\""},
		{YAML, "a: - b\n", "f:1:4: a value without quotes starts with - and a space, as the entry of a list does\n  put it in quotes: a: \"- b\""},
		{YAML, "a: 'x\nb: c\n", "f:1:4: the quote that opens here is never closed\n  put it in quotes: a: \"x\""},
		{YAML, "a: \"\\q\"\n", "f:1:5: unknown escape; expected \\n, \\\" or \\\\ after a backslash in double quotes\n  in single quotes a backslash is an ordinary character"},
		{YAML, "a: \"b\" c\n", "f:1:4: text follows the quote that closes here; a value in quotes ends with its quote\n  put it in quotes: a: '\"b\" c'"},
		{YAML, "a: [x\nb: c\n", "f:1:4: the bracket that opens here is not closed\n  write: a: [x]"},
		{YAML, "a: {x\n", "f:1:4: the bracket that opens here is not closed\n  write: a: {x}"},
		{YAML, "a: b\n---\nc: d\n", "f:2:1: a second YAML document starts here; expected one"},
		{YAML, "a: !!str 3\n", "f:1:4: a value without quotes starts with !\n  put it in quotes: a: \"!!str 3\""},
		{YAML, "a: &x [b]\nc: *x\n", "f:1:4: a value without quotes starts with &\n  put it in quotes: a: \"&x [b]\"\nf:2:4: a value without quotes starts with *\n  put it in quotes: c: \"*x\""},
		{YAML, "[a]: b\n", "f:1:1: found no name; expected a key before the colon"},
		{YAML, "a: 1\nb: 2\na: 3\n", "f:3:1: key \"a\" is given twice; it is already on line 1\n  delete one of the two"},
		{YAML, "m: {b: c, b: d}\n", "f:1:11: key \"b\" is given twice; it is already on line 1\n  delete one of the two"},
		{YAML, "a: \"\\x07\"\n", "f:1:4: the text holds the control character U+0007 behind an escape\n  delete the escape"},
		{YAML, "a: 济\u2028南\n", "f:1:5: the invisible character U+2028 (line separator)\n  delete it"},
		{YAML, "a: " + deep + "\n", "f:2:1: found \"\"; expected a value\n  put the value in quotes"},
		{YAML, "a: " + deep + strings.Repeat("]", MaxDepth+2) + "\n", "f:1:36: lists and maps are nested more than 32 deep"},
		{YAML, manyKeys(": 1\n"), "f:257:1: a map holds more than 256 keys"},

		{TOML, "a = b\n", "f:1:5: \"b\" is a text without quotes\n  put it in straight quotes: a = \"b\""},
		{TOML, "a = # nothing\n", "f:1:5: expected a value"},
		{TOML, "a: 1\n", "f:1:2: expected `key = value`\n  in TOML the key is followed by an equals sign: a = 1"},
		{TOML, "标题 = \"x\"\n", "f:1:1: expected `key = value`, with a key of the letters a-z, digits, - and _"},
		{TOML, "a = '济'\nb = \"x\n", "f:2:5: the quote that opens here is never closed"},
		{TOML, "a = [1,\n", "f:1:5: the bracket that opens here is not closed"},
		{TOML, "a = [1, b = 2]\n", "f:1:9: cannot be read as TOML: expected value but found \"b\" instead"},
		{TOML, "a = {b = 1 c = 2}\n", "f:1:12: cannot be read as TOML: expected a comma or an inline table terminator '}', but got 'c' instead"},
		{TOML, "a = \"x\" b = 2\n", "f:1:9: found \"b\"; expected the end of the line"},
		{TOML, "a = 1\na = 2\n", "f:2:1: key \"a\" is given twice; it is already on line 1\n  delete one of the two"},
		{TOML, "[a]\nb=1\n[a.b]\n", "f:3:4: key \"b\" is given twice; it is already on line 2\n  delete one of the two"},
		{TOML, "a = 2020-02-30\n", "f:1:5: \"2020-02-30\" is a date or time that does not exist"},
		{TOML, "a = \"\\u0000\"\n", "f:1:5: the text holds the control character U+0000 (NUL) behind an escape\n  delete the escape"},
		{TOML, "a = " + deep, "f:1:37: lists and maps are nested more than 32 deep"},
		{TOML, strings.Repeat("a.", 40) + "a = 1\n", "f:1:1: lists and maps are nested more than 32 deep"},
		{TOML, "[" + strings.Repeat("a.", 40) + "a]\n", "f:1:2: lists and maps are nested more than 32 deep"},
		{TOML, "\"a\\tb\" = 1\n", "f:1:1: found \"a\\\\tb\"; expected a key of letters, digits, hyphens and underscores"},
		{TOML, manyKeys(" = 1\n"), "f:257:1: a map holds more than 256 keys"},

		{JSON, "{\"a\": 1,}", "f:1:9: cannot be read as JSON: invalid character '}' looking for beginning of object key string\n  put keys and texts in double quotes, and no comma after the last entry"},
		{JSON, "{\"济南\": 'x'}", "f:1:8: cannot be read as JSON: invalid character '\\'' looking for beginning of value\n  put keys and texts in double quotes, and no comma after the last entry"},
		{JSON, "{} x", "f:1:4: cannot be read as JSON: invalid character 'x' after top-level value"},
		{JSON, "\n{\"a\": 1,\n \"a\": 2}", "f:3:2: key \"a\" is given twice; it is already on line 2\n  delete one of the two"},
		{JSON, "{\"a\": \"\\u0007\"}", "f:1:7: the text holds the control character U+0007 behind an escape\n  delete the escape"},
		{JSON, "{\"a\": \"\\ud800\"}", "f:1:7: the text holds half of a \\u pair\n  write the character itself"},
		{JSON, deep + strings.Repeat("]", MaxDepth+2), "f:1:34: lists and maps are nested more than 32 deep"},
		{JSON, "3", "f:1:1: found \"3\"; expected `key: value` lines"},

		{YAML, "a: \xFF\n", "f:1:4: byte 0xFF is not UTF-8 text\n  save the file with the encoding UTF-8; old files may be in GB18030 or Big5"},
		{TOML, "a = '\x00'\n", "f:1:6: control character U+0000 (NUL)\n  delete it"},
		{JSON, "{\"a\":\r1}", "f:1:6: carriage return without a line feed\n  save the file with the line ends LF or CRLF"},
	} {
		_, problems := c.read("f", []byte(c.text), 1)
		if got := said(problems); got != c.want {
			t.Errorf("%.60q:\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func manyKeys(rest string) string {
	var b strings.Builder
	for i := range MaxKeys + 2 {
		b.WriteString("k" + strings.Repeat("x", i) + rest)
	}
	return b.String()
}

func TestUnreadableFindsTheFirstBadByteWhereverItStands(t *testing.T) {
	for _, c := range []struct{ bad, want string }{
		{"\x00", "control character U+0000 (NUL)"},
		{"\x1B", "control character U+001B"},
		{"\x7F", "control character U+007F"},
		{"\u0085", "control character U+0085"},
		{"\u009F", "control character U+009F"},
		{"\uFFFE", "control character U+FFFE"},
		{"\uFFFF", "control character U+FFFF"},
		{"\xC3(", "byte 0xC3 is not UTF-8 text"},
		{"\xED\xA0\x80", "byte 0xED is not UTF-8 text"}, // a surrogate
		{"\xE5\x85", "byte 0xE5 is not UTF-8 text"},     // cut short
		{"\r", "carriage return without a line feed"},
	} {
		for before := range 20 {
			for _, after := range []int{0, 1, 17} {
				text := strings.Repeat("a", before) + c.bad + strings.Repeat(" ", after)
				p, offset, bad := Unreadable("f", []byte(text), 7)
				if !bad || offset != before || p.Message != c.want || p.Line != 7 || p.Column != before+1 {
					t.Fatalf("%q: %v, %d, %v", text, p, offset, bad)
				}
			}
		}
	}
	for _, fine := range []string{"", "a\tb\r\nc\n", "济南。·§ \u00A0\uFFFD￥\uFFE6\U0001F600", strings.Repeat("济a\n", 100), "\u2028"} {
		if p, _, bad := Unreadable("f", []byte(fine), 1); bad {
			t.Errorf("%q: %v", fine, p)
		}
	}
	if p, _, _ := Unreadable("f", []byte("济\r\n南 \x01\xFF"), 1); p.Error() != "f:2:3: control character U+0001" {
		t.Error(p)
	}
	if p, _, _ := Unreadable("f", []byte("\xFF\xFEt\x00"), 1); p.Error() != "f:1:1: the file is in UTF-16; expected UTF-8" {
		t.Error(p)
	}
}

// Each of these documents is made to take time or memory out of all proportion. A reader that lets it would not finish this test.
func TestHostileDocumentsEnd(t *testing.T) {
	const n = 100_000
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 30; i++ {
		bomb.WriteString(strings.NewReplacer("N", string(rune('a'+i)), "P", string(rune('a'+i-1))).Replace("N: &N [*P, *P, *P, *P, *P, *P, *P]\n"))
	}
	for name, text := range map[string]string{
		"aliases": bomb.String(), "brackets": "a: " + strings.Repeat("[", n), "braces": "a: " + strings.Repeat("{a: ", n),
		"hyphens": strings.Repeat("- ", n), "questions": strings.Repeat("? ", n), "quotes": "a: \"" + strings.Repeat("\\\"", n),
		"entries": "a: [" + strings.Repeat("a,", n) + "]", "comments": "a: b\n" + strings.Repeat("# c\n", n), "anchors": "a: " + strings.Repeat("&a ", n),
		"dots": strings.Repeat("a.", n) + "a = 1", "toml brackets": "a = " + strings.Repeat("[", n), "toml tables": strings.Repeat("[[a]]\n", n),
		"toml inline": "a = " + strings.Repeat("{a=", n), "json": strings.Repeat("[", n), "json objects": strings.Repeat("{\"a\":", n),
	} {
		for _, read := range []read{YAML, TOML, JSON} {
			if v, problems := read("f", []byte(text), 1); v.Kind == Null && len(problems) == 0 {
				t.Errorf("%s: nothing was read, and nothing reported", name)
			}
		}
	}
}

func FuzzUnreadableAgreesWithAPlainScan(f *testing.F) {
	f.Add([]byte("济南a\r\n\x00\u0085\uFFFE\xED\xA0\x80"))
	f.Fuzz(func(t *testing.T, data []byte) {
		want := -1
		for i := 0; i < len(data) && want < 0; {
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 || strings.ContainsRune("\x7F\uFFFE\uFFFF", r) || r >= 0x80 && r < 0xA0 ||
				r < 0x20 && !strings.ContainsRune("\t\n\r", r) || r == '\r' && !strings.HasPrefix(string(data[i:]), "\r\n") {
				want = i
			}
			i += size
		}
		if _, got, bad := Unreadable("f", data, 1); bad != (want >= 0) || bad && got != want {
			t.Fatalf("%q: %d, want %d", data, got, want)
		}
	})
}
