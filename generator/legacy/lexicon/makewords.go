//go:build ignore

// This program writes words.gz, the word costs with which package legacy distinguishes Chinese from damaged bytes:
//
//	go mod download github.com/go-ego/gse@v0.80.3
//	go run makewords.go $(go env GOMODCACHE)/github.com/go-ego/gse@v0.80.3/data/dict/zh/s_1.txt
//
// It keeps words of at most four Han characters that have only one character or a frequency of at least four (rarer ones are mostly
// names), and adds public.txt. Each word is stored as the length of the prefix it shares with the word before, its cost (minus the
// natural logarithm of its share of all uses, in tenths) and the rest of its characters.
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
		log.Fatal("usage: go run makewords.go s_1.txt")
	}
	uses := readWords(os.Args[1])
	data := encode(uses)
	if err := os.WriteFile("words.gz", data, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("words.gz: %d words, %d bytes", len(uses), len(data))
}

// readWords returns the words to keep and how often each is used.
func readWords(dictionary string) map[string]float64 {
	uses := map[string]float64{}
	keep := func(word, frequency string) {
		n, err := strconv.ParseFloat(frequency, 64)
		if err != nil {
			log.Fatal(err)
		}
		length := utf8.RuneCountInString(word)
		han := strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) || r > 0xFFFF }) < 0
		if han && length <= longest && (length == 1 || n >= rarest) {
			uses[word] = max(uses[word], n)
		}
	}
	for line := range lines(dictionary) {
		if f := strings.Fields(line); len(f) >= 2 {
			keep(f[0], f[1])
		}
	}
	for line := range lines("public.txt") {
		if f := strings.Fields(line); len(f) >= 2 && f[0] != "#" {
			for _, word := range f[1:] {
				keep(word, f[0])
			}
		}
	}
	return uses
}

// encode returns the contents of words.gz.
func encode(uses map[string]float64) []byte {
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
	return out.Bytes()
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
