// Package publish brings a folder from the site that stands in it to the site that is planned, and touches only what
// differs.
//
// What a reader of the folder may rely on, at any moment, whatever happens to the build:
//
//   - A file is whole: the old bytes or the new ones, never a part, never a mixture.
//   - From the home page, no link leads to a file that is not there.
//   - A file whose bytes stay the same is not touched: its modification time is that of its last change.
//   - What gongbao did not write is not changed and not deleted. (There is one case in which this cannot be known: where
//     the manifest was lost or spoilt, a file under a planned path is taken for ours.)
//
// The second promise rests on an order. Every file that has to be written is first written out of sight, in the hidden
// folder. Then (1) files whose path is new are moved into place, (2) files that changed are replaced, (3) files that are
// no longer planned are deleted. Let O and N be the paths of the old and the new site; a page of either links to paths
// of its own site alone. During (1) the pages that can be reached are old ones, they link into O, and all of O stands;
// nothing links to the new files yet, so that they may come in any order. During (2) old and new pages are mixed, and
// all of O and N stands. During (3) each page that can be reached is new, it links into N, and all of N stands. A first
// site is the case in which O is empty: the home page comes last, and until then nothing can be reached.
//
// A build that is killed leaves one of two things. If it was still writing, there is litter in the hidden folder, and the
// next build clears it. If it was moving files, the manifest of the new site stands beside the old one as "next"; what
// it had left to move lies ready, and the next build moves it, in the same order, before it does anything else. The only
// files that are deleted are those that a manifest names.
//
// The hidden folder, .gongbao, holds: manifest (what stands, with keys), seal (which manifest is the last one, and under
// which start of the machine it was written), and while a build runs: lock, new/, changed/, next.
//
// What is forced to the disk: next, once a build, before the first file is moved; pages are not, for this would cost more
// than all the rest. A power cut (not a kill) may therefore lose pages of the last half minute: the seal shows that the
// machine was started anew, and the next build then compares the size of each file, and writes again what is short.
package publish

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

// Key is a hash of all that decides the bytes of a file. Equal keys under one path mean equal bytes.
type Key [16]byte

// File is one planned file of the site. It has either Render or Copy.
type File struct {
	// Path is where the file goes: a slash-separated path below the output folder, clean, without a leading slash.
	Path string
	Key  Key
	// Render appends the bytes of the file to dst and returns the result, of which the memory is then used for other
	// files. It is called at most once, on any goroutine, at the same time as those of other files: it must be pure.
	Render func(dst []byte) ([]byte, error)
	// Copy names a file of the sources that is copied as it is. It is streamed, and never held in memory.
	Copy string
}

// Options say how to publish. The zero value is ready to use.
type Options struct {
	// Jobs is how many files are rendered and written at a time. 0 means as many as there are processors.
	Jobs int
	// Clean leaves the keys out of account: each file is rendered and compared with what stands. Only what differs is
	// written, so that a clean build that changes nothing writes nothing.
	Clean bool
	// Refuse names the folders of the sources. The output folder may not be one of them, hold one, or lie in one.
	Refuse []string
	// Progress, if set, is told how many of the files that had to be rendered are done. It is never called by two
	// goroutines at a time, and done never falls.
	Progress func(done, total int)
	// FS is where the calls go that read and change the output folder. nil means the disk.
	FS FS
}

// Report says what a call of Publish did. The lists are sorted by path.
type Report struct {
	New     []string `json:"new"`     // paths that were not there before
	Changed []string `json:"changed"` // paths whose bytes were replaced
	Deleted []string `json:"deleted"` // paths that the plan no longer names
	Kept    int      `json:"kept"`    // files that were left as they stood
	Bytes   int64    `json:"bytes"`   // bytes written into New and Changed
	// Resumed says that an earlier build had been stopped while it moved files. It was finished first; what it had
	// left to move is not listed here.
	Resumed bool `json:"resumed,omitempty"`
	// Unknown lists the files that neither the plan nor the manifest names. It is filled only if the manifest was lost or
	// damaged: a file that an older plan named can then no longer be told from one that somebody else put there. They are
	// left alone.
	Unknown []string `json:"unknown,omitempty"`
}

// Publish makes the folder dir hold the planned files, and returns what it did. The folder is made if it is missing; it
// must be empty or hold a site that Publish wrote. If two calls meet on one folder, the second returns an error that
// wraps ErrBusy.
//
// If ctx is cancelled, Publish returns within about a second. An error tells what happened, in which state the site is,
// and what can be done; in each of these states the promises above hold, and the next call that succeeds gives the same
// bytes as a first publication into an empty folder.
func Publish(ctx context.Context, dir string, files []File, o Options) (*Report, error) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.FS == nil {
		o.FS = Disk{}
	}
	plan, err := order(files)
	if err != nil {
		return nil, err
	}
	s, err := openSite(dir, o)
	if err != nil {
		return nil, err
	}
	defer s.close()

	// What has begun to be moved or cleared is brought to its end if that takes less than a second.
	grace, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(700*time.Millisecond, stop) })()

	resumed, err := s.resume(grace)
	if err != nil {
		return nil, err
	}
	old, err := s.standing()
	if err != nil {
		return nil, err
	}
	work := s.compare(plan, old)
	if work.nothing() && !s.damaged && !s.aged {
		return s.report(plan, work, resumed)
	}
	if err := s.stage(ctx, plan, work); err != nil {
		return nil, s.abandon(grace, err)
	}
	if err := s.writeNext(encode(plan, work.items)); err != nil {
		return nil, s.abandon(grace, err)
	}
	if err := s.move(grace, work.gone, true); err != nil {
		return nil, err
	}
	if err := s.seal(); err != nil {
		return nil, err
	}
	return s.report(plan, work, resumed)
}

// report lists what became of each planned file.
func (s *site) report(plan []File, w *work, resumed bool) (*Report, error) {
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
	if s.damaged {
		var err error
		if r.Unknown, err = s.unknown(plan); err != nil {
			return nil, fmt.Errorf("the site is published, but %s cannot be listed: %w", s.shown, err)
		}
	}
	return r, nil
}
