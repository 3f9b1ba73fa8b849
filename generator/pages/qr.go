package pages

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"sync"

	"rsc.io/qr/coding"
	"rsc.io/qr/gf256"
)

// AppendQR draws the QR code of an address as an SVG element (ISO/IEC 18004, level M, four modules of quiet zone). The mask is
// always the same: any mask can be read, and to try all eight would cost more than the rest of a page. An address that is
// too long for a code gives none.
func AppendQR(dst []byte, address string) []byte {
	text := coding.String(address)
	for version := coding.Version(1); version <= 40; version++ {
		if version.DataBytes(coding.M)*8 >= text.Bits(version) {
			d, err := qrDrawer(version)
			if err != nil {
				return dst
			}
			defer qrDrawers[version].Put(d)
			return drawQR(dst, d.draw(text))
		}
	}
	return dst
}

// qrDrawers are those at rest, by version.
var qrDrawers [41]sync.Pool

// A qr draws codes of one version, one after the other in the same memory. It does what coding.Plan.Encode does, which
// works out anew for each code what all of a version share.
type qr struct {
	plan   *coding.Plan
	check  *gf256.RSEncoder
	room   []byte // for the check bytes of a block
	bits   coding.Bits
	blank  []byte      // the bitmap of a code whose bits are all zero
	places []uint32    // of each bit in the bitmap: the number of the byte, and the bit in it as a mask in the lowest eight
	code   coding.Code // of rows in whole words, with at least one light module behind the last
}

func qrDrawer(v coding.Version) (*qr, error) {
	if d, ok := qrDrawers[v].Get().(*qr); ok {
		return d, nil
	}
	plan, err := coding.NewPlan(v, coding.M, 3)
	if err != nil {
		return nil, err
	}
	size := len(plan.Pixel)
	d := &qr{plan: plan, code: coding.Code{Size: size, Stride: (size + 64) / 64 * 8}, room: make([]byte, plan.CheckBytes/plan.Blocks)}
	d.check = gf256.NewRSEncoder(coding.Field, len(d.room))
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

// draw makes the code of a text that fits into the version. It is good until the next.
func (d *qr) draw(text coding.Encoding) *coding.Code {
	d.bits.Reset()
	text.Encode(&d.bits, d.plan.Version)
	if room := 8*d.plan.DataBytes - d.bits.Bits(); room > 0 {
		d.bits.Pad(room)
	}
	// The text is cut into blocks of which the last ones may be a byte longer (ISO/IEC 18004, section 7.5.1).
	data := d.bits.Bytes()
	for i := range d.plan.Blocks {
		block := data[:(d.plan.DataBytes+i)/d.plan.Blocks]
		data = data[len(block):]
		d.check.ECC(block, d.room)
		d.bits.Append(d.room)
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

// drawQR strokes one line a row, along its dark modules.
func drawQR(b []byte, c *coding.Code) []byte {
	const quiet = 4
	side := strconv.Itoa(c.Size + 2*quiet)
	b = append(b, `<svg class="qr" viewBox="0 0 `+side+" "+side+`" role="img" aria-hidden="true"><path class="qr-paper" fill="#fff" d="M0 0h`+side+"v"+side+`H0z"/><path stroke="#000" fill="none" d="`...)
	for y := range c.Size {
		pen, from := -1, -1 // where the last stroke of this row ended; where the one begins that is being drawn
		last := uint64(0)   // module
		for x := 0; x < 8*c.Stride; x += 64 {
			word := binary.BigEndian.Uint64(c.Bitmap[y*c.Stride+x/8:])
			for edges := word ^ (word>>1 | last<<63); edges != 0; { // modules unlike the one before them
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

// appendSmall is strconv.AppendInt for numbers of one digit above all, as most of a code's are.
func appendSmall(b []byte, n int) []byte {
	if n < 10 {
		return append(b, '0'+byte(n))
	}
	return strconv.AppendInt(b, int64(n), 10)
}
