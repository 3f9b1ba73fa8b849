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

// Moving is the part of a publication that readers see. It only renames and deletes. It writes no bytes, so a full disk can
// hardly stop it. Each step can be repeated: a step that was already done does nothing. A build that finds "next" in the
// hidden folder repeats all of them.

// move brings the site from its manifest to next, whose files are staged, and deletes the files that are gone. If it fails
// before a reader could have seen anything new, it restores the site. A second attempt cannot, since it does not know what the
// first one had placed.
func (out *output) move(ctx context.Context, gone []goneFile, first bool) error {
	// A file and a folder cannot share a name. If a folder takes the place of a file, or a file that of a folder, the old one
	// goes first. This is the only case in which links are dead for a moment.
	if err := out.remove(ctx, gone, true); err != nil {
		return out.unfinished(err)
	}
	var placed []string
	if err := out.place(ctx, newFolder, ".", &placed); err != nil {
		if !first || len(out.inWay) > 0 || out.putBack(placed) != nil {
			return out.unfinished(err)
		}
		return out.abandon(ctx, err)
	}
	if err := out.place(ctx, changeFolder, ".", &placed); err != nil {
		return out.unfinished(err)
	}
	if err := out.remove(ctx, gone, false); err != nil {
		return out.unfinished(err)
	}
	for _, folder := range []string{newFolder, changeFolder} {
		if err := out.clear(ctx, filepath.Join(out.own, folder)); err != nil {
			return out.unfinished(err)
		}
	}
	err := out.FS.Rename(filepath.Join(out.own, nextName), filepath.Join(out.own, manifestName))
	if err != nil {
		return out.unfinished(err)
	}
	return nil
}

// place moves the staged files of a folder below new/ or changed/ to their place in the site. A folder that the site does not
// have is moved as a whole, so that a first publication takes a few steps instead of one for each file.
func (out *output) place(ctx context.Context, stage, dir string, placed *[]string) error {
	entries, err := out.FS.ReadDir(filepath.Join(out.own, stage, dir))
	if err != nil {
		return ignoreMissing(err)
	}
	slices.SortStableFunc(entries, out.readersLast(dir))
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			exists, err := out.statFolder(p)
			if err != nil {
				return err
			}
			if exists {
				if err := out.place(ctx, stage, p, placed); err != nil {
					return err
				}
				continue
			}
		}
		if err := out.FS.Rename(filepath.Join(out.own, stage, p), out.at(p)); err != nil {
			return err
		}
		*placed = append(*placed, p)
	}
	return nil
}

// readersLast sorts the page where readers start after everything that it links to, and before it the ledger, or the folder that holds
// it, after everything else.
func (out *output) readersLast(dir string) func(a, b fs.DirEntry) int {
	rank := func(e fs.DirEntry) int {
		switch p := path.Join(dir, e.Name()); {
		case e.Name() == "index.html":
			return 2
		case p == out.Ledger || strings.HasPrefix(out.Ledger, p+"/"):
			return 1
		}
		return 0
	}
	return func(a, b fs.DirEntry) int { return rank(a) - rank(b) }
}

// putBack moves the new files that were placed back to where they were staged.
func (out *output) putBack(placed []string) error {
	for _, p := range slices.Backward(placed) {
		if err := out.FS.Rename(out.at(p), filepath.Join(out.own, newFolder, p)); err != nil {
			return err
		}
	}
	return out.FS.Remove(filepath.Join(out.own, nextName))
}

// remove deletes the files that are gone, either those in the way or the others, and the folders that are then empty.
func (out *output) remove(ctx context.Context, files []goneFile, inWay bool) error {
	emptied := map[string]bool{}
	for _, g := range files {
		if g.inWay != inWay {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := out.removeFile(g.path); err != nil {
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
	slices.SortFunc(folders, func(a, b string) int { return strings.Compare(b, a) }) // a folder before its parent
	for _, dir := range folders {
		if exists, err := out.folder(dir); !exists || err != nil {
			continue
		}
		err := out.FS.Remove(out.at(dir))
		if err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrNotExist) { // "not empty" is an ErrExist
			return err
		}
	}
	return nil
}

// removeFile deletes a file that the manifest names, unless somebody replaced it or its folder.
func (out *output) removeFile(path string) error {
	exists, err := out.folder(parent(path))
	if isFileError(err) {
		return nil // somebody put a link or a file where the folder was; what it leads to is not ours
	}
	if !exists || err != nil {
		return err
	}
	info, err := out.FS.Lstat(out.at(path))
	if err != nil || info.IsDir() { // in a second attempt, a folder may be the new one
		return ignoreMissing(err)
	}
	return ignoreMissing(out.FS.Remove(out.at(path)))
}

// resume finishes what an earlier build could not, and reports whether that was more than clearing staged files.
func (out *output) resume(ctx context.Context) (resumed bool, err error) {
	entries, err := out.FS.ReadDir(out.own)
	if err != nil {
		return false, out.untouched(err)
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == nextName }) {
		next, err := out.load(nextName)
		if err != nil {
			return false, out.untouched(err)
		}
		if next.intact {
			old, err := out.load(manifestName)
			if err != nil {
				return false, out.untouched(err)
			}
			if err := out.move(ctx, out.compare(next.files(), old).gone, false); err != nil {
				return false, err
			}
			resumed = true
		} else if err := ignoreMissing(out.FS.Remove(filepath.Join(out.own, sealName))); err != nil {
			// A damaged one does not say which files are gone. The site stays mixed, which breaks no link. Without its seal, the
			// old manifest is not trusted, and this build looks at every file.
			return false, out.untouched(err)
		}
	}
	for _, e := range entries {
		name := filepath.Join(out.own, e.Name())
		switch {
		case slices.Contains([]string{manifestName, sealName, lockName, keptName}, e.Name()):
		case e.IsDir():
			err = out.clear(ctx, name)
		default:
			err = ignoreMissing(out.FS.Remove(name))
		}
		if err != nil {
			return false, out.untouched(err)
		}
	}
	return resumed, nil
}
