package escape

import "strings"

const hex = "0123456789ABCDEF"

// AppendPath appends a path as part of an address. It percent-encodes what RFC 3986 §3.3 does not allow, and also "&" and "'", so
// that the result needs no further escaping in XML, JSON, CSV or HTML.
func AppendPath(dst []byte, path string) []byte {
	for i := range len(path) {
		if c := path[i]; inPath[c] {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
	}
	return dst
}

// Path returns a path as AppendPath appends it: usually the same string, since most paths need no escaping.
func Path(path string) string {
	for i := range len(path) {
		if !inPath[path[i]] {
			return string(AppendPath(make([]byte, 0, len(path)+32), path))
		}
	}
	return path
}

// Link returns Path of a path that may end with a fragment: it keeps the first "#".
func Link(path string) string {
	path, fragment, found := strings.Cut(path, "#")
	if !found {
		return Path(path)
	}
	return Path(path) + "#" + Path(fragment)
}

// inPath is the set of bytes that AppendPath copies.
var inPath = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$*+,;=:@()") {
		set[c] = true
	}
	return set
}()
