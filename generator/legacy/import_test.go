package legacy

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"gongbao/generator/bulletin"
	"gongbao/generator/problem"
)

func TestFrontMatterOfRealPagesIsFound(t *testing.T) {
	for _, c := range []struct {
		page     string
		want     Meta
		sections []string
	}{
		{shandong, Meta{Title: "山東:全力做好新冠肺炎疫情防控工作", Publishers: []string{"山東省審計廳"}, Date: "2020-02-21", Region: "山東省", Language: "zh-Hant",
			Source: "山東省審計廳", Editor: "蔡波濤"},
			[]string{"濟南市審計局", "淄博市審計局", "煙臺市審計局", "濟寧市審計局", "樂陵市審計局", "濰坊市審計局", "泰安市審計局", "威海市審計局", "德州市審計局", "臨沂市審計局", "青島西海岸新區審計局"}},
		{hubei, Meta{Title: "打好疫情防控阻击战 湖北审计人在行动", Publishers: []string{"湖北省审计厅"}, Date: "2020-03-01", Region: "湖北省", Language: "zh-Hans"},
			[]string{"湖北省审计厅", "黄冈市审计局", "孝感市审计局", "荆州市审计局"}},
		{taiyuan, Meta{Title: "審計署太原特派辦深入貫徹落實習近平總書記關于進一步統籌推進疫情防控和經濟社會發…", Publishers: []string{"審計署太原特派辦"}, Date: "2020-03-01",
			Language: "zh-Hant", Source: "審計署太原特派辦"}, nil},
		{compilation, Meta{Title: "疫情防控監督檢查情況匯報", Publishers: []string{"示例机关"}, Date: "2020-03-01", Language: "zh-Hant",
			SourceURL: "http://www.springy.cn/fanwendaquan/gongzuobaogao/392170.html"}, nil},
		{chengdu, Meta{Title: "成都高新區:“四到位”打好防疫監督“保衛戰”", Publishers: []string{"示例机关"}, Date: "2020-02-28", Language: "zh-Hant",
			Source: "成都全搜索新聞網"}, nil},
	} {
		p := importSeed(t, c.page)
		got := p.FrontMatter
		got.Title = narrowText(got.Title)
		if got.yaml() != c.want.yaml() {
			t.Errorf("%s:\n%s\nexpected\n%s", c.page, got.yaml(), c.want.yaml())
		}
		if c.sections == nil {
			continue
		}
		var sections []string
		for _, l := range strings.Split(p.Markdown, "\n") {
			if name, ok := strings.CutPrefix(l, "## "); ok {
				sections = append(sections, name)
			}
		}
		if !slices.Equal(sections, c.sections) {
			t.Errorf("%s: sections %q, expected %q", c.page, sections, c.sections)
		}
	}
}

func TestImportedRealPagesAreBulletinsWithoutAProblem(t *testing.T) {
	for _, name := range []string{shandong, hubei, taiyuan, compilation, chengdu} {
		p := importSeed(t, name)
		for _, q := range append(p.Divide(), p) {
			b, body, _, problems := bulletin.Parse("bulletins/"+q.Name+".md", q.Name+".md", q.Source(), bulletin.Options{})
			if len(problems) > 0 || b == nil || len(bytes.TrimSpace(body)) == 0 {
				t.Errorf("%s: %v", q.Name, problems)
			}
		}
	}
}

func TestCompilationCanBeSplitAndItsRepetitionsAreListed(t *testing.T) {
	p := importSeed(t, compilation)
	if n := len(p.Split); n < 20 || n > 40 {
		t.Errorf("%d parts", n)
	}
	for i, part := range p.Split {
		if part.From > part.To || i > 0 && part.From <= p.Split[i-1].To || part.Markdown == "" || part.Title == "" || part.Why == "" {
			t.Errorf("part %d: lines %d–%d, %q, %q", i, part.From, part.To, part.Title, part.Why)
		}
	}
	for _, again := range []struct{ first, again, lines int }{{164, 251, 10}, {267, 278, 10}, {185, 378, 20}, {216, 398, 18}, {205, 441, 11}} {
		if !slices.ContainsFunc(p.Repeats, func(r Repeat) bool { return r.First == again.first && r.Again == again.again && r.Lines == again.lines }) {
			t.Errorf("the repetition of line %d at line %d is not listed: %v", again.first, again.again, p.Repeats)
		}
	}
	if pages := p.Divide(); len(pages) != len(p.Split) || pages[0].Name == pages[1].Name {
		t.Error("the parts are not separate pages")
	}
	for _, single := range []string{shandong, hubei, taiyuan, chengdu} {
		if p := importSeed(t, single); p.Split != nil {
			t.Errorf("%s counts as a compilation", single)
		}
	}
}

func TestEverythingLeftOutOfAPageIsListed(t *testing.T) {
	for _, name := range []string{shandong, hubei, taiyuan, compilation, chengdu} {
		p := importSeed(t, name)
		accounted := letterOnly(p.Markdown) + letterOnly(p.FrontMatter.Title)
		for _, r := range p.Removed {
			accounted += letterOnly(r.Text)
		}
		for _, l := range strings.Split(p.Repaired, "\n") {
			l = strings.TrimPrefix(l, "02.28 ") // now the date
			if !strings.Contains(accounted, letterOnly(l)) {
				t.Errorf("%s: this line is neither in the bulletin nor listed as left out: %s", name, l)
			}
		}
		if p.Original == nil || p.Text == "" {
			t.Errorf("%s: the original is not kept", name)
		}
	}
}

func letterOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \\#\n\u00a0\u3000:\uff1a", r) {
			return -1
		}
		return r
	}, s)
}

func TestNamesInAVocabularyBecomeIDs(t *testing.T) {
	o := Options{
		Agencies: []Term{{"shandong-audit", []string{"山东省审计厅", "山东审计厅"}}},
		Regions:  []Term{{"jinan", []string{"济南市", "济南"}}, {"shandong", []string{"山东省", "山东"}}},
		Topics:   []Term{{"epidemic", []string{"疫情防控"}}, {"budget", []string{"预算执行"}}},
	}
	page := "山東:全力做好疫情防控工作\n【發布時間:2020年02月21日】\n【來源:山東審計廳】\n\n全省各級審計機關認真做好疫情防控。\n"
	p, problems := Import("a.txt", []byte(page), o)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Meta{Title: p.FrontMatter.Title, Publishers: []string{"shandong-audit"}, Date: "2020-02-21", Region: "shandong", Topics: []string{"epidemic"},
		Language: "zh-Hant", Source: "山東審計廳"}
	if p.FrontMatter.yaml() != want.yaml() {
		t.Errorf("%s\nexpected\n%s", p.FrontMatter.yaml(), want.yaml())
	}
}

func TestLabelsAreReadAndSimilarBodyLinesAreNot(t *testing.T) {
	page := `关于召开座谈会的通知
索引号：11370000/2020-00012 发文字号：鲁审办发〔2020〕3号
发布机构：山东省审计厅　发布日期：二〇二〇年三月五日
日期：2020-03-06 来源：办公室 浏览次数：123 【大 中 小】 【打印】 【关闭】
各市审计局：
现将座谈会有关事项通知如下。
时间：2020年3月10日上午9时
地点：省审计厅二楼会议室
来源于基层的意见要认真整理，会后汇总上报，形成材料。
责任编辑：王某
上一篇：关于放假的通知
分享到：
`
	p, problems := Import("a.txt", []byte(page), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Meta{Title: "关于召开座谈会的通知", Publishers: []string{"山东省审计厅"}, Date: "2020-03-05", Region: "山东省", Language: "zh-Hans",
		Number: "鲁审办发〔2020〕3号", IndexNumber: "11370000/2020-00012", Source: "办公室", Editor: "王某"}
	if p.FrontMatter.yaml() != want.yaml() {
		t.Errorf("%s\nexpected\n%s", p.FrontMatter.yaml(), want.yaml())
	}
	body := "各市审计局：\n\n现将座谈会有关事项通知如下。\n\n时间：2020年3月10日上午9时\n\n地点：省审计厅二楼会议室\n\n来源于基层的意见要认真整理，会后汇总上报，形成材料。\n"
	if p.Markdown != body {
		t.Errorf("got\n%s", p.Markdown)
	}
}

func TestNumberedLinesBecomeHeadingsOnlyIfCertain(t *testing.T) {
	page := `某县工作报告

一、基本情况

全县上下认真贯彻落实各项决策部署，工作取得阶段性成果，群众普遍满意。

（一）部署安排及时

县委县政府第一时间成立领导小组，制定工作方案，明确责任分工，压实各方责任。

（二）宣传引导全面

充分利用广播、微信等多种形式开展宣传，引导群众做好自我防护，不信谣不传谣。

二、下步打算

（一）继续加强排查；
（二）继续加强宣传；
（三）认真落实每日工作清单。
1.落实会议精神情况。
2.落实各项工作情况。
`
	p, _ := Import("a.txt", []byte(page), hints)
	var headings []string
	for _, l := range strings.Split(p.Markdown, "\n") {
		if strings.HasPrefix(l, "#") {
			headings = append(headings, l)
		}
	}
	if want := []string{"## 一、基本情况", "### （一）部署安排及时", "### （二）宣传引导全面", "## 二、下步打算"}; !slices.Equal(headings, want) {
		t.Errorf("%q, expected %q", headings, want)
	}
	if !strings.Contains(p.Markdown, `1\.落实会议精神情况。`) {
		t.Error("a numbered line is not kept as text")
	}
}

func TestEveryCharacterOfATextIsShownOnThePage(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))
	for _, line := range []string{
		"截至**日，全委处理线索*个，其中_名*个村", "1.落实情况", "12)第二", "+增加", "-减少", "#标题", ">引用", "=等于", "`代码`与~~删除~~", "[释义]动态(http://a.b)", "[^1]注",
		"a|b|c", "<p>标签</p>&nbsp;", `反\斜线\*`, ": 定义", "{#id .class}", "$x^2$", "![图](x.png)", "- [ ] 任务", "&copy;", "***", "---", "1986.与", "＃全角",
	} {
		var out bytes.Buffer
		if err := md.Convert([]byte("前一段。\n\n"+escapeMarkdown(line)+"\n\n后一段。\n"), &out); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&out)
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(root); got != "前一段。 "+line+" 后一段。" {
			t.Errorf("%q is shown as %q", line, got)
		}
	}
}

func TestTextSurvivesYAML(t *testing.T) {
	for _, s := range []string{
		"山东：全力做好工作", "a: b", "- x", "# no", `say "yes"`, "'quoted'", "true", "No", "2020-02-21", "3.14", "null", "~", "*a", "&b", "!c", "@d", "[x]", "{y}", "%z", "a #b",
		"line\nbreak", "tab\there", `back\slash`, "末尾 ", " 开头", "“引号”", "😀", "\u2028", "\u0085", "0x1F", "1e3", "=", "<<", "y", "a,b", "x:", "?", "|", "鲁审〔2020〕3号",
	} {
		source := Meta{Title: "t", Publishers: []string{"p"}, Date: "2020-02-21", Source: s, Topics: []string{s}}.yaml() + "\nx\n"
		b, _, _, problems := bulletin.Parse("bulletins/a.md", "a.md", []byte(source), bulletin.Options{})
		if strings.ContainsAny(s, "\n\u2028\u0085\t") { // a source is one line; the parser refuses others
			continue
		}
		if len(problems) > 0 || b == nil || b.Origin != strings.TrimSpace(s) {
			t.Errorf("%q came back as %+v %v from\n%s", s, b, problems, source)
		}
	}
}

func TestPageThatLacksARequiredFieldIsReported(t *testing.T) {
	p, problems := Import("a.txt", []byte("\n\n【关闭】【打印】\n"), Options{})
	if p == nil || len(problems) != 4 {
		t.Fatalf("%v", problems)
	}
	for i, field := range []string{"text", "title", "publisher", "date"} {
		if problems[i].Code != problem.ImportIncomplete || problems[i].File != "a.txt" || !strings.Contains(problems[i].Message, "no "+field) || problems[i].Hint == "" {
			t.Errorf("%v: expected a problem about the %s", problems[i], field)
		}
	}
	if p, problems := Import("a.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Options{}); p != nil || len(problems) != 1 || problems[0].Code != problem.ImportNotText || problems[0].Hint == "" {
		t.Errorf("%v", problems)
	}
}

func TestPageThatIsTooLargeIsRefused(t *testing.T) {
	p, problems := Import("a.txt", make([]byte, Largest+1), Options{})
	if p != nil || len(problems) != 1 || problems[0].Code != problem.ImportTooLarge {
		t.Errorf("%v", problems)
	}
}

func TestGuessesAreReportedByCode(t *testing.T) {
	page := "2.28 济南市召开审计会议\n发布日期：某日 来源：济南市审计局\n\n欢迎大家阅读本文，" + strings.Repeat("会议要求认真落实各项工作。", 12) + "\n"
	p, _ := Import("a.txt", []byte(page), hints)
	var codes []problem.Code
	for _, d := range p.Doubts {
		codes = append(codes, d.Code)
		if !problem.RuleOf(d.Code).Warning {
			t.Errorf("%+v is not a warning", d)
		}
	}
	if want := []problem.Code{problem.UnreadableLabel, problem.CopiedFiller, problem.DoubtfulField}; !slices.Equal(codes, want) {
		t.Errorf("%v, expected %v", codes, want)
	}
}

func TestRepairsCanBeRefusedAndAccepted(t *testing.T) {
	page := "情况报告\n\n落实情况；。\n由主要负责人组成，漫廉说公众号，各项工作统一指挥。\n"
	plain, _ := RepairText(page, Choice{})
	if plain != "情况报告\n\n落实情况；\n由主要负责人组成，漫廉说公众号，各项工作统一指挥。\n" {
		t.Fatalf("got %s", plain)
	}
	got, repairs := RepairText(page, Choice{Refuse: []string{"leftover@3:6"}, Accept: []string{"leftover@4:10"}})
	if want := "情况报告\n\n落实情况；。\n由主要负责人组成，各项工作统一指挥。\n"; got != want {
		t.Errorf("got %s, %v", got, repairs)
	}
	if got, _ := RepairText(page, Choice{Threshold: 1}); got != page {
		t.Errorf("at a threshold of 1 the text became %s", got)
	}
}

func TestFileIsNamedAfterDateAndTitle(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"济南市召开审计会议\n【发布时间:2020年02月21日】\n\n会议要求认真落实各项工作。\n", "2020-02-21-ji-nan-shi-zhao-kai-shen-ji-hui-yi"},
		{"\n", "2020-03-01"},
	} {
		if p, _ := Import("x/y z.txt", []byte(c.page), hints); p.Name != c.want {
			t.Errorf("%q, expected %q", p.Name, c.want)
		}
	}
}
