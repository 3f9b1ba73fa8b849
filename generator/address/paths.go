package address

import (
	"strconv"
	"strings"
)

// Year returns the folder of a year, below the root, a language's folder or a term's.
func Year(year int) string {
	var b [8]byte
	return string(append(strconv.AppendInt(b[:0], int64(year), 10), '/'))
}

// Month returns the folder of a month, below the root or a language's folder.
func Month(year, month int) string {
	var b [16]byte // one allocation, since every bulletin needs this
	return string(appendMonth(b[:0], year, month))
}

func appendMonth(b []byte, year, month int) []byte {
	b = append(strconv.AppendInt(b, int64(year), 10), '/')
	if month < 10 {
		b = append(b, '0')
	}
	return append(strconv.AppendInt(b, int64(month), 10), '/')
}

// Issue returns the path of a month's printable issue.
func Issue(year, month int) string {
	var b [32]byte
	return string(append(appendMonth(b[:0], year, month), "print.html"...))
}

// Part returns the path of a numbered part of a list, below the list's folder. Part 0 is the folder's page.
func Part(part int) string {
	if part == 0 {
		return ""
	}
	return strconv.Itoa(part) + ".html"
}

// Term returns the folder of an agency, topic or region, below the root or a language's folder. kind is the folder of its kind,
// without a slash.
func Term(kind, id string) string { return kind + "/" + id + "/" }

// Print returns the path of the print view of a bulletin's page.
func Print(page string) string {
	if stem, ok := strings.CutSuffix(page, "/index.html"); ok {
		return stem + "/print.html"
	}
	return strings.TrimSuffix(page, ".html") + ".print.html"
}

// DataYear returns the path of a year's open data.
func DataYear(year int) string { return Data + strconv.Itoa(year) + ".json" }

// Index returns the file of a page: the index.html of a folder, or path itself.
func Index(path string) string {
	if path == "" || path[len(path)-1] == '/' {
		return path + "index.html"
	}
	return path
}

// Root returns the path from a page up to the site's root: "../../", or "./" at the root itself.
func Root(path string) string {
	depth := 0
	for i := range len(path) {
		if path[i] == '/' {
			depth++
		}
	}
	const up = "../../../../../../../../../../../../../../../../"
	switch {
	case depth == 0:
		return "./"
	case 3*depth <= len(up):
		return up[:3*depth] // without an allocation
	}
	return strings.Repeat("../", depth)
}

// TwoDigits formats a number with at least two digits, like a month or a day in an address.
func TwoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
