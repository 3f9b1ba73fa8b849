package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongbao/generator/problem"
)

// Files at the top of the content that are read: by package settings, or by a build.
var settingsFiles = []string{"site.yaml", "agencies.yaml", "topics.yaml", "regions.yaml", "gone.yaml"}

const themesFolder = "themes"

// aboutProject are names of files, without their endings, that people put at the top of any project.
var aboutProject = []string{"readme", "license", "licence", "copying", "notice", "changelog", "contributing", "authors", "codeowners", "security", "makefile", "citation"}

// maxLooked bounds how many files are looked at in a folder that nothing reads.
const maxLooked = 10_000

// misplaced reports files of the content that nothing reads: one problem for each folder at its top, and one for the files beside the
// folders. linked are files that symbolic links in the source folders lead to.
func misplaced(content string, linked map[string]bool) []stray {
	entries, err := os.ReadDir(content)
	if err != nil {
		return nil // Load reports it
	}
	var found []stray
	var loose unread
	for _, e := range entries {
		name := e.Name()
		switch {
		case ignored(name), linked[name]:
		case isFolder(content, e):
			if name != themesFolder && !slices.Contains(Folders, name) && !isSource(content, name) {
				u := look(content, name, linked)
				found = u.report(found, content, name)
			}
		case slices.Contains(settingsFiles, name), leftover(name), isAboutProject(name):
		default:
			loose.add(name)
		}
	}
	return loose.reportEach(found, content)
}

func isFolder(content string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(content, e.Name()))
	return err == nil && info.IsDir()
}

// isSource reports whether a folder is one of the source folders under another name, as it is on a disk that ignores case.
func isSource(content, name string) bool {
	info, err := os.Stat(filepath.Join(content, name))
	return err == nil && slices.ContainsFunc(Folders, func(f string) bool {
		known, err := os.Stat(filepath.Join(content, f))
		return err == nil && os.SameFile(info, known)
	})
}

func isAboutProject(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	return slices.Contains(aboutProject, stem)
}

// unread are files that nothing reads.
type unread struct{ markdown, other []string }

func (u *unread) add(name string) {
	if path.Ext(name) == ".md" || meantAs(path.Base(name)) != "" {
		u.markdown = append(u.markdown, name)
	} else {
		u.other = append(u.other, name)
	}
}

// look lists the files in a folder that nothing reads.
func look(content, folder string, linked map[string]bool) (u unread) {
	looked := 0
	filepath.WalkDir(filepath.Join(content, folder), func(name string, e fs.DirEntry, err error) error {
		if looked++; err != nil || looked > maxLooked {
			return fs.SkipAll
		}
		rel, _ := filepath.Rel(content, name)
		rel = filepath.ToSlash(rel)
		switch {
		case rel != folder && ignored(e.Name()):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir() && !linked[rel] && !leftover(e.Name()):
			u.add(rel)
		}
		return nil
	})
	return u
}

// reportEach adds what was found beside the folders: the markdown, each file that may be a misspelt one of the settings, and the rest.
func (u *unread) reportEach(found []stray, content string) []stray {
	found = (&unread{markdown: u.markdown}).report(found, content, "")
	var rest unread
	for _, name := range u.other {
		if isData(name) {
			found = (&unread{other: []string{name}}).report(found, content, "")
		} else {
			rest.add(name)
		}
	}
	return rest.report(found, content, "")
}

// report adds what was found in a folder; an empty name means the files at the top of the content.
func (u *unread) report(found []stray, content, folder string) []stray {
	add := func(code problem.Code, names []string, message, hint string) {
		at := folder
		if at == "" {
			at = names[0]
		}
		found = append(found, stray{at, problem.New(code, path.Join(content, at), problem.Pos{}, "%s", message).WithHint("%s", hint)})
	}
	switch {
	case len(u.markdown) > 0:
		more := ""
		switch len(u.other) {
		case 0:
		case 1:
			more = ", and 1 file of another kind"
		default:
			more = fmt.Sprintf(", and %d files of other kinds", len(u.other))
		}
		add(problem.MisplacedSource, u.markdown, "not read: "+listed(u.markdown)+more+"; bulletins belong in bulletins/, pages such as about.md in pages/", u.hint(content, folder))
	case len(u.other) > 0:
		add(problem.UnreadFile, u.other, "nothing reads "+listed(u.other), u.hint(content, folder))
	}
	return found
}

// hint returns what to do with files that nothing reads.
func (u *unread) hint(content, folder string) string {
	switch meant := nearestName(folder, append(slices.Clone(Folders), themesFolder)); {
	case meant != "":
		return fmt.Sprintf("did you mean %s/? rename the folder", meant)
	case len(u.markdown) > 0 && folder != "":
		return fmt.Sprintf("move what you want to publish: mv %s/* %s/", path.Join(content, folder), path.Join(content, Folders[0]))
	case len(u.markdown) > 0:
		return fmt.Sprintf("move what you want to publish: mv %s %s/", plain(path.Join(content, u.markdown[0])), path.Join(content, Folders[0]))
	case folder == "":
		if meant := nearestName(strings.TrimSuffix(strings.ToLower(u.other[0]), path.Ext(u.other[0]))+".yaml", settingsFiles); meant != "" && isData(u.other[0]) {
			return fmt.Sprintf("did you mean %s?", meant)
		}
	}
	return "move it to static/ if the site should have it as it is, otherwise out of the content folder"
}

func isData(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json", ".toml"}, strings.ToLower(path.Ext(name)))
}

// nearestName returns the known name that looks like another or is nearly the same, or "".
func nearestName(name string, known []string) string {
	if like, _ := problem.Alike(name, known); like != "" {
		return like
	}
	if slices.Contains(known, name) {
		return name
	}
	return problem.Nearest(strings.ToLower(name), known)
}
