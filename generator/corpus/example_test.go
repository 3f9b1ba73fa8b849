package corpus_test

import (
	"fmt"
	"log"
	"os"

	"gongbao/generator/corpus"
)

func Example() {
	dir, err := os.MkdirTemp("", "corpus-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := corpus.Write(dir, corpus.Options{Bulletins: 100}); err != nil {
		log.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range entries {
		fmt.Println(e.Name())
	}
	// Output:
	// agencies.yaml
	// bulletins
	// regions.yaml
	// site.yaml
	// topics.yaml
}
