package check

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	addresses "gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// published compares what was last published, according to the manifest of the output folder, with the files in the folder and with
// what the sources would publish now. An address that disappears is broken for everyone who cited it.
func (c *checker) published(index map[string]int32, files []builtFile) error {
	manifest, whole, err := publish.Standing(c.Output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a copy without the manifest, or a folder of another program
	}
	if err != nil {
		return err
	}
	if !whole {
		c.inOutput(problem.DamagedManifest, "", "the record of published files is damaged; not every file can be compared with it", "build again")
	}
	for _, f := range manifest {
		i, ok := index[f.Path]
		message := "was published, but is missing"
		if ok {
			message = fmt.Sprintf("has %d bytes, but was published with %d", files[i].size, f.Size)
		}
		if !ok || files[i].size != f.Size {
			c.inOutput(problem.ChangedFile, f.Path, message, "build again with --clean; if that does not help, find out what else writes to the folder")
		}
	}
	if c.Planned != nil && problem.Errors(c.Problems) == 0 {
		c.vanished(manifest)
	}
	return nil
}

// vanished reports published addresses that the sources no longer produce. A page that is gone represents what belongs to it, such as
// its attachments or the years of an agency.
func (c *checker) vanished(manifest []publish.Published) {
	gone := map[string]bool{} // has an entry for each published path
	for _, f := range manifest {
		gone[f.Path] = !c.Planned(f.Path)
	}
	var slugs map[string]*archive.Record
	for _, f := range manifest {
		if !gone[f.Path] || goesWith(f.Path, gone) || c.Archive.Erased(f.Path) {
			continue
		}
		message := fmt.Sprintf("/%s was published, but the sources no longer produce it", address(f.Path))
		family, _ := addresses.Of(f.Path, c.Languages)
		switch family.Promise {
		case addresses.Listing:
			c.inOutput(problem.VanishedList, f.Path, message, "the list would be empty; name the agency, topic or region as before, or expect links to it to break")
		case addresses.Document:
			if slugs == nil {
				slugs = c.slugs()
			}
			hint := "restore the file with `status: withdrawn` and a reason, or add the address to the aliases of its replacement"
			if r := slugs[slugOf(f.Path)]; r != nil {
				hint = fmt.Sprintf("it seems to be at /%s now: add `aliases: [/%s]` to %s", r.Path, f.Path, c.file(r.Source))
			}
			c.inOutput(problem.VanishedAddress, f.Path, message, hint)
		}
	}
}

// slugs returns the bulletins by the last part of their address, with nil for a slug that several share.
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

// goesWith reports whether a file belongs to a page that is checked itself: another view of a published page, or a file below a page
// that is gone.
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
