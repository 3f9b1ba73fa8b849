package parallel

import (
	"sync/atomic"
	"testing"
)

func TestEachCallsEveryNumberOnceAndNeverMoreThanJobsAtOnce(t *testing.T) {
	for _, jobs := range []int{1, 2, 7} {
		const n = 500
		var calls [n]atomic.Int32
		var running, most atomic.Int32
		Each(n, jobs, func(i int) {
			now := running.Add(1)
			for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
			}
			calls[i].Add(1)
			running.Add(-1)
		})
		for i := range calls {
			if c := calls[i].Load(); c != 1 {
				t.Fatalf("jobs %d: do(%d) was called %d times", jobs, i, c)
			}
		}
		if m := int(most.Load()); m > jobs {
			t.Errorf("jobs %d: %d calls at once", jobs, m)
		}
	}
}

func TestWorkersStartsNoMoreWorkersThanThereIsWork(t *testing.T) {
	for n, want := range map[int]int32{0: 0, 1: 1, 2: 2, 100: 4} {
		var workers atomic.Int32
		Workers(n, 4, func(next func() (int, bool)) {
			workers.Add(1)
			for _, ok := next(); ok; _, ok = next() {
			}
		})
		if workers.Load() != want {
			t.Errorf("%d pieces of work: found %d workers; expected %d", n, workers.Load(), want)
		}
	}
}

func TestJobsDefaultsToOneForEachCPU(t *testing.T) {
	if Jobs(3) != 3 || Jobs(0) < 1 || Jobs(-1) != Jobs(0) {
		t.Error(Jobs(3), Jobs(0), Jobs(-1))
	}
}
