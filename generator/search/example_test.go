package search_test

import (
	"fmt"
	"log"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/search"
)

// The files of an index can be searched with nothing but a function that reads one of them, as a browser would.
func Example() {
	var bulletins []*bulletin.Bulletin
	for i, title := range []string{"关于水库巡查的通告", "关于预算执行的公告"} {
		b := &bulletin.Bulletin{Date: bulletin.Date{Time: time.Date(2020, 2, 21+i, 0, 0, 0, 0, time.UTC)}}
		b.Source, b.Slug.Value, b.Title.Value = fmt.Sprintf("bulletins/%d.md", i), fmt.Sprint("notice-", i), title
		bulletins = append(bulletins, b)
	}
	a, _ := archive.New(bulletins, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Now()})
	text := func(r *archive.Record) (string, error) { return "各单位汛期每日巡查。", nil }

	site := map[string][]byte{}
	for _, file := range search.Plan(a, text, search.Options{}) {
		data, err := file.Render(nil)
		if err != nil {
			log.Fatal(err)
		}
		site[file.Path] = data
	}
	index, err := search.Open(func(path string) ([]byte, error) { return site[path], nil })
	if err != nil {
		log.Fatal(err)
	}
	found, _, err := index.Find(search.Search{Query: "預算執行"})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range found {
		d, err := index.Document(c.Number)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(d.Title, d.Path)
	}
	// Output: 关于预算执行的公告 2020/02/22/notice-1.html
}
