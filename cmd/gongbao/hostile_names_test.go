package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// hostileNames are names that would speak for the program if they were printed as they are.
var hostileNames = []string{
	"a\n::error file=x.md::FORGED",
	"::warning file=x.md::FORGED",
	"c\r\nFORGED: all is well",
	"d\x1b[2J\x1b]0;FORGED\x07",
	"e##vso[task.setvariable variable=x]FORGED",
	"f##[error]FORGED",
	"g\u202egpj.FORGED\u2066\u200f\u061c",
	"h\u0085\u2028FORGED",
	"i\x7f\b\b\bFORGED",
	"j\xff\xfeFORGED",
}

// hostileContent writes a content folder in which everything that may have a name has a hostile one. sound leaves out what a build
// refuses.
func hostileContent(t *testing.T, sound bool) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Skipf("the file system refuses the name: %v", err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Skipf("the file system refuses the name: %v", err)
		}
	}
	const front = "---\ntitle: 通知\npublisher: 水务局\ndate: 2020-02-21\n"
	write("site.yaml", "title: 公报\n")
	if sound {
		for _, name := range hostileNames {
			write("bulletins/"+name+".txt", "")
		}
		write("bulletins/a.md", front+"---\n正文。\n")
		return dir
	}
	for i, name := range hostileNames {
		write("bulletins/x"+name+".md", "")
		write("bulletins/"+name+"/index.md", "")
		write("bulletins/"+name+"/"+name+".md", "")
		write("bulletins/"+name+"/"+name+".pdf", "")
		write("pages/"+name+".md", front+"---\n")
		write("themes/own/templates/"+name+".html", "{{")
		write("themes/own/images/"+name, "x")
		write("themes/own/messages/"+name+".yaml", "a: b")
		if !utf8.ValidString(name) {
			continue
		}
		value, err := json.Marshal(name)
		if err != nil {
			t.Fatal(err)
		}
		bidi := `"` + strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7F || r == 0x85 || r == 0x2028 || r == '"' {
				return -1
			}
			return r
		}, name) + `"`
		text := front + bidi + ": x\nnumber: " + string(value) + "\nregion: " + bidi + "\ntopics: [" + bidi + "]\nstatus: " + bidi + "\nslug: " + bidi +
			"\naliases: " + bidi + "\nlanguage: " + bidi + "\nattachments: [" + bidi + "]\nsupersedes: " + bidi + "\n---\n[a](" + name + ") ![](" + name + ")\n\n# " + name + " {agency=x" + name + "}\n"
		write("bulletins/"+string(rune('k'+i))+".md", text)
		write("bulletins/"+string(rune('K'+i))+".md", strings.ReplaceAll(text, string(value), bidi))
		write("topics.yaml", "- id: "+bidi+"\n  name: "+bidi+"\n  "+bidi+": x\n  parent: "+bidi+"\n")
		write("agencies.yaml", "- id: shui\n  name: {zh: 水务局, "+bidi+": x}\n- id: shui\n  name: "+bidi+"\n")
		write("site.yaml", "title: 公报\ntheme: own\n"+bidi+": x\ntime_zone: "+bidi+"\nlanguages: ["+bidi+"]\nbase_url: "+bidi+"\ncontact:\n  email: "+bidi+"\n")
	}
	return dir
}

// speaks returns what of an output was not printed by the program itself.
func speaks(output string) string {
	if strings.ContainsFunc(strings.ReplaceAll(output, "\n", ""), problem.Hidden) || !utf8.ValidString(output) {
		return "a hidden character"
	}
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "::") || strings.HasPrefix(line, "FORGED") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			return line
		}
	}
	return ""
}

func TestNamesFromOutsideNeverSpeakForTheProgram(t *testing.T) {
	broken, sound := hostileContent(t, false), hostileContent(t, true)
	page := func(dir string) string { return filepath.Join(dir, "content") }
	for _, args := range [][]string{
		{"build", "--content", page(broken), "--output", filepath.Join(broken, "out"), "--cache", filepath.Join(broken, "cache")},
		{"build", "--content", page(broken), "--output", filepath.Join(broken, "out"), "--cache", filepath.Join(broken, "cache"), "--all"},
		{"build", "--content", page(broken), "--output", filepath.Join(broken, "out"), "--cache", filepath.Join(broken, "cache"), "--json"},
		{"check", "--content", page(broken), "--cache", filepath.Join(broken, "cache"), "--all"},
		{"check", "--content", page(broken), "--cache", filepath.Join(broken, "cache"), "--json"},
		{"check", "--content", page(broken), "--cache", filepath.Join(broken, "cache"), "--sarif"},
		{"import", filepath.Join(page(broken), "bulletins"), filepath.Join(page(broken), "themes"), "--content", page(sound), "--into", filepath.Join(sound, "into"), "--all"},
		{"import", filepath.Join(page(broken), "gone\n::error::FORGED")},
		{"new", "\u202e标题", "--content", page(broken), "--agency", "x\n::error::FORGED"},
		{"new", "标题", "--content", page(sound), "--region", "x\u202e::error::FORGED", "--agency", "水务局", "--date", "\u202e2020"},
		{"build", "--content", page(sound), "--output", filepath.Join(sound, "out\n::error::FORGED"), "--cache", filepath.Join(sound, "cache"), "--all"},
		{"check", "--content", page(sound), "--output", filepath.Join(sound, "out\n::error::FORGED"), "--cache", filepath.Join(sound, "cache")},
		{"build", "--content", page(sound) + "\n::error::FORGED"},
		{"build", "--content", page(sound), "--output", filepath.Join(page(sound), "x\n::error::FORGED"), "--cache", filepath.Join(sound, "cache")},
		{"serve", "--content", page(sound) + "\n::error::FORGED"},
		{"help", "x\x1b\u202e::error::FORGED"},
		{"x\n::error::FORGED"},
		{"build", "--x\n::error::FORGED"},
	} {
		var out, errOut bytes.Buffer
		run(args, strings.NewReader(""), &out, &errOut)
		if out.Len()+errOut.Len() == 0 {
			t.Errorf("%q: nothing was printed", args)
		}
		for _, printed := range []string{out.String(), errOut.String()} {
			if said := speaks(printed); said != "" {
				t.Errorf("%q: %s\n%q", args, said, problem.Cut(printed, 3000))
			}
		}
		if last := args[len(args)-1]; (last == "--json" || last == "--sarif") && !json.Valid(out.Bytes()) {
			t.Errorf("%q: no JSON", args)
		}
		for line := range strings.Lines(errOut.String()) {
			if _, message, _ := strings.Cut(line, ": "); utf8.RuneCountInString(message) > problem.MaxMessage+200 {
				t.Errorf("%q: a message of %d characters: %s", args, utf8.RuneCountInString(message), line)
			}
		}
	}
}

func TestJSONKeepsTheNamesOfFiles(t *testing.T) {
	for _, name := range hostileNames {
		var b bytes.Buffer
		if err := printJSON(&b, name); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back != strings.ToValidUTF8(name, "\uFFFD\uFFFD") && utf8.ValidString(name) {
			t.Errorf("%q: %s is %q (%v)", name, b.Bytes(), back, err)
		}
		if said := speaks(b.String()); said != "" {
			t.Errorf("%q: %s", name, said)
		}
	}
}
