package template_test

import (
	"fmt"
	"html/template"

	fast "gongbao/generator/pages/template"
)

func Example() {
	type Bulletin struct {
		Title, URL string
		Body       template.HTML
	}
	set := fast.New(fast.FuncMap{"t": func(key string) string { return "[" + key + "]" }}, "t")
	if err := set.Parse("bulletin.html", `<h1><a href="{{.URL}}">{{.Title}}</a></h1>{{.Body}} {{t "print"}}`); err != nil {
		fmt.Println(err)
		return
	}
	program, err := set.Program("bulletin.html", Bulletin{})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := program.Append(nil, &Bulletin{"Notice <1>", "javascript:alert(1)", "<p>Text</p>"})
	fmt.Println(string(page), err, program.Compiled())

	if err := set.Parse("list.html", "<ul>\n{{.Titel}}\n</ul>"); err != nil {
		fmt.Println(err)
		return
	}
	_, err = set.Program("list.html", Bulletin{})
	fmt.Println(err)
	// Output:
	// <h1><a href="#ZgotmplZ">Notice &lt;1&gt;</a></h1><p>Text</p> [print] <nil> true
	// list.html:2:3: template_test.Bulletin has no field or method Titel; did you mean Title?
}
