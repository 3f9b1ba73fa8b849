// Package scratch keeps the text that one page needs in memory that the next page reuses.
//
// Its rule: a string that Since returned is valid until the Buffer is reset, and nothing may keep it longer. The tests of a package
// that uses a Buffer set Poison and compare the result with that of a run without it. A string that was kept too long then contains
// the marker, or differs.
package scratch

import "unsafe"

// Poison makes Reset overwrite the text of the Buffer with Marker. Only tests set it, and not while a Buffer is in use.
var Poison bool

// Marker fills poisoned memory. No UTF-8 text contains this byte.
const Marker = 0xFF

// A Buffer collects text by appending to B. It belongs to one goroutine at a time.
type Buffer struct{ B []byte }

// Since returns the text from start on, without copying it.
func (b *Buffer) Since(start int) string {
	if start == len(b.B) {
		return ""
	}
	return unsafe.String(&b.B[start], len(b.B)-start)
}

// Reset empties the buffer and ends the validity of every string that Since returned. It frees the memory of a huge text.
func (b *Buffer) Reset() {
	if Poison {
		for i := range b.B {
			b.B[i] = Marker
		}
	}
	const most = 16 << 20
	if cap(b.B) > most {
		b.B = nil
	}
	b.B = b.B[:0]
}
