package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// caseOf copies a case from the folder of cases next to the project.
func caseOf(t *testing.T, name string) (content string) {
	t.Helper()
	from := filepath.Join("..", "..", "..", "shared", "cases", name, "content")
	if _, err := os.Stat(from); err != nil {
		t.Skipf("no case %s in ../shared/cases next to the project", name)
	}
	content = filepath.Join(t.TempDir(), "content")
	err := filepath.WalkDir(from, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(content, strings.TrimPrefix(file, from))
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestEverySlipOfTheCaseIsReportedAndTheCertainOnesAreCorrected(t *testing.T) {
	content := caseOf(t, "12-typing-slips")
	check := func(more ...string) string {
		t.Helper()
		var out, report strings.Builder
		if status := run(append([]string{"check", "--content", content, "--cache", filepath.Join(content, "..", "cache")}, more...), strings.NewReader(""), &out, &report); status != 0 {
			t.Fatalf("status %d\n%s", status, report.String())
		}
		return report.String()
	}
	report := check()
	files, _ := filepath.Glob(filepath.Join(content, "bulletins", "*.md"))
	for _, file := range files {
		if !strings.Contains(report, filepath.ToSlash(file)+":") {
			t.Errorf("%s is not reported", filepath.Base(file))
		}
	}
	check("--fix", "--yes")
	report = check()
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		foreign := strings.Contains("toc-mark wiki-picture tip-block math", name)
		if strings.Contains(report, filepath.ToSlash(file)+":") != foreign {
			t.Errorf("%s is reported after the correction: %v", name, !foreign)
		}
	}
}

func TestListsOfTheCaseKeepTheirNumbersAndNotesLead(t *testing.T) {
	content := caseOf(t, "26-raw-html-lists")
	out := filepath.Join(content, "..", "out")
	var log strings.Builder
	if status := run([]string{"build", "--content", content, "--cache", filepath.Join(content, "..", "cache"), "--output", out}, strings.NewReader(""), &log, &log); status != 0 || strings.Contains(log.String(), "warning") {
		t.Fatalf("status %d\n%s", status, log.String())
	}
	for page, id := range map[string]string{"2020/02/21/a.html": "user_fn1", "2020/02/21/a.print.html": "user_fn1", "2020/02/print.html": "b21-a-user_fn1"} {
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(page)))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`<ol type="a">`, `<ol type="i">`, `<ol start="3" reversed="">`, `<li value="7">`, `href="#` + id + `"`, `id="` + id + `"`} {
			if !strings.Contains(string(data), want) {
				t.Errorf("%s lacks %s", page, want)
			}
		}
	}
}
