package generator

import (
	"os"
	"runtime/debug"
	"sync"
)

// collector is the garbage collector of the process, which is held while nothing is made but what lives until the end: settings,
// metadata, the model and the plan. It would look at all of that again and again, and free nothing. The limit of memory, where
// one is set, still holds, and whoever sets GOGC has the last word.
var collector struct {
	sync.Mutex
	holds   int // builds may run side by side
	percent int // as it was before
}

// littleGarbage is how many pages can be rendered while the collector is held: they make some 2 kB each.
const littleGarbage = 50_000

// holdCollector keeps the collector from running until release is called, which may be called twice.
func holdCollector() (release func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	collector.Lock()
	defer collector.Unlock()
	if collector.holds++; collector.holds == 1 {
		collector.percent = debug.SetGCPercent(-1)
	}
	return sync.OnceFunc(func() {
		collector.Lock()
		defer collector.Unlock()
		if collector.holds--; collector.holds == 0 {
			debug.SetGCPercent(collector.percent)
		}
	})
}
