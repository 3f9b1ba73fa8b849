package han_test

import (
	"fmt"
	"slices"
	"strings"

	"gongbao/generator/han"
)

func ExampleFold() {
	fmt.Println(han.Fold("發展 ＡＢＣ Lü") == han.Fold("发展 abc lu"))
	// Output: true
}

func ExamplePinyin() {
	fmt.Println(strings.Join(han.Pinyin("重庆市"), " "))
	// Output: chóng qìng shì
}

func ExampleScriptOf() {
	fmt.Println(han.ScriptOf("關於開展審計的通告") == han.Traditional)
	// Output: true
}

func ExampleSlug() {
	fmt.Println(han.Slug("济南市审计局"))
	// Output: ji-nan-shi-shen-ji-ju
}

func ExampleSortKey() {
	names := []string{"淄博市", "济南市", "青岛市"}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(han.SortKey(a, "zh-Hans"), han.SortKey(b, "zh-Hans")) })
	fmt.Println(names)
	// Output: [济南市 青岛市 淄博市]
}
