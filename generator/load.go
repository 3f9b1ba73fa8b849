package generator

import (
	"bytes"
	"context"
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
	"sync"
	"time"

	_ "golang.org/x/image/webp"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// sources is everything that load read: the metadata of all bulletins and pages, and where their bodies are kept.
type sources struct {
	bulletins []*bulletin.Bulletin
	pages     []*bulletin.Page
	bodies    map[any]bodyRef // by *bulletin.Bulletin or *bulletin.Page
	problems  []problem.Problem
	parsed    int // sources that the store did not know
	changed   bool
	entries   []stored // for the store, in order of source
}

// loader parses sources. What it makes of one depends on that source and on the loader's options alone.
type loader struct {
	content  string // folder
	show     string // how problems name it
	location *time.Location
	markdown *markdown.Renderer
	store    *store
	jobs     int
	progress func(done, total int)
}

// load reads all bulletins and plain pages: those that the store knows from it, the others anew.
func (l *loader) load(ctx context.Context) (*sources, error) {
	units, problems := walk(l.content, l.show, "bulletins")
	plain, more := walk(l.content, l.show, "pages")
	problems = append(problems, more...)
	units = append(units, plain...) // "bulletins" < "pages": still in order

	out := &sources{problems: problems, bodies: make(map[any]bodyRef, len(units)), entries: make([]stored, len(units))}
	made := make([]any, len(units))
	var mu sync.Mutex
	var failure error
	done := 0
	const batch = 64
	each((len(units)+batch-1)/batch, l.jobs, func(b int) {
		w := worker{loader: l}
		parsed := 0
		from, to := b*batch, min((b+1)*batch, len(units))
		for i := from; i < to && ctx.Err() == nil && w.failure == nil; i++ {
			made[i], out.entries[i] = w.unit(units[i])
			if made[i] == nil && w.failure == nil { // vanished, or with problems
				out.entries[i].unit = units[i]
			}
		}
		parsed = w.parsed
		mu.Lock()
		defer mu.Unlock()
		out.problems = append(out.problems, w.problems...)
		out.parsed += parsed
		failure = cmpError(failure, w.failure)
		done += to - from
		if l.progress != nil {
			l.progress(done, len(units))
		}
	})
	if err := cmpError(failure, ctx.Err()); err != nil {
		return nil, err
	}
	if err := l.store.flush(); err != nil {
		return nil, err
	}
	for i, m := range made {
		switch m := m.(type) {
		case *bulletin.Bulletin:
			out.bulletins = append(out.bulletins, m)
			out.bodies[m] = out.entries[i].body
		case *bulletin.Page:
			out.pages = append(out.pages, m)
			out.bodies[m] = out.entries[i].body
		}
	}
	out.changed = out.parsed > 0 || len(units) != len(l.store.entries)
	out.entries = slices.DeleteFunc(out.entries, func(e stored) bool { return e.meta == "" })
	return out, nil
}

func cmpError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// worker parses some of the sources.
type worker struct {
	*loader
	problems []problem.Problem
	parsed   int
	failure  error
	buf      []byte
	meta     []byte
}

// unit gives a *bulletin.Bulletin or *bulletin.Page, or nil where there is none to be had, and what the store should keep:
// nothing for a source with problems, so that they are reported again by the next build.
func (w *worker) unit(u unit) (any, stored) {
	old := w.store.find(u.source)
	if old != nil && sameState(old.unit, u) {
		if m := decodeMeta(old.source, old.meta); m != nil && old.body.segment != nil {
			return m, *old
		}
	}
	now := time.Now()
	data, err := w.read(u.source)
	if err != nil {
		w.vanished(u.source, err)
		return nil, stored{}
	}
	u.file.size = int64(len(data))
	beside, err := w.attachments(u)
	if err != nil {
		w.vanished(u.source, err)
		return nil, stored{}
	}
	hash := contentHash(u.source, data, beside)
	e := stored{unit: u, hash: hash}
	e.settle(now)
	if known := w.store.byHash()[hash]; known != nil && known.source == u.source && known.body.segment != nil {
		if m := decodeMeta(known.source, known.meta); m != nil {
			e.body, e.meta = known.body, known.meta
			w.parsed++ // not parsed, but the index must learn the new times
			return m, e
		}
	}
	w.parsed++
	m, body, problems := w.parse(u.source, data, hash, beside)
	w.problems = append(w.problems, problems...)
	if m == nil {
		return nil, stored{}
	}
	if e.body, err = w.store.add(body); err != nil {
		w.failure = err
		return nil, stored{}
	}
	if len(problems) == 0 {
		e.meta = string(w.encodeMeta(m))
	}
	return m, e
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

// vanished takes note of a source that was seen but cannot be read. One that is gone was deleted while the build ran,
// and is treated as if it had been deleted before.
func (w *worker) vanished(source string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		w.problems = append(w.problems, problem.Problem{File: path.Join(w.show, source), Message: "cannot be read: " + plainError(err)})
	}
}

// maxSource is the size of the largest markdown file that is read, in bytes.
const maxSource = 16 << 20

func (w *worker) read(source string) ([]byte, error) {
	f, err := os.Open(filepath.Join(w.content, filepath.FromSlash(source)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w.buf = w.buf[:0]
	for {
		if len(w.buf) == cap(w.buf) {
			w.buf = slices.Grow(w.buf, 16<<10)
		}
		n, err := f.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		switch {
		case err == io.EOF:
			return w.buf, nil
		case err != nil:
			return nil, err
		case len(w.buf) > maxSource:
			return nil, fmt.Errorf("is larger than %d MiB; expected a text that people read", maxSource>>20)
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

// parse makes a bulletin or page of a source, and the bytes of its body that the store keeps.
func (w *worker) parse(source string, data []byte, hash bulletin.Hash, beside []bulletin.Attachment) (any, []byte, []problem.Problem) {
	show := path.Join(w.show, source)
	options := bulletin.Options{Location: w.location}
	files := map[string]markdown.File{}
	for _, a := range beside {
		files[a.Name] = markdown.File{Size: a.Size, Width: a.Width, Height: a.Height}
	}
	render := func(text []byte, line int) (markdown.Document, []problem.Problem) {
		doc, found := w.markdown.Render(markdown.Source{Text: text, Line: line, Files: files})
		problems := make([]problem.Problem, len(found))
		for i, p := range found {
			problems[i] = problem.Problem{File: show, Line: p.Line, Column: p.Column, Message: p.Message, Hint: p.Hint, Warning: p.Warning}
		}
		return doc, problems
	}
	if strings.HasPrefix(source, "pages/") {
		p, text, line, problems := bulletin.ParsePage(source, show, data, options)
		if p == nil {
			return nil, nil, problems
		}
		doc, more := render(text, line)
		problems = append(problems, more...)
		p.Hash = hash
		p.Headings, p.Links = outlineOf(&doc), linksOf(&doc)
		p.Attachments = attached(p.Attachments, beside, show, &problems)
		if p.Summary == "" {
			p.Summary = doc.Summary
		}
		return p, encodeBody(&doc), problems
	}
	b, text, line, problems := bulletin.Parse(source, show, data, options)
	if b == nil {
		return nil, nil, problems
	}
	doc, more := render(text, line)
	problems = append(problems, more...)
	b.Hash = hash
	b.Headings, b.Links = outlineOf(&doc), linksOf(&doc)
	b.Attachments = attached(b.Attachments, beside, show, &problems)
	if b.Summary == "" {
		b.Summary = doc.Summary
	}
	return b, encodeBody(&doc), problems
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
