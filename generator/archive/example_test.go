package archive_test

import (
	"fmt"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func notice(slug string, day int, publishers ...string) *bulletin.Bulletin {
	b := &bulletin.Bulletin{Date: bulletin.Date{Time: time.Date(2020, 2, day, 0, 0, 0, 0, time.UTC)}}
	b.Source, b.Slug.Value, b.Title.Value = "bulletins/"+slug+".md", slug, slug
	for _, p := range publishers {
		b.Publishers = append(b.Publishers, bulletin.Text{Value: p, Pos: problem.Pos{Line: 3, Column: 12}})
	}
	return b
}

func Example() {
	vocabulary := archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{archive.Agencies: {
		{ID: "water", Names: archive.Names{{Language: "zh-Hans", Text: "青山市水务局"}, {Language: "en", Text: "Water Bureau"}}},
		{ID: "audit", Names: archive.Names{{Text: "青山市审计局"}}},
	}}}
	a, problems := archive.New([]*bulletin.Bulletin{
		notice("joint", 2, "青山市審計局", "water"),
		notice("old", 1, "Water Bureau"),
		notice("slip", 3, "watr"),
	}, vocabulary, archive.Options{Root: "content", Languages: []string{"zh-Hans"}, Now: time.Now()})

	for _, p := range problems {
		fmt.Printf("%s [%s] (%s)\n", p, p.Code, p.Hint)
	}
	for _, agency := range a.Trees[archive.Agencies].Nodes {
		for _, l := range agency.Listings {
			fmt.Println(agency.Path(), l.Path)
		}
	}
	for _, n := range a.Records[1].AppendNeighbours(nil) {
		fmt.Println("before the joint bulletin, of", n.Publisher.ID, "is", n.Previous.Path)
	}
	// Output:
	// content/bulletins/slip.md:3:12: unknown agency "watr"; expected an id, name or alias of agencies.yaml [unknown-agency] (did you mean "water"?)
	// agencies/water/ 2020/02/01/old.html
	// agencies/water/ 2020/02/02/joint.html
	// agencies/audit/ 2020/02/02/joint.html
	// before the joint bulletin, of water is 2020/02/01/old.html
}
