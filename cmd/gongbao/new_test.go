package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func FuzzFrontMatterReadsBackUnchanged(f *testing.F) {
	for _, title := range []string{"公告", "a: b", "- x", "yes", "1", "2020-02-21", "#x", "[a, b]", "{", "'", `"\`, "a #b", "@x", "a:", "！tag", "<<", "a\tb", "~", ".5", "null", "0x1", "关于“三项制度”（试行）"} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		if title == "" || strings.TrimSpace(title) != title || strings.ToValidUTF8(title, "") != title || strings.ContainsFunc(title, func(r rune) bool { return !unicode.IsGraphic(r) }) {
			t.Skip()
		}
		d := draft{title: title, agencies: []string{title, "x"}, topics: []string{title}, date: "2020-02-21"}
		b, _, _, problems := bulletin.Parse("bulletins/a.md", "a.md", []byte(d.source()), bulletin.Options{})
		if problem.Errors(problems) > 0 {
			t.Fatalf("%v\n%s", problems, d.source())
		}
		if b.Title.Value != title || b.Publishers[0].Value != title || b.Topics[0].Value != title {
			t.Errorf("%q reads back as title %q, publisher %q, topic %q\n%s", title, b.Title.Value, b.Publishers[0].Value, b.Topics[0].Value, d.source())
		}
	})
}

func TestFileNamesAreShortAndEndAtASyllable(t *testing.T) {
	for title, want := range map[string]string{
		"济南市审计局公告": "ji-nan-shi-shen-ji-ju-gong-gao",
		"关于印发《应急资金和物资审计监督工作办法（试行）》的通知": "guan-yu-yin-fa-ying-ji-zi-jin-he-wu-zi-shen-ji",
		strings.Repeat("a", 60): strings.Repeat("a", 48),
		"COM1":                  "com1-1",
	} {
		if got := (&draft{title: title}).name(); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
	if got := (&draft{title: "！？"}).name(); len(got) != 8 {
		t.Errorf("a title that cannot be romanised: %q", got)
	}
}

// answer asks for terms and answers with lines.
func answer(known []archive.Term, most int, lines ...string) (chosen []string, said string, ended bool) {
	var out bytes.Buffer
	say := newDialog(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, "zh-Hans")
	chosen = say.terms("Topic", "topic", known, most)
	return chosen, out.String(), say.ended
}

func manyTerms(n int) []archive.Term {
	var terms []archive.Term
	for i := range n {
		terms = append(terms, archive.Term{ID: fmt.Sprintf("t%d", i), Names: archive.Names{{Text: fmt.Sprintf("主题%d", i)}}})
	}
	return terms
}

func TestTermsAreChosenByNumberNameOrID(t *testing.T) {
	known := []archive.Term{
		{ID: "funds", Names: archive.Names{{Language: "zh-Hans", Text: "资金"}, {Language: "en", Text: "Funds"}}, Aliases: []string{"专项资金"}},
		{ID: "relief", Names: archive.Names{{Text: "救灾资金"}}},
		{ID: "gulou-a", Names: archive.Names{{Text: "鼓楼区"}}},
		{ID: "gulou-b", Names: archive.Names{{Text: "鼓楼区"}}},
		{ID: "shenji", Names: archive.Names{{Text: "审计局"}}, Aliases: []string{"审计"}},
		{ID: "sj", Names: archive.Names{{Text: "某局"}}, Aliases: []string{"審計局"}},
	}
	for lines, want := range map[string]string{
		"资金":           "[资金]", // an exact match, although another name contains it
		"資金":           "[资金]",
		"FUNDS":        "[资金]",
		"专项":           "[资金]",
		"jiuzai":       "[救灾资金]",
		"金\n2":         "[救灾资金]",
		"金\n9\nrelief": "[救灾资金]",    // a number that is not in the menu
		"鼓楼\n2":        "[gulou-b]", // two terms with one name
		"鼓楼区\n2":       "[gulou-b]", // which no name tells apart
		"鼓 楼　区\n1":     "[gulou-a]",
		"gulou-b":      "[gulou-b]",
		"救 災 資金":       "[救灾资金]",   // as a build folds it
		"审计":           "[shenji]", // another term has the name in the other script
		"没有\n":         "[]",
		"资金\n资金\n救灾":   "[资金 救灾资金]",
	} {
		if got, _, _ := answer(known, 3, strings.Split(lines, "\n")...); fmt.Sprint(got) != want {
			t.Errorf("%q: %v, want %s", lines, got, want)
		}
	}
	if got, _, _ := answer(nil, 1, "任何名称"); fmt.Sprint(got) != "[任何名称]" {
		t.Errorf("without a vocabulary: %v", got)
	}
}

func TestMenuShowsOnlyTheFirstTerms(t *testing.T) {
	_, said, _ := answer(manyTerms(30), 1, "?", "")
	if !strings.Contains(said, "  20  主题19 (t19)\n") || strings.Contains(said, "主题20") || !strings.Contains(said, "and 10 more; type more of the name") {
		t.Error(said)
	}
}

func TestEndOfInputIsAnError(t *testing.T) {
	for _, input := range []string{"", "标题", "标题\n", "标题\nt1\n\n"} {
		var out bytes.Buffer
		d := draft{}
		err := d.ask(newDialog(t.Context(), strings.NewReader(input), &out, "zh-Hans"), archive.Vocabulary{Terms: map[archive.Kind][]archive.Term{archive.Agencies: manyTerms(3)}}, "2020-02-21")
		if !errors.Is(err, errEnded) {
			t.Errorf("%q: %v", input, err)
		}
	}
}

func TestCtrlCEndsTheQuestions(t *testing.T) {
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	d := draft{}
	if err := d.ask(newDialog(ctx, in, io.Discard, "zh-Hans"), archive.Vocabulary{}, "2020-02-21"); !errors.Is(err, errEnded) {
		t.Error(err)
	}
}
