package slips

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Write replaces a source by its correction: the whole file at once, with the permissions that it had. name must be below the folder
// root, also after symbolic links are followed; a link stays a link. Write fails if the file changed since it was read.
func (c *Correction) Write(root, name string) error {
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return err
	}
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	if below, err := filepath.Rel(root, target); err != nil || below == ".." || strings.HasPrefix(below, ".."+string(filepath.Separator)) {
		return fmt.Errorf("%s is a link to a file outside the content folder, which is left alone", name)
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	now, err := os.ReadFile(target)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.Before) {
		return fmt.Errorf("%s changed while it was corrected; try again", name)
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".gongbao-fix-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain after the file was renamed
	_, err = f.Write(c.After)
	if err == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), target)
	}
	return err
}
