package data

import (
	"path"
	"strings"
)

// appendPath appends a path as an address: what RFC 3986 §3.3 does not allow is percent-encoded, and so are "&" and "'".
// What comes out needs no escape in XML, JSON, CSV or HTML.
func appendPath(dst []byte, path string) []byte { return appendEscaped(dst, path, false) }

// appendEscaped leaves percent signs alone where they escape something already.
func appendEscaped(dst []byte, s string, escaped bool) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		if c := s[i]; inPath[c] || escaped && (c == '%' || c == '[' || c == ']') {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
	}
	return dst
}

var inPath = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$*+,;=:@()") {
		set[c] = true
	}
	return set
}()

// appendURL appends the absolute address of a path below the root.
func (p *planner) appendURL(dst []byte, path string) []byte {
	return appendPath(append(dst, p.base...), path)
}

func (p *planner) url(path string) string { return string(p.appendURL(nil, path)) }

// upward is the way from a file to the site's root: "../../", or "" at the root itself.
func upward(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// mediaTypes are those of the files that offices attach (IANA media types). The system's own table would differ from one
// machine to the next.
var mediaTypes = map[string]string{
	".7z":   "application/x-7z-compressed",
	".csv":  "text/csv",
	".doc":  "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".gif":  "image/gif",
	".htm":  "text/html",
	".html": "text/html",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".json": "application/json",
	".mp3":  "audio/mpeg",
	".mp4":  "video/mp4",
	".odp":  "application/vnd.oasis.opendocument.presentation",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ofd":  "application/ofd",
	".pdf":  "application/pdf",
	".png":  "image/png",
	".ppt":  "application/vnd.ms-powerpoint",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".rar":  "application/vnd.rar",
	".svg":  "image/svg+xml",
	".txt":  "text/plain",
	".webp": "image/webp",
	".xls":  "application/vnd.ms-excel",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml":  "application/xml",
	".zip":  "application/zip",
}

func mediaType(name string) string {
	if t, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
