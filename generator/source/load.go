package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/markdown"
	"gongbao/generator/parallel"
	"gongbao/generator/problem"
)

// Options decide what sources say, where that is remembered, and how they are read.
type Options struct {
	Content  string         // folder of the content
	Location *time.Location // of dates without a time zone
	HTML     markdown.HTML  // what becomes of raw HTML
	Host     string         // of the site: of links to other hosts nothing is kept

	Cache    string                // folder of the store; empty: a temporary one
	Jobs     int                   // parallel workers; 0: one for each CPU
	Begin    func(unknown int)     // called when the store is open, with roughly the number of sources that it does not hold
	Progress func(done, total int) // called often
}

// identity names everything but the source itself that decides the result of parsing.
func (o *Options) identity() string {
	return fmt.Sprintf("%x %s %v %s", key.Program(), o.Location, o.HTML, o.Host)
}

// SameParsing reports whether sources read with either of the options say the same.
func (o *Options) SameParsing(other *Options) bool { return o.identity() == other.identity() }

// Sources are all sources of a content folder, as they were last read.
type Sources struct {
	Items    []Item            // in order of path
	Problems []problem.Problem // of all items, and of files that cannot be sources
	Read     int               // items for which Item.Read holds

	strays  []stray
	loader  *loader
	changes int         // roughly how many items differ from what the store holds
	damaged atomic.Bool // a body in the store was not what was added
}

// A loader holds what all loads of one content folder share.
type loader struct {
	options  Options
	markdown *markdown.Renderer
	store    *store
}

// Load reads the sources of a listing: from the store if it holds them, otherwise from their files. It fails if ctx ends or if the
// store cannot be written; what is wrong with the sources is in Problems.
func Load(ctx context.Context, listing *Listing, o Options) (*Sources, error) {
	o.Jobs = parallel.Jobs(o.Jobs)
	store, err := openStore(o.Cache, o.identity(), o.Jobs)
	if err != nil {
		return nil, err
	}
	if o.Begin != nil {
		o.Begin(max(0, len(listing.units)-len(store.entries)))
	}
	s := &Sources{loader: &loader{options: o, markdown: markdown.New(markdown.Options{HTML: o.HTML, Host: o.Host}), store: store}}
	if err := s.load(ctx, listing, nil); err != nil {
		store.close()
		return nil, err
	}
	return s, nil
}

// Reload reads again what may have changed in the named folders, which are slash paths below the content folder, and returns the
// sources as they are now. Both values can be used afterwards; they share a store, so close only one of them.
func (s *Sources) Reload(ctx context.Context, folders []string) (*Sources, error) {
	next := &Sources{loader: s.loader}
	all := listsAll(folders)
	for _, st := range s.strays {
		outside := all && !Within(st.path+"/", Folders) // was found by misplaced
		if !outside && !Within(st.path, folders) && !slices.Contains(folders, st.path) {
			next.strays = append(next.strays, st)
		}
	}
	for _, it := range s.Items {
		if !Within(it.Path(), folders) {
			it.read = false
			next.Items = append(next.Items, it)
		}
	}
	if err := next.load(ctx, list(s.loader.options.Content, outermost(folders)), s); err != nil {
		return nil, err
	}
	next.changes += s.changes
	return next, nil
}

// load adds the sources of a listing. last is the load before this one, or nil.
func (s *Sources) load(ctx context.Context, listing *Listing, last *Sources) error {
	read, err := s.loader.read(ctx, listing.units, last)
	if err != nil {
		return err
	}
	s.Items = merge(s.Items, read)
	s.strays = append(s.strays, listing.strays...)
	for _, st := range s.strays {
		s.Problems = append(s.Problems, st.problem)
	}
	for i := range s.Items {
		s.Problems = append(s.Problems, s.Items[i].Problems...)
		if s.Items[i].read {
			s.Read++
		}
	}
	items, reads := len(s.Items), s.Read // but erased bulletins are in no store, and read each time
	for i := range s.Items {
		if it := &s.Items[i]; it.erased() {
			items--
			if it.read {
				reads--
			}
		}
	}
	known := len(s.loader.store.entries)
	s.changes = reads + max(items-known, known-items)
	return nil
}

// read reads units in parallel.
func (l *loader) read(ctx context.Context, units []unit, last *Sources) ([]Item, error) {
	items := make([]Item, len(units))
	var mu sync.Mutex
	var failure error
	done := 0
	const batch = 64
	parallel.Workers((len(units)+batch-1)/batch, l.options.Jobs, func(next func() (int, bool)) {
		r := &reader{from: l, last: last}
		for b, ok := next(); ok; b, ok = next() {
			from, to := b*batch, min((b+1)*batch, len(units))
			var err error
			for i := from; i < to && err == nil; i++ {
				if err = ctx.Err(); err == nil {
					items[i], err = r.item(units[i])
				}
			}
			mu.Lock()
			if failure == nil {
				failure = err
			}
			done += to - from
			if l.options.Progress != nil {
				l.options.Progress(done, len(units))
			}
			mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	if failure == nil {
		failure = ctx.Err()
	}
	if failure == nil {
		failure = l.store.flush()
	}
	return items, failure
}

// Bulletins returns the bulletins among the items.
func (s *Sources) Bulletins() []*bulletin.Bulletin {
	all := make([]*bulletin.Bulletin, 0, len(s.Items))
	for i := range s.Items {
		if b := s.Items[i].Bulletin; b != nil {
			all = append(all, b)
		}
	}
	return all
}

// Pages returns the plain pages among the items.
func (s *Sources) Pages() []*bulletin.Page {
	var all []*bulletin.Page
	for i := range s.Items {
		if p := s.Items[i].Page; p != nil {
			all = append(all, p)
		}
	}
	return all
}

// Find returns the item at a path, or nil.
func (s *Sources) Find(path string) *Item {
	if s == nil {
		return nil
	}
	if i, ok := slices.BinarySearchFunc(s.Items, path, func(it Item, path string) int { return strings.Compare(it.Path(), path) }); ok {
		return &s.Items[i]
	}
	return nil
}

// Remember keeps what was parsed for the next build or preview. Texts may be read meanwhile, but nothing else may be loaded with
// the same store. A store that cannot be saved costs time in the next build and nothing else, so there is no error. The store is
// not saved if next to nothing changed: parsing that again is faster than writing everything else. But if a bulletin was erased, the
// store lets go of everything that it holds besides the present bodies.
func (s *Sources) Remember() {
	const few = 1000 // one source in so many
	damaged := s.damaged.Load()
	erasures := s.erasures()
	if s.changes <= len(s.Items)/few && !damaged && s.loader.store.knows(erasures) {
		return
	}
	entries := make([]entry, 0, len(s.Items))
	for i := range s.Items {
		if e := s.Items[i].entry; e.meta != "" && !(damaged && s.loader.store.damaged(e.body)) {
			entries = append(entries, e)
		}
	}
	_ = s.loader.store.save(entries, erasures) // see above
}

// erasures returns the hashes of the erased bulletins.
func (s *Sources) erasures() (hashes []bulletin.Hash) {
	for i := range s.Items {
		if it := &s.Items[i]; it.erased() {
			hashes = append(hashes, it.Bulletin.Hash)
		}
	}
	return hashes
}

// ForgetIn removes a store that these sources do not use, unless it holds nothing that a bulletin said before it was erased.
func (s *Sources) ForgetIn(cache string) { forget(cache, s.Identity(), s.erasures()) }

// ErasedTitles returns the erased titles by the path of their sources, if these still have them. They are for problems only.
func (s *Sources) ErasedTitles() map[string]string {
	titles := map[string]string{}
	for i := range s.Items {
		if it := &s.Items[i]; it.erasedTitle != "" {
			titles[it.Path()] = it.erasedTitle
		}
	}
	return titles
}

// Forgotten reports whether the store holds nothing that a bulletin said before it was erased. If not, Remember makes it so.
func (s *Sources) Forgotten() bool { return s.loader.store.knows(s.erasures()) }

// Identity names everything but the sources themselves that decides what they say and how their bodies are rendered.
func (s *Sources) Identity() string { return s.loader.options.identity() }

// Damaged reports whether a body in the store was not what was added. Remember then drops it.
func (s *Sources) Damaged() bool { return s.damaged.Load() }

// SharesStore reports whether two values have one store, so that it must be closed once.
func (s *Sources) SharesStore(other *Sources) bool { return s.loader == other.loader }

// Close closes the store. Afterwards a text can be read only if its source is still the same.
func (s *Sources) Close() { s.loader.store.close() }

// Within reports whether a slash path lies below one of the folders.
func Within(path string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return len(path) > len(f) && path[len(f)] == '/' && path[:len(f)] == f })
}

// outermost returns, sorted, the folders that lie in no other of them.
func outermost(folders []string) []string {
	folders = slices.Compact(slices.Sorted(slices.Values(folders)))
	return slices.DeleteFunc(slices.Clone(folders), func(f string) bool { return Within(f, folders) })
}

// merge joins two lists in order of path.
func merge(a, b []Item) []Item {
	if len(a) == 0 {
		return b
	}
	all := make([]Item, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Path() < b[0].Path() {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}
