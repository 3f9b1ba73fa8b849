package legacy

import (
	"fmt"
	"strings"
	"testing"

	"gongbao/generator/han"
)

// BenchmarkImport1000HTMLPages imports a thousand pages of an old site, 12 kB each. One in ten has readings inserted after its
// characters, and one in twenty has lost bytes.
func BenchmarkImport1000HTMLPages(b *testing.B) {
	frame := readTestPage(b, "gazette.html")
	from := strings.Index(frame, "<p>　　2月20日")
	to := strings.Index(frame, "<table")
	prose := strings.Split(composed(1<<20), "\n\n")
	var pages [][]byte
	for n := range 1000 {
		var body strings.Builder
		for i := range 14 {
			p := prose[(n*7+i)%len(prose)]
			if n%2 == 1 {
				p = han.ToTraditional(p)
			}
			switch {
			case n%10 == 3:
				p = annotated(p)
			case n%20 == 5 && i == 9:
				p = "全力以赴打赢阻击战??h紀委監委嚴格執紀，做好宣傳、暫??瓦\\班線等工作。"
			}
			body.WriteString("<p>　　" + p + "</p>\n")
		}
		pages = append(pages, []byte(strings.Replace(frame[:from]+body.String()+frame[to:], "gb2312", "utf-8", 1)))
	}
	for b.Loop() {
		for n, page := range pages {
			if _, problems := Import(fmt.Sprintf("t%04d.html", n), page, Options{}); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	}
	size := 0
	for _, p := range pages {
		size += len(p)
	}
	b.SetBytes(int64(size))
}

// BenchmarkRepairLostBytes repairs the page that lost the most.
func BenchmarkRepairLostBytes(b *testing.B) {
	page := seed(b, compilation)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		RepairText(page, Choice{})
	}
}

// BenchmarkRepairCleanText reads a megabyte of undamaged text.
func BenchmarkRepairCleanText(b *testing.B) {
	text := composed(1 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		RepairText(text, Choice{})
	}
}
