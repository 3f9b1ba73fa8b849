package generator

import "encoding/binary"

// The form in which the store keeps things: lengths and numbers as varints, strings behind their length.

func (e *stored) append(dst []byte, number map[*segment]int) []byte {
	dst = appendString(dst, e.source)
	dst = e.file.append(dst)
	dst = binary.AppendUvarint(dst, uint64(len(e.beside)))
	for _, f := range e.beside {
		dst = f.append(dst)
	}
	dst = append(dst, e.hash[:]...)
	n := 0
	if e.body.segment != nil {
		n = number[e.body.segment] + 1
	}
	dst = binary.AppendUvarint(dst, uint64(n))
	dst = binary.AppendUvarint(dst, uint64(e.body.offset))
	dst = binary.AppendUvarint(dst, uint64(e.body.html))
	dst = binary.AppendUvarint(dst, uint64(e.body.text))
	dst = binary.LittleEndian.AppendUint64(dst, e.body.sum)
	return appendString(dst, e.meta)
}

func (e *stored) decode(d *decoder, segments []*segment) {
	e.source = d.string()
	e.file.decode(d)
	if n := d.count(); n > 0 {
		e.beside = make([]fileState, n)
		for i := range e.beside {
			e.beside[i].decode(d)
		}
	}
	copy(e.hash[:], d.take(len(e.hash)))
	n := d.uint()
	if n > uint64(len(segments)) {
		d.failed = true
		return
	}
	if n > 0 {
		e.body.segment = segments[n-1]
	}
	e.body.offset = int64(d.uint())
	e.body.html, e.body.text = int(d.uint()), int(d.uint())
	if sum := d.take(8); sum != "" {
		e.body.sum = binary.LittleEndian.Uint64([]byte(sum))
	}
	if b := &e.body; b.segment != nil {
		room := b.segment.size - sumSize
		for _, part := range []int64{b.offset, int64(b.html), int64(b.text)} {
			if room -= part; part < 0 || room < 0 {
				*b = bodyRef{}
				break
			}
		}
	}
	e.meta = d.string()
}

func (f fileState) append(dst []byte) []byte {
	dst = appendString(dst, f.name)
	dst = binary.AppendUvarint(dst, uint64(f.size))
	return binary.AppendVarint(dst, f.time)
}

func (f *fileState) decode(d *decoder) {
	f.name = d.string()
	f.size = int64(d.uint())
	f.time = d.int()
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// decoder reads what the append functions wrote. Strings share the memory of s. After a failure it gives zeros.
type decoder struct {
	s      string
	failed bool
}

func (d *decoder) uint() uint64 {
	var v uint64
	for i := range min(len(d.s), binary.MaxVarintLen64) {
		c := d.s[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.s = d.s[i+1:]
			return v
		}
	}
	d.failed = true
	d.s = ""
	return 0
}

func (d *decoder) int() int64 {
	u := d.uint()
	v := int64(u >> 1)
	if u&1 != 0 {
		v = ^v
	}
	return v
}

func (d *decoder) take(n int) string {
	if n < 0 || n > len(d.s) {
		d.failed = true
		d.s = ""
		return ""
	}
	t := d.s[:n]
	d.s = d.s[n:]
	return t
}

func (d *decoder) string() string { return d.take(int(min(d.uint(), 1<<40))) }

// count reads the length of a list, which cannot be longer than what is left.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.s)) {
		d.failed = true
		d.s = ""
		return 0
	}
	return int(n)
}
