package archive

import (
	"fmt"
	"testing"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func supersedes(names ...string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		for _, n := range names {
			b.Supersedes = append(b.Supersedes, bulletin.Text{Value: n, Pos: problem.Pos{Line: 5, Column: 13}})
		}
	}
}

func supersededBy(name string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		b.Status = Superseded
		b.SupersededBy = []bulletin.Text{{Value: name, Pos: problem.Pos{Line: 6, Column: 16}}}
	}
}

func at(source string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) { b.Source = source }
}

func old(b *bulletin.Bulletin) { b.Status = Superseded }

func TestReferencesNameABulletinByPathNumberOrSlug(t *testing.T) {
	for _, written := range []string{
		"old", "notice-1", "2019/notice-1", "2019/notice-1.md", "/2019/notice-1", "bulletins/2019/notice-1", "bulletins/2019/notice-1.md", "2019/notice-1/index.md",
		"济审〔2019〕1号", "濟審〔2019〕 1號", "济审[2019]01号", "济审【２０１９】第1号", "../2019/notice-1.md",
	} {
		source := "bulletins/2019/notice-1.md"
		if written == "2019/notice-1/index.md" {
			source = "bulletins/2019/notice-1/index.md"
		}
		older := bul("old", "2019-02-21", "jinan-audit", number("济审〔2019〕1号"), at(source), old)
		newer := bul("new", "2020-02-21", "jinan-audit", supersedes(written), at("bulletins/2020/new.md"))
		if written == "notice-1" { // beside the one that names it
			newer.Source = "bulletins/2019/new.md"
		}
		a, problems := New([]*bulletin.Bulletin{older, newer}, vocabulary, options)
		if len(problems) > 0 || len(a.Records[1].Supersedes) != 1 || len(a.Records[0].SupersededBy) != 1 {
			t.Errorf("%q: supersedes %q, problems %v", written, slugs(a.Records[1].Supersedes), problems)
		}
	}
}

func TestSupersessionThatBothBulletinsDeclareIsListedOnce(t *testing.T) {
	a := mustNew(t, bul("old", "2019-02-21", "jinan-audit", supersededBy("new")), bul("new", "2020-02-21", "jinan-audit", supersedes("old", "bulletins/old")))
	if o, n := a.Records[0], a.Records[1]; slugs(o.SupersededBy) != "new" || slugs(n.Supersedes) != "old" || len(o.Supersedes)+len(n.SupersededBy) > 0 {
		t.Errorf("old: %q, new: %q", slugs(o.SupersededBy), slugs(n.Supersedes))
	}
}

func TestReferencesThatDoNotNameOneOtherBulletinAreReported(t *testing.T) {
	for _, c := range []struct {
		name string
		bs   []*bulletin.Bulletin
		code problem.Code
		want string
	}{
		{"itself", []*bulletin.Bulletin{bul("a", "2020-02-21", "jinan-audit", supersedes("a"))}, problem.SelfReference,
			`content/bulletins/a.md:5:13: supersedes names this bulletin itself; expected another|`},
		{"two", []*bulletin.Bulletin{bul("a", "2020-02-20", "jinan-audit", at("bulletins/y/a.md"), old), bul("a", "2020-02-21", "jinan-audit", at("bulletins/x/a.md"), old),
			bul("b", "2020-02-22", "jinan-audit", supersedes("a"))}, problem.AmbiguousBulletin,
			`content/bulletins/b.md:5:13: supersedes: "a" is the name of several bulletins; expected one|write its source path: x/a or y/a`},
		{"none", []*bulletin.Bulletin{bul("b", "2020-02-22", "jinan-audit", supersededBy("zzzzzzzz"))}, problem.UnknownBulletin,
			`content/bulletins/b.md:6:16: superseded_by: unknown bulletin "zzzzzzzz"; expected a source path, an official number or a slug|`},
		{"still current", []*bulletin.Bulletin{bul("a", "2020-02-20", "jinan-audit"), bul("b", "2020-02-22", "jinan-audit", supersedes("a"))}, problem.StatusNotSuperseded,
			"content/bulletins/a.md: warning: status is \"current\", but content/bulletins/b.md supersedes this bulletin; expected superseded|add `status: superseded`"},
	} {
		_, problems := New(c.bs, vocabulary, options)
		if len(problems) != 1 || problems[0].Code != c.code || problems[0].Error()+"|"+problems[0].Hint != c.want {
			t.Errorf("%s: %v\nwant %s", c.name, problems, c.want)
		}
	}
	mustNew(t, bul("a", "2020-02-20", "jinan-audit", func(b *bulletin.Bulletin) { b.Status = Withdrawn; b.Reason = "x" }), bul("b", "2020-02-22", "jinan-audit", supersedes("a")))
}

func TestTwoTextsInOneLanguageAreNotTranslations(t *testing.T) {
	in := func(language, k string) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) {
			b.Language.Value, b.TranslationKey = language, bulletin.Text{Value: k, Pos: problem.Pos{Line: 7, Column: 18}}
		}
	}
	a, problems := New([]*bulletin.Bulletin{
		bul("a", "2020-02-21", "jinan-audit", in("", "k")), bul("b", "2020-02-21", "jinan-audit", in("zh-Hans", "k")), bul("c", "2020-02-21", "jinan-audit", in("en", "k")),
		bul("d", "2020-02-21", "jinan-audit", in("en", "other")),
	}, vocabulary, options)
	want := `content/bulletins/b.md:7:18: content/bulletins/a.md is already the zh-Hans text of this bulletin; expected one text in each language`
	if len(problems) != 1 || problems[0].Error() != want || problems[0].Code != problem.DuplicateTranslation {
		t.Errorf("%v\nwant %s", problems, want)
	}
	if slugs(a.Records[3].Translations) != "" || slugs(a.Records[0].Translations) != "c" {
		t.Errorf("translations %q and %q", slugs(a.Records[0].Translations), slugs(a.Records[3].Translations))
	}
}

func TestATranslationOfABulletinWithoutAKeyIsConnectedToIt(t *testing.T) {
	en := func(b *bulletin.Bulletin) { b.Language.Value, b.TranslationOf = "en", bulletin.Text{Value: "zh"} }
	fr := func(b *bulletin.Bulletin) { b.Language.Value, b.TranslationOf = "fr", bulletin.Text{Value: "zh"} }
	a := mustNew(t, bul("en", "2020-02-21", "jinan-audit", en), bul("fr", "2020-02-22", "jinan-audit", fr), bul("zh", "2020-02-20", "jinan-audit"), bul("zz", "2020-02-23", "jinan-audit"))
	for i, want := range []string{"en fr", "fr zh", "en zh", ""} {
		if got := slugs(a.Records[i].Translations); got != want {
			t.Errorf("%s: %q, want %q", a.Records[i].Slug.Value, got, want)
		}
	}
}

func TestTranslationsOfATranslationAreInOrderOfLanguage(t *testing.T) {
	of := func(language, original string) func(*bulletin.Bulletin) {
		return func(b *bulletin.Bulletin) { b.Language.Value, b.TranslationOf.Value = language, original }
	}
	a := mustNew(t, bul("a-zh", "2020-02-20", "jinan-audit"), bul("b-en", "2020-02-21", "jinan-audit", of("en", "a-zh")), bul("c-fr", "2020-02-22", "jinan-audit", of("fr", "b-en")))
	if got := slugs(a.Records[1].Translations); got != "c-fr a-zh" {
		t.Errorf("translations of b-en: %q", got)
	}
}

func TestStateIsThatOfTheMostSeriousFact(t *testing.T) {
	for want, r := range map[string]*Record{
		"": {Bulletin: &bulletin.Bulletin{}}, "draft": {Bulletin: &bulletin.Bulletin{Page: bulletin.Page{Draft: true}, Status: Withdrawn}, Scheduled: true},
		"scheduled": {Bulletin: &bulletin.Bulletin{Status: Withdrawn}, Scheduled: true, Expired: true}, "corrected": {Bulletin: &bulletin.Bulletin{Status: Corrected}},
		"withdrawn": {Bulletin: &bulletin.Bulletin{Status: Withdrawn}, Expired: true}, "expired": {Bulletin: &bulletin.Bulletin{}, Expired: true},
	} {
		if got := r.State(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSeriesAreSplitByPublisherPrefixAndSuffix(t *testing.T) {
	a := mustNew(t,
		bul("a", "2020-02-21", "jinan-audit", number("济审〔2020〕2号")), bul("b", "2020-02-21", "jinan-audit", number("济审〔2021〕1号")),
		bul("c", "2020-02-21", "zibo-audit", number("济审〔2020〕1号")), bul("d", "2020-02-21", "jinan-audit", number("濟審〔2020〕 1號")),
		bul("e", "2020-02-21", "jinan-audit", number("无号")), bul("f", "2020-02-21", "jinan-audit", number("7")), bul("g", "2020-02-21", "jinan-audit", number("济审〔2020〕0号")),
		bul("h", "2020-02-21", "jinan-audit", number("济审〔2020〕1号附")))
	got := ""
	for _, s := range a.Series {
		got += s.Publisher.ID + " " + s.Prefix + s.Suffix
		for _, n := range s.Numbers {
			got += fmt.Sprint(" ", n.Number, n.Record.Slug.Value)
		}
		got += fmt.Sprint(s.Gaps(), "\n")
	}
	want := `jinan-audit 济审〔2020〕号 1d 2a[]
jinan-audit 济审〔2020〕号附 1h[]
jinan-audit 济审〔2021〕号 1b[]
zibo-audit 济审〔2020〕号 1c[]
`
	if got != want {
		t.Errorf("series\n%s\nwant\n%s", got, want)
	}
	if n := len(Series{Numbers: []Numbered{{Number: 1_000_000}}}.Gaps()); n != 100 {
		t.Errorf("%d gaps are listed; want 100", n)
	}
}

func TestReferenceToABulletinThatIsLeftOutSaysSo(t *testing.T) {
	for _, c := range []struct {
		newer []func(*bulletin.Bulletin)
		day   string
		hint  string
	}{
		{nil, "2020-12-24", "content/bulletins/new.md is not published before 2020-12-24; write supersedes: there instead, which takes effect with it"},
		{[]func(*bulletin.Bulletin){func(b *bulletin.Bulletin) { b.Draft = true }}, "2020-02-01", "content/bulletins/new.md is a draft; write supersedes: there instead, which takes effect with it"},
	} {
		_, problems := New([]*bulletin.Bulletin{bul("old", "2019-02-21", "jinan-audit", supersededBy("new")), bul("new", c.day, "jinan-audit", c.newer...)}, vocabulary, options)
		if len(problems) != 1 || problems[0].Code != problem.UnknownBulletin || problems[0].Hint != c.hint {
			t.Errorf("%v, want the hint %q", problems, c.hint)
		}
	}
}
