package legacy

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Old pages have the data of the front matter in lines of labels such as
//
//	【发布时间：2020年02月21日】 来源：山东省审计厅 责任编辑：…  字号：大 中 小
//
// A short line that begins with a label is such a line.

// fact is what a label is about.
type fact string

const (
	aboutDate      fact = "date"
	aboutWhen      fact = "when" // a date only next to another label, because notices use 时间：… for meetings
	aboutSource    fact = "source"
	aboutEditor    fact = "editor"
	aboutAuthor    fact = "author"
	aboutPublisher fact = "publisher"
	aboutIndex     fact = "index"
	aboutNumber    fact = "number"
	aboutTopics    fact = "topics"
	aboutURL       fact = "url"
	aboutTitle     fact = "title"
	aboutNothing   fact = ""
)

var labelFacts = map[string]fact{
	"发布时间": aboutDate, "发布日期": aboutDate, "发文日期": aboutDate, "公布日期": aboutDate, "印发日期": aboutDate, "成文日期": aboutDate, "生成日期": aboutDate,
	"时间": aboutWhen, "日期": aboutWhen,
	"来源": aboutSource, "信息来源": aboutSource, "文章来源": aboutSource, "稿源": aboutSource, "稿件来源": aboutSource,
	"责任编辑": aboutEditor, "责编": aboutEditor, "编辑": aboutEditor,
	"作者": aboutAuthor, "撰稿": aboutAuthor, "供稿": aboutAuthor, "供稿单位": aboutAuthor, "通讯员": aboutAuthor,
	"发布机构": aboutPublisher, "发布单位": aboutPublisher, "发文机关": aboutPublisher, "公开机构": aboutPublisher, "发文单位": aboutPublisher,
	"索引号": aboutIndex, "索 引 号": aboutIndex, "发文字号": aboutNumber, "文号": aboutNumber, "文 号": aboutNumber,
	"主题分类": aboutTopics, "主题词": aboutTopics, "关键词": aboutTopics, "关键字": aboutTopics,
	"本文地址": aboutURL, "本文链接": aboutURL, "原文链接": aboutURL, "原文地址": aboutURL, "链接地址": aboutURL,
	"信息名称": aboutTitle, "名称": aboutTitle,
	"字号": aboutNothing, "字体": aboutNothing, "字体大小": aboutNothing, "浏览次数": aboutNothing, "阅读次数": aboutNothing, "访问次数": aboutNothing,
	"访问量": aboutNothing, "浏览量": aboutNothing, "点击数": aboutNothing, "点击量": aboutNothing, "点击": aboutNothing, "浏览": aboutNothing, "阅读": aboutNothing,
	"更新时间": aboutNothing, "分享到": aboutNothing, "分享": aboutNothing, "有效性": aboutNothing, "体裁分类": aboutNothing,
}

var labels = func() *regexp.Regexp {
	var names []string
	for name := range labelFacts {
		names = append(names, regexp.QuoteMeta(name))
	}
	longestFirst(names)
	return regexp.MustCompile(`(?:^|[\s【】\[\]()|;,])(` + strings.Join(names, "|") + `)\s*:`)
}()

// labelled is a label and its value.
type labelled struct {
	about fact
	label string
	value string
}

// readLabels parses a line of labels. ok is false for other lines.
func readLabels(l line) (all []labelled, ok bool) {
	const longest, longestValue = 160, 60
	if l.length() > longest {
		return nil, false
	}
	found := labels.FindAllStringSubmatchIndex(l.plain, -1)
	if found == nil || strings.Trim(l.plain[:found[0][2]], " 【[(|") != "" {
		return nil, false
	}
	for i, m := range found {
		end := len(l.plain)
		if i+1 < len(found) {
			end = found[i+1][2]
		}
		name := l.plain[m[2]:m[3]]
		about := labelFacts[name]
		if about == aboutWhen && len(found) == 1 {
			return nil, false
		}
		value := strings.TrimFunc(l.original(m[1], end), isFraming)
		if about != aboutURL && about != aboutTitle && utf8.RuneCountInString(value) > longestValue {
			return nil, false
		}
		all = append(all, labelled{about, name, strings.TrimSpace(trimButtons(value))})
	}
	return all, true
}

// isFraming reports whether a character surrounds a value and does not belong to it.
func isFraming(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("【】[]|;", narrowForm(r))
}

// trimButtons removes buttons from the end of a label's value: "山东省审计厅 【打印】".
func trimButtons(value string) string {
	fields := strings.Fields(value)
	for len(fields) > 1 && isButtons(simple(fields[len(fields)-1])) {
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
}

// longestFirst sorts names so that a pattern with alternatives matches the longest.
func longestFirst(names []string) {
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
}
