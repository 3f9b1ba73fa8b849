package changetime

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

func TestTimeThatWasSetBackIsStillAChange(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no change time")
	}
	name := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond) // longer than a tick of the file system's clock
	if err := os.WriteFile(name, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		t.Fatal("the test did not set the time back")
	}
	was, inode := Of(before)
	is, same := Of(after)
	if is <= was {
		t.Errorf("changed at %d, then at %d", was, is)
	}
	if inode == 0 || inode != same {
		t.Errorf("inode %d, then %d", inode, same)
	}
}
