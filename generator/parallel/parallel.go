// Package parallel runs independent work on several goroutines. It is the only worker pool of the program, so that --jobs
// bounds all of it.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Jobs returns the number of workers to use: n, or the number of usable CPUs if n is not positive.
func Jobs(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// Each calls do(0) … do(n-1), each once and at most Jobs(jobs) at the same time, and returns when all have returned.
func Each(n, jobs int, do func(i int)) {
	Workers(n, jobs, func(next func() (int, bool)) {
		for i, ok := next(); ok; i, ok = next() {
			do(i)
		}
	})
}

// Workers is Each for workers that keep something between calls, such as buffers. It starts at most Jobs(jobs) workers, which
// take the numbers 0 … n-1 from next until that reports false, and returns when all have returned.
func Workers(n, jobs int, work func(next func() (i int, ok bool))) {
	var taken atomic.Int64
	next := func() (int, bool) {
		i := int(taken.Add(1)) - 1
		return i, i < n
	}
	workers := min(Jobs(jobs), n)
	if workers <= 1 {
		if n > 0 {
			work(next)
		}
		return
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { work(next) })
	}
	wg.Wait()
}
