package data

import (
	"slices"
	"time"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/escape"
	"gongbao/generator/parallel"
)

// A column of the table of all bulletins.
type column struct {
	name string
	cell func(p *planner, b []byte, r *archive.Record) []byte // appends a cell
}

// columns are those of the table, in order. A cell with several names has them joined by "; ". Columns without a function here take
// their values from the table of fields, as written. Programs may count columns, so those of fields declared later follow at the end.
var columns = withFieldColumns([]column{
	{"date", func(_ *planner, b []byte, r *archive.Record) []byte { return r.Day.AppendFormat(b, time.DateOnly) }},
	{"title", nil},
	{"publishers", func(_ *planner, b []byte, r *archive.Record) []byte { return appendNames(b, r.Publishers, r.Language) }},
	{"number", nil},
	{"region", func(_ *planner, b []byte, r *archive.Record) []byte {
		if r.Region == nil {
			return b
		}
		return escape.AppendCSV(b, r.Region.Names.In(r.Language).Text)
	}},
	{"topics", func(_ *planner, b []byte, r *archive.Record) []byte { return appendNames(b, r.Topics, r.Language) }},
	{"language", func(_ *planner, b []byte, r *archive.Record) []byte { return append(b, r.Language...) }},
	{"status", func(_ *planner, b []byte, r *archive.Record) []byte { return append(b, status(r)...) }},
	{"updated", func(_ *planner, b []byte, r *archive.Record) []byte { return updated(r).AppendFormat(b, time.DateOnly) }},
	{"summary", func(_ *planner, b []byte, r *archive.Record) []byte { return escape.AppendCSV(b, r.Abstract()) }},
	{"index_number", nil},
	{"written", nil},
	{"source", nil},
	{"source_url", nil},
	{"address", func(p *planner, b []byte, r *archive.Record) []byte {
		return append(p.appendURL(append(b, '"'), r.Path), '"') // quoted, for the commas that a path may hold
	}},
})

func withFieldColumns(columns []column) []column {
	for i := range bulletin.Fields {
		f := &bulletin.Fields[i]
		if f.CSV == "" {
			continue
		}
		at := slices.IndexFunc(columns, func(c column) bool { return c.name == f.CSV })
		if at < 0 {
			at, columns = len(columns), append(columns, column{name: f.CSV})
		}
		if columns[at].cell == nil {
			columns[at].cell = cellOf(f)
		}
	}
	return columns
}

// cellOf returns the function for a field that holds a text or a date. Other types need a function above.
func cellOf(f *bulletin.Field) func(p *planner, b []byte, r *archive.Record) []byte {
	none := new(bulletin.Bulletin)
	if _, text := f.Text(none); text {
		return func(_ *planner, b []byte, r *archive.Record) []byte {
			s, _ := f.Text(r.Bulletin)
			return escape.AppendCSV(b, s)
		}
	}
	if _, date := f.Date(none); date {
		return func(_ *planner, b []byte, r *archive.Record) []byte {
			d, _ := f.Date(r.Bulletin)
			if d.IsZero() {
				return b
			}
			return d.AppendFormat(b, time.DateOnly)
		}
	}
	return nil
}

func appendNames(b []byte, ns []*archive.Node, language string) []byte {
	if len(ns) == 1 {
		return escape.AppendCSV(b, ns[0].Names.In(language).Text)
	}
	all := ""
	for i, n := range ns {
		if i > 0 {
			all += "; "
		}
		all += n.Names.In(language).Text
	}
	return escape.AppendCSV(b, all)
}

// Columns returns the names in the first line of the table.
func Columns() []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// table renders all bulletins as CSV (RFC 4180), oldest first. The byte-order mark makes spreadsheets read it as UTF-8; without
// it, Excel reads Chinese in the code page of its machine.
func (p *planner) table(dst []byte) ([]byte, error) {
	b := append(dst, "\uFEFF"...)
	for i, name := range Columns() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, name...)
	}
	b = slices.Grow(b, rowSize*len(p.items))
	half := len(p.items) / 2 // this is the largest file of all, so two workers share it
	var later []byte
	parallel.Each(2, p.site.Jobs, func(part int) {
		if part == 0 {
			b = p.rows(b, p.items[:half])
		} else {
			later = p.rows(make([]byte, 0, rowSize*(len(p.items)-half)), p.items[half:])
		}
	})
	return append(append(b, later...), "\r\n"...), nil
}

// rowSize is a generous estimate of a row's size in bytes.
const rowSize = 320

func (p *planner) rows(b []byte, items []item) []byte {
	for i := range items {
		b = append(b, "\r\n"...)
		for n := range columns {
			if n > 0 {
				b = append(b, ',')
			}
			b = columns[n].cell(p, b, items[i].Record)
		}
	}
	return b
}
