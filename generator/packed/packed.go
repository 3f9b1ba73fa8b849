// Package packed writes plain values in few bytes and reads them back: numbers as varints, strings after their length. Everything
// that is kept between builds (the store, the metadata of bulletins, keys) has this form. It has no tags and no versions; a
// caller that keeps packed data must ensure by other means that the reader expects what the writer wrote.
package packed

import "encoding/binary"

// AppendUint appends an unsigned number, with a byte for each 7 bits.
func AppendUint(dst []byte, n uint64) []byte { return binary.AppendUvarint(dst, n) }

// AppendInt appends a signed number; numbers near zero are short.
func AppendInt(dst []byte, n int64) []byte { return binary.AppendVarint(dst, n) }

// AppendBool appends one byte.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, 1)
	}
	return append(dst, 0)
}

// AppendString appends the length of a string, then the string.
func AppendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// A Decoder reads from the front of S. The strings that it returns share the memory of S. After the first value that is damaged,
// Failed is set, S is empty and every value is zero, so that callers check Failed once, at the end.
type Decoder struct {
	S      string
	Failed bool
}

// Fail marks the input as damaged. It returns 0, for a caller's return statement.
func (d *Decoder) Fail() uint64 {
	d.S, d.Failed = "", true
	return 0
}

// Uint reads an unsigned number.
func (d *Decoder) Uint() uint64 {
	if len(d.S) > 0 && d.S[0] < 0x80 { // as most numbers
		n := d.S[0]
		d.S = d.S[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint([]byte(d.S[:min(len(d.S), binary.MaxVarintLen64)]))
	if size <= 0 {
		return d.Fail()
	}
	d.S = d.S[size:]
	return n
}

// Below reads an unsigned number that must be less than limit.
func (d *Decoder) Below(limit uint64) uint64 {
	if n := d.Uint(); n < limit {
		return n
	}
	return d.Fail()
}

// Int reads a signed number.
func (d *Decoder) Int() int64 {
	n := d.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Bool reads one byte, which must be 0 or 1.
func (d *Decoder) Bool() bool { return d.Below(2) == 1 }

// Take reads n bytes.
func (d *Decoder) Take(n uint64) string {
	if n > uint64(len(d.S)) {
		d.Fail()
		return ""
	}
	t := d.S[:n]
	d.S = d.S[n:]
	return t
}

// Text reads a string.
func (d *Decoder) Text() string { return d.Take(d.Uint()) }

// Count reads the length of a list whose entries take at least the given number of bytes each. It fails if the rest of the input
// is too short for them, so that damaged input cannot claim more memory than it could fill.
func (d *Decoder) Count(least int) int {
	if n := d.Uint(); n <= uint64(len(d.S)/least) {
		return int(n)
	}
	return int(d.Fail())
}
