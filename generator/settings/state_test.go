package settings

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"gongbao/generator/internal/folder"
)

func symlink(t *testing.T, target, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestChangeBehindALinkChangesTheState(t *testing.T) {
	const style = "theme/styles/site.css"
	for name, c := range map[string]struct {
		link   string // below the content folder
		target string // below the folder of the test
		change string // the file that is then written
		theme  string // as the command line names it; below the folder of the test
	}{
		"a vocabulary":            {link: "agencies.yaml", target: "shared/agencies.yaml", change: "shared/agencies.yaml"},
		"site.yaml":               {link: "site.yaml", target: "shared/agencies.yaml", change: "shared/agencies.yaml"},
		"a theme":                 {link: "themes/mine", target: "shared/theme", change: "shared/" + style},
		"the folder of themes":    {link: "themes", target: "shared", change: "shared/" + style},
		"a folder of a theme":     {link: "themes/mine/styles", target: "shared/theme/styles", change: "shared/" + style},
		"a file of a theme":       {link: "themes/mine/styles/site.css", target: "shared/" + style, change: "shared/" + style},
		"--theme":                 {link: "../chosen", target: "shared/theme", change: "shared/" + style, theme: "chosen"},
		"a new file behind links": {link: "themes/mine", target: "shared/theme", change: "shared/theme/styles/new.css"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			o := Options{Content: filepath.Join(dir, "content"), Links: true}
			folder.Write(t, dir, map[string]string{"content/bulletins/a.md": "", "shared/agencies.yaml": "- id: a\n", "shared/" + style: "body { }\n"})
			symlink(t, filepath.Join(dir, c.target), filepath.Join(o.Content, c.link))
			if c.theme != "" {
				o.Theme = filepath.Join(dir, c.theme)
			}
			before := Look(o)
			if again := Look(o); !bytes.Equal(again.Files, before.Files) || again.Newest != before.Newest {
				t.Error("the state changed although nothing else did")
			}
			folder.Write(t, dir, map[string]string{c.change: "# changed to something longer\n"})
			if after := Look(o); bytes.Equal(after.Files, before.Files) {
				t.Error("the change is not seen")
			}
		})
	}
}

func TestLinksInACircleEnd(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "content"), Links: true}
	folder.Write(t, o.Content, map[string]string{"themes/mine/styles/site.css": "body { }\n"})
	symlink(t, filepath.Join(o.Content, "themes"), filepath.Join(o.Content, "themes/mine/again"))
	symlink(t, filepath.Join(o.Content, "themes/nowhere"), filepath.Join(o.Content, "themes/nowhere"))
	if s := Look(o); s.Newest == 0 {
		t.Error("the file next to the circle is not seen")
	}
}

// Files that were copied with their times may have the same size and the same time.
func TestLinkThatLeadsElsewhereChangesTheState(t *testing.T) {
	for name, link := range map[string]string{"a vocabulary": "agencies.yaml", "a theme": "themes/mine", "a style of a theme": "themes/mine/styles/site.css", "the themes": "themes", "a link to a link": "../middle.yaml"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			o := Options{Content: filepath.Join(dir, "content"), Links: true}
			target := func(which string) string {
				if filepath.Ext(link) != "" {
					return filepath.Join(dir, which, "file")
				}
				return filepath.Join(dir, which)
			}
			folder.Write(t, dir, map[string]string{"content/bulletins/a.md": "", "a/file": "1", "b/file": "2"})
			folder.Age(t, dir)
			if link == "../middle.yaml" {
				symlink(t, filepath.Join("..", "middle.yaml"), filepath.Join(o.Content, "agencies.yaml"))
			}
			symlink(t, target("a"), filepath.Join(o.Content, link))
			before := Look(o)
			if err := os.Remove(filepath.Join(o.Content, link)); err != nil {
				t.Fatal(err)
			}
			symlink(t, target("b"), filepath.Join(o.Content, link))
			if after := Look(o); bytes.Equal(after.Files, before.Files) {
				t.Error("the change is not seen")
			}
		})
	}
}

func TestStateDoesNotFollowLinksThatReadRefuses(t *testing.T) {
	dir := t.TempDir()
	o := Options{Content: filepath.Join(dir, "site", "content")}
	folder.Write(t, dir, map[string]string{"site/content/themes/mine/styles/site.css": "body { }\n", "outside/deep/er/secret.css": "a"})
	symlink(t, filepath.Join(dir, "outside"), filepath.Join(o.Content, "themes/mine/outside"))
	symlink(t, filepath.Join(dir, "outside"), filepath.Join(o.Content, "themes/outside"))
	before := Look(o)
	folder.Write(t, dir, map[string]string{"outside/deep/er/secret.css": "changed"})
	if after := Look(o); !bytes.Equal(after.Files, before.Files) {
		t.Error("a folder outside was looked at")
	}
}
