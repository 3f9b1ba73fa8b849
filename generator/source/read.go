package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// A reader reads one source after the other and reuses its buffers; each worker of a load has its own. The bytes that file and parse
// return are valid until the next call.
type reader struct {
	from *loader
	last *Sources // nil for a first load
	next int      // where the store most likely has the next source

	source, html, text, meta []byte // buffers
}

// item returns what a source says: as the last load or the store knows it, otherwise as its file says. It fails only if the store
// cannot be written.
func (r *reader) item(u unit) (Item, error) {
	if isStatic(u.path) {
		return r.static(u), nil
	}
	last := r.last.Find(u.path)
	if last != nil && last.entry.unit.same(u) {
		it := *last
		it.read = false
		return it, nil
	}
	if known := r.from.store.find(u.path, &r.next); known != nil && known.unit.same(u) && known.body.segment != nil {
		it := Item{entry: *known}
		if last != nil && last.entry.hash == known.hash { // touched, and its time set back
			it.takeFrom(last)
			return it, nil
		}
		if it.unpack(known.meta) {
			it.read = r.last != nil // the store may remember it from another day, but the last load does not
			return it, nil
		}
	}
	now := time.Now()
	it := Item{entry: entry{unit: u}, read: true}
	data, err := r.file(u.path, u.file.size)
	var beside []bulletin.Attachment
	if err == nil {
		beside, err = r.attachments(u)
	}
	if err != nil {
		it.Problems = r.unreadable(u.path, err)
		return it, nil
	}
	hash := contentHash(u.path, data, beside)
	u.file.size = int64(len(data))
	u.settle(now)
	it.entry = entry{unit: u, hash: hash}
	if last != nil && last.entry.hash == hash { // touched, or changed and changed back
		it.takeFrom(last)
		it.read = false
		return it, nil
	}
	if known := r.from.store.byHash(hash); known != nil && known.body.segment != nil && it.unpack(known.meta) {
		it.entry.body = known.body
		return it, nil
	}
	it, html, text := r.parse(u, data, hash, beside)
	if it.page() == nil || it.erased() {
		return it, nil // an erased bulletin is in no store
	}
	if it.entry.body, err = r.from.store.add(html, text); err == nil && len(it.Problems) == 0 {
		r.meta = it.gather(r.meta)
	}
	return it, err
}

// same reports whether two looks at a unit found it in the same state.
func (u unit) same(other unit) bool {
	return u.file == other.file && slices.Equal(u.beside, other.beside)
}

// settle erases the times of files that changed just now, so that the next build reads them again. Only the modification time counts:
// a second edit would have to be hidden by a program that sets it back, within the few milliseconds of a tick of the change time.
func (u *unit) settle(read time.Time) {
	racy := read.Add(-RacyWindow).UnixNano()
	if u.file.time > racy {
		u.file.time = 0
	}
	for i := range u.beside {
		if u.beside[i].time > racy {
			u.beside[i].time = 0
		}
	}
}

// unreadable reports a source that was listed but cannot be read. If it no longer exists, it was deleted during the build, and is
// treated as if it had been deleted before.
func (r *reader) unreadable(source string, err error) []problem.Problem {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return []problem.Problem{problem.New(problem.UnreadableFile, show(r.from.options.Content, source), problem.Pos{}, "cannot be read: %s", reason(err))}
}

// file reads a markdown file of about the given size. publish.Disk opens, reads and closes it with fewer system calls than os.File.
func (r *reader) file(source string, size int64) ([]byte, error) {
	f, err := publish.Disk{}.Open(filepath.Join(r.from.options.Content, filepath.FromSlash(source)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.source = slices.Grow(r.source[:0], int(min(size, bulletin.MaxSource))+1)
	for {
		n, err := f.Read(r.source[len(r.source):cap(r.source)])
		r.source = r.source[:len(r.source)+n]
		switch {
		case len(r.source) > bulletin.MaxSource:
			return nil, fmt.Errorf("is larger than %d MiB; expected a text that people read", bulletin.MaxSource>>20)
		case err == io.EOF, err == nil && len(r.source) == int(size) && len(r.source) < cap(r.source): // there was room for more, so this is the end
			return r.source, nil
		case err != nil:
			return nil, err
		case len(r.source) == cap(r.source):
			r.source = slices.Grow(r.source, 16<<10)
		}
	}
}

// contentHash hashes a source, its path and all files beside it.
func contentHash(source string, data []byte, beside []bulletin.Attachment) bulletin.Hash {
	h := sha256.New()
	h.Write(packedName(source)) // the default slug comes from it
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(data)))
	h.Write(n[:])
	h.Write(data)
	for _, a := range beside {
		h.Write(packedName(a.Name))
		h.Write(a.Hash[:])
	}
	var sum [sha256.Size]byte
	return bulletin.Hash(h.Sum(sum[:0])[:16])
}

// parse makes an item of a source, and renders its body: html as the store keeps it, and plain text.
func (r *reader) parse(u unit, data []byte, hash bulletin.Hash, beside []bulletin.Attachment) (it Item, html, text []byte) {
	it = Item{entry: entry{unit: u, hash: hash}, read: true}
	name := show(r.from.options.Content, u.path)
	var body []byte
	var line int // of the text's first line in the file
	if o := (bulletin.Options{Location: r.from.options.Location}); isPage(u.path) {
		it.Page, body, line, it.Problems = bulletin.ParsePage(u.path, name, data, o)
	} else {
		it.Bulletin, body, line, it.Problems = bulletin.Parse(u.path, name, data, o)
	}
	page := it.page()
	if page == nil {
		return it, nil, nil
	}
	if page.Hash = hash; it.erased() {
		if it.Bulletin.EraseTitle {
			it.erasedTitle = bulletin.ErasedTitle(data)
		}
		return it, nil, nil
	}
	files := map[string]markdown.File{}
	for _, a := range beside {
		files[a.Name] = markdown.File{Size: a.Size, Width: a.Width, Height: a.Height, Active: a.Active != ""}
	}
	from := markdown.Source{Text: body, File: name, Line: line, Files: files, UTF8: true} // as bulletin promises
	var shown []string                                                                    // files that the text shows or links to
	empty := false
	found := r.from.markdown.Use(from, func(doc *markdown.Document) {
		r.html, r.text = appendHTML(r.html[:0], doc), append(r.text[:0], doc.Text...)
		page.Headings, page.Links, page.Elsewhere, shown = outlineOf(doc), linksOf(doc), elsewhereOf(doc), filesOf(doc)
		empty = !says(doc)
		if page.Summary == "" {
			page.Summary = doc.Summary
		}
	})
	it.Problems = append(it.Problems, found...)
	list := attachmentList{beside: beside, shown: shown, show: name, single: path.Base(u.path) != "index.md"}
	page.Attachments = list.of(page.Attachments)
	it.Problems = append(it.Problems, list.problems...)
	if empty && len(found) == 0 { // otherwise it may be empty because something in it was wrong
		if len(body) > 0 || bytes.HasSuffix(data, []byte("\n")) {
			line--
		}
		it.Problems = append(it.Problems, emptyText(page, name, line)...)
	}
	return it, r.html, r.text
}

func outlineOf(doc *markdown.Document) []bulletin.Heading {
	hs := make([]bulletin.Heading, len(doc.Headings))
	for i, h := range doc.Headings {
		hs[i] = bulletin.Heading{Level: h.Level, ID: h.ID, Text: h.Text, Agency: h.Agency, Pos: problem.Pos{Line: int32(h.Line), Column: int32(h.Column)}}
	}
	return hs
}

func linksOf(doc *markdown.Document) []bulletin.Text {
	var links []bulletin.Text
	for _, s := range doc.Slots {
		if s.Kind == markdown.SlotSource {
			links = append(links, bulletin.Text{Value: escape.JoinLink(s.Target, s.Fragment), Pos: problem.Pos{Line: int32(s.Line), Column: int32(s.Column)}})
		}
	}
	return links
}

func elsewhereOf(doc *markdown.Document) []bulletin.Text {
	var links []bulletin.Text
	for _, l := range doc.Elsewhere {
		links = append(links, bulletin.Text{Value: l.Address, Pos: problem.Pos{Line: int32(l.Line), Column: int32(l.Column)}})
	}
	return links
}
