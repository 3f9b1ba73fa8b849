package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestEveryRunOfAnyTextFindsExactlyTheBulletinsThatContainIt(t *testing.T) {
	t.Run("in a small archive", everyRun)
	t.Run("as in a large one", func(t *testing.T) {
		small(t)
		everyRun(t)
	})
}

func everyRun(t *testing.T) {
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
			t.Fatalf("%q: found %v; it occurs in %v", words, got, want)
		}
	}
	if queries < 1000 || found < 5*queries {
		t.Fatalf("%d queries found %d: too few to prove anything", queries, found)
	}
}

// FuzzSearch compares the index with a plain search of the texts.
func FuzzSearch(f *testing.F) {
	f.Add("审计整改情况", "審計 2020年3号", "計整")
	f.Add("public procurement act", "proc", "proc act")
	f.Add("〔2020〕3号", "20203", "2020 3")
	f.Add("审计审计审计审计", "计审", "审计审")
	f.Add("e\u0301\u200f\U000E0100", "é", "E")
	f.Fuzz(func(t *testing.T, one, two, query string) {
		small(t)
		bulletins := plain(one, two, one+two, two+" "+one)
		for range 70 { // so many that keys are split
			bulletins = append(bulletins, made{title: two, summary: one, body: one})
		}
		s := newSite(t, bulletins...)
		r := s.open(t)
		q := parse(query)
		got := s.shown(t, r, Search{Query: query, ByDate: true})
		if !slices.ContainsFunc(q.pieces, func(p piece) bool { return len(p.lookups) > 0 }) || len(q.pieces) == 1 && len(q.pieces[0].text) == 1 {
			return
		}
		want := []int{}
		for number := len(bulletins) - 1; number >= 0; number-- {
			if s.has(number, q) {
				want = append(want, number)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q and %q: found %v; it occurs in %v", query, one, two, got, want)
		}
	})
}

// FuzzDamagedPart checks that the reader refuses damaged parts or finds nothing in them, and never panics.
func FuzzDamagedPart(f *testing.F) {
	s := newSite(f, many(50)...)
	r := s.open(f)
	for _, path := range []string{"0/terms/0.bin", "0/agencies/0.bin", "0/days.bin", "0/documents/0.bin", "0/split.bin", "manifest.json"} {
		data, err := s.render(Folder + path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(path, data)
		f.Add(path, data[:len(data)/2])
	}
	for _, data := range [][]byte{
		{0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0},       // a length of more than 32 bits
		{0x03, 0xFF, 0xFF, 0xFF, 0xFC, 0, 0, 0, 0, 0}, // such a number within a term
		{0xEE}, // a list of fifteen
	} {
		f.Add("0/agencies/0.bin", appendPart(nil, stamp{}, []entry{{key: "jinan", data: data}}))
		f.Add(fmt.Sprintf("0/terms/%d.bin", partOf("审计", r.segments[0].Terms)), appendPart(nil, stamp{}, []entry{{key: "审计", data: data}}))
	}
	stamp := r.segments[0].stamp
	f.Fuzz(func(t *testing.T, path string, data []byte) {
		r, err := Open(func(asked string) ([]byte, error) {
			if asked != Folder+path {
				return s.render(asked)
			}
			if path != "manifest.json" && len(data) >= len(stamp) {
				copy(data, stamp)
			}
			return data, nil
		})
		if err != nil {
			return
		}
		found, _, err := r.Find(Search{Query: "审计 公报 87", Filters: map[string]string{"agencies": "jinan"}, From: s.archive.Records[3].Day})
		if err == nil && len(found) > 0 {
			_, err = r.Document(found[0].Number)
		}
		_ = err // an error and a result are both fine
	})
}
