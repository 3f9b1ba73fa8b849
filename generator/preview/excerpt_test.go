package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestExcerptShowsThePlaceAndTheLinesAroundIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(file, []byte("一\n二\n三\n甲乙 丙丁 戊\r\n五\n六\n七\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	all := excerpts([]problem.Problem{
		{File: "other.md", Message: "elsewhere"},
		{File: file, Line: 4, Column: 4, Message: "here"},
		{File: file, Message: "a warning", Warning: true},
	}, file)
	if len(all) != 2 || all[0].Message != "here" || all[1].Message != "elsewhere" {
		t.Fatalf("%+v; want the problem of the page's own source first, and no warning", all)
	}
	want := []line{{Number: 2, After: "二"}, {Number: 3, After: "三"}, {Number: 4, Here: true, Before: "甲乙 ", Found: "丙丁", After: " 戊"}, {Number: 5, After: "五"}, {Number: 6, After: "六"}}
	if len(all[0].Lines) != len(want) {
		t.Fatalf("%+v", all[0].Lines)
	}
	for i, l := range all[0].Lines {
		if l != want[i] {
			t.Errorf("line %+v; want %+v", l, want[i])
		}
	}
}

func TestExcerptOfALineThatIsAWholeTextIsShort(t *testing.T) {
	text := []rune(strings.Repeat("长", 5000) + " 错 " + strings.Repeat("文", 5000))
	l := lineOf(1, text, problem.Problem{Line: 1, Column: 5002})
	if l.Found != "错" || !strings.HasPrefix(l.Before, "…长") || !strings.HasSuffix(l.After, "文…") || len([]rune(l.Before+l.After)) > 500 {
		t.Errorf("%+v", l)
	}
	for _, column := range []int{0, 1, 10_004, 99_999} { // none, the first, past the end, a file that was written since
		lineOf(1, text, problem.Problem{Line: 1, Column: column})
	}
}

func TestExcerptReadsNoDeviceAndNoFileElsewhere(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"zero.md": "/dev/zero", "secret.md": secret} {
		file := filepath.Join(dir, name)
		if err := os.Symlink(to, file); err != nil {
			t.Skip("no symbolic links here:", err)
		}
		for _, line := range []int{0, 1} {
			if all := excerpts([]problem.Problem{{File: file, Line: line, Message: "x"}}, ""); len(all) != 1 || strings.Contains(fmt.Sprint(all), "secret\n") || len(all[0].Lines) > 1 || len(all[0].Lines) == 1 && all[0].Lines[0].After != "" {
				t.Errorf("%s: %+v", name, all)
			}
		}
	}
}
