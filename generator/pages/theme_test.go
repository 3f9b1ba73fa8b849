package pages

import (
	"testing"

	"gongbao/themes"
)

func gazette(t testing.TB) *Theme {
	t.Helper()
	theme, problems := LoadTheme(themes.Gazette())
	for _, p := range problems {
		t.Errorf("%v\n\t%s", p, p.Hint)
	}
	if theme == nil {
		t.FailNow()
	}
	return theme
}

func TestDefaultThemeHasNoProblems(t *testing.T) { gazette(t) }
