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

	"gongbao/generator/parallel"
)

// Staging renders what may have changed and writes what has, out of sight: files that the site does not have yet below
// new/, the others below changed/, each under the path that it will have. It only reads the site. A worker renders a file
// and writes it at once, so that CPUs and disk are busy at the same time and memory holds one file for each worker.

const (
	maxBatch  = 128     // files that a worker takes at a time: neighbours in a folder, where two workers would wait for each other
	copyChunk = 1 << 17 // bytes of an attachment in memory
	maxBuffer = 4 << 20 // bytes that a worker keeps of the buffer that a big file needed
)

// staging is what the workers share.
type staging struct {
	*output
	ctx   context.Context
	plan  []File
	work  *work
	batch int

	written   atomic.Int64 // files
	bytes     atomic.Int64 // of these files
	stop      atomic.Bool  // do nothing more
	checkOnly atomic.Bool  // write nothing more, but go on looking for errors to report

	mu       sync.Mutex
	done     int
	failures []failure
}

// failure is what went wrong with one planned file.
type failure struct {
	file int // its index in the plan
	err  error
}

// stage renders and writes the files to do, and records in w what happened to each. An error leaves the site as it was.
func (out *output) stage(ctx context.Context, plan []File, w *work) error {
	g := &staging{output: out, ctx: ctx, plan: plan, work: w}
	g.batch = min(max(len(w.todo)/(out.Jobs*16), 1), maxBatch)
	for _, folder := range []string{newFolder, changeFolder} {
		if err := out.FS.Mkdir(filepath.Join(out.own, folder)); err != nil {
			return err
		}
	}
	batches := (len(w.todo) + g.batch - 1) / g.batch
	parallel.Workers(batches, out.Jobs, func(next func() (int, bool)) {
		s := &stager{staging: g}
		for i, ok := next(); ok && s.run(i); i, ok = next() {
		}
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return g.verdict()
}

// verdict joins all failures into one error, in the order of the plan.
func (g *staging) verdict() error {
	slices.SortFunc(g.failures, func(a, b failure) int { return a.file - b.file })
	var wrong problems
	for _, f := range g.failures {
		if !isFileError(f.err) {
			if isFull(f.err) {
				return fullDisk{f.err, g.missing()}
			}
			return f.err
		}
		wrong.add("%w", f.err)
	}
	return wrong.err(asBefore)
}

// missing estimates how many bytes the files need that were not written.
func (g *staging) missing() int64 {
	n := g.written.Load()
	if n == 0 {
		return 0
	}
	return g.bytes.Load() / n * (int64(len(g.work.todo)) - n)
}

// staged is the place of a staged file or folder: below new/ or changed/, and there the path in the site.
type staged struct{ below, path string }

// stager is one worker, with the buffers that it reuses for each file.
type stager struct {
	*staging
	buf, old   []byte
	lastMade   staged // the folder that this worker made last
	lastFolder string // the folder of the site that it looked up last: neighbours in the plan share one
	lastExists bool   // whether that one exists
}

// run stages a batch of files, and reports whether to go on.
func (w *stager) run(batch int) bool {
	from := batch * w.batch
	todo := w.work.todo[from:min(from+w.batch, len(w.work.todo))]
	for _, i := range todo {
		if w.stop.Load() || w.ctx.Err() != nil {
			return false
		}
		if err := w.file(&w.plan[i], &w.work.items[i]); err != nil {
			w.fail(i, err)
		}
	}
	w.progress(len(todo))
	return true
}

func (g *staging) fail(file int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.failures = append(g.failures, failure{file, err})
	g.checkOnly.Store(true)
	if !isFileError(err) || len(g.failures) > maxProblems {
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

// file renders or copies one file, and stages it if it differs from the published one.
func (w *stager) file(f *File, it *item) error {
	info, err := w.published(f.Path, it)
	if err != nil {
		return err
	}
	if f.Copy != "" {
		return w.copyFile(f, it, info)
	}
	w.buf, err = f.Render(w.buf[:0])
	if err != nil {
		return fileError{fmt.Errorf("%s%s: %w", cause(w.Origin, f.Path), w.name(f.Path), err)}
	}
	it.size = int64(len(w.buf))
	if same, err := w.same(f.Path, info); same || err != nil {
		return err
	}
	name, err := w.prepare(f, it, info)
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

// published returns what is in the place of a file, or nil if there is nothing.
func (w *stager) published(path string, it *item) (fs.FileInfo, error) {
	if folder := parent(path); folder != w.lastFolder {
		exists, err := w.output.folder(folder)
		if err != nil {
			return nil, err
		}
		w.lastFolder, w.lastExists = folder, exists
	}
	if !w.lastExists {
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

func (out *output) foreign(path string, info fs.FileInfo) error {
	return fileError{fmt.Errorf("%s is %s that gongbao did not publish, and a page of the site needs its place; remove it or rename it",
		out.name(path), kind(info))}
}

// same reports whether the rendered bytes are those of the published file.
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

// prepare decides the fate of a file that differs from the published one, and makes the folder to stage it in. It returns the
// name to stage the file under, or "" if nothing more is written.
func (w *stager) prepare(f *File, it *item, info fs.FileInfo) (string, error) {
	if info != nil && !it.ours && !w.damaged {
		return "", w.foreign(f.Path, info)
	}
	if w.checkOnly.Load() {
		return "", nil
	}
	below := newFolder
	it.fate = isNew
	if info != nil {
		below = changeFolder
		it.fate = isChanged
	}
	if folder := (staged{below, parent(f.Path)}); folder != w.lastMade && folder.path != "." {
		if err := w.makeFolder(folder); err != nil {
			return "", err
		}
		w.lastMade = folder
	}
	return w.stagedName(staged{below, f.Path}), nil
}

// makeFolder makes a folder to stage files in, and its parents. Two workers may make the same one at the same time.
func (g *staging) makeFolder(p staged) error {
	err := g.FS.Mkdir(g.stagedName(p))
	if up := parent(p.path); up != "." && errors.Is(err, fs.ErrNotExist) {
		if err := g.makeFolder(staged{p.below, up}); err != nil {
			return err
		}
		err = g.FS.Mkdir(g.stagedName(p))
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// stagedName returns the path of a staged file in the operating system.
func (out *output) stagedName(p staged) string {
	return out.own + sep + p.below + sep + filepath.FromSlash(p.path)
}

// copyFile does for an attachment what file does for a page, piece by piece.
func (w *stager) copyFile(f *File, it *item, info fs.FileInfo) error {
	if source, err := os.Stat(f.Copy); err != nil {
		return fileError{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
	} else if !source.Mode().IsRegular() {
		return fileError{fmt.Errorf("%s cannot be copied: %s is %s", w.name(f.Path), f.Copy, kind(source))}
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
	name, err := w.prepare(f, it, info)
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

// sameCopy reports whether a file to copy has the bytes of the published one, and how many.
func (w *stager) sameCopy(f *File, published int64) (size int64, same bool, err error) {
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
	return size, same && size == published, err
}

// pieces reads the file to copy and passes it to do piece by piece, until do wants no more.
func (w *stager) pieces(f *File, do func([]byte) (more bool, err error)) error {
	from, err := w.FS.Open(f.Copy)
	if err != nil {
		return fileError{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
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
			return fileError{fmt.Errorf("%s cannot be copied: %w", w.name(f.Path), err)}
		}
	}
}
