package generator

import (
	"encoding/binary"
	"slices"

	"gongbao/generator/markdown"
	"gongbao/generator/pages"
)

// A body is HTML with places left open for addresses.
type body struct {
	html  string
	slots []markdown.Slot
}

func appendBody(b []byte, doc *markdown.Document) []byte {
	b = binary.AppendUvarint(b, uint64(len(doc.Slots)))
	for _, s := range doc.Slots {
		b = binary.AppendUvarint(b, uint64(s.Offset))
		b = append(b, byte(s.Kind))
		b = appendString(b, s.Target)
		b = appendString(b, s.Fragment)
	}
	return append(b, doc.HTML...)
}

func decodeBody(s string) (body, bool) {
	d := decoder{s: s}
	var b body
	if n := d.count(); n > 0 {
		b.slots = make([]markdown.Slot, n)
	}
	for i := range b.slots {
		b.slots[i].Offset = int(d.uint())
		if kind := d.take(1); kind != "" {
			b.slots[i].Kind = markdown.SlotKind(kind[0])
		}
		b.slots[i].Target = d.string()
		b.slots[i].Fragment = d.string()
	}
	b.html = d.s
	at := 0
	for _, s := range b.slots {
		if s.Offset < at || s.Offset > len(b.html) {
			return body{}, false
		}
		at = s.Offset
	}
	return b, !d.failed
}

// at is where a body appears: how far below the root, where its files lie, and what its ids start with.
type at struct {
	root    string
	stem    string   // its files lie below stem/
	targets []string // of its links to other sources, in order
	anchor  string
}

// place fills the open places of a body. What it gives is good as long as the body, and until the memory is reset.
func (b *body) place(m *memory, p at) string {
	if len(b.slots) == 0 {
		return b.html
	}
	start := len(m.bytes)
	out := slices.Grow(m.bytes, len(b.html)+64*len(b.slots))
	last, link := 0, 0
	for _, s := range b.slots {
		out = append(out, b.html[last:s.Offset]...)
		last = s.Offset
		switch s.Kind {
		case markdown.SlotFile:
			out = append(out, p.root...)
			out = append(out, pages.EscapePath(p.stem+"/"+s.Target)...)
			out = append(out, s.Fragment...)
		case markdown.SlotSource:
			if link < len(p.targets) && p.targets[link] != "" {
				out = append(out, p.root...)
				out = append(out, pages.EscapePath(p.targets[link])...)
			} else {
				out = append(out, '#')
			}
			link++
		case markdown.SlotRoot:
			out = append(out, p.root...)
		case markdown.SlotID:
			out = append(out, p.anchor...)
		}
	}
	m.bytes = append(out, b.html[last:]...)
	return m.since(start)
}
