package escape

import "strings"

const hex = "0123456789ABCDEF"

// AppendPath appends a path as part of an address: it percent-encodes what RFC 3986 §3.3 does not allow, and "&" and "'" too, so
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

// Path is AppendPath for a string, which it returns as it is if it needs no escaping, as most paths do.
func Path(path string) string {
	for i := range len(path) {
		if !inPath[path[i]] {
			return string(AppendPath(make([]byte, 0, len(path)+32), path))
		}
	}
	return path
}

// Link is Path for a path that may end with a fragment: its first "#" stays.
func Link(path string) string {
	path, fragment, found := strings.Cut(path, "#")
	if !found {
		return Path(path)
	}
	return Path(path) + "#" + Path(fragment)
}

var inPath = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$*+,;=:@()") {
		set[c] = true
	}
	return set
}()
