package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	"gongbao/generator"
)

// Only this file sets the memory of the process, with runtime/debug. A build ends before its garbage matters, so rare collections
// trade memory that most machines have for time. GOGC and GOMEMLIMIT take precedence if they are set.

const (
	gcPercent   = 400       // collect when the heap is five times what was live
	memoryLimit = 900 << 20 // bytes; close to it, the collector runs as often as it must
	smallLimit  = 380 << 20 // for a site of few sources: only one that is made to be costly gets there

	// Work that makes too little garbage to collect any.
	fewSources = 1_000
	fewPages   = 50_000
)

// setMemory sets the limits for the whole process.
func setMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
		go raiseLimit()
	}
}

// found sets the limit for a site whose number of sources is known.
func found(sources int) {
	if sources <= fewSources && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(smallLimit)
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

// A collectorPause pauses garbage collection while a build makes only what it keeps to its end: settings, metadata, the model and the
// plan. The collector would scan all of that again and again and free nothing.
type collectorPause struct {
	mu     sync.Mutex
	paused bool
}

// begin pauses or resumes collection for a stage that begins.
func (p *collectorPause) begin(stage generator.Stage, work int) {
	switch stage {
	case generator.Reading:
		p.set(work <= fewSources) // parsing makes garbage
	case generator.Publishing: // progress decides
	default:
		p.set(true)
	}
}

// progress resumes collection once a stage turns out to make much garbage.
func (p *collectorPause) progress(stage generator.Stage, total int) {
	if stage == generator.Publishing && total > fewPages {
		p.set(false)
	}
}

func (p *collectorPause) set(paused bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if paused == p.paused || os.Getenv("GOGC") != "" {
		return
	}
	percent := gcPercent
	if paused {
		percent = -1
	}
	debug.SetGCPercent(percent)
	p.paused = paused
}
