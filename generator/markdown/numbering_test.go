package markdown

import (
	"os"
	"strings"
	"testing"
)

func TestThemeHasARuleForEachKindOfNumbering(t *testing.T) {
	css, err := os.ReadFile("../../themes/gazette/styles/numbering.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range ListClasses {
		if !strings.Contains(string(css), ".list-"+name+" { list-style-type: "+name+"; }\n") {
			t.Errorf("no rule for list-%s", name)
		}
	}
	if n := strings.Count(string(css), "{"); n != len(ListClasses) {
		t.Errorf("%d rules for %d kinds", n, len(ListClasses))
	}
}
