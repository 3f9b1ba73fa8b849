package legacy

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/han"
)

// composed returns undamaged text of a given size: words drawn from the word list by their frequency, with a fixed seed, mixed with
// punctuation, numbers, times, addresses and Latin words. Every other paragraph is in traditional script. It is not grammatical, but
// every character, word and mark is clean.
func composed(size int) string {
	type word struct {
		text string
		uses float64
	}
	var all []word
	var total float64
	for key, e := range generalWords().words {
		if e.cost < 12 && lastOf(key, 1) != key {
			var text []rune
			for i := longestWord - 1; i >= 0; i-- {
				if c := rune(uint16(key >> (16 * i))); c != 0 {
					text = append(text, c)
				}
			}
			all = append(all, word{string(text), float64(13 - e.cost)})
			total += float64(13 - e.cost)
		}
	}
	slices.SortFunc(all, func(a, b word) int { return strings.Compare(a.text, b.text) })
	ends := make([]float64, len(all))
	sum := 0.0
	for i, w := range all {
		sum += w.uses
		ends[i] = sum
	}
	source := rand.New(rand.NewPCG(9704, 2012))
	pick := func() string {
		i, _ := slices.BinarySearch(ends, source.Float64()*total)
		return all[min(i, len(all)-1)].text
	}
	latin := []string{"2020年2月21日", "14:00", "1,234.5元", "37.3℃", "QQ群", "ISO 9001", "http://example.org/a?id=3&b=4", "3-4万", "85.59%", "(2020)", "A/B", "“三项制度”", "《工作方案》", "（一）", "led屏"}
	var b strings.Builder
	for n := 0; b.Len() < size; n++ {
		var p strings.Builder
		for range 6 + source.IntN(8) {
			for range 4 + source.IntN(10) {
				p.WriteString(pick())
			}
			if source.IntN(6) == 0 {
				p.WriteString(latin[source.IntN(len(latin))])
				p.WriteString(pick())
			}
			p.WriteString([]string{"，", "，", "，", "、", "；", "。", "。", "：", "？", "！"}[source.IntN(10)])
			p.WriteString(pick())
		}
		p.WriteString("。\n\n")
		if n%2 == 1 {
			b.WriteString(han.ToTraditional(p.String()))
		} else {
			b.WriteString(p.String())
		}
	}
	return b.String()
}

func TestAMegabyteOfCleanTextComesOutUnchanged(t *testing.T) {
	const size = 1 << 20
	checkUnchanged(t, composed(size))
}

func TestCleanPartsOfRealPagesComeOutUnchanged(t *testing.T) {
	// Two pages have no damage but narrow punctuation. Once that is wide, there is nothing to repair.
	for _, name := range []string{hubei, chengdu} {
		repaired := importSeed(t, name).Repaired
		checkUnchanged(t, repaired)
	}
	// The repaired text of these pages is clean as well.
	for _, name := range []string{shandong, taiyuan} {
		repaired := importSeed(t, name).Repaired
		checkUnchanged(t, repaired)
	}
}

func TestTextInOtherLanguagesComesOutUnchanged(t *testing.T) {
	checkUnchanged(t, `Who is responsible? "We are," she said. (See page 3; or http://example.org/?id=7&x=a,b!)
Is it?or not?!Yes?No,maybe;so:what? Query ?a=b,c ?!x ??y and C:\dir\file?name, fin.
審計局はどこですか？東京都です。質問？はい、そうです。
Où est-ce? Là-bas! ¿Qué? ¡Sí! Что? Да.
`)
}

func checkUnchanged(t *testing.T, text string) {
	t.Helper()
	got, repairs := RepairText(text, Choice{})
	for i, r := range repairs {
		if i == 10 {
			break
		}
		t.Errorf("%s at %s: %q → %q (made: %v)", r.ID(), r.Percent(), r.Before, r.After, r.Made)
	}
	if got != text {
		t.Error("the text was changed")
	}
}
