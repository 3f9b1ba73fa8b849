package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
)

// remembering plans the index of an archive with a cache. It counts the texts that are read, and remembers the words of each hash.
type remembering struct {
	t      *testing.T
	cache  string
	words  map[bulletin.Hash]Words
	forget bool // the words of earlier builds are not known
	reads  atomic.Int32
	keys   map[string]key.Key
}

func (m *remembering) plan(bulletins []made) (s *site, files map[string]string) {
	m.t.Helper()
	s = newSite(m.t, bulletins...)
	m.reads.Store(0)
	s.files = Plan(s.archive, func(r *archive.Record) (string, error) { m.reads.Add(1); return s.text(r) }, Options{
		Cache: m.cache, Key: key.Of("test"),
		Before: func(hash bulletin.Hash) (Words, bool) { w, ok := m.words[hash]; return w, ok && !m.forget },
	})
	for _, r := range s.archive.Records {
		w, _ := wordsOf(r, s.text)
		w.Agencies = nil
		m.words[r.Hash] = w
	}
	m.keys = map[string]key.Key{}
	for _, f := range s.files {
		m.keys[f.Path] = key.Key(f.Key)
	}
	return s, renderAll(m.t, s.files)
}

func newRemembering(t *testing.T) *remembering {
	return &remembering{t: t, cache: t.TempDir(), words: map[bulletin.Hash]Words{}}
}

// differing returns the paths of files that differ.
func differing(a, b map[string]string) (paths []string) {
	for path := range a {
		if a[path] != b[path] {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

func TestRevisedIndexIsTheOneThatIsBuiltFromNothing(t *testing.T) {
	small(t)
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("审计 公报 通知 公告 决定 意见 𠮷野家 audit office offices a 2020 87 办 法 规定 资金 ， 。 资金资金资金")
	m := newRemembering(t)
	bulletins := many(200)
	revised := 0
	for step := range 40 {
		for range 1 + r.IntN(3) {
			b := &bulletins[r.IntN(len(bulletins))]
			w := words[r.IntN(len(words))]
			switch r.IntN(7) {
			case 0:
				b.title = w + b.title
			case 1:
				b.summary = w + w
			case 2:
				b.number = fmt.Sprintf("%s〔2020〕%d号", w, r.IntN(99))
			case 3:
				b.body = ""
			case 4:
				b.body += strings.Repeat(w, r.IntN(40))
			case 5:
				b.body = w + " " + b.body
			case 6:
				runes := []rune(b.body)
				b.body = string(runes[len(runes)/2:])
			}
		}
		s, got := m.plan(bulletins)
		if int(m.reads.Load()) < len(bulletins)/2 {
			revised++
		}
		clean := Plan(s.archive, s.text, Options{Key: key.Of("test")})
		if want := renderAll(t, clean); !maps.Equal(got, want) {
			t.Fatalf("step %d: files differ from those that are built from nothing: %q", step, differing(want, got))
		}
	}
	if revised < 15 {
		t.Errorf("only %d of 40 builds revised the base", revised)
	}
}

func TestOneCorrectedWordMakesFewPartsAgain(t *testing.T) {
	bulletins := many(3000)
	m := newRemembering(t)
	m.plan(bulletins)
	before := m.keys
	bulletins[1000].body += "更正一处。"
	s, _ := m.plan(bulletins)
	if m.reads.Load() > 2 {
		t.Errorf("%d texts were read for one correction", m.reads.Load())
	}
	changed := 0
	for _, f := range s.files {
		if before[f.Path] != key.Key(f.Key) {
			changed++
		}
	}
	if changed == 0 || changed > 20 {
		t.Errorf("one correction changes the keys of %d files of %d", changed, len(s.files))
	}
	bulletins[1000].body = strings.TrimSuffix(bulletins[1000].body, "更正一处。")
	m.plan(bulletins)
	for path, k := range m.keys {
		if strings.Contains(path, "/terms/") && k != before[path] {
			t.Errorf("%s has another key after the correction was taken back", path)
		}
	}
}

func TestBaseThatCannotBeUsedIsBuiltAgain(t *testing.T) {
	bulletins := many(200)
	for name, spoil := range map[string]func(m *remembering){
		"it is gone":             func(m *remembering) { os.Remove(baseFile(m.cache, 0)) },
		"it was cut off":         func(m *remembering) { spoil(t, m, func(b []byte) []byte { return b[:len(b)/2] }) },
		"a part is damaged":      func(m *remembering) { spoil(t, m, func(b []byte) []byte { b[100] ^= 1; return b }) },
		"its head is damaged":    func(m *remembering) { spoil(t, m, func(b []byte) []byte { b[len(b)-100] ^= 1; return b }) },
		"it is empty":            func(m *remembering) { spoil(t, m, func(b []byte) []byte { return nil }) },
		"the old words are":      func(m *remembering) { m.forget = true },
		"the cache is no folder": func(m *remembering) { os.RemoveAll(m.cache); os.WriteFile(m.cache, nil, 0o644) },
	} {
		m := newRemembering(t)
		m.plan(bulletins)
		spoil(m)
		changed := slices.Clone(bulletins)
		changed[7].body += "更正。"
		s, got := m.plan(changed)
		if want := renderAll(t, Plan(s.archive, s.text, Options{Key: key.Of("test")})); !maps.Equal(got, want) {
			t.Errorf("%s: files differ: %q", name, differing(want, got))
		}
	}
}

// spoil changes the base of the first segment.
func spoil(t *testing.T, m *remembering, change func([]byte) []byte) {
	t.Helper()
	name := filepath.Join(m.cache, "search-0.base")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, change(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestOldWordsAreKeptUntilTheBaseIsMadeAgain(t *testing.T) {
	bulletins := many(200)
	m := newRemembering(t)
	m.plan(bulletins)
	bulletins[5].body += "一改。"
	m.plan(bulletins)
	m.forget = true // as a store does that has been saved since
	bulletins[5].body += "二改。"
	s, got := m.plan(bulletins)
	if m.reads.Load() > 2 {
		t.Errorf("%d texts were read, although the words of the base were kept", m.reads.Load())
	}
	if want := renderAll(t, Plan(s.archive, s.text, Options{Key: key.Of("test")})); !maps.Equal(got, want) {
		t.Errorf("files differ: %q", differing(want, got))
	}
}
