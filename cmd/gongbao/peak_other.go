//go:build !unix

package main

// peakMemory returns 0, because there is no portable way to measure it.
func peakMemory() int64 { return 0 }
