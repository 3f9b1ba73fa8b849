package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// seeds returns the files of captured bulletins, which are next to the project.
func seeds(t *testing.T) []string {
	t.Helper()
	root, err := filepath.Abs(".")
	for err == nil {
		if _, found := os.Stat(filepath.Join(root, "go.mod")); found == nil || root == filepath.Dir(root) {
			break
		}
		root = filepath.Dir(root)
	}
	files, _ := filepath.Glob(filepath.Join(root, "..", "shared", "seeds", "*.txt"))
	if len(files) == 0 {
		if os.Getenv("GONGBAO_TEST_REQUIRE") == "all" {
			t.Fatal("no captured bulletins in ../shared/seeds next to the project")
		}
		t.Skip("no captured bulletins in ../shared/seeds next to the project")
	}
	return files
}

func TestNothingOfACapturedBulletinIsLost(t *testing.T) {
	// Everything but blanks and the marks of emphasis, which some captured texts hold as placeholders.
	words := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || r == '*' || r == '_' {
				return -1
			}
			return r
		}, s)
	}
	for _, file := range seeds(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.ReplaceAll(string(data), "\n", "\n\n") // as an editor would: a paragraph to a line
		for _, text := range []string{string(data), lines} {
			p := clean(t, text)
			if got, want := words(p.Text), words(text); got != want {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				t.Errorf("%s: the text differs at byte %d: %.60q, want %.60q", filepath.Base(file), i, got[i:], want[i:])
			}
			if got, want := words(p.text("body")), words(text); got != want {
				t.Errorf("%s: the page and its plain text differ", filepath.Base(file))
			}
		}
		p := clean(t, lines)
		paragraphs := 0
		for line := range strings.Lines(string(data)) {
			if words(line) != "" {
				paragraphs++
			}
		}
		equal(t, filepath.Base(file)+" lines of text", strings.Count(p.Text, "\n")+1, paragraphs)
		equal(t, filepath.Base(file)+" paragraphs", len(p.all("p")), paragraphs)
	}
}
