package settings

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/themes"
)

// defaultTheme is the name of the built-in theme.
const defaultTheme = "gazette"

// builtInTheme loads the built-in theme once: it never changes while the program runs.
var builtInTheme = sync.OnceValues(func() (*pages.Theme, []problem.Problem) { return pages.LoadTheme(themes.Gazette()) })

// theme loads the built-in theme and lays the files of the site's own theme over it. That theme is a folder named on the command
// line, or a folder below themes/ in the content, named on the command line or in site.yaml.
func (r *reader) theme(named string) *pages.Theme {
	name := r.options.Theme
	if name == "" {
		name = named
	}
	folder := ""
	if name != "" && name != defaultTheme {
		folder = filepath.Join(r.options.Content, "themes", name)
		if r.options.Theme != "" && isDir(name) {
			folder = name
		}
		if !isDir(folder) {
			r.report(problem.UnknownTheme, path.Join(filepath.ToSlash(r.options.Content), "site.yaml"), "no theme %q; expected %q or the folder %s", name, defaultTheme, folder)
			folder = ""
		}
	}
	var theme *pages.Theme
	var found []problem.Problem
	if folder == "" {
		theme, found = builtInTheme()
	} else {
		theme, found = pages.LoadTheme(os.DirFS(folder), themes.Gazette())
	}
	found = slices.Clone(found)
	for i := range found {
		found[i].File = path.Join(filepath.ToSlash(folder), found[i].File)
	}
	r.problems = append(r.problems, found...)
	if theme == nil { // it has errors, so nothing is published, but check and preview still look at the rest
		theme, _ = builtInTheme()
	}
	return theme
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
