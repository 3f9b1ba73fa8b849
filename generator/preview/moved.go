package preview

import (
	"net/url"
	"strings"
)

// A bulletin whose slug or date changes gets another address. Its open page must not turn into "not found" while its editor looks at
// it, so the server remembers which bulletin it served at which path, and leads from there to where the bulletin is now: tabs by an
// event, browsers without scripts by a redirect.

// noteServed remembers the bulletin that was served at a path.
func (s *Server) noteServed(site pageSource, at string) {
	if source := bulletinAt(site, at); source != "" {
		s.served.Store(at, source)
	}
}

// servedAt returns the source of the bulletin that was last served at a path and is not there any more, or "".
func (s *Server) servedAt(site pageSource, at string) string {
	if site == nil {
		return ""
	}
	source, _ := s.served.Load(at)
	text, _ := source.(string)
	return text
}

// newAddress returns the address that a bulletin has now, if it is not at.
func (s *Server) newAddress(site pageSource, at, source string) (address string, moved bool) {
	if site == nil || source == "" {
		return "", false
	}
	path, ok := site.Address(source, isPrintView(at))
	if !ok {
		return "", false
	}
	address = (&url.URL{Path: "/" + strings.TrimSuffix(path, "index.html")}).EscapedPath()
	was := (&url.URL{Path: at}).EscapedPath()
	return address, address != was
}

// isPrintView reports whether a path is that of a print view, in either form of addresses.
func isPrintView(at string) bool {
	return strings.HasSuffix(at, ".print.html") || strings.HasSuffix(at, "/print.html")
}
