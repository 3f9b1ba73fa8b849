package bulletin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongbao/generator/escape"
)

// Reference returns the reference of front matter as Markdown, made from Fields. language is "en" or "zh" (or a longer tag,
// such as zh-Hans); with any other, the reference is in English.
func Reference(language string) string {
	var b strings.Builder
	words := func(en, zh string) string { return Words{en, zh}.In(language) }
	b.WriteString(referenceHead.In(language))
	for _, f := range byImportance() {
		fmt.Fprintf(&b, "\n## %s\n\n", f.Key)
		b.WriteString(f.Help.In(language))
		b.WriteString("\n\n" + words("- Value: ", "- 值：") + f.Type.Words.In(language) + "\n")
		switch {
		case f.Required() && f.Page:
			b.WriteString(words("- Required, in bulletins and plain pages\n", "- 必填，公报和普通页面都要写\n"))
		case f.Required():
			b.WriteString(words("- Required\n", "- 必填\n"))
		case f.Page:
			b.WriteString(words("- In bulletins and plain pages\n", "- 公报和普通页面都可以写\n"))
		}
		var data []string
		if f.JSON != "" {
			data = append(data, words("member ", "JSON 成员 ")+f.JSON)
		}
		if f.CSV != "" {
			data = append(data, words("column ", "CSV 列 ")+f.CSV)
		}
		if data != nil {
			b.WriteString(words("- In the open data: ", "- 开放数据：") + strings.Join(data, words(", ", "，")) + "\n")
		}
	}
	return b.String()
}

// byImportance lists the required fields first.
func byImportance() []*Field {
	var list []*Field
	for i := range Fields {
		list = append(list, &Fields[i])
	}
	slices.SortStableFunc(list, func(a, b *Field) int {
		switch {
		case a.Required() == b.Required():
			return 0
		case a.Required():
			return -1
		}
		return 1
	})
	return list
}

var referenceHead = Words{`# Front matter

A source is a Markdown file that starts with front matter: YAML between two lines of three hyphens, TOML between two lines of
three plus signs, or JSON whose outer braces are on separate lines, with an empty line below. (The delimiters ---yaml,
---toml, ---json and ;;; work as well.) The body follows.

    ---
    title: Results of the audit of emergency funds
    publisher: shandong-audit
    date: 2020-02-21
    ---

Unknown keys, repeated keys and values of the wrong type are errors. Numbers need no quotes and stay as written. Values that
start with one of the characters [ { & * ! | > % @ or that contain a colon and a space need quotes.

In YAML without quotes, a space and # start a comment. Behind an id, a date or a switch that is welcome: ` + "`draft: true # until Friday`" + `.
In a title, a summary, a number or another text it is a warning, because the comment is not published; in any field, so is a # with
a letter or digit directly behind it (` + "`第三中学 #2 校区`" + `). Quotes keep the whole text.
`, `# 文件头

源文件是 Markdown 文件，开头是文件头：YAML 写在两行 --- 之间，TOML 写在两行 +++ 之间；JSON 的最外层大括号各占一行，后面空一行。
（也可以用 ---yaml、---toml、---json 和 ;;; 作分隔行。）文件头之后是正文。

    ---
    title: 应急资金审计结果公告
    publisher: shandong-audit
    date: 2020-02-21
    ---

未知的字段、重复的字段和类型不对的值都算错误。数字不用加引号，保持原样。以 [ { & * ! | > % @ 开头的值，以及含有冒号加空格的值，
要加引号。

YAML 的值不加引号时，空格加 # 之后是注释。编号、日期、开关后面可以写注释：` + "`draft: true # 周五前`" + `。标题、摘要、文号等文字后面的注释不会发布，
因此会给出警告；任何字段中 # 紧跟文字的（` + "`第三中学 #2 校区`" + `）也会警告。加上引号，# 就是普通字符。
`}

// JSONSchema returns a JSON Schema (draft 2020-12) of a bulletin's front matter, made from Fields, for editors that complete and
// check YAML, TOML or JSON. Descriptions are in English. It knows the fields and their types; rules about several fields, such as
// that a withdrawn bulletin needs a reason, are left to the build.
func JSONSchema() []byte {
	var b bytes.Buffer
	b.WriteString(`{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Front matter of a gongbao bulletin", "type": "object", "properties": {`)
	var required []string
	for i := range Fields {
		f := &Fields[i]
		if i > 0 {
			b.WriteString(", ")
		}
		value := f.Type.Schema
		if f.Required() {
			required = append(required, f.Key)
		} else { // a key without a value counts as absent
			value = `"anyOf": [{` + value + `}, {"type": "null"}]`
		}
		fmt.Fprintf(&b, `%s: {"description": %s, %s}`, quoteJSON(f.Key), quoteJSON(f.Help.EN), value)
	}
	b.WriteString(`}, "required": [`)
	for i, key := range required {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoteJSON(key))
	}
	b.WriteString(`], "additionalProperties": false}`)
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, b.Bytes(), "", "  "); err != nil {
		panic("bulletin: the schema of a type is not JSON: " + err.Error())
	}
	pretty.WriteByte('\n')
	return pretty.Bytes()
}

func quoteJSON(s string) string { return string(escape.AppendJSON(nil, s)) }
