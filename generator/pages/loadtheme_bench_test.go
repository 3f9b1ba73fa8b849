package pages

import (
	"testing"

	"gongbao/themes"
)

func BenchmarkBulletinPage(b *testing.B) { benchmarkPage(b, "zh-Hans.bulletin") }
func BenchmarkShortPage(b *testing.B)    { benchmarkPage(b, "zh-Hans.short") }
func BenchmarkListPage(b *testing.B)     { benchmarkPage(b, "zh-Hans.list") }

func benchmarkPage(b *testing.B, name string) {
	theme := gazette(b)
	for _, e := range examples() {
		if e.name != name {
			continue
		}
		f := e.view.GetFrame()
		var page []byte
		b.ReportAllocs()
		for b.Loop() {
			f.Chrome = theme.Chrome(f)
			var err error
			if page, err = theme.Append(page[:0], e.template, e.language, e.view); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(page)))
	}
}

func BenchmarkLoadTheme(b *testing.B) {
	for b.Loop() {
		LoadTheme(themes.Gazette())
	}
}
