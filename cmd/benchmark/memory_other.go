//go:build !unix

package main

import "os"

// peakMemory returns 0, because there is no portable way to measure it.
func peakMemory(*os.ProcessState) int64 { return 0 }

// writeBack does nothing, because there is no portable way to do it.
func writeBack() {}
