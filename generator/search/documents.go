package search

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
)

// documentsPart is the number of bulletins in a file of Documents, which are compressed JSON.
const documentsPart = 64

// A Document is what a list of results shows of a bulletin. Its JSON form is a list of its fields, without the empty ones at the end.
type Document struct {
	Path       string // of the page, below the root; it begins with the date
	Title      string
	Publishers []string // ids
	Number     string
	Status     string // as lists mark it; empty for a bulletin in force
	Language   string // of the title
	Subtitle   string
	Proper     string // the number as it should be written, if that finds something else
}

func documentOf(r *archive.Record) Document {
	d := Document{Path: r.Path, Title: r.Title.Value, Publishers: make([]string, len(r.Publishers)), Number: r.Number.Value,
		Status: r.State(), Language: r.Language, Subtitle: r.Subtitle, Proper: properNumber(r.Number.Value)}
	for i, p := range r.Publishers {
		d.Publishers[i] = p.ID
	}
	return d
}

// properNumber returns an official number as the standard writes it, if other searches find that: without 第 and zeros before the
// number. Brackets of all kinds are the same to a search.
func properNumber(number string) string {
	proper := bulletin.ProperNumber(number)
	if proper == number || slices.Equal(squeeze(nil, proper), squeeze(nil, number)) {
		return ""
	}
	return proper
}

// MarshalJSON writes the fields as a list.
func (d Document) MarshalJSON() ([]byte, error) {
	fields := []any{d.Path, d.Title, d.Publishers, d.Number, d.Status, d.Language, d.Subtitle, d.Proper}
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	return json.Marshal(fields)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *Document) UnmarshalJSON(data []byte) error {
	var fields []json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	into := []any{&d.Path, &d.Title, &d.Publishers, &d.Number, &d.Status, &d.Language, &d.Subtitle, &d.Proper}
	for i, f := range fields[:min(len(fields), len(into))] {
		if err := json.Unmarshal(f, into[i]); err != nil {
			return err
		}
	}
	return nil
}

// appendDocuments writes a part with the documents of some bulletins.
func appendDocuments(dst []byte, s stamp, records []*archive.Record) ([]byte, error) {
	documents := make([]Document, len(records))
	for i, r := range records {
		documents[i] = documentOf(r)
	}
	data, err := json.Marshal(documents)
	if err != nil {
		return nil, err
	}
	return appendCompressed(append(dst, s[:]...), data), nil
}

// appendCompressed writes data in zlib format (RFC 1950), which browsers decompress as "deflate".
func appendCompressed(dst, data []byte) []byte {
	b := bytes.NewBuffer(dst)
	w := compressors.Get().(*zlib.Writer)
	defer compressors.Put(w)
	w.Reset(b)
	w.Write(data) // in memory, so it cannot fail
	w.Close()
	return b.Bytes()
}

var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// appendDays writes a part with the days of a segment that have bulletins: for each its distance from the previous one (for the
// first, from the last day of the year 0) and the number of its bulletins.
func appendDays(dst []byte, s stamp, records []*archive.Record) []byte {
	dst = append(dst, s[:]...)
	last := 0
	for len(records) > 0 {
		day := dayNumber(records[0].Day)
		n := 1
		for n < len(records) && dayNumber(records[n].Day) == day {
			n++
		}
		dst = appendUvarints(dst, day-last, n)
		last, records = day, records[n:]
	}
	return dst
}

// dayNumber counts days from 0001-01-01, which is 1.
func dayNumber(day time.Time) int {
	y, m, d := day.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/(24*60*60)) + 719163
}
