package publish

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Moving is what readers see of a publication. It renames and deletes, and does nothing else: no byte is written, so that
// a full disk can hardly stop it. Each step can be done again, and a step that was done already does nothing; a build that
// finds "next" in the hidden folder does them all again from the first.

// move brings the site from its manifest to next, of which the files lie ready, and deletes the files that are gone. If it
// fails before a reader could have met anything new, the site is put back as it was; but not in a second attempt, which
// does not know what the first had placed.
func (s *site) move(ctx context.Context, gone []gone, first bool) error {
	// A file and a folder cannot both have one name. Where a folder takes the place of a file, or a file that of a folder,
	// the old one goes first. It is the one case in which links are dead for a moment.
	if err := s.remove(ctx, gone, true); err != nil {
		return s.unfinished(err)
	}
	var placed []string
	if err := s.place(ctx, newFolder, ".", &placed); err != nil {
		if !first || len(s.inWay) > 0 || s.putBack(placed) != nil {
			return s.unfinished(err)
		}
		return s.abandon(ctx, err)
	}
	if err := s.place(ctx, changeFolder, ".", &placed); err != nil {
		return s.unfinished(err)
	}
	if err := s.remove(ctx, gone, false); err != nil {
		return s.unfinished(err)
	}
	for _, folder := range []string{newFolder, changeFolder} {
		if err := s.clear(ctx, filepath.Join(s.own, folder)); err != nil {
			return s.unfinished(err)
		}
	}
	err := s.FS.Rename(filepath.Join(s.own, nextName), filepath.Join(s.own, manifestName))
	if err != nil {
		return s.unfinished(err)
	}
	return nil
}

// place moves what lies ready in a folder below new/ or changed/ to its place in the site. A folder that the site does not
// have is moved as a whole, so that a first publication takes a few steps and not one for each file.
func (s *site) place(ctx context.Context, stage, dir string, placed *[]string) error {
	entries, err := s.FS.ReadDir(filepath.Join(s.own, stage, dir))
	if err != nil {
		return ifThere(err)
	}
	slices.SortStableFunc(entries, homeLast)
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			there, err := s.lookFolder(p)
			if err != nil {
				return err
			}
			if there {
				if err := s.place(ctx, stage, p, placed); err != nil {
					return err
				}
				continue
			}
		}
		if err := s.FS.Rename(filepath.Join(s.own, stage, p), s.at(p)); err != nil {
			return err
		}
		*placed = append(*placed, p)
	}
	return nil
}

// homeLast puts the page that readers begin with behind all that it leads to.
func homeLast(a, b fs.DirEntry) int {
	rank := func(e fs.DirEntry) int {
		if e.Name() == "index.html" {
			return 1
		}
		return 0
	}
	return rank(a) - rank(b)
}

// putBack undoes the placing of new files.
func (s *site) putBack(placed []string) error {
	for _, p := range slices.Backward(placed) {
		if err := s.FS.Rename(s.at(p), filepath.Join(s.own, newFolder, p)); err != nil {
			return err
		}
	}
	return s.FS.Remove(filepath.Join(s.own, nextName))
}

// remove deletes files that are gone, those in the way or the others, and the folders that are empty then.
func (s *site) remove(ctx context.Context, files []gone, inWay bool) error {
	emptied := map[string]bool{}
	for _, g := range files {
		if g.inWay != inWay {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.removeFile(g.path); err != nil {
			return err
		}
		for dir := parent(g.path); dir != "." && !emptied[dir]; dir = parent(dir) {
			emptied[dir] = true
		}
	}
	folders := make([]string, 0, len(emptied))
	for dir := range emptied {
		folders = append(folders, dir)
	}
	slices.SortFunc(folders, func(a, b string) int { return strings.Compare(b, a) }) // a folder comes before the one it lies in
	for _, dir := range folders {
		if there, err := s.folder(dir); !there || err != nil {
			continue
		}
		err := s.FS.Remove(s.at(dir))
		if err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) { // "not empty" is an ErrExist
			return err
		}
	}
	return nil
}

// removeFile deletes a file that the manifest names, if it is still the file that the manifest means.
func (s *site) removeFile(path string) error {
	there, err := s.folder(parent(path))
	if errors.As(err, new(problem)) {
		return nil // somebody put a link or a file where the folder was, and what is behind it is not ours
	}
	if !there || err != nil {
		return err
	}
	info, err := s.FS.Lstat(s.at(path))
	if err != nil || info.IsDir() { // a folder may be the new one, if this is a second attempt
		return ifThere(err)
	}
	return ifThere(s.FS.Remove(s.at(path)))
}

// resume brings to an end what an earlier build could not, and says whether there was anything but litter.
func (s *site) resume(ctx context.Context) (resumed bool, err error) {
	entries, err := s.FS.ReadDir(s.own)
	if err != nil {
		return false, s.untouched(err)
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == nextName }) {
		next, err := s.load(nextName)
		if err != nil {
			return false, s.untouched(err)
		}
		if next.intact {
			old, err := s.load(manifestName)
			if err != nil {
				return false, s.untouched(err)
			}
			if err := s.move(ctx, s.compare(next.files(), old).gone, false); err != nil {
				return false, err
			}
			resumed = true
		} else if err := ifThere(s.FS.Remove(filepath.Join(s.own, sealName))); err != nil {
			// A damaged one does not tell what is gone. The site stays mixed, which harms no link; without its seal, the old
			// manifest is not believed, and this build looks at every file.
			return false, s.untouched(err)
		}
	}
	for _, e := range entries {
		name := filepath.Join(s.own, e.Name())
		switch {
		case slices.Contains([]string{manifestName, sealName, lockName}, e.Name()):
		case e.IsDir():
			err = s.clear(ctx, name)
		default:
			err = ifThere(s.FS.Remove(name))
		}
		if err != nil {
			return false, s.untouched(err)
		}
	}
	return resumed, nil
}
