// Package themes holds the themes that are built into the program.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed gazette
var files embed.FS

// Guide is the contract between a theme and the program, in Markdown: gazette/README.md.
//
//go:embed gazette/README.md
var Guide string

// Gazette is the default theme: the folder gazette, whose README.md is the contract that a site's own theme builds on.
func Gazette() fs.FS {
	gazette, err := fs.Sub(files, "gazette")
	if err != nil {
		panic(err) // the name above is a constant
	}
	return gazette
}
