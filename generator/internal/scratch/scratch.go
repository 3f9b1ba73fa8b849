// Package scratch holds text that is needed only for one page, in memory that is used again.
//
// Its rule: a string that Since returned is valid until the Buffer is reset, and nothing may keep it longer. The tests of a
// package that uses a Buffer set Poison and compare the result with that of a run without it: a string that was kept too long
// then shows the marker, or differs.
package scratch

import "unsafe"

// Poison makes Reset overwrite the text of the Buffer with Marker. Only tests set it, and not while a Buffer is in use.
var Poison bool

// Marker fills poisoned memory: a byte that never occurs in UTF-8 text.
const Marker = 0xFF

// A Buffer collects text by appending to B. It belongs to one goroutine at a time.
type Buffer struct{ B []byte }

// Since returns the text from start to the end of the buffer, without copying it.
func (b *Buffer) Since(start int) string {
	if start == len(b.B) {
		return ""
	}
	return unsafe.String(&b.B[start], len(b.B)-start)
}

// Reset empties the buffer and makes every string that Since returned invalid. It releases the memory of an unusually large text.
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
