package pages_test

import (
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/pages"
	"gongbao/themes"
)

// A site's own theme replaces one template of the default theme, and a page of a small archive is rendered with it.
func Example() {
	own := fstest.MapFS{"templates/year.html": {Data: []byte("<h1>{{year .Year}}</h1>\n<p>{{t \"total\" .Total}}\n")}}
	theme, problems := pages.LoadTheme(own, themes.Gazette())
	for _, p := range problems { // the default theme's list of months is not used any more
		fmt.Println(p.Code, p.File)
	}

	source := "bulletins/a.md"
	b, _, _, _ := bulletin.Parse(source, source, []byte("---\ntitle: 公告\ndate: 2020-02-21\npublisher: 济南市审计局\n---\n"), bulletin.Options{})
	a, _ := archive.New([]*bulletin.Bulletin{b}, archive.Vocabulary{}, archive.Options{Languages: []string{"en"}, Now: time.Now()})
	views := pages.New(a, &pages.Site{Languages: []pages.Alternate{{Language: "en", Name: "English"}}}, nil)

	year := views.Year("en", 0)
	year.Chrome = theme.Chrome(&year.Frame)
	page, err := theme.Append(nil, "year.html", "en", &year)
	fmt.Println(year.Path, strings.TrimSpace(string(page)), err)

	own["templates/year.html"].Data = []byte("{{.Yaer}}")
	_, problems = pages.LoadTheme(own, themes.Gazette())
	fmt.Println(problems[1].Error(), problems[1].Code)
	// Output:
	// unused-template templates/months.html
	// 2020/ <h1>2020</h1>
	// <p>1 bulletin <nil>
	// templates/year.html:1:3: pages.Year has no field or method Yaer; did you mean Year? bad-template
}
