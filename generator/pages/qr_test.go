package pages

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr/coding"
)

// The test turns the path back into modules, and compares them with those of rsc.io/qr.
func TestQRDrawsEveryDarkModule(t *testing.T) {
	for _, address := range []string{"https://a.cn/", "https://bulletin.example.org/2020/02/21/shandong-audit.html", strings.Repeat("很长的地址", 40)} {
		svg := string(AppendQR(nil, address))
		d := regexp.MustCompile(`fill="none" d="([^"]*)"`).FindStringSubmatch(svg)
		if d == nil {
			t.Fatalf("no path for %q", address)
		}
		dark := map[[2]int]bool{}
		x, y := 0, 0
		for _, c := range regexp.MustCompile(`([Mmh])(-?\d+)(?: (\d+)(?:\.5)?)?`).FindAllStringSubmatch(d[1], -1) {
			n, _ := strconv.Atoi(c[2])
			switch c[1] {
			case "M":
				x = n
				y, _ = strconv.Atoi(c[3])
			case "m":
				x += n
			case "h":
				for range n {
					dark[[2]int{x - 4, y - 4}] = true
					x++
				}
			}
		}
		side, _ := strconv.Atoi(regexp.MustCompile(`viewBox="0 0 (\d+)`).FindStringSubmatch(svg)[1])
		version := coding.Version((side - 8 - 17) / 4)
		plan, err := coding.NewPlan(version, coding.M, 3)
		if err != nil {
			t.Fatal(err)
		}
		code, err := plan.Encode(coding.String(address))
		if err != nil {
			t.Fatal(err)
		}
		for y := range code.Size {
			for x := range code.Size {
				if code.Black(x, y) != dark[[2]int{x, y}] {
					t.Fatalf("%q: module %d,%d is wrong", address, x, y)
				}
			}
		}
	}
	if AppendQR(nil, strings.Repeat("x", 5000)) != nil {
		t.Error("an address too long for a code has one")
	}
}

func BenchmarkQR(b *testing.B) {
	var svg []byte
	for b.Loop() {
		svg = AppendQR(svg[:0], "https://bulletin.example.org/2020/02/21/shandong-audit.html")
	}
}
