package generator

import (
	"runtime/debug"
	"testing"
)

func collectorPercent() int {
	p := debug.SetGCPercent(-1)
	debug.SetGCPercent(p)
	return p
}

func TestCollectorIsHeldUntilTheLastBuildReleasesIt(t *testing.T) {
	t.Setenv("GOGC", "")
	before := collectorPercent()
	one := holdCollector()
	other := holdCollector()
	one()
	one()
	if collectorPercent() != -1 {
		t.Error("it runs while one build still holds it")
	}
	other()
	if p := collectorPercent(); p != before {
		t.Errorf("it runs at %d afterwards; expected %d", p, before)
	}
}

func TestCollectorRunsAsGOGCSays(t *testing.T) {
	t.Setenv("GOGC", "50")
	before := collectorPercent()
	release := holdCollector()
	defer release()
	if p := collectorPercent(); p != before {
		t.Errorf("it runs at %d though GOGC is set; expected %d", p, before)
	}
}
