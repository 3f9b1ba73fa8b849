package fields

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes a value with its places, for comparison.
func shown(v Value) string {
	at := fmt.Sprintf("@%d:%d", v.Pos.Line, v.Pos.Column)
	switch v.Kind {
	case List:
		var items []string
		for _, i := range v.Items {
			items = append(items, shown(i))
		}
		return at + "[" + strings.Join(items, " ") + "]"
	case Map:
		var items []string
		for i, k := range v.Keys {
			items = append(items, fmt.Sprintf("%s@%d:%d=%s", k.Name, k.Pos.Line, k.Pos.Column, shown(v.Items[i])))
		}
		return at + "{" + strings.Join(items, " ") + "}"
	}
	return fmt.Sprintf("%s%c%q", at, "0snbt"[v.Kind], v.Text)
}

func TestValuesKeepTheirTextAndPlace(t *testing.T) {
	for _, c := range []struct {
		read       read
		text, want string
	}{
		{YAML, "", `@0:0 0""`},
		{YAML, "# c\n", `@0:0 0""`},
		{YAML, "济南: 通知\nn: 2020-02\n", `@4:1{济南@4:1=@4:5 s"通知" n@5:1=@5:4 s"2020-02"}`},
		{YAML, "a: 2020-02-21\nb: 0x1F\nc: 1_000\nd: .5\ne: yes\nf: True\ng: ~\nh: NULL\ni: -.inf\n",
			`@4:1{a@4:1=@4:4 s"2020-02-21" b@5:1=@5:4 n"0x1F" c@6:1=@6:4 n"1_000" d@7:1=@7:4 n".5" e@8:1=@8:4 s"yes" f@9:1=@9:4 b"True" g@10:1=@10:4 0"~" h@11:1=@11:4 0"NULL" i@12:1=@12:4 n"-.inf"}`},
		{YAML, "a: '12'\nb: \"true\"\nc: |\n  x\n  y\nd: >-\n  济\n  南\n",
			`@4:1{a@4:1=@4:4 s"12" b@5:1=@5:4 s"true" c@6:1=@6:4 s"x\ny\n" d@9:1=@9:4 s"济 南"}`},
		{YAML, "a:\n  - b: 1\n    c: {d: [e]}\n  - f\n", `@4:1{a@4:1=@5:3[@5:5{b@5:5=@5:8 n"1" c@6:5=@6:8{d@6:9=@6:12[@6:13 s"e"]}} @7:5 s"f"]}`},
		{YAML, "- id: a\n- id: b\n", `@4:1[@4:3{id@4:3=@4:7 s"a"} @5:3{id@5:3=@5:7 s"b"}]`},
		{YAML, "\uFEFFa: b\r\nc: d\r\n", `@4:1{a@4:1=@4:4 s"b" c@5:1=@5:4 s"d"}`},

		{TOML, "", `@0:0 0""`},
		{TOML, "a = '济南' # c\nb = \"x\\ty\"\nc = 1_000\nd = -0.5\ne = false\nf = 2020-02-21 09:30:00+08:00\n",
			`@4:1{a@4:1=@4:5 s"济南" b@5:1=@5:5 s"x\ty" c@6:1=@6:5 n"1_000" d@7:1=@7:5 n"-0.5" e@8:1=@8:5 b"false" f@9:1=@9:5 t"2020-02-21 09:30:00+08:00"}`},
		{TOML, "a = [ 'x', # one\n  [1], ]\n'b c' . d = {e = 1, f = {}}\n", `@4:1{a@4:1=@4:5[@4:7 s"x" @5:3[@5:4 n"1"]] b c@6:1=@6:1{d@6:9=@6:13{e@6:14=@6:18 n"1" f@6:21=@6:25{}}}}`},
		{TOML, "[a]\nb = 1\n[[c]]\nd = 2\n[[c]]\n[c.e]\nf = \"\"\"\nx\"\"\"\"\"\n", `@4:1{a@4:2=@4:2{b@5:1=@5:5 n"1"} c@6:3=@6:3[@6:3{d@7:1=@7:5 n"2"} @8:3{e@9:4=@9:4{f@10:1=@10:5 s"x\"\""}}]}`},

		{JSON, "", `@0:0 0""`},
		{JSON, "{\"济南\" : \"x\\u0020y\",\n \"a\": [1e3, -2, true, null, {}], \"b\": {\"c\": \"\\ud83d\\ude00\"}}",
			`@4:1{济南@4:2=@4:9 s"x y" a@5:2=@5:7[@5:8 n"1e3" @5:13 n"-2" @5:17 b"true" @5:23 0"" @5:29{}] b@5:34=@5:39{c@5:40=@5:45 s"😀"}}`},
		{JSON, `{"a": "\ufffd �"}`, `@4:1{a@4:2=@4:7 s"� �"}`},
	} {
		v, problems := c.read("f", []byte(c.text), 4)
		if got := strings.ReplaceAll(shown(v), " ", ""); got != strings.ReplaceAll(c.want, " ", "") || len(problems) > 0 {
			t.Errorf("%q:\n got  %s %v\n want %s", c.text, got, problems, c.want)
		}
	}
}

func FuzzYAML(f *testing.F) {
	f.Add(typical)
	f.Add("a: {b: [c, 'd']}\ne: |\n  f\n")
	fuzz(f, YAML)
}

func FuzzTOML(f *testing.F) {
	f.Add("a = [1, 'x', {b = \"\"\"c\"\"\"}]\n[d.e]\nf = 2020-02-21\n[[g]]\n")
	fuzz(f, TOML)
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"a": [1, "x\ud83d\ude00", {"b": null}]}`)
	fuzz(f, JSON)
}

// fuzz checks that a reader does not panic, that problems point into the text or to the line after it, and that the two readers of
// TOML agree.
func fuzz(f *testing.F, read read) {
	f.Fuzz(func(t *testing.T, text string) {
		v, problems := read("f", []byte(text), 1)
		lines := int32(strings.Count(text, "\n") + 1)
		var walk func(v Value)
		walk = func(v Value) {
			if v.Pos.Line < 0 || v.Pos.Line > lines+1 || v.Kind == Map && len(v.Keys) != len(v.Items) {
				t.Fatalf("%q: %+v", text, v)
			}
			for _, i := range v.Items {
				walk(i)
			}
		}
		walk(v)
		for _, p := range problems {
			if p.Line < 1 || p.Line > int(lines)+1 || p.Message == "" || strings.Contains(p.Message, "from here on") {
				t.Fatalf("%q: %v", text, p)
			}
		}
	})
}

func BenchmarkTypicalFrontMatter(b *testing.B) {
	data := []byte(typical)
	b.Run("fast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			YAML("f", data, 2)
		}
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r := builder{file: "f"}
			r.yaml(data, 2)
		}
	})
}
