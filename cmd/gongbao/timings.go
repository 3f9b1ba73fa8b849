package main

import (
	"fmt"
	"io"
	"time"

	"gongbao/generator"
)

// A timing is the cost of one stage of a build.
type timing struct {
	Stage   generator.Stage `json:"stage"`
	Seconds float64         `json:"seconds"`
	Count   int             `json:"count"`             // items that the stage processed; 0: not counted
	Peak    int64           `json:"peak_memory_bytes"` // of the process up to the end of the stage; 0: unknown
}

// timings measures a build by its stages.
type timings struct {
	stages []timing
	since  time.Time
}

// begin ends the current stage and begins another one.
func (t *timings) begin(stage generator.Stage, work int) {
	t.end()
	t.stages, t.since = append(t.stages, timing{Stage: stage, Count: work}), time.Now()
}

// end ends the current stage, if there is one.
func (t *timings) end() {
	if n := len(t.stages); n > 0 && t.stages[n-1].Seconds == 0 {
		t.stages[n-1].Seconds, t.stages[n-1].Peak = time.Since(t.since).Seconds(), peakMemory()
	}
}

// print prints one line per stage.
func (t *timings) print(w io.Writer) {
	counted := map[generator.Stage]string{generator.Reading: "sources to parse", generator.Modelling: "sources",
		generator.Planning: "bulletins", generator.Publishing: "files planned"}
	for _, s := range t.stages {
		fmt.Fprintf(w, "%-10s %8.3f s", s.Stage, s.Seconds)
		if s.Peak > 0 {
			fmt.Fprintf(w, "  peak %4d MiB", s.Peak>>20)
		}
		if what := counted[s.Stage]; what != "" {
			fmt.Fprintf(w, "  %d %s", s.Count, what)
		}
		fmt.Fprintln(w)
	}
}
