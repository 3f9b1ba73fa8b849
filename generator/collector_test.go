package generator

import (
	"runtime/debug"
	"testing"
)

func TestCollectorIsHeldUntilTheLastBuildReleasesIt(t *testing.T) {
	percent := func() int {
		p := debug.SetGCPercent(-1)
		debug.SetGCPercent(p)
		return p
	}
	before := percent()
	one := holdCollector()
	other := holdCollector()
	one()
	one()
	if percent() != -1 {
		t.Error("it runs while one build still holds it")
	}
	other()
	if percent() != before {
		t.Errorf("it runs at %d afterwards; expected %d", percent(), before)
	}
}
