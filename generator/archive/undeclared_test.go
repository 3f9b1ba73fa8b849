package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// naming returns a bulletin that names a term of a kind on line 7.
func naming(kind Kind, slug, day, name string) *bulletin.Bulletin {
	text := bulletin.Text{Value: name, Pos: problem.Pos{Line: 7, Column: 9}}
	b := bul(slug, day, "甲局")
	switch kind {
	case Agencies:
		b.Publishers = []bulletin.Text{text}
	case Topics:
		b.Topics = []bulletin.Text{text}
	case Regions:
		b.Region = text
	}
	return b
}

// each returns bulletins of following days, each of which names one term of a kind.
func each(kind Kind, names ...string) (bs []*bulletin.Bulletin) {
	for i, name := range names {
		bs = append(bs, naming(kind, fmt.Sprintf("b%02d", i), fmt.Sprintf("2020-%02d-%02d", 1+i/28, 1+i%28), name))
	}
	return bs
}

func idsOf(nodes []*Node) (ids []string) {
	for _, n := range nodes {
		ids = append(ids, n.ID)
	}
	return ids
}

// alike are names that are different and ask for one address.
var alike = [][]string{
	{"山西省审计厅", "陕西省审计厅"}, {"清河市审计局", "青禾市审计局"}, {"公示", "公事"}, {"C++", "C#"}, {"C#", "C", "C++"}, {"A B", "A-B"}, {"A-B", "A B", "A.B"},
	{"（一）", "一"}, {"ji-nan", "济南", "暨南"}, {"山东济南", "山东/济南"}, {"山东-济南", "山东/济南", "山东/暨南"}, {"山西/渭南", "陕西/渭南"}, {"山西/太原", "陕西/西安"}, {"Straße", "Strasse"}, {"Q&A", "Q/A"},
	{"示範(試行)", "示范试行"}, {"'单位", "单位'"}, {"- 甲: 乙", "甲: 乙 #"},
}

func TestNamesThatWouldShareAnAddressAreReportedWithTheLinesThatDeclareThem(t *testing.T) {
	for _, kind := range Kinds {
		for _, names := range alike {
			for range names {
				names = append(names[1:len(names):len(names)], names[0]) // each is the oldest once
				checkDeclarations(t, kind, names)
			}
		}
	}
}

// checkDeclarations checks that names are reported, and that each has a term of its own once the printed lines are in the vocabulary.
func checkDeclarations(t *testing.T, kind Kind, names []string) {
	t.Helper()
	bs := each(kind, names...)
	a, problems := New(bs, Vocabulary{}, options)
	var lines []string
	for _, p := range problems {
		if p.Code != problem.TermAddressTaken || p.Warning {
			t.Errorf("%v: unexpected: %v", names, p)
		}
		if !strings.Contains(p.Message, "(content/bulletins/b") || !strings.Contains(p.Message, ".md:7:9)") || p.File == "" || p.Line != 7 {
			t.Errorf("%v: %s: %s; expected both places", names, p.Place(), p.Message)
		}
		for line := range strings.SplitSeq(p.Hint, "\n") {
			if strings.HasPrefix(line, "- ") {
				lines = append(lines, line)
			}
		}
	}
	if ids := idsOf(a.Trees[kind].Nodes); len(problems) == 0 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) {
		t.Errorf("%v: %d problems, ids %v; expected problems, and an id for each", names, len(problems), ids)
	}
	var all []string
	for _, n := range a.Trees[kind].Nodes {
		all = append(all, n.Declaration())
	}
	if complete := !strings.Contains(problems[len(problems)-1].Hint, "must then declare"); complete != (len(lines) == len(all)) {
		t.Errorf("%v: %d of %d lines:\n%s", names, len(lines), len(all), problems[len(problems)-1].Hint)
	}
	for _, line := range lines {
		if !slices.Contains(all, line) {
			t.Errorf("%v: the line %s is not among\n%s", names, line, strings.Join(all, "\n"))
		}
	}
	lines = all
	terms, found := ReadTerms("content/x.yaml", []byte(strings.Join(lines, "\n")), kind)
	if len(found) > 0 {
		t.Errorf("%v: the lines cannot be pasted: %v\n%s", names, found, strings.Join(lines, "\n"))
	}
	a, problems = New(bs, Vocabulary{Terms: map[Kind][]Term{kind: terms}}, options)
	if len(problems) > 0 {
		t.Errorf("%v: with the lines there are still problems: %v (%s)\n%s", names, problems, problems[0].Hint, strings.Join(lines, "\n"))
		return
	}
	for i, r := range a.Records {
		n := r.Terms(kind)[0]
		if last := names[i][strings.LastIndexByte(names[i], '/')+1:]; n.Names[0].Text != last || !slices.ContainsFunc(n.Listings, func(l Listing) bool { return l.Record == r }) || len(n.own) != 1 {
			t.Errorf("%v: %s is the term %s (%s)", names, names[i], n.ID, n.Names[0].Text)
		}
	}
}

func TestMessageOfASharedAddressNamesBothPlacesAndPrintsTwoLines(t *testing.T) {
	_, problems := New(append(each(Agencies, "山西省审计厅", "陕西省审计厅"), bul("other", "2020-03-01", "甲局")), Vocabulary{}, options)
	want := `content/bulletins/b01.md:7:9: agency "陕西省审计厅" would have the address /agencies/shan-xi-sheng-shen-ji-ting/ of "山西省审计厅" (content/bulletins/b00.md:7:9); expected an address for each
  write one name if they are the same; if not, declare them in content/agencies.yaml, with these ids or better ones:
- {id: shan-xi-sheng-shen-ji-ting, name: 山西省审计厅}
- {id: shan-xi-sheng-shen-ji-ting-1ce6, name: 陕西省审计厅}
content/agencies.yaml must then declare all 3: gongbao terms agencies`
	if got := saidOf(problems); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	many := make([]string, 30)
	for i := range many {
		many[i] = "甲" + strings.Repeat("！", i+1)
	}
	_, problems = New(each(Topics, many...), Vocabulary{}, options)
	if len(problems) != 1 || strings.Count(problems[0].Message, "content/") != mostNamed || strings.Count(problems[0].Hint, "\n- ") != mostDeclared ||
		!strings.HasSuffix(problems[0].Hint, "must then declare all 30: gongbao terms topics") {
		t.Errorf("%v (%s); expected one problem with %d names, and %d lines", problems, problems[0].Hint, mostNamed, mostDeclared)
	}
}

func TestNamesThatAreEqualAfterFoldingAreOneTerm(t *testing.T) {
	for _, names := range [][]string{
		{"山东省审计厅", "山東省審計廳", "山东省 审计厅", "山东省　审计厅"}, {"Audit Office", "ＡＵＤＩＴ　office", "audit  office"}, {"（一）", "(一)", "( 一 )"},
		{"C++", "ｃ＋＋"}, {"山东/济南", "山東／濟南", "山东 / 济南"}, {"Café", "Cafe\u0301", "CAFE"}, {"★", "★ "},
	} {
		for _, kind := range Kinds {
			a, problems := New(each(kind, names...), Vocabulary{}, options)
			last := a.Trees[kind].Nodes[len(a.Trees[kind].Nodes)-1]
			if len(problems) > 0 || len(last.Listings) != len(names) {
				t.Errorf("%v: problems %v, %d bulletins under %s", names, problems, len(last.Listings), last.ID)
			}
		}
	}
}

func TestAddressDependsOnTheNameAlone(t *testing.T) {
	names := []string{"山东", "山东/济南", "山东/济南/历下", "济宁", "Audit Office", "C++", "吉林", "吉林/吉林", "★", "☆", "con", "Index", "370100", "江苏/鼓楼", "福建/鼓楼",
		strings.Repeat("水库管理处/", 12) + "巡查科", strings.Repeat("很长的名称", 30), "zibo/x"}
	together, problems := New(each(Regions, names...), Vocabulary{}, options)
	if len(problems) > 0 {
		t.Fatal(saidOf(problems))
	}
	for i, name := range names {
		alone, _ := New(each(Regions, name), Vocabulary{}, options)
		got := alone.Records[0].Region.ID
		if other := together.Records[i].Region.ID; got != other || !isID(got) || len(got) > maxID || bulletin.Reserved(got) {
			t.Errorf("%s has the id %s alone and %s with others", name, got, other)
		}
	}
}

func TestThousandsOfNamesTakeNoTime(t *testing.T) {
	var names []string
	marks := []rune("！？，。；：…")
	for i := range 2401 { // 7⁴
		names = append(names, "甲"+string([]rune{marks[i%7], marks[i/7%7], marks[i/49%7], marks[i/343%7]}), fmt.Sprintf("%s第%d科", strings.Repeat("青山市水务局/", maxPath-1), i))
	}
	start := time.Now()
	a, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "甲局", topics(names...))}, Vocabulary{}, options)
	if took := time.Since(start); took > 10*time.Second || len(problems) != 1 || len(a.Trees[Topics].Nodes) != 2*2401+maxPath-1 || len(problems[0].Hint) > 10_000 {
		t.Errorf("%v, %d problems, %d topics", took, len(problems), len(a.Trees[Topics].Nodes))
	}
}

func TestPathsAreCutLikeOtherNamesAndBounded(t *testing.T) {
	long := strings.Repeat("青山市水务局水库管理处巡查科/", 13) + "青山市水务局水库管理处巡查科"
	a, problems := New(each(Agencies, long, strings.TrimSuffix(long, "科")), Vocabulary{}, options)
	if ids := idsOf(a.Trees[Agencies].Nodes); len(problems) > 0 || len(ids) != 15 || slices.ContainsFunc(ids, func(id string) bool { return len(id) > maxID }) ||
		len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) {
		t.Errorf("problems %v, ids %v", problems, ids)
	}
	for written, want := range map[string]string{
		strings.Repeat("甲/", maxPath) + "乙": "has 21 parts; expected at most 20",
		strings.Repeat("/", 100000):         "has an empty part",
		"山东／":                               "has an empty part",
	} {
		a, problems = New(each(Regions, written), Vocabulary{}, options)
		if len(problems) != 1 || problems[0].Code != problem.BadTermPath || problems[0].Line != 7 || !strings.Contains(problems[0].Message, want) || len(a.Trees[Regions].Nodes) > 0 {
			t.Errorf("%.20s: %v; want %s", written, problems, want)
		}
	}
	mustNew(t, bul("x", "2020-02-21", "jinan-audit", region("山東省／濟南市"))) // declared ones, too
}

// 济南 alone and 山东/济南 may be one region or two.
func TestNameThatIsAlsoWrittenBelowAnotherIsReportedWhicheverCameFirst(t *testing.T) {
	for _, names := range [][]string{{"济南", "山东/济南"}, {"山东/济南", "济南"}, {"山东/济南/历下", "济南/天桥"}} {
		_, problems := New(each(Regions, names...), Vocabulary{}, options)
		if len(problems) != 1 || problems[0].Code != problem.AmbiguousTerm || problems[0].Line != 7 || !strings.Contains(problems[0].Hint, `"山东/济南" (content/bulletins/b0`) {
			t.Errorf("%v:\n%s", names, saidOf(problems))
		}
	}
	for _, names := range [][]string{{"吉林", "吉林/吉林"}, {"吉林/吉林"}, {"江苏/鼓楼", "福建/鼓楼"}} {
		if _, problems := New(each(Regions, names...), Vocabulary{}, options); len(problems) > 0 {
			t.Errorf("%v:\n%s", names, saidOf(problems))
		}
	}
}

func TestSpellingThatWouldMakeAnotherAddressIsReported(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"AB", "A B", "a b"}, `content/bulletins/b01.md:7:9: warning: topic "A B" is written "AB" in content/bulletins/b00.md; expected one spelling, since the two make different addresses: /topics/ab/ and /topics/a-b/
  write "AB"`},
		{[]string{"A B/x", "AB/x", "AB/y"}, `content/bulletins/b01.md:7:9: warning: topic "AB" is written "A B" in content/bulletins/b00.md; expected one spelling, since the two make different addresses: /topics/a-b/ and /topics/ab/
  write "A B"`},
		{[]string{"乾县", "干县"}, `content/bulletins/b01.md:7:9: warning: topic "干县" is written "乾县" in content/bulletins/b00.md; expected one spelling, since the two make different addresses: /topics/qian-xian/ and /topics/gan-xian/
  write "乾县"`},
	} {
		a, problems := New(each(Topics, c.names...), Vocabulary{}, options)
		if got := saidOf(problems); got != c.want || len(a.Trees[Topics].Nodes[0].Listings) != len(c.names) {
			t.Errorf("%v: got\n%s\nwant\n%s", c.names, got, c.want)
		}
	}
}

func TestAgencyThatOnlyAMarkNamesIsKnownToAllHeadings(t *testing.T) {
	a, problems := New([]*bulletin.Bulletin{
		bul("a", "2020-02-01", "甲局", headings("乙局")),
		bul("b", "2020-02-02", "甲局", headingAt("第二部分", "乙局")),
	}, Vocabulary{}, options)
	if len(problems) > 0 || len(a.Records[0].Sections) != 1 || len(a.Records[1].Sections) != 1 {
		t.Errorf("problems %v, sections %v and %v", problems, a.Records[0].Sections, a.Records[1].Sections)
	}
	_, problems = New([]*bulletin.Bulletin{bul("a", "2020-02-01", "疑局"), bul("b", "2020-02-02", "甲局", headingAt("第二部分", "宜局"))}, Vocabulary{}, options)
	if len(problems) != 1 || problems[0].Place() != "content/bulletins/b.md:9:1" || problems[0].Code != problem.TermAddressTaken {
		t.Errorf("%v; expected the mark", problems)
	}
	a, _ = New([]*bulletin.Bulletin{bul("a", "2020-02-01", "山西局"), bul("b", "2020-02-02", "陕西局"), bul("c", "2020-02-03", "甲局", headings("陕西局", "山西局："))}, Vocabulary{}, options)
	if s := a.Records[2].Sections; len(s) != 2 || s[0].Agency != a.Records[1].Publishers[0] || s[1].Agency != a.Records[0].Publishers[0] {
		t.Errorf("sections %v", s)
	}
}

func TestRegionOfADeclaredAgencyIsANameLikeOthers(t *testing.T) {
	v := Vocabulary{Terms: map[Kind][]Term{Agencies: {{ID: "a", Names: Names{{"", "甲"}}, Region: "清河", File: "content/agencies.yaml", RegionAt: problem.Pos{Line: 3, Column: 11}}}}}
	_, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "a", region("青禾"))}, v, options)
	if len(problems) != 1 || !strings.Contains(problems[0].Message, `of "清河" (content/agencies.yaml:3:11)`) {
		t.Errorf("%v", problems)
	}
}

func TestHintOfAnUnknownNamePrintsTheLineThatDeclaresIt(t *testing.T) {
	names := []string{"青山市水务局", "青杉市水务局", "C#: 语言", "'单位", "审计", "con"}
	_, problems := New(each(Agencies, names...), vocabulary, options)
	terms := slices.Clone(vocabulary.Terms[Agencies])
	for _, p := range problems {
		_, lines, _ := strings.Cut(p.Hint, "\n")
		more, found := ReadTerms("x", []byte(lines), Agencies)
		if p.Code != problem.UnknownAgency || len(found) > 0 {
			t.Errorf("%v\n%s\n%v", p, p.Hint, found)
		}
		terms = append(terms, more...)
	}
	v := Vocabulary{Terms: map[Kind][]Term{Agencies: terms}}
	if a, problems := New(each(Agencies, names...), v, options); len(problems) > 0 || len(a.Trees[Agencies].Nodes) != len(vocabulary.Terms[Agencies])+len(names) {
		t.Errorf("%s", saidOf(problems))
	}
}

func TestNamesThatLookLikeIdsOfOthersStayApart(t *testing.T) {
	a, _ := New(each(Topics, "C++", "C#"), Vocabulary{}, options)
	taken := a.Trees[Topics].Nodes[1].ID // what a line for C# proposes
	checkDeclarations(t, Topics, []string{"C++", "C#", taken})
	checkDeclarations(t, Topics, []string{taken, "C++", "C#"})
}

func FuzzNamesOfTerms(f *testing.F) {
	for _, names := range alike {
		f.Add(strings.Join(names, "\n"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		names := strings.Split(text, "\n")
		if len(names) > 40 || len(text) > 4000 {
			return
		}
		a, problems := New(each(Regions, names...), Vocabulary{}, options)
		ids := map[string]bool{}
		for _, n := range a.Trees[Regions].Nodes {
			if ids[n.ID] || !isID(n.ID) || len(n.ID) > maxID {
				t.Errorf("%q: id %q", names, n.ID)
			}
			ids[n.ID] = true
		}
		byTerm := map[*Node]string{}
		for i, r := range a.Records {
			if first, ok := byTerm[r.Region]; ok && r.Region != nil && FoldName(strings.ReplaceAll(names[i], "／", "/")) != first {
				t.Errorf("%q: %q and %q are one term", names, names[i], first)
			} else if r.Region != nil {
				byTerm[r.Region] = FoldName(strings.ReplaceAll(names[i], "／", "/"))
			}
		}
		for _, p := range problems {
			if p.File == "" || p.Line != 7 {
				t.Errorf("no place: %v", p)
			}
		}
	})
}
