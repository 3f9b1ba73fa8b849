package slips

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/markdown"
)

// correct returns a text with its certain slips corrected.
func correct(text string, files ...string) string {
	if c := New(markdown.Options{}).Correct([]byte(text), textOf(text, files...)); c != nil {
		return string(c.After)
	}
	return text
}

func TestCertainSlipsAreCorrected(t *testing.T) {
	for _, c := range []struct{ was, is string }{
		{"#总体情况\n\n甲。", "# 总体情况\n\n甲。"},
		{"＃＃　总体情况\n\n甲。", "## 总体情况\n\n甲。"},
		{"##标题##\n\n甲。", "## 标题\n\n甲。"},
		{"＃＃＃标题＃＃＃\n\n甲。", "### 标题\n\n甲。"},
		{"##学习C#\n\n甲。", "## 学习C#\n\n甲。"},
		{"-检查堤坝\n-　检查闸门\n", "- 检查堤坝\n- 检查闸门\n"},
		{"－检查堤坝\n－检查闸门\n", "- 检查堤坝\n- 检查闸门\n"},
		{"如下：\n1.检查堤坝\n2.检查闸门", "如下：\n1. 检查堤坝\n2. 检查闸门"},
		{"1.检查堤坝\n3.检查闸门", "1.检查堤坝\n3.检查闸门"},
		{"（一）检查堤坝\n（二）检查闸门\n（三）检查泵站\n", "（一）检查堤坝\n\n（二）检查闸门\n\n（三）检查泵站\n"},
		{"如下：\n（一）检查堤坝\n（二）检查闸门", "如下：\n\n（一）检查堤坝\n\n（二）检查闸门"},
		{"一、甲\n（一）乙\n（二）丙\n二、丁", "一、甲\n\n（一）乙\n\n（二）丙\n\n二、丁"},
		{"详见［巡查通知］（https://other.example/x）一文。", "详见[巡查通知](https://other.example/x)一文。"},
		{"见［甲］（https://a.example/）和［乙］（https://b.example/）。", "见[甲](https://a.example/)和[乙](https://b.example/)。"},
		{"见[附件]（附件1.pdf）。", "见[附件](附件1.pdf)。"},
		{"见[附件]（附件2.pdf）。", "见[附件]（附件2.pdf）。"}, // a file that does not exist
		{"见[附件](附件 1.pdf)。", "见[附件](<附件 1.pdf>)。"},
		{"见http：//a.example/x。", "见http://a.example/x。"},
		{"！［水库］（水库.png）", "![水库](水库.png)"},
		{"| 区县 | 座数 |\n| 河东 | 4 |\n", "| 区县 | 座数 |\n| --- | --- |\n| 河东 | 4 |\n"},
		{"| 区县 | 座数 |\n| —— | —— |\n| 河东 | 4 |\n", "| 区县 | 座数 |\n| --- | --- |\n| 河东 | 4 |\n"},
		{"｜区县｜座数｜\n｜——｜——｜\n｜河东｜4｜", "|区县|座数|\n| --- | --- |\n|河东|4|"},
		{"| 区县 |\n| 河东 | 4 |\n", "| 区县 |\n| 河东 | 4 |\n"}, // a cell would be lost
		{"区县\t座数\n河东\t4\n", "| 区县 | 座数 |\n| --- | --- |\n| 河东 | 4 |\n"},
		{"甲。\n\n水务局\n2020年2月21日\n---\n\n乙。", "甲。\n\n水务局\n\n2020年2月21日\n\n---\n\n乙。"},
		{"    各区县：现通告如下。\n", "各区县：现通告如下。\n"},
		{"    甲。\n    乙。\n", "甲。\n\n乙。\n"},
		{"请** 注意 **安全。", "请**注意**安全。"},
		{"＊＊重点＊＊所在。", "**重点**所在。"},
		{"> #总体情况\n>\n> 甲。", "> # 总体情况\n>\n> 甲。"},
		{"#一［甲］（https://a.example/）\n\n乙。", "# 一[甲](https://a.example/)\n\n乙。"},
		{"| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n注：丙。", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n注：丙。"},
	} {
		files := []string{"水库.png", "附件1.pdf", "附件 1.pdf"}
		got := correct(c.was, files...)
		if got != c.is {
			t.Errorf("%q:\n got %q\nwant %q", c.was, got, c.is)
		}
		if again := correct(got, files...); again != got {
			t.Errorf("%q is corrected again: %q", got, again)
		}
		if crlf := correct(strings.ReplaceAll(c.was, "\n", "\r\n"), files...); crlf != strings.ReplaceAll(c.is, "\n", "\r\n") {
			t.Errorf("%q with CR LF: %q", c.was, crlf)
		}
	}
}

func TestCorrectionsKeepTheWords(t *testing.T) {
	plain := func(text string) string {
		d, _ := markdown.New(markdown.Options{}).Render(markdown.Source{Text: []byte(text)})
		return words([]byte(d.Text))
	}
	for _, c := range typed {
		text := "前文在此。\n\n" + c.text + "\n\n后文在此。\n"
		fixed := correct(text)
		if strings.Contains(text, "http") || strings.Contains(text, "png") || strings.HasPrefix(c.text, "`") || strings.HasPrefix(c.text, "甲。\n\n~") {
			continue // the address of a link is not shown
		}
		if words([]byte(fixed)) != words([]byte(text)) || plain(fixed) != plain(text) {
			t.Errorf("%q:\nbefore %s\nafter  %s", c.text, plain(text), plain(fixed))
		}
		for _, s := range New(markdown.Options{}).Find(textOf(fixed)) {
			if len(s.Edits) > 0 {
				t.Errorf("%q: still %s", c.text, s.Message)
			}
		}
		before, after := strings.Split(text, "\n"), strings.Split(fixed, "\n")
		if !slices.Equal(before[:2], after[:2]) || before[len(before)-2] != after[len(after)-2] {
			t.Errorf("%q: lines around it changed: %q", c.text, fixed)
		}
	}
}

func TestCorrectionIsShownAsADiff(t *testing.T) {
	text := "---\ntitle: 甲\n---\n\n一。\n\n二。\n\n#总体\n\n三。\n\n四。\n\n（一）甲\n（二）乙"
	body := textOf(text)
	body.Body, body.Line = []byte(text[strings.Index(text, "\n\n一")+1:]), 4
	got := New(markdown.Options{}).Correct([]byte(text), body).Diff("a.md")
	want := "--- a.md\n+++ a.md\n@@ -6,10 +6,11 @@\n \n 二。\n \n-#总体\n+# 总体\n \n 三。\n \n 四。\n \n （一）甲\n+\n （二）乙\n\\ No newline at end of file\n"
	want = strings.Replace(want, "-6,10 +6,11", "-6,11 +6,12", 1)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDiffDoesNotSpeakForTheProgram(t *testing.T) {
	text := "::error::甲\n\n#总体\u202E\n\n乙\t丙\n"
	got := New(markdown.Options{}).Correct([]byte(text), textOf(text)).Diff("a\n::b.md")
	for _, bad := range []string{"\n ::", "\u202E", "a\n"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q holds %q", got, bad)
		}
	}
	if !strings.Contains(got, " 乙\t丙\n") {
		t.Errorf("%q has no tab", got)
	}
}

func TestCorrectionIsWrittenWithoutTouchingAnythingElse(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	text := "\uFEFF---\r\ntitle: 甲\r\n---\r\n#总体\r\n\r\n乙。\r\n"
	body := textOf(text)
	body.Body, body.Line = []byte("#总体\r\n\r\n乙。\r\n"), 4
	c := New(markdown.Options{}).Correct([]byte(text), body)
	name := filepath.Join(root, "a.md")
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	write(name, text, 0o640)
	if err := c.Write(root, name); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(name)
	if want := strings.Replace(text, "#总", "# 总", 1); string(got) != want {
		t.Errorf("%q, want %q", got, want)
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o640 {
		t.Error(info.Mode())
	}
	if err := c.Write(root, name); err == nil {
		t.Error("a changed file was overwritten")
	}
	write(filepath.Join(outside, "b.md"), text, 0o644)
	link := filepath.Join(root, "b.md")
	if err := os.Symlink(filepath.Join(outside, "b.md"), link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := c.Write(root, link); err == nil {
		t.Error("a file outside was written")
	}
	if left, _ := filepath.Glob(filepath.Join(root, ".gongbao*")); len(left) > 0 {
		t.Error(left)
	}
}
