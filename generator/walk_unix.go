//go:build unix

package generator

import (
	"os"

	"golang.org/x/sys/unix"
)

// stateIn gives the state of a regular file in an open folder. Asked in this way, the system need not find the folder again for
// each of its files, which in a large archive is a third of the walk. It may fail where the usual way would not.
func stateIn(folder *os.File, name string) (state fileState, ok bool) {
	var info unix.Stat_t
	err := unix.Fstatat(int(folder.Fd()), name, &info, unix.AT_SYMLINK_NOFOLLOW)
	if err != nil || info.Mode&unix.S_IFMT != unix.S_IFREG {
		return fileState{}, false
	}
	return fileState{size: info.Size, time: info.Mtim.Nano()}, true
}
