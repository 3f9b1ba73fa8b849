package pages

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"gongbao/generator/address"
	"gongbao/generator/bulletin"
	"gongbao/themes"
)

const themeChinese = `# 主题

主题是一个文件夹，放在内容文件夹的 themes/名称/ 下，由 site.yaml 的 theme 选用，只需包含要改动的文件：

- templates/*.html：模板，用 Go 的 html/template 书写，取代默认主题的同名文件
- styles/*.css、scripts/*.js、images/*.svg：样式、脚本和图片，模板用 asset "名称" 引用，打包后发布
- messages/zh-Hans.yaml、zh-Hant.yaml、en.yaml：界面文字，逐条合并到默认主题的文字上

每个模板只得到一个值，即下列视图，此外什么也没有。写错的字段、文字、模板名和资源名在构建前就会报告，指明文件、行和列。
页面须在 default-src 'self' 策略下工作：不写内联脚本，不用 style 属性，不引用其他网站；链接一律写成 href="{{$.Root}}{{.Path}}"；类型为 Address 的值已按地址转义。
`

// Reference returns the reference of themes as Markdown: the guide of the default theme, and the templates with the families of
// their pages and the fields of their views, made from the tables that LoadTheme reads. It is in Chinese if language is "zh" or
// a longer tag, such as "zh-Hans", and otherwise in English.
func Reference(language string) string {
	words := func(en, zh string) string { return bulletin.Words{EN: en, ZH: zh}.In(language) }
	var b strings.Builder
	b.WriteString(words(themes.Guide, themeChinese))
	fmt.Fprintf(&b, "\n## %s\n", words("Templates and the fields of their views", "模板及其视图的字段"))
	for _, name := range slices.Sorted(maps.Keys(pageViews)) {
		fmt.Fprintf(&b, "\n### %s\n\n", name)
		if families := familiesOf(name); families != nil {
			fmt.Fprintf(&b, "%s%s\n\n", words("Pages of the families: ", "页面类别："), strings.Join(families, ", "))
		}
		for _, line := range viewFields(reflect.TypeOf(pageViews[name]).Elem()) {
			b.WriteString("- " + line + "\n")
		}
	}
	return b.String()
}

// familiesOf returns the names of the families that have pages made from a template.
func familiesOf(template string) (names []string) {
	for _, f := range address.Families {
		if slices.Contains(f.Templates, template) {
			names = append(names, f.Name)
		}
	}
	return names
}

// viewFields returns the exported fields of a view with their types, including those of embedded structs.
func viewFields(t reflect.Type) (lines []string) {
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			kind := strings.NewReplacer("pages.", "", "template.", "", "escape.", "").Replace(f.Type.String())
			lines = append(lines, "."+f.Name+" "+kind)
		}
	}
	return lines
}
