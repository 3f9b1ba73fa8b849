package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

	// If the manifest was cut off in its last line, the lines before can still be read.
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

func TestStateChangesWithTheSite(t *testing.T) {
	dir := folder(t)
	if got := State(dir); got != "" {
		t.Errorf("a folder without a site has the state %q", got)
	}
	publish(t, dir, small1)
	first := State(dir)
	if first == "" || State(dir) != first {
		t.Errorf("a published site has the states %q and %q", first, State(dir))
	}
	publish(t, dir, small2)
	second := State(dir)
	if second == "" || second == first {
		t.Errorf("the state of another site is %q; that of the first is %q", second, first)
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("new.txt", "")
	if got := State(dir); got == "" || got == second {
		t.Errorf("with another file at its top, the site has the state %q", got)
	}
	os.Remove(filepath.Join(dir, "new.txt"))

	next := filepath.Join(hidden, nextName)
	write(next, "")
	if got := State(dir); got != "" {
		t.Errorf("a site that a build left half done has the state %q", got)
	}
	os.Remove(filepath.Join(dir, next))
	if got := State(dir); got != second {
		t.Fatalf("state %q, want %q as before", got, second)
	}
	if bootID() == "" {
		return // this system does not identify its boots
	}
	write(filepath.Join(hidden, sealName), strings.Repeat("0", 32)+" another-start\n")
	if got := State(dir); got != "" {
		t.Errorf("a site that was published before the machine was restarted has the state %q", got)
	}
}
