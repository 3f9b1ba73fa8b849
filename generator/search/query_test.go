package search

import (
	"slices"
	"strings"
	"testing"
)

// lookupsOf returns the lookups of a query; a full stop follows the key of a whole one.
func lookupsOf(query string) []string {
	var keys []string
	for _, p := range parse(query).pieces {
		for _, l := range p.lookups {
			if l.whole {
				l.key += "."
			}
			keys = append(keys, l.key)
		}
	}
	return keys
}

func TestAQueryLooksUpFewTermsThatTogetherNarrowIt(t *testing.T) {
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"审计", []string{"审计"}},
		{"審計局", []string{"审计局"}},
		{"疫情防控", []string{"疫情防", "情防控"}},
		{"新型冠状病毒感染的肺炎疫情防控工作", []string{"新型冠", "染的肺", "控工作"}},
		{"审", []string{"审"}},
		{"proc", []string{"proc"}},
		{"2020", []string{"2020."}},
		{"2020年", []string{"2020年"}},
		{"第3号", []string{"第3号", "3号"}},
		{"鲁审通〔2020〕3号", []string{"鲁审通", "2020 3", "3号"}},
		{"public-procurement", []string{"public p", "procurement"}},
		{"审计 GDP增长", []string{"审计", "gdp增", "增长"}},
		{"审 计", nil}, // each alone would find half of all
		{"a", nil},
		{"。《》", nil},
		{"", nil},
		{strings.Repeat("x", 100), []string{strings.Repeat("x", 40)}},
	} {
		if got := lookupsOf(test.query); !slices.Equal(got, test.want) {
			t.Errorf("%q looks up %q; expected %q", test.query, got, test.want)
		}
	}
}

func TestAQueryOfAnyLengthLooksUpFewTerms(t *testing.T) {
	for _, query := range []string{strings.Repeat("审计工作", 2500), strings.Repeat("审计 ", 3000), strings.Repeat("a1 b2 审计局的 ", 900), strings.Repeat("😀", 10000)} {
		if n := len(lookupsOf(query)); n > lookupsMost {
			t.Errorf("%.20q… looks up %d terms; expected at most %d", query, n, lookupsMost)
		}
	}
}

func TestAPieceIsFoundWhereItOccursAsTyped(t *testing.T) {
	for _, test := range []struct {
		query, text string
		want        bool
	}{
		{"疫情防控", "打好疫情防控阻击战", true},
		{"疫情防控", "疫情，防控", false},
		{"疫情、防控", "疫情，防控", true},
		{"發展", "发展", true},
		{"发展", "頭髮展示", true}, // 髮 and 發 are written alike in simplified characters
		{"2020", "2020年", true},
		{"2020", "12020年", false},
		{"2020", "20201", false},
		{"3号", "13号", false},
		{"第3", "第30号", false},
		{"第3", "第3号", true},
		{"proc", "the Procurement Act", true},
		{"ocure", "the Procurement Act", false},
		{"procurement act", "an act of procurement", true},
		{"procurement-act", "an act of procurement", false},
		{"〔2020〕3号", "鲁审通[2020]3号", true},
		{"covid-19", "COVID 19 cases", true},
		{"h7n9", "H7N9病毒", true},
	} {
		if got := Has(test.query, test.text); got != test.want {
			t.Errorf("%q in %q: %v; expected %v", test.query, test.text, got, test.want)
		}
	}
}
