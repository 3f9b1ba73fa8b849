package escape

import (
	"net/url"
	"strings"
)

// An Address is what is written in a link to a file of the site: the path of the file below the root, percent-encoded, and perhaps a
// fragment. Only AddressOf and WithPart make one (TestNothingElseMakesAddresses), so that a name with #, ? or % leads to its file in each
// page, feed and data file alike. It has no methods, since templates write such a type as fast as a string.
type Address string

// AddressOf returns the address of the file at a path below the root.
func AddressOf(path string) Address { return Address(Path(path)) }

// WithPart returns the address of the element of a page that has an id.
func WithPart(a Address, id string) Address {
	if id == "" {
		return a
	}
	return a + "#" + Address(Path(id))
}

// JoinLink joins the path of a source and a fragment, which has been escaped already, to a link. SplitLink splits it again.
func JoinLink(path, fragment string) string {
	if strings.ContainsAny(path, "%#") {
		path = linkEscaper.Replace(path)
	}
	return path + fragment
}

var linkEscaper = strings.NewReplacer("%", "%25", "#", "%23")

// SplitLink returns the path of the source to which a link leads, and the id that its fragment names.
func SplitLink(link string) (path, id string) {
	path, id, _ = strings.Cut(link, "#")
	return Unescaped(path), Unescaped(id)
}

// Unescaped decodes what was percent-encoded. If what follows a percent sign cannot be decoded, it decodes nothing.
func Unescaped(s string) string {
	if strings.IndexByte(s, '%') >= 0 {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
	}
	return s
}

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

// inPath is the set of bytes that AppendPath copies.
var inPath = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$*+,;=:@()") {
		set[c] = true
	}
	return set
}()
