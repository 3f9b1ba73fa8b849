package archive

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

var vocabulary = Vocabulary{Terms: map[Kind][]Term{
	Agencies: {
		{ID: "shandong-audit", Names: Names{{"zh-Hans", "山东省审计厅"}, {"en", "Shandong Audit Office"}}, Aliases: []string{"省审计厅"}, Region: "shandong", File: "content/agencies.yaml", Pos: problem.Pos{Line: 3}},
		{ID: "jinan-audit", Names: Names{{"zh-Hans", "济南市审计局"}}, Parent: "shandong-audit", Region: "jinan"},
		{ID: "zibo-audit", Names: Names{{"zh-Hans", "淄博市审计局"}}, Parent: "shandong-audit", Region: "zibo"},
		{ID: "hubei-audit", Names: Names{{"zh-Hans", "湖北省审计厅"}}, Aliases: []string{"省审计厅"}},
	},
	Topics: {{ID: "funds", Names: Names{{"", "资金"}}}, {ID: "epidemic", Names: Names{{"", "疫情防控"}}}, {ID: "donations", Names: Names{{"", "捐赠"}}, Parent: "funds"}},
	Regions: {{ID: "shandong", Names: Names{{"", "山东省"}}}, {ID: "jinan", Names: Names{{"", "济南市"}}, Aliases: []string{"370100"}, Parent: "shandong"},
		{ID: "zibo", Names: Names{{"", "淄博市"}}, Parent: "shandong"}},
}}

var options = Options{Root: "content", Languages: []string{"zh-Hans"}, Now: time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)}

// bul returns a bulletin of an agency and a day.
func bul(slug, day, publisher string, change ...func(*bulletin.Bulletin)) *bulletin.Bulletin {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	b := &bulletin.Bulletin{
		Page: bulletin.Page{Source: "bulletins/" + slug + ".md", Title: bulletin.Text{Value: slug}, Slug: bulletin.Text{Value: slug}},
		Date: bulletin.Date{Time: t}, Publishers: []bulletin.Text{{Value: publisher, Pos: problem.Pos{Line: 3, Column: 12}}},
	}
	for _, c := range change {
		c(b)
	}
	return b
}

func topics(names ...string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		for _, n := range names {
			b.Topics = append(b.Topics, bulletin.Text{Value: n})
		}
	}
}

func region(name string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) { b.Region = bulletin.Text{Value: name} }
}

func headings(texts ...string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		for _, t := range texts {
			b.Headings = append(b.Headings, bulletin.Heading{Level: 2, ID: t, Text: t})
		}
	}
}

func number(n string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) { b.Number = bulletin.Text{Value: n} }
}

func mustNew(t *testing.T, bs ...*bulletin.Bulletin) *Archive {
	t.Helper()
	a, problems := New(bs, vocabulary, options)
	for _, p := range problems {
		t.Errorf("unexpected: %v (%s)", p, p.Hint)
	}
	return a
}

func node(t *testing.T, tree *Tree, id string) *Node {
	t.Helper()
	i := slices.IndexFunc(tree.Nodes, func(n *Node) bool { return n.ID == id })
	if i < 0 {
		t.Fatalf("no %s in %s", id, tree.Kind)
	}
	return tree.Nodes[i]
}

func slugs(rs []*Record) string {
	var s []string
	for _, r := range rs {
		s = append(s, r.Slug.Value)
	}
	return strings.Join(s, " ")
}

func TestParentListsWhatIsBelowItOnce(t *testing.T) {
	a := mustNew(t,
		bul("whole", "2020-02-21", "shandong-audit", headings("济南市审计局", "淄博市审计局：", "结语")),
		bul("city", "2020-02-20", "jinan-audit"))
	if n := len(node(t, a.Trees[Regions], "shandong").Listings); n != 2 {
		t.Errorf("the province lists %d bulletins; want 2", n)
	}
	if n := len(node(t, a.Trees[Agencies], "shandong-audit").Listings); n != 2 {
		t.Errorf("the provincial office lists %d bulletins; want its own and its city's, each once", n)
	}
	jinan := node(t, a.Trees[Agencies], "jinan-audit").Listings
	if len(jinan) != 2 || jinan[0].Section != nil || jinan[1].Section == nil || jinan[1].Section.Heading.ID != "济南市审计局" {
		t.Errorf("the city's office lists %+v; want its own bulletin, then its section of the other", jinan)
	}
	if zibo := node(t, a.Trees[Regions], "zibo").Listings; len(zibo) != 1 || zibo[0].Section.Agency.ID != "zibo-audit" {
		t.Errorf("the city of a section lists %+v; want the section", zibo)
	}
}

func TestPublisherOwnSectionDoesNotHideTheWhole(t *testing.T) {
	a := mustNew(t, bul("whole", "2020-02-21", "jinan-audit", headings("济南市审计局")))
	if l := node(t, a.Trees[Agencies], "jinan-audit").Listings; len(l) != 1 || l[0].Section != nil {
		t.Errorf("listed as %+v; want the whole bulletin", l)
	}
}

func TestNamesMatchAcrossScriptsAndWidths(t *testing.T) {
	for _, written := range []string{"山東省審計廳", "山东省审计厅", "shandong-audit", "Shandong Audit Office", "Ｓhandong　audit office"} {
		a := mustNew(t, bul("x", "2020-02-21", written))
		if id := a.Records[0].Publishers[0].ID; id != "shandong-audit" {
			t.Errorf("%q is %s", written, id)
		}
	}
	a := mustNew(t, bul("x", "2020-02-21", "shandong-audit", region("shandong/jinan")), bul("y", "2020-02-21", "shandong-audit", region("370100")))
	for _, r := range a.Records {
		if r.Region.ID != "jinan" {
			t.Errorf("region is %s; want jinan", r.Region.ID)
		}
	}
}

func TestProblemsSayPlaceAndNearestName(t *testing.T) {
	cases := []struct {
		name string
		bs   []*bulletin.Bulletin
		want string
	}{
		{"several", []*bulletin.Bulletin{bul("x", "2020-02-21", "jinan-audit、hubei-audit")},
			`content/bulletins/x.md:3:12: unknown agency "jinan-audit、hubei-audit"; expected an id, name or alias of agencies.yaml|write several as a list: [jinan-audit, hubei-audit]`},
		{"unknown", []*bulletin.Bulletin{bul("x", "2020-02-21", "shandong-audti")},
			`content/bulletins/x.md:3:12: unknown agency "shandong-audti"; expected an id, name or alias of agencies.yaml|did you mean "shandong-audit"? (content/agencies.yaml:3)`},
		{"ambiguous", []*bulletin.Bulletin{bul("x", "2020-02-21", "省审计厅")},
			`content/bulletins/x.md:3:12: agency "省审计厅" is the name of several; expected one|write the id: shandong-audit or hubei-audit`},
		{"address", []*bulletin.Bulletin{bul("x", "2020-02-21", "jinan-audit"), bul("X", "2020-02-21", "jinan-audit")},
			`content/bulletins/x.md: address /2020/02/21/x.html is already that of content/bulletins/X.md, which differs only in letter case; expected an address of its own|give one of the two another slug:`},
		{"number", []*bulletin.Bulletin{bul("a", "2020-02-21", "jinan-audit", number("济审〔2020〕3号")), bul("b", "2020-02-22", "jinan-audit", number("濟審〔2020〕3號"))},
			`content/bulletins/b.md: number 濟審〔2020〕3號 is already that of content/bulletins/a.md, where it is written 济审〔2020〕3号; expected a number of its own|one publisher never uses a number twice; translations share a translation_key`},
		{"supersedes", []*bulletin.Bulletin{bul("notice-a", "2020-02-21", "jinan-audit"), bul("b", "2020-02-22", "jinan-audit", func(b *bulletin.Bulletin) {
			b.Supersedes = []bulletin.Text{{Value: "notice-aa", Pos: problem.Pos{Line: 5, Column: 13}}}
		})}, `content/bulletins/b.md:5:13: supersedes: unknown bulletin "notice-aa"; expected a source path, an official number or a slug|did you mean "notice-a"?`},
	}
	for _, c := range cases {
		_, problems := New(c.bs, vocabulary, options)
		if len(problems) != 1 || problems[0].Error()+"|"+problems[0].Hint != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, problems, c.want)
		}
	}
}

func TestUndeclaredTermsComeFromTheBulletins(t *testing.T) {
	a, problems := New([]*bulletin.Bulletin{
		bul("x", "2020-02-21", "济南市审计局", region("山东/济南")),
		bul("y", "2020-02-22", "濟南市審計局", region("山東/濟南")),
	}, Vocabulary{}, options)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(a.Trees[Agencies].Nodes) != 1 || len(a.Trees[Regions].Nodes) != 2 {
		t.Fatalf("%d agencies and %d regions; want 1 and 2", len(a.Trees[Agencies].Nodes), len(a.Trees[Regions].Nodes))
	}
	if top := a.Trees[Regions].Roots[0]; top.ID != "shan-dong" || top.Children[0].ID != "shan-dong-ji-nan" || len(top.Listings) != 2 {
		t.Errorf("regions are %s and %s with %d bulletins", top.ID, top.Children[0].ID, len(top.Listings))
	}
	if _, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "济南市审计局")}, Vocabulary{Strict: true}, options); len(problems) != 1 {
		t.Errorf("strict: %v; want one problem", problems)
	}
}

func TestSupersessionIsListedByBothBulletins(t *testing.T) {
	a := mustNew(t,
		bul("old", "2019-02-21", "jinan-audit", number("济审〔2019〕1号"), func(b *bulletin.Bulletin) { b.Status = Superseded }),
		bul("new", "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) { b.Supersedes = []bulletin.Text{{Value: "济审〔2019〕1号"}} }))
	if slugs(a.Records[0].SupersededBy) != "new" || slugs(a.Records[1].Supersedes) != "old" {
		t.Errorf("old is superseded by %q, new supersedes %q", slugs(a.Records[0].SupersededBy), slugs(a.Records[1].Supersedes))
	}
}

func TestTranslationsAreConnected(t *testing.T) {
	in := func(language, k string) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) {
			b.Language.Value, b.TranslationKey.Value = language, k
		}
	}
	a := mustNew(t, bul("zh", "2020-02-21", "jinan-audit", in("", "k"), number("1号")), bul("en", "2020-02-21", "jinan-audit", in("en", "k")),
		bul("hant", "2020-02-21", "jinan-audit", in("zh-Hant", ""), func(b *bulletin.Bulletin) { b.TranslationOf.Value = "zh" }))
	for _, r := range a.Records {
		if len(r.Translations) != 2 {
			t.Errorf("%s has translations %q; want the two others", r.Slug.Value, slugs(r.Translations))
		}
	}
}

func TestDraftsScheduledAndExpired(t *testing.T) {
	bs := []*bulletin.Bulletin{
		bul("draft", "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) { b.Draft = true }),
		bul("later", "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) { b.PublishAt.Time = options.Now.Add(time.Hour) }),
		bul("over", "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) { b.ExpiresAt.Time = options.Now }),
		bul("plain", "2020-02-22", "jinan-audit"),
	}
	if a := mustNew(t, bs...); slugs(a.Records) != "over plain" || !a.Records[0].Expired || a.Records[1].Expired || a.Records[1].Scheduled {
		t.Errorf("published: %q", slugs(a.Records))
	}
	with := options
	with.Drafts = true
	if a, _ := New(bs, vocabulary, with); slugs(a.Records) != "draft later over plain" || !a.Records[1].Scheduled {
		t.Errorf("with drafts: %q", slugs(a.Records))
	}
}

func TestSeriesKnowsItsGaps(t *testing.T) {
	var bs []*bulletin.Bulletin
	for _, n := range []int{1, 2, 3, 5, 8} {
		bs = append(bs, bul(fmt.Sprint("n", n), "2020-02-21", "jinan-audit", number(fmt.Sprintf("济审〔2020〕%d号", n))))
	}
	a := mustNew(t, bs...)
	if len(a.Series) != 1 || fmt.Sprint(a.Series[0].Gaps()) != "[4 6 7]" || a.Series[0].Prefix != "济审〔2020〕" {
		t.Errorf("series %+v", a.Series)
	}
	said := vocabulary
	said.Terms = maps.Clone(vocabulary.Terms)
	said.Terms[Agencies] = slices.Clone(vocabulary.Terms[Agencies])
	i := slices.IndexFunc(said.Terms[Agencies], func(t Term) bool { return t.ID == "jinan-audit" })
	said.Terms[Agencies][i].Unpublished = []bulletin.Text{{Value: "濟審[2020]04號"}, {Value: "济审〔2020〕 6号"}}
	a, problems := New(bs, said, options)
	if len(problems) > 0 || fmt.Sprint(a.Series[0].Gaps()) != "[7]" {
		t.Errorf("%v; gaps %v; want only 7", problems, a.Series[0].Gaps())
	}
	said.Terms[Agencies][i].Unpublished = []bulletin.Text{{Value: "济审〔2020〕5号"}, {Value: "鲁审〔2020〕5号"}}
	if _, problems = New(bs, said, options); len(problems) != 2 || problems[0].Warning == problems[1].Warning {
		t.Errorf("%v; expected that 5 is published, and a warning that there is no such series", problems)
	}
}

func TestSpellingsOfANumberAreOneInASeries(t *testing.T) {
	for _, odd := range []string{"济审[2020]3号", "济审（2020）03号", "济审【2020】3号", "濟審﹝２０２０﹞第3號", "济审〔2020〕3"} {
		for _, numbers := range [][]string{{odd, "济审〔2020〕1号", "济审〔2020〕4号"}, {"济审〔2020〕1号", odd, "济审〔2020〕4号"}} {
			var bs []*bulletin.Bulletin
			for i, n := range numbers {
				bs = append(bs, bul(fmt.Sprint("n", i), "2020-02-21", "jinan-audit", number(n)))
			}
			a := mustNew(t, bs...)
			if len(a.Series) != 1 || fmt.Sprint(a.Series[0].Gaps()) != "[2]" || a.Series[0].Suffix == "" {
				t.Errorf("%v: series %+v", numbers, a.Series)
			}
			_, problems := New(append(bs, bul("again", "2020-02-22", "jinan-audit", number("济审〔2020〕3号"))), vocabulary, options)
			if len(problems) != 1 || problems[0].Code != problem.NumberTaken || !strings.HasSuffix(problems[0].Message, ", where it is written "+odd+"; expected a number of its own") {
				t.Errorf("%v: %v", numbers, problems)
			}
			mustNew(t, append(bs, bul("other", "2020-02-22", "zibo-audit", number("济审〔2020〕3号")))...)
		}
	}
	if s := mustNew(t, bul("a", "2020-02-21", "jinan-audit", number("济审[2020]03号"))).Series[0]; s.Prefix != "济审〔2020〕" {
		t.Errorf("the series is shown as %s", s.Prefix)
	}
}

func TestRelatedPrefersTopicsThenNearness(t *testing.T) {
	a := mustNew(t,
		bul("far", "2019-01-01", "hubei-audit", topics("epidemic")),
		bul("near", "2020-02-01", "hubei-audit", topics("epidemic")),
		bul("same-agency", "2020-02-20", "jinan-audit"),
		bul("nothing", "2020-02-20", "hubei-audit", topics("donations")),
		bul("withdrawn", "2020-02-20", "jinan-audit", topics("epidemic"), func(b *bulletin.Bulletin) { b.Status = Withdrawn; b.Reason = "x" }),
		bul("this", "2020-02-21", "jinan-audit", topics("epidemic")))
	this := a.Records[len(a.Records)-1]
	if got := slugs(this.Related()); got != "near far same-agency" {
		t.Errorf("related: %q", got)
	}
}

func TestNewBulletinChangesNoFullRelatedList(t *testing.T) {
	var bs []*bulletin.Bulletin
	for i := range 40 {
		bs = append(bs, bul(fmt.Sprintf("b%02d", i), time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), "jinan-audit", topics("epidemic")))
	}
	before := mustNew(t, bs...)
	after := mustNew(t, append(bs, bul("new", "2020-03-20", "jinan-audit", topics("epidemic")))...)
	for i, r := range before.Records {
		if len(r.Related()) != relatedMost {
			t.Errorf("%s has %d related bulletins; want %d", r.Slug.Value, len(r.Related()), relatedMost)
		}
		if slugs(r.Related()) != slugs(after.Records[i].Related()) && i >= relatedMost {
			t.Errorf("%s: related changed from %q to %q", r.Slug.Value, slugs(r.Related()), slugs(after.Records[i].Related()))
		}
	}
}

func TestHeadingsNameAgenciesHoweverTheyEnd(t *testing.T) {
	for _, text := range []string{"淄博市审计局", "淄博市審計局", "淄博市审计局： ", "淄博市审计局\u3000", "淄博市审计局\u00a0:", "zibo-audit", "ＺＩＢＯ-ＡＵＤＩＴ", "zibo-audi\u200bt"} {
		a := mustNew(t, bul("x", "2020-02-21", "jinan-audit", headings("情况", text, "审计局的工作")))
		want := 1
		if strings.ContainsRune(text, '\u200b') { // another word to a machine
			want = 0
		}
		if sections := a.Records[0].Sections; len(sections) != want || want == 1 && sections[0].Agency.ID != "zibo-audit" {
			t.Errorf("%q opens %+v", text, sections)
		}
	}
	// The last letter and a mark join to one that folds to the letter.
	v := Vocabulary{Terms: map[Kind][]Term{Agencies: {{ID: "a", Names: Names{{"", "Audit Café"}}}, {ID: "b", Names: Names{{"", "乙"}}}}}}
	a, _ := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "b", headings("audit cafe\u0301", "Audit Cafe"))}, v, options)
	if len(a.Records[0].Sections) != 2 {
		t.Errorf("opens %+v; expected both spellings", a.Records[0].Sections)
	}
}

func TestAddressIsTakenOnceADayHoweverManyThereAre(t *testing.T) {
	for _, n := range []int{3, 100} {
		var bs []*bulletin.Bulletin
		for i := range n {
			bs = append(bs, bul(fmt.Sprintf("s%03d", i), "2020-02-21", "jinan-audit"), bul(fmt.Sprintf("s%03d", i), "2020-02-22", "jinan-audit"))
			bs[2*i+1].Source = fmt.Sprintf("bulletins/later/s%03d.md", i)
		}
		again := bul("S002", "2020-02-21", "jinan-audit")
		again.Source = "bulletins/t.md"
		_, problems := New(append(bs, again), vocabulary, options)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "already that of content/bulletins/s002.md") {
			t.Errorf("%d a day: %v", n, problems)
		}
	}
}

func TestBulletinsOfADayAreInOrderOfTheirTime(t *testing.T) {
	at := func(hour, nano int) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) {
			b.Date.Time, b.Date.Clock = b.Date.Add(time.Duration(hour)*time.Hour+time.Duration(nano)), true
		}
	}
	a := mustNew(t, bul("a", "2020-02-21", "jinan-audit", at(9, 2)), bul("b", "2020-02-21", "jinan-audit"), bul("c", "2020-02-21", "jinan-audit", at(9, 1)),
		bul("d", "2020-02-21", "jinan-audit"), bul("e", "2020-02-20", "jinan-audit", at(23, 0)))
	if got := slugs(a.Records); got != "e b d c a" {
		t.Errorf("order %q; expected by day, time and path", got)
	}
	if r := a.Records[0]; !r.Day.Equal(time.Date(2020, 2, 20, 0, 0, 0, 0, time.UTC)) || !r.First.Equal(r.Date.Time) || r.Language != "zh-Hans" {
		t.Errorf("day %v, first %v, language %q", r.Day, r.First, r.Language)
	}
}

func TestOrderOfSourcesAndNumberOfJobsDoNotMatter(t *testing.T) {
	bs := []*bulletin.Bulletin{bul("a", "2020-02-21", "jinan-audit", topics("epidemic")), bul("b", "2020-02-21", "zibo-audit"), bul("c", "2019-02-21", "jinan-audit", topics("epidemic"))}
	first := mustNew(t, bs...)
	slices.Reverse(bs)
	for jobs := range 3 {
		o := options
		o.Jobs = jobs
		second, problems := New(bs, vocabulary, o)
		if slugs(first.Records) != "c a b" || slugs(second.Records) != "c a b" || len(problems) > 0 {
			t.Errorf("%d jobs: orders %q and %q; problems %v", jobs, slugs(first.Records), slugs(second.Records), problems)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		bs := make([]*bulletin.Bulletin, n)
		for i := range bs {
			day := time.Date(2005, 1, 1+i*7300/n, 0, 0, 0, 0, time.UTC)
			bs[i] = bul(fmt.Sprintf("b%06d", i), day.Format(time.DateOnly), []string{"jinan-audit", "zibo-audit", "hubei-audit"}[i%3],
				topics([]string{"epidemic", "funds", "donations"}[i%3]), headings("情况", "要求", "安排"))
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(bs, vocabulary, options)
			}
		})
	}
}
