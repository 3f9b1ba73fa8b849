package data

import (
	"slices"
	"sync"
	"time"

	"gongbao/generator/archive"
)

// columns of the table. A cell with several names has them joined by "; ".
var columns = [...]string{"date", "title", "publishers", "number", "region", "topics", "language", "status", "updated",
	"summary", "index_number", "written", "source", "source_url", "address"}

// Columns are the names in the first line of the table.
func Columns() []string { return slices.Clone(columns[:]) }

// table renders all bulletins as CSV (RFC 4180), oldest first. The mark in front makes spreadsheets read it as UTF-8; without
// it, Excel takes Chinese for the code page of its machine.
func (p *planner) table(dst []byte) ([]byte, error) {
	b := append(dst, "\uFEFF"...)
	for i, name := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, name...)
	}
	b = slices.Grow(b, rowSize*len(p.items))
	half := len(p.items) / 2 // it is the largest file of all, so two make it
	var later []byte
	var wg sync.WaitGroup
	wg.Go(func() { later = p.rows(make([]byte, 0, rowSize*(len(p.items)-half)), p.items[half:]) })
	b = p.rows(b, p.items[:half])
	wg.Wait()
	return append(append(b, later...), "\r\n"...), nil
}

// rowSize is what a row takes, in bytes, with some to spare.
const rowSize = 320

func (p *planner) rows(b []byte, items []item) []byte {
	for i := range items {
		b = p.row(append(b, "\r\n"...), items[i].Record)
	}
	return b
}

func (p *planner) row(b []byte, r *archive.Record) []byte {
	b = r.Day.AppendFormat(b, time.DateOnly)
	b = appendCSV(append(b, ','), r.Title.Value)
	b = appendCSV(append(b, ','), joined(r.Publishers, r.Language))
	b = appendCSV(append(b, ','), r.Number.Value)
	b = append(b, ',')
	if r.Region != nil {
		b = appendCSV(b, r.Region.Names.In(r.Language).Text)
	}
	b = appendCSV(append(b, ','), joined(r.Topics, r.Language))
	b = append(append(b, ','), r.Language...)
	b = append(append(b, ','), status(r)...)
	b = updated(r).AppendFormat(append(b, ','), time.DateOnly)
	b = appendCSV(append(b, ','), r.Summary)
	b = appendCSV(append(b, ','), r.IndexNumber)
	b = append(b, ',')
	if !r.Written.IsZero() {
		b = r.Written.AppendFormat(b, time.DateOnly)
	}
	b = appendCSV(append(b, ','), r.Origin)
	b = appendCSV(append(b, ','), r.OriginURL)
	b = append(append(b, ','), '"')
	return append(p.appendURL(b, r.Path), '"') // quoted, for the commas that a path may hold
}

func joined(ns []*archive.Node, language string) string {
	all := ""
	for i, n := range ns {
		if i > 0 {
			all += "; "
		}
		all += n.Names.In(language).Text
	}
	return all
}
