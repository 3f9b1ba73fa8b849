//go:build !unix

package source

import "os"

// stateIn always leaves the decision to the portable way.
func stateIn(*os.File, string) (fileState, bool) { return fileState{}, false }
