package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// Staging renders what may have changed and writes what has, out of sight: files that the site does not have yet below
// new/, the others below changed/, under the paths that they will have. Of the site it only reads. A worker renders a
// file and writes it at once, so that the processors and the disk are busy together, and memory holds one file a worker.

const (
	maxBatch  = 128     // files that a worker takes at a time: neighbours in a folder, which two workers would fight for
	copyChunk = 1 << 17 // bytes of an attachment in memory
	maxBuffer = 4 << 20 // bytes: what a worker keeps of the room that one big file needed
)

// staging is what the workers share.
type staging struct {
	*site
	ctx   context.Context
	plan  []File
	work  *work
	batch int

	next    atomic.Int64 // in work.todo
	written atomic.Int64 // files
	bytes   atomic.Int64 // in them
	stop    atomic.Bool  // nothing more is to be done
	dry     atomic.Bool  // nothing more is to be written, but there may be more problems to tell

	mu     sync.Mutex
	done   int
	faults []fault
}

// fault is what went wrong with one planned file.
type fault struct {
	file int
	err  error
}

// problem is an error that concerns one file alone: it does not render, or something stands in its place. An error of any
// other kind, such as a full disk, stops the build at once.
type problem struct{ error }

// stage writes the files to do, and leaves in work what became of each. After an error the site is as it was.
func (s *site) stage(ctx context.Context, plan []File, w *work) error {
	g := &staging{site: s, ctx: ctx, plan: plan, work: w}
	g.batch = min(max(len(w.todo)/(s.Jobs*16), 1), maxBatch)
	for _, folder := range []string{newFolder, changeFolder} {
		if err := s.FS.Mkdir(filepath.Join(s.own, folder)); err != nil {
			return err
		}
	}
	var workers sync.WaitGroup
	for range min(s.Jobs, len(w.todo)) {
		workers.Go(func() { (&stager{staging: g}).run() })
	}
	workers.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return g.verdict()
}

// verdict makes one error of all. The order of the plan decides, not which worker was first.
func (g *staging) verdict() error {
	slices.SortFunc(g.faults, func(a, b fault) int { return a.file - b.file })
	var wrong problems
	for _, f := range g.faults {
		if !errors.As(f.err, new(problem)) {
			if isFull(f.err) {
				return full{f.err, g.missing()}
			}
			return f.err
		}
		wrong.add("%w", f.err)
	}
	return wrong.err("the site is as it was before")
}

// missing estimates how many bytes the files need that were not written any more.
func (g *staging) missing() int64 {
	n := g.written.Load()
	if n == 0 {
		return 0
	}
	return g.bytes.Load() / n * (int64(len(g.work.todo)) - n)
}

// spot is a place out of sight: below new/ or changed/, and there the path in the site.
type spot struct{ below, path string }

// stager is one worker, with the buffers that it uses again for each file.
type stager struct {
	*staging
	buf, old []byte
	last     spot   // the folder that this worker made last
	looked   string // the folder of the site that it looked at last: neighbours in the plan lie in one
	there    bool   // it stands
}

func (w *stager) run() {
	todo := w.work.todo
	for {
		to := int(w.next.Add(int64(w.batch)))
		from := to - w.batch
		if from >= len(todo) {
			return
		}
		to = min(to, len(todo))
		for _, i := range todo[from:to] {
			if w.stop.Load() || w.ctx.Err() != nil {
				return
			}
			if err := w.file(&w.plan[i], &w.work.items[i]); err != nil {
				w.fail(i, err)
			}
		}
		w.progress(to - from)
	}
}

func (g *staging) fail(file int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults = append(g.faults, fault{file, err})
	g.dry.Store(true)
	if !errors.As(err, new(problem)) || len(g.faults) > maxProblems {
		g.stop.Store(true)
	}
}

func (g *staging) progress(files int) {
	if g.Progress == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done += files
	g.Progress(g.done, len(g.work.todo))
}

// file renders or copies one file, and writes it if it differs from what stands.
func (w *stager) file(f *File, it *item) error {
	info, err := w.look(f.Path, it)
	if err != nil {
		return err
	}
	if f.Copy != "" {
		return w.copy(f, it, info)
	}
	w.buf, err = f.Render(w.buf[:0])
	if err != nil {
		return problem{fmt.Errorf("%s: %w", w.name(f.Path), err)}
	}
	it.size = int64(len(w.buf))
	if same, err := w.same(f.Path, info); same || err != nil {
		return err
	}
	name, err := w.room(f, it, info)
	if name == "" || err != nil {
		return err
	}
	if err := writeFile(w.FS, name, w.buf, false); err != nil {
		return err
	}
	w.written.Add(1)
	w.bytes.Add(it.size)
	if cap(w.buf) > maxBuffer {
		w.buf, w.old = nil, nil
	}
	return nil
}

// look finds out what stands in the place of a file: nil if nothing does.
func (w *stager) look(path string, it *item) (fs.FileInfo, error) {
	if folder := parent(path); folder != w.looked {
		there, err := w.folder(folder)
		if err != nil {
			return nil, err
		}
		w.looked, w.there = folder, there
	}
	if !w.there {
		return nil, nil
	}
	info, err := w.FS.Lstat(w.at(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case w.replaced[path]:
		return nil, nil
	case info.IsDir():
		return nil, w.emptied(path)
	case !info.Mode().IsRegular() && !it.ours && !w.damaged:
		return nil, w.foreign(path, info)
	}
	return info, nil
}

func (s *site) foreign(path string, info fs.FileInfo) error {
	return problem{fmt.Errorf("%s is %s that gongbao did not publish, and a page of the site needs its place; remove it or rename it",
		s.name(path), kind(info))}
}

// same says that the rendered bytes are those that stand.
func (w *stager) same(path string, info fs.FileInfo) (bool, error) {
	if info == nil || !info.Mode().IsRegular() || info.Size() != int64(len(w.buf)) {
		return false, nil
	}
	f, err := w.FS.Open(w.at(path))
	if err != nil {
		return false, err
	}
	defer f.Close()
	w.old = slices.Grow(w.old[:0], len(w.buf)+1)[:len(w.buf)+1]
	n, err := io.ReadFull(f, w.old)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false, err
	}
	return bytes.Equal(w.old[:n], w.buf), nil
}

// room decides the fate of a file that differs from what stands, and gives the name under which to write it out of sight;
// none if nothing is to be written.
func (w *stager) room(f *File, it *item, info fs.FileInfo) (string, error) {
	if info != nil && !it.ours && !w.damaged {
		return "", w.foreign(f.Path, info)
	}
	if w.dry.Load() {
		return "", nil
	}
	below := newFolder
	it.fate = isNew
	if info != nil {
		below = changeFolder
		it.fate = isChanged
	}
	if folder := (spot{below, parent(f.Path)}); folder != w.last && folder.path != "." {
		if err := w.makeFolder(folder); err != nil {
			return "", err
		}
		w.last = folder
	}
	return w.aside(spot{below, f.Path}), nil
}

// makeFolder makes a folder out of sight, and those above it. Two workers may make one at the same time.
func (g *staging) makeFolder(p spot) error {
	err := g.FS.Mkdir(g.aside(p))
	if up := parent(p.path); up != "." && errors.Is(err, fs.ErrNotExist) {
		if err := g.makeFolder(spot{p.below, up}); err != nil {
			return err
		}
		err = g.FS.Mkdir(g.aside(p))
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// aside gives the path of the operating system.
func (s *site) aside(p spot) string { return s.own + sep + p.below + sep + filepath.FromSlash(p.path) }

// copy does for an attachment what file does for a page, in pieces.
func (w *stager) copy(f *File, it *item, info fs.FileInfo) error {
	if source, err := os.Stat(f.Copy); err != nil {
		return problem{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
	} else if !source.Mode().IsRegular() {
		return problem{fmt.Errorf("%s cannot be copied: %s is %s", w.name(f.Path), f.Copy, kind(source))}
	}
	w.buf = slices.Grow(w.buf[:0], copyChunk)[:copyChunk]
	w.old = slices.Grow(w.old[:0], copyChunk)[:copyChunk]
	if info != nil && info.Mode().IsRegular() {
		size, same, err := w.sameCopy(f, info.Size())
		if same || err != nil {
			it.size = size
			return err
		}
	}
	name, err := w.room(f, it, info)
	if name == "" || err != nil {
		return err
	}
	to, err := w.FS.Create(name)
	if err != nil {
		return err
	}
	it.size = 0
	err = w.pieces(f, func(piece []byte) (bool, error) {
		n, err := to.Write(piece)
		it.size += int64(n)
		return err == nil, err
	})
	if e := to.Close(); err == nil {
		err = e
	}
	w.written.Add(1)
	w.bytes.Add(it.size)
	return err
}

// sameCopy says that a file to copy has the bytes that stand, and how many.
func (w *stager) sameCopy(f *File, standing int64) (size int64, same bool, err error) {
	old, err := w.FS.Open(w.at(f.Path))
	if err != nil {
		return 0, false, err
	}
	defer old.Close()
	same = true
	err = w.pieces(f, func(piece []byte) (bool, error) {
		size += int64(len(piece))
		n, err := io.ReadFull(old, w.old[:len(piece)])
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = nil
		}
		same = bytes.Equal(w.old[:n], piece)
		return same, err
	})
	return size, same && size == standing, err
}

// pieces reads the file to copy and hands on piece after piece, until do says that it has enough.
func (w *stager) pieces(f *File, do func([]byte) (more bool, err error)) error {
	from, err := w.FS.Open(f.Copy)
	if err != nil {
		return problem{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
	}
	defer from.Close()
	for {
		n, err := from.Read(w.buf)
		if n > 0 {
			more, err := do(w.buf[:n])
			if err == nil {
				err = w.ctx.Err()
			}
			if !more || err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return problem{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
		}
	}
}
