package data

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/publish"
)

// largeArchive has the shape of a country's: agencies in three levels, two topics and a region for each bulletin, twenty
// years. A bulletin is in about eight lists.
func largeArchive(b *testing.B, n int) *archive.Archive {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	v := archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{}}
	name := func(format string, args ...any) archive.Names {
		return archive.Names{{Language: "zh-Hans", Text: fmt.Sprintf(format, args...)}}
	}
	for i := range 200 {
		t := archive.Term{ID: fmt.Sprintf("a%03d", i), Names: name("第%d审计局", i), Region: fmt.Sprintf("r%02d", i%34)}
		if i >= 15 {
			t.Parent = fmt.Sprintf("a%03d", 1+i%14)
		} else if i > 0 {
			t.Parent = "a000"
		}
		v.Terms[archive.Agencies] = append(v.Terms[archive.Agencies], t)
	}
	for i := range 40 {
		v.Terms[archive.Topics] = append(v.Terms[archive.Topics], archive.Term{ID: fmt.Sprintf("t%02d", i), Names: name("主题%d", i)})
	}
	for i := range 34 {
		v.Terms[archive.Regions] = append(v.Terms[archive.Regions], archive.Term{ID: fmt.Sprintf("r%02d", i), Names: name("第%d省", i)})
		for c := range 10 {
			v.Terms[archive.Regions] = append(v.Terms[archive.Regions], archive.Term{ID: fmt.Sprintf("r%02d-%d", i, c), Names: name("第%d省第%d市", i, c), Parent: fmt.Sprintf("r%02d", i)})
		}
	}
	all := make([]*bulletin.Bulletin, n)
	for i := range all {
		bu := notice(fmt.Sprintf("b%07d", i), on(2005, 1, 1+(i*7919)%7300), titled("关于加强专项资金审计监督工作有关情况的公告"))
		bu.Summary = "审计结果表明，各单位能够按照要求组织实施项目，资金管理总体规范，但也发现部分单位存在台账不完整、拨付不及时等问题，现将有关整改情况公告如下，请社会监督。"
		bu.Publishers = texts(fmt.Sprintf("a%03d", r.IntN(200)))
		bu.Topics = texts(fmt.Sprintf("t%02d", r.IntN(20)), fmt.Sprintf("t%02d", 20+r.IntN(20)))
		if r.IntN(3) > 0 {
			bu.Region = text(fmt.Sprintf("r%02d-%d", r.IntN(34), r.IntN(10)))
		}
		bu.Hash = bulletin.Hash(key.Of(i))
		all[i] = bu
	}
	a, problems := archive.New(all, v, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		b.Fatal(problems[0])
	}
	return a
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		a := largeArchive(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			files := 0
			for b.Loop() {
				files = len(Plan(program, a, site(), bodies{}))
			}
			b.ReportMetric(float64(files), "files")
		})
	}
}

// BenchmarkRender says what the files for machines cost, and what archived feeds of all terms add to it.
func BenchmarkRender(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		a := largeArchive(b, n)
		for _, name := range []string{"site", "all"} {
			s := site()
			s.TermArchives = name == "all"
			files := Plan(program, a, s, bodies{})
			b.Run(fmt.Sprintf("%d/archives=%s", n, name), func(b *testing.B) {
				var size int64
				for b.Loop() {
					size = renderAll(b, files)
				}
				b.ReportMetric(float64(size)/1e6, "MB/op")
				b.ReportMetric(float64(len(files)), "files")
			})
		}
	}
}

func renderAll(b *testing.B, files []publish.File) (size int64) {
	var buffer []byte
	for _, f := range files {
		var err error
		if buffer, err = f.Render(buffer[:0]); err != nil {
			b.Fatal(err)
		}
		size += int64(len(buffer))
	}
	return size
}
