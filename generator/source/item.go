// Package source reads the content folder: which files are sources, what each of them says, and its rendered text.
//
// A caller may rely on this: what an Item says depends on that one source, on the files beside it, and on the Options that
// decide parsing. So a store remembers it across builds by content hash; size, times and inode only tell which files need no hashing. A
// body is rendered here, once, and kept in the store until a page asks for it, so that memory is bounded by metadata.
//
// Look lists the sources, Load reads them, and Sources.Reload reads again what may have changed. A Sources value does not change
// after that, except through Replace, which a preview calls while it reads nothing else.
package source

import (
	"path"
	"strings"

	"gongbao/generator/bulletin"
	"gongbao/generator/packed"
	"gongbao/generator/problem"
)

// An Item is one source as it was last read: a markdown file, a folder with index.md, or a file below static/.
type Item struct {
	Bulletin *bulletin.Bulletin // of a source below bulletins/; nil if nothing could be made of it
	Page     *bulletin.Page     // of a source below pages/; nil if nothing could be made of it
	Static   *StaticFile        // of a file below static/; nil if it cannot be read
	Problems []problem.Problem

	entry entry // as the store keeps it
	read  bool  // see Read

	erasedTitle string // see Sources.ErasedTitles
}

// Path returns the slash path of the markdown file below the content folder.
func (it *Item) Path() string { return it.entry.unit.path }

// Read reports whether the item is new to whoever loads. After Load: its files were read, because the store did not know their
// state. After Reload, and in an Edit: it says something else than before, or was not there before.
func (it *Item) Read() bool { return it.read }

// TextSize returns the size of the body's plain text in bytes.
func (it *Item) TextSize() int { return it.entry.body.text }

// page returns what a bulletin and a plain page have in common, or nil.
func (it *Item) page() *bulletin.Page {
	if it.Bulletin != nil {
		return &it.Bulletin.Page
	}
	return it.Page
}

// erased reports whether the item is an erased bulletin. It has no body, and the store must not hold what it once said.
func (it *Item) erased() bool { return it.Bulletin != nil && it.Bulletin.Status == bulletin.Erased }

// takeFrom makes the item say what another reading of the same content said.
func (it *Item) takeFrom(as *Item) {
	it.Bulletin, it.Page, it.Problems, it.erasedTitle = as.Bulletin, as.Page, as.Problems, as.erasedTitle
	it.entry.body, it.entry.meta = as.entry.body, as.entry.meta
}

// unpack fills in the metadata from its packed form. It returns false if that is empty or damaged.
func (it *Item) unpack(meta string) bool {
	if meta == "" {
		return false
	}
	var err error
	if isPage(it.Path()) {
		it.Page, _, err = bulletin.DecodePage(meta)
	} else {
		it.Bulletin, _, err = bulletin.Decode(meta)
	}
	if err != nil {
		it.Bulletin, it.Page = nil, nil
		return false
	}
	it.entry.meta = meta
	return true
}

// gather moves the metadata, which parsing left in many small pieces of memory, into one: its packed form, which the store needs
// anyway and which all strings then share. Metadata is most of what a build holds, and small pieces cost more than they contain.
func (it *Item) gather(buf []byte) []byte {
	buf = buf[:0]
	if it.Bulletin != nil {
		buf = it.Bulletin.Append(buf)
	} else {
		buf = it.Page.Append(buf)
	}
	it.unpack(string(buf))
	return buf
}

func isPage(path string) bool { return strings.HasPrefix(path, "pages/") }

// show returns how problems name a source.
func show(content, source string) string { return path.Join(content, source) }

// packedName returns a name as the content hash reads it.
func packedName(name string) []byte { return packed.AppendString(nil, name) }
