package generator

import (
	"context"
	"os"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	dir := os.Getenv("ZZ")
	if dir == "" {
		t.Skip()
	}
	for range 3 {
		t0 := time.Now()
		s, err := Load(context.Background(), Options{Content: dir, Now: time.Now(), Cache: "/dev/shm/zzcache"})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range s.Problems {
			if n < 10 && !p.Warning {
				t.Log(p)
				n++
			}
		}
		t.Log(len(s.Archive.Records), time.Since(t0))
		if s.theme != nil {
			f := s.Plan()
			t.Log(len(f), time.Since(t0))
		}
		t.Log(s.remember(), time.Since(t0))
		s.Close()
	}
}
