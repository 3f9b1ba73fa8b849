// Package scratch holds text that is needed for one page and then thrown away together, in memory that is used again.
//
// Its rule: a string that Since returned is good until the Buffer is reset, and nothing may keep it longer. The tests of a
// package that uses a Buffer set Poison and compare the result with that of a run without it: a string that outlived its Buffer
// then shows the marker, or differs.
package scratch

import "unsafe"

// Poison makes Reset overwrite what the Buffer held with Marker. Tests set it; it must not change while a Buffer is in use.
var Poison bool

// Marker is what poisoned memory is filled with: a byte that is in no UTF-8 text.
const Marker = 0xFF

// A Buffer collects text by appending to B. It belongs to one goroutine at a time.
type Buffer struct{ B []byte }

// Since returns what was appended from start on, without copying it.
func (b *Buffer) Since(start int) string {
	if start == len(b.B) {
		return ""
	}
	return unsafe.String(&b.B[start], len(b.B)-start)
}

// Reset ends the life of every string that Since returned, and empties the buffer. The memory that one huge text needed is
// given back.
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
