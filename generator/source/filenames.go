package source

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// What a file's name says: that a program left it behind, that it was meant as a source, or that it cannot be published.

// wellKnown is the one hidden folder that is published: RFC 8615 gives it its name.
const wellKnown = ".well-known"

// ignored reports whether a file is one that editors and systems put beside others on their own, or an original that an import keeps.
// Nothing needs to be said about it, since its owner never meant to publish it, and often does not see it.
func ignored(name string) bool {
	if strings.HasSuffix(name, ".md") { // as nearly all names do
		return name[0] == '.' || strings.Contains(name, ".original.")
	}
	if name[0] == '.' || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.Contains(name, ".original.") || strings.HasSuffix(name, ".original") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information", "@eadir", "icon\r":
		return true
	}
	return strings.HasSuffix(name, ".swp")
}

// leftover reports whether a file is an old version, a part of a download, or the mark of an open document. People see such files, so
// a problem says that these are not published.
func leftover(name string) bool {
	if strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~") {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".bak", ".old", ".orig", ".rej", ".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".downloading", ".opdownload", ".xltd":
		return true
	}
	return false
}

// markdownEndings are names of markdown files that other programs use. The last of them are those of an editor of plain texts, which
// adds its own ending, and of a keyboard that types Chinese stops.
var markdownEndings = []string{".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd", ".mdwn", ".mdtext", ".mdx", ".md.txt", ".markdown.txt", "。md"}

// meantAs returns the name that a file with another ending than .md was meant to have, or "" if it was not meant as a source.
func meantAs(name string) string {
	if path.Ext(name) == ".md" {
		return ""
	}
	plain := strings.ToLower(width.Fold.String(strings.TrimSpace(name)))
	for _, ending := range markdownEndings {
		if stem, ok := strings.CutSuffix(plain, ending); ok && stem != "" {
			runes := []rune(strings.TrimSpace(name))
			return string(runes[:utf8.RuneCountInString(stem)]) + ".md"
		}
	}
	return ""
}

// nearlyIndex reports whether a name was meant to be index.md.
func nearlyIndex(name string) bool {
	if c := name[0] | 0x20; c != 'i' && c != 0xEF || name == "index.md" { // 0xEF begins full-width letters
		return false
	}
	meant := name
	if other := meantAs(name); other != "" {
		meant = other
	}
	return strings.EqualFold(width.Fold.String(meant), "index.md")
}

// nameFault returns what keeps a file's name from being published, or "".
func nameFault(name string) string {
	if !utf8.ValidString(name) {
		return "is not UTF-8, so that each program shows it in its own way"
	}
	for _, r := range name {
		switch {
		case r == '\\':
			return "has a backslash, which separates folders on some computers"
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return "has a control character, which no one sees"
		case unicode.Is(unicode.Bidi_Control, r):
			return "has a character that turns the direction of writing, so that its ending can look like another"
		}
	}
	return ""
}
