//go:build unix

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// peakMemory returns the maximum resident memory of the process, in bytes.
func peakMemory() int64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10 // kilobytes everywhere else
}
