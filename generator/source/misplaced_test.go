package source

import (
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestFileThatNothingReadsIsReportedWithWhatToDo(t *testing.T) {
	for name, want := range map[string]struct {
		code problem.Code
		hint string
	}{
		"posts/2020/a.md": {problem.MisplacedSource, "move what you want to publish: mv "},
		"Bulletins/a.md":  {problem.MisplacedSource, "did you mean bulletins/?"},
		"bulletin/a.md":   {problem.MisplacedSource, "did you mean bulletins/?"},
		"loose.md":        {problem.MisplacedSource, "move what you want to publish: mv "},
		"agency.yaml":     {problem.UnreadFile, "did you mean agencies.yaml?"},
		"site.yml":        {problem.UnreadFile, "did you mean site.yaml?"},
		"table.xlsx":      {problem.UnreadFile, "move it to static/"},
		"docs/form.pdf":   {problem.UnreadFile, "move it to static/"},
		"README.md":       {},
		"LICENSE":         {},
		".gitignore":      {},
		"notes.bak":       {},
	} {
		files := archive()
		files[name] = "x"
		var found []problem.Problem
		for _, p := range load(t, options(t, files)).Problems {
			if p.Code == problem.MisplacedSource || p.Code == problem.UnreadFile {
				found = append(found, p)
			}
		}
		switch {
		case want.code == "" && len(found) > 0:
			t.Errorf("%s: %v", name, found)
		case want.code != "" && (len(found) != 1 || found[0].Code != want.code || !strings.HasPrefix(found[0].Hint, want.hint)):
			t.Errorf("%s: %v, expected %s: %s", name, found, want.code, want.hint)
		}
	}
}
