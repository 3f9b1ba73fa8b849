// Package address declares the addresses of a site. Plan, preview, sitemap, reserved names and check all read Families, so that
// a new family of pages is declared once.
//
// What a reader of the site may rely on:
//
//   - An address is a promise: it depends only on what an author wrote, and never on a count, a position or the time of a build.
//   - Files of different families never have the same address. Authors cannot choose an address of a family for a plain page or
//     an alias (see Reserved).
//
// All paths are slash-separated and below the site's root, without a leading slash. The path of a folder's page ends with a
// slash, and that of the home page is empty.
package address

import (
	"slices"
	"strings"
)

// A Family is a group of addresses that the site makes in one way.
type Family struct {
	Name   string
	Folder string   // top-level folder, with a slash at its end; empty if the family has none
	Files  []string // names at the root; a star at the end matches anything

	Templates   []string // the theme's templates for its pages
	PerLanguage bool     // in each language of the site, below the language's folder
	Single      bool     // one page: that of Folder
	InSitemap   bool
	Promise     Promise
	Terms       bool // of a kind of term: the page of each, its years and its feeds are in a folder of their own

	// FreeSlug allows a plain page to have the folder's name as its slug: pages/feed.md is /feed.html next to /feed/.
	FreeSlug bool

	contains func(path string) bool // decides instead of Folder and Files, if not nil
}

// A Promise decides what it means when an address disappears.
type Promise uint8

const (
	Document    Promise = iota // people may have cited it, so it must stay
	Listing                    // made from documents; it goes when it would list nothing
	MachineMade                // only pages refer to it, by a name that changes with its content
)

// Folders that other packages name.
const (
	Search  = "search/"
	Data    = "data/"
	Changes = "changes/"
	Assets  = "assets/"
)

// Families covers all addresses of a site except those that authors choose: plain pages, their attachments, and aliases. A path
// belongs to the first family that contains it.
var Families = []Family{
	{Name: "home", Files: []string{"index.html"}, Templates: []string{"home.html"}, PerLanguage: true, Single: true, InSitemap: true, Promise: Listing},
	{Name: "issues", Templates: []string{"issue.html"}, Promise: Listing, contains: isIssue},
	{Name: "dates", Templates: []string{"year.html", "list.html"}, PerLanguage: true, InSitemap: true, Promise: Listing, contains: isDate},
	{Name: "bulletins", Templates: []string{"bulletin.html", "print.html"}, InSitemap: true, Promise: Document, contains: isBelowDay},
	term("agencies"),
	term("topics"),
	term("regions"),
	{Name: "changes", Folder: Changes, Templates: []string{"changes.html"}, PerLanguage: true, InSitemap: true, Promise: Listing},
	{Name: "search", Folder: Search, Templates: []string{"search.html"}, PerLanguage: true, Single: true, Promise: Listing, contains: isSearchPage},
	{Name: "search index", Folder: Search, Promise: MachineMade},
	{Name: "data", Folder: Data, Templates: []string{"data.html"}, PerLanguage: true, Single: true, InSitemap: true, Promise: Listing},
	{Name: "feeds", Files: []string{"feed.xml", "feed.json"}, Promise: Listing},
	{Name: "archived feeds", Folder: "feed/", FreeSlug: true, Promise: Document},
	{Name: "search description", Files: []string{"opensearch.xml"}, PerLanguage: true, Promise: Listing},
	{Name: "crawler files", Files: []string{"sitemap*", "robots.txt"}, Promise: Listing},
	{Name: "not found", Files: []string{"404.html"}, Templates: []string{"notfound.html"}, Promise: Listing},
	{Name: "assets", Folder: Assets, Promise: MachineMade},
}

// AuthorTemplates are the templates of pages whose addresses authors choose. Those of redirect.html and gone.html may belong to a family:
// they stand where its page was.
var AuthorTemplates = []string{"plain.html", "redirect.html", "gone.html"}

// term returns the family of a kind of term, whose name is its folder: the page of all terms, the page of each, its years, and
// its feeds.
func term(name string) Family {
	return Family{Name: name, Folder: name + "/", Templates: []string{"terms.html", "term.html", "list.html"}, PerLanguage: true, InSitemap: true, Promise: Listing, Terms: true}
}

// Of returns the family to which a path belongs. ok is false if an author chose the address. languages lists the folders of the
// site's other languages.
func Of(path string, languages []string) (f Family, ok bool) {
	first, rest, below := strings.Cut(path, "/")
	if below {
		for _, l := range languages {
			if first == l {
				if f, ok = find(rest); ok && f.PerLanguage {
					return f, true
				}
				return Family{}, false
			}
		}
	}
	return find(path)
}

func find(path string) (f Family, ok bool) {
	path = Index(path)
	for _, f := range Families {
		if f.Contains(path) {
			return f, true
		}
	}
	return Family{}, false
}

// Contains reports whether the family contains a path, which is not below a language's folder. An earlier family may contain it
// too.
func (f *Family) Contains(path string) bool {
	switch {
	case f.contains != nil:
		return f.contains(path)
	case f.Folder != "" && strings.HasPrefix(path, f.Folder):
		return true
	}
	return f.hasFile(path)
}

func (f *Family) hasFile(path string) bool {
	for _, name := range f.Files {
		if start, open := strings.CutSuffix(name, "*"); name == path || open && strings.HasPrefix(path, start) && !strings.Contains(path, "/") {
			return true
		}
	}
	return false
}

// hidden is the folder in which package publish keeps the manifest of the output.
const hidden = ".gongbao"

// Reserved reports whether authors cannot choose an address for a plain page or an alias, because it belongs to a family, is in
// the folder of a language, or looks like that of a year or a month. path is in lower case.
func Reserved(path string, languages []string) bool {
	first, _, below := strings.Cut(path, "/")
	if first == hidden {
		return true
	}
	for _, l := range languages {
		if first == strings.ToLower(l) {
			return true
		}
	}
	for i := range Families {
		f := &Families[i]
		if f.Folder != "" && first == strings.TrimSuffix(f.Folder, "/") || !below && f.hasFile(path) {
			return true
		}
	}
	return isYear(first) && strings.Count(path, "/") < 3
}

// ReservedSlug reports whether authors cannot choose a slug for a plain page, because its page or its folder would have an address
// of a family.
func ReservedSlug(slug string) bool {
	for i := range Families {
		f := &Families[i]
		if f.Folder == slug+"/" && !f.FreeSlug || slices.Contains(f.Files, slug+".html") {
			return true
		}
	}
	return false
}

// isDate reports whether a path is the list of a year or a month, or a numbered part of one.
func isDate(path string) bool {
	folder, name, ok := cutDate(path)
	return ok && folder != "" && (name == "index.html" || isDigits(strings.TrimSuffix(name, ".html")) && strings.HasSuffix(name, ".html"))
}

// isIssue reports whether a path is the printable issue of a month.
func isIssue(path string) bool {
	folder, name, ok := cutDate(path)
	return ok && folder != "" && name == "print.html"
}

// cutDate splits a path into the folder of a year or a month and the name of a file in it.
func cutDate(path string) (folder, name string, ok bool) {
	year, rest, _ := strings.Cut(path, "/")
	if !isYear(year) {
		return "", "", false
	}
	folder = year
	if month, below, deeper := strings.Cut(rest, "/"); deeper && len(month) == 2 && isDigits(month) {
		folder, rest = year+"/"+month, below
	}
	return folder, rest, rest != "" && !strings.Contains(rest, "/")
}

// isBelowDay reports whether a path is in the folder of a day: a bulletin, another form of it, or an attachment.
func isBelowDay(path string) bool {
	parts := strings.SplitN(path, "/", 4)
	return len(parts) == 4 && isYear(parts[0]) && len(parts[1]) == 2 && isDigits(parts[1]) && len(parts[2]) == 2 && isDigits(parts[2])
}

func isSearchPage(path string) bool {
	return strings.HasPrefix(path, Search) && strings.HasSuffix(path, ".html")
}

func isYear(s string) bool { return len(s) == 4 && isDigits(s) }

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
