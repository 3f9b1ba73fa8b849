package bulletin

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gongbao/generator/problem"
)

func TestErasureNeedsADateAndALaw(t *testing.T) {
	const law = "legal_ground: 《个人信息保护法》第四十七条"
	for text, want := range map[string]string{
		with("status: erased\nerased: 2026-03-01\n" + law): "",
		with("erased: 2026-03-01\n" + law):                 "",
		with("status: erased\n" + law): "f:5:9: status is erased without a date; expected erased: with the day on which the text was taken out\n" +
			"  add a line like `erased: 2026-03-01`",
		with("status: erased\nerased: 2026-03-01"): "f:5:9: status is erased without a legal ground; expected legal_ground: with the law that asks for it\n" +
			"  add a line like `legal_ground: 《中华人民共和国个人信息保护法》第四十七条`",
		with("status: erased\nerased: soon\n" + law):                     "f:6:9: erased is \"soon\", which is not a date; expected one such as 2020-02-21 or 2020-02-21 09:30",
		with("status: erased\nerased: 2020-02-20\n" + law):               "f:6:9: erased is before date; expected the day on which the bulletin was erased",
		with("status: withdrawn\nreason: x\nerased: 2026-03-01\n" + law): "f:5:9: status is withdrawn, but erased is given; expected erased\nf:8:15: legal_ground is given, but status is withdrawn, so the text would stay public; expected `status: erased`",
		with(law):                 "f:5:15: legal_ground is given, but status is current, so the text would stay public; expected `status: erased`",
		with("erase_title: true"): "f:5:14: erase_title is given, but status is current, so the text would stay public; expected `status: erased`",
		without("title") + "":     "f:1:1: title is missing; a bulletin needs title, publisher and date",
		strings.TrimSuffix(without("title"), "---\n") + "status: erased\nerased: 2026-03-01\nerase_title: true\n" + law + "\n---\n": "",
	} {
		check(t, "bulletins/a.md", text, want)
	}
}

// What a source says of an erased bulletin ends in Parse. Every field of the struct is filled; those that remain are listed here, so that
// a new field is a decision.
func TestOnlyWhatPlacesAnErasedBulletinRemains(t *testing.T) {
	full := new(Bulletin)
	n := 0
	fill(t, reflect.ValueOf(full).Elem(), &n)
	for field, v := range fieldsOf(full) {
		if v.IsZero() {
			t.Fatalf("%s is not filled", field.Name)
		}
	}
	full.EraseTitle = false
	left := full.remains()
	remain := map[string]bool{}
	for _, name := range strings.Fields("Source Title Language Slug Aliases TranslationKey Draft NoIndex Number IndexNumber Publishers Region Topics Date " +
		"PublishAt Status StatusAt Reason WithdrawnOn ErasedOn LegalGround EraseTitle Supersedes SupersededBy TranslationOf") {
		remain[name] = true
	}
	was := map[string]any{}
	for field, v := range fieldsOf(full) {
		was[field.Name] = v.Interface()
	}
	for field, v := range fieldsOf(left) {
		switch {
		case remain[field.Name] && !reflect.DeepEqual(v.Interface(), was[field.Name]):
			t.Errorf("%s does not remain", field.Name)
		case !remain[field.Name] && !v.IsZero():
			t.Errorf("%s remains: %v", field.Name, v)
		}
	}
	if full.EraseTitle = true; full.remains().Title.Value != "" {
		t.Error("the title remains")
	}
}

func TestAddressThatSpellsAnErasedTitleIsReported(t *testing.T) {
	for _, c := range []struct {
		title, source, more string
		found               bool
	}{
		{"柳某梅救助公示", "bulletins/liu-mou-mei.md", "", true},
		{"柳某梅救助公示", "bulletins/2020-02-21-柳某梅救助公示.md", "", true},
		{"柳某梅救助公示", "bulletins/柳某梅救助公示/index.md", "", true},
		{"柳某梅救助公示", "bulletins/a.md", "slug: 柳某梅", true},
		{"柳某梅救助公示", "bulletins/liumoumei.md", "", true},
		{"關於陳小姐的決定", "bulletins/chen-xiao-jie.md", "", true},
		{"Relief granted to Jane Doe", "bulletins/jane-doe.md", "", true},
		{"柳某梅救助公示", "bulletins/a.md", "aliases: /old/liu-mou-mei-jiu-zhu.html", true},
		{"柳某梅救助公示", "bulletins/a.md", "", false},
		{"柳某梅救助公示", "bulletins/柳某梅救助公示.md", "slug: erased-1", false},
		{"柳某梅救助公示2020", "bulletins/2020.md", "", false},
		{"Relief granted to Jane Doe", "bulletins/bulletin-7.md", "aliases: /art/2020/art_1001.html", false},
		{"", "bulletins/liu-mou-mei.md", "", false}, // the source no longer says
	} {
		text := fmt.Sprintf("---\ntitle: %q\npublisher: 甲\ndate: 2020-02-21\nstatus: erased\nerased: 2026-03-01\nlegal_ground: 某法\nerase_title: true\n%s\n---\n", c.title, c.more)
		b, body, _, problems := Parse(c.source, "f", []byte(text), Options{})
		if found := len(problems) > 0; found != c.found || found && problems[0].Code != problem.TitleInAddress {
			t.Errorf("%+v: %s", c, said(problems))
		}
		if body != nil || b.Title.Value != "" {
			t.Errorf("%+v: the parser passes on %q, %q", c, b.Title.Value, body)
		}
	}
}

func TestWhatRemainsCanBeReadAgain(t *testing.T) {
	const text = "---\ntitle: '[通知] 关于 #1 的事'\npublisher: [甲, '乙: 丙']\ndate: 2020-02-21 09:30\nsummary: 秘密\nstatus: withdrawn\nwithdrawn: 2020-03-01\nreason: '有误: 见更正'\nnumber: 甲〔2020〕3号\n---\n秘密\n"
	b, _, _, problems := Parse("bulletins/a.md", "f", []byte(text), Options{Location: shanghai})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	again := b.AppendRemains(nil)
	if strings.Contains(string(again), "秘密") {
		t.Fatalf("%s", again)
	}
	c, _, _, problems := Parse("bulletins/a.md", "f", again, Options{Location: shanghai})
	if len(problems) > 0 {
		t.Fatalf("%s\n%s", again, said(problems))
	}
	if c.Title.Value != b.Title.Value || c.Reason != b.Reason || c.Number.Value != b.Number.Value || len(c.Publishers) != 2 || c.Publishers[1].Value != "乙: 丙" ||
		!c.Date.Equal(b.Date.Time) || !c.Date.Clock || !c.WithdrawnOn.Equal(b.WithdrawnOn.Time) || c.Status != Withdrawn {
		t.Errorf("%s", again)
	}
}
