package bulletin_test

import (
	"fmt"

	"gongbao/generator/bulletin"
)

func ExampleParse() {
	source := []byte(`---
title: 应急资金审计结果公告
publisher: shandong-audit
date: 2020年2月21日
tags: audit
---
正文。
`)
	b, body, line, problems := bulletin.Parse("bulletins/2020/emergency-funds.md", "emergency-funds.md", source, bulletin.Options{})
	fmt.Println(b.Title.Value, b.Date.Format("2006-01-02"), b.Slug.Value)
	fmt.Printf("%q from line %d\n", body, line)
	for _, p := range problems {
		fmt.Println(p.Code, p, p.Hint)
	}
	// Output:
	// 应急资金审计结果公告 2020-02-21 emergency-funds
	// "正文。\n" from line 7
	// unknown-key emergency-funds.md:5:1: unknown key "tags" did you mean "topics"?
}

func ExampleDecode() {
	b := &bulletin.Bulletin{Subtitle: "第二号", Publishers: []bulletin.Text{{Value: "jinan-audit"}}}
	encoded := b.Append(nil)
	again, rest, err := bulletin.Decode(string(encoded) + "what follows")
	fmt.Println(again.Subtitle, again.Publishers[0].Value, rest, err)
	// Output: 第二号 jinan-audit what follows <nil>
}
