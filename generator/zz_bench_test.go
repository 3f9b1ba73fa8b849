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
	os.RemoveAll("/dev/shm/zzout")
	os.RemoveAll("/dev/shm/zzcache")
	t0 := time.Now()
	r, err := Build(context.Background(), Options{Content: dir, Now: time.Now(), Cache: "/dev/shm/zzcache", Output: "/dev/shm/zzout"})
	t.Log(err, r.Bytes, len(r.New), time.Since(t0))
}
