package check

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

// sources writes a content folder of bulletins, named below bulletins/, and returns the options to check it. The text of a
// bulletin is its markdown here.
func sources(t testing.TB, texts map[string]string) Options {
	t.Helper()
	dir := t.TempDir()
	var all []*bulletin.Bulletin
	body := map[string]string{}
	for name, text := range texts {
		source := "bulletins/" + name
		file := filepath.Join(dir, filepath.FromSlash(source))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		b, markdown, _, problems := bulletin.Parse(source, source, []byte(text), bulletin.Options{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if body[source] = string(markdown); b.Summary == "" {
			b.Summary = strings.SplitN(strings.TrimSpace(body[source]), "\n", 2)[0]
		}
		all = append(all, b)
	}
	a, problems := archive.New(all, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}, Now: time.Now()})
	if problem.Errors(problems) > 0 {
		t.Fatal(problems)
	}
	return Options{Content: dir, Archive: a, Text: func(r *archive.Record) (string, error) { return body[r.Source], nil }}
}

// bulletinText returns a source with the required fields, more lines of front matter, and a body.
func bulletinText(body string, more ...string) string {
	return "---\ntitle: 关于公布审计结果的公告\npublisher: 示例市审计局\ndate: 2020-02-21\nsummary: 甲乙丙丁\n" + strings.Join(more, "") + "---\n" + body + "\n"
}

// run runs the check and returns the findings with the given codes, or all if there are none: file, place, code and message, one per
// line. A code that no rule declares fails the test.
func run(t testing.TB, o Options, codes ...problem.Code) []string {
	t.Helper()
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range r.Findings {
		if rule := problem.RuleOf(f.Code); rule.Code == "" || rule.Warning != f.Warning {
			t.Errorf("%+v: the rule is %+v", f, rule)
		}
		if len(codes) > 0 && !slices.Contains(codes, f.Code) {
			continue
		}
		f.File = strings.TrimPrefix(strings.TrimPrefix(f.File, filepath.ToSlash(o.Content)+"/"), filepath.ToSlash(o.Output)+"/")
		line := f.Place() + " " + string(f.Code) + ": " + strings.ReplaceAll(f.Message, filepath.ToSlash(o.Content)+"/", "")
		if f.Count > 0 {
			line += fmt.Sprintf(" (%d)", f.Count)
		}
		lines = append(lines, line)
	}
	return lines
}

func equalLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestMissingSummaryIsReported(t *testing.T) {
	o := sources(t, map[string]string{
		"a.md": "---\ntitle: 甲\npublisher: 局\ndate: 2020-02-21\n---\n第一段。\n",
		"b.md": "---\ntitle: 乙\npublisher: 局\ndate: 2020-02-21\nsummary: 第一段。\n---\n第一段。\n\n第二段。\n", // the same words, but chosen
		"c.md": "---\ntitle: 丙\npublisher: 局\ndate: 2020-02-21\nsummary: 说的是什么。\n---\n第一段。\n",
	})
	equalLines(t, run(t, o), "bulletins/a.md missing-summary: the front matter has no summary")
}

func TestFindingsInTextsPointToTheSource(t *testing.T) {
	o := sources(t, map[string]string{
		"a.md": bulletinText("第一段有**强调**。\n\n会议定于xx月召开，地点待定。", "number: 一\n"),
		"b.md": strings.Replace(bulletinText("第一段。\n- 甲\n- 乙\uE000丙"), "审计结果", "ＸＸ项目", 1),
	})
	o.Text = func(r *archive.Record) (string, error) { // without the marks of markdown
		if strings.HasSuffix(r.Source, "a.md") {
			return "第一段有强调。\n会议定于xx月召开，地点待定。\n", nil
		}
		return "第一段。\n甲\n乙\uE000丙\n", nil
	}
	equalLines(t, run(t, o),
		`bulletins/a.md:10:5 placeholder: "xx" looks like a placeholder (and 1 more in this text)`,
		`bulletins/b.md:2:8 placeholder: "ＸＸ" looks like a placeholder`,
		`bulletins/b.md:9:4 unusual-character: U+E000 is a private-use character, which shows as a box where its font is missing`)
}

func TestAsterisksThatMaskANameAreDistinguishedFromEmphasis(t *testing.T) {
	o := sources(t, map[string]string{
		"masked.md": bulletinText("一。\n\n由张**、李**主持。"),
		"fine.md":   bulletinText("**注意：**本公告、**附件**，均为**样例**。\n\n*一*、*二*；`**`、\\*\\*，"),
	})
	o.Text = func(r *archive.Record) (string, error) { return "", nil } // neither is in what a reader reads
	equalLines(t, run(t, o), `bulletins/masked.md:9:3 placeholder: "**" looks like a placeholder, but markdown reads it as emphasis and does not show it`)
}

func TestTopicThatOnlyOneBulletinUsesIsReported(t *testing.T) {
	o := sources(t, map[string]string{
		"a.md": bulletinText("甲", "topics: [资金, 捐赠]\n"),
		"b.md": bulletinText("乙", "topics: [资金, 物资]\n"),
		"c.md": bulletinText("丙", "topics: 捐贈\n"), // the same in the other script
	})
	equalLines(t, run(t, o), `bulletins/b.md:6:14 single-topic: no other bulletin uses the topic "物资"`)
}

func TestGapsInOfficialNumbersAreReported(t *testing.T) {
	texts := map[string]string{}
	for _, n := range []int{2, 5, 6, 12} {
		texts[fmt.Sprintf("%02d.md", n)] = bulletinText("文", fmt.Sprintf("number: 审通〔2020〕%d号\n", n))
	}
	texts["single.md"] = bulletinText("文", "number: 审办〔2020〕7号\n") // says nothing about its neighbours
	equalLines(t, run(t, sources(t, texts)), "bulletins/02.md:6:9 number-gap: 审通〔2020〕12号 exists, but not 审通〔2020〕1, 3, 4, 7–11号")
}

func TestLongGapsAreCutShort(t *testing.T) {
	var odd, many []int
	for i := range 100 {
		odd, many = append(odd, 2*i+1), append(many, i+1)
	}
	for want, numbers := range map[string][]int{"": nil, "1": {1}, "1, 2": {1, 2}, "1–3, 9": {1, 2, 3, 9}, "1, 3, 5, 7, 9, 11, 13, 15, …": odd, "1–100 …": many} {
		if got := ranges(numbers); got != want {
			t.Errorf("%v: %s, want %s", numbers, got, want)
		}
	}
}

func TestTextInTwoScriptsIsReported(t *testing.T) {
	simplified, traditional := "审计机关检查应急资金的管理和使用情况，发现问题及时纠正。", "審計機關檢查應急資金的管理和使用情況，發現問題及時糾正。"
	o := sources(t, map[string]string{
		"fine.md":     bulletinText(simplified),
		"hant.md":     bulletinText(traditional, "language: zh-Hant\n"),
		"mixed.md":    bulletinText(simplified + "\n\n" + traditional),
		"quoting.md":  bulletinText(strings.Repeat(simplified, 10) + "原名「審計」。"),
		"unsaid.md":   bulletinText(traditional),
		"mistaken.md": bulletinText(simplified, "language: zh-TW\n"),
		"ja.md":       bulletinText("日時と場所の変更点：会場は東区、台風の際は点検のため断水、当日は区役所、双方が担当。国会、学校、体育館。", "language: ja\n"),
		"en.md":       bulletinText("Nothing to say 於.", "language: en\n"),
	})
	equalLines(t, run(t, o),
		"bulletins/mistaken.md:6:11 mixed-scripts: the language is zh-TW, but the text is in simplified characters, such as 审计机关检",
		"bulletins/mixed.md:9:1 mixed-scripts: the text mixes simplified and traditional characters; traditional, such as 審計機關檢, 14 times",
		"bulletins/unsaid.md:7:1 mixed-scripts: the language is zh-Hans, but the text is in traditional characters, such as 審計機關檢")
}

func TestReportIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	texts := map[string]string{}
	for i := range 300 {
		texts[fmt.Sprintf("%03d.md", i)] = bulletinText(strings.Repeat(fmt.Sprintf("第%d段待定，xx。", i%7), 40), fmt.Sprintf("topics: [主题%d]\n", i%200))
	}
	o := sources(t, texts)
	o.Jobs = 1
	one := run(t, o)
	o.Jobs = 16
	if many := run(t, o); len(one) < 600 || !slices.Equal(one, many) {
		t.Errorf("%d findings with one worker, %d with sixteen, or in another order", len(one), len(many))
	}
}

func TestCheckStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, sources(t, map[string]string{"a.md": bulletinText("文")})); err != context.Canceled {
		t.Error(err)
	}
}
