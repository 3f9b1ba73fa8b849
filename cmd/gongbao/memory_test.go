package main

import (
	"runtime/debug"
	"testing"

	"gongbao/generator"
)

func percent() int {
	p := debug.SetGCPercent(100)
	debug.SetGCPercent(p)
	return p
}

func TestCollectionPausesWhileNothingBecomesGarbage(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(gcPercent)
	defer debug.SetGCPercent(before)
	var p collectorPause
	for _, step := range []struct {
		do   func()
		want int
		when string
	}{
		{func() { p.begin(generator.Looking, 0) }, -1, "looking"},
		{func() { p.begin(generator.Reading, 10) }, -1, "reading a few new sources"},
		{func() { p.begin(generator.Reading, 100_000) }, gcPercent, "reading many new sources"},
		{func() { p.begin(generator.Modelling, 100_000) }, -1, "modelling"},
		{func() { p.begin(generator.Publishing, 400_000) }, -1, "publishing before it is known how much"},
		{func() { p.progress(generator.Publishing, 3) }, -1, "publishing a few pages"},
		{func() { p.progress(generator.Publishing, 400_000) }, gcPercent, "publishing many pages"},
		{func() { p.set(true); p.set(false) }, gcPercent, "at the end"},
	} {
		step.do()
		if got := percent(); got != step.want {
			t.Errorf("%s: %d %%, want %d", step.when, got, step.want)
		}
	}
}

func TestGOGCTakesPrecedence(t *testing.T) {
	t.Setenv("GOGC", "50")
	before := debug.SetGCPercent(50)
	defer debug.SetGCPercent(before)
	var p collectorPause
	p.begin(generator.Looking, 0)
	if got := percent(); got != 50 {
		t.Errorf("%d %%, want the 50 of GOGC", got)
	}
}
