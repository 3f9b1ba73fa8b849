package main

import (
	"encoding/json"
	"io"
)

// printJSON writes a value as indented JSON. All commands with --json print with it, so that their output looks the same.
// Addresses and markup stay readable: "&", "<" and ">" are not escaped, because the output is not embedded in HTML.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
