package pages

import (
	"bytes"
	"compress/gzip"
	"path"
	"strings"
	"testing"
)

// The theme promises at most 25 kB over the wire for a bulletin with all its assets, and at most 5 kB of script.
func TestBulletinPageIsLight(t *testing.T) {
	theme := gazette(t)
	var total int
	for _, e := range examples() {
		if e.name == "zh-Hans.bulletin" {
			total = zipped(t, render(t, theme, e))
		}
	}
	for _, a := range theme.Assets() {
		if strings.HasPrefix(path.Base(a.Path), "print.") || strings.HasPrefix(path.Base(a.Path), "search.") {
			continue
		}
		total += zipped(t, a.Bytes)
		if path.Ext(a.Path) == ".js" && len(a.Bytes) > 5000 {
			t.Errorf("the script has %d bytes; at most 5000 were promised", len(a.Bytes))
		}
	}
	if t.Logf("a bulletin with all that it can show: %d bytes over the wire", total); total > 25_000 {
		t.Errorf("a bulletin's page weighs %d bytes over the wire; at most 25000 were promised", total)
	}
}

func zipped(t *testing.T, data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
