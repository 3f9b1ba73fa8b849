// Package themes embeds the program's built-in theme.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed gazette
var files embed.FS

// Guide is the contract between a theme and the program, in Markdown.
//
//go:embed gazette/README.md
var Guide string

// Gazette returns the default theme, on which a site's own theme builds.
func Gazette() fs.FS {
	gazette, err := fs.Sub(files, "gazette")
	if err != nil {
		panic(err) // the name above is a constant
	}
	return gazette
}
