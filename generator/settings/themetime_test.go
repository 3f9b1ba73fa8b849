package settings

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongbao/generator/problem"
)

func TestThemeThatTakesALifetimeToReadIsReported(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	deep := strings.Repeat("{{range 2}}", 40) + strings.Repeat("{{end}}", 40)
	theme, found := loadInTime(fstest.MapFS{"templates/notfound.html": {Data: []byte(deep)}})
	if theme != nil || len(found) != 1 || found[0].Code != problem.ThemeTooComplex || found[0].Hint == "" {
		t.Errorf("found %v", found)
	}
}
