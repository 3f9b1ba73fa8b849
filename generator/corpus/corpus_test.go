package corpus

import (
	"bytes"
	"testing"
)

func TestBulletinDependsOnItsNumberAlone(t *testing.T) {
	o := Options{Least: 1000, Most: 6000}
	for i := range 50 {
		a, b := Bulletin(i, o), Bulletin(i, o)
		if a.Name != b.Name || !bytes.Equal(a.Source, b.Source) {
			t.Fatalf("bulletin %d differs between two runs", i)
		}
		if n := len(a.Source); n < 1000 || n > 9000 {
			t.Errorf("bulletin %d has %d bytes", i, n)
		}
	}
	if bytes.Equal(Bulletin(1, o).Source, Bulletin(2, o).Source) {
		t.Error("two bulletins are the same")
	}
}
