package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
)

func TestNameThatCannotBePublishedIsAProblemOfItsSource(t *testing.T) {
	for name, why := range map[string]string{
		`a\b.pdf`:                  "backslash",
		"a\tb.pdf":                 "control character",
		"a\n::error file=x::b.pdf": "control character",
		"a\x7f.pdf":                "control character",
		"a\u0085b.pdf":             "control character",
		"a\u2028b.pdf":             "control character",
		"通告\u202efdp.exe":          "direction",
		"a\u200fb.pdf":             "direction",
		"\u2067a.pdf":              "direction",
		"\u061c附件.pdf":             "direction",
		"a\xff.pdf":                "UTF-8",
		"\xb8\xbd\xbc\xfe1.pdf":    "UTF-8",
		strings.Repeat("长\a", 30):  "control character",
		"sub/\u202a/附件1.pdf":       "direction",
		"更多\\附件2/附件 (1)，“二”！é😀.pdf": "backslash",
	} {
		for _, in := range []string{"bulletins/n", "pages/n", "static"} {
			o := options(t, map[string]string{"bulletins/n/index.md": folder.Bulletin("甲", "2020-02-21"), "pages/n/index.md": "---\ntitle: 甲\n---\n文。\n"})
			file := filepath.Join(o.Content, in, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
				t.Skipf("this file system refuses the name %q: %v", name, err)
			}
			s := load(t, o)
			at := "static"
			if in != "static" {
				at = in + "/index.md"
			}
			if len(s.Problems) != 1 {
				t.Errorf("%q in %s: %v", name, in, s.Problems)
				continue
			}
			p := s.Problems[0]
			if p.Code != problem.UnpublishableName || p.Warning || !strings.HasSuffix(p.File, at) || !strings.Contains(p.Message, why) || p.Hint == "" {
				t.Errorf("%q in %s: %+v", name, in, p)
			}
			if !utf8.ValidString(p.Message) || strings.ContainsFunc(p.Message, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) ||
				utf8.RuneCountInString(p.Message) > 300 {
				t.Errorf("%q: the message shows it as it is, or at length: %q", name, p.Message)
			}
			s.Close()
		}
	}
}

func TestNamesOfAllScriptsArePublished(t *testing.T) {
	for _, name := range []string{"附件 (1)，“二”！#?%&'.pdf", "é😀.pdf", "ئۇيغۇر.pdf", "क\u200dष.pdf", "می\u200cخواهم.pdf", "a:b|c*.pdf"} {
		if fault := nameFault(name); fault != "" {
			t.Errorf("%q %s", name, fault)
		}
	}
}

func TestLeftoversOfProgramsAreToldFromFiles(t *testing.T) {
	for name, want := range map[string]string{
		"~$通告.docx": "leftover", "a.BAK": "leftover", "a.docx.orig": "leftover", "a.tmp": "leftover", "a.xlsx.crdownload": "leftover", "a.part": "leftover",
		"a.download": "leftover", "a.old": "leftover", "a.xltd": "leftover",
		".DS_Store": "ignored", "._a.pdf": "ignored", "Thumbs.db": "ignored", "DESKTOP.INI": "ignored", "__MACOSX": "ignored", "a~": "ignored", "#a#": "ignored",
		".a.swp": "ignored", "a.swp": "ignored", ".git": "ignored", "a.original.html": "ignored", "b.original": "ignored", ".hidden.md": "ignored",
		"a.md": "", "附件.pdf": "", "a~b.pdf": "", "bak": "", "template.dotx": "", "old.pdf": "", "#1.pdf": "", "part.txt": "",
	} {
		got := ""
		switch {
		case ignored(name):
			got = "ignored"
		case leftover(name):
			got = "leftover"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestOtherEndingsOfMarkdownAreRecognised(t *testing.T) {
	for name, want := range map[string]string{
		"a.md": "", "甲.markdown": "甲.md", "a.MD": "a.md", "A.Md": "A.md", "a.mdown": "a.md", "a.mkd": "a.md", "公告.md.txt": "公告.md", "a.MARKDOWN.TXT": "a.md", "a.md ": "a.md",
		"a．md": "a.md", "a。md": "a.md", "ａ.ｍｄ": "ａ.md", " a.markdown": "a.md", "a.mdx": "a.md", "a.txt": "", "amd": "", ".markdown": "", "a.pdf": "", "a.md.pdf": "",
	} {
		if got := meantAs(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"index.md": false, "Index.md": true, "INDEX.MD": true, "index.markdown": true, "index.md.txt": true, "ｉｎｄｅｘ.md": true,
		"index.html": false, "a.md": false, "indexes.md": false} {
		if got := nearlyIndex(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestTwoFilesThatMostDisksTakeForOneAreReported(t *testing.T) {
	for names, want := range map[[2]string]string{
		{"附件.pdf", "附件.PDF"}:                "only in the case of letters",
		{"\u00fcber.pdf", "u\u0308ber.pdf"}: "only in how accents are stored",
		{"sub/a.pdf", "SUB/a.pdf"}:          "only in the case of letters",
		{"a.pdf", "b.pdf"}:                  "",
		{"附件1.pdf", "附件１.pdf"}:              "",
	} {
		o := options(t, map[string]string{"bulletins/n/index.md": folder.Bulletin("甲", "2020-02-21"), "bulletins/n/" + names[0]: "x", "bulletins/n/" + names[1]: "y"})
		if files, _ := filepath.Glob(filepath.Join(o.Content, "bulletins/n/*")); len(files) != 3 {
			t.Skip("this file system takes such names for one")
		}
		s := load(t, o)
		defer s.Close()
		if want == "" && len(s.Problems) == 0 {
			continue
		}
		if len(s.Problems) != 1 || s.Problems[0].Code != problem.AttachmentsAlike || !strings.Contains(s.Problems[0].Message, want) || !strings.HasSuffix(s.Problems[0].File, "n/index.md") {
			t.Errorf("%q: %v", names, s.Problems)
		}
	}
}

func TestManyLeftoversAreOneProblemOfBoundedLength(t *testing.T) {
	files := map[string]string{"bulletins/n/index.md": folder.Bulletin("甲", "2020-02-21")}
	for i := range 500 {
		files["bulletins/n/"+strings.Repeat("长", i%60)+string(rune('一'+i))+".bak"] = "x"
	}
	s := load(t, options(t, files))
	defer s.Close()
	if len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Message, " more") || utf8.RuneCountInString(s.Problems[0].Message) > 300 {
		t.Errorf("%d problems: %v", len(s.Problems), s.Problems)
	}
	if it := s.Find("bulletins/n/index.md"); len(it.Bulletin.Attachments) != 0 || slices.ContainsFunc(s.Items, func(it Item) bool { return strings.Contains(it.Path(), ".bak") }) {
		t.Errorf("%v", it.Bulletin.Attachments)
	}
}
