package data

import (
	"strings"

	"gongbao/generator/escape"
)

// appendBase appends an address from the settings, which may be percent-encoded already: percent signs stay as they are, and so do
// the brackets of an IPv6 host.
func appendBase(dst []byte, address string) []byte {
	rest := address
	for {
		i := strings.IndexAny(rest, "%[]")
		if i < 0 {
			return escape.AppendPath(dst, rest)
		}
		dst = append(escape.AppendPath(dst, rest[:i]), rest[i])
		rest = rest[i+1:]
	}
}

// appendURL appends the absolute address of a path below the root.
func (p *planner) appendURL(dst []byte, path string) []byte {
	return escape.AppendPath(append(dst, p.base...), path)
}

func (p *planner) url(path string) string { return string(p.appendURL(nil, path)) }

// upward returns the relative path from a file to the site's root: "../../", or "" at the root itself.
func upward(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }
