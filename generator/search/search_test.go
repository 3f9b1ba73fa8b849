package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestEveryRunOfAnyTextFindsJustTheBulletinsThatHaveIt(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"审", "計", "计", "局", "发", "發", "髮", "展", "，", "。", " ", "\n", "a", "B", "ab", "Abc", "１", "2", "20", "〔", "〕", "号", "é", "カ", "ﾞ", "😀", "\u200f", "\U000E0100"}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	var bulletins []made
	for i := range 300 {
		bulletins = append(bulletins, made{title: text(1 + random.IntN(6)), summary: text(random.IntN(6)), number: fmt.Sprint(text(random.IntN(5)), i), body: text(random.IntN(60)),
			agency: []string{"", "jinan", "shandong"}[random.IntN(3)]})
	}
	s := newSite(t, bulletins...)
	r := s.open(t)
	found, queries := 0, 0
	for range 3000 {
		m := bulletins[random.IntN(len(bulletins))]
		from := []rune([]string{m.title, m.summary, m.number, m.body, "山东省审计厅"}[random.IntN(5)])
		if len(from) == 0 {
			continue
		}
		start := random.IntN(len(from))
		words := string(from[start:min(len(from), start+1+random.IntN(7))])
		if random.IntN(4) == 0 {
			words += " " + text(2)
		}
		q := parse(words)
		if !slices.ContainsFunc(q.pieces, func(p piece) bool { return len(p.lookups) > 0 }) || len(q.pieces) == 1 && len(q.pieces[0].text) == 1 {
			continue // too short for the index
		}
		queries++
		got := s.shown(t, r, Search{Query: words, ByDate: true})
		want := []int{}
		for number := len(bulletins) - 1; number >= 0; number-- {
			if s.has(number, q) {
				want = append(want, number)
			}
		}
		found += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%q: found %v; it stands in %v", words, got, want)
		}
	}
	if queries < 1000 || found < 5*queries {
		t.Fatalf("%d queries found %d: too few to say anything", queries, found)
	}
}
