// Package publish turns the site in a folder into the planned site, and touches only what differs.
//
// What a reader of the folder may rely on, at any moment, whatever happens to the build:
//
//   - A file is whole: the old bytes or the new ones, never a part, never a mixture.
//   - From the home page, no link leads to a missing file.
//   - A file whose bytes stay the same is not touched: its modification time is that of its last change.
//   - Files that gongbao did not write are neither changed nor deleted. (With one exception: if the manifest was lost or
//     damaged, a file under a planned path is taken for gongbao's own.)
//
// The second promise rests on an order. Every file that has to be written is first staged: written out of sight, in the
// hidden folder. Then (1) files whose path is new are moved into place, (2) files that changed are replaced, (3) files that are
// no longer planned are deleted. Let O and N be the paths of the old and the new site; a page of either links to paths
// of its own site only. During (1) the pages that can be reached are old ones, they link into O, and all of O exists;
// nothing links to the new files yet, so they may come in any order. During (2) old and new pages are mixed, and
// all of O and N exists. During (3) each page that can be reached is new, it links into N, and all of N exists. For a first
// site, O is empty: the home page comes last, and until then nothing can be reached.
//
// A build that is killed leaves one of two things. If it was still staging, there is litter in the hidden folder, and the
// next build clears it. If it was moving files, the manifest of the new site is next to the old one, as "next". The files that
// it did not move are still staged, and the next build moves them, in the same order, before it does anything else. Only
// files that a manifest names are ever deleted.
//
// The hidden folder, .gongbao, holds: manifest (the published files, with keys), seal (which manifest is the last one, and in
// which boot of the machine it was written), unexplained (which belongs to the caller, see Unexplained), and while a build runs:
// lock, new/, changed/, next.
//
// Only next is forced to the disk, once a build, before the first file is moved. Pages are not, because that would cost more
// than everything else together. So a power cut (not a kill) may lose pages of the last half minute. The seal shows that the
// machine has been restarted; the next build then compares the size of each file, and writes those again that are short.
package publish

import (
	"context"
	"fmt"
	"time"

	"gongbao/generator/parallel"
)

// Key is a hash of everything that decides the bytes of a file. Equal keys under one path mean equal bytes.
type Key [16]byte

// File is one planned file of the site. It has either Render or Copy.
type File struct {
	// Path is where the file goes: a slash-separated path below the output folder, clean, without a leading slash.
	Path string
	Key  Key
	// Render appends the bytes of the file to dst and returns the result, whose memory is then reused for other files. It is
	// called at most once, on any goroutine, in parallel with those of other files: it must be pure.
	Render func(dst []byte) ([]byte, error)
	// Copy names a source file that is copied as it is. It is streamed, never held in memory.
	Copy string
}

// Options configure Publish. The zero value is ready to use.
type Options struct {
	// Jobs is the number of files that are rendered and written at a time. 0 means one for each CPU.
	Jobs int
	// Clean ignores the keys: each file is rendered and compared with the published one. Only what differs is written, so a
	// clean build that changes nothing writes nothing.
	Clean bool
	// Refuse names the source folders. The output folder may not be one of them, hold one, or lie in one.
	Refuse []string
	// Origin, if set, names the source of a planned file or folder for errors, such as content/bulletins/a.md:7:9, or returns "". It
	// is called only after something went wrong, on any goroutine.
	Origin func(path string) string
	// Approve, if set, is called once the difference is known and before anything is written, while the folder is locked. kept reports
	// whether a planned file stays as it is. An error ends the publication.
	Approve func(kept func(path string) bool) error
	// Ledger is the path of a planned file that lists others. Until they are all in place, readers do not see a new one.
	Ledger string
	// Progress, if set, is called with the number of files that are done and the number that have to be rendered. It is never
	// called by two goroutines at a time, and done never falls.
	Progress func(done, total int)
	// FS reads and changes the output folder. nil means the disk.
	FS FS
}

// Report describes what a call of Publish did. The lists are sorted by path.
type Report struct {
	New     []string `json:"new"`     // paths that did not exist before
	Changed []string `json:"changed"` // paths whose bytes were replaced
	Deleted []string `json:"deleted"` // paths that the plan no longer names
	Kept    int      `json:"kept"`    // files that were left as they were
	Bytes   int64    `json:"bytes"`   // bytes written into New and Changed
	// Resumed reports that an earlier build had been stopped while it moved files. It was finished first. What it had left to
	// move is not listed here.
	Resumed bool `json:"resumed,omitempty"`
	// Unknown lists the files that neither the plan nor the manifest names. It is set only if the manifest was lost or
	// damaged: then a file of an older plan cannot be distinguished from one that somebody else put there. They are kept.
	Unknown []string `json:"unknown,omitempty"`
}

// Publish makes the folder dir hold the planned files, and returns what it did. It creates the folder if it is missing. The
// folder must be empty or hold a site that Publish wrote. If two calls meet on one folder, the second returns an error that
// wraps ErrBusy.
//
// If ctx is cancelled, Publish returns within about a second, with an error that wraps that of ctx. An error says what
// happened, what state the site is in, and what to do. In each of these states the promises above hold, and the next call
// that succeeds leaves the same bytes as a first publication into an empty folder.
func Publish(ctx context.Context, dir string, files []File, o Options) (*Report, error) {
	o.Jobs = parallel.Jobs(o.Jobs)
	if o.FS == nil {
		o.FS = Disk{}
	}
	plan, err := order(files, o.Origin)
	if err != nil {
		return nil, err
	}
	out, err := openOutput(dir, o)
	if err != nil {
		return nil, err
	}
	defer out.close()

	// Moving and clearing, once begun, may finish if that takes less than a second.
	grace, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(500*time.Millisecond, stop) })()

	resumed, err := out.resume(grace)
	if err != nil {
		return nil, err
	}
	old, err := out.standing()
	if err != nil {
		return nil, err
	}
	work := out.compare(plan, old)
	if o.Approve != nil {
		if err := o.Approve(func(path string) bool { return work.keeps(plan, path) }); err != nil {
			return nil, err
		}
	}
	if work.empty() && !out.damaged && !out.rebooted {
		return out.report(plan, work, resumed)
	}
	if err := out.stage(ctx, plan, work); err != nil {
		return nil, out.abandon(grace, err)
	}
	if err := out.writeNext(encodeManifest(plan, work.items)); err != nil {
		return nil, out.abandon(grace, err)
	}
	if err := out.move(grace, work.gone, true); err != nil {
		return nil, err
	}
	if err := out.seal(); err != nil {
		return nil, err
	}
	return out.report(plan, work, resumed)
}

// report returns the report of a publication: what happened to each planned file.
func (out *output) report(plan []File, w *work, resumed bool) (*Report, error) {
	r := &Report{New: []string{}, Changed: []string{}, Deleted: []string{}, Resumed: resumed}
	for i, it := range w.items {
		switch it.fate {
		case isNew:
			r.New = append(r.New, plan[i].Path)
			r.Bytes += it.size
		case isChanged:
			r.Changed = append(r.Changed, plan[i].Path)
			r.Bytes += it.size
		default:
			r.Kept++
		}
	}
	for _, g := range w.gone {
		r.Deleted = append(r.Deleted, g.path)
	}
	if out.damaged {
		var err error
		if r.Unknown, err = out.unknown(plan); err != nil {
			return nil, fmt.Errorf("the site is published, but %s cannot be listed: %w", out.shown, err)
		}
	}
	return r, nil
}
