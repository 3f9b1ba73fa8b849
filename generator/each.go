package generator

import (
	"sync"
	"sync/atomic"
)

// each calls do for 0 … n-1 on several goroutines and waits for all.
func each(n, jobs int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(jobs, n) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
}
