package generator

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongbao/generator/internal/need"
	"gongbao/generator/legacy"
)

// Imported, the captured pages become bulletins that build without an error or a warning.
func TestCapturedPagesAreImportedAndBuild(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(need.Seeds(t), "*.txt"))
	if err != nil || len(names) != 5 {
		t.Fatal(len(names), err)
	}
	files := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, problems := legacy.Import(name, data, legacy.Options{Publisher: "编辑部", Date: time.Date(2020, 2, 28, 0, 0, 0, 0, time.UTC)})
		if len(problems) > 0 {
			t.Errorf("%s: %v", filepath.Base(name), problems)
		}
		files["bulletins/"+p.Name+".md"] = string(p.Source())
	}
	if got := problemsOf(t, nil, files); len(got) > 0 {
		t.Error(got)
	}
	build(t, files)
}
