//go:build unix

package confined

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

func TestPipeIsNotOpened(t *testing.T) {
	top := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(top, "pipe"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	link(t, "pipe", filepath.Join(top, "link"))
	for _, name := range []string{"pipe", "link"} {
		if _, err := (Folder{Name: top}).ReadFile(name, 100); !errors.Is(err, ErrSpecial) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
