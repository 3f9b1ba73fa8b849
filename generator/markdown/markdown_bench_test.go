package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

const (
	chinese = "疫情发生以来，全市审计机关认真落实防控工作部署，坚持把人民群众生命安全和身体健康放在第一位，结合本地区实际，全力投身社区防控，每日向领导小组汇报情况，切实做到情况清、底数明。"
	english = "The audit office reported that 25 communities were covered, with daily checks at 9 and 17 o'clock, and that *all* staff had taken part since 2 February (see the table below). "
)

// bulletin returns a text of about n bytes such as an office writes: sections, paragraphs, a list, a table.
func bulletin(size int) []byte {
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		fmt.Fprintf(&b, "## 第%d项制度 Measure %d\n\n%s\n%s\n\n", i, i, chinese, chinese)
		if b.Len() < size {
			fmt.Fprintf(&b, "%s%s\n\n- 建立**每日报告**制度\n- 详见[通知](https://example.org/notice)\n- call the office\n\n", english, english)
		}
	}
	b.WriteString("| 区县 | 人数 | note |\n|---|---:|---|\n| 历下 | 25 | ok |\n| 市中 | 31 | ok |\n")
	return []byte(b.String())
}

func BenchmarkRender(b *testing.B) {
	for _, size := range []int{1000, 3500, 6000} {
		text := bulletin(size)
		r := New(Options{})
		b.Run(fmt.Sprintf("%dB", len(text)), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				r.Render(Source{Text: text, Line: 1})
			}
		})
	}
}

// BenchmarkGoldmark renders the same text with goldmark's own GFM set-up, which makes HTML only.
func BenchmarkGoldmark(b *testing.B) {
	for _, size := range []int{1000, 3500, 6000} {
		text := bulletin(size)
		md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
		var out bytes.Buffer
		b.Run(fmt.Sprintf("%dB", len(text)), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				if err := md.Convert(text, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
