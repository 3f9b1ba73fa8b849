//go:build !unix

package generator

import "os"

// stateIn knows no other way than the usual one.
func stateIn(*os.File, string) (fileState, bool) { return fileState{}, false }
