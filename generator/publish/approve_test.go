package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whenever a publication stops, the ledger lists no file that is missing: a new one comes after what it lists, and before the page
// where readers start, which links to it.
func TestLedgerIsPlacedAfterWhatItLists(t *testing.T) {
	site := pages{"index.html": a("data/list.txt", "zzz/last.html"), "about.html": "x", "data/a.json": "1", "data/list.txt": "about.html data/a.json data/z.json zzz/last.html", "data/z.json": "2", "zzz/last.html": "z"}
	older := pages{"index.html": "old", "data/a.json": "1"} // of a version without a ledger
	seen := 0
	for _, old := range []pages{nil, older} {
		for k, hit := 1, true; hit; k++ {
			dir := filepath.Join(folder(t), "public")
			if old != nil {
				publish(t, dir, old)
			}
			fsys := &faulty{FS: Disk{}, fail: func(op string, n int) error { return when(op == "any" && n >= k) }}
			_, err := Publish(context.Background(), dir, site.plan(), Options{Jobs: 1, FS: fsys, Ledger: "data/list.txt"})
			if hit = fsys.hit; !hit && err != nil {
				t.Fatal(err)
			}
			if dead := deadLinks(dir, func(string, string) {}); len(dead) > 0 {
				t.Errorf("stopped at call %d: dead links %q", k, dead)
			}
			text, err := os.ReadFile(filepath.Join(dir, "data/list.txt"))
			if err != nil {
				continue
			}
			seen++
			for _, path := range strings.Fields(string(text)) {
				if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
					t.Errorf("stopped at call %d: the ledger lists %s, which is missing", k, path)
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("the ledger was there in %d tries only", seen)
	}
}

func TestPublicationCanBeRefused(t *testing.T) {
	dir := filepath.Join(folder(t), "public")
	old := pages{"index.html": "1", "a.html": "a", "b.html": "b"}
	publish(t, dir, old)
	if err := os.WriteFile(Unexplained(dir), []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	asked := ""
	approve := func(err error) Options {
		return Options{Approve: func(kept func(string) bool) error {
			asked = fmt.Sprint(kept("a.html"), kept("b.html"), kept("c.html"), kept("none.html"))
			return err
		}}
	}
	next := pages{"index.html": "1", "a.html": "a", "b.html": "bb", "c.html": "c"}
	if _, err := Publish(context.Background(), dir, next.plan(), approve(refused)); err != refused {
		t.Error(err)
	}
	if asked != "true false false false" {
		t.Error(asked)
	}
	if _, err := os.Stat(filepath.Join(dir, "c.html")); err == nil {
		t.Error("something was written")
	}
	if _, err := Publish(context.Background(), dir, next.plan(), approve(nil)); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(Unexplained(dir)); string(text) != "kept" {
		t.Errorf("the caller's file: %q %v", text, err)
	}
	os.Remove(Unexplained(dir))
	next.expect(t, dir)
	asked = ""
	if _, err := Publish(context.Background(), dir, next.plan(), approve(nil)); err != nil || asked != "true true true false" {
		t.Errorf("with nothing to do: %q %v", asked, err)
	}
	fresh := filepath.Join(folder(t), "fresh")
	if _, err := Publish(context.Background(), fresh, next.plan(), approve(refused)); err != refused {
		t.Error(err)
	}
	if _, err := os.Stat(fresh); err == nil {
		t.Error("the folder was made")
	}
}
