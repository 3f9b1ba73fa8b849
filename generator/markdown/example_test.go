package markdown_test

import (
	"fmt"

	"gongbao/generator/markdown"
)

func Example() {
	renderer := markdown.New(markdown.Options{})
	text := "# 三项制度 {#systems}\n\n**注意：**本公告见[附表](table.xlsx)。\n"
	document, problems := renderer.Render(markdown.Source{Text: []byte(text), File: "a.md", Line: 7, Files: map[string]markdown.File{}})
	fmt.Print(document.HTML)
	fmt.Println("summary:", document.Summary)
	for _, p := range problems {
		fmt.Println(p.Code, p)
	}
	// Output:
	// <h2 id="systems">三项制度</h2>
	// <p><strong>注意：</strong>本公告见附表。</p>
	// summary: 注意：本公告见附表。
	// missing-file a.md:9:12: file "table.xlsx" does not exist next to the bulletin
}
