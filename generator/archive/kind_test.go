package archive

import (
	"strings"
	"testing"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func TestEveryKindIsDeclaredWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds {
		d := kinds[k]
		if d.folder == "" || d.singular == "" || !strings.HasSuffix(d.phrase, " "+d.singular) || d.named == nil || d.relation == 0 {
			t.Errorf("the declaration of kind %d lacks something: %+v", k, d)
		}
		if seen[k.String()] || seen[k.Singular()] {
			t.Errorf("%s: the name of another kind too", k)
		}
		seen[k.String()], seen[k.Singular()] = true, true
		if problem.RuleOf(d.unknown).Code == "" {
			t.Errorf("%s: no rule declares the code %q", k, d.unknown)
		}
	}
}

// Each kind is declared, named in front matter, listed, and reported if it is unknown, by the same rules.
func TestATermOfEveryKindListsTheBulletinsThatNameIt(t *testing.T) {
	v := Vocabulary{Terms: map[Kind][]Term{}}
	for _, k := range Kinds {
		terms, problems := ReadTerms(k.String()+".yaml", []byte("- {id: x, name: 甲}\n- {id: y, name: 乙, parent: x}\n"), k)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", k, problems)
		}
		v.Terms[k] = terms
	}
	name := func(text string) *bulletin.Bulletin {
		b := bul(text, "2020-02-21", text)
		b.Topics, b.Region = []bulletin.Text{{Value: text}}, bulletin.Text{Value: text}
		return b
	}
	a, problems := New([]*bulletin.Bulletin{name("乙")}, v, options)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, k := range Kinds {
		if named := a.Records[0].Terms(k); len(named) != 1 || named[0].ID != "y" || named[0].Kind != k {
			t.Errorf("%s: the bulletin names %v", k, named)
		}
		for _, n := range a.Trees[k].Nodes {
			if len(n.Listings) != 1 || n.Listings[0].Record != a.Records[0] || n.Path() != k.String()+"/"+n.ID+"/" {
				t.Errorf("%s lists %v", n.Path(), n.Listings)
			}
		}
		if above := a.Trees[k].Nodes[1].Ancestors(); len(above) != 1 || above[0].ID != "x" {
			t.Errorf("%s: above y is %v", k, above)
		}
	}
	_, problems = New([]*bulletin.Bulletin{name("丙")}, v, options)
	for _, k := range Kinds {
		found := false
		for _, p := range problems {
			found = found || p.Code == kinds[k].unknown && strings.Contains(p.Message, k.Singular()+` "丙"`) && strings.Contains(p.Message, k.String()+".yaml")
		}
		if !found {
			t.Errorf("%s: the unknown name is not reported in %v", k, problems)
		}
	}
}

func TestTranslationsAndBulletinsOutOfForceAreNotRelated(t *testing.T) {
	text := func(language, k string) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) { b.Language.Value, b.TranslationKey.Value = language, k }
	}
	expired := func(b *bulletin.Bulletin) { b.ExpiresAt.Time = options.Now.Add(-time.Hour) }
	superseded := func(b *bulletin.Bulletin) { b.Status = Superseded }
	a := mustNew(t,
		bul("first", "2020-02-01", "jinan-audit", text("zh-Hans", "k")),
		bul("expired", "2020-02-02", "jinan-audit", expired), bul("superseded", "2020-02-03", "jinan-audit", superseded),
		bul("other", "2020-02-04", "jinan-audit", text("en", "l")), bul("plain", "2020-02-05", "jinan-audit"),
		bul("third", "2020-02-06", "jinan-audit", text("fr", "k")), bul("second", "2020-02-07", "jinan-audit", text("en", "k")))
	if got := slugs(a.Records[6].Related()); got != "plain other" {
		t.Errorf("related: %q; want neither other texts of the same bulletin nor what is out of force", got)
	}
	o := options
	o.Unrelated = true
	a, _ = New([]*bulletin.Bulletin{bul("a", "2020-02-01", "jinan-audit"), bul("b", "2020-02-01", "jinan-audit")}, vocabulary, o)
	if got := a.Records[0].Related(); got != nil {
		t.Errorf("related: %q; none are wanted", slugs(got))
	}
}

func TestRelatedBulletinsShareWhatWeighsMost(t *testing.T) {
	day := func(n int) string { return time.Date(2020, 1, n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	a := mustNew(t,
		bul("topic", day(1), "hubei-audit", topics("epidemic")),
		bul("agency", day(2), "jinan-audit", region("zibo")),
		bul("region", day(3), "hubei-audit", region("jinan")),
		bul("this", day(9), "jinan-audit", topics("epidemic"))) // its region is that of its agency
	if got := slugs(a.Records[3].Related()); got != "topic agency region" {
		t.Errorf("related: %q", got)
	}
}
