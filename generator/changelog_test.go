package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/internal/need"
)

var changelogTitle = regexp.MustCompile(`^(Fix|Feature|Change): [A-Z]`)

// changelogFault returns what is wrong with an entry of the changelog, or "".
func changelogFault(text string) string {
	lines := strings.Split(text, "\n")
	title := lines[0]
	switch {
	case !changelogTitle.MatchString(title):
		return fmt.Sprintf("first line %q: want Fix, Feature or Change, a colon, and a sentence", title)
	case utf8.RuneCountInString(title[strings.Index(title, ": ")+2:]) > 72:
		return "the first line is too long: want at most 72 characters after the colon"
	case strings.HasSuffix(title, "."):
		return "the first line ends in a full stop"
	case len(lines) < 4 || lines[1] != "" || lines[2] == "":
		return "want a blank line after the first, then at least one paragraph"
	case lines[len(lines)-1] != "" || lines[len(lines)-2] == "":
		return "want one newline at the end"
	}
	for i, line := range lines {
		switch {
		case utf8.RuneCountInString(line) > 140:
			return fmt.Sprintf("line %d is longer than 140 characters", i+1)
		case strings.TrimRightFunc(line, unicode.IsSpace) != line:
			return fmt.Sprintf("line %d ends in a space", i+1)
		case strings.Contains(line, "<!--"):
			return "the template's comment is still there"
		}
	}
	return ""
}

func TestChangelogEntriesHaveTheirForm(t *testing.T) {
	folder := filepath.Join(need.Root(t), ".github", "changelog")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fault := changelogFault(string(text))
		if e.Name() == "TEMPLATE.md" {
			_, example, ok := strings.Cut(string(text), "-->\n")
			if fault = changelogFault(example); !ok {
				fault = "no comment that explains the form"
			}
		}
		if !regexp.MustCompile(`^([a-z0-9-]+|TEMPLATE)\.md$`).MatchString(e.Name()) {
			fault = "want a name of lower-case letters, digits and hyphens that ends in .md"
		}
		if fault != "" {
			t.Errorf(".github/changelog/%s: %s", e.Name(), fault)
		}
	}
}

func TestChangelogFormNoticesFaults(t *testing.T) {
	for text, want := range map[string]string{
		"Fix: Keep the bar\n\nIt was lost.\n":                                "",
		"Bug: Keep the bar\n\nIt was lost.\n":                                "first line",
		"Fix: keep the bar\n\nIt was lost.\n":                                "first line",
		"Fix: Keep the bar.\n\nIt was lost.\n":                               "full stop",
		"Fix: Keep " + strings.Repeat("a", 70) + "\n\nIt was lost.\n":        "too long",
		"Fix: Keep the bar\nIt was lost.\n":                                  "blank line",
		"Fix: Keep the bar\n":                                                "blank line",
		"Fix: Keep the bar\n\nIt was\nlost.":                                 "newline at the end",
		"Fix: Keep the bar\n\nIt was lost. \n":                               "ends in a space",
		"Fix: Keep the bar\n\n" + strings.Repeat("It was lost. ", 20) + "\n": "longer than",
		"Fix: Keep the bar\n\n<!-- form -->\n":                               "comment",
	} {
		if got := changelogFault(text); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q; want %q", text, got, want)
		}
	}
}
