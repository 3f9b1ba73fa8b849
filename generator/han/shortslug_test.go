package han

import (
	"strings"
	"testing"
)

func TestShortSlugEndsAtASyllable(t *testing.T) {
	for _, c := range []struct {
		title string
		most  int
		want  string
	}{
		{"济南市", 60, "ji-nan-shi"},
		{"济南市审计局", 10, "ji-nan-shi"},
		{"济南市审计局", 12, "ji-nan-shi"},
		{"济南市审计局", 14, "ji-nan-shi"},
		{"济南市审计局", 15, "ji-nan-shi-shen"},
		{strings.Repeat("a", 60), 48, strings.Repeat("a", 48)},
		{"", 48, ""},
	} {
		if got := ShortSlug(c.title, c.most); got != c.want {
			t.Errorf("%s in %d bytes: %s, want %s", c.title, c.most, got, c.want)
		}
	}
}
