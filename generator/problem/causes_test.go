package problem

import (
	"fmt"
	"strings"
	"testing"
)

func TestOneCauseIsShownOnceWithItsFirstPlaces(t *testing.T) {
	var ps []Problem
	for i := range 1000 {
		ps = append(ps, New(UnknownKey, fmt.Sprintf("%03d.md", i), Pos{3, 1}, "unknown key %q", "colour"))
		if i < 3 {
			ps = append(ps, New(UnknownKey, fmt.Sprintf("%03d.md", i), Pos{4, 1}, "unknown key %q", "size"))
		}
		if i < 5 {
			ps = append(ps, New(BadDate, fmt.Sprintf("%03d.md", i), Pos{5, 1}, "date is %d", i))
			ps = append(ps, New(BadEncoding, fmt.Sprintf("%03d.md", i), Pos{6, 1}, "byte 0x%02x", i).Because())
		}
	}
	var said []string
	for _, c := range Causes(ps) {
		said = append(said, c.Place()+": "+c.Text())
		if others := c.Others("--all shows them"); others != "" {
			said = append(said, others)
		}
	}
	const want = `000.md:3:1: unknown key "colour" (in 1000 places)
also 001.md:3:1, 002.md:3:1, 003.md:3:1 and 996 more; --all shows them
000.md:4:1: unknown key "size"
000.md:5:1: date is 0
000.md:6:1: byte 0x00 (in 5 places)
also 001.md:6:1, 002.md:6:1, 003.md:6:1 and 1 more; --all shows them
001.md:4:1: unknown key "size"
001.md:5:1: date is 1
002.md:4:1: unknown key "size"
002.md:5:1: date is 2
003.md:5:1: date is 3
004.md:5:1: date is 4`
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestCausesDifferByCodeAndLevel(t *testing.T) {
	var ps []Problem
	for range 4 {
		p := New(UnknownKey, "a.md", Pos{}, "x")
		w := p
		w.Warning = true
		ps = append(ps, p, New(BadDate, "a.md", Pos{}, "x"), w.Because(), Problem{Code: BadDate, File: "b.md", Message: "x"})
	}
	n := map[string]int{}
	for _, c := range Causes(ps) {
		n[fmt.Sprint(c.File, c.Code, c.Warning)] += 1 + len(c.Also)*100
	}
	for cause, count := range n {
		if alone := strings.HasPrefix(cause, "b.md"); alone && count != 4 || !alone && count != 301 {
			t.Errorf("%s: %d", cause, count)
		}
	}
	if len(n) != 4 {
		t.Errorf("%v", n)
	}
}
