package publish

import (
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks a byte far behind the text, because on Windows no other process can read a locked byte.
func tryLock(f *os.File) bool {
	at := windows.Overlapped{Offset: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	return err != windows.ERROR_LOCK_VIOLATION
}
