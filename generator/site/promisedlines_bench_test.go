package site

import (
	"path/filepath"
	"testing"

	"gongbao/generator/corpus"
	"gongbao/generator/ledger"
	"gongbao/generator/settings"
	"gongbao/generator/source"
)

// The key of the ledger is made in every build. The ledger itself is made and compared only where an address changed.
func BenchmarkLedger(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "content")
	if err := corpus.Write(dir, corpus.Options{Bulletins: 10_000, Least: 50, Most: 100}); err != nil {
		b.Fatal(err)
	}
	o := Options{Settings: settings.Options{Content: dir}}
	set := settings.Read(o.Settings)
	sources, err := source.Load(b.Context(), source.Look(dir), o.Reading(set))
	if err != nil {
		b.Fatal(err)
	}
	defer sources.Close()
	s := New(set, sources, o)
	p := newPlanner(s, s.views)
	promises := make([]promise, len(s.Archive.Records))
	hash := func() {
		var scratch []byte
		for i, r := range s.Archive.Records {
			promises[i], scratch = promised(r, scratch)
		}
	}
	hash()
	file := p.ledgerFile(nil, promises)
	now, _ := file.Render(nil)
	b.Logf("%d bytes for %d bulletins", len(now), len(s.Archive.Records))
	b.Run("key", func(b *testing.B) {
		for range b.N {
			hash()
			p.ledgerFile(nil, promises)
		}
	})
	b.Run("bytes", func(b *testing.B) {
		dst := now
		for range b.N {
			dst, _ = file.Render(dst[:0])
		}
	})
	then := append([]byte(ledger.Head+"current\t/0001/01/01/a.html\n"), now[len(ledger.Head):]...)
	text := string(now)
	b.Run("comparison", func(b *testing.B) {
		for range b.N {
			if v := ledger.Unexplained(text, ledger.Read("", then)); len(v) != 1 {
				b.Fatalf("%d vanished", len(v))
			}
		}
	})
}
