package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The seal names the manifest that was written last, by its hash, and the run of the machine in which it was written. A
// manifest without its seal is not believed: the next build looks at every file.

// standing reads the manifest of the last publication, and finds out how far it can be trusted.
func (out *output) standing() (manifest, error) {
	if out.fresh {
		return manifest{}, nil
	}
	m, err := out.load(manifestName)
	if err != nil {
		return m, out.untouched(err)
	}
	text, err := out.readOwn(sealName)
	if err != nil {
		return m, out.untouched(err)
	}
	sum, boot, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	// A manifest that is whole but not the last one says nothing about what was published after it.
	out.damaged = !m.intact || sum != m.sum
	out.rebooted = boot != bootID()
	return m, nil
}

// load reads a manifest; a missing one reads as a damaged one.
func (out *output) load(name string) (manifest, error) {
	text, err := out.readOwn(name)
	return readManifest(text), err
}

// maxOwn is the size in bytes from which a file of the hidden folder is not believed: the manifest of ten million files.
const maxOwn = 1 << 30

// readOwn reads a file of the hidden folder. One that is missing, or that gongbao cannot have written, reads as empty.
func (out *output) readOwn(name string) ([]byte, error) {
	name = filepath.Join(out.own, name)
	info, err := out.FS.Lstat(name)
	if err != nil || !credible(info) {
		return nil, ignoreMissing(err)
	}
	return readFile(out.FS, name, info.Size())
}

// credible reports whether gongbao can have written a file of the hidden folder. It writes no links, pipes or devices.
func credible(info fs.FileInfo) bool { return info.Mode().IsRegular() && info.Size() <= maxOwn }

// bootID identifies the run of the machine since it was last started. It is empty on systems that do not provide one.
func bootID() string {
	id, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return strings.TrimSpace(string(id))
}

// writeNext writes the next manifest of the site, and the seal that makes it the last one.
func (out *output) writeNext(text []byte, sum string) error {
	seal := sum + " " + bootID() + "\n"
	if err := writeFile(out.FS, filepath.Join(out.own, unsealedName), []byte(seal), true); err != nil {
		return err
	}
	// A file called next means that files are being moved, so it must be whole from the first.
	draft := filepath.Join(out.own, draftName)
	if err := writeFile(out.FS, draft, text, true); err != nil {
		return err
	}
	return out.FS.Rename(draft, filepath.Join(out.own, nextName))
}

// seal makes the manifest of the site the one whose keys are trusted.
func (out *output) seal() error {
	err := out.FS.Rename(filepath.Join(out.own, unsealedName), filepath.Join(out.own, sealName))
	if err != nil {
		return fmt.Errorf("the site is published, but its seal cannot be written: %w; the next build will look at every file", err)
	}
	out.fresh = false
	return nil
}
