package legacy_test

import (
	"fmt"

	"gongbao/generator/legacy"
)

func ExampleImport() {
	data := []byte("关于开展检查的通知\n【发布时间:2020年02月21日】【来源:济南市审计局】\n\n各单位按照安排开展检查,三月底以前报送结果;逾期不报的,予以通报。\n")
	page, problems := legacy.Import("notice.txt", data, legacy.Options{})
	for _, p := range problems {
		fmt.Println(p.Error())
	}
	fmt.Println(page.Name)
	fmt.Printf("%s", page.Source())
	// Output:
	// 2020-02-21-guan-yu-kai-zhan-jian-cha-de-tong-zhi
	// ---
	// title: 关于开展检查的通知
	// publisher: 济南市审计局
	// date: 2020-02-21
	// region: 济南市
	// language: zh-Hans
	// source: 济南市审计局
	// ---
	//
	// 各单位按照安排开展检查，三月底以前报送结果；逾期不报的，予以通报。
}

func ExampleRepairText() {
	text, repairs := legacy.RepairText("制定计划；。\n落实责任，。\n", legacy.Choice{Refuse: []string{"leftover@2:6"}})
	fmt.Print(text)
	for _, r := range repairs {
		fmt.Printf("%s (%s): %q → %q, made: %v\n", r.ID(), r.Percent(), r.Before, r.After, r.Made)
	}
	// Output:
	// 制定计划；
	// 落实责任，。
	// leftover@1:6 (90 %): "。" → "", made: true
	// leftover@2:6 (90 %): "。" → "", made: false
}
