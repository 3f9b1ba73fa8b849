package han

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"unicode"
)

// decodeFoldTable reads the table as its documentation says, like the script in a browser.
func decodeFoldTable(t *testing.T, table string) map[rune]rune {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	running := func(line string) (sums []rune) {
		sum, number, shift := 0, 0, 0
		for _, c := range line {
			digit := strings.IndexRune(digits, c)
			if digit < 0 {
				t.Fatalf("%q is no Base64 digit", c)
			}
			number |= digit % 32 << shift
			shift += 5
			if digit < 32 {
				if number%2 == 1 {
					number = -number
				}
				sum += number / 2
				sums = append(sums, rune(sum))
				number, shift = 0, 0
			}
		}
		return sums
	}
	lines := strings.Split(table, "\n")
	if len(lines) != 2 {
		t.Fatalf("the table has %d lines, want 2", len(lines))
	}
	from, to := running(lines[0]), running(lines[1])
	if len(from) != len(to) {
		t.Fatalf("%d runes change but there are %d results", len(from), len(to))
	}
	folds := map[rune]rune{}
	for i, r := range from {
		folds[r] = to[i]
	}
	return folds
}

func TestTheBrowsersTableIsTheSameMapping(t *testing.T) {
	folds := decodeFoldTable(t, FoldTable())
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := FoldRune(r)
		got, changes := folds[r]
		if !changes {
			got = r
		}
		if got != want {
			t.Errorf("the table folds %U to %U, FoldRune to %U", r, got, want)
		}
		if changes && got == r {
			t.Errorf("the table holds %U, which does not change", r)
		}
	}
}

func TestTheBrowsersTableIsSmall(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(FoldTable()))
	w.Close()
	if packed.Len() > 16<<10 {
		t.Errorf("the table takes %d bytes after gzip, want at most 16 KiB", packed.Len())
	}
}

func BenchmarkFoldTable(b *testing.B) {
	for b.Loop() {
		FoldTable()
	}
}
