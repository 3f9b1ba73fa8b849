package data

import (
	"path"
	"strings"

	"gongbao/generator/escape"
)

// appendBase appends an address from the settings, which may be percent-encoded already: percent signs stay as they are, and so do
// the brackets of an IPv6 host.
func appendBase(dst []byte, address string) []byte {
	rest := address
	for {
		i := strings.IndexAny(rest, "%[]")
		if i < 0 {
			return escape.AppendPath(dst, rest)
		}
		dst = append(escape.AppendPath(dst, rest[:i]), rest[i])
		rest = rest[i+1:]
	}
}

// appendURL appends the absolute address of a path below the root.
func (p *planner) appendURL(dst []byte, path string) []byte {
	return escape.AppendPath(append(dst, p.base...), path)
}

func (p *planner) url(path string) string { return string(p.appendURL(nil, path)) }

// upward returns the relative path from a file to the site's root: "../../", or "" at the root itself.
func upward(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// mediaTypes are the IANA media types of files that offices attach. The operating system's table would differ between machines.
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
