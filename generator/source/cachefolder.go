package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// CheckCache returns an error for a store's folder that others can write to: the texts of all pages come from there, and a checksum
// protects them against damage, not against malice. A folder that does not exist will belong to this user alone.
func CheckCache(dir string) error {
	if dir == "" {
		return nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("the cache folder cannot be used: %w", err)
	case !info.IsDir():
		return fmt.Errorf("the cache %s is not a folder; name another one with --cache", dir)
	}
	if why, cure := writers(dir, info); why != "" {
		return fmt.Errorf("the cache folder %s %s, who could put texts into the site; %s, or name another one with --cache. Nothing was written", dir, why, cure)
	}
	return nil
}
