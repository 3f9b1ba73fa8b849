package archive

import (
	"strings"
	"testing"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func headingAt(text, agency string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		b.Headings = append(b.Headings, bulletin.Heading{Level: 2, ID: text, Text: text, Agency: agency, Pos: problem.Pos{Line: 9, Column: 1}})
	}
}

const twoOffices = `content/bulletins/x.md:9:1: warning: heading "省审计厅" is the name of several agencies: shandong-audit, hubei-audit; expected one
  mark the one whose section begins here: {agency=shandong-audit} or {agency=hubei-audit}`

func TestHeadingThatNamesTwoAgenciesIsReportedWithBoth(t *testing.T) {
	for _, text := range []string{"省审计厅", "省審計廳", "省审计厅："} {
		a, problems := New([]*bulletin.Bulletin{bul("x", "2020-02-21", "jinan-audit", headingAt(text, ""))}, vocabulary, options)
		want := strings.Replace(twoOffices, "省审计厅", strings.TrimSuffix(text, "："), 1)
		if got := saidOf(problems); got != want || problems[0].Code != problem.AmbiguousHeading {
			t.Errorf("%s: got\n%s\nwant\n%s", text, got, want)
		}
		if len(a.Records[0].Sections) != 0 {
			t.Errorf("%s opens a section", text)
		}
	}
	a := mustNew(t, bul("x", "2020-02-21", "jinan-audit", headingAt("省审计厅", "hubei-audit")))
	if s := a.Records[0].Sections; len(s) != 1 || s[0].Agency.ID != "hubei-audit" {
		t.Errorf("a marked heading opens %v; want hubei-audit", s)
	}
}

// Without a vocabulary a name is clear until a second agency gets it. An earlier answer must not be used again then.
func TestHeadingThatNamesTwoUndeclaredAgenciesIsReportedWhicheverCameFirst(t *testing.T) {
	a, problems := New([]*bulletin.Bulletin{
		bul("a", "2020-02-01", "山东/办公室"),
		bul("b", "2020-02-02", "江苏/办公室"),
		bul("x", "2020-02-03", "山东", headingAt("办公室", "")),
	}, Vocabulary{}, options)
	want := `content/bulletins/x.md:9:1: warning: heading "办公室" is the name of several agencies: 山东/办公室, 江苏/办公室; expected one
  mark the one whose section begins here: {agency=山东/办公室} or {agency=江苏/办公室}`
	if got := saidOf(problems); got != want || len(a.Records[2].Sections) != 0 {
		t.Errorf("got\n%s\nwant\n%s\nsections %v", got, want, a.Records[2].Sections)
	}
}

func TestMarkOfANameWithSpacesIsPrintedInQuotes(t *testing.T) {
	_, problems := New([]*bulletin.Bulletin{
		bul("a", "2020-02-01", "New York/Audit"), bul("b", "2020-02-02", "Texas/Audit"), bul("x", "2020-02-03", "Texas", headingAt("Audit", "")),
	}, Vocabulary{}, options)
	if want := `mark the one whose section begins here: {agency="New York/Audit"} or {agency=Texas/Audit}`; len(problems) != 1 || problems[0].Hint != want {
		t.Errorf("%v; want %s", saidOf(problems), want)
	}
}

func TestNameOfTwoUndeclaredTermsIsReportedWhereverItIsWritten(t *testing.T) {
	for _, order := range [][3]string{{"2020-02-01", "2020-02-02", "2020-02-03"}, {"2020-02-01", "2020-02-03", "2020-02-02"}} {
		_, problems := New([]*bulletin.Bulletin{
			bul("a", order[0], "山东/办公室", region("山东/鼓楼区")),
			bul("b", order[1], "江苏/办公室", region("江苏/鼓楼区")),
			bul("c", order[2], "办公室", region("鼓楼区")),
		}, Vocabulary{}, options)
		if len(problems) != 2 || problems[0].Code != problem.AmbiguousTerm || problems[1].Code != problem.AmbiguousTerm ||
			problems[1].Error() != `content/bulletins/c.md:3:12: agency "办公室" is the name of several; expected one` {
			t.Errorf("%v:\n%s", order, saidOf(problems))
		}
	}
}
