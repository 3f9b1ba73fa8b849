package pages

import (
	"slices"
	"strconv"

	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
)

// OpenData is the page of the folder data/: the files for programs and spreadsheets, and how to read them.
type OpenData struct {
	Frame
	Years   []Link   // the file of each year, newest first
	Columns []string // of the table of all bulletins, in order
}

// OpenData returns the view of the page about the open data, whose files are the same in every language. columns names those of
// the table.
func (v *Views) OpenData(language string, columns []string) OpenData {
	o := OpenData{Frame: v.indexFrame(language, address.Data, "data", ""), Columns: columns}
	o.Breadcrumbs = []Link{{Path: escape.AddressOf(o.Prefix)}}
	o.Feeds = v.feeds("")
	for _, y := range slices.Backward(v.Archive.Years) {
		if slices.ContainsFunc(y.Records, func(r *archive.Record) bool { return !r.Draft && !r.Scheduled }) {
			year := strconv.Itoa(y.Year)
			o.Years = append(o.Years, Link{Name: year, Path: escape.AddressOf(address.DataYear(y.Year))})
		}
	}
	return o
}
