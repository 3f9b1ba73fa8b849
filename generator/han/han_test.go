package han

import (
	"testing"
	"unicode"
)

func TestIsHanAgreesWithUnicode(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		if IsHan(r) != unicode.Is(unicode.Han, r) {
			t.Errorf("IsHan(%U) = %v", r, IsHan(r))
		}
	}
}
