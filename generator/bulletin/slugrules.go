package bulletin

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gongbao/generator/address"
	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// An address is a promise, and it becomes a file name on unknown hosts: the rules here allow what every file system and web server
// accepts unchanged.

const maxSlug = 120 // bytes; file names may have 255, and a slug gets endings such as ".print.html"

// slug reads the last part of an address.
func (r *reader) slug(key string, v *fields.Value) Text {
	t := r.Name(key, v)
	if t.Value == "" {
		return Text{}
	}
	if reason, instead := r.slugFault(t.Value); reason != "" {
		r.Report(v.Pos, problem.BadSlug, "%s %s %s", key, fields.Quote(t.Value), reason)
		if fault, _ := r.slugFault(instead); fault == "" {
			r.Hint("did you mean %q?", instead)
		}
		return Text{}
	}
	return t
}

// slugFault returns what is wrong with a slug, and a slug to use instead. An empty reason means that the slug is good.
func (r *reader) slugFault(slug string) (reason, instead string) {
	switch {
	case slug == "":
		return "is empty", ""
	case len(slug) > maxSlug:
		return "is too long; expected at most 120 bytes", ""
	case strings.ContainsAny(slug, `/\`) || slug == "." || slug == "..":
		return "is a path; expected only the last part of an address", slugOf(path.Base(strings.TrimRight(slug, `/\`)))
	case slug[0] == '.' || slug[len(slug)-1] == '.':
		return "starts or ends with a dot", slugOf(strings.Trim(slug, "."))
	}
	for _, c := range slug {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		case unicode.IsUpper(c) || unicode.IsTitle(c):
			return "has capital letters; expected lower-case ones, since some hosts do not distinguish them", strings.ToLower(slug)
		case c < 0x80 || !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c):
			return "holds " + strconv.QuoteRune(c) + "; expected letters, digits, hyphens, underscores and dots", slugOf(slug)
		}
	}
	if !norm.NFC.IsNormalString(slug) {
		return "has letters and accents that are not composed (Unicode NFC)", norm.NFC.String(slug)
	}
	if Reserved(slug) || r.page && address.ReservedSlug(slug) {
		return "is a reserved name; expected another", ""
	}
	for _, ending := range []string{".print", ".html", ".json", ".md"} {
		if strings.HasSuffix(slug, ending) {
			return "ends with " + ending + ", which addresses add themselves", slugOf(strings.TrimSuffix(slug, ending))
		}
	}
	return "", ""
}

// Reserved reports whether no page or folder may have a name: `index`, which has a meaning to servers, and the names of devices,
// which Windows refuses with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
func Reserved(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	switch name {
	case "index", "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && name[3] >= '0' && name[3] <= '9'
}

// defaultSlug makes a slug from the name of a source, or of its folder if the source is an index.md, without a date in front.
func (r *reader) defaultSlug(source string) Text {
	name := strings.TrimSuffix(path.Base(source), path.Ext(source))
	if name == "index" {
		name = path.Base(path.Dir(source))
	}
	at := Text{Pos: r.open}
	at.Value = slugOf(withoutDate(name))
	if reason, _ := r.slugFault(at.Value); reason != "" {
		r.Report(r.open, problem.BadFileName, "the file's name makes the slug %s, which %s", fields.Quote(at.Value), reason)
		r.Hint("add slug: with another name")
	}
	return at
}

// slugOf makes a slug from any name. A name that is a slug already stays as it is; other names are spelt in Latin letters.
func slugOf(name string) string {
	for i := range len(name) {
		if c := name[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return han.Slug(name)
		}
	}
	return name
}

// withoutDate removes `2020-02-21-` from the start of a name, if something follows it.
func withoutDate(name string) string {
	const form = "0000-00-00-"
	if len(name) <= len(form) {
		return name
	}
	for i := range len(form) {
		c := name[i]
		if c >= '0' && c <= '9' {
			c = '0'
		}
		if c != form[i] {
			return name
		}
	}
	return name[len(form):]
}

// aliases reads old addresses: paths from the site's root, as a browser shows them. They may have a query, for web servers.
func (r *reader) aliases(key string, v *fields.Value) []Text {
	texts := r.Lines(key, v)
	return slices.DeleteFunc(texts, func(t Text) bool {
		reason := aliasFault(t.Value)
		if reason != "" {
			r.Report(t.Pos, problem.BadAlias, "alias %s %s; expected a path such as /2020/old.html", fields.Quote(t.Value), reason)
		}
		return reason != ""
	})
}

func aliasFault(alias string) string {
	path, query, asked := strings.Cut(alias, "?")
	switch {
	case alias[0] != '/':
		return "does not start with /"
	case alias == "/":
		return "is the home page"
	case len(alias) > 1024:
		return "is too long"
	case strings.Contains(alias, "#"):
		return "has a fragment, which browsers never send"
	case asked && query == "":
		return "ends with a question mark"
	case strings.ContainsFunc(query, func(r rune) bool {
		return r <= ' ' || r == '"' || r == '<' || r == '>' || r == '\\' || !unicode.IsPrint(r)
	}):
		return "has a space or a mark in its query that no address has"
	case path == "/":
		return ""
	case strings.ContainsAny(path, `\:*"<>|%`):
		return `has one of \ : * " < > | %, which not every host takes`
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(path[1:], "/"), "/") {
		switch {
		case part == "":
			return "has an empty part"
		case part[0] == '.':
			return "has a part that starts with a dot"
		case len(part) > 200:
			return "has a part that is too long"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || part[0] == ' ':
			return "has a part that ends with a dot or starts or ends with a space"
		}
	}
	return ""
}
