package check

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	addresses "gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// standing compares three things: what was published last (the manifest of the output folder), what lies there, and what the
// sources would publish now. An address that was published and is not any more is broken for all who cited it.
func (c *checker) standing(there map[string]int32, files []builtFile) error {
	published, whole, err := publish.Standing(c.Output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a copy without the manifest, or a folder of another program
	}
	if err != nil {
		return err
	}
	if !whole {
		c.add(ruleChanged, problem.Problem{File: filepath.ToSlash(c.Output), Warning: true, Hint: "build again",
			Message: "the list of what was published here is damaged; not every file can be compared with it"})
	}
	for _, f := range published {
		number, ok := there[f.Path]
		message := "was published, but is not there"
		if ok {
			message = fmt.Sprintf("has %d bytes, but was published with %d", files[number].size, f.Size)
		}
		if !ok || files[number].size != f.Size {
			c.add(ruleChanged, problem.Problem{File: c.outputFile(f.Path), Message: message, Hint: "build again with --clean; if it stays, look who else writes there"})
		}
	}
	if c.Planned != nil && !slices.ContainsFunc(c.Problems, func(p problem.Problem) bool { return !p.Warning }) {
		c.vanished(published)
	}
	return nil
}

func (c *checker) outputFile(p string) string { return path.Join(filepath.ToSlash(c.Output), p) }

// vanished tells of published addresses that the sources do not give any more. What goes with a page that is gone (its
// attachments, the years of an agency) is told with it.
func (c *checker) vanished(published []publish.Published) {
	gone := map[string]bool{} // of all that was published
	for _, f := range published {
		gone[f.Path] = !c.Planned(f.Path)
	}
	var slugs map[string]*archive.Record
	for _, f := range published {
		if !gone[f.Path] || goesWith(f.Path, gone) {
			continue
		}
		p := problem.Problem{File: c.outputFile(f.Path), Message: fmt.Sprintf("/%s was published, but the sources do not give it any more", address(f.Path))}
		family, _ := addresses.Of(f.Path, c.Languages)
		switch family.Promise {
		case addresses.MachineMade:
			continue
		case addresses.Listing:
			p.Warning = true
			p.Hint = "nothing is listed there any more; name the agency, topic or region as before, or expect that links to it break"
		default:
			if slugs == nil {
				slugs = c.slugs()
			}
			p.Hint = "bring the file back with `status: withdrawn` and a reason, or add the address to the aliases of what took its place"
			if r := slugs[slugOf(f.Path)]; r != nil {
				p.Hint = fmt.Sprintf("it seems to be at /%s now: add `aliases: [/%s]` to %s", r.Path, f.Path, c.file(r.Source))
			}
		}
		c.add(ruleVanished, p)
	}
}

// slugs finds bulletins by the last part of their address; a slug that several have finds none.
func (c *checker) slugs() map[string]*archive.Record {
	slugs := make(map[string]*archive.Record, len(c.Archive.Records))
	for _, r := range c.Archive.Records {
		if _, ok := slugs[r.Slug.Value]; ok {
			slugs[r.Slug.Value] = nil
			continue
		}
		slugs[r.Slug.Value] = r
	}
	return slugs
}

func slugOf(p string) string {
	if path.Base(p) == "index.html" {
		return path.Base(path.Dir(p))
	}
	return strings.TrimSuffix(path.Base(p), ".html")
}

// goesWith says whether a file is told of with a page: another view of a page is kept where the page is kept, be it by an alias;
// what lies below a page is gone with it.
func goesWith(p string, gone map[string]bool) bool {
	folder := path.Dir(p)
	views := []string{}
	for _, ending := range []string{".print.html", ".json", ".md"} {
		if stem, ok := strings.CutSuffix(p, ending); ok {
			views = append(views, stem+".html")
		}
	}
	if path.Base(p) == "print.html" {
		views = append(views, folder+"/index.html")
	}
	if slices.ContainsFunc(views, func(page string) bool { _, published := gone[page]; return published }) {
		return true
	}
	for up := folder; up != "."; up = path.Dir(up) {
		if gone[up+".html"] || gone[up+"/index.html"] && up+"/index.html" != p {
			return true
		}
	}
	return false
}
