package check

import (
	"bytes"
	"net/url"
	"strings"
)

// site resolves the links of pages to files of the archive.
type site struct {
	base   string           // absolute URL, ending in a slash; "": unknown
	origin string           // scheme and host of base
	below  string           // path of base: "/" or "/bulletins/"
	files  map[string]int32 // path -> index of the file
}

func newSite(base string, files []builtFile) *site {
	s := &site{base: base, below: "/", files: make(map[string]int32, len(files))}
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		s.origin = u.Scheme + "://" + u.Host
		if u.Path != "" {
			s.below = u.Path
		}
	}
	for i := range files {
		s.files[files[i].path] = int32(i)
	}
	return s
}

// link is the target of a link.
type link struct {
	kind     linkKind
	path     []byte // toFile and toMissing: path of the file below the root; valid until the next link is followed
	file     int32  // toFile: its index
	fragment []byte // toFile: without "#", still escaped; nil if there is none
	web      string // toWeb: the absolute URL
}

type linkKind uint8

const (
	notChecked linkKind = iota // mail, telephone, data
	toFile                     // to a file of the archive
	toMissing                  // to a file that is not in the archive
	toOutside                  // above the archive's root
	toWeb                      // to another site, or to another part of the archive's own host
)

// follow resolves a link on a page. page is the path of the page's file below the root, href the link with its character
// references decoded. The path of the result is built in buf.
func (s *site) follow(page string, href, buf []byte) link {
	href = bytes.Trim(href, " \t\r\n\f")
	if s.base != "" && bytes.HasPrefix(href, []byte(s.base)) {
		return s.inside(append(buf[:0], '/'), href[len(s.base):])
	}
	switch scheme := schemeOf(href); {
	case scheme == "http" || scheme == "https":
		return link{kind: toWeb, web: string(href)}
	case scheme != "":
		return link{kind: notChecked}
	case bytes.HasPrefix(href, []byte("//")):
		return link{kind: toWeb, web: "https:" + string(href)}
	case bytes.HasPrefix(href, []byte(s.below)):
		return s.inside(append(buf[:0], '/'), href[len(s.below):])
	case len(href) > 0 && href[0] == '/':
		if s.origin == "" {
			return link{kind: toOutside}
		}
		return link{kind: toWeb, web: s.origin + string(href)}
	}
	if len(href) == 0 || href[0] == '?' || href[0] == '#' {
		l := link{kind: toFile, path: append(buf[:0], page...), file: s.files[page]}
		if i := bytes.IndexByte(href, '#'); i >= 0 {
			l.fragment = href[i+1:]
		}
		return l
	}
	folder := append(append(buf[:0], '/'), page[:strings.LastIndexByte(page, '/')+1]...)
	return s.inside(folder, href)
}

// inside resolves a relative link from a folder. The folder's path starts and ends with a slash.
func (s *site) inside(folder, href []byte) link {
	var l link
	if i := bytes.IndexByte(href, '#'); i >= 0 {
		href, l.fragment = href[:i], href[i+1:]
	}
	if i := bytes.IndexByte(href, '?'); i >= 0 {
		href = href[:i]
	}
	if bytes.IndexByte(href, '%') >= 0 {
		if plain, err := url.PathUnescape(string(href)); err == nil {
			href = []byte(plain)
		}
	}
	for more := true; more; {
		var segment []byte
		segment, href, more = bytes.Cut(href, []byte("/"))
		switch string(segment) {
		case ".":
		case "..":
			if len(folder) == 1 {
				return link{kind: toOutside}
			}
			folder = folder[:bytes.LastIndexByte(folder[:len(folder)-1], '/')+1]
		default:
			if folder = append(folder, segment...); more {
				folder = append(folder, '/')
			}
		}
	}
	if folder[len(folder)-1] == '/' {
		folder = append(folder, "index.html"...)
	}
	l.kind, l.path = toMissing, folder[1:]
	if file, ok := s.files[string(l.path)]; ok {
		l.kind, l.file = toFile, file
	}
	return l
}

// schemeOf returns the scheme of an address in lower case, or "" (RFC 3986 §3.1).
func schemeOf(href []byte) string {
	for i, c := range href {
		switch {
		case c == ':':
			return strings.ToLower(string(href[:i]))
		case !isAlpha(c) && (i == 0 || c != '+' && c != '-' && c != '.' && (c < '0' || c > '9')):
			return ""
		}
	}
	return ""
}
