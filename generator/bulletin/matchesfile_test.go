package bulletin

import "testing"

func TestPatternsNameFilesByPathNameAndFolder(t *testing.T) {
	const file = "bulletins/2020/a/table.html"
	for pattern, want := range map[string]bool{
		"table.html": true, "*.html": true, "bulletins/2020/a/table.html": true, "bulletins/*/a/*": true, "bulletins/2020": true,
		"bulletins/2020/": true, "./bulletins/2020/a/": true, "bulletins": true,
		"": false, "*": true, "2020": false, "bulletins/20": false, "able.html": false, "[": false, "a/table.html": false,
	} {
		if got := MatchesFile([]string{"nothing", pattern}, file); got != want {
			t.Errorf("%q: got %v", pattern, got)
		}
	}
}
