package search

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"sync"
	"time"

	"gongbao/generator/archive"
)

// What a list of results shows of a bulletin stands in files of documentsPart bulletins each, in order: JSON, compressed.
const documentsPart = 64

// A Document is what the index says of one bulletin. In JSON it is a list of its fields, which end with the last that is not
// empty.
type Document struct {
	Path       string // of the page, below the root; it begins with the date
	Title      string
	Publishers []string // ids
	Number     string
	Status     string // as a list marks it; empty for a bulletin in force
	Language   string // of the title
	Subtitle   string
}

func documentOf(r *archive.Record) Document {
	d := Document{Path: r.Path, Title: r.Title.Value, Publishers: make([]string, len(r.Publishers)), Number: r.Number.Value,
		Status: r.State(), Language: r.Language, Subtitle: r.Subtitle}
	for i, p := range r.Publishers {
		d.Publishers[i] = p.ID
	}
	return d
}

// MarshalJSON writes the fields as a list.
func (d Document) MarshalJSON() ([]byte, error) {
	fields := []any{d.Path, d.Title, d.Publishers, d.Number, d.Status, d.Language, d.Subtitle}
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
	into := []any{&d.Path, &d.Title, &d.Publishers, &d.Number, &d.Status, &d.Language, &d.Subtitle}
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

// appendCompressed writes data as browsers inflate it by themselves: "deflate", which is zlib (RFC 1950).
func appendCompressed(dst, data []byte) []byte {
	b := bytes.NewBuffer(dst)
	w := compressors.Get().(*zlib.Writer)
	defer compressors.Put(w)
	w.Reset(b)
	w.Write(data) // to memory: it cannot fail
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

// appendDays writes a part with the days of a segment: how many days after the one before (the first: after the last day of
// the year 0), and how many bulletins.
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
