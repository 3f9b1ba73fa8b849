package pages

import (
	"html/template"
	"math/bits"
	"strconv"
	"sync"

	"rsc.io/qr/coding"
)

// QR draws the QR code of an address as an SVG element (ISO/IEC 18004, level M, four modules of quiet zone). The mask is
// always the same: any mask can be read, and to try all eight would cost more than the rest of a page. An address that is
// too long for a code gives none.
func QR(address string) template.HTML {
	text := coding.String(address)
	for version := coding.Version(1); version <= 40; version++ {
		if version.DataBytes(coding.M)*8 < text.Bits(version) {
			continue
		}
		plan, err := qrPlan(version)
		if err != nil {
			return ""
		}
		code, err := plan.Encode(text)
		if err != nil {
			return ""
		}
		var room [8 << 10]byte
		return template.HTML(drawQR(room[:0], code))
	}
	return ""
}

var qrPlans sync.Map // coding.Version -> *coding.Plan

func qrPlan(v coding.Version) (*coding.Plan, error) {
	if p, ok := qrPlans.Load(v); ok {
		return p.(*coding.Plan), nil
	}
	p, err := coding.NewPlan(v, coding.M, 3)
	if err == nil {
		qrPlans.Store(v, p)
	}
	return p, err
}

// drawQR strokes one line a row, along its dark modules.
func drawQR(b []byte, c *coding.Code) []byte {
	const quiet = 4
	side := strconv.Itoa(c.Size + 2*quiet)
	b = append(b, `<svg class="qr" viewBox="0 0 `+side+" "+side+`" role="img" aria-hidden="true"><path class="qr-paper" fill="#fff" d="M0 0h`+side+"v"+side+`H0z"/><path stroke="#000" fill="none" d="`...)
	for y := range c.Size {
		row := c.Bitmap[y*c.Stride : (y+1)*c.Stride]
		pen := -1 // where the last stroke of this row ended
		for from := nextModule(row, 0, c.Size, 0); from < c.Size; from = nextModule(row, pen, c.Size, 0) {
			if pen < 0 {
				b = strconv.AppendInt(append(b, 'M'), int64(quiet+from), 10)
				b = strconv.AppendInt(append(b, ' '), int64(quiet+y), 10)
				b = append(b, ".5h"...)
			} else if gap := from - pen; gap < 10 {
				b = append(b, 'm', '0'+byte(gap), ' ', '0', 'h')
			} else {
				b = append(strconv.AppendInt(append(b, 'm'), int64(gap), 10), " 0h"...)
			}
			pen = nextModule(row, from, c.Size, 0xff)
			if length := pen - from; length < 10 {
				b = append(b, '0'+byte(length))
			} else {
				b = strconv.AppendInt(b, int64(length), 10)
			}
		}
	}
	return append(b, `"/></svg>`...)
}

// nextModule finds the first dark module of a row from x on, or with flip 0xff the first light one; size where there is none.
func nextModule(row []byte, x, size int, flip byte) int {
	for x < size {
		if rest := (row[x>>3] ^ flip) & (0xff >> (x & 7)); rest != 0 {
			return min(x&^7+bits.LeadingZeros8(rest), size)
		}
		x = x&^7 + 8
	}
	return size
}
