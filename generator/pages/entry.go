package pages

import (
	"encoding/binary"
	"slices"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

// fewBulletins is the part of an archive, one in so many, from which a language's entries are made before they are asked for.
const fewBulletins = 50

// makeEntries makes the entries of all bulletins in the languages of the site's lists, and in those in which enough bulletins
// are written for their neighbours to be most of the archive.
func (v *Views) makeEntries() {
	records := v.Archive.Records
	spoken := map[string]int{}
	for _, r := range records {
		spoken[v.Speaks(r.Language)]++
	}
	for _, l := range v.Site.Languages {
		spoken[l.Language] = len(records)
	}
	for i := range v.ready {
		if l := &v.ready[i]; spoken[l.language] > len(records)/fewBulletins {
			l.entries = make([]Entry, len(records))
		}
	}
	const chunk = 1024
	var wg sync.WaitGroup
	for from := 0; from < len(records); from += chunk {
		wg.Go(func() {
			for i := from; i < min(from+chunk, len(records)); i++ {
				for k := range v.ready { // a record is looked at once for all languages
					if l := &v.ready[k]; l.entries != nil {
						v.makeEntry(&l.entries[i], records[i], l.language)
					}
				}
			}
		})
	}
	wg.Wait()
}

func (v *Views) makeEntry(e *Entry, r *archive.Record, language string) {
	e.Link = Link{Name: r.Title.Value, Path: r.Path, Language: differs(r.Language, language)}
	e.Date = DateOf(r.Day)
	e.Publishers = v.nodes(r.Publishers, language)
	e.Region = v.node(r.Region, language)
	e.Status = r.State()
	e.seal()
}

// seal makes the key of the entry; whoever changes an entry seals it again.
func (e *Entry) seal() {
	type fields Entry // without AppendKey
	k := key.Of((*fields)(e))
	e.key = binary.LittleEndian.Uint64(k[:])
}

// AppendKey lets a list hash its entries by their keys.
func (e *Entry) AppendKey(dst []byte) []byte { return binary.LittleEndian.AppendUint64(dst, e.key) }

func (v *Views) entry(r *archive.Record, language string) *Entry {
	if made := v.in(language); made != nil && made.entries != nil {
		return &made.entries[r.Index]
	}
	e := new(Entry)
	v.makeEntry(e, r, language)
	return e
}

// records gives the entries of bulletins, in their order.
func (v *Views) records(rs []*archive.Record, language string) []*Entry {
	if len(rs) == 0 {
		return nil
	}
	return v.appendRecords(make([]*Entry, 0, len(rs)), rs, language)
}

func (v *Views) appendRecords(entries []*Entry, rs []*archive.Record, language string) []*Entry {
	for _, r := range rs {
		entries = append(entries, v.entry(r, language))
	}
	return entries
}

// newest gives the entries of listings, the newest first.
func (v *Views) newest(ls []archive.Listing, language string) []*Entry {
	entries := make([]*Entry, len(ls))
	for i, l := range ls {
		e := v.entry(l.Record, language)
		if l.Section != nil {
			section := *e
			section.Path += "#" + l.Section.Heading.ID
			section.Section = l.Section.Agency.Names.In(language).Text
			section.seal()
			e = &section
		}
		entries[len(ls)-1-i] = e
	}
	return entries
}

// newestRecords is newest for a list of whole bulletins.
func (v *Views) newestRecords(rs []*archive.Record, language string) []*Entry {
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
