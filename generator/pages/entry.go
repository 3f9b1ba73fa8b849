package pages

import (
	"encoding/binary"
	"slices"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// makeEntries makes the entries of all bulletins in the languages of the site's lists.
func (v *Views) makeEntries() {
	records := v.Archive.Records
	for _, l := range v.Site.Languages {
		if made := v.in(l.Language); made != nil {
			made.entries = make([]Entry, len(records))
		}
	}
	const chunk = 1024
	var wg sync.WaitGroup
	for from := 0; from < len(records); from += chunk {
		wg.Go(func() {
			for i := from; i < min(from+chunk, len(records)); i++ {
				for k := range v.ready { // a record is looked at once for all languages
					if l := &v.ready[k]; l.entries != nil {
						e := &l.entries[i]
						v.makeEntry(e, records[i], l.language)
						e.key = e.hash()
					}
				}
			}
		})
	}
	wg.Wait()
}

func (v *Views) makeEntry(e *Entry, r *archive.Record, language string) {
	e.Date = DateOf(r.Day) // first what is no pointer: before it stores one, Go reads, and new memory that is read first is mapped twice
	e.Link = Link{Name: r.Title.Value, Path: r.Path, Language: differs(r.Language, language)}
	e.Publishers = v.nodes(r.Publishers, language)
	e.Region = v.node(r.Region, language)
	e.Status = r.State()
}

func (e *Entry) hash() uint64 {
	k := key.Of(e)
	return binary.LittleEndian.Uint64(k[:])
}

// AppendKey hashes a list by the keys of its entries.
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

// readyEntries gives the entries of all bulletins in a language, or none where they are not made beforehand.
func (v *Views) readyEntries(language string) []Entry {
	if made := v.in(language); made != nil {
		return made.entries
	}
	return nil
}

// entry gives the entry of a bulletin. Where none is ready it is made in room, which may be nil.
func (v *Views) entry(room *[]Entry, r *archive.Record, language string) *Entry {
	if ready := v.readyEntries(language); ready != nil {
		return &ready[r.Index]
	}
	if room == nil {
		room = new([]Entry)
	}
	*room = append(*room, Entry{}) // those before stay where they are, if there is no room for one more
	e := &(*room)[len(*room)-1]
	v.makeEntry(e, r, language)
	return e
}

// records gives the entries of bulletins, in their order.
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

// newest gives the entries of listings, the newest first.
func (v *Views) newest(ls []archive.Listing, language string) Entries {
	entries := make(Entries, len(ls))
	ready := v.readyEntries(language)
	for i, l := range ls {
		var e *Entry
		if ready != nil {
			e = &ready[l.Index] // the record itself is not looked at: a list of thousands would fetch each from afar
		} else {
			e = v.entry(nil, l.Record, language)
		}
		if l.Section != nil {
			section := *e
			section.Path += "#" + l.Section.Heading.ID
			section.Section = l.Section.Agency.Names.In(language).Text
			section.key = 0
			e = &section
		}
		entries[len(ls)-1-i] = e
	}
	return entries
}

// newestRecords is newest for a list of whole bulletins.
func (v *Views) newestRecords(rs []*archive.Record, language string) Entries {
	entries := v.records(rs, language)
	slices.Reverse(entries)
	return entries
}

// DateOf is the day of a moment in its own zone.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// ISO is the date as machines write it: 2020-02-21.
func (d Date) ISO() string {
	b := [10]byte{4: '-', 7: '-'}
	digits(b[0:4], d.Year)
	digits(b[5:7], d.Month)
	digits(b[8:10], d.Day)
	return string(b[:])
}

func digits(b []byte, n int) {
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
}
