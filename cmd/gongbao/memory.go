package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	"gongbao/generator"
)

// The memory of the process is set here and nowhere else, by runtime/debug as its documentation describes. A build is over before
// much garbage matters, so collecting seldom trades memory that most machines have for time. GOGC and GOMEMLIMIT have the last
// word where they are set.

const (
	seldom      = 400       // percent: collect when the heap is five times what was live
	memoryLimit = 900 << 20 // bytes from which on the collector works as hard as it must

	// Work that makes too little garbage to collect any.
	fewSources = 1_000
	fewPages   = 50_000
)

// setMemory sets the limits for the whole process.
func setMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(seldom)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
		go raiseLimit()
	}
}

// raiseLimit keeps the limit well above what is live. Below it, as in an archive of a million bulletins, the collector would run
// all the time and free nothing.
func raiseLimit() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for range time.Tick(250 * time.Millisecond) {
		metrics.Read(live)
		if want := int64(live[0].Value.Uint64()) * 3 / 2; want > debug.SetMemoryLimit(-1) {
			debug.SetMemoryLimit(want)
		}
	}
}

// A collectorPause pauses garbage collection while a build makes only what lives until its end: settings, metadata, the model and
// the plan. The collector would look at all of that again and again and free nothing.
type collectorPause struct {
	mu     sync.Mutex
	paused bool
}

// begin is called at each stage of a build.
func (p *collectorPause) begin(stage generator.Stage, work int) {
	switch stage {
	case generator.Reading:
		p.set(work <= fewSources) // parsing makes garbage
	case generator.Publishing: // progress decides
	default:
		p.set(true)
	}
}

// progress is called while a stage runs.
func (p *collectorPause) progress(stage generator.Stage, total int) {
	if stage == generator.Publishing && total > fewPages {
		p.set(false)
	}
}

func (p *collectorPause) set(paused bool) {
	if os.Getenv("GOGC") != "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case paused && !p.paused:
		debug.SetGCPercent(-1)
	case !paused && p.paused:
		debug.SetGCPercent(seldom)
	}
	p.paused = paused
}
