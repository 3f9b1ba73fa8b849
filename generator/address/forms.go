package address

import (
	"path"
	"strings"
)

// The form of an address shows what was there, even if nothing is there any more. All functions take a path below the root, of a file
// or as a browser shows it.

// IsBulletin reports whether a path is that of a bulletin's page, of another form of it, or of an attachment.
func IsBulletin(path string) bool { return isBelowDay(path) }

// BulletinStem returns the path of a bulletin's page without its ending. ok is false for any other path.
func BulletinStem(path string) (stem string, ok bool) {
	if !isBelowDay(path) || strings.HasSuffix(path, ".print.html") {
		return "", false
	}
	stem = strings.TrimSuffix(path, "/index.html")
	if stem == path {
		stem = strings.TrimSuffix(path, "/")
	}
	if stem == path {
		stem, ok = strings.CutSuffix(path, ".html")
	} else {
		ok = true
	}
	return stem, ok && strings.Count(stem, "/") == 3
}

// DateFolder returns the year or month that a path lists: "2020/02/" for the lists of that month, in any language, and "2020/" for
// those of the year and for its open data. It is "" for any other path.
func DateFolder(path string) string {
	if year, ok := strings.CutPrefix(path, Data); ok {
		if year, ok = strings.CutSuffix(year, ".json"); ok && isYear(year) {
			return year + "/"
		}
		return ""
	}
	path = withoutLanguage(path)
	if isDate(Index(path)) || isIssue(path) {
		folder, _, _ := cutDate(Index(path))
		return folder + "/"
	}
	return ""
}

// TermFolder returns the folder of an agency, topic or region that a path is in, without a language's folder: "agencies/jinan-audit/".
// It is "" for any other path.
func TermFolder(path string) string {
	path = withoutLanguage(path)
	for i := range Families {
		if f := &Families[i]; f.Terms && strings.HasPrefix(path, f.Folder) {
			if id, _, ok := strings.Cut(path[len(f.Folder):], "/"); ok && id != "" {
				return path[:len(f.Folder)+len(id)+1]
			}
		}
	}
	return ""
}

// IsFeed reports whether a path is that of the site's feed.
func IsFeed(path string) bool { return path == "feed.xml" || path == "feed.json" }

// withoutLanguage removes the folder of a language.
func withoutLanguage(path string) string {
	first, rest, _ := strings.Cut(path, "/")
	tag, _, _ := strings.Cut(first, "-")
	if len(tag) < 2 || len(tag) > 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" {
		return path
	}
	return rest
}

// pageEndings are the endings of addresses whose files are sent as pages, by this site or by the one before it.
var pageEndings = []string{"", ".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".jspx", ".php", ".do", ".action", ".cgi"}

// StandIn returns the file of a page that stands in for something else at a path: it says that it has moved or is gone. Hosts send a
// file by its ending, so the page for a PDF cannot be a file of that name; it is the index of a folder of that name.
func StandIn(p string) string {
	if p == "" || p[len(p)-1] == '/' {
		return Index(p)
	}
	ending := strings.ToLower(path.Ext(p))
	switch {
	case ending == "":
		return p + "/index.html"
	case isPageEnding(ending):
		return p
	}
	return p + "/index.html"
}

func isPageEnding(ending string) bool {
	for _, e := range pageEndings {
		if e == ending {
			return true
		}
	}
	return false
}
