package slips

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// find returns the slips of a text as "line code".
func find(text string, files ...string) (found []string) {
	for _, s := range New(markdown.Options{}).Find(textOf(text, files...)) {
		found = append(found, fmt.Sprint(s.Line, " ", s.Code))
	}
	return found
}

func textOf(text string, files ...string) Text {
	t := Text{Body: []byte(text), File: "a.md", Line: 1, Files: map[string]markdown.File{}}
	for _, name := range files {
		t.Files[name] = markdown.File{Size: 1}
	}
	return t
}

// typed are slips of every kind: what was typed, and where it is found to be what.
var typed = []struct {
	text string
	want []string
}{
	// headings
	{"#总体情况\n\n全市抽查了九座水库。", []string{"1 unread-heading"}},
	{"甲。\n\n##存在问题\n\n两座水库缺少值守。", []string{"3 unread-heading"}},
	{"＃ 总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"＃＃总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#　总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"##\u00a0总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#一、总体情况\n全市抽查。", []string{"1 unread-heading"}},
	{"###1.总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#總體情況\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#Overall situation\n\nNine reservoirs.", []string{"1 unread-heading"}},
	{"总体情况\n＝＝＝＝\n\n全市抽查。", []string{"2 unread-heading"}},

	{"　　## 总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"####### 总体情况\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#2020年工作总结\n\n全市抽查。", []string{"1 unread-heading"}},
	{"#Overview\n\nNine reservoirs.", []string{"1 unread-heading"}},
	{"== 总体情况 ==\n\n全市抽查。", []string{"1 foreign-syntax"}},

	// lists
	{"　　- 检查堤坝\n　　- 检查闸门", []string{"1 unread-list"}},
	{"-检查堤坝\n-检查闸门", []string{"1 unread-list"}},
	{"-检查堤坝", []string{"1 unread-list"}},
	{"-　检查堤坝\n-　检查闸门", []string{"1 unread-list"}},
	{"-\u00a0检查堤坝\n-\u00a0检查闸门", []string{"1 unread-list"}},
	{"*检查堤坝\n*检查闸门", []string{"1 unread-list"}},
	{"+检查堤坝\n+检查闸门", []string{"1 unread-list"}},
	{"－检查堤坝\n－检查闸门", []string{"1 unread-list"}},
	{"＊检查堤坝\n＊检查闸门", []string{"1 unread-list"}},
	{"1. 检查堤坝\n2.检查闸门", []string{"2 unread-list"}},
	{"- 检查堤坝\n-检查闸门\n- 检查泵站", []string{"2 unread-list"}},
	{"* 检查堤坝\n*检查闸门", []string{"2 unread-list"}},
	{"-Dams\n-Gates", []string{"1 unread-list"}},
	{"1.总体情况\n2.存在问题\n3.下一步打算", []string{"1 unread-list"}},
	{"如下：\n1)总体情况\n2)存在问题", []string{"2 unread-list"}},
	{"1. 甲\n3. 乙\n5. 丙", []string{"2 list-numbers"}},

	// lines that run together
	{"（一）检查堤坝\n（二）检查闸门", []string{"1 joined-lines"}},
	{"(一)检查堤坝\n(二)检查闸门", []string{"1 joined-lines"}},
	{"（1）检查堤坝\n（2）检查闸门", []string{"1 joined-lines"}},
	{"一、检查堤坝\n二、检查闸门", []string{"1 joined-lines"}},
	{"第一条　检查堤坝。\n第二条　检查闸门。", []string{"1 joined-lines"}},
	{"第十九条 检查堤坝。\n第二十条 检查闸门。", []string{"1 joined-lines"}},
	{"1、检查堤坝\n2、检查闸门", []string{"1 joined-lines"}},
	{"１．检查堤坝\n２．检查闸门", []string{"1 joined-lines"}},
	{"1.检查堤坝\n各镇负责。\n2.检查闸门\n各站负责。", []string{"1 joined-lines"}},
	{"继续。\n3. 检查堤坝\n4. 检查闸门", []string{"2 joined-lines"}},
	{"①检查堤坝\n②检查闸门", []string{"1 joined-lines"}},
	{"• 检查堤坝\n• 检查闸门", []string{"1 joined-lines"}},
	{"·检查堤坝\n·检查闸门", []string{"1 joined-lines"}},
	{"●检查堤坝\n●检查闸门", []string{"1 joined-lines"}},
	{"——检查堤坝\n——检查闸门", []string{"1 joined-lines"}},
	{"A.检查堤坝\nB.检查闸门", []string{"1 joined-lines"}},
	{"附件1：名单\n附件2：表", []string{"1 joined-lines"}},
	{"联系人：柳工\n联系电话：0531-1234567", []string{"1 joined-lines"}},
	{"照此执行。\n\n青山市水务局办公室\n2020年2月21日", []string{"3 joined-lines"}},
	{"照此执行。\n青山市水务局\n二〇二〇年二月二十一日", []string{"2 joined-lines"}},
	{"各区县水务局：\n现将有关事项通告如下。", []string{"1 joined-lines"}},
	{"一、总体情况\n全市抽查了九座水库。", []string{"1 joined-lines"}},

	{"–检查堤坝\n–检查闸门", []string{"1 joined-lines"}},
	{"一）检查堤坝\n二）检查闸门", []string{"1 joined-lines"}},
	{"一是检查堤坝。\n二是检查闸门。", []string{"1 joined-lines"}},
	{"第一，检查堤坝。\n第二，检查闸门。", []string{"1 joined-lines"}},
	{"1.1 检查堤坝\n1.2 检查闸门", []string{"1 joined-lines"}},
	{"⑴检查堤坝\n⑵检查闸门", []string{"1 joined-lines"}},
	{"㈠检查堤坝\n㈡检查闸门", []string{"1 joined-lines"}},
	{"（a）检查堤坝\n（b）检查闸门", []string{"1 joined-lines"}},
	{"i. 检查堤坝\nii. 检查闸门", []string{"1 joined-lines"}},
	{"【一】检查堤坝\n【二】检查闸门", []string{"1 joined-lines"}},
	{"注1：检查堤坝\n注2：检查闸门", []string{"1 joined-lines"}},
	{"\uF06C 检查堤坝\n\uF06C 检查闸门", []string{"1 joined-lines"}},
	{"l 检查堤坝\nl 检查闸门", []string{"1 joined-lines"}},
	{"附件：1.名单\n　　　2.统计表", []string{"1 joined-lines"}},
	{"1. 检查堤坝\n2. 检查闸门\n以上事项请照此执行。", []string{"2 joined-lines"}},
	{"a.检查堤坝\nb.检查闸门", []string{"1 joined-lines"}},
	{"1：检查堤坝\n2：检查闸门", []string{"1 joined-lines"}},
	{"[ ] 检查堤坝\n[x] 检查闸门", []string{"1 joined-lines"}},
	{"**总体情况**\n全市抽查了九座水库。", []string{"1 joined-lines"}},
	{"全市抽查。\n**存在问题**\n两座水库缺少值守。", []string{"2 joined-lines"}},
	{"1. 检查堤坝。\n2. 检查闸门。\n以上事项请照此执行。", []string{"2 joined-lines"}},
	{"- 检查堤坝；\n- 检查闸门。\n特此通告。", []string{"2 joined-lines"}},
	{"> 引文一句。\n正文接着写。", []string{"1 joined-lines"}},

	// links
	{"详见［巡查通知］（https://other.example/x）一文。", []string{"1 unread-link"}},
	{"详见[巡查通知]（https://other.example/x）一文。", []string{"1 unread-link"}},
	{"详见［巡查通知］(https://other.example/x)一文。", []string{"1 unread-link"}},
	{"详见[巡查通知] (https://other.example/x)一文。", []string{"1 unread-link"}},
	{"详见[巡查通知](https://other.example/x）一文。", []string{"1 unread-link"}},
	{"详见[巡查通知]（http：//other.example/x）一文。", []string{"1 unread-link"}},
	{"详见[附件]（附件1.pdf）。", []string{"1 unread-link"}},
	{"详见[附件](附件 1.pdf)。", []string{"1 unread-link"}},
	{"详见[巡查通知](https://other.example/x一文。", []string{"1 unread-link"}},
	{"详见（巡查通知）[https://other.example/x]一文。", []string{"1 unread-link"}},
	{"见https//other.example/x。", []string{"1 unread-link"}},
	{"见http:/other.example/x。", []string{"1 unread-link"}},
	{"! [水库](水库.png)", []string{"1 unread-link"}},
	{"详见[巡查通知][1]。", []string{"1 unread-link"}},
	{"见 http：//other.example/x 。", []string{"1 unread-link"}},
	{"见https:／／other.example/x。", []string{"1 unread-link"}},
	{"！[水库](水库.png)", []string{"1 unread-link"}},
	{"!［水库］(水库.png)", []string{"1 unread-link"}},
	{"！［水库］（水库.png）", []string{"1 unread-link"}},

	// tables
	{"| 区县 | 座数 |\n| 河东 | 4 |\n| 河西 | 5 |", []string{"1 unread-table"}},
	{"| 区县 | 座数 |\n| —— | —— |\n| 河东 | 4 |", []string{"2 unread-table"}},
	{"| 区县 | 座数 | 隐患 |\n|---|---|\n| 河东 | 4 | 1 |", []string{"2 unread-table"}},
	{"｜区县｜座数｜\n｜——｜——｜\n｜河东｜4｜", []string{"1 unread-table"}},
	{"｜区县｜座数｜\n｜---｜---｜\n｜河东｜4｜", []string{"1 unread-table"}},
	{"区县 | 座数\n河东 | 4", []string{"1 unread-table"}},
	{"| 区县 | 座数 |\n\n| 河东 | 4 |", []string{"1 unread-table", "3 unread-table"}},
	{"区县\t座数\t隐患\n河东\t4\t1\n河西\t5\t0", []string{"1 unread-table"}},
	{"区县    座数\n河东    4", []string{"1 unread-table"}},
	{"区县,座数,隐患\n河东,4,1\n河西,5,0", []string{"1 unread-table"}},
	{"+----+----+\n| 甲 | 乙 |\n+----+----+\n| 1  | 2  |\n+----+----+", []string{"1 unread-table"}},
	{"| 区县 | 座数 |\n|---|---|\n| 河东 | 4 |\n注：截至二月。", []string{"4 line-in-table"}},

	// blocks
	{"各区县照此执行。\n\n青山市水务局办公室\n2020年2月21日\n---\n\n附注另发。", []string{"4 accidental-heading"}},
	{"各区县照此执行。\n\n青山市水务局\n---\n\n附注另发。", []string{"3 accidental-heading"}},
	{"各区县照此执行。\n===\n\n附注另发。", []string{"1 accidental-heading"}},
	{"    各区县：现将有关事项通告如下。", []string{"1 indented-code"}},
	{"\t各区县：现将有关事项通告如下。", []string{"1 indented-code"}},
	{"甲。\n\n    第一段话。\n    第二段话。", []string{"3 indented-code"}},
	{"    The following matters are hereby announced to all districts.", []string{"1 indented-code"}},
	{"```\ncode\n\n正文。", []string{"1 open-code"}},
	{"甲。\n\n~~~yaml\na: b\n", []string{"3 open-code"}},
	{"````\ncode\n```\n\n正文。", []string{"1 open-code"}},
	{"\n甲。\n\n```\n", []string{"4 open-code"}},
	{"甲。\n\n```\n流程如下。\n\n分别办理。\n\n```\ncode\n```\n", []string{"3 open-code"}},
	{"```\na := 1\n\nb := 2\n```\n\n乙。\n\n```\nc\n", []string{"9 open-code"}},
	{"甲。\n\n```\n```\n", nil},
	{"```\n流程如下。\n\n分别办理。\n```\n", nil},
	{"＞引用一句", []string{"1 unread-mark"}},
	{"甲。\n\n＊＊＊\n\n乙。", []string{"3 unread-mark"}},

	// emphasis
	{"请** 注意 **安全。", []string{"1 unread-emphasis"}},
	{"**注意 **安全。", []string{"1 unread-emphasis"}},
	{"**注意安全。", []string{"1 unread-emphasis"}},
	{"这是__重点内容__所在。", []string{"1 unread-emphasis"}},
	{"＊＊重点＊＊所在。", []string{"1 unread-emphasis"}},
	{"运行｀make｀。", []string{"1 unread-emphasis"}},
	{"请**注意*安全。", []string{"1 unread-emphasis"}},
	{"请 **注意* 安全。", []string{"1 unread-emphasis"}},
	{"运行 `make 即可。", []string{"1 unread-emphasis"}},
	{"**중요(필수)**입니다.", []string{"1 unread-emphasis"}},

	// other programs
	{"[TOC]\n\n正文从此开始。", []string{"1 foreign-syntax"}},
	{"[[toc]]\n\n正文从此开始。", []string{"1 foreign-syntax"}},
	{"{:toc}\n\n正文从此开始。", []string{"1 foreign-syntax"}},
	{":::tip\n汛期注意。\n:::", []string{"1 foreign-syntax"}},
	{"::: warning 注意\n\n汛期注意。\n\n:::", []string{"1 foreign-syntax"}},
	{"!!! note\n    汛期注意。", []string{"1 foreign-syntax"}},
	{"> [!NOTE]\n> 汛期注意。", []string{"1 foreign-syntax"}},
	{"库容按 $V=x^2$ 计算。", []string{"1 foreign-syntax"}},
	{"$$\nV=x^2\n$$", []string{"1 foreign-syntax", "3 foreign-syntax"}},
	{"面积按 $$S=ab$$ 计算。", []string{"1 foreign-syntax"}},
	{"票价 $$ 不明，$5 至 $9。", nil},
	{"请==注意==安全。", []string{"1 foreign-syntax"}},
	{"见[[巡查通知]]。", []string{"1 foreign-syntax"}},
	{"![[水库.png]]", []string{"1 foreign-syntax"}},
	{"{{< figure src=\"a.png\" >}}", []string{"1 foreign-syntax"}},
	{"{% include a.html %}", []string{"1 foreign-syntax"}},
	{"完成 :tada: 了。", []string{"1 foreign-syntax"}},
	{"完成 :white_check_mark:。", []string{"1 foreign-syntax"}},
	{`第一行\n第二行`, []string{"1 foreign-syntax"}},
	{"甲&amp;nbsp;乙", []string{"1 foreign-syntax"}},
	{"%%内部意见%%", []string{"1 foreign-syntax"}},
	{"正文。\n{: .note}", []string{"2 foreign-syntax"}},
	{"面积 50m^2^，H~2~O。", []string{"1 foreign-syntax", "1 foreign-syntax"}},
	{"正文 {.note}", []string{"1 foreign-syntax"}},
	{"> [!警告]\n> 汛期注意。", []string{"1 foreign-syntax"}},
	{"尊敬的 ${name}：", []string{"1 foreign-syntax"}},
	{`按 \[V=x^2\] 计算。`, []string{"1 foreign-syntax"}},
	{"'''\n代码\n'''", []string{"1 foreign-syntax", "3 foreign-syntax"}},
	{`\newpage`, []string{"1 foreign-syntax"}},
	{`甲\t乙`, []string{"1 foreign-syntax"}},
	{"正文%%批注%%接着。", []string{"1 foreign-syntax"}},
	{"[b]重点[/b]和[url=https://a.example/]网站[/url]", []string{"1 foreign-syntax"}},
	{"正文［^1］。\n\n［^1］：注。", []string{"1 foreign-syntax", "3 foreign-syntax"}},
	{"正文［＾注］。", []string{"1 foreign-syntax"}},
	{"正文^[注解一句]。", []string{"1 foreign-syntax"}},
}

func TestSlipsAreFoundAtTheirLine(t *testing.T) {
	for _, c := range typed {
		if got := find(c.text, "水库.png"); !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestCorrectTextsAreLeftAlone(t *testing.T) {
	for _, text := range []string{
		"## 总体情况\n\n全市抽查了九座水库，C#、F#、1.5 倍、-5℃。",
		"#1机组停运检修。\n\n#2机组运行。", "#审计进行时# 今天开始。\n\n下一段。", "#审计公开 #透明 #公报", "#审计公开",
		`\#总体情况`, "`#总体情况`", "- 检查堤坝\n- 检查闸门", "1. 检查堤坝\n2. 检查闸门", "1. 甲\n1. 乙\n1. 丙", "3. 丙\n4. 丁",
		"-5℃\n-10℃", "-完-", "*注：本表截至二月。", "1.总体情况。", "1.5倍\n2.5倍", "见第3.总结部分。",
		"（一）检查堤坝。\n\n（二）检查闸门。", "（一）检查堤坝。  \n（二）检查闸门。", "（一）检查堤坝。\\\n（二）检查闸门。", "（一）检查堤坝。<br>\n（二）检查闸门。",
		"根据《办法》第三条第\n（二）项的规定，予以通告。", "会议由柳某主持，参加的有\n各区县。", "联系人：柳工，电话：1234567。",
		"青山市水务局办公室  \n2020年2月21日", "通知于\n2020年2月21日\n印发。",
		"详见[巡查通知](https://other.example/x)一文。", "《办法》[1]（见附件）规定。", "[办公室][财务处]会签。", "数据[1][2]如此。", "[^1] 见注。\n\n[^1]: 注。",
		"| 区县 | 座数 |\n|---|---|\n| 河东 | 4 |\n\n注：截至二月。", "首页 | 新闻 | 公告", "2020年｜工作总结", "绝对值|x|。",
		"价格为 $5 到 $10。", "US$100–US$200", "环境变量 `$PATH`。", "```\n#x\n-y\n[TOC]\n```", "    make build\n    make test",
		"    甲    乙\n    丙    丁", "总体情况\n===\n\n正文。", "总体情况\n---\n\n正文。\n\n存在问题\n---\n\n正文。",
		"由张**、李**主持，张**的李**说。", "姓名：____ 年龄：____", "__年__月__日", "**注意：**本公告", "**“引用”**文字", "~~删除~~", "好~~ 谢谢~~",
		"a == b 且 c == d", "C:\\new\\notes", `\[注\]说明`, "^_^", "3~5人、7~9人", "1.5倍\n1.6倍", "HTTP/1.1", "他说！[首页](https://a.example/)", "5`30秒", "第二，\n方可。", "12:30:45", "他说：“好：”", "&nbsp;", "100%%", "::", "C++/C#", "＞90%", "欢迎访问！[首页](https://a.example/)",
		"各区县、\n各部门。", "第一行长一些的文字在这里折行，\n第二行接着写下去。", "- 甲：\n\n  乙。\n\n- 丙", "> 引文\n> 续行", "- 检查堤坝，\n并检查闸门。", "- 检查堤坝。\n  并检查闸门。", "> 引文。\n> 续行。", "正文有**重点**，\n**另一处**接着。", "**风险评估：**\n等级不变。", "**What’s next?**\nThe goal is this.", "**水务局**\n<br>**二月**", "　　正文缩进。\n\n　　另一段。", "1. 甲\n   1. 乙\n   2. 丙\n2. 丁",
		"***\n\n* * *", "a\tb", "[x]: https://a.example/\n\n[x]", "<div>\n#x\n</div>", "名单：张三、李四。\n\n———\n\n完。",
	} {
		if got := find(text); len(got) > 0 {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestWarningsHaveAHint(t *testing.T) {
	for _, c := range typed {
		for _, s := range New(markdown.Options{}).Find(textOf(c.text)) {
			if s.Hint == "" || !problem.RuleOf(s.Code).Warning || strings.ContainsAny(s.Message, "\n\x00") || strings.Contains(s.Hint, "\x00") {
				t.Errorf("%+v", s.Problem)
			}
		}
	}
}

func TestHintHoldsTheLinesToPaste(t *testing.T) {
	for text, want := range map[string]string{
		"#总体情况\n\n甲。":                                          "write: # 总体情况",
		"-检查堤坝\n说明\n-　检查闸门":                                    "write:\n- 检查堤坝\n说明\n- 检查闸门",
		"甲\t乙\n1\t2":                                           "write:\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
		"见［甲］（https://a.example/）和乙。":                          "write: 见[甲](https://a.example/)和乙。",
		strings.Repeat("1.甲\n2.乙\n", 1) + "3.丙\n4.丁\n5.戊\n6.己": "write:\n1. 甲\n2. 乙\n3. 丙\n4. 丁\n5. 戊\n… (--fix shows all lines)",
	} {
		found := New(markdown.Options{}).Find(textOf(text))
		if len(found) != 1 || found[0].Hint != want {
			t.Errorf("%q: %q, want %q", text, found, want)
		}
	}
}

func TestFirstLookMissesNothing(t *testing.T) {
	f := New(markdown.Options{})
	for _, c := range typed {
		for _, around := range []string{"%s", "前文。\n\n%s\n\n后文。\n", "# 题\n\n- 项\n\n%s", "> %s", "- 甲\n- %s", "前文\n%s\n"} {
			text := strings.Replace(around, "%s", c.text, 1)
			if len(f.find(textOf(text), 1)) > 0 && !MayHold([]byte(text)) {
				t.Errorf("%q is passed over", text)
			}
		}
	}
}
