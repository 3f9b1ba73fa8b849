package pages

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gongbao/generator/pages/template"
	"gongbao/generator/problem"
	"gongbao/themes"
)

// site returns a site's own theme: files that replace those of the default theme.
func site(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func load(t *testing.T, files map[string]string) *Theme {
	t.Helper()
	theme, problems := LoadTheme(site(files), themes.Gazette())
	for _, p := range problems {
		t.Errorf("%v\n\t%s", p, p.Hint)
	}
	if theme == nil {
		t.FailNow()
	}
	return theme
}

func find(t *testing.T, name string) example {
	t.Helper()
	for _, e := range examples() {
		if e.name == name {
			return e
		}
	}
	t.Fatalf("there is no example %q", name)
	return example{}
}

func TestSiteOverridesATemplateAndAMessage(t *testing.T) {
	theme := load(t, map[string]string{
		"templates/site-footer.html": `<footer>{{.Title}} {{t "footer.phone"}}</footer>`,
		"messages/zh-Hans.yaml":      "bulletin:\n  close: 返回\n",
	})
	page := string(render(t, theme, find(t, "zh-Hans.short")))
	for _, want := range []string{"<footer>山东审计公报 电话</footer>", ">返回</a>", ">打印</a>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestSiteAddsAPartAndAnAsset(t *testing.T) {
	theme := load(t, map[string]string{
		"templates/home.html": `<link rel="stylesheet" href="{{.Root}}{{asset "mine.css"}}">{{template "part.html" .}}`,
		"templates/part.html": `<p>{{.Total}}</p>`,
		"styles/mine.css":     `@import "./tokens.css"; p { color: var(--ink); background: url(./dot.svg) }`,
		"styles/dot.svg":      `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	})
	page := string(render(t, theme, find(t, "en.home")))
	var style, image string
	for _, a := range theme.Assets() {
		if strings.HasPrefix(a.Path, "assets/mine.") {
			style = string(a.Bytes)
			if !strings.Contains(page, `href="./`+a.Path+`"`) && !strings.Contains(page, `href="../`+a.Path+`"`) {
				t.Errorf("the page does not ask for %s: %s", a.Path, page)
			}
		}
		if strings.HasPrefix(a.Path, "assets/dot.") {
			image = strings.TrimPrefix(a.Path, "assets/")
		}
	}
	if image == "" || !strings.Contains(style, image) || !strings.Contains(style, "--ink:") {
		t.Errorf("the bundled style does not hold what it imports: %q", style)
	}
	if !strings.Contains(page, "<p>12345</p>") {
		t.Errorf("the part is not in the page: %s", page)
	}
}

func TestMistakesInASitesThemeAreReportedWithTheirPlace(t *testing.T) {
	tooLarge := strings.Repeat(" ", themeFileLimit+1)
	tests := []struct {
		name           string
		code           problem.Code // "": reported by package fields
		file, text     string
		place, message string
		hint           string
	}{
		{"unclosed action", problem.BadTemplate, "templates/home.html", "<p>\n{{if .Total}}x", "templates/home.html:2", "unexpected EOF", ""},
		{"unknown function", problem.BadTemplate, "templates/home.html", "<p>\n 标题{{nowt .Total}}", "templates/home.html:2:6", `function "nowt" not defined`, ""},
		{"unknown field", problem.BadTemplate, "templates/home.html", "<p>\n{{.Totl}}", "templates/home.html:2:3", "Totl", ""},
		{"unknown field in the chrome", problem.BadTemplate, "templates/site-footer.html", "{{.Titel}}", "templates/site-footer.html:1:3", "Titel", ""},
		{"unknown message", problem.UnknownMessage, "templates/home.html", "标题{{t \"nav.hom\"}}", "templates/home.html:1:7", `there is no message "nav.hom"`, `did you mean "nav.home"?`},
		{"unknown group of messages", problem.UnknownMessage, "templates/home.html", `{{label "sttus" "draft"}}`, "templates/home.html:1:9", `there are no messages below "sttus"`, ""},
		{"unknown template", problem.UnknownTemplate, "templates/home.html", `{{template "entris.html" .}}`, "templates/home.html:1:12", `there is no template "entris.html"`, `did you mean "entries.html"?`},
		{"unknown asset", problem.UnknownAsset, "templates/home.html", `{{asset "none.css"}}`, "templates/home.html:1:9", "there is no asset none.css in the theme's folder styles", ""},
		{"asset of an unknown kind", problem.BadAssetName, "templates/home.html", `{{asset "logo.gif"}}`, "templates/home.html:1:9", "an asset's name must end with .css, .js or .svg", ""},
		{"value that cannot be escaped", problem.BadTemplate, "templates/home.html", "<script>\nlet x = {{if .Total}}'{{end}}</script>", "templates/home.html:2", "", ""},
		{"style syntax", problem.BadAsset, "styles/lists.css", "a { color: red }\n标 } b", "styles/lists.css:2:3", "}", ""},
		{"style of another site", problem.BadAsset, "styles/lists.css", `@import "https://fonts.example.org/x.css";`, "styles/lists.css:1:9", "a theme can load only its own files", ""},
		{"style that does not exist", problem.BadAsset, "styles/lists.css", `@import "./none.css";`, "styles/lists.css:1:9", "the theme has no file styles/none.css", ""},
		{"style that is too large", problem.UnreadableThemeFile, "styles/gazette.css", tooLarge, "styles/gazette.css", "it is larger than 4 MiB", ""},
		{"imported style that is too large", problem.BadAsset, "styles/lists.css", tooLarge, "styles/gazette.css", "styles/lists.css cannot be read: it is larger than 4 MiB", ""},
		{"script syntax", problem.BadAsset, "scripts/gazette.js", "let x = ;", "scripts/gazette.js:1:9", `Unexpected ";"`, ""},
		{"message file syntax", "", "messages/en.yaml", "nav:\n\thome: x\n", "messages/en.yaml:2", "", ""},
		{"repeated message", "", "messages/en.yaml", "colon: x\ncolon: y\n", "messages/en.yaml:2:1", `key "colon" is given twice`, ""},
		{"message that is a list", problem.BadMessage, "messages/en.yaml", "colon: [x]\n", "messages/en.yaml:1:8", `"colon" is a list`, ""},
		{"placeholder without a value", problem.UnknownPlaceholder, "messages/en.yaml", "total:\n  other: \"{1} of {0}\"\n", "messages/en.yaml:2:10", `"total.other" has no value for {1}`, "it has {0}"},
		{"language that the interface does not have", problem.UnknownMessageLanguage, "messages/fr.yaml", "colon: x\n", "messages/fr.yaml", `found messages in "fr"; expected one of zh-Hans`, ""},
		{"not UTF-8", "", "templates/home.html", "<p>\n\xff", "templates/home.html:2:1", "byte 0xFF is not UTF-8", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			theme, problems := LoadTheme(site(map[string]string{test.file: test.text}), themes.Gazette())
			if theme != nil || len(problems) == 0 {
				t.Fatalf("the theme is loaded despite its mistake: %v", problems)
			}
			for _, p := range problems {
				if (p.Code == test.code || test.code == "") && strings.HasPrefix(p.Place()+":", test.place+":") && strings.Contains(p.Message, test.message) && strings.Contains(p.Hint, test.hint) {
					return
				}
			}
			t.Errorf("found %v; expected %s: %s (%s, %s)", problems, test.place, test.message, test.hint, test.code)
		})
	}
}

func TestMisspeltFileOrMessageGetsAWarning(t *testing.T) {
	theme, problems := LoadTheme(site(map[string]string{"templates/hme.html": "x", "messages/en.yaml": "bulletin:\n  clse: x\n"}), themes.Gazette())
	if theme == nil || problem.Errors(problems) > 0 || len(problems) != 2 {
		t.Fatalf("found %v; expected a theme and two warnings", problems)
	}
	if p := problems[0]; p.Code != problem.UnusedMessage || p.Place() != "messages/en.yaml:2:9" || p.Hint != `did you mean "bulletin.close"?` {
		t.Errorf("found %v (%s)", p, p.Hint)
	}
	if p := problems[1]; p.Code != problem.UnusedTemplate || p.File != "templates/hme.html" || p.Hint != `did you mean "home.html"?` {
		t.Errorf("found %v (%s)", p, p.Hint)
	}
}

func TestTemplateThatCannotBeCompiledGetsAWarning(t *testing.T) {
	theme, problems := LoadTheme(site(map[string]string{"templates/notfound.html": "<p>{{$x := 1}}{{$x = .Title}}{{$x}}"}), themes.Gazette())
	if theme == nil || !slices.ContainsFunc(problems, func(p problem.Problem) bool {
		return p.Code == problem.TemplateNotCompiled && p.Warning && p.Place() == "templates/notfound.html:1:17" && strings.HasPrefix(p.Message, "notfound.html cannot be compiled")
	}) {
		t.Errorf("found %v; expected a theme and a warning", problems)
	}
}

func TestCompiledTemplateThatFailsGetsOneWarning(t *testing.T) {
	theme := load(t, nil)
	faulty := template.New(template.FuncMap{"flaky": flaky()})
	if err := faulty.Parse("plain.html", "{{flaky .Title}}"); err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "zh-Hans"} {
		s := theme.sets[language]
		s.templates = faulty
		s.programs["plain.html"] = func() (*template.Program, error) { return faulty.Program("plain.html", &Plain{}) }
	}
	if ps := theme.Problems(); len(ps) > 0 {
		t.Errorf("before a page is rendered, there are the problems %v", ps)
	}
	for range 3 {
		e := find(t, "en.plain")
		if page, err := theme.Append(nil, e.template, e.language, e.view); string(page) != "About" || err != nil {
			t.Errorf("%s, %v", page, err)
		}
	}
	ps := theme.Problems()
	if len(ps) != 1 || ps[0].Code != problem.TemplateFallback || !ps[0].Warning || ps[0].Place() != "templates/plain.html" || !strings.Contains(ps[0].Message, "it fails now and then") {
		t.Errorf("found %v; expected one warning", ps)
	}
}

// flaky returns a function that panics at every second call.
func flaky() func(string) string {
	calls := 0
	return func(s string) string {
		if calls++; calls%2 == 1 {
			panic("it fails now and then")
		}
		return s
	}
}

func TestThemeWithoutTheDefaultThemeMustBeComplete(t *testing.T) {
	theme, problems := LoadTheme(site(map[string]string{"templates/home.html": "<p>"}))
	if theme != nil || problem.Errors(problems) == 0 {
		t.Fatal("an incomplete theme is loaded")
	}
}

func TestLoadingAThemeTwiceMakesTheSameBytesAndKeys(t *testing.T) {
	a, b := gazette(t), load(t, nil)
	if len(a.Assets()) != len(b.Assets()) {
		t.Fatal("the number of assets differs")
	}
	for i, asset := range a.Assets() {
		if other := b.Assets()[i]; asset.Path != other.Path || string(asset.Bytes) != string(other.Bytes) {
			t.Errorf("%s differs from %s", asset.Path, other.Path)
		}
	}
	for name := range pageViews {
		if a.Key(name, "en") != b.Key(name, "en") {
			t.Errorf("the key of %s differs", name)
		}
	}
}

func TestKeyChangesWithEverythingThatDecidesAPage(t *testing.T) {
	plain := gazette(t)
	changed := func(t *testing.T, theme *Theme, template, language string, want bool) {
		t.Helper()
		if got := theme.Key(template, language) != plain.Key(template, language); got != want {
			t.Errorf("the key of %s in %s changes: %v; expected %v", template, language, got, want)
		}
	}
	t.Run("a template", func(t *testing.T) {
		theme := load(t, map[string]string{"templates/years.html": "<ul></ul>"})
		changed(t, theme, "home.html", "en", true) // calls it
		changed(t, theme, "bulletin.html", "en", false)
	})
	t.Run("the chrome", func(t *testing.T) {
		theme := load(t, map[string]string{"templates/site-footer.html": "<footer></footer>"})
		changed(t, theme, "home.html", "en", true)
		changed(t, theme, "bulletin.html", "zh-Hans", true)
	})
	t.Run("a message", func(t *testing.T) {
		theme := load(t, map[string]string{"messages/en.yaml": "skip: x"})
		changed(t, theme, "home.html", "en", true)
		changed(t, theme, "home.html", "zh-Hans", false)
	})
	t.Run("a style", func(t *testing.T) {
		theme := load(t, map[string]string{"styles/chart.css": ".chart { color: red }"})
		changed(t, theme, "home.html", "en", true)
	})
	if plain.Key("home.html", "en") == plain.Key("home.html", "zh-Hans") || plain.Key("home.html", "en") == plain.Key("year.html", "en") {
		t.Error("pages of different templates or languages have one key")
	}
}

func TestChromeIsTheSameForPagesRenderedAtTheSameTime(t *testing.T) {
	theme := gazette(t)
	s := exampleSite()
	want := theme.Chrome(&Frame{Site: s, Language: "en", Root: "../", Section: "home"})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, root := range []string{"./", "../", "../../"} {
				c := theme.Chrome(&Frame{Site: s, Language: "en", Root: root, Section: "home"})
				if root == "../" && c.Header != want.Header {
					t.Error("the header of pages that share it differs")
				}
			}
		})
	}
	wait.Wait()
	other := exampleSite()
	other.Title["en"] = "Another"
	if c := theme.Chrome(&Frame{Site: other, Language: "en", Root: "../", Section: "home"}); !strings.Contains(string(c.Header), "Another") {
		t.Error("the header of another site is that of the first")
	}
}

func TestChromeThatFailsFailsThePage(t *testing.T) {
	theme := load(t, map[string]string{"templates/site-footer.html": `{{(index .Site.Languages 9).Name}}`})
	e := find(t, "en.plain")
	f := e.view.GetFrame()
	f.Chrome = theme.Chrome(f)
	page, err := theme.Append([]byte("before"), e.template, e.language, e.view)
	if err == nil || !strings.Contains(err.Error(), "site-footer.html") || string(page) != "before" {
		t.Errorf("found %q, %v; expected an error that names site-footer.html", page, err)
	}
}

func TestCurrentSectionIsMarkedInTheNavigation(t *testing.T) {
	theme := gazette(t)
	for _, section := range []string{"home", "date", "agencies", "topics", "regions"} {
		c := theme.Chrome(&Frame{Site: exampleSite(), Language: "en", Root: "../", Section: section})
		if n := strings.Count(string(c.Header), "aria-current"); n != 1 {
			t.Errorf("in %s, %d items are marked as current; expected 1", section, n)
		}
	}
}

func TestPageInALanguageWithoutMessagesIsRendered(t *testing.T) {
	e := find(t, "zh-Hans.short")
	e.language, e.view.GetFrame().Language = "ug", "ug"
	page := string(render(t, gazette(t), e))
	if !strings.Contains(page, `<html lang="ug">`) || !strings.Contains(page, "发布时间") {
		t.Error("the interface of the page is not in the first language")
	}
}
