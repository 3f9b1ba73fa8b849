package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the reference pages")

// The reference is in the binary (gongbao help TOPIC) and, for those who read the repository, in .github/reference.
func TestReferencePagesAreWhatHelpPrints(t *testing.T) {
	dir := filepath.Join("..", "..", ".github", "reference")
	for _, topic := range topics {
		for _, language := range []string{"en", "zh"} {
			name, want := filepath.Join(dir, topic.name+"."+language+".md"), topic.text(language)
			if *update {
				if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := os.ReadFile(name); err != nil || string(got) != want {
				t.Errorf("%s differs from gongbao help %s --lang %s (%v); run go test ./cmd/gongbao -run Reference -update", name, topic.name, language, err)
			}
		}
	}
}
