package pages

import (
	"gongbao/generator/address"
	"gongbao/generator/archive"
)

// These have moved to package address. They stay until the planner and the finder call that.

// YearPath is address.Year.
func YearPath(year int) string { return address.Year(year) }

// MonthPath is address.Month.
func MonthPath(year, month int) string { return address.Month(year, month) }

// PartPath is address.Part.
func PartPath(part int) string { return address.Part(part) }

// PrintPath is address.Print.
func PrintPath(r *archive.Record) string { return address.Print(r.Path) }
