package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "golang.org/x/image/webp"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// worker parses some of the sources.
type worker struct {
	*loader
	last    *sources // nil for a first load
	failure error
	next    int    // in the store: where the source after the last one is likely to be
	buf     []byte // of the source, and of what is made of it, for the next one to use again
	html    []byte // of its body, as the store keeps it
	text    []byte // of its body
	meta    []byte
}

// unit reads one source, or takes what the last load or the store knows of it.
func (w *worker) unit(u unit) source {
	last := w.last.find(u.source)
	if last != nil && sameState(last.unit, u) {
		s := *last
		s.fresh = false
		return s
	}
	old := w.store.find(u.source, &w.next)
	if old != nil && sameState(old.unit, u) && old.body.segment != nil {
		if m := decodeMeta(old.source, old.meta); m != nil {
			return source{stored: *old, made: m}
		}
	}
	now := time.Now()
	s := source{stored: stored{unit: u}, fresh: true}
	data, err := w.readSource(u.source, u.file.size)
	if err != nil {
		s.problems = w.unreadable(u.source, err)
		return s
	}
	beside, err := w.attachments(u)
	if err != nil {
		s.problems = w.unreadable(u.source, err)
		return s
	}
	s.file.size = int64(len(data))
	s.settle(now)
	s.hash = contentHash(u.source, data, beside)
	if last != nil && last.hash == s.hash { // touched, or changed and changed back
		s.body, s.meta, s.made, s.problems, s.fresh = last.body, last.meta, last.made, last.problems, false
		return s
	}
	if known := w.store.byHash(s.hash); known != nil && known.body.segment != nil {
		if m := decodeMeta(u.source, known.meta); m != nil {
			s.body, s.meta, s.made = known.body, known.meta, m
			return s
		}
	}
	s.made, s.problems = w.parse(u.source, data, s.hash, beside)
	if s.made == nil {
		return s
	}
	if s.body, w.failure = w.store.add(w.html, w.text); len(s.problems) == 0 {
		s.meta = string(w.encodeMeta(s.made))
		s.made = decodeMeta(u.source, s.meta) // the same once more, but with all its strings in one piece of memory
	}
	return s
}

func sameState(a, b unit) bool {
	return a.file == b.file && slices.Equal(a.beside, b.beside)
}

// settle makes the times of files that were changed just now useless, so that the next build reads them again.
func (e *stored) settle(read time.Time) {
	racy := read.Add(-racyWindow).UnixNano()
	if e.file.time > racy {
		e.file.time = 0
	}
	for i := range e.beside {
		if e.beside[i].time > racy {
			e.beside[i].time = 0
		}
	}
}

// unreadable tells of a source that was seen but cannot be read. One that is gone was deleted while the build ran, and is
// treated as if it had been deleted before.
func (w *worker) unreadable(source string, err error) []problem.Problem {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return []problem.Problem{{File: path.Join(w.show, source), Message: "cannot be read: " + plainError(err)}}
}

// maxSource is the size of the largest markdown file that is read, in bytes.
const maxSource = 16 << 20

// readSource reads a markdown file of about that size; the bytes are the worker's until it reads the next. publish.Disk opens,
// reads and closes it by three system calls, of which os.File makes ten.
func (w *worker) readSource(source string, size int64) ([]byte, error) {
	f, err := publish.Disk{}.Open(filepath.Join(w.content, filepath.FromSlash(source)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w.buf = slices.Grow(w.buf[:0], int(min(size, maxSource))+1)
	for {
		n, err := f.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		switch {
		case len(w.buf) > maxSource:
			return nil, fmt.Errorf("is larger than %d MiB; expected a text that people read", maxSource>>20)
		case err == io.EOF, err == nil && len(w.buf) == int(size) && len(w.buf) < cap(w.buf): // it was asked for more, so this is its end
			return w.buf, nil
		case err != nil:
			return nil, err
		case len(w.buf) == cap(w.buf):
			w.buf = slices.Grow(w.buf, 16<<10)
		}
	}
}

// attachments reads the files beside an index.md: hashes of all, sizes of images.
func (w *worker) attachments(u unit) ([]bulletin.Attachment, error) {
	var all []bulletin.Attachment
	for _, f := range u.beside {
		name := filepath.Join(w.content, filepath.FromSlash(path.Join(path.Dir(u.source), f.name)))
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		a := bulletin.Attachment{Name: f.name}
		h := sha256.New()
		var head bytes.Buffer
		a.Size, err = io.Copy(h, io.TeeReader(io.LimitReader(file, 1<<20), &head))
		if err == nil {
			var rest int64
			rest, err = io.Copy(h, file)
			a.Size += rest
		}
		file.Close()
		if err != nil {
			return nil, err
		}
		copy(a.Hash[:], h.Sum(nil))
		if c, _, err := image.DecodeConfig(&head); err == nil {
			a.Width, a.Height = c.Width, c.Height
		}
		all = append(all, a)
	}
	return all, nil
}

// contentHash is of a source and all that lies beside it.
func contentHash(source string, data []byte, beside []bulletin.Attachment) bulletin.Hash {
	h := sha256.New()
	h.Write(appendString(nil, source)) // the default slug is made of it
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(data)))
	h.Write(n[:])
	h.Write(data)
	for _, a := range beside {
		h.Write(appendString(nil, a.Name))
		h.Write(a.Hash[:])
	}
	var sum [sha256.Size]byte
	return bulletin.Hash(h.Sum(sum[:0])[:16])
}

// parse makes a bulletin or page of a source. What the store keeps of its body is then in w.html and w.text, until the worker
// parses the next.
func (w *worker) parse(source string, data []byte, hash bulletin.Hash, beside []bulletin.Attachment) (any, []problem.Problem) {
	show := path.Join(w.show, source)
	made, page, text, line, problems := readFront(source, show, data, bulletin.Options{Location: w.location})
	if page == nil {
		return nil, problems
	}
	files := map[string]markdown.File{}
	for _, a := range beside {
		files[a.Name] = markdown.File{Size: a.Size, Width: a.Width, Height: a.Height}
	}
	from := markdown.Source{Text: text, File: show, Line: line, Files: files, UTF8: true} // as bulletin promises
	found := w.markdown.Use(from, func(doc *markdown.Document) {
		w.html, w.text = appendBody(w.html[:0], doc), append(w.text[:0], doc.Text...)
		page.Headings, page.Links = outlineOf(doc), linksOf(doc)
		if page.Summary == "" {
			page.Summary = doc.Summary
		}
	})
	problems = append(problems, found...)
	page.Hash = hash
	page.Attachments = attached(page.Attachments, beside, show, &problems)
	return made, problems
}

// readFront reads what stands before the text, and gives the number of the text's first line. page is what was made, or the part
// of it that a bulletin shares with a plain page; nil where nothing is sure.
func readFront(source, show string, data []byte, o bulletin.Options) (made any, page *bulletin.Page, text []byte, line int, problems []problem.Problem) {
	if strings.HasPrefix(source, "pages/") {
		page, text, line, problems = bulletin.ParsePage(source, show, data, o)
		return page, page, text, line, problems
	}
	b, text, line, problems := bulletin.Parse(source, show, data, o)
	if b != nil {
		page = &b.Page
	}
	return b, page, text, line, problems
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
			links = append(links, bulletin.Text{Value: s.Target + s.Fragment, Pos: problem.Pos{Line: int32(s.Line), Column: int32(s.Column)}})
		}
	}
	return links
}

// attached gives the attachments in the order and with the titles of the front matter, or else all that lie beside.
func attached(named, beside []bulletin.Attachment, show string, problems *[]problem.Problem) []bulletin.Attachment {
	if len(named) == 0 {
		return beside
	}
	known := make([]string, len(beside))
	for i, a := range beside {
		known[i] = a.Name
	}
	listed := make([]bulletin.Attachment, 0, len(beside))
	for _, n := range named {
		i := slices.Index(known, n.Name)
		if i < 0 {
			p := problem.At(show, n.Pos, "no attachment %q lies beside this file; expected the name of a file in its folder", n.Name)
			if near := problem.Nearest(n.Name, known); near != "" {
				p = p.WithHint("did you mean %q?", near)
			}
			*problems = append(*problems, p)
			continue
		}
		a := beside[i]
		a.Title = n.Title
		listed = append(listed, a)
	}
	for _, a := range beside { // an image that the text shows is published, though not listed
		if !slices.ContainsFunc(listed, func(l bulletin.Attachment) bool { return l.Name == a.Name }) {
			a.Unlisted = true
			listed = append(listed, a)
		}
	}
	return listed
}

func (w *worker) encodeMeta(m any) []byte {
	switch m := m.(type) {
	case *bulletin.Bulletin:
		w.meta = m.Append(w.meta[:0])
	case *bulletin.Page:
		w.meta = m.Append(w.meta[:0])
	}
	return w.meta
}

func decodeMeta(source, meta string) any {
	if meta == "" {
		return nil
	}
	if strings.HasPrefix(source, "pages/") {
		if p, _, err := bulletin.DecodePage(meta); err == nil {
			return p
		}
		return nil
	}
	if b, _, err := bulletin.Decode(meta); err == nil {
		return b
	}
	return nil
}
