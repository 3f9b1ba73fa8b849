package bulletin

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"gongbao/generator/problem"
)

// The form in which a build remembers bulletins: fields in a fixed order, lengths and numbers as varints. It says nothing of its own
// version; whoever keeps it does. Decoding shares the encoded string instead of copying texts, and takes no more
// memory than a small multiple of it, whatever the bytes say.

// ErrDamaged is what Decode answers to bytes that Append did not make.
var ErrDamaged = errors.New("bulletin: the encoded form is damaged")

// Append adds the encoded page to dst.
func (p *Page) Append(dst []byte) []byte {
	e := encoder(dst)
	e.string(p.Source)
	e.hash(p.Hash)
	e.facts(p)
	e.headings(p.Headings)
	e.texts(p.Links)
	return e
}

// Append adds the encoded bulletin to dst.
func (b *Bulletin) Append(dst []byte) []byte {
	e := encoder(b.Page.Append(dst))
	e.publication(b)
	return e
}

// AppendFacts adds all that is known of the bulletin without its body: every field but Source, Hash, Headings and Links. Where
// two bulletins differ in one of them, so do the bytes.
func (b *Bulletin) AppendFacts(dst []byte) []byte {
	e := encoder(dst)
	e.facts(&b.Page)
	e.publication(b)
	return e
}

func (e *encoder) facts(p *Page) {
	e.text(p.Title)
	e.text(p.Language)
	e.string(p.Summary)
	e.text(p.Slug)
	e.texts(p.Aliases)
	e.text(p.TranslationKey)
	e.bool(p.Draft)
	e.attachments(p.Attachments)
}

// publication adds what a plain page does not have.
func (e *encoder) publication(b *Bulletin) {
	e.string(b.Subtitle)
	e.text(b.Number)
	e.string(b.IndexNumber)
	e.string(b.Origin)
	e.string(b.OriginURL)
	e.string(b.Editor)
	e.texts(b.Publishers)
	e.text(b.Region)
	e.texts(b.Topics)
	e.date(b.Date)
	e.date(b.Written)
	e.date(b.Updated)
	e.date(b.PublishAt)
	e.date(b.ExpiresAt)
	e.int(len(b.Changes))
	for _, c := range b.Changes {
		e.date(c.Date)
		e.string(c.Note)
	}
	e.int(int(b.Status))
	e.pos(b.StatusAt)
	e.string(b.Reason)
	e.texts(b.Supersedes)
	e.texts(b.SupersededBy)
	e.text(b.TranslationOf)
}

// DecodePage reads one page from the front of s, and gives what follows it.
func DecodePage(s string) (p *Page, rest string, err error) {
	d := decoder{s: s}
	p = new(Page)
	d.page(p)
	if d.damaged {
		return nil, "", ErrDamaged
	}
	return p, d.s, nil
}

// Decode reads one bulletin from the front of s, and gives what follows it.
func Decode(s string) (b *Bulletin, rest string, err error) {
	d := decoder{s: s}
	b = new(Bulletin)
	d.page(&b.Page)
	b.Subtitle = d.string()
	b.Number = d.text()
	b.IndexNumber = d.string()
	b.Origin = d.string()
	b.OriginURL = d.string()
	b.Editor = d.string()
	b.Publishers = d.texts()
	b.Region = d.text()
	b.Topics = d.texts()
	b.Date = d.date()
	b.Written = d.date()
	b.Updated = d.date()
	b.PublishAt = d.date()
	b.ExpiresAt = d.date()
	if n := d.count(2); n > 0 {
		b.Changes = make([]Change, n)
		for i := range b.Changes {
			b.Changes[i] = Change{d.date(), d.string()}
		}
	}
	b.Status = Status(d.below(uint64(len(statusNames))))
	b.StatusAt = d.pos()
	b.Reason = d.string()
	b.Supersedes = d.texts()
	b.SupersededBy = d.texts()
	b.TranslationOf = d.text()
	if d.damaged {
		return nil, "", ErrDamaged
	}
	return b, d.s, nil
}

func (d *decoder) page(p *Page) {
	p.Source = d.string()
	p.Hash = d.hash()
	p.Title = d.text()
	p.Language = d.text()
	p.Summary = d.string()
	p.Slug = d.text()
	p.Aliases = d.texts()
	p.TranslationKey = d.text()
	p.Draft = d.bool()
	p.Attachments = d.attachments()
	p.Headings = d.headings()
	p.Links = d.texts()
}

type encoder []byte

func (e *encoder) int(n int)       { *e = binary.AppendUvarint(*e, uint64(n)) }
func (e *encoder) signed(n int64)  { *e = binary.AppendVarint(*e, n) }
func (e *encoder) string(s string) { e.int(len(s)); *e = append(*e, s...) }
func (e *encoder) hash(h Hash)     { *e = append(*e, h[:]...) }
func (e *encoder) pos(p problem.Pos) {
	e.int(int(uint32(p.Line)))
	e.int(int(uint32(p.Column)))
}
func (e *encoder) text(t Text) { e.string(t.Value); e.pos(t.Pos) }
func (e *encoder) bool(b bool) {
	if b {
		e.int(1)
	} else {
		e.int(0)
	}
}

func (e *encoder) texts(ts []Text) {
	e.int(len(ts))
	for _, t := range ts {
		e.text(t)
	}
}

// A date is 0; or else 1, or 3 with a clock, and then seconds since 1970, nanoseconds, the zone's offset in seconds, and the place.
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

func (e *encoder) attachments(as []Attachment) {
	e.int(len(as))
	for _, a := range as {
		e.string(a.Name)
		e.string(a.Title)
		e.signed(a.Size)
		e.int(a.Width)
		e.int(a.Height)
		e.hash(a.Hash)
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

// decoder reads from the front of s. Once something does not fit, all it gives is zero and damaged stays set.
type decoder struct {
	s       string
	damaged bool
}

func (d *decoder) fail() uint64 {
	d.s, d.damaged = "", true
	return 0
}

func (d *decoder) uint() uint64 {
	if len(d.s) > 0 && d.s[0] < 0x80 { // nearly all are
		n := d.s[0]
		d.s = d.s[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint([]byte(d.s[:min(len(d.s), binary.MaxVarintLen64)]))
	if size <= 0 {
		return d.fail()
	}
	d.s = d.s[size:]
	return n
}

// below reads a number that must be less than limit.
func (d *decoder) below(limit uint64) uint64 {
	if n := d.uint(); n < limit {
		return n
	}
	return d.fail()
}

func (d *decoder) signed() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *decoder) take(n uint64) string {
	if n > uint64(len(d.s)) {
		d.fail()
		return ""
	}
	t := d.s[:n]
	d.s = d.s[n:]
	return t
}

func (d *decoder) string() string { return d.take(d.uint()) }
func (d *decoder) bool() bool     { return d.below(2) == 1 }

func (d *decoder) hash() (h Hash) {
	copy(h[:], d.take(uint64(len(h))))
	return h
}

func (d *decoder) pos() problem.Pos {
	return problem.Pos{Line: int32(uint32(d.below(1 << 32))), Column: int32(uint32(d.below(1 << 32)))}
}

func (d *decoder) text() Text { return Text{Value: d.string(), Pos: d.pos()} }

// count reads the length of a list whose entries take at least so many bytes each.
func (d *decoder) count(least int) int {
	return int(d.below(uint64(len(d.s)/least) + 1))
}

func (d *decoder) texts() []Text {
	n := d.count(3)
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
	form := d.below(4)
	if form == 0 {
		return Date{}
	}
	seconds, nanos, offset := d.signed(), d.below(1e9), d.signed()
	const most = 1 << 40 // far beyond the year 9999, and far from what makes package time go wrong
	if form == 2 || seconds < -most || seconds > most || offset < -86400*2 || offset > 86400*2 {
		d.fail()
		return Date{}
	}
	return Date{
		Time:  time.Unix(seconds, int64(nanos)).In(time.FixedZone("", int(offset))),
		Clock: form == 3,
		Pos:   d.pos(),
	}
}

func (d *decoder) attachments() []Attachment {
	n := d.count(8 + len(Hash{}))
	if n == 0 {
		return nil
	}
	as := make([]Attachment, n)
	for i := range as {
		as[i] = Attachment{
			Name: d.string(), Title: d.string(), Size: d.signed(),
			Width: int(d.below(math.MaxInt32)), Height: int(d.below(math.MaxInt32)),
			Hash: d.hash(), Unlisted: d.bool(), Pos: d.pos(),
		}
	}
	return as
}

func (d *decoder) headings() []Heading {
	n := d.count(6)
	if n == 0 {
		return nil
	}
	hs := make([]Heading, n)
	for i := range hs {
		hs[i] = Heading{Level: int(d.below(1 << 16)), ID: d.string(), Text: d.string(), Agency: d.string(), Pos: d.pos()}
	}
	return hs
}
