//go:build darwin || freebsd || netbsd

package changetime

import "syscall"

func of(sys any) (changed int64, inode uint64) {
	if s, ok := sys.(*syscall.Stat_t); ok {
		return s.Ctimespec.Nano(), uint64(s.Ino)
	}
	return 0, 0
}
