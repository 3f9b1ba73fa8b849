package search

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Reader searches an archive with the files of its index. Like a browser, it reads only what a query needs.
type Reader struct {
	read     func(path string) ([]byte, error)
	manifest manifest
	segments []*openSegment
	cache    map[string][]byte
}

type openSegment struct {
	manifestSegment
	number, first int
	stamp         []byte
	split         map[string]int // split keys, with their positions in the list
}

// ErrStale is the error for a part that belongs to a different state of the archive than the manifest.
var ErrStale = errors.New("the part is from a different state of the archive than the manifest")

// Open reads what every search needs. read must return the bytes of a file, given its path below the site's root.
func Open(read func(path string) ([]byte, error)) (*Reader, error) {
	r := &Reader{read: read, cache: map[string][]byte{}}
	data, err := r.readFile("manifest.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &r.manifest); err != nil {
		return nil, fmt.Errorf("%smanifest.json: %w", Folder, err)
	}
	if _, err := r.readFile(r.manifest.Text); err != nil { // a browser needs it to squeeze texts
		return nil, err
	}
	first := 0
	for i, m := range r.manifest.Segments {
		s := &openSegment{manifestSegment: m, number: i, first: first}
		if s.stamp, err = hex.DecodeString(m.Stamp); err != nil {
			return nil, fmt.Errorf("%smanifest.json: %w", Folder, err)
		}
		if m.Documents < 1 || m.Documents > segmentMost || m.Terms < 1 || m.Common < 1 {
			return nil, fmt.Errorf("%smanifest.json: segment %d cannot have %d bulletins in %d and %d parts", Folder, i, m.Documents, m.Terms, m.Common)
		}
		r.segments = append(r.segments, s)
		first += m.Documents
	}
	return r, nil
}

// readFile returns a file, from the cache if it was read before.
func (r *Reader) readFile(path string) ([]byte, error) {
	if data, ok := r.cache[path]; ok {
		return data, nil
	}
	data, err := r.read(Folder + path)
	if err != nil {
		return nil, fmt.Errorf("%s%s: %w", Folder, path, err)
	}
	r.cache[path] = data
	return data, nil
}

// readPart returns a part of a segment without its stamp.
func (r *Reader) readPart(s *openSegment, path string) ([]byte, error) {
	path = fmt.Sprintf("%d/%s", s.number, path)
	data, err := r.readFile(path)
	if err != nil {
		return nil, err
	}
	rest, ok := bytes.CutPrefix(data, s.stamp)
	if !ok {
		return nil, fmt.Errorf("%s%s: %w", Folder, path, ErrStale)
	}
	return rest, nil
}

func inflate(data []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// readEntry returns the data of a key, or nil if the part has none.
func (r *Reader) readEntry(s *openSegment, path, key string) ([]byte, error) {
	data, err := r.readPart(s, path)
	if err != nil {
		return nil, err
	}
	entries, err := parsePart(data)
	if err != nil {
		return nil, fmt.Errorf("%s%d/%s: the part is damaged", Folder, s.number, path)
	}
	for _, e := range entries {
		if e.key == key && len(e.data) > 0 {
			return e.data, nil
		}
	}
	return nil, nil
}

// parsePart reads what appendPart wrote, without the stamp.
func parsePart(data []byte) ([]entry, error) {
	failed := false
	number := func() int {
		n, size := binary.Uvarint(data)
		if size <= 0 || n > 1<<40 {
			failed = true
			return 0
		}
		data = data[size:]
		return int(n)
	}
	var entries []entry
	var sizes []int
	last := 0
	for n := number(); n > 0 && !failed; n-- {
		var found []byte
		for i, length := 0, number(); i < length && !failed; i++ {
			c := number()
			if i == 0 {
				last += c
				c = last
			}
			found = utf8.AppendRune(found, rune(c))
		}
		entries, sizes = append(entries, entry{key: string(found)}), append(sizes, number())
	}
	for i, size := range sizes {
		if failed = failed || size > len(data); failed {
			break
		}
		entries[i].data, data = data[:size:size], data[size:]
	}
	if failed {
		return nil, errors.New("the part is damaged")
	}
	return entries, nil
}

// hits are bulletins of a segment, in order, each with a level.
type hits struct {
	docs   []int
	levels []uint8
}

// lookUp returns the bulletins of a lookup.
func (r *Reader) lookUp(s *openSegment, l lookup) (hits, error) {
	if s.split == nil {
		data, err := r.readPart(s, "split.bin")
		if err == nil {
			data, err = inflate(data)
		}
		if err != nil {
			return hits{}, err
		}
		s.split = map[string]int{}
		for i, key := range strings.Split(string(data), "\n") {
			s.split[key] = i
		}
	}
	runes := []rune(l.key)
	n := min(2, len(runes))
	place, split := s.split[string(runes[:n])]
	for split && n < len(runes) {
		n++
		place, split = s.split[string(runes[:n])]
	}
	key := string(runes[:n])
	path := fmt.Sprintf("terms/%d.bin", partOf(key, s.Terms))
	if split {
		path = fmt.Sprintf("common/%d.bin", place%s.Common)
	}
	data, err := r.readEntry(s, path, key)
	if err != nil || data == nil {
		return hits{}, err
	}
	bits := &bitReader{bytes: data}
	var found hits
	if split {
		found = bits.list(s.Documents)
		if l.whole {
			found = hits{}
			if bits.bit() == 1 {
				found = bits.list(s.Documents)
			}
		}
	} else {
		found = bits.leaf(s.Documents, runes[n:], l.whole)
	}
	if bits.failed {
		return hits{}, fmt.Errorf("%s%d/terms: the entry of %q is damaged", Folder, s.number, l.key)
	}
	return found, nil
}

// list reads what bitWriter.list wrote.
func (b *bitReader) list(documents int) hits {
	n := int(b.gamma())
	if n > documents || n > 8*len(b.bytes) {
		b.failed = true
		return hits{}
	}
	h := hits{make([]int, n), make([]uint8, n)}
	usual := usualLevel
	if n >= longList {
		usual = int(b.take(3))
	}
	k := riceParameter(n, documents)
	next := 0
	for i := range n {
		h.docs[i] = next + int(b.rice(k))
		next = h.docs[i] + 1
		h.levels[i] = uint8(levelOrder[usual][min(b.unary(levels), levels-1)])
	}
	return h
}

// leaf reads what bitWriter.leaf wrote, and returns the bulletins of all terms whose rest begins with want.
func (b *bitReader) leaf(documents int, want []rune, whole bool) hits {
	best := map[int]uint8{}
	b.eachTerm(documents, func(rest []rune, h hits) {
		if len(rest) < len(want) || string(rest[:len(want)]) != string(want) || whole && len(rest) > len(want) && inWord(rest[len(want)]) {
			return
		}
		for i, doc := range h.docs {
			best[doc] = max(best[doc], h.levels[i]+1)
		}
	})
	var all hits
	for _, doc := range slices.Sorted(maps.Keys(best)) {
		all.docs, all.levels = append(all.docs, doc), append(all.levels, best[doc]-1)
	}
	return all
}

// eachTerm reads the terms of a leaf. rest is reused for the next one.
func (b *bitReader) eachTerm(documents int, term func(rest []rune, h hits)) {
	var rest []rune
	n := b.gamma()
	k := b.take(5)
	for ; n > 0 && !b.failed; n-- {
		shared, more := int(b.gamma())-1, int(b.gamma())-1
		if shared > len(rest) || more > 1000 {
			b.failed = true
			break
		}
		base := rune(0)
		if shared < len(rest) {
			base = rest[shared]
		}
		rest = rest[:shared]
		for i := range more {
			if i == 0 {
				rest = append(rest, base+rune(b.rice(uint(k))))
			} else {
				rest = append(rest, rune(b.char()))
			}
		}
		term(rest, b.list(documents))
	}
}

// Document returns what lists show of a bulletin, given its number in the archive.
func (r *Reader) Document(number int) (Document, error) {
	for _, s := range r.segments {
		if i := number - s.first; 0 <= i && i < s.Documents {
			path := fmt.Sprintf("documents/%d.bin", i/documentsPart)
			data, err := r.readPart(s, path)
			if err == nil {
				data, err = inflate(data)
			}
			var documents []Document
			if err == nil {
				err = json.Unmarshal(data, &documents)
			}
			if err != nil {
				return Document{}, err
			}
			if i %= documentsPart; i < len(documents) {
				return documents[i], nil
			}
			return Document{}, fmt.Errorf("%s%d/%s: %w", Folder, s.number, path, ErrStale)
		}
	}
	return Document{}, fmt.Errorf("the search index has no bulletin %d", number)
}

// readFacet returns the bulletins of a segment with a value of a facet.
func (r *Reader) readFacet(s *openSegment, name, id string) ([]int, error) {
	if s.Facets[name] < 1 {
		return nil, nil
	}
	data, err := r.readEntry(s, fmt.Sprintf("%s/%d.bin", name, partOf(id, s.Facets[name])), id)
	if err != nil || data == nil {
		return nil, err
	}
	b := &bitReader{bytes: data}
	n := int(b.gamma())
	docs := make([]int, min(n, s.Documents, 8*len(data)))
	k := riceParameter(len(docs), s.Documents)
	next := 0
	for i := range docs {
		docs[i] = next + int(b.rice(k))
		next = docs[i] + 1
	}
	if b.failed || n > len(docs) {
		return nil, fmt.Errorf("%s%d/%s: the entry of %q is damaged", Folder, s.number, name, id)
	}
	return docs, nil
}

// countBefore returns the number of bulletins of a segment before a day.
func (r *Reader) countBefore(s *openSegment, day int) (int, error) {
	data, err := r.readPart(s, "days.bin")
	if err != nil {
		return 0, err
	}
	n, last := 0, 0
	for len(data) > 0 {
		gap, a := binary.Uvarint(data)
		count, b := binary.Uvarint(data[max(a, 0):])
		if a <= 0 || b <= 0 {
			return 0, fmt.Errorf("%s%d/days.bin: the part is damaged", Folder, s.number)
		}
		if last += int(gap); last >= day {
			break
		}
		n += int(count)
		data = data[a+b:]
	}
	return n, nil
}
