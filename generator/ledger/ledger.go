// Package ledger remembers addresses. A site publishes its ledger, data/addresses.txt: each address that it has ever promised, and
// what became of it.
//
// What a reader may rely on:
//
//   - The ledger is made from the sources alone, so an incremental build writes the same one as a clean build. What is promised but
//     no longer explained is not in it, but in a file of the same form beside the manifest (package publish, Unexplained).
//
//   - One line is one address, in order of address. Columns are separated by tabs, and lines that start with "#" are comments:
//
//     current ADDRESS MARK          the address of something that is there
//     withdrawn ADDRESS MARK        the address of a bulletin that was withdrawn; its page says why
//     moved ADDRESS NEW             what was there is at NEW
//     gone ADDRESS DATE REASON      what was there is gone; its page says why
//
//   - Promised are pages, print views, data and attachments of bulletins, plain pages, lists by date, terms, feeds and open data. Parts
//     of lists and feeds are not: they are cut from what their first page leads to. Nor are files that only pages refer to.
//
//   - An address starts with a slash, is below the site's root, and is percent-encoded as links on the site are. It may have a query,
//     which only a web server can answer. A folder's address ends with a slash.
//
//   - Some lines speak for more than their address. That of a term covers its years and feeds; a folder that is gone, what lies below
//     it; a page that is gone, its print view, its data and its attachments. A star in an address that is gone stands for any text.
//
//   - A mark is made of hashes and recognises the same thing at another address. It may be missing.
//
// A ledger that is read is data from outside: a line that cannot be understood is counted and passed over, and no address in it is
// ever a path to write or delete.
package ledger

import (
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"gongbao/generator/address"
	"gongbao/generator/escape"
)

// Path is where the ledger of a site is, below its root.
const Path = "data/addresses.txt"

// MaxSize is the size of the largest ledger that is read, in bytes. A million bulletins need half of it.
const MaxSize = 256 << 20

// Head opens every ledger and says its form.
const Head = "# gongbao addresses 1\n" +
	"# Every address that this site promises, in order of address. Columns are separated by tabs. A MARK may be missing.\n" +
	"# current ADDRESS MARK, withdrawn ADDRESS MARK, moved ADDRESS NEW, gone ADDRESS DATE REASON\n"

// State is what became of an address.
type State uint8

const (
	Current State = iota
	Withdrawn
	Moved
	Gone
)

var stateWords = [...]string{"current", "withdrawn", "moved", "gone"}

// String returns the word in the first column.
func (s State) String() string { return stateWords[s] }

// A Line is one address.
type Line struct {
	State   State
	Address string
	To      string // of a moved address: the new one; of one that is gone: the date
	Note    string // mark, or the reason
}

// Append appends the line, with its end.
func (l *Line) Append(dst []byte) []byte {
	dst = append(append(dst, l.State.String()...), '\t')
	dst = append(dst, l.Address...)
	if l.To != "" {
		dst = append(append(dst, '\t'), l.To...)
	}
	if l.Note != "" {
		dst = append(append(dst, '\t'), l.Note...)
	}
	return append(dst, '\n')
}

// parse reads a line without its end. ok is false if it says nothing that can be understood.
func parse(text string) (l Line, ok bool) {
	word, rest, _ := strings.Cut(text, "\t")
	for s, w := range stateWords {
		if w == word {
			l.State, ok = State(s), true
		}
	}
	if !ok {
		return l, false
	}
	l.Address, rest, _ = strings.Cut(rest, "\t")
	if l.State >= Moved {
		l.To, rest, _ = strings.Cut(rest, "\t")
	}
	l.Note = rest
	return l, isAddress(l.Address) && (l.State != Moved || isAddress(l.To)) && utf8.ValidString(rest)
}

// isAddress reports whether a text has the form of an address in a ledger: a slash and visible ASCII.
func isAddress(s string) bool {
	if s == "" || s[0] != '/' || len(s) > 4096 {
		return false
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f || s[i] == '#' {
			return false
		}
	}
	return true
}

// Covers reports whether a line speaks for what lies below its address too.
func (l *Line) Covers() bool {
	return strings.HasSuffix(l.Address, "/") && (l.State == Gone || address.TermFolder(l.Address[1:]) != "" && strings.HasSuffix(l.Address, "/"+address.TermFolder(l.Address[1:])))
}

// Address returns the address of a path below the root.
func Address(path string) string { return string(AppendAddress(nil, path)) }

// AppendAddress appends Address.
func AppendAddress(dst []byte, path string) []byte {
	return escape.AppendPath(append(dst, '/'), strings.TrimSuffix(path, indexOf(path)))
}

// indexOf returns "index.html" if that is the last part of a path.
func indexOf(path string) string {
	const index = "index.html"
	if path == index || strings.HasSuffix(path, "/"+index) {
		return index
	}
	return ""
}

// WithQuery returns the address of a path with a query, as a browser would send it. What is percent-encoded already stays.
func WithQuery(path, query string) string {
	b := append([]byte(Address(path)), '?')
	for i := range len(query) {
		if c := query[i]; c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' {
			b = append(b, c)
		} else {
			b = append(b, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		}
	}
	return string(b)
}

// Show returns an address as people read and write it: decoded, unless that would hide something or mean another address.
func Show(address string) string {
	plain, err := url.PathUnescape(address)
	if err != nil || !utf8.ValidString(plain) || strings.ContainsAny(plain, "%#") || strings.Count(plain, "?") != strings.Count(address, "?") ||
		strings.ContainsFunc(plain, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return address
	}
	return plain
}

// Mark returns the mark of a thing that one or several texts recognise, the surest first.
func Mark(texts ...string) string {
	b := make([]byte, 0, len(texts)*markSize)
	for _, t := range texts {
		b = AppendMark(b, xxh3.HashString(t))
	}
	return string(b)
}

const markSize = 8 // characters for one text

// AppendMark appends a part of a mark, made from a hash.
func AppendMark(dst []byte, hash uint64) []byte {
	var sum [8]byte
	binary.BigEndian.PutUint64(sum[:], hash)
	return base64.RawURLEncoding.AppendEncode(dst, sum[:6])
}
