//go:build linux || openbsd || dragonfly || solaris || illumos

package changetime

import "syscall"

func of(sys any) (changed int64, inode uint64) {
	if s, ok := sys.(*syscall.Stat_t); ok {
		return s.Ctim.Nano(), uint64(s.Ino)
	}
	return 0, 0
}
