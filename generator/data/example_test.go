package data_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/data"
	"gongbao/generator/escape"
	"gongbao/generator/key"
)

// noTexts is for archives whose files hold no whole texts.
type noTexts struct{}

func (noTexts) HTML(*archive.Record, string) (string, error) { return "", nil }
func (noTexts) Text(*archive.Record) (string, error)         { return "", nil }
func (noTexts) Targets(*archive.Record) []escape.Address     { return nil }
func (noTexts) File(*archive.Record) string                  { return "" }

func Example() {
	b, _, _, _ := bulletin.Parse("bulletins/notice.md", "notice.md", []byte("---\ntitle: 公告\npublisher: 审计局\ndate: 2020-02-21\n---\n"), bulletin.Options{})
	a, _ := archive.New([]*bulletin.Bulletin{b}, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)})
	files := data.Plan(key.Of("version 1"), a, data.Site{Title: archive.Names{{Text: "公报"}}, Languages: []string{"zh-Hans"}}, noTexts{})
	for _, f := range files {
		if f.Path == "data/bulletins.csv" {
			table, err := f.Render(nil)
			rows := slices.Collect(strings.Lines(string(table)))
			cells := strings.Split(rows[1], ",")
			fmt.Println(cells[:3], err)
		}
	}
	// Output: [2020-02-21 公告 审计局] <nil>
}
