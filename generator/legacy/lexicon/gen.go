//go:build ignore

// This program writes words.gz, the word costs by which package legacy tells Chinese from damaged bytes:
//
//	go mod download github.com/go-ego/gse@v0.80.3
//	go run gen.go $(go env GOMODCACHE)/github.com/go-ego/gse@v0.80.3/data/dict/zh/s_1.txt
//
// It keeps words of at most four Han characters, those of one character or of frequency four and above (rarer ones are
// mostly names), adds public.txt, and stores each as what it shares with the word before it, the rest, and its cost:
// minus the natural logarithm of its share of all use, in tenths.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"log"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longest  = 4 // characters of a word; longer ones are read as two
	rarest   = 4 // uses
	allWords = 60e6
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run gen.go s_1.txt")
	}
	uses := map[string]float64{}
	keep := func(word string, n float64) {
		length := utf8.RuneCountInString(word)
		han := strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) || r > 0xFFFF }) < 0
		if han && length <= longest && (length == 1 || n >= rarest) {
			uses[word] = max(uses[word], n)
		}
	}
	for line := range lines(os.Args[1]) {
		if f := strings.Fields(line); len(f) >= 2 {
			n, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				log.Fatal(err)
			}
			keep(f[0], n)
		}
	}
	for line := range lines("public.txt") {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		n, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			log.Fatal(err)
		}
		for _, word := range f[1:] {
			keep(word, n)
		}
	}

	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	var before []rune
	for _, word := range slices.Sorted(maps.Keys(uses)) {
		w := []rune(word)
		shared := 0
		for shared < min(len(w), len(before)) && w[shared] == before[shared] {
			shared++
		}
		cost := min(255, math.Round(-10*math.Log(max(1, uses[word])/allWords)))
		z.Write([]byte{byte(shared<<4 | len(w) - shared), byte(cost)})
		for _, r := range w[shared:] {
			z.Write([]byte{byte(r >> 8), byte(r)})
		}
		before = w
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("words.gz", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("words.gz: %d words, %d bytes", len(uses), out.Len())
}

func lines(name string) func(yield func(string) bool) {
	data, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	return func(yield func(string) bool) {
		for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
			if !yield(s.Text()) {
				return
			}
		}
	}
}
