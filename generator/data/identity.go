package data

import (
	"strings"

	"gongbao/generator/archive"
	"gongbao/generator/escape"
)

// identity returns what identifies a bulletin for ever: the day and the slug of its address, "2020/02/21/slug". If a correction of
// its date or slug moved it, its old address is among its aliases, and the first alias that has the form of a bulletin's address
// remains its identity.
func identity(r *archive.Record) string {
	for _, a := range r.Aliases {
		old := strings.TrimSuffix(strings.TrimPrefix(a.Value, "/"), "/index.html")
		old = strings.TrimSuffix(strings.TrimSuffix(old, "/"), ".html")
		if ownAddress(old) {
			return old
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(r.Path, ".html"), "/index")
}

// ownAddress reports whether a path without its ending has the form YYYY/MM/DD/SLUG.
func ownAddress(path string) bool {
	const form = "0000/00/00/"
	if len(path) <= len(form) || strings.Contains(path[len(form):], "/") {
		return false
	}
	for i := range len(form) {
		if c := path[i]; form[i] == '/' && c != '/' || form[i] == '0' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// appendID appends the id of a bulletin, a tag URI (RFC 4151): tag:bulletin.example.org,2020-02-21:slug. An address would not do:
// its scheme and the ending of its file may change.
func (p *planner) appendID(dst []byte, r *archive.Record) []byte {
	id := identity(r)
	dst = append(append(append(dst, "tag:"...), p.host...), ',')
	dst = append(append(append(dst, id[:4]...), '-'), id[5:7]...)
	dst = append(append(append(dst, '-'), id[8:10]...), ':')
	return escape.AppendPath(append(dst, p.section...), id[len("2020/02/21/"):])
}
