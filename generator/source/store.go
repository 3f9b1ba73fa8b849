package source

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/bulletin"
)

// The store remembers the results of parsing, so that a build parses only what changed.
//
// Its folder holds an index (for each source: path, size, time, content hash, metadata) and segments, which hold the rendered
// bodies. What an index names never changes, and the index is replaced by renaming, so several checkouts and builds may share a
// folder without a lock: the last index wins, and what it does not hold is parsed again. Every block of the index and every body
// has a checksum; what is missing or damaged is parsed again.
type store struct {
	dir      string
	identity string // of the program and the options that decide the result of parsing
	temp     bool   // dir is removed when the store is closed
	jobs     int
	entries  []entry
	segments []*segment
	current  *segment // what this build adds; created when it is first needed
	saved    bool     // the index that this build saved last names it
	mu       sync.Mutex
	erasures []bulletin.Hash                 // of the bulletins whose texts the folder is known not to hold
	lookups  atomic.Int32                    // calls of byHash
	hashes   func() map[bulletin.Hash]*entry // made after a few lookups
}

// An entry is one source in the index.
type entry struct {
	unit unit
	hash bulletin.Hash
	body bodyRef
	meta string // packed bulletin or page; empty if the source has problems, which every build must report
}

// A bodyRef is the place of a rendered body: its packed HTML, followed by its plain text, which few callers need, and by the
// checksum of the text.
type bodyRef struct {
	segment *segment
	offset  int64
	html    int // bytes
	text    int
	sum     uint64 // of the HTML
}

// length returns the bytes that the body takes up in its segment.
func (r bodyRef) length() int { return r.html + r.text + sumSize }

const sumSize = 8

type segment struct {
	name string
	file *os.File
	out  *bufio.Writer // of the current segment, until it is flushed
	size int64
	live int64 // bytes that the index still names
	gone bool  // its file was removed, but can be read as long as it is open
}

const (
	storeMagic   = "gongbao store 4\n"
	blockSize    = 1024 // entries in a block; blocks are decoded in parallel
	segmentsMost = 12
	// RacyWindow is how recent a change must be for another one to leave the file's time the same.
	RacyWindow = 2 * time.Second
)

// openStore opens the store in dir, or a temporary one if dir is empty or cannot be created.
func openStore(dir, identity string, jobs int) (*store, error) {
	s := &store{dir: dir, identity: identity, jobs: jobs}
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		var err error
		if s.dir, err = os.MkdirTemp("", "gongbao-"); err != nil {
			return nil, fmt.Errorf("cannot create a temporary folder: %w", err)
		}
		s.temp = true
	}
	s.hashes = sync.OnceValue(func() map[bulletin.Hash]*entry {
		m := make(map[bulletin.Hash]*entry, len(s.entries))
		for i := range s.entries {
			m[s.entries[i].hash] = &s.entries[i]
		}
		return m
	})
	if err := s.read(); err != nil { // missing, old or damaged: start empty
		s.entries, s.erasures = nil, nil
		for _, seg := range s.segments {
			seg.file.Close()
		}
		s.segments = nil
	}
	return s, nil
}

// byHash returns the entry of a source with the same content hash, or nil.
func (s *store) byHash(hash bulletin.Hash) *entry {
	const few = 8 // up to so many lookups, a scan is faster than making a map
	if s.lookups.Add(1) > few {
		return s.hashes()[hash]
	}
	for i := len(s.entries) - 1; i >= 0; i-- { // of several the last, as in the map
		if s.entries[i].hash == hash {
			return &s.entries[i]
		}
	}
	return nil
}

// find returns the entry of a path, or nil. *next is the likely place of the next entry, for a caller who asks in order of path.
func (s *store) find(path string, next *int) *entry {
	if *next < len(s.entries) && s.entries[*next].unit.path == path {
		*next++
		return &s.entries[*next-1]
	}
	i, ok := slices.BinarySearchFunc(s.entries, path, func(e entry, path string) int { return strings.Compare(e.unit.path, path) })
	if !ok {
		return nil
	}
	*next = i + 1
	return &s.entries[i]
}

// add adds a body to the current segment. Several goroutines may call it at once.
func (s *store) add(html, text []byte) (bodyRef, error) {
	ref := bodyRef{html: len(html), text: len(text), sum: xxh3.Hash(html)}
	var sum [sumSize]byte
	binary.LittleEndian.PutUint64(sum[:], xxh3.Hash(text))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		f, err := os.CreateTemp(s.dir, "bodies-*")
		if err != nil {
			return bodyRef{}, fmt.Errorf("cannot keep rendered texts: %w", err)
		}
		s.current = &segment{name: filepath.Base(f.Name()), file: f, out: bufio.NewWriterSize(f, 1<<20)}
		s.segments = append(s.segments, s.current)
	}
	ref.segment, ref.offset = s.current, s.current.size
	for _, part := range [][]byte{html, text, sum[:]} {
		if _, err := s.current.out.Write(part); err != nil {
			return bodyRef{}, fmt.Errorf("cannot keep rendered texts: %w", err)
		}
	}
	s.current.size += int64(ref.length())
	return ref, nil
}

// flush makes the added bodies readable.
func (s *store) flush() error {
	if s.current == nil {
		return nil
	}
	if err := s.current.out.Flush(); err != nil {
		return fmt.Errorf("cannot keep rendered texts: %w", err)
	}
	return nil
}

var errDamaged = errors.New("damaged")

// html appends the packed HTML of a body to dst. It returns errDamaged if that is not what was added.
func (s *store) html(dst []byte, ref bodyRef) ([]byte, error) {
	n := len(dst)
	dst, err := ref.read(dst, 0, ref.html)
	if err != nil || xxh3.Hash(dst[n:]) != ref.sum {
		return dst[:n], errDamaged
	}
	return dst, nil
}

// text does the same for the plain text.
func (s *store) text(dst []byte, ref bodyRef) ([]byte, error) {
	n := len(dst)
	dst, err := ref.read(dst, ref.html, ref.text+sumSize)
	if err != nil {
		return dst[:n], errDamaged
	}
	dst, sum := dst[:n+ref.text], dst[n+ref.text:]
	if xxh3.Hash(dst[n:]) != binary.LittleEndian.Uint64(sum) {
		return dst[:n], errDamaged
	}
	return dst, nil
}

// read appends a part of a body to dst.
func (r bodyRef) read(dst []byte, from, length int) ([]byte, error) {
	n := len(dst)
	if r.segment == nil {
		return dst, errDamaged
	}
	dst = slices.Grow(dst, length)[:n+length]
	_, err := r.segment.file.ReadAt(dst[n:], r.offset+int64(from))
	return dst, err
}

// damaged reports whether a body is not what was added.
func (s *store) damaged(ref bodyRef) bool {
	_, err := s.html(nil, ref)
	_, err2 := s.text(nil, ref)
	return err != nil || err2 != nil
}

// close closes the segments, and removes the current one if no index names it.
func (s *store) close() {
	for _, seg := range s.segments {
		seg.file.Close()
	}
	if s.current != nil && !s.saved {
		os.Remove(filepath.Join(s.dir, s.current.name))
	}
	if s.temp {
		os.RemoveAll(s.dir)
	}
}

// knows reports whether the folder is known not to hold what the given bulletins said before they were erased.
func (s *store) knows(erasures []bulletin.Hash) bool {
	for _, hash := range erasures {
		if !slices.Contains(s.erasures, hash) {
			return s.temp // no one can open a temporary store later
		}
	}
	return true
}

// forget removes the store in a folder, unless it is known not to hold what the given bulletins said before they were erased.
func forget(dir, identity string, erasures []bulletin.Hash) {
	if dir == "" || len(erasures) == 0 {
		return
	}
	s := &store{dir: dir, identity: identity, jobs: 1}
	err := s.read()
	s.close()
	if err == nil && s.knows(erasures) {
		return
	}
	removeSearch(dir)
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if strings.HasPrefix(f.Name(), "bodies-") || strings.HasPrefix(f.Name(), "index") {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}

// searchBase begins the names of the files that package search keeps beside the store. They hold the words of bulletins.
const searchBase = "search-"

func removeSearch(dir string) {
	found, _ := filepath.Glob(filepath.Join(dir, searchBase+"*"))
	for _, name := range found {
		os.Remove(name)
	}
}

// compact copies what is still used out of segments that are mostly unused, too many, or gone; with purge, out of all that hold anything
// else. Another program that shares the folder may have removed a segment, and so may an earlier save of this one.
func (s *store) compact(entries []entry, purge bool) error {
	if purge {
		removeSearch(s.dir)
	}
	for _, seg := range s.segments {
		seg.live = 0
		_, err := os.Lstat(filepath.Join(s.dir, seg.name))
		seg.gone = errors.Is(err, fs.ErrNotExist)
	}
	if s.current != nil && (s.current.gone || purge) {
		s.current = nil // the next body starts another one
	}
	for i := range entries {
		if seg := entries[i].body.segment; seg != nil {
			seg.live += int64(entries[i].body.length())
		}
	}
	old := map[*segment]bool{}
	small := len(s.segments) > segmentsMost
	var largest *segment
	for _, seg := range s.segments {
		if largest == nil || seg.live > largest.live {
			largest = seg
		}
	}
	for _, seg := range s.segments {
		if seg != s.current && seg.live > 0 && (seg.gone || seg.live < seg.size/2 || small && seg != largest || purge && seg.live < seg.size) {
			old[seg] = true
		}
	}
	if len(old) == 0 {
		return nil
	}
	var html, text []byte
	for i := range entries {
		e := &entries[i]
		if !old[e.body.segment] {
			continue
		}
		var err, err2 error
		html, err = s.html(html[:0], e.body)
		text, err2 = s.text(text[:0], e.body)
		if err != nil || err2 != nil {
			e.body.segment = nil // parsed again next time
			continue
		}
		if e.body, err = s.add(html, text); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes the segments of this store that are no longer used, and all others that no index has named for a day. Younger ones may
// belong to a build that has yet to write its index, and so may the current one. With purge it removes even those: that build loses
// time, while a text that was erased must not stay. A file that cannot be removed, since it is open on Windows, is emptied.
func (s *store) sweep(used []*segment, purge bool) {
	files, _ := os.ReadDir(s.dir)
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "bodies-") && !strings.HasPrefix(f.Name(), "index-") ||
			slices.ContainsFunc(used, func(seg *segment) bool { return seg.name == f.Name() }) {
			continue
		}
		if s.current != nil && f.Name() == s.current.name {
			continue
		}
		mine := slices.ContainsFunc(s.segments, func(seg *segment) bool { return seg.name == f.Name() })
		if info, err := f.Info(); mine || purge || err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			name := filepath.Join(s.dir, f.Name())
			if os.Remove(name) != nil && purge {
				os.Truncate(name, 0)
			}
		}
	}
}
