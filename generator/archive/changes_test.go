package archive

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gongbao/generator/bulletin"
)

func on(day string) bulletin.Date {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return bulletin.Date{Time: t}
}

func TestChangesAreThoseOfTheWholeArchiveByDate(t *testing.T) {
	a, problems := New([]*bulletin.Bulletin{
		bul("plain", "2020-02-21", "jinan-audit"),
		bul("twice", "2020-01-05", "jinan-audit", func(b *bulletin.Bulletin) {
			b.Status, b.Changes = Corrected, []bulletin.Change{{Date: on("2020-03-01"), Note: "一"}, {Date: on("2020-03-01"), Note: "二"}, {Date: on("2020-02-25"), Note: "先"}}
			b.Updated = on("2020-03-01")
		}),
		bul("updated", "2020-01-06", "jinan-audit", func(b *bulletin.Bulletin) { b.Updated, b.Reason = on("2020-03-02"), "因" }),
		bul("corrected", "2020-01-07", "jinan-audit", func(b *bulletin.Bulletin) { b.Status, b.Reason = Corrected, "不知何时" }),
		bul("old", "2020-01-08", "zibo-audit", func(b *bulletin.Bulletin) { b.Status = Superseded }),
		bul("new", "2020-04-01", "zibo-audit", func(b *bulletin.Bulletin) { b.Supersedes = []bulletin.Text{{Value: "old"}} }),
		bul("void", "2020-01-09", "zibo-audit", func(b *bulletin.Bulletin) {
			b.Status, b.Reason, b.Updated = Superseded, "并入他文", on("2020-05-01")
		}),
		bul("back", "2020-01-10", "zibo-audit", func(b *bulletin.Bulletin) { b.Status, b.Reason, b.WithdrawnOn = Withdrawn, "有误", on("2020-06-01") }),
		bul("back2", "2020-01-11", "zibo-audit", func(b *bulletin.Bulletin) { b.Status, b.Reason, b.Updated = Withdrawn, "有误", on("2020-06-02") }),
		bul("back3", "2020-01-12", "zibo-audit", func(b *bulletin.Bulletin) { b.Status, b.Reason = Withdrawn, "不详" }),
		bul("gone", "2020-01-13", "zibo-audit", func(b *bulletin.Bulletin) {
			b.Status, b.Reason, b.LegalGround, b.WithdrawnOn, b.ErasedOn = Erased, "隐私", "某法", on("2021-01-02"), on("2021-01-03")
		}),
	}, vocabulary, Options{Root: options.Root, Languages: options.Languages, Now: options.Now.AddDate(1, 0, 0)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got strings.Builder
	for _, c := range a.Changes {
		fmt.Fprintf(&got, "%s %s %s", c.Day.Format(time.DateOnly), c.Record.Slug.Value, c.Kind)
		if !c.Dated {
			got.WriteString(" undated")
		}
		if c.Nth > 1 {
			fmt.Fprint(&got, " ", c.Nth)
		}
		if c.By != nil {
			fmt.Fprint(&got, " by ", c.By.Slug.Value)
		}
		fmt.Fprintf(&got, " %s\n", c.Note())
	}
	const want = `2020-01-07 corrected corrected undated 不知何时
2020-01-12 back3 withdrawn undated 不详
2020-02-25 twice corrected 先
2020-03-01 twice corrected 一
2020-03-01 twice corrected 2 二
2020-03-02 updated corrected 因
2020-04-01 old superseded by new ` + `
2020-05-01 void superseded 并入他文
2020-06-01 back withdrawn 有误
2020-06-02 back2 withdrawn 有误
2021-01-02 gone withdrawn ` + `
2021-01-03 gone erased 隐私
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	years := ""
	for year, all := range a.YearsOfChanges() {
		years += fmt.Sprint(year, " ", len(all), "; ")
	}
	if years != "2020 10; 2021 2; " {
		t.Error(years)
	}
}

func TestAbstractSaysWhyATextIsWithheld(t *testing.T) {
	for want, b := range map[string]bulletin.Bulletin{
		"摘要": {Page: bulletin.Page{Summary: "摘要"}},
		"有误": {Page: bulletin.Page{Summary: "摘要"}, Status: Withdrawn, Reason: "有误"},
		"隐私": {Status: Erased, Reason: "隐私", LegalGround: "某法"},
		"某法": {Status: Erased, LegalGround: "某法"},
		"旧":  {Page: bulletin.Page{Summary: "旧"}, Status: Superseded, Reason: "并入"},
	} {
		if r := (&Record{Bulletin: &b}); r.Abstract() != want {
			t.Errorf("%q; expected %q", r.Abstract(), want)
		}
	}
}

func TestErasedTitleIsNeutralInTheLanguageOfTheBulletin(t *testing.T) {
	gone := func(language string) *bulletin.Bulletin {
		return bul("gone-"+language, "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) {
			b.Status, b.EraseTitle, b.Title.Value, b.Language.Value = Erased, true, "", language
		})
	}
	all := []*bulletin.Bulletin{gone("zh-Hans"), gone("en"), gone("fr")}
	o := options
	o.Untitled = Names{{"zh-Hans", "已删除的公报"}, {"en", "Erased bulletin"}}
	a, _ := New(all, vocabulary, o)
	for i, want := range []string{"Erased bulletin", "已删除的公报", "已删除的公报"} { // by source: en, fr, zh-Hans
		if got := a.Records[i].Title.Value; got != want {
			t.Errorf("%s: %q; expected %q", a.Records[i].Language, got, want)
		}
	}
	if all[0].Title.Value != "" {
		t.Error("the bulletin itself, which others share, was changed")
	}
	if !a.Erased("2020/02/21/gone-en/a.pdf") || !a.Erased("2020/02/21/gone-en/sub/b.pdf") || a.Erased("2020/02/21/other/a.pdf") || a.Erased("a.pdf") {
		t.Error("attachments of erased bulletins are not distinguished from others")
	}
}

func TestTranslationOfAnErasedBulletinIsReported(t *testing.T) {
	key := func(language string, status bulletin.Status) *bulletin.Bulletin {
		return bul(language, "2020-02-21", "jinan-audit", func(b *bulletin.Bulletin) {
			b.Language.Value, b.TranslationKey.Value, b.Status, b.Reason = language, "k", status, "因"
			b.StatusAt.Line, b.StatusAt.Column = 5, 9
		})
	}
	_, problems := New([]*bulletin.Bulletin{key("zh-Hans", Erased), key("en", Current), key("zh-Hant", Erased)}, vocabulary, options)
	want := "content/bulletins/zh-Hans.md:5:9: warning: status is erased, but the translation content/bulletins/en.md still says what this bulletin said; expected the same status there"
	if len(problems) != 2 || !strings.HasPrefix(problems[0].Error(), want) && !strings.HasPrefix(problems[1].Error(), want) {
		t.Error(problems)
	}
}
