package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"gongbao/generator/problem"
)

// printJSON writes a value as indented JSON. All commands with --json print with it, so that their output looks the same.
// Addresses and markup stay readable: "&", "<" and ">" are not escaped, because the output is not embedded in HTML. A terminal may
// show it, though, so it holds no character that would act there.
func printJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// escapeHidden escapes what problem.Visible would, in the way of JSON, so that the values stay as they are.
func escapeHidden(data []byte) []byte {
	var out []byte
	done := 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r != '\n' && problem.Hidden(r) || r == '#' && problem.Visible(string(data[i:min(i+32, len(data))]))[0] == '\\' {
			out = append(out, data[done:i]...)
			if done = i + size; r > 0xFFFF {
				high, low := utf16.EncodeRune(r)
				out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
			} else {
				out = fmt.Appendf(out, `\u%04x`, r)
			}
		}
		i += size
	}
	return append(out, data[done:]...)
}
