package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongbao/generator/internal/folder"
	"gongbao/generator/problem"
)

// secret is valid as each of the settings, so that it would be read without a problem.
const secret = "canary-7f3a"

func TestLinkedSettingsStayInTheContent(t *testing.T) {
	for name, c := range map[string]struct {
		link, to string // to begins with "/" for the folder of the test
		want     problem.Code
	}{
		"site.yaml outside":                 {"site.yaml", "../../outside/site.yaml", problem.LinkLeavesContent},
		"site.yaml outside, absolute":       {"site.yaml", "/outside/site.yaml", problem.LinkLeavesContent},
		"a vocabulary outside":              {"agencies.yaml", "/outside/agencies.yaml", problem.LinkLeavesContent},
		"a vocabulary beside, absolute":     {"topics.yaml", "/site/shared/topics.yaml", problem.LinkLeavesContent},
		"a vocabulary that is hidden":       {"topics.yaml", "../.hidden/topics.yaml", problem.LinkLeavesContent},
		"a vocabulary behind a folder":      {"regions.yaml", "there/regions.yaml", problem.LinkLeavesContent},
		"a vocabulary by two links":         {"regions.yaml", "middle", problem.LinkLeavesContent},
		"the environment":                   {"site.yaml", "/../../../../../../../proc/self/environ", problem.LinkLeavesContent},
		"a device":                          {"agencies.yaml", "../../../../../../../../dev/zero", problem.LinkLeavesContent},
		"nowhere":                           {"agencies.yaml", "nowhere.yaml", problem.UnreadableFile},
		"round":                             {"agencies.yaml", "agencies.yaml", problem.UnreadableFile},
		"a theme outside":                   {"themes/x", "/outside/theme", problem.LinkLeavesContent},
		"the themes outside":                {"themes", "/outside/themes", problem.LinkLeavesContent},
		"a template outside":                {"themes/x/templates/notfound.html", "/outside/theme/templates/notfound.html", problem.LinkLeavesContent},
		"a template elsewhere in content":   {"themes/x/templates/notfound.html", "../../../bulletins/a.html", problem.LinkLeavesContent},
		"a style outside":                   {"themes/x/styles/tokens.css", "/outside/theme/styles/tokens.css", problem.LinkLeavesContent},
		"the styles outside":                {"themes/x/styles", "/outside/theme/styles", problem.LinkLeavesContent},
		"messages outside":                  {"themes/x/messages/en.yaml", "/outside/theme/messages/en.yaml", problem.LinkLeavesContent},
		"a template that is a device":       {"themes/x/templates/notfound.html", "/../../../../../../../dev/zero", problem.LinkLeavesContent},
		"a vocabulary beside the content":   {"agencies.yaml", "../shared/agencies.yaml", ""},
		"a vocabulary in the content":       {"agencies.yaml", "vocabularies/agencies.yaml", ""},
		"a vocabulary in content, absolute": {"agencies.yaml", "/site/content/vocabularies/agencies.yaml", ""},
		"a theme beside the content":        {"themes/x", "../../shared/theme", ""},
		"a theme in the content":            {"themes/x", "../vocabularies/theme", ""},
		"a template in the theme":           {"themes/x/templates/notfound.html", "../other.html", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			theme := map[string]string{"templates/notfound.html": "<p>" + secret, "styles/tokens.css": "body{--canary-7f3a:1px}", "messages/en.yaml": "search: canary-7f3a\n", "other.html": "<p>"}
			files := map[string]string{"site/content/bulletins/a.html": secret, "site/content/themes/y/a": "", "site/content/vocabularies/agencies.yaml": "- id: a\n  name: " + secret + "\n",
				"outside/site.yaml": "title: " + secret + "\n", "site/.hidden/topics.yaml": "- id: a\n  name: " + secret + "\n"}
			for _, v := range []string{"agencies", "topics", "regions"} {
				files["outside/"+v+".yaml"] = "- id: a\n  name: " + secret + "\n"
				files["site/shared/"+v+".yaml"] = files["outside/"+v+".yaml"]
			}
			for file, text := range theme {
				files["outside/theme/"+file], files["site/shared/theme/"+file], files["site/content/vocabularies/theme/"+file] = text, text, text
				files["outside/themes/x/"+file] = text
			}
			if strings.HasPrefix(c.link, "themes") {
				files["site/content/site.yaml"] = "title: t\ntheme: x\n"
			}
			if strings.HasPrefix(c.link, "themes/x/") {
				files["site/content/themes/x/other.html"] = "<p>"
			}
			folder.Write(t, dir, files)
			to := c.to
			if strings.HasPrefix(to, "/") {
				to = filepath.Join(dir, filepath.FromSlash(to))
			}
			content := filepath.Join(dir, "site", "content")
			symlink(t, filepath.Join(dir, "outside"), filepath.Join(content, "there"))
			symlink(t, filepath.Join(dir, "outside", "regions.yaml"), filepath.Join(content, "middle"))
			if c.link == "themes" {
				os.RemoveAll(filepath.Join(content, "themes"))
			}
			symlink(t, to, filepath.Join(content, filepath.FromSlash(c.link)))
			s := Read(Options{Content: content})
			if c.want == "" {
				if problem.Errors(s.Problems) > 0 {
					t.Errorf("found %v", s.Problems)
				}
				return
			}
			if len(s.Problems) == 0 || s.Problems[0].Code != c.want || s.Problems[0].Hint == "" && c.want == problem.LinkLeavesContent {
				t.Errorf("found %v; expected %s", s.Problems, c.want)
			}
			for _, p := range s.Problems {
				if strings.Contains(p.Message, secret) {
					t.Errorf("the message quotes the file: %s", p.Message)
				}
			}
			if strings.Contains(s.Config.Title[0].Text, secret) || len(s.Vocabulary.Terms) > 0 && strings.Contains(c.link, ".yaml") && !strings.Contains(c.link, "/") {
				t.Error("the file was read")
			}
			if s := Read(Options{Content: content, Links: true}); strings.Contains(c.to, "outside") && problem.Errors(s.Problems) > 0 {
				t.Errorf("with links allowed: %v", s.Problems)
			}
		})
	}
}
