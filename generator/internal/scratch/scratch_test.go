package scratch

import (
	"strings"
	"testing"
)

func TestTextsAreValidUntilTheBufferIsReset(t *testing.T) {
	var b Buffer
	var texts []string
	for i := range 100 {
		start := len(b.B)
		b.B = append(b.B, strings.Repeat(string(rune('a'+i%26)), i)...)
		texts = append(texts, b.Since(start))
	}
	for i, text := range texts {
		if text != strings.Repeat(string(rune('a'+i%26)), i) {
			t.Errorf("text %d became %q", i, text)
		}
	}
}

func TestPoisonShowsInAStringThatWasKeptTooLong(t *testing.T) {
	Poison = true
	defer func() { Poison = false }()
	var b Buffer
	b.B = append(b.B, "公报"...)
	kept := b.Since(0)
	b.Reset()
	if kept == "公报" {
		t.Error("the marker does not show in a string from before the reset")
	}
}

func TestLargeMemoryIsReleased(t *testing.T) {
	var b Buffer
	b.B = make([]byte, 17<<20)
	b.Reset()
	if cap(b.B) != 0 {
		t.Error(cap(b.B))
	}
	b.B = append(b.B, "x"...)
	b.Reset()
	if cap(b.B) == 0 {
		t.Error("a small buffer was not reused")
	}
}
