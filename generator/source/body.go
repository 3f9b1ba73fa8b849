package source

import (
	"slices"

	"gongbao/generator/escape"
	"gongbao/generator/internal/scratch"
	"gongbao/generator/markdown"
	"gongbao/generator/packed"
)

// HTML is a rendered body with gaps for addresses, which depend on the page that shows it. It is rendered once and used by the
// page, the print view, the month's issue and the feeds.
type HTML struct {
	text string
	gaps []markdown.Slot
}

// A Place is where a body appears.
type Place struct {
	Root    string           // the way up to the site's root, such as "../../../"
	Stem    string           // the body's files lie below Stem/
	Targets []escape.Address // of its links to other sources, in order; empty: none
	Anchor  string           // prefix of its ids
}

// In returns the body with its gaps filled. The result is valid until the buffer is reset, or the one that h was read into.
func (h *HTML) In(buf *scratch.Buffer, at Place) string {
	if len(h.gaps) == 0 {
		return h.text
	}
	start := len(buf.B)
	out := slices.Grow(buf.B, len(h.text)+64*len(h.gaps))
	last, link := 0, 0
	for _, g := range h.gaps {
		out = append(out, h.text[last:g.Offset]...)
		last = g.Offset
		switch g.Kind {
		case markdown.SlotFile:
			out = append(out, at.Root...)
			out = escape.AppendPath(append(escape.AppendPath(out, at.Stem), '/'), g.Target)
			out = append(out, g.Fragment...)
		case markdown.SlotSource:
			if link < len(at.Targets) && at.Targets[link] != "" {
				out = append(out, at.Root...)
				out = append(out, at.Targets[link]...)
			} else {
				out = append(out, '#')
			}
			link++
		case markdown.SlotRoot:
			out = append(out, at.Root...)
		case markdown.SlotID:
			out = append(out, at.Anchor...)
		}
	}
	buf.B = append(out, h.text[last:]...)
	return buf.Since(start)
}

// appendHTML appends a rendered body in the form in which the store keeps it.
func appendHTML(dst []byte, doc *markdown.Document) []byte {
	dst = packed.AppendUint(dst, uint64(len(doc.Slots)))
	for _, s := range doc.Slots {
		dst = packed.AppendUint(dst, uint64(s.Offset))
		dst = append(dst, byte(s.Kind))
		dst = packed.AppendString(dst, s.Target)
		dst = packed.AppendString(dst, s.Fragment)
	}
	return append(dst, doc.HTML...)
}

// unpackHTML reads what appendHTML wrote. The result shares the memory of s.
func unpackHTML(s string) (HTML, bool) {
	d := packed.Decoder{S: s}
	var h HTML
	if n := d.Count(4); n > 0 {
		h.gaps = make([]markdown.Slot, n)
	}
	for i := range h.gaps {
		h.gaps[i].Offset = int(d.Uint())
		if kind := d.Take(1); kind != "" {
			h.gaps[i].Kind = markdown.SlotKind(kind[0])
		}
		h.gaps[i].Target = d.Text()
		h.gaps[i].Fragment = d.Text()
	}
	h.text = d.S
	at := 0
	for _, g := range h.gaps {
		if g.Offset < at || g.Offset > len(h.text) {
			return HTML{}, false
		}
		at = g.Offset
	}
	return h, !d.Failed
}
