// Package changetime reads what programs cannot forge about a file: when it last changed, and which file it is.
//
// The modification time says when the content changed, but a program may set it: one that synchronises folders, or `touch -r`, gives
// an edited file its old time again. The system sets the change time itself.
package changetime

import "io/fs"

// Of returns the change time of a file in nanoseconds since 1970, and its inode. Both are 0 where the system has none, and in a state
// that did not come from it.
func Of(info fs.FileInfo) (changed int64, inode uint64) { return of(info.Sys()) }
