package source

import (
	"testing"

	"gongbao/generator/problem"
)

func TestEmptyTextIsReported(t *testing.T) {
	const front = "title: 通知\npublisher: 甲\ndate: 2020-02-21\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  int // line of the warning; 0: none
	}{
		"no text":           {map[string]string{"bulletins/a.md": "---\n" + front + "---\n"}, 5},
		"no line end":       {map[string]string{"bulletins/a.md": "---\n" + front + "---"}, 5},
		"blank lines":       {map[string]string{"bulletins/a.md": "---\n" + front + "---\n\n \u3000\n\n"}, 5},
		"invisible":         {map[string]string{"bulletins/a.md": "---\n" + front + "---\n\n\u200b\ufeff&nbsp;\n"}, 5},
		"headings":          {map[string]string{"bulletins/a.md": "---\n" + front + "---\n# 通知\n\n## 一、*总体*情况\n"}, 5},
		"a rule":            {map[string]string{"bulletins/a.md": "---\n" + front + "---\n\n---\n"}, 5},
		"TOML":              {map[string]string{"bulletins/a.md": "+++\ntitle = '通知'\npublisher = '甲'\ndate = 2020-02-21\n+++\n"}, 5},
		"a page":            {map[string]string{"pages/a.md": "---\ntitle: 关于\n---\n"}, 3},
		"a folder":          {map[string]string{"bulletins/a/index.md": "---\n" + front + "---\n"}, 5},
		"attachments":       {map[string]string{"bulletins/a/index.md": "---\n" + front + "---\n", "bulletins/a/表.pdf": "x"}, 0},
		"named attachments": {map[string]string{"bulletins/a/index.md": "---\n" + front + "attachments: [表.pdf]\n---\n", "bulletins/a/表.pdf": "x"}, 0},
		"a page's files":    {map[string]string{"pages/a/index.md": "---\ntitle: 关于\n---\n", "pages/a/表.pdf": "x"}, 0},
		"a draft":           {map[string]string{"bulletins/a.md": "---\n" + front + "draft: true\n---\n"}, 0},
		"a draft of a page": {map[string]string{"pages/a.md": "---\ntitle: 关于\ndraft: true\n---\n"}, 0},
		"one word":          {map[string]string{"bulletins/a.md": "---\n" + front + "---\n\n无\n"}, 0},
		"text after title":  {map[string]string{"bulletins/a.md": "---\n" + front + "---\n# 通知\n\n无\n"}, 0},
		"title said again":  {map[string]string{"bulletins/a.md": "---\n" + front + "---\n# 通知\n\n通知\n"}, 0},
		"a link":            {map[string]string{"bulletins/a.md": "---\n" + front + "---\n<https://www.example.org/>\n"}, 0},
		"a table":           {map[string]string{"bulletins/a.md": "---\n" + front + "---\n| 1 | 2 |\n|---|---|\n"}, 0},
		"code":              {map[string]string{"bulletins/a.md": "---\n" + front + "---\n```\nx\n```\n"}, 0},
	} {
		s := load(t, options(t, c.files))
		got := 0
		for _, p := range s.Problems {
			if p.Code != problem.EmptyText || !p.Warning || p.Hint == "" {
				t.Errorf("%s: %s", name, p.Error())
			}
			got = p.Line
		}
		if got != c.want {
			t.Errorf("%s: reported at line %d, want %d", name, got, c.want)
		}
		s.Close()
	}
}
