package pages

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

func TestBulletinOfSeveralPublishersOffersTheNeighboursOfEach(t *testing.T) {
	notice := func(slug string, day int, publishers ...string) *bulletin.Bulletin {
		b := &bulletin.Bulletin{Date: bulletin.Date{Time: time.Date(2020, 2, day, 0, 0, 0, 0, time.UTC)}}
		b.Source, b.Title.Value, b.Slug.Value = "bulletins/"+slug+".md", slug, slug
		for _, p := range publishers {
			b.Publishers = append(b.Publishers, bulletin.Text{Value: p})
		}
		return b
	}
	a, problems := archive.New([]*bulletin.Bulletin{
		notice("a", 1, "审计局"), notice("b", 2, "水务局"), notice("c", 3, "水务局", "审计局"), notice("d", 4, "审计局"), notice("e", 5, "审计局", "水务局"),
	}, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	theme, views := gazette(t), New(a, exampleSite(), nil)
	pager := regexp.MustCompile(`(?s)<nav class="pager".*?</nav>`)
	tag := regexp.MustCompile(`<[^>]*>`)
	for i, want := range []string{
		"|下一篇 c",
		"|下一篇 c",
		"|上一篇：水务局 b|下一篇：水务局 e|上一篇：审计局 a|下一篇：审计局 d",
		"|上一篇 c|下一篇 e",
		"|上一篇：审计局 d|上一篇：水务局 c",
	} {
		var b Bulletin
		views.Bulletin(&b, a.Records[i])
		got := ""
		for _, nav := range pager.FindAll(render(t, theme, example{fmt.Sprint(i), "bulletin.html", "zh-Hans", &b}), -1) {
			for line := range strings.SplitSeq(string(nav), "</a>") {
				if words := strings.TrimSpace(tag.ReplaceAllString(line, "")); words != "" {
					got += "|" + words
				}
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", a.Records[i].Source, got, want)
		}
	}
}
