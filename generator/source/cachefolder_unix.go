//go:build unix

package source

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// writers returns who else can write to a folder, and what to do about it, or nothing. The bit that keeps others from deleting files
// (as for /tmp) does not help: they could put the first file there.
func writers(dir string, info fs.FileInfo) (why, cure string) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && int(s.Uid) != os.Geteuid() && s.Uid != 0 {
		return fmt.Sprintf("belongs to another user (%d)", s.Uid), fmt.Sprintf("remove it, or make it yours: chown -R %d %s", os.Geteuid(), dir)
	}
	if m := info.Mode(); m.Perm()&0o022 != 0 {
		return fmt.Sprintf("can be written to by others (%v)", m), "chmod go-w " + dir
	}
	return "", ""
}
