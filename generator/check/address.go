package check

import (
	"bytes"
	"net/url"
	"strings"
)

// site tells where the links of a page lead.
type site struct {
	base   string           // absolute address, with a slash at its end; empty: not known
	origin string           // scheme and host of base
	below  string           // path of base: "/" or "/bulletins/"
	files  map[string]int32 // path -> number of the file
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

// link is where a link leads.
type link struct {
	kind     linkKind
	path     []byte // here and dead: below the root, of a file; valid until the next link is followed
	file     int32  // here: its number
	fragment []byte // here: without "#", still escaped; nil: none
	web      string // elsewhere: the absolute address
}

type linkKind uint8

const (
	other     linkKind = iota // of no concern: mail, telephone, data
	here                      // to a file of the archive
	dead                      // to a file that the archive does not have
	outside                   // above the archive's root
	elsewhere                 // to another site, or another part of the archive's own host
)

// follow finds where a link on a page leads. page is the path of the page's file below the root, href the link without character
// references; buf is memory to work in.
func (s *site) follow(page string, href, buf []byte) link {
	href = bytes.Trim(href, " \t\r\n\f")
	if s.base != "" && bytes.HasPrefix(href, []byte(s.base)) {
		return s.inside(append(buf[:0], '/'), href[len(s.base):])
	}
	switch scheme := schemeOf(href); {
	case scheme == "http" || scheme == "https":
		return link{kind: elsewhere, web: string(href)}
	case scheme != "":
		return link{kind: other}
	case bytes.HasPrefix(href, []byte("//")):
		return link{kind: elsewhere, web: "https:" + string(href)}
	case bytes.HasPrefix(href, []byte(s.below)):
		return s.inside(append(buf[:0], '/'), href[len(s.below):])
	case len(href) > 0 && href[0] == '/':
		if s.origin == "" {
			return link{kind: outside}
		}
		return link{kind: elsewhere, web: s.origin + string(href)}
	}
	if len(href) == 0 || href[0] == '?' || href[0] == '#' {
		l := link{kind: here, path: append(buf[:0], page...), file: s.files[page]}
		if i := bytes.IndexByte(href, '#'); i >= 0 {
			l.fragment = href[i+1:]
		}
		return l
	}
	folder := append(append(buf[:0], '/'), page[:strings.LastIndexByte(page, '/')+1]...)
	return s.inside(folder, href)
}

// inside follows a relative link from a folder, which is written with a slash at its start and its end.
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
				return link{kind: outside}
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
	l.kind, l.path = dead, folder[1:]
	if file, ok := s.files[string(l.path)]; ok {
		l.kind, l.file = here, file
	}
	return l
}

// schemeOf gives the scheme of an address in lower case, or "" (RFC 3986 §3.1).
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
