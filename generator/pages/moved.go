package pages

import (
	"gongbao/generator/address"
	"gongbao/generator/archive"
	"gongbao/generator/escape"
)

// These have moved to the packages address and escape. They stay here until their callers have moved as well.

// YearPath is address.Year.
func YearPath(year int) string { return address.Year(year) }

// MonthPath is address.Month.
func MonthPath(year, month int) string { return address.Month(year, month) }

// PartPath is address.Part.
func PartPath(part int) string { return address.Part(part) }

// PrintPath is address.Print.
func PrintPath(r *archive.Record) string { return address.Print(r.Path) }

// EscapePath is escape.Link.
func EscapePath(path string) string { return escape.Link(path) }
