package pages

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWriteExamples writes the examples as a site, to be looked at, where GONGBAO_EXAMPLES names a folder.
func TestWriteExamples(t *testing.T) {
	dir := os.Getenv("GONGBAO_EXAMPLES")
	if dir == "" {
		t.Skip("GONGBAO_EXAMPLES names no folder")
	}
	theme := gazette(t)
	write := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range theme.Assets() {
		write(a.Path, a.Bytes)
	}
	for _, e := range examples() {
		f := e.view.GetFrame()
		f.Root = "./"
		f.Chrome = theme.Chrome(f)
		page, err := theme.Append(nil, e.template, e.language, e.view)
		if err != nil {
			t.Errorf("%s: %v", e.name, err)
		}
		write(e.name+".html", page)
	}
}
