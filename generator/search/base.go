package search

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"unsafe"

	"github.com/zeebo/xxh3"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/key"
	"gongbao/generator/packed"
)

// A base is what a build that made all terms of a segment leaves in the cache: the parts, and which bulletins they were made of.
// Later builds revise it (revision.go): if few bulletins differ, they make only the parts whose entries change. The base stays as
// it is until so many bulletins differ that all terms are made again; so every build revises the same base, in one step.
//
// A base is a file: the parts with terms, those with split keys, the list of split keys, a head, and at the end the size of the head
// and its checksum. Each part has a checksum in the head. What is missing, damaged or of another version is not used.
type base struct {
	file      string // where the parts are read from
	index     key.Key
	numbering key.Key
	documents []identity
	near      map[string]int // postings of the keys that are split, or not, by a narrow margin
	parts     []basePart     // terms, common, split
}

// identity is what the terms of a bulletin depend on.
type identity struct {
	hash  bulletin.Hash // of its source
	names uint64        // hash of the names of its publishers
}

type basePart struct {
	offset, size int64
	sum          uint64
}

const baseMagic = "gongbao search base 1\n"

// margin is how many postings may be added to a key, or taken from it, before its split is not certain without counting all.
func margin() int { return splitAbove / 4 }

var errNoBase = errors.New("no base")

func baseFile(cache string, segment int) string {
	return filepath.Join(cache, "search-"+strconv.Itoa(segment)+".base")
}

// writeBase leaves a base in a cache folder. An error costs the next build time, and nothing else.
func writeBase(cache string, program key.Key, s *segment, b *built) error {
	name := baseFile(cache, s.number)
	f, err := os.OpenFile(name+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600) // if two builds meet here, checksums show it
	if err != nil {
		return err
	}
	defer f.Close()
	head := append([]byte(baseMagic), program[:]...)
	head = append(append(head, s.index[:]...), s.numbering[:]...)
	head = packed.AppendUint(head, uint64(len(s.identities)))
	for _, d := range s.identities {
		head = binary.LittleEndian.AppendUint64(append(head, d.hash[:]...), d.names)
	}
	head = b.appendNear(head)
	head = packed.AppendUint(head, uint64(b.parts()))
	var part []byte
	for i := range b.parts() {
		part = b.appendPart(part[:0], i, s.stamp)
		if _, err := f.Write(part); err != nil {
			return err
		}
		head = binary.LittleEndian.AppendUint64(packed.AppendUint(head, uint64(len(part))), xxh3.Hash(part))
	}
	tail := binary.LittleEndian.AppendUint64(nil, uint64(len(head)))
	tail = binary.LittleEndian.AppendUint64(tail, xxh3.Hash(head))
	if _, err := f.Write(append(head, tail...)); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	os.Remove(wordsFile(cache, s.number))
	return os.Rename(f.Name(), name)
}

// appendNear appends the keys whose split a small change may decide, each with its postings.
func (b *built) appendNear(dst []byte) []byte {
	var near []byte
	n := 0
	for _, parts := range [][][]entry{b.terms, b.common} {
		for _, entries := range parts {
			for _, e := range entries {
				if e.size > splitAbove-margin() && e.size <= splitAbove+margin() {
					near = packed.AppendUint(packed.AppendString(near, e.key), uint64(e.size))
					n++
				}
			}
		}
	}
	return append(packed.AppendUint(dst, uint64(n)), near...)
}

// readBase returns the base of a segment with the same numbering, or an error if there is none.
func readBase(cache string, program key.Key, s *segment) (*base, error) {
	b := &base{file: baseFile(cache, s.number)}
	head, err := readHead(b.file)
	if err != nil {
		return nil, err
	}
	d := packed.Decoder{S: unsafe.String(unsafe.SliceData(head), len(head))} // head is not written to any more
	if d.Take(uint64(len(baseMagic))) != baseMagic || d.Take(uint64(len(program))) != string(program[:]) {
		return nil, errNoBase
	}
	copy(b.index[:], d.Take(uint64(len(b.index))))
	copy(b.numbering[:], d.Take(uint64(len(b.numbering))))
	if b.numbering != s.numbering {
		return nil, errNoBase
	}
	b.documents = make([]identity, d.Count(len(bulletin.Hash{})+8))
	for i := range b.documents {
		copy(b.documents[i].hash[:], d.Take(uint64(len(bulletin.Hash{}))))
		if names := d.Take(8); names != "" {
			b.documents[i].names = binary.LittleEndian.Uint64([]byte(names))
		}
	}
	b.near = map[string]int{}
	for range d.Count(2) {
		k := d.Text()
		b.near[k] = int(d.Uint())
	}
	offset := int64(0)
	for range d.Count(9) {
		p := basePart{offset: offset, size: int64(d.Below(1 << 32))}
		if sum := d.Take(8); sum != "" {
			p.sum = binary.LittleEndian.Uint64([]byte(sum))
		}
		offset += p.size
		b.parts = append(b.parts, p)
	}
	if d.Failed || len(b.documents) != len(s.records) || len(b.parts) != s.terms+s.common+1 {
		return nil, errNoBase
	}
	return b, nil
}

// readHead reads the head of a base.
func readHead(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < 16 {
		return nil, errNoBase
	}
	tail := make([]byte, 16)
	if _, err := f.ReadAt(tail, info.Size()-16); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint64(tail)
	if size > uint64(info.Size()-16) {
		return nil, errNoBase
	}
	head := make([]byte, size)
	if _, err := f.ReadAt(head, info.Size()-16-int64(size)); err != nil {
		return nil, err
	}
	if xxh3.Hash(head) != binary.LittleEndian.Uint64(tail[8:]) {
		return nil, errNoBase
	}
	return head, nil
}

// part appends part i of the base to dst.
func (b *base) part(dst []byte, i int) ([]byte, error) {
	f, err := os.Open(b.file)
	if err != nil {
		return dst, err
	}
	defer f.Close()
	p := b.parts[i]
	n := len(dst)
	dst = append(dst, make([]byte, p.size)...)
	if _, err := f.ReadAt(dst[n:], p.offset); err != nil {
		return dst[:n], err
	}
	if xxh3.Hash(dst[n:]) != p.sum {
		return dst[:n], errNoBase
	}
	return dst, nil
}

// splitKeys returns the positions of the split keys in their list.
func (b *base) splitKeys() (map[string]int, error) {
	data, err := b.part(nil, len(b.parts)-1)
	if err != nil {
		return nil, err
	}
	list, err := inflate(data[len(stamp{}):])
	if err != nil {
		return nil, err
	}
	split := map[string]int{}
	for i, k := range bytes.Split(list, []byte("\n")) {
		split[string(k)] = i
	}
	return split, nil
}

// findBase finds the base of a segment and what differs from it. Without a base that can be revised, it changes nothing.
func (b *builder) findBase() {
	s, o := b.segment, b.options
	if o.Cache == "" {
		return
	}
	found, err := readBase(o.Cache, o.Key, s)
	if err != nil {
		return
	}
	documents, ok := b.revised(found)
	if !ok {
		return
	}
	r, err := found.revise(s, documents)
	if err == nil && r != nil {
		b.base, b.revision = found, r
	}
}

// revised returns the bulletins whose words differ from those in the base. It returns false if they are too many, or if old words are
// not known.
func (b *builder) revised(base *base) ([]revisedDocument, bool) {
	s, o := b.segment, b.options
	var numbers []int
	for i, d := range s.identities {
		if d != base.documents[i] {
			numbers = append(numbers, i)
		}
	}
	if len(numbers) > 16+len(s.records)/256 {
		return nil, false
	}
	if len(numbers) == 0 {
		return nil, true
	}
	kept := readWords(o.Cache, s.number, base.index)
	known := len(kept)
	all := make([]revisedDocument, 0, len(numbers))
	for _, i := range numbers {
		if s.records[i].Status == archive.Erased {
			return nil, false // what it said must not be kept
		}
		was := base.documents[i]
		old, ok := kept[i]
		if !ok && was.names == s.identities[i].names && o.Before != nil {
			old, ok = o.Before(was.hash)
		}
		now, err := wordsOf(s.records[i], b.text)
		if !ok || err != nil {
			return nil, false
		}
		if _, before := kept[i]; !before {
			old.Agencies = now.Agencies
			kept[i] = old
		}
		all = append(all, revisedDocument{i, s.identities[i], old, now})
	}
	if len(kept) > known && writeWords(o.Cache, s.number, base.index, kept) != nil {
		return nil, false
	}
	return all, true
}
