//go:build !unix

package source

import "os"

// stateIn leaves everything to the portable way.
func stateIn(*os.File, string) (fileState, bool) { return fileState{}, false }
