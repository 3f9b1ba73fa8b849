package settings

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"gongbao/generator/confined"
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
	var theme *pages.Theme
	var found []problem.Problem
	shown, files := r.themeFolder(name)
	if files == nil {
		theme, found = builtInTheme()
	} else {
		theme, found = loadInTime(files)
	}
	found = slices.Clone(found)
	for i := range found {
		found[i].File = path.Join(filepath.ToSlash(shown), found[i].File)
	}
	r.problems = append(r.problems, found...)
	if theme == nil { // it has errors, so nothing is published, but check and preview still look at the rest
		theme, _ = builtInTheme()
	}
	return theme
}

// readingTime bounds the time for a theme. It takes a tenth of a second; loops in loops in loops take longer than a life, since
// html/template looks at each of them twice. The time does not run on while the program is halted.
const (
	readingTime = 5 * time.Second
	tick        = 100 * time.Millisecond
)

// loadInTime loads a theme, or reports that it takes too long.
func loadInTime(files fs.FS) (*pages.Theme, []problem.Problem) {
	type loaded struct {
		theme *pages.Theme
		found []problem.Problem
	}
	done := make(chan loaded, 1)
	go func() {
		theme, found := pages.LoadTheme(files, themes.Gazette())
		done <- loaded{theme, found}
	}()
	for range readingTime / tick {
		select {
		case l := <-done:
			return l.theme, l.found
		case <-time.After(tick):
		}
	}
	p := problem.New(problem.ThemeTooComplex, "templates", problem.Pos{}, "the theme cannot be read in %v", readingTime)
	return nil, []problem.Problem{p.WithHint("look for many {{range}} inside one another, or for thousands of {{define}}, in the templates that changed last")}
}

// themeFolder returns the folder of a theme as problems show it, and its files. They are nil for the built-in theme, and if there is
// no such folder. A folder that is named on the command line may lie anywhere, but its links must not leave it either.
func (r *reader) themeFolder(name string) (shown string, files fs.FS) {
	if name == "" || name == defaultTheme {
		return "", nil
	}
	if r.options.Theme != "" && isDir(name) {
		return name, confined.Folder{Name: name, Open: r.options.Links}.FS()
	}
	shown = filepath.Join(r.options.Content, "themes", name)
	folder, err := r.options.folder("themes/" + name)
	if p, refused := confined.Problem(filepath.ToSlash(shown), err, "the content folder"); refused {
		r.problems = append(r.problems, p)
		return "", nil
	}
	if err != nil || !isDir(folder.Name) {
		r.report(problem.UnknownTheme, path.Join(filepath.ToSlash(r.options.Content), "site.yaml"), "no theme %q; expected %q or the folder %s", name, defaultTheme, shown)
		return "", nil
	}
	return shown, folder.FS()
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
