package archive

import (
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestChainOfParentsIsNotEndless(t *testing.T) {
	chain := func(n int, of func(i int) int) string {
		b := []byte("- {id: t0, name: n0}\n")
		for i := 1; i < n; i++ {
			b = fmt.Appendf(b, "- {id: t%d, name: n%d, parent: t%d}\n", i, i, of(i))
		}
		return string(b)
	}
	for name, c := range map[string]struct {
		text  string
		found int
	}{
		"as deep as may be": {chain(maxDepth, func(i int) int { return i - 1 }), 0},
		"one too deep":      {chain(maxDepth+1, func(i int) int { return i - 1 }), 1},
		"broad":             {chain(3000, func(i int) int { return 0 }), 0},
		"very deep":         {chain(20000, func(i int) int { return i - 1 }), 1},
	} {
		terms, problems := ReadTerms("agencies.yaml", []byte(c.text), Agencies)
		if len(problems) != c.found || len(terms) == 0 {
			t.Errorf("%s: %d problems; expected %d", name, len(problems), c.found)
		}
		for _, p := range problems {
			if p.Code != problem.TooManyParents || p.Line < maxDepth || p.Hint == "" || !strings.Contains(p.Message, "32") {
				t.Errorf("%s: %v", name, p)
			}
		}
	}
}
