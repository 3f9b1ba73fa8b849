package corpus

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Mistakes are slips that editors make, of every kind that gongbao promises to report. The archive that they are planted in has
// vocabularies and says strict.
var Mistakes = []Mistake{
	// What is written in place of a date.
	{"date-in-chinese", "dates", func(s *slip) {
		y, _, _ := s.date()
		s.field("date", "date: "+hanYear(y)+s.pick("年三月一日", "年十二月三十一日", "年二月廿一日"))
	}},
	{"date-with-slashes", "dates", func(s *slip) {
		y, m, d := s.date()
		s.field("date", "date: "+s.pick(fmt.Sprintf("%d/%d/%d", m, d, y), fmt.Sprintf("%d/%02d/%02d", d, m, y)))
	}},
	{"date-with-offset", "dates", func(s *slip) { s.field("date", "date: "+s.value("date")+" 09:30:00 +0800") }},
	{"date-in-full-width", "dates", func(s *slip) { s.field("date", "date: "+fullWidth(s.value("date"))) }},
	{"date-in-curly-quotes", "dates", func(s *slip) { s.field("date", "date: “"+s.value("date")+"”") }},
	{"date-that-never-was", "dates", func(s *slip) {
		y, _, _ := s.date()
		s.field("date", fmt.Sprintf("date: %d-%s", y, s.pick("02-30", "13-01", "04-31", "00-10")))
	}},
	{"date-far-ahead", "dates", func(s *slip) { s.field("date", "date: "+s.pick("2202-02-21", "2062-11-02", "2105-05-06")) }},
	{"date-long-ago", "dates", func(s *slip) { s.field("date", "date: "+s.pick("1026-02-21", "0206-03-01", "1880-10-10")) }},
	{"update-far-ahead", "dates", func(s *slip) { s.field("updated", "updated: "+s.pick("2062-01-01", "2202-03-04")) }},
	{"expired-before-its-date", "dates", func(s *slip) { s.field("expires_at", "expires_at: 1999-12-31") }},
	{"no-date", "dates", func(s *slip) { s.without("date"); s.at = 0 }},

	// Numbers.
	{"number-in-other-brackets", "numbers", func(s *slip) {
		y, _, _ := s.date()
		s.field("number", fmt.Sprintf("number: 审函%s%d号", fmt.Sprintf(s.pick("[%d]", "（%d）", "【%d】", "(%d)"), y), 900000+s.number))
	}},
	{"number-used-twice", "numbers", func(s *slip) {
		first := fmt.Sprintf("审复〔2019〕%d号", 800000+s.number)
		twin := strings.Replace(strings.Join(s.lines, "\n"), "summary: ", "number: "+first+"\nsummary: 另件。", 1)
		if s.find("number") >= 0 {
			twin = strings.Replace(strings.Join(s.lines, "\n"), s.lines[s.find("number")], "number: "+first, 1)
		}
		s.file = strings.TrimSuffix(s.folder+"/"+s.name, ".md") + "z.md" // the later of the two has the problem
		s.beside[s.file] = twin + "\n另件一份，内容稍有不同，编号 " + fmt.Sprint(s.number) + "。\n"
		s.field("number", "number: "+first)
	}},

	// Names of agencies, topics and regions.
	{"publisher-misspelt", "names", func(s *slip) { s.field("publisher", "publisher: 第"+fmt.Sprint(s.r.IntN(agencies))+"审汁局") }},
	{"publisher-unknown", "names", func(s *slip) { s.field("publisher", "publisher: "+s.word()+"委员会") }},
	{"topic-unknown", "names", func(s *slip) { s.field("topics", "topics: [t01, "+s.word()+"之友]") }},
	{"region-unknown", "names", func(s *slip) { s.field("region", "region: r99-"+fmt.Sprint(s.r.IntN(9))) }},
	{"successor-unknown", "names", func(s *slip) { s.field("supersedes", "supersedes: 2019/没有这份") }},

	// Keys of front matter.
	{"agency-for-publisher", "keys", func(s *slip) {
		s.field("publisher", s.pick("agency", "department", "发布机构")+": "+s.value("publisher"))
	}},
	{"tags-for-topics", "keys", func(s *slip) { s.field("topics", s.pick("tags", "categories", "category")+": [t01]") }},
	{"author", "keys", func(s *slip) { s.field("editor", s.pick("author", "authors")+": 王一") }},
	{"permalink", "keys", func(s *slip) { s.field("slug", s.pick("permalink", "layout", "weight")+": /old.html") }},
	{"key-in-capitals", "keys", func(s *slip) { s.field("summary", s.pick("Summary", "SUMMARY")+": 摘要。") }},
	{"key-misspelt", "keys", func(s *slip) { s.field("region", s.pick("regoin", "reigon")+": r01") }},
	{"key-twice", "keys", func(s *slip) {
		i := s.find("summary")
		s.lines = append(s.lines[:i+1], append([]string{"summary: 又一份摘要。"}, s.lines[i+1:]...)...)
		s.at = i + 2
	}},
	{"no-title", "keys", func(s *slip) { s.without("title"); s.at = 0 }},

	// Values of front matter.
	{"hash-cuts-the-title", "values", func(s *slip) { s.field("title", "title: 关于 #"+fmt.Sprint(1+s.r.IntN(9))+" 泵站停用的通知") }},
	{"hash-cuts-the-number", "values", func(s *slip) { s.field("number", "number: 审通 #"+fmt.Sprint(s.number)+" 号") }},
	{"hash-cuts-the-editor", "values", func(s *slip) { s.field("editor", "editor: 王一 #2组") }},
	{"no-space-after-the-colon", "values", func(s *slip) { s.field("title", "title"+s.pick(":", "：")+"关于"+s.word()+"的通知") }},
	{"value-begins-with-a-bracket", "values", func(s *slip) { s.field("title", "title: [通知] 关于"+s.word()) }},
	{"value-begins-with-a-mark", "values", func(s *slip) {
		s.field("title", "title: "+s.pick("*", "&", "!", "%", "@", "`")+"关于"+s.word()+" 的通知")
	}},
	{"colon-in-a-value", "values", func(s *slip) { s.field("title", "title: 通知: 关于"+s.word()) }},
	{"tab-as-indentation", "values", func(s *slip) {
		i := s.find("topics")
		s.lines = append(s.lines[:i], append([]string{"topics:", "\t- t01"}, s.lines[i+1:]...)...)
		s.at = i + 2
	}},
	{"quote-not-closed", "values", func(s *slip) { s.field("title", "title: \"关于"+s.word()+"的通知") }},
	{"status-in-chinese", "values", func(s *slip) { s.field("status", "status: "+s.pick("已废止", "有效", "已撤回")) }},
	{"withdrawn-without-a-reason", "values", func(s *slip) { s.field("status", "status: withdrawn") }},
	{"front-matter-not-closed", "values", func(s *slip) {
		i := s.body() - 1
		s.lines = append(s.lines[:i], s.lines[i+1:]...)
		s.at = 1
	}},

	// Marks of markdown, as someone types them who does not know them well.
	{"heading-without-space", "marks", func(s *slip) { s.block(0, s.pick("#", "##", "###")+"总体情况") }},
	{"heading-in-full-width", "marks", func(s *slip) { s.block(0, s.pick("＃", "＃＃ ")+"总体情况") }},
	{"numbers-without-space", "marks", func(s *slip) { s.block(0, "1.总体情况", "2.主要问题", "3.整改要求") }},
	{"list-without-space", "marks", func(s *slip) {
		mark := s.pick("-", "-　", "－", "•")
		s.block(0, mark+"堤坝维修", mark+"闸门更换", mark+"渠道清淤")
	}},
	{"clauses-joined", "marks", func(s *slip) {
		s.block(0, "（一）加强组织领导。", "（二）落实工作责任。", "（三）严肃工作纪律。")
	}},
	{"code-by-indentation", "marks", func(s *slip) { s.block(0, "    根据有关规定，现将结果公告如下。") }},
	{"link-in-full-width", "marks", func(s *slip) {
		s.block(0, s.pick("[通知]（https://example.org/1）", "［通知］（https://example.org/1）", "［通知］(https://example.org/1)"))
	}},
	{"table-in-full-width", "marks", func(s *slip) { s.block(0, "｜项目｜金额｜", "｜---｜---｜", "｜材料｜100｜") }},
	{"table-from-a-spreadsheet", "marks", func(s *slip) { s.block(0, "项目\t金额\t备注", "材料\t100\t无", "人工\t300\t无") }},
	{"table-without-its-second-line", "marks", func(s *slip) { s.block(0, "| 项目 | 金额 |", "| 材料 | 100 |", "| 人工 | 300 |") }},
	{"table-with-too-many-cells", "marks", func(s *slip) { s.block(2, "| 项目 | 金额 |", "| --- | --- |", "| 材料 | 100 | 无 |") }},
	{"signature-as-a-heading", "marks", func(s *slip) { s.block(1, "青山市水务局", "2020年2月21日", "---") }},
	{"table-of-contents", "marks", func(s *slip) { s.block(0, s.pick("[TOC]", "[toc]", "[[TOC]]")) }},
	{"container", "marks", func(s *slip) { s.block(0, "::: "+s.pick("warning", "tip", "提示"), "请按时办理。", ":::") }},
	{"formula", "marks", func(s *slip) { s.block(0, "面积按 "+s.pick("$x^2$", "$a_1+b$", "$$S=ab$$")+" 计算。") }},
	{"fence-not-closed", "marks", func(s *slip) { s.block(0, "```", "流程如下") }},
	{"bold-that-does-not-close", "marks", func(s *slip) { s.block(0, "**请于五一前办结，不得延误。") }},
	{"note-not-written", "marks", func(s *slip) { s.block(0, "详见说明[^说明]。") }},
	{"html-left-out", "marks", func(s *slip) {
		s.block(0, s.pick("<script>alert(1)</script>", "<form action=\"/x\"><input name=\"a\"></form>", "<iframe src=\"https://example.org/\"></iframe>"))
	}},

	// Folders and files.
	{"markdown-outside-bulletins", "folders", func(s *slip) {
		s.folder = s.pick("posts", "Bulletins", "公报", "bulletin")
		s.file = s.folder // one problem for all of its files
	}},
	{"markdown-by-another-ending", "folders", func(s *slip) {
		s.name = strings.TrimSuffix(s.name, ".md") + s.pick(".markdown", ".MD", ".md.txt", ".mdown")
	}},
	{"leftover-of-an-editor", "files", func(s *slip) {
		file := s.pick("~$通告.docx", "index.md.bak", "草稿.tmp", "表.xlsx.crdownload", "正文.orig")
		s.inFolder(map[string]string{file: "x"})
		s.file = s.folder
	}},
	{"file-that-is-not-listed", "files", func(s *slip) {
		s.field("attachments", "attachments: [公开.pdf]")
		s.inFolder(map[string]string{"公开.pdf": "%PDF-1.4\n", "内部意见.docx": "PK\x03\x04"})
	}},
	{"attachment-that-is-missing", "files", func(s *slip) {
		s.field("attachments", "attachments: [公开.pdf, 附表.xlsx]")
		s.inFolder(map[string]string{"公开.pdf": "%PDF-1.4\n"})
	}},
	{"attachment-in-another-case", "files", func(s *slip) {
		s.field("attachments", "attachments: [公开.pdf]")
		s.inFolder(map[string]string{"公开.PDF": "%PDF-1.4\n"})
	}},
	{"file-beside-a-bulletin", "files", func(s *slip) {
		s.file = s.folder + "/" + strings.TrimSuffix(s.name, ".md") + "-附件.pdf"
		s.beside[s.file] = "%PDF-1.4\n"
	}},
	{"page-as-an-attachment", "files", func(s *slip) {
		file := s.pick("表.html", "图.svg", "脚本.js")
		s.inFolder(map[string]string{file: "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"})
	}},
	{"address-taken", "files", func(s *slip) {
		s.beside["bulletins/twins/"+s.name] = strings.Join(s.lines, "\n")
		s.file, s.at = "bulletins/twins/"+s.name, 0
	}},
	{"empty-text", "files", func(s *slip) { s.lines = append(s.lines[:s.body()], ""); s.at = 0 }},

	// Links.
	{"link-to-no-source", "links", func(s *slip) { s.block(0, "参见[前次通知](b99"+fmt.Sprint(s.number)+".md)。") }},
	{"link-to-no-page", "links", func(s *slip) {
		s.block(0, "参见[前次通知]("+s.pick("/2019/02/31/x.html", "/agencies/no-such/", "https://bulletin.example.org/2001/01/01/x.html")+")。")
	}},
	{"link-to-no-heading", "links", func(s *slip) { s.block(0, "参见[第三部分](#no-such-heading)。") }},
	{"link-to-no-file", "links", func(s *slip) { s.block(0, "参见[附表](附表.xlsx)。") }},
	{"picture-that-is-missing", "links", func(s *slip) { s.block(0, "![流程图](流程图.gif)") }},
	{"link-with-an-odd-scheme", "links", func(s *slip) {
		s.block(0, "参见["+s.word()+"]("+s.pick("file:///C:/a.docx", "javascript:alert(1)", "C:\\a.docx")+")。")
	}},
	{"picture-without-a-text", "links", func(s *slip) {
		s.block(0, "![](图.gif)")
		s.inFolder(map[string]string{"图.gif": onePixel})
	}},

	// Personal data, which should not be published.
	{"identity-number", "personal", func(s *slip) {
		s.block(0, "中标人张某，身份证号"+s.pick("11010519491231002X", "440524188001010014")+"。")
	}},
	{"mobile-number", "personal", func(s *slip) {
		s.block(0, "联系人李某，手机"+s.pick("13800138000", "186 1234 5678", "139-1234-5678")+"。")
	}},
	{"bank-card", "personal", func(s *slip) {
		s.block(0, "账号 "+s.pick("6222021234567890128", "6228480402564890018")+"，户名王某。")
	}},

	// Encodings and characters.
	{"file-in-gbk", "encodings", func(s *slip) {
		s.block(0, "根据有关规定，现予公告。")
		s.at = 0
		s.encode = func(text string) string {
			gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
			if err != nil {
				return text
			}
			return gbk
		}
	}},
	{"file-in-utf-16", "encodings", func(s *slip) {
		s.encode = func(text string) string {
			b := []byte{0xFF, 0xFE}
			for _, u := range utf16.Encode([]rune(text)) {
				b = append(b, byte(u), byte(u>>8))
			}
			return string(b)
		}
	}},
	{"byte-that-was-lost", "encodings", func(s *slip) { s.block(0, "根据有关规\xe5定，现予公告。") }},
	{"replacement-character", "encodings", func(s *slip) { s.block(0, "根据有关规�，现予公告。") }},
	{"zero-width-character", "encodings", func(s *slip) { s.block(0, "根据有关\u200b规定，现予公告。") }},
	{"control-character", "encodings", func(s *slip) { s.block(0, "根据有关\x07规定，现予公告。") }},
	{"placeholder", "encodings", func(s *slip) { s.block(0, "截至"+s.pick("XX月XX日", "××月××日")+"，共收到 20 件。") }},
}

// hanYear writes a year in Chinese digits: 二〇二〇.
func hanYear(y int) string {
	var b strings.Builder
	for _, d := range fmt.Sprint(y) {
		b.WriteRune([]rune("〇一二三四五六七八九")[d-'0'])
	}
	return b.String()
}

// fullWidth writes ASCII in its full-width forms.
func fullWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x20 && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, text)
}

// onePixel is a GIF of one pixel.
const onePixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
