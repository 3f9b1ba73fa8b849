package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestStandingListsWhatWasPublished(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if _, _, err := Standing(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a folder that is not there: %v", err)
	}
	write := func(s string) func([]byte) ([]byte, error) {
		return func(dst []byte) ([]byte, error) { return append(dst, s...), nil }
	}
	plan := []File{{Path: "index.html", Key: Key{1}, Render: write("home")}, {Path: "2020/a b.html", Key: Key{2}, Render: write("文")}}
	if _, err := Publish(context.Background(), dir, plan, Options{}); err != nil {
		t.Fatal(err)
	}
	want := []Published{{"2020/a b.html", 3}, {"index.html", 4}}
	if got, whole, err := Standing(dir); err != nil || !whole || !slices.Equal(got, want) {
		t.Errorf("%v, whole: %v, %v; want %v", got, whole, err, want)
	}

	// Cut off in its last line, the manifest still gives the lines before.
	manifest := filepath.Join(dir, hidden, manifestName)
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, text[:len(text)-50], 0o644); err != nil {
		t.Fatal(err)
	}
	if got, whole, err := Standing(dir); err != nil || whole || !slices.Equal(got, want[:1]) {
		t.Errorf("of a manifest that was cut off: %v, whole: %v, %v; want %v", got, whole, err, want[:1])
	}
}
