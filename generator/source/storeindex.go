package source

import (
	"bufio"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/zeebo/xxh3"

	"gongbao/generator/bulletin"
	"gongbao/generator/packed"
	"gongbao/generator/parallel"
)

// save replaces the index. First it copies bodies out of segments that are mostly unused, so that these can be removed. It may change
// entries. erasures are the hashes of the erased bulletins: of those that the store does not know, it may hold the text.
func (s *store) save(entries []entry, erasures []bulletin.Hash) error {
	if s.temp {
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	purge := !s.knows(erasures)
	if err := s.compact(entries, purge); err != nil {
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
	head := packed.AppendString([]byte(storeMagic), s.identity)
	head = packed.AppendUint(head, uint64(len(used)))
	for _, seg := range used {
		head = packed.AppendString(head, seg.name)
	}
	head = packed.AppendUint(head, uint64(len(erasures)))
	for _, hash := range erasures {
		head = append(head, hash[:]...)
	}
	writeBlock(w, head)
	var block []byte
	for i := 0; i < len(entries); i += blockSize {
		block = packed.AppendUint(block[:0], uint64(min(blockSize, len(entries)-i)))
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
	s.saved = slices.Contains(used, s.current)
	s.sweep(used, purge)
	s.erasures = slices.Clone(erasures)
	return nil
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
	blocks, err := splitBlocks(data)
	if err != nil {
		return err
	}
	d := packed.Decoder{S: blocks[0]}
	if d.Take(uint64(len(storeMagic))) != storeMagic || d.Text() != s.identity {
		return errDamaged
	}
	for range d.Count(1) {
		if err := s.openSegment(d.Text()); err != nil {
			return err
		}
	}
	for range d.Count(len(bulletin.Hash{})) {
		s.erasures = append(s.erasures, bulletin.Hash([]byte(d.Take(uint64(len(bulletin.Hash{}))))))
	}
	if d.Failed {
		return errDamaged
	}
	return s.readEntries(blocks[1:])
}

// splitBlocks checks the blocks of an index and returns them, at least one.
func splitBlocks(data string) (blocks []string, err error) {
	for len(data) > 0 {
		if len(data) < 16 {
			return nil, errDamaged
		}
		n, sum := binary.LittleEndian.Uint64([]byte(data[:8])), binary.LittleEndian.Uint64([]byte(data[8:16]))
		if n > uint64(len(data)-16) {
			return nil, errDamaged
		}
		block := data[16 : 16+n]
		data = data[16+n:]
		if xxh3.HashString(block) != sum {
			return nil, errDamaged
		}
		blocks = append(blocks, block)
	}
	if len(blocks) == 0 {
		return nil, errDamaged
	}
	return blocks, nil
}

func (s *store) openSegment(name string) error {
	if name == "" || filepath.Base(name) != name {
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
	return nil
}

// readEntries decodes the entries of all blocks.
func (s *store) readEntries(blocks []string) error {
	starts := make([]int, len(blocks)+1) // of each block in the entries
	for i, block := range blocks {
		d := packed.Decoder{S: block}
		starts[i+1] = starts[i] + d.Count(1)
	}
	s.entries = make([]entry, starts[len(blocks)])
	var failed atomic.Bool
	parallel.Each(len(blocks), s.jobs, func(i int) {
		d := packed.Decoder{S: blocks[i]}
		d.Count(1)
		part := s.entries[starts[i]:starts[i+1]]
		for k := range part {
			part[k].decode(&d, s.segments)
		}
		if d.Failed {
			failed.Store(true)
		}
	})
	if failed.Load() {
		return errDamaged
	}
	return nil
}

// readWhole reads a file as one string, of which many small strings will be parts.
func readWhole(name string) (string, error) {
	data, err := os.ReadFile(name)
	return unsafe.String(unsafe.SliceData(data), len(data)), err // data is not written to any more
}

// The index holds an entry in this form.

func (e *entry) append(dst []byte, numbers map[*segment]int) []byte {
	dst = packed.AppendString(dst, e.unit.path)
	dst = e.unit.file.append(dst)
	dst = packed.AppendUint(dst, uint64(len(e.unit.beside)))
	for _, f := range e.unit.beside {
		dst = f.append(dst)
	}
	dst = append(dst, e.hash[:]...)
	n := 0
	if e.body.segment != nil {
		n = numbers[e.body.segment] + 1
	}
	dst = packed.AppendUint(dst, uint64(n))
	dst = packed.AppendUint(dst, uint64(e.body.offset))
	dst = packed.AppendUint(dst, uint64(e.body.html))
	dst = packed.AppendUint(dst, uint64(e.body.text))
	dst = binary.LittleEndian.AppendUint64(dst, e.body.sum)
	return packed.AppendString(dst, e.meta)
}

func (e *entry) decode(d *packed.Decoder, segments []*segment) {
	e.unit.path = d.Text()
	e.unit.file.decode(d)
	if n := d.Count(5); n > 0 {
		e.unit.beside = make([]fileState, n)
		for i := range e.unit.beside {
			e.unit.beside[i].decode(d)
		}
	}
	copy(e.hash[:], d.Take(uint64(len(e.hash))))
	n := d.Uint()
	if n > uint64(len(segments)) {
		d.Fail()
		return
	}
	if n > 0 {
		e.body.segment = segments[n-1]
	}
	e.body.offset = int64(d.Uint())
	e.body.html, e.body.text = int(d.Uint()), int(d.Uint())
	if sum := d.Take(8); sum != "" {
		e.body.sum = binary.LittleEndian.Uint64([]byte(sum))
	}
	if b := &e.body; b.segment != nil {
		left := b.segment.size - sumSize
		for _, part := range []int64{b.offset, int64(b.html), int64(b.text)} {
			if left -= part; part < 0 || left < 0 {
				*b = bodyRef{}
				break
			}
		}
	}
	e.meta = d.Text()
}

func (f fileState) append(dst []byte) []byte {
	dst = packed.AppendString(dst, f.name)
	dst = packed.AppendUint(dst, uint64(f.size))
	dst = packed.AppendInt(dst, f.time)
	dst = packed.AppendInt(dst, f.changed)
	return packed.AppendUint(dst, f.inode)
}

func (f *fileState) decode(d *packed.Decoder) {
	f.name = d.Text()
	f.size = int64(d.Uint())
	f.time = d.Int()
	f.changed = d.Int()
	f.inode = d.Uint()
}
