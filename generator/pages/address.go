package pages

import "strings"

// EscapePath writes a path as an address in an HTML attribute: what RFC 3986 §3.3 does not allow in a path is percent
// encoded, and so is what HTML would read as markup. A fragment may follow "#".
func EscapePath(path string) string {
	clean := true
	for i := range len(path) {
		if !plainInPath(path[i]) {
			clean = false
			break
		}
	}
	if clean {
		return path
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; plainInPath(c) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

func plainInPath(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("-._~/#!$*+,;=:@()", c) >= 0
}
