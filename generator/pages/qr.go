package pages

import (
	"crypto/subtle"
	"encoding/binary"
	"math/bits"
	"strconv"
	"sync"

	"rsc.io/qr/coding"
	"rsc.io/qr/gf256"
)

// rsc.io/qr dates from 2018 and stays. Of the maintained encoders, only piglig/go-qr 1.1 lets the caller choose the mask, and so
// draws the same codes. But it lays out every code again, and needs twice as long for the modules as this file for the SVG.

// AppendQR appends the QR code of an address as an SVG element (ISO/IEC 18004, level M, a quiet zone of four modules). The mask
// is always the same: readers take any mask, and trying all eight would cost more than the rest of a page. If the address is
// too long for a code, AppendQR appends nothing.
func AppendQR(dst []byte, address string) []byte {
	text := coding.String(address)
	for version := coding.Version(1); version <= 40; version++ {
		if version.DataBytes(coding.M)*8 >= text.Bits(version) {
			d, err := takeQRDrawer(version)
			if err != nil {
				return dst
			}
			defer qrDrawers[version].Put(d)
			return drawQR(dst, d.draw(text))
		}
	}
	return dst
}

// qrDrawers are pools of drawers, by version.
var qrDrawers [41]sync.Pool

// A qrDrawer draws codes of one version, one after the other in the same memory. It does the work of coding.Plan.Encode, which
// computes again for each code what all codes of a version share.
//
// The next code overwrites everything in it, so neither the code that draw returns nor its bitmap may be kept.
type qrDrawer struct {
	plan       *coding.Plan
	remainders [256][]byte // check bytes of a block of one byte
	checkBytes []byte      // of a block
	bits       coding.Bits
	blank      []byte      // the bitmap of a code whose bits are all zero
	places     []uint32    // where each bit goes in the bitmap: the index of the byte, and in the lowest eight bits the bit as a mask
	code       coding.Code // rows are whole words, with at least one light module after the last one
}

// takeQRDrawer returns a drawer from the pool, or a new one.
func takeQRDrawer(v coding.Version) (*qrDrawer, error) {
	if d, ok := qrDrawers[v].Get().(*qrDrawer); ok {
		return d, nil
	}
	plan, err := coding.NewPlan(v, coding.M, 3)
	if err != nil {
		return nil, err
	}
	size := len(plan.Pixel)
	d := &qrDrawer{plan: plan, code: coding.Code{Size: size, Stride: (size + 64) / 64 * 8}, checkBytes: make([]byte, plan.CheckBytes/plan.Blocks)}
	check := gf256.NewRSEncoder(coding.Field, len(d.checkBytes))
	for b := range d.remainders {
		d.remainders[b] = make([]byte, len(d.checkBytes))
		check.ECC([]byte{byte(b)}, d.remainders[b])
	}
	d.code.Bitmap, d.blank = make([]byte, d.code.Stride*size), make([]byte, d.code.Stride*size)
	d.places = make([]uint32, 8*(plan.DataBytes+plan.CheckBytes))
	for y, row := range plan.Pixel {
		for x, pixel := range row {
			at, mask := y*d.code.Stride+x/8, byte(0x80)>>(x%8)
			if pixel&coding.Black != 0 {
				d.blank[at] |= mask
			}
			if pixel.Role() == coding.Data || pixel.Role() == coding.Check {
				d.places[pixel.Offset()] = uint32(at)<<8 | uint32(mask)
			}
		}
	}
	return d, nil
}

// draw returns the code of a text that fits into the version. It is valid until the next call.
func (d *qrDrawer) draw(text coding.Encoding) *coding.Code {
	d.bits.Reset()
	text.Encode(&d.bits, d.plan.Version)
	if free := 8*d.plan.DataBytes - d.bits.Bits(); free > 0 {
		d.bits.Pad(free)
	}
	// The text is cut into blocks; the last ones may be a byte longer (ISO/IEC 18004, section 7.5.1).
	data := d.bits.Bytes()
	for i := range d.plan.Blocks {
		block := data[:(d.plan.DataBytes+i)/d.plan.Blocks]
		data = data[len(block):]
		d.checkBlock(block)
		d.bits.Append(d.checkBytes)
	}
	copy(d.code.Bitmap, d.blank)
	for i, b := range d.bits.Bytes() {
		for _, place := range d.places[8*i : 8*i+8] {
			d.code.Bitmap[place>>8] ^= byte(place) & byte(int8(b)>>7)
			b <<= 1
		}
	}
	return &d.code
}

// checkBlock computes the check bytes of a block: the remainder of its polynomial (ISO/IEC 18004, section 7.5.2), a byte at a time.
func (d *qrDrawer) checkBlock(block []byte) {
	check := d.checkBytes
	clear(check)
	for _, b := range block {
		remainder := d.remainders[b^check[0]]
		copy(check, check[1:])
		check[len(check)-1] = 0
		subtle.XORBytes(check, check, remainder)
	}
}

// drawQR appends the SVG, which has one line along the dark modules of each row.
func drawQR(b []byte, c *coding.Code) []byte {
	const quiet = 4
	side := strconv.Itoa(c.Size + 2*quiet)
	b = append(b, `<svg class="qr" viewBox="0 0 `+side+" "+side+`" role="img" aria-hidden="true"><path class="qr-paper" fill="#fff" d="M0 0h`+side+"v"+side+`H0z"/><path stroke="#000" fill="none" d="`...)
	for y := range c.Size {
		pen, from := -1, -1 // the end of the last stroke of this row, and the start of the current one
		last := uint64(0)   // the last module of the word before
		for x := 0; x < 8*c.Stride; x += 64 {
			word := binary.BigEndian.Uint64(c.Bitmap[y*c.Stride+x/8:])
			for edges := word ^ (word>>1 | last<<63); edges != 0; { // edges has the modules that differ from the one before
				n := bits.LeadingZeros64(edges)
				edges ^= 1 << (63 - n)
				if from < 0 {
					from = x + n
					continue
				}
				if pen < 0 {
					b = append(appendSmall(append(appendSmall(append(b, 'M'), quiet+from), ' '), quiet+y), '.', '5', 'h')
				} else {
					b = append(appendSmall(append(b, 'm'), from-pen), ' ', '0', 'h')
				}
				pen = x + n
				b = appendSmall(b, pen-from)
				from = -1
			}
			last = word & 1
		}
	}
	return append(b, `"/></svg>`...)
}

// appendSmall appends a number. It is faster than strconv.AppendInt for one digit, which most numbers here have.
func appendSmall(b []byte, n int) []byte {
	if n < 10 {
		return append(b, '0'+byte(n))
	}
	return strconv.AppendInt(b, int64(n), 10)
}
