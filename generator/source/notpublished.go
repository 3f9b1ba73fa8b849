package source

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// reportStray reports a file that is no source and belongs to none.
func (w *walker) reportStray(name string) {
	base := path.Base(name)
	if meant := meantAs(base); meant != "" {
		ending := strings.TrimPrefix(strings.TrimSpace(base), strings.TrimSuffix(meant, ".md"))
		w.report(problem.SourceEnding, name, "is not read, because its name ends in "+quoted(ending)+"; expected .md", "rename it to "+meant)
		return
	}
	w.report(problem.StrayFile, name, "belongs to no bulletin; only a folder with index.md has files",
		"to attach it, turn the bulletin into a folder: NAME/index.md with this file beside it")
}

// reportLeftovers reports what programs left in a folder, as one problem.
func (w *walker) reportLeftovers(dir string, names []string) {
	if len(names) > 0 {
		w.report(problem.Leftover, dir, "not published, since other programs left it here: "+listed(names), "delete what no one needs")
	}
}

// reportHidden reports a hidden file that someone put into static/ on purpose, unlike those of editors and systems.
func (w *walker) reportHidden(dir, name string) {
	base := path.Base(name)
	if dir != Static || base[0] != '.' || strings.HasPrefix(base, "._") || strings.HasPrefix(base, ".git") || base == ".DS_Store" || strings.HasPrefix(base, ".~") {
		return
	}
	w.report(problem.HiddenStatic, path.Join(dir, name), "is hidden, so it is not published; of hidden names only "+wellKnown+"/ is", "set it up on the host itself")
}

// reportName reports a file whose name cannot be published, at the source that it belongs to.
func (w *walker) reportName(dir, name, fault string) {
	at := dir
	if dir != Static {
		at = path.Join(dir, "index.md")
	}
	w.report(problem.UnpublishableName, at, fmt.Sprintf("the file %s cannot be published: its name %s", quoted(name), fault), "rename the file; letters of any script, digits, spaces, hyphens and brackets are fine")
}

// reportClashes reports files of a bulletin whose names are one to a file system that ignores case or normal form.
func (w *walker) reportClashes(u unit) {
	if len(u.beside) < 2 {
		return
	}
	seen := map[string]string{}
	for _, f := range u.beside {
		folded := publish.Fold(f.name)
		other, ok := seen[folded]
		if !ok {
			seen[folded] = f.name
			continue
		}
		_, how := problem.Alike(f.name, []string{other})
		w.report(problem.AttachmentsAlike, u.path, fmt.Sprintf("%s differs from %s %s; many disks and hosts take the two for one file", quoted(f.name), quoted(other), how), "rename or delete one of them")
	}
}

// listed names some of many files, and says how many there are.
func listed(names []string) string {
	const most, room = 12, 200 // names, and characters
	var b strings.Builder
	for i, name := range names {
		if i == most || i > 0 && utf8.RuneCountInString(b.String())+utf8.RuneCountInString(name) > room {
			fmt.Fprintf(&b, " and %d more", len(names)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(plain(name))
	}
	return b.String()
}

// plain returns a name as it is if it is clear in a list, otherwise in quotes.
func plain(name string) string {
	if q := quoted(name); q != `"`+name+`"` || strings.ContainsAny(name, ", ") {
		return q
	}
	return name
}

// quoted returns a name in quotes, with its middle left out if it is very long: the ending says what it is.
func quoted(name string) string { return fmt.Sprintf("%q", problem.Cut(name, 80)) }
