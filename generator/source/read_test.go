package source

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator/bulletin"
)

// The size of a source is known from the walk; it may be another one when the source is read.
func TestSourceIsReadWholeWhateverSizeWasSeen(t *testing.T) {
	content := t.TempDir()
	r := reader{from: &loader{options: Options{Content: content}}}
	for _, size := range []int{0, 1, 4096, 100_000} {
		text := bytes.Repeat([]byte("x"), size)
		if err := os.WriteFile(filepath.Join(content, "a.md"), text, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, seen := range []int64{0, 1, 4095, 4096, 4097, 100_000, 1 << 40} {
			if got, err := r.file("a.md", seen); err != nil || !bytes.Equal(got, text) {
				t.Errorf("of %d bytes, where %d were seen, %d are read: %v", size, seen, len(got), err)
			}
		}
	}
	if err := os.Truncate(filepath.Join(content, "a.md"), bulletin.MaxSource+1); err != nil {
		t.Fatal(err)
	}
	for _, seen := range []int64{10, bulletin.MaxSource, bulletin.MaxSource + 1, bulletin.MaxSource + 2} {
		if _, err := r.file("a.md", seen); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
			t.Errorf("a file that is too large, of which %d bytes were seen: %v", seen, err)
		}
	}
	if _, err := r.file("b.md", 10); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}
