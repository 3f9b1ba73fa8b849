package generator

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/markdown"
	"gongbao/generator/problem"
)

// sources is everything that was read: the metadata of all bulletins and pages, and where their bodies are kept.
type sources struct {
	list     []source // in order of path
	problems []problem.Problem
	parsed   int // sources that were read, since neither the store nor the last load knew them as they are
	changes  int // against what the store holds, about
}

// source is one markdown file, or folder with index.md, as it was last read.
type source struct {
	stored        // meta is empty where the store should not keep it: it has problems, and they are to be told again
	fresh    bool // it was read by the last load
	made     any  // *bulletin.Bulletin, *bulletin.Page, or nil where nothing could be made of it
	problems []problem.Problem
}

// bulletins and pages give what was made of the sources, in order of path.
func (s *sources) bulletins() []*bulletin.Bulletin { return madeOf[*bulletin.Bulletin](s) }
func (s *sources) pages() []*bulletin.Page         { return madeOf[*bulletin.Page](s) }

func madeOf[T any](s *sources) []T {
	all := make([]T, 0, len(s.list))
	for i := range s.list {
		if m, ok := s.list[i].made.(T); ok {
			all = append(all, m)
		}
	}
	return all
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
	seen     *inputs // a walk that was just made, for the first load; may be nil
}

// folders of the content that hold sources, in order.
var sourceFolders = []string{"bulletins", "pages"}

// load reads bulletins and plain pages: those that the store knows from it, the others anew. last is the load before this
// one, and folders are the folders in which something may have changed since; nil and none for a first load.
func (l *loader) load(ctx context.Context, last *sources, folders []string) (*sources, error) {
	out := &sources{}
	if last == nil {
		folders = sourceFolders
	} else {
		for _, s := range last.list {
			if !within(s.source, folders) {
				out.list = append(out.list, s)
			}
		}
	}
	slices.Sort(folders)
	folders = slices.Compact(folders)
	folders = slices.DeleteFunc(slices.Clone(folders), func(f string) bool { return within(f, folders) })
	var units []unit
	if last == nil && l.seen != nil {
		units, out.problems = l.seen.units, l.seen.problems
		folders, l.seen = nil, nil
	}
	for _, f := range folders {
		found, problems := walk(l.content, l.show, f)
		units = append(units, found...)
		out.problems = append(out.problems, problems...)
	}
	fresh, err := l.read(ctx, units, last)
	if err != nil {
		return nil, err
	}
	out.list = merge(out.list, fresh)
	for i := range fresh {
		if fresh[i].fresh {
			out.parsed++
		}
	}
	for i := range out.list {
		out.problems = append(out.problems, out.list[i].problems...)
	}
	out.changes = out.parsed + max(len(out.list)-len(l.store.entries), len(l.store.entries)-len(out.list))
	if last != nil {
		out.changes += last.changes
	}
	return out, nil
}

// merge joins two lists in order of path to one.
func merge(a, b []source) []source {
	if len(a) == 0 {
		return b
	}
	all := make([]source, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].source < b[0].source {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

// within says whether a source lies in one of the folders.
func within(source string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return len(source) > len(f) && source[len(f)] == '/' && source[:len(f)] == f })
}

// read parses units side by side.
func (l *loader) read(ctx context.Context, units []unit, last *sources) ([]source, error) {
	made := make([]source, len(units))
	var mu sync.Mutex
	var failure error
	done := 0
	workers := sync.Pool{New: func() any { return &worker{loader: l, last: last} }}
	const batch = 64
	each((len(units)+batch-1)/batch, l.jobs, func(b int) {
		w := workers.Get().(*worker)
		defer workers.Put(w)
		from, to := b*batch, min((b+1)*batch, len(units))
		for i := from; i < to && ctx.Err() == nil && w.failure == nil; i++ {
			made[i] = w.unit(units[i])
		}
		mu.Lock()
		defer mu.Unlock()
		if failure == nil {
			failure = w.failure
		}
		done += to - from
		if l.progress != nil {
			l.progress(done, len(units))
		}
	})
	if failure == nil {
		failure = ctx.Err()
	}
	if failure == nil {
		failure = l.store.flush()
	}
	return made, failure
}

// find gives a source as it was read before, or nil.
func (s *sources) find(path string) *source {
	if s == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(s.list, path, func(s source, path string) int { return strings.Compare(s.source, path) })
	if !ok {
		return nil
	}
	return &s.list[i]
}

// entries is what the store is to remember.
func (s *sources) entries() []stored {
	all := make([]stored, 0, len(s.list))
	for i := range s.list {
		if s.list[i].meta != "" {
			all = append(all, s.list[i].stored)
		}
	}
	return all
}
