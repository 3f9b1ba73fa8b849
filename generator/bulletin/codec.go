package bulletin

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"time"

	"gongbao/generator/packed"
	"gongbao/generator/problem"
)

// The codec defines the form in which a build remembers bulletins: the fields of the table that are present, in its order. The form
// has no version; whoever stores it must make sure that the same table reads it. Decoding shares the encoded string instead of
// copying texts, and takes no more memory than a small multiple of it, whatever the bytes say.

// ErrDamaged is the error of Decode and DecodePage for bytes that Append did not write.
var ErrDamaged = errors.New("bulletin: the encoded form is damaged")

// Append appends the encoded page to dst.
func (p *Page) Append(dst []byte) []byte {
	b := Bulletin{Page: *p}
	e := encoder(dst)
	e.source(p)
	e.fields(&b, true)
	return e
}

// Append appends the encoded bulletin to dst.
func (b *Bulletin) Append(dst []byte) []byte {
	e := encoder(dst)
	e.source(&b.Page)
	e.fields(b, false)
	return e
}

// AppendFacts appends all that is known of the bulletin without its body: every field but Source, Hash, Headings and links.
// Bulletins that differ in one of them produce different bytes.
func (b *Bulletin) AppendFacts(dst []byte) []byte {
	e := encoder(dst)
	e.fields(b, false)
	return e
}

// source appends what front matter does not say.
func (e *encoder) source(p *Page) {
	e.string(p.Source)
	e.hash(p.Hash)
	e.headings(p.Headings)
	e.texts(p.Links)
	e.texts(p.Elsewhere)
}

// fields appends the fields of the table: first 64 bits that mark those that are present, then their values. Most bulletins
// have fewer than half of the fields, and absent ones take neither space nor time.
func (e *encoder) fields(b *Bulletin, page bool) {
	start := len(*e)
	*e = append(*e, 0, 0, 0, 0, 0, 0, 0, 0)
	var present uint64
	for i := range Fields {
		if f := &Fields[i]; (f.Page || !page) && e.field(b, f.at(b)) {
			present |= 1 << i
		}
	}
	binary.LittleEndian.PutUint64((*e)[start:], present)
}

// field appends the value at a place in a bulletin, and reports false if it is empty.
func (e *encoder) field(b *Bulletin, at any) bool {
	switch v := at.(type) {
	case *string:
		if *v == "" {
			return false
		}
		e.string(*v)
	case *Text:
		if *v == (Text{}) {
			return false
		}
		e.text(*v)
	case *[]Text:
		if len(*v) == 0 {
			return false
		}
		e.texts(*v)
	case *Date:
		if *v == (Date{}) {
			return false
		}
		e.date(*v)
	case *bool:
		return *v // its presence is its value
	case *Status:
		if *v == Current && b.StatusAt == (problem.Pos{}) {
			return false
		}
		e.int(int(*v))
		e.pos(b.StatusAt)
	case *[]Change:
		if len(*v) == 0 {
			return false
		}
		e.changes(*v)
	case *[]Attachment:
		if len(*v) == 0 {
			return false
		}
		e.attachments(*v)
	}
	return true
}

// DecodePage reads one page from the front of s, and returns what follows it. The only error is ErrDamaged.
func DecodePage(s string) (p *Page, rest string, err error) {
	b, rest, err := decode(s, true)
	if err != nil {
		return nil, "", err
	}
	page := b.Page // so that the page does not keep a whole bulletin in memory
	return &page, rest, nil
}

// Decode reads one bulletin from the front of s, and returns what follows it. The only error is ErrDamaged.
func Decode(s string) (b *Bulletin, rest string, err error) { return decode(s, false) }

func decode(s string, page bool) (b *Bulletin, rest string, err error) {
	d := decoder{packed.Decoder{S: s}}
	b = new(Bulletin)
	b.Source = d.Text()
	b.Hash = d.hash()
	b.Headings = d.headings()
	b.Links = d.texts()
	b.Elsewhere = d.texts()
	d.fields(b, page)
	if d.Failed {
		return nil, "", ErrDamaged
	}
	return b, d.S, nil
}

func (d *decoder) fields(b *Bulletin, page bool) {
	mark := d.Take(8)
	if mark == "" {
		return
	}
	for present := binary.LittleEndian.Uint64([]byte(mark)); present != 0; present &= present - 1 {
		i := bits.TrailingZeros64(present)
		if i >= len(Fields) || page && !Fields[i].Page {
			d.Fail()
			return
		}
		d.field(b, Fields[i].at(b))
	}
}

func (d *decoder) field(b *Bulletin, at any) {
	switch v := at.(type) {
	case *string:
		*v = d.Text()
	case *Text:
		*v = d.text()
	case *[]Text:
		*v = d.texts()
	case *Date:
		*v = d.date()
	case *bool:
		*v = true
	case *Status:
		*v = Status(d.Below(uint64(len(statusNames))))
		b.StatusAt = d.pos()
	case *[]Change:
		*v = d.changes()
	case *[]Attachment:
		*v = d.attachments()
	}
}

type encoder []byte

func (e *encoder) int(n int)       { *e = packed.AppendUint(*e, uint64(n)) }
func (e *encoder) signed(n int64)  { *e = packed.AppendInt(*e, n) }
func (e *encoder) bool(b bool)     { *e = packed.AppendBool(*e, b) }
func (e *encoder) string(s string) { *e = packed.AppendString(*e, s) }
func (e *encoder) hash(h Hash)     { *e = append(*e, h[:]...) }
func (e *encoder) pos(p problem.Pos) {
	e.int(int(uint32(p.Line)))
	e.int(int(uint32(p.Column)))
}
func (e *encoder) text(t Text) { e.string(t.Value); e.pos(t.Pos) }

func (e *encoder) texts(ts []Text) {
	e.int(len(ts))
	for _, t := range ts {
		e.text(t)
	}
}

// date appends 0 for no date. Otherwise it appends 1, or 3 for a date with a time of day, then seconds since 1970, nanoseconds,
// the zone's offset in seconds, and the place.
func (e *encoder) date(d Date) {
	switch {
	case d == Date{}:
		e.int(0)
		return
	case d.Clock:
		e.int(3)
	default:
		e.int(1)
	}
	_, offset := d.Zone()
	e.signed(d.Unix())
	e.int(d.Nanosecond())
	e.signed(int64(offset))
	e.pos(d.Pos)
}

func (e *encoder) changes(cs []Change) {
	e.int(len(cs))
	for _, c := range cs {
		e.date(c.Date)
		e.string(c.Note)
	}
}

func (e *encoder) attachments(as []Attachment) {
	e.int(len(as))
	for _, a := range as {
		e.string(a.Name)
		e.string(a.Title)
		e.signed(a.Size)
		e.int(a.Width)
		e.int(a.Height)
		e.hash(a.Hash)
		e.string(a.Active)
		e.bool(a.Unlisted)
		e.pos(a.Pos)
	}
}

func (e *encoder) headings(hs []Heading) {
	e.int(len(hs))
	for _, h := range hs {
		e.int(h.Level)
		e.string(h.ID)
		e.string(h.Text)
		e.string(h.Agency)
		e.pos(h.Pos)
	}
}

// decoder reads what an encoder wrote. After a failure, everything it returns is zero.
type decoder struct{ packed.Decoder }

func (d *decoder) hash() (h Hash) {
	copy(h[:], d.Take(uint64(len(h))))
	return h
}

func (d *decoder) pos() problem.Pos {
	return problem.Pos{Line: int32(uint32(d.Below(1 << 32))), Column: int32(uint32(d.Below(1 << 32)))}
}

func (d *decoder) text() Text { return Text{Value: d.Text(), Pos: d.pos()} }

func (d *decoder) texts() []Text {
	n := d.Count(3)
	if n == 0 {
		return nil
	}
	ts := make([]Text, n)
	for i := range ts {
		ts[i] = d.text()
	}
	return ts
}

func (d *decoder) date() Date {
	form := d.Below(4)
	if form == 0 {
		return Date{}
	}
	seconds, nanos, offset := d.Int(), d.Below(1e9), d.Int()
	const most = 1 << 40 // far beyond the year 9999, and far below what overflows in package time
	if form == 2 || seconds < -most || seconds > most || offset < -86400*2 || offset > 86400*2 {
		d.Fail()
		return Date{}
	}
	return Date{
		Time:  time.Unix(seconds, int64(nanos)).In(time.FixedZone("", int(offset))),
		Clock: form == 3,
		Pos:   d.pos(),
	}
}

func (d *decoder) changes() []Change {
	n := d.Count(2)
	if n == 0 {
		return nil
	}
	cs := make([]Change, n)
	for i := range cs {
		cs[i] = Change{d.date(), d.Text()}
	}
	return cs
}

func (d *decoder) attachments() []Attachment {
	n := d.Count(9 + len(Hash{}))
	if n == 0 {
		return nil
	}
	as := make([]Attachment, n)
	for i := range as {
		as[i] = Attachment{
			Name: d.Text(), Title: d.Text(), Size: d.Int(),
			Width: int(d.Below(math.MaxInt32)), Height: int(d.Below(math.MaxInt32)),
			Hash: d.hash(), Active: d.Text(), Unlisted: d.Bool(), Pos: d.pos(),
		}
	}
	return as
}

func (d *decoder) headings() []Heading {
	n := d.Count(6)
	if n == 0 {
		return nil
	}
	hs := make([]Heading, n)
	for i := range hs {
		hs[i] = Heading{Level: int(d.Below(1 << 16)), ID: d.Text(), Text: d.Text(), Agency: d.Text(), Pos: d.pos()}
	}
	return hs
}
