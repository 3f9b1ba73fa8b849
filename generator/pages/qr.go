package pages

import (
	"html/template"
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
		return template.HTML(drawQR(code))
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
func drawQR(c *coding.Code) []byte {
	const quiet = 4
	side := strconv.Itoa(c.Size + 2*quiet)
	b := make([]byte, 0, 4096)
	b = append(b, `<svg class="qr" viewBox="0 0 `+side+" "+side+`" role="img" aria-hidden="true"><path class="qr-paper" fill="#fff" d="M0 0h`+side+"v"+side+`H0z"/><path stroke="#000" fill="none" d="`...)
	for y := range c.Size {
		row := c.Bitmap[y*c.Stride : (y+1)*c.Stride]
		dark := func(x int) bool { return row[x>>3]&(0x80>>(x&7)) != 0 }
		pen := -1 // where the last stroke of this row ended
		for x := 0; x < c.Size; x++ {
			if !dark(x) {
				continue
			}
			from := x
			for x < c.Size && dark(x) {
				x++
			}
			if pen < 0 {
				b = append(b, 'M')
				b = strconv.AppendInt(b, int64(quiet+from), 10)
				b = append(b, ' ')
				b = strconv.AppendInt(b, int64(quiet+y), 10)
				b = append(b, ".5"...)
			} else {
				b = append(b, 'm')
				b = strconv.AppendInt(b, int64(from-pen), 10)
				b = append(b, " 0"...)
			}
			b = append(b, 'h')
			b = strconv.AppendInt(b, int64(x-from), 10)
			pen = x
		}
	}
	return append(b, `"/></svg>`...)
}
