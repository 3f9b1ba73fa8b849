package generator

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/zeebo/xxh3"

	"gongbao/generator/bulletin"
)

// The store remembers what parsing a source gave, so that a build parses only what changed.
//
// A folder holds an index (source, size, time, content hash, metadata) and segments, which hold the rendered bodies. A
// segment never changes once an index names it, and the index is replaced by renaming, so a folder may be shared by
// several checkouts and builds at once, without a lock: the last index wins, and what it does not know is parsed again.
// Every block of the index and every body carries a checksum. What is missing or damaged is parsed again; the store is
// never believed on anything but a content hash.
type store struct {
	dir      string
	identity string // of the program and the options that decide what parsing gives
	temp     bool   // dir is to be removed when the store is closed
	entries  []stored
	segments []*segment
	current  *segment // what this build adds; made when first needed
	saved    bool     // an index of this build names it
	mu       sync.Mutex
	asked    atomic.Int32                     // how often byHash was
	hashes   func() map[bulletin.Hash]*stored // made when it is asked often
}

// stored is one source as the index knows it.
type stored struct {
	unit
	hash bulletin.Hash
	body bodyRef
	meta string // encoded bulletin or page
}

// bodyRef is the place of a rendered body: the encoded HTML, and behind it the plain text, which few ask for, with a sum of
// its own at its end.
type bodyRef struct {
	segment *segment
	offset  int64
	html    int // bytes
	text    int
	sum     uint64 // of the HTML
}

// length is what the body takes up in its segment.
func (r bodyRef) length() int { return r.html + r.text + sumSize }

const sumSize = 8

type segment struct {
	name string
	file *os.File
	out  *bufio.Writer // of the current segment, until it is flushed
	size int64
	live int64 // bytes that the index still names
}

const (
	storeMagic   = "gongbao store 2\n"
	blockSize    = 1024 // entries a block, decoded side by side
	segmentsMost = 12
	// A file changed within this time of being read may change again without a new time stamp.
	racyWindow = 2 * time.Second
)

// openStore opens the store in dir, or one for this build alone where dir is empty or cannot be used.
func openStore(dir, identity string) (*store, error) {
	s := &store{dir: dir, identity: identity}
	if dir == "" || os.MkdirAll(dir, 0o755) != nil {
		var err error
		if s.dir, err = os.MkdirTemp("", "gongbao-"); err != nil {
			return nil, fmt.Errorf("no room for the work of this build: %w", err)
		}
		s.temp = true
	}
	s.hashes = sync.OnceValue(func() map[bulletin.Hash]*stored {
		m := make(map[bulletin.Hash]*stored, len(s.entries))
		for i := range s.entries {
			m[s.entries[i].hash] = &s.entries[i]
		}
		return m
	})
	if err := s.read(); err != nil { // missing, old or damaged: start afresh
		s.entries = nil
		for _, seg := range s.segments {
			seg.file.Close()
		}
		s.segments = nil
	}
	return s, nil
}

// byHash gives what the index knows of a source with the same content, under whatever path.
func (s *store) byHash(hash bulletin.Hash) *stored {
	const few = 8 // that to look through the whole index for each is quicker than to make a map of it
	if s.asked.Add(1) > few {
		return s.hashes()[hash]
	}
	for i := len(s.entries) - 1; i >= 0; i-- { // of several the last, as in the map
		if s.entries[i].hash == hash {
			return &s.entries[i]
		}
	}
	return nil
}

// find gives what the index knows of a source path, which is most often the one at *next or behind it. The entries are in
// order.
func (s *store) find(source string, next *int) *stored {
	if *next < len(s.entries) && s.entries[*next].source == source {
		*next++
		return &s.entries[*next-1]
	}
	i, ok := slices.BinarySearchFunc(s.entries, source, func(e stored, source string) int { return strings.Compare(e.source, source) })
	if !ok {
		return nil
	}
	*next = i + 1
	return &s.entries[i]
}

// add keeps a body. It may be called by several goroutines at once.
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

// flush makes what was added readable.
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

// html appends a body's encoded HTML to dst; errDamaged where it is not what was kept.
func (s *store) html(dst []byte, ref bodyRef) ([]byte, error) {
	n := len(dst)
	dst, err := ref.read(dst, 0, ref.html)
	if err != nil || xxh3.Hash(dst[n:]) != ref.sum {
		return dst[:n], errDamaged
	}
	return dst, nil
}

// text does so with its plain text.
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

// damaged says that a body is not what was kept.
func (s *store) damaged(ref bodyRef) bool {
	_, err := s.html(nil, ref)
	_, err2 := s.text(nil, ref)
	return err != nil || err2 != nil
}

// close ends the use of the store.
func (s *store) close() {
	for _, seg := range s.segments {
		seg.file.Close()
	}
	if s.current != nil && !s.saved {
		os.Remove(filepath.Join(s.dir, s.current.name)) // no index names it
	}
	if s.temp {
		os.RemoveAll(s.dir)
	}
}

// save replaces the index by what this build found. Segments that hold more refuse than use are left behind: their bodies
// are copied to the current one first.
func (s *store) save(entries []stored) error {
	if s.temp {
		return nil
	}
	if err := s.tidy(entries); err != nil {
		return err
	}
	if err := s.flush(); err != nil {
		return err
	}
	var used []*segment
	number := map[*segment]int{}
	for i := range entries {
		if seg := entries[i].body.segment; seg != nil {
			if _, ok := number[seg]; !ok {
				number[seg] = len(used)
				used = append(used, seg)
			}
		}
	}
	f, err := os.CreateTemp(s.dir, "index-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriterSize(f, 1<<20)
	head := appendString([]byte(storeMagic), s.identity)
	head = binary.AppendUvarint(head, uint64(len(used)))
	for _, seg := range used {
		head = appendString(head, seg.name)
	}
	writeBlock(w, head)
	var block []byte
	for i := 0; i < len(entries); i += blockSize {
		block = binary.AppendUvarint(block[:0], uint64(min(blockSize, len(entries)-i)))
		for k := i; k < min(i+blockSize, len(entries)); k++ {
			block = entries[k].append(block, number)
		}
		writeBlock(w, block)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(s.dir, "index")); err != nil {
		return err
	}
	s.saved = true
	s.sweep(used)
	return nil
}

// tidy copies what is still used out of segments that are mostly refuse, or too many.
func (s *store) tidy(entries []stored) error {
	for _, seg := range s.segments {
		seg.live = 0
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
		if seg != s.current && seg.live > 0 && (seg.live < seg.size/2 || small && seg != largest) {
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

// sweep removes segments that no index of the last day named: another build may still be about to name its own.
func (s *store) sweep(used []*segment) {
	files, _ := os.ReadDir(s.dir)
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "bodies-") && !strings.HasPrefix(f.Name(), "index-") ||
			slices.ContainsFunc(used, func(seg *segment) bool { return seg.name == f.Name() }) {
			continue
		}
		mine := slices.ContainsFunc(s.segments, func(seg *segment) bool { return seg.name == f.Name() })
		if info, err := f.Info(); mine || err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.Remove(filepath.Join(s.dir, f.Name()))
		}
	}
}

func writeBlock(w *bufio.Writer, block []byte) {
	var head [16]byte
	binary.LittleEndian.PutUint64(head[:8], uint64(len(block)))
	binary.LittleEndian.PutUint64(head[8:], xxh3.Hash(block))
	w.Write(head[:])
	w.Write(block)
}

// read reads the index and opens its segments.
func (s *store) read() error {
	data, err := readWhole(filepath.Join(s.dir, "index"))
	if err != nil {
		return err
	}
	var blocks []string
	for len(data) > 0 {
		if len(data) < 16 {
			return errDamaged
		}
		n, sum := binary.LittleEndian.Uint64([]byte(data[:8])), binary.LittleEndian.Uint64([]byte(data[8:16]))
		if n > uint64(len(data)-16) {
			return errDamaged
		}
		block := data[16 : 16+n]
		data = data[16+n:]
		if xxh3.HashString(block) != sum {
			return errDamaged
		}
		blocks = append(blocks, block)
	}
	if len(blocks) == 0 {
		return errDamaged
	}
	d := decoder{s: blocks[0]}
	if d.take(len(storeMagic)) != storeMagic || d.string() != s.identity {
		return errDamaged
	}
	for range d.count() {
		name := d.string()
		if d.failed || filepath.Base(name) != name {
			return errDamaged
		}
		f, err := os.Open(filepath.Join(s.dir, name))
		if err != nil {
			return err
		}
		seg := &segment{name: name, file: f}
		s.segments = append(s.segments, seg)
		if info, err := f.Stat(); err == nil {
			seg.size = info.Size()
		}
	}
	blocks = blocks[1:]
	starts := make([]int, len(blocks)+1) // of each block in the entries
	for i, block := range blocks {
		d := decoder{s: block}
		starts[i+1] = starts[i] + d.count()
	}
	s.entries = make([]stored, starts[len(blocks)])
	var failed atomic.Bool
	each(len(blocks), 4, func(i int) {
		d := decoder{s: blocks[i]}
		d.count()
		part := s.entries[starts[i]:starts[i+1]]
		for k := range part {
			part[k].decode(&d, s.segments)
		}
		if d.failed {
			failed.Store(true)
		}
	})
	if failed.Load() {
		return errDamaged
	}
	return nil
}

// readWhole reads a file of which the strings of many small things are to be parts.
func readWhole(name string) (string, error) {
	data, err := os.ReadFile(name)
	return unsafe.String(unsafe.SliceData(data), len(data)), err // nobody writes to it any more
}
