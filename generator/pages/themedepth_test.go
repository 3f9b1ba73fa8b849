package pages

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongbao/generator/problem"
	"gongbao/themes"
)

func TestStylesAndScriptsThatAreNestedTooDeepAreRefused(t *testing.T) {
	for name, texts := range map[string][]string{
		"styles/tokens.css":  {"a{", "(", "[", "{", "@media x{", "a:is(", ":not(", "--a:{"},
		"scripts/gazette.js": {"(", "[", "{", "!", "new ", "a=>", "a=>{", "if(a)", "if(a){", "void ", "a?", "a**", "x:", "`${", "!f(a,", "function f(){!", "for(;;)"},
	} {
		for _, text := range texts {
			deep := strings.Repeat(text, 1_000_000/len(text))
			theme, found := LoadTheme(fstest.MapFS{name: {Data: []byte(deep)}}, themes.Gazette())
			if theme != nil || len(found) != 1 || found[0].Code != problem.ThemeTooComplex || found[0].Line != 1 || found[0].File != name {
				t.Errorf("%s of %q: found %v", name, text, found)
			}
		}
	}
	long := "var a='" + strings.Repeat("A", 1_000_000) + "',b=[" + strings.Repeat("1,", 200_000) + "];" + strings.Repeat("if(a){b(`${a}x`)}else{c(/[\"']/)}\n", 20_000)
	if line := nestedTooDeep("scripts/a.js", long); line > 0 {
		t.Errorf("a long script is nested too deep in line %d", line)
	}
	if line := nestedTooDeep("styles/a.css", "a{background:url(data:font/woff2;base64,"+strings.Repeat("A", 1_000_000)+")}"); line > 0 {
		t.Errorf("a font in a style is nested too deep in line %d", line)
	}
	fs.WalkDir(themes.Gazette(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(themes.Gazette(), name)
			if p, deep := tooDeep(name, string(data)); deep {
				t.Error(p)
			}
		}
		return err
	})
}
