package pages

import (
	"encoding/binary"
	"slices"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/escape"
	"gongbao/generator/key"
	"gongbao/generator/parallel"
)

// makeEntries fills in the shared entries of all bulletins, in the languages of the site's lists.
func (v *Views) makeEntries(jobs int) {
	records := v.Archive.Records
	for _, l := range v.Site.Languages {
		if s := v.in(l.Language); s != nil {
			s.entries = make([]Entry, len(records))
		}
	}
	const chunk = 1024
	parallel.Each((len(records)+chunk-1)/chunk, jobs, func(n int) {
		for i := n * chunk; i < min((n+1)*chunk, len(records)); i++ {
			for k := range v.shared { // the inner loop, so that each record is fetched once for all languages
				if s := &v.shared[k]; s.entries != nil {
					e := &s.entries[i]
					v.makeEntry(e, records[i], s.language)
					e.key = e.hash()
				}
			}
		}
	})
}

// makeEntry fills e, which is zero, with the entry of a bulletin.
func (v *Views) makeEntry(e *Entry, r *archive.Record, language string) {
	// The date first, since it has no pointers. Storing a pointer reads the memory before it writes, and the system maps fresh
	// memory that is read first a second time when it is written.
	e.Date = DateOf(r.Day)
	e.Link = Link{Name: r.Title.Value, Path: escape.AddressOf(r.Path), Language: differs(r.Language, language)}
	e.Publishers = v.nodes(r.Publishers, language)
	e.Region = v.node(r.Region, language)
	e.Status = r.State()
}

// hash returns what key caches.
func (e *Entry) hash() uint64 {
	k := key.Of(e)
	return binary.LittleEndian.Uint64(k[:])
}

// AppendKey appends the keys of the entries to a page's key.
func (es Entries) AppendKey(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(es)))
	for _, e := range es {
		k := e.key
		if k == 0 {
			k = e.hash()
		}
		dst = binary.LittleEndian.AppendUint64(dst, k)
	}
	return dst
}

// sharedEntries returns the entries of all bulletins in a language, or nil if there are none.
func (v *Views) sharedEntries(language string) []Entry {
	if s := v.in(language); s != nil {
		return s.entries
	}
	return nil
}

// entry returns the entry of a bulletin. If there is no shared one, it appends one to buffer, which may be nil.
func (v *Views) entry(buffer *[]Entry, r *archive.Record, language string) *Entry {
	if entries := v.sharedEntries(language); entries != nil {
		return &entries[r.Index]
	}
	if buffer == nil {
		buffer = new([]Entry)
	}
	*buffer = append(*buffer, Entry{}) // if the buffer moves, pointers to earlier entries stay valid in the old one
	e := &(*buffer)[len(*buffer)-1]
	v.makeEntry(e, r, language)
	return e
}

// records returns the entries of bulletins, in their order.
func (v *Views) records(rs []*archive.Record, language string) Entries {
	if len(rs) == 0 {
		return nil
	}
	entries := make(Entries, len(rs))
	for i, r := range rs {
		entries[i] = v.entry(nil, r, language)
	}
	return entries
}

// newest returns the entries of listings, newest first.
func (v *Views) newest(ls []archive.Listing, language string) Entries {
	entries := make(Entries, len(ls))
	shared := v.sharedEntries(language)
	for i, l := range ls {
		var e *Entry
		if shared != nil {
			e = &shared[l.Index] // without the record, since in a list of thousands each would be a cache miss
		} else {
			e = v.entry(nil, l.Record, language)
		}
		if l.Section != nil {
			section := *e
			section.Path = escape.WithPart(section.Path, l.Section.Heading.ID)
			section.Section = l.Section.Agency.Names.In(language).Text
			section.key = 0 // out of date
			e = &section
		}
		entries[len(ls)-1-i] = e
	}
	return entries
}

// newestRecords returns the entries of bulletins, newest first.
func (v *Views) newestRecords(rs []*archive.Record, language string) Entries {
	entries := v.records(rs, language)
	slices.Reverse(entries)
	return entries
}

// DateOf returns the day of a time in its own zone, or the zero Date for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// ISO formats the date as 2020-02-21 (ISO 8601).
func (d Date) ISO() string {
	b := [10]byte{4: '-', 7: '-'}
	digits(b[0:4], d.Year)
	digits(b[5:7], d.Month)
	digits(b[8:10], d.Day)
	return string(b[:])
}

// digits fills b with the last digits of n.
func digits(b []byte, n int) {
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
}
